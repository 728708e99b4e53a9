"""Why a process is in its state: every change with its sentence, its rule, its day of knowledge, and how it was joined."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import msgspec

from dateline.ledger import Ledger
from dateline.records.rows import Row, to_json

from .reasons import ChangeReason, FieldReason, Telling, WhyReport

#: All mentions of a process: those that set a state that is known today are chosen.
TELLINGS = """
SELECT t.mention_id AS id, t.story_id, t.source_id, t.published, coalesce(s.version, 1) AS version, m.trigger_start AS "start",
  m.trigger_end AS "end", t.sentence AS text, coalesce(s.withdrawn, false) AS withdrawn,
  EXISTS (SELECT 1 FROM process_states p WHERE p.now AND p.process_id = t.process_id AND p.mention_id = t.mention_id
    AND p.source_id = t.source_id) AS chosen,
  g.score, concat(m.state, ': ', g.effect, '; joined: ', g.reason) AS reason
FROM (SELECT * FROM process_tellings WHERE process_id = ?) t
JOIN (SELECT * FROM process_groups WHERE process_id = ?) g USING (mention_id, story_id, source_id)
JOIN process_mentions m USING (mention_id, story_id, source_id) JOIN current_stories s USING (coding)
ORDER BY t.published NULLS LAST, t.story_id, t.source_id, m.trigger_start, t.mention_id"""

_NOW = "SELECT * FROM process_states WHERE now AND process_id = ? ORDER BY place"
_GROUPS = "SELECT mention_id, source_id, score, reason FROM process_groups WHERE process_id = ? ORDER BY mention_id, source_id"


def why_process(ledger: Ledger, process_id: str, report: Callable[[str], WhyReport]) -> WhyReport:
    """The report for a process: that of the mention which set its last state, with all changes and all tellings.

    report: gives the report for the id of a mention.
    """
    states = ledger.ask(_NOW, [process_id]).rows()
    joined = {(row["mention_id"], row["source_id"]): row for row in ledger.ask(_GROUPS, [process_id])}
    mentions = [state["mention_id"] for state in states] or [next(iter(joined))[0]]
    reports = {mention: report(mention) for mention in dict.fromkeys(mentions)}
    last = reports[mentions[-1]]
    return replace(
        last,
        id=process_id,
        kind="process",
        group=process_id,
        current=bool(states),
        fields=_fields(states[-1]) if states else (),
        tellings=process_tellings(ledger, process_id),
        changes=tuple(
            _change(state, joined[state["mention_id"], state["source_id"]], reports[state["mention_id"]])
            for state in states
        ),
    )


def process_tellings(ledger: Ledger, process_id: str) -> tuple[Telling, ...]:
    """All mentions of a process by day, each with what it did to what was known, and why it is a mention of this process."""
    return tuple(msgspec.convert(row, Telling) for row in ledger.ask(TELLINGS, [process_id, process_id]))


def _change(state: Row, joined: Row, report: WhyReport) -> ChangeReason:
    rules = {field.field: field for field in report.fields}
    event = rules["event_id"].value
    return ChangeReason(
        state=state["state"],
        since=state["since"],
        known_on=report.published,
        mention_id=state["mention_id"],
        event_id=event if event != "null" else None,
        story_id=report.story_id,
        source_id=state["source_id"],
        rule=rules["state"].rule,
        score=joined["score"],
        reason=joined["reason"],
        run=report.run,
        sentences=report.sentences,
        declined=report.declined,
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
