"""The rows of a comparison, and what is asked of the tables of both sides to make them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import msgspec

from dateline.ledger import Ledger
from dateline.records.rows import Row

from .diff_fields import QUIET, FieldChange, changes_between, reading_of
from .diff_sides import Side


@dataclass(frozen=True, slots=True, kw_only=True)
class DiffRow:
    """A row of one side or of both. kind: event, claim, office, process or story.

    change: gained (only B has it), lost (only A), changed, rebased (the same reading by another rule or model, or as sure as
    another), only in A, only in B (a story, with the number of its events). sentence: that tells it; of a story the headline.
    start: where the act or the statement stands. matched: how the two were found to be the same: id, act (its words overlap) or
    sentence. rule, model: of the type (basis.type, basis.model). reading: what each side makes of the sentence. fields: those
    that differ.
    """

    kind: str
    change: str
    story_id: str
    source_id: str
    sentence: str
    start: int = 0
    id_a: str | None = None
    id_b: str | None = None
    matched: str = ""
    type_a: str | None = None
    type_b: str | None = None
    rule_a: str | None = None
    rule_b: str | None = None
    model_a: str | None = None
    model_b: str | None = None
    reading_a: str = ""
    reading_b: str = ""
    fields: tuple[FieldChange, ...] = ()
    events: int | None = None


_PAIRED = """
SELECT p.matched, a.story_id, a.source_id, a.sentence, a.trigger_start AS "start", a.event_id AS id_a, b.event_id AS id_b,
  a.type AS type_a, b.type AS type_b, a.rule AS rule_a, b.rule AS rule_b, a.model AS model_a, b.model AS model_b,
  x.record AS record_a, y.record AS record_b
FROM event_pairs p JOIN events_a a ON a.event_no = p.no_a JOIN events_b b ON b.event_no = p.no_b
JOIN {events_a} x ON x.event_no = p.no_a JOIN {events_b} y ON y.event_no = p.no_b
WHERE a.content <> b.content AND (a.wanted OR b.wanted)"""
_ALONE = """
SELECT e.story_id, e.source_id, e.sentence, e.trigger_start AS "start", e.event_id AS id, e.type, e.rule, e.model, x.record
FROM events_{letter} e JOIN codings_{letter} c USING (story_id, source_id) JOIN {events} x USING (event_no)
WHERE e.wanted AND c.coding IN (SELECT coding_{letter} FROM story_pairs)
  AND e.event_no NOT IN (SELECT no_{letter} FROM event_pairs)"""
_STORIES = """
SELECT c.story_id, c.source_id, coalesce(c.headline, '') AS sentence, count(e.event_no) FILTER (e.wanted) AS events
FROM codings_{letter} c LEFT JOIN events_{letter} e USING (story_id, source_id)
WHERE c.coding NOT IN (SELECT coding_{letter} FROM story_pairs) GROUP BY ALL"""
CHANGES = {"a": "lost", "b": "gained"}


def event_rows(ledger: Ledger, one: Side, other: Side) -> Iterator[DiffRow]:
    """Events of stories that both sides have: those that differ, and those that only one side has.

    A change of "same": only ids and the story's place differ.
    """
    events_a, events_b = one.table("events"), other.table("events")
    for row in ledger.ask(_PAIRED.format(events_a=events_a, events_b=events_b)):
        record_a, record_b = (msgspec.json.decode(row.pop(name)) for name in ("record_a", "record_b"))
        fields = changes_between(record_a, record_b)
        change = "same" if not fields else "rebased" if all(each.field in QUIET for each in fields) else "changed"
        row |= {"reading_a": reading_of(record_a), "reading_b": reading_of(record_b)}
        yield DiffRow(kind="event", change=change, fields=fields, **row)
    for side in (one, other):
        for row in ledger.ask(_ALONE.format(letter=side.letter, events=side.table("events"))):
            yield alone("event", side, row | {"reading": reading_of(msgspec.json.decode(row.pop("record")))})


def alone(kind: str, side: Side, row: Row) -> DiffRow:
    """A row that only this side has."""
    own = {f"{name}_{side.letter}": row.pop(name) for name in ("id", "type", "rule", "model", "reading") if name in row}
    return DiffRow(kind=kind, change=CHANGES[side.letter], **own, **row)


def story_rows(ledger: Ledger, side: Side) -> Iterator[DiffRow]:
    """Stories that only this side has."""
    for row in ledger.ask(_STORIES.format(letter=side.letter)):
        yield DiffRow(kind="story", change=f"only in {side.letter.upper()}", **row)
