"""Citations: the sentences that tell a row, word for word, with the story, the outlet and the day of publication."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from dateline.ledger import Ledger
from dateline.records.rows import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A sentence that tells a row. outlet: who published it, None if unknown; published: the day, None if unknown.

    start, end: of the sentence, in code points of the story's text, half-open. text: the sentence, word for word.
    """

    story_id: str
    source_id: str
    outlet: str | None
    published: dt.date | None
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """Where row number `row` is told; a negative start stands for the first sentence of the story's body."""

    row: int
    story_id: str
    source_id: str
    start: int
    end: int


#: A place that is less than its sentences is widened to them. Ids that are named one by one are looked up in the index, a list of
#: them by reading the whole table.
_SQL = """
WITH places AS (
  SELECT unnest($1) AS n, unnest($2) AS story_id, unnest($3) AS source_id, unnest($4) AS first, unnest($5) AS last
), current AS MATERIALIZED (
  SELECT coding, story_id, source_id, outlet, published FROM current_stories WHERE story_id IN ({stories})
), widened AS (
  SELECT n, c.*, CASE WHEN first < 0 THEN [x FOR x IN s.sentences IF x.part = 'body'][:1]
      ELSE [x FOR x IN s.sentences IF x."start" < last AND x."end" > first] END AS around, first, last
  FROM places JOIN current c USING (story_id, source_id)
  JOIN (SELECT coding, sentences FROM stories WHERE story_id IN ({stories})) s USING (coding)
), spans AS (
  SELECT DISTINCT n, story_id, source_id, outlet, published,
    CASE WHEN len(around) = 0 THEN greatest(first, 0) ELSE around[1]."start" END AS "start",
    CASE WHEN len(around) = 0 THEN greatest(last, 0) ELSE around[-1]."end" END AS "end"
  FROM widened
)
SELECT n, p.story_id, source_id, outlet, published, p."start", p."end", substring(t.text, p."start" + 1, p."end" - p."start")
FROM spans p JOIN (SELECT story_id, text FROM texts WHERE story_id IN ({stories})) t USING (story_id)
WHERE p."end" > p."start" ORDER BY n, published NULLS LAST, p.story_id, source_id, p."start" """
#: So many at most are named one by one.
_NAMED = 1000
#: Each place of its evidence by itself: they come in no order, and may lie far from each other.
_MENTIONS = """
SELECT mention_id, story_id, source_id, place."start", place."end" FROM (
  SELECT mention_id, story_id, source_id, unnest(evidence) AS place FROM current_process_mentions
  WHERE mention_id IN ({mentions}))"""


def citations(ledger: Ledger, rows: Sequence[Row]) -> tuple[tuple[Citation, ...], ...]:
    """The citations of each of these rows of a query, as many tuples as rows, each by day of publication and place.

    Events and contacts: all sentences that tell them; plans: the telling that stands for the plan; claims: the sentences of their
    words; offices: all sentences of the tenure, none where the registry says it; processes: all sentences of each change of state;
    stories: the first sentence of the body. Raises LedgerError where the file fails.
    """
    found = [_Place(row=n, **place) for n, row in enumerate(rows) for place in _told(row)]
    found += _changes(ledger, rows)
    cited: list[list[Citation]] = [[] for _ in rows]
    for n, story, source, outlet, published, start, end, text in _ask(ledger, found):
        cited[n].append(
            Citation(
                story_id=story, source_id=source, outlet=outlet, published=published, start=start, end=end, text=text
            )
        )
    return tuple(tuple(citations) for citations in cited)


def _ask(
    ledger: Ledger, places: Sequence[_Place]
) -> list[tuple[int, str, str, str | None, dt.date | None, int, int, str]]:
    if not places:
        return []
    columns = (
        [place.row for place in places],
        [place.story_id for place in places],
        [place.source_id for place in places],
        [place.start for place in places],
        [place.end for place in places],
    )
    stories = sorted({place.story_id for place in places})
    if len(stories) > _NAMED:
        return ledger.tuples(_SQL.format(stories="SELECT unnest($2)"), columns)
    named = ", ".join(f"${n}" for n in range(len(columns) + 1, len(columns) + 1 + len(stories)))
    return ledger.tuples(_SQL.format(stories=named), [*columns, *stories])


def _told(row: Row) -> Iterator[Row]:
    """The places that the row itself names."""
    if "mentions" in row and isinstance(row["mentions"], list):
        yield from row["mentions"]
    elif "evidence" in row:
        own: Row = {name: row[name] for name in ("story_id", "source_id") if name in row}
        for span in row["evidence"] or ():
            yield {**own, **{name: span[name] for name in _PLACE if name in span}}
    elif "claim_id" in row:
        yield {name: row[name] for name in _PLACE}
    elif "group" in row and "headline" in row:
        yield {"story_id": row["story_id"], "source_id": row["source_id"], "start": -1, "end": -1}


_PLACE = ("story_id", "source_id", "start", "end")


def _changes(ledger: Ledger, rows: Sequence[Row]) -> Iterator[_Place]:
    """The sentences that tell the changes of processes."""
    wanted: dict[str, set[int]] = {}
    for n, row in enumerate(rows):
        for change in _history(row):
            wanted.setdefault(change["mention_id"], set()).add(n)
    if wanted:
        for mention, story, source, start, end in ledger.tuples(*_mentions(list(wanted))):
            for n in wanted[mention]:
                yield _Place(row=n, story_id=story, source_id=source, start=start, end=end)


def _mentions(ids: list[str]) -> tuple[str, list[object]]:
    if len(ids) > _NAMED:
        return _MENTIONS.format(mentions="SELECT unnest(?)"), [ids]
    return _MENTIONS.format(mentions=", ".join("?" * len(ids))), list(ids)


def _history(row: Row) -> Iterable[Row]:
    return row.get("history") or () if "process_id" in row else ()
