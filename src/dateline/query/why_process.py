"""Why a process is in its state: every change with its sentence, its rule, its day of knowledge, and how it was joined."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import msgspec

from dateline.ledger import Ledger
from dateline.records.declined import Declined
from dateline.records.rows import Row, to_json
from dateline.records.run import Run

from .fields import mention_fields
from .reasons import ChangeReason, FieldReason, Telling, ToldSentence, WhyReport

#: All mentions of a process: those that set a state that is known today are chosen.
TELLINGS = """
WITH told AS MATERIALIZED (SELECT * FROM process_tellings WHERE process_id = $1),
joined AS MATERIALIZED (SELECT * FROM process_groups WHERE process_id = $1),
set_by AS MATERIALIZED (SELECT DISTINCT mention_no FROM process_states WHERE now AND process_id = $1),
read AS MATERIALIZED (
  SELECT mention_no, coding, state, trigger_start, trigger_end FROM process_mentions
  WHERE mention_no IN (SELECT mention_no FROM told)
),
versions AS MATERIALIZED (SELECT coding, version FROM current_stories WHERE coding IN (SELECT coding FROM read))
SELECT t.mention_id AS id, t.story_id, t.source_id, t.published, v.version, m.trigger_start AS "start", m.trigger_end AS "end",
  t.sentence AS text, t.withdrawn_on IS NOT NULL AS withdrawn, t.mention_no IN (SELECT mention_no FROM set_by) AS chosen, g.score,
  concat(m.state, ': ', g.effect, '; joined: ', g.reason) AS reason
FROM told t JOIN joined g USING (mention_id, story_id, source_id) JOIN read m USING (mention_no) JOIN versions v USING (coding)
ORDER BY t.published NULLS LAST, t.story_id, t.source_id, m.trigger_start, t.mention_id"""

#: Every change with its mention, its sentence and its run; what was declined in these stories comes beside.
_CHANGES = """
WITH steps AS MATERIALIZED (SELECT place, state, since, mention_no FROM process_states WHERE now AND process_id = $1),
told AS MATERIALIZED (SELECT * FROM process_tellings WHERE process_id = $1),
joined AS MATERIALIZED (SELECT * FROM process_groups WHERE process_id = $1),
read AS MATERIALIZED (
  SELECT mention_no, coding, record FROM process_mentions WHERE mention_no IN (SELECT mention_no FROM steps)
),
coded AS MATERIALIZED (SELECT coding, run_id FROM stories WHERE coding IN (SELECT coding FROM read))
SELECT s.state, s.since, t.published, t.sentence, m.record, m.coding, g.score, g.reason, r.*
FROM steps s JOIN told t USING (mention_no) JOIN joined g USING (mention_id, story_id, source_id) JOIN read m USING (mention_no)
JOIN coded c USING (coding) JOIN runs r USING (run_id) ORDER BY s.place"""
_DECLINED = """
SELECT coding, room, reason, source_id, span_start AS "start", span_end AS "end", text, rule, path, line
FROM declined WHERE coding IN (SELECT unnest(?)) ORDER BY coding, span_start, span_end, room, reason, rule"""

_NOW = "SELECT * FROM process_states WHERE now AND process_id = ? ORDER BY place"
_ANY = "SELECT min(mention_id) AS mention_id FROM process_groups WHERE process_id = ?"


def why_process(ledger: Ledger, process_id: str, report: Callable[[str], WhyReport]) -> WhyReport:
    """The report for a process: that of the mention which set its last state, with all changes and all tellings.

    report: gives the report for the id of a mention.
    """
    states = ledger.ask(_NOW, [process_id]).rows()
    (last,) = states[-1:] or ledger.ask(_ANY, [process_id]).rows()
    return replace(
        report(last["mention_id"]),
        id=process_id,
        kind="process",
        group=process_id,
        current=bool(states),
        fields=_fields(states[-1]) if states else (),
        tellings=process_tellings(ledger, process_id),
        changes=_changes(ledger, process_id),
    )


def process_tellings(ledger: Ledger, process_id: str) -> tuple[Telling, ...]:
    """All mentions of a process by day, each with what it did to what was known, and why it is a mention of this process."""
    return tuple(msgspec.convert(row, Telling) for row in ledger.ask(TELLINGS, [process_id]))


def _changes(ledger: Ledger, process_id: str) -> tuple[ChangeReason, ...]:
    rows = ledger.ask(_CHANGES, [process_id]).rows()
    declined: dict[int, list[Declined]] = {}
    for item in ledger.ask(_DECLINED, [sorted({row["coding"] for row in rows})]):
        declined.setdefault(item.pop("coding"), []).append(msgspec.convert(item, Declined))
    return tuple(_change(row, declined.get(row["coding"], [])) for row in rows)


def _change(row: Row, declined: list[Declined]) -> ChangeReason:
    mention: Row = msgspec.json.decode(row["record"])
    place = mention["evidence"][0]
    marks = (mark for field in mention_fields(mention) for mark in field.marks)
    within = (mark for mark in marks if place["start"] <= mark.start and mark.end <= place["end"])
    ordered = tuple(sorted(within, key=lambda mark: (mark.start, mark.end, mark.field)))
    return ChangeReason(
        state=row["state"],
        since=row["since"],
        known_on=dt.date.fromisoformat(row["published"]) if row["published"] else None,
        mention_id=mention["mention_id"],
        event_id=mention["event_id"],
        story_id=mention["story_id"],
        source_id=mention["source_id"],
        rule=mention["basis"],
        score=row["score"],
        reason=row["reason"],
        run=msgspec.convert(row, Run),
        sentences=(
            ToldSentence(
                part=place["part"], start=place["start"], end=place["end"], text=row["sentence"], marks=ordered
            ),
        ),
        declined=tuple(item for item in declined if item.start < place["end"] and place["start"] < item.end),
    )


def _fields(state: Row) -> tuple[FieldReason, ...]:
    """The fields of a process as it is known today."""
    named = {
        "state": "the last change",
        "since": "the last change",
        "kind": "its mentions",
        "name": "the fullest name that mentions give it",
        "parties": "most mentions that name two parties",
        "imposed_by": "most mentions that name one",
        "against": "most mentions that name one",
        "person": "most mentions that name one",
        "subject": "most mentions that name one",
    }
    return tuple(
        FieldReason(field=name.replace("imposed_", ""), value=_shown(state[name]), rule=rule if state[name] else "")
        for name, rule in named.items()
    )


def _shown(value: Any) -> str:  # noqa: ANN401  (a column's value)
    return value if isinstance(value, str) else to_json(value)
