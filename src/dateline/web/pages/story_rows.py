"""What the page of a story needs of the ledger: its text, its parts, the rows that it tells, and its other versions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec

from dateline.ledger import Ledger
from dateline.query.learnt import put_learnt
from dateline.records.rows import Row

from .story_marks import Mark

#: Rows and declined candidates of a story that its page shows; longer lists end in a link.
MOST = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A version or copy of a story. reason: why it stands in the group, with figures."""

    story_id: str
    source_id: str
    version: int
    mark: str | None
    published: dt.date | None
    outlet: str | None
    headline: str | None
    withdrawn: bool
    corrected: bool
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldRow:
    """A row that the story tells. kind: event, claim, tenure or process; start: of its words; row: the record.

    id: that the page of reasons takes. tellings: how many sentences or stories tell the same event; hand: a person set it.
    """

    id: str
    kind: str
    start: int
    row: Row
    tellings: int = 1
    hand: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryPage:
    """A story as it is shown. head: the columns of `stories` and of its group; parts tile the text; places: evidence by row id."""

    head: Row
    text: str
    rows: tuple[ToldRow, ...]
    marks: tuple[Mark, ...]
    declined: tuple[Row, ...]
    versions: tuple[Version, ...]
    evidence: Mapping[str, tuple[tuple[int, int], ...]] = field(default_factory=dict)

    @property
    def story_id(self) -> str:
        """The story's id."""
        return str(self.head["story_id"])

    def kinds(self) -> dict[str, int]:
        """How many rows of each kind there are."""
        return {kind: sum(one.kind == kind for one in self.rows) for kind in ("event", "claim", "tenure", "process")}


_HEAD = """
SELECT s.* EXCLUDE (published_candidates, digest), c.group_id, c.version, c.withdrawn AS is_withdrawn, c.withdrawn_on,
  coalesce(s.source, s.agency) AS outlet, c.published::VARCHAR AS day, t.text, t.repaired, r.program, r.codebook, r.models
FROM current_stories c JOIN stories s USING (coding) JOIN texts t ON t.story_id = c.story_id JOIN runs r ON r.run_id = s.run_id
WHERE c.{column} = ? ORDER BY c.version DESC, c.source_id LIMIT 1"""
_EVENTS = """
SELECT e.event_no AS number, e.record, c.group_no, c.group_id, c.event_id AS id,
  EXISTS (SELECT 1 FROM by_hand h WHERE h.in_table = 'events' AND h.row_id = c.event_id AND h.instead IS NOT NULL) AS hand
FROM current_events c JOIN events e USING (event_no) WHERE c.coding = ?"""
_CLAIMS = """
SELECT claim_no AS number, record, claim_id AS id, starts_with(rule, 'by hand') AS hand
FROM current_claims WHERE coding = ?"""
_TENURES = """
SELECT tenure_id AS id, person, office, country, from_date AS "from", to_date AS "to", began, ended, basis, text,
  span_start AS "start", span_end AS "end", evidence, starts_with(basis, 'by hand') AS hand
FROM current_tenures WHERE coding = ?"""
_MENTIONS = """
SELECT m.record, coalesce(g.process_id, m.mention_id) AS id FROM process_mentions m
LEFT JOIN (SELECT * FROM process_groups WHERE story_id = $2) g ON g.mention_id = m.mention_id AND g.source_id = m.source_id
WHERE m.coding = $1"""
_HOLDERS = """
SELECT number, side, place, person, entity_id, tenure_id FROM learnt_holders
WHERE in_table = ? AND number IN (SELECT unnest(?))"""
_DETAILS = "SELECT event_id, field, value, told_text, told_start, told_end FROM contact_details WHERE coding = ?"
_TELLINGS = "SELECT group_no, count(*) FROM current_events WHERE group_no IN (SELECT unnest(?)) AND NOT withdrawn GROUP BY group_no"
_DECLINED = """
SELECT room, reason, span_start AS "start", span_end AS "end", text, rule FROM current_declined WHERE coding = ?
ORDER BY span_start, span_end, room, reason, rule"""
_VERSIONS = """
SELECT c.story_id, c.source_id, c.version, s.version_mark AS mark, c.published, c.outlet, c.headline, c.withdrawn,
  s.corrected, coalesce(g.reason, 'alone') AS reason
FROM (SELECT * FROM current_stories WHERE group_id = ?) c JOIN stories s USING (coding)
LEFT JOIN story_groups g ON g.story_id = c.story_id AND g.source_id = c.source_id
ORDER BY c.version, c.published NULLS LAST, c.source_id"""


def read_story(ledger: Ledger, story: str, *, deep: bool = True) -> StoryPage | None:
    """The story with this story_id, source_id or group (its newest version); None if there is none. deep: with its rows."""
    head = _head(ledger, story)
    if head is None:
        return None
    text, coding = str(head.pop("text")), int(head["coding"])
    rows = (
        tuple(sorted(_rows(ledger, coding, head["story_id"]), key=lambda one: (one.start, one.kind, one.id)))
        if deep
        else ()
    )
    declined = tuple(ledger.ask(_DECLINED, [coding]).rows()) if deep else ()
    marks = (
        (*(mark for one in rows for mark in _marks(one)), *_details(ledger, coding), *_declined_marks(declined))
        if deep
        else ()
    )
    return StoryPage(
        head=head,
        text=text,
        rows=rows,
        marks=tuple(dict.fromkeys(mark for mark in marks if 0 <= mark.start < mark.end <= len(text))),
        declined=declined,
        versions=tuple(msgspec.convert(row, Version) for row in ledger.ask(_VERSIONS, [head["group_id"]])),
        evidence={one.id: tuple(_evidence(one)) for one in rows},
    )


def _head(ledger: Ledger, story: str) -> Row | None:
    for column in ("story_id", "group_id", "source_id"):
        found = ledger.ask(_HEAD.format(column=column), [story]).rows()
        if found:
            return found[0]
    return None


def _rows(ledger: Ledger, coding: int, story_id: str) -> Iterator[ToldRow]:
    events = _with_holders(ledger, "events", ledger.ask(_EVENTS, [coding]).rows())
    groups = sorted({row["group_no"] for row, _ in events})
    tellings = dict(ledger.tuples(_TELLINGS, [groups])) if groups else {}
    for row, event in events:
        told = tellings.get(row["group_no"], 1)
        yield ToldRow(
            id=row["id"], kind="event", start=event["trigger"]["start"], row=event, tellings=told, hand=row["hand"]
        )
    for row, claim in _with_holders(ledger, "claims", ledger.ask(_CLAIMS, [coding]).rows()):
        yield ToldRow(id=row["id"], kind="claim", start=claim["start"], row=claim, hand=row["hand"])
    for row in ledger.ask(_TENURES, [coding]):
        yield ToldRow(id=row["id"], kind="tenure", start=row["start"], row=row, hand=row["hand"])
    for row in ledger.ask(_MENTIONS, [coding, story_id]):
        mention = msgspec.json.decode(row["record"])
        yield ToldRow(id=row["id"], kind="process", start=mention["trigger"]["start"], row=mention)


def _with_holders(ledger: Ledger, table: str, rows: Sequence[Row]) -> list[tuple[Row, Row]]:
    """The rows with their records, holders of offices whom earlier stories name put in."""
    learnt: dict[int, list[Row]] = {}
    for holder in ledger.ask(_HOLDERS, [table, [row["number"] for row in rows]]) if rows else ():
        learnt.setdefault(holder["number"], []).append(holder)
    found = [(row, msgspec.json.decode(row["record"])) for row in rows]
    for row, record in found:
        put_learnt(record, learnt.get(row["number"], ()))
    return found


def _evidence(one: ToldRow) -> Iterator[tuple[int, int]]:
    """The characters that are lit up for a row: its sentences, of a claim its words."""
    if one.kind == "claim":
        yield min(one.row["start"], one.row["speaker"]["start"]), max(one.row["end"], one.row["cue_end"])
        return
    for span in one.row["evidence"]:
        yield span["start"], span["end"]


def _marks(one: ToldRow) -> Iterator[Mark]:
    row = one.row
    if one.kind == "event":
        yield from _spans(one.id, "act", [row["trigger"]], row["type"])
        yield from _actors(one.id, (*row["actors"], *row["recipients"]))
        yield from _spans(one.id, "date", [row["when"]], "")
        yield from _spans(one.id, "place", [row["where"]], "")
    elif one.kind == "claim":
        yield Mark(start=row["start"], end=row["end"], layer="claim", row=one.id, words=row["stance"])
        yield from _spans(one.id, "claim", [{"start": row["cue_start"], "end": row["cue_end"]}], row["stance"])
        yield from _actors(one.id, [row["speaker"]])
    elif one.kind == "tenure":
        yield from _spans(one.id, "office", [row], row["office"])
    else:
        yield from _spans(one.id, "process", [row["trigger"]], row["state"])
        yield from _spans(one.id, "date", [row["when"]], "")


def _actors(row_id: str, actors: Iterable[Mapping[str, Any]]) -> Iterator[Mark]:
    for actor in actors:
        if actor["text"]:
            yield Mark(start=actor["start"], end=actor["end"], layer="actor", row=row_id, words=actor["name"])


def _spans(row_id: str, layer: str, spans: Iterable[Mapping[str, Any] | None], words: str) -> Iterator[Mark]:
    for span in spans:
        if span and span["end"] > span["start"]:
            yield Mark(
                start=span["start"], end=span["end"], layer=layer, row=row_id, words=words or str(span.get("text", ""))
            )


def _details(ledger: Ledger, coding: int) -> Iterator[Mark]:
    for event_id, name, value, _, start, end in ledger.tuples(_DETAILS, [coding]):
        yield Mark(start=start, end=end, layer="detail", row=event_id, words=f"{name}: {value}")


def _declined_marks(declined: Iterable[Row]) -> Iterator[Mark]:
    for row in declined:
        yield Mark(start=row["start"], end=row["end"], layer="declined", row="", words=row["reason"])
