"""Rows for which a person's word stands: what is needed to find them, and the rows that stand instead of the program's."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import msgspec

from dateline.records.actor import Tenure
from dateline.records.by_hand import HandRow, ProgramRow, StoryPage, ToldTenure
from dateline.records.claim import Claim
from dateline.records.event import Event
from dateline.records.grouping import HandChange

from .append import insert, next_number, numbered, refresh, touch, transaction
from .flatten import claim_row, event_row, mend, participant_rows, recorded, seal, tenure_row
from .nearby import events_of_codings

if TYPE_CHECKING:
    import duckdb

    from dateline.records.correction import Anchor, JudgedCorrection
    from dateline.records.groups import EventDigest

    from .flatten import TableRow

_PAGES = """
WITH meant AS (
  SELECT DISTINCT group_id FROM current_stories
  WHERE story_id IN (SELECT unnest($1)) OR source_id IN (SELECT unnest($2)) OR story_id IN (
    SELECT story_id FROM texts, (SELECT unnest($3) AS words) WHERE contains("text", words)
  )
)
SELECT s.coding, s.story_id, s.source_id, s.group_id AS "group", s.version, t.text,
  [[x.part, x."start"::VARCHAR, x."end"::VARCHAR] FOR x IN o.sentences] AS sentences
FROM current_stories s SEMI JOIN meant USING (group_id) JOIN stories o USING (coding) JOIN texts t ON t.story_id = s.story_id
ORDER BY s.story_id, s.source_id"""

_ROWS = """
SELECT {number} AS number, coding, record FROM {table}
WHERE coding IN (SELECT unnest($1))
  AND {number} NOT IN (SELECT instead FROM by_hand WHERE in_table = '{table}' AND instead IS NOT NULL)
ORDER BY {number}"""

#: Tenures have no numbers and no record; a row by hand is one whose basis says so.
_TENURES = """
SELECT * FROM tenures WHERE coding IN (SELECT unnest($1)) AND starts_with(basis, 'by hand:') = $2
ORDER BY coding, span_start, span_end, tenure_id, digest"""

_STANDING = """
SELECT h.number, r.coding, h.row_id, i.record, h.rejected, h.corrections, h.instead
FROM by_hand h LEFT JOIN {table} i ON i.{number} = h.instead LEFT JOIN {table} r ON r.{number} = coalesce(h.number, h.instead)
WHERE h.in_table = '{table}'"""
#: Codings of which events stand by hand.
_CORRECTED = """
SELECT DISTINCT coding FROM by_hand h JOIN events e ON e.event_no IN (h.number, h.instead) WHERE h.in_table = 'events'"""
_STANDING_TENURES = """
SELECT number, row_id, instead IS NOT NULL, rejected, corrections FROM by_hand WHERE in_table = 'tenures'"""

_Key = tuple[str, int, str]
_NUMBERS: dict[str, str] = {"events": "event_no", "claims": "claim_no"}
#: What is concluded from claims, by their numbers, which a later row may get.
_OF_CLAIMS = ("claim_links", "contested_claims")
_TYPES: dict[str, type[Event | Claim]] = {"events": Event, "claims": Claim}


def story_pages(connection: duckdb.DuckDBPyConnection, anchors: Sequence[Anchor]) -> tuple[StoryPage, ...]:
    """The current stories in the groups of those that the anchors name, or that hold their sentences where no id is known."""
    known = {
        story_id
        for (story_id,) in connection.execute(
            "SELECT DISTINCT story_id FROM current_stories WHERE story_id IN (SELECT unnest(?))",
            [[anchor.story_id for anchor in anchors]],
        ).fetchall()
    }
    lost = [anchor for anchor in anchors if anchor.story_id not in known]
    rows = connection.execute(
        _PAGES,
        [
            sorted(known),
            sorted({one.source_id for one in lost}),
            sorted({one.sentence for one in lost if one.sentence}),
        ],
    )
    names = [column[0] for column in rows.description or ()]
    return tuple(_page(dict(zip(names, row, strict=True))) for row in rows.fetchall())


def _page(row: TableRow) -> StoryPage:
    sentences = tuple((part, int(start), int(end)) for part, start, end in row["sentences"])
    return StoryPage(**{**row, "sentences": sentences})


def program_rows(connection: duckdb.DuckDBPyConnection, codings: Sequence[int], table: str) -> tuple[ProgramRow, ...]:
    """The rows of these codings as the program found them, in order; table: events, claims or tenures."""
    if table == "tenures":
        found = _tenures(connection, codings, by_hand=False)
        return tuple(ProgramRow(number=place, coding=coding, row=row) for place, (coding, row) in enumerate(found))
    sql = _ROWS.format(table=table, number=_NUMBERS[table])
    return tuple(
        ProgramRow(number=number, coding=coding, row=msgspec.json.decode(record, type=_TYPES[table]))
        for number, coding, record in connection.execute(sql, [list(codings)]).fetchall()
    )


def _tenures(
    connection: duckdb.DuckDBPyConnection, codings: Sequence[int], *, by_hand: bool
) -> list[tuple[int, ToldTenure]]:
    rows = connection.execute(_TENURES, [list(codings), by_hand])
    names = [column[0] for column in rows.description or ()]
    return [
        (row["coding"], read_tenure(row)) for row in (dict(zip(names, one, strict=True)) for one in rows.fetchall())
    ]


def read_tenure(row: TableRow) -> ToldTenure:
    """The tenure of a row of `tenures`."""
    given = {_TENURE_NAMES.get(name, name): value for name, value in row.items()}
    tenure = msgspec.convert({name: given[name] for name in Tenure.__dataclass_fields__}, Tenure)
    return ToldTenure(tenure_id=row["tenure_id"], story_id=row["story_id"], source_id=row["source_id"], tenure=tenure)


_TENURE_NAMES = {"from_date": "from_", "to_date": "to", "said_on": "as_of", "span_start": "start", "span_end": "end"}


def replace_hand_rows(connection: duckdb.DuckDBPyConnection, rows: Iterable[HandRow]) -> HandChange:
    """Makes these the rows for which a person's word stands, in one transaction; what changed comes back."""
    wanted = {_key(row): row for row in rows}
    codings = {row.coding for row in wanted.values() if row.table == "events"}
    codings |= {coding for (coding,) in connection.execute(_CORRECTED).fetchall()}
    with transaction(connection):
        was = set(events_of_codings(connection, codings))
        others = _replace_tenures(connection, {key: row for key, row in wanted.items() if row.table == "tenures"})
        of = {table: {key: row for key, row in wanted.items() if row.table == table} for table in _NUMBERS}
        others += _replace(connection, "claims", of["claims"])
        _replace(connection, "events", of["events"])
        now = set(events_of_codings(connection, codings))
    return HandChange(was=_ordered(was - now), now=_ordered(now - was), others=others)


def _ordered(events: Iterable[EventDigest]) -> tuple[EventDigest, ...]:
    return tuple(sorted(events, key=lambda event: (event.event_id, event.source_id, event.story_id)))


def _replace_tenures(connection: duckdb.DuckDBPyConnection, wanted: dict[_Key, HandRow]) -> int:
    """The same for tenures, all of which are few."""
    marks = connection.execute(_STANDING_TENURES).fetchall()
    rows = {
        (coding, row.tenure_id): row for coding, row in _tenures(connection, [one[0] for one in marks], by_hand=True)
    }
    standing = {
        ("tenures", coding, row_id): HandRow(
            number=coding,
            coding=coding,
            row_id=row_id,
            instead=rows.get((coding, row_id)) if stands else None,
            rejected=rejected,
            corrections=tuple(corrections),
        )
        for coding, row_id, stands, rejected, corrections in marks
    }
    if standing == wanted:
        return 0
    connection.execute("DELETE FROM tenures WHERE starts_with(basis, 'by hand:')")
    connection.execute("DELETE FROM by_hand WHERE in_table = 'tenures'")
    new = [row for _, row in sorted(wanted.items())]
    insert(connection, "tenures", [_row_of(row) for row in new if row.instead is not None])
    insert(connection, "by_hand", [_mark(row, row.coding if row.instead is not None else None) for row in new])
    return len(standing.keys() ^ wanted.keys()) + sum(
        standing[key] != wanted[key] for key in standing.keys() & wanted.keys()
    )


def _key(row: HandRow) -> _Key:
    return row.table, row.coding if row.number is None else row.number, row.row_id


def _replace(connection: duckdb.DuckDBPyConnection, table: str, wanted: dict[_Key, HandRow]) -> int:
    number = _NUMBERS[table]
    standing: dict[_Key, tuple[HandRow, int | None]] = {}
    for of, coding, row_id, record, rejected, corrections, instead in connection.execute(
        _STANDING.format(table=table, number=number)
    ).fetchall():
        row = msgspec.json.decode(record, type=_TYPES[table]) if record else None
        found = HandRow(
            number=of, coding=coding, row_id=row_id, instead=row, rejected=rejected, corrections=tuple(corrections)
        )
        standing[(table, coding if of is None else of, row_id)] = (found, instead)
    gone = [key for key, (row, _) in standing.items() if wanted.get(key) != row]
    new = [row for key, row in sorted(wanted.items()) if key not in standing or standing[key][0] != row]
    if not gone and not new:
        return 0
    touched = [standing[key][0].coding for key in gone] + [row.coding for row in new]
    _take_away(connection, table, [standing[key] for key in gone])
    _put(connection, table, new)
    if table == "events":
        touch(connection, touched)
        refresh(connection)
    return len(set(gone) | {_key(row) for row in new})


def _take_away(connection: duckdb.DuckDBPyConnection, table: str, gone: Sequence[tuple[HandRow, int | None]]) -> None:
    numbers = [instead for _, instead in gone if instead is not None]
    for of in (table, "participants") if table == "events" else (table,):
        connection.execute(f"DELETE FROM {of} WHERE {_NUMBERS[table]} IN (SELECT unnest(?))", [numbers])  # noqa: S608  (our own names)
    connection.execute(
        "DELETE FROM learnt_holders WHERE in_table = ? AND number IN (SELECT unnest(?))", [table, numbers]
    )
    for of in _OF_CLAIMS if table == "claims" else ():
        connection.execute(f"DELETE FROM {of} WHERE claim_no IN (SELECT unnest(?))", [numbers])  # noqa: S608  (our own names)
    for row, instead in gone:
        connection.execute(
            "DELETE FROM by_hand WHERE in_table = ? AND row_id = ? AND number IS NOT DISTINCT FROM ? "
            "AND instead IS NOT DISTINCT FROM ?",
            [table, row.row_id, row.number, instead],
        )


def _put(connection: duckdb.DuckDBPyConnection, table: str, new: Sequence[HandRow]) -> None:
    column = _NUMBERS[table]
    rows = [_row_of(row) for row in new if row.instead is not None]
    numbered(rows, column, next_number(connection, table, column))
    numbers = iter([row[column] for row in rows])
    if table == "events":
        people = [{**who, column: row[column]} for row in rows for who in row.pop("participants")]
        insert(connection, "participants", people)
    insert(connection, table, rows)
    insert(connection, "by_hand", [_mark(row, next(numbers) if row.instead is not None else None) for row in new])


def _mark(row: HandRow, instead: int | None) -> TableRow:
    return {
        "in_table": row.table,
        "number": row.number,
        "instead": instead,
        "row_id": row.row_id,
        "rejected": row.rejected,
        "corrections": list(row.corrections),
    }


def _row_of(row: HandRow) -> TableRow:
    """The row of events, claims or tenures that stands instead of the program's, without its number."""
    if isinstance(row.instead, Event):
        told = {**recorded(event_row(row.instead), row.instead), "coding": row.coding}
        return {**told, "participants": mend(participant_rows(row.instead))}
    if isinstance(row.instead, Claim):
        return {**recorded(claim_row(row.instead), row.instead), "coding": row.coding}
    if isinstance(row.instead, ToldTenure):
        told = tenure_row(row.instead.tenure, row.instead)
        return seal({**told, "tenure_id": row.row_id}) | {"coding": row.coding}
    raise TypeError(row)


def replace_states(connection: duckdb.DuckDBPyConnection, judged: Iterable[JudgedCorrection]) -> None:
    """Makes these the states of the corrections."""
    rows: list[TableRow] = [
        {
            "correction_id": one.correction.correction_id,
            "state": one.state,
            "why": one.why,
            "targets": list(one.targets),
            "program": one.program,
            "overruled_by": one.overruled_by,
        }
        for one in judged
    ]
    with transaction(connection):
        connection.execute("DELETE FROM correction_states")
        insert(connection, "correction_states", rows)
