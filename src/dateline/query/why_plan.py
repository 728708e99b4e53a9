"""What became of a planned event, with the rule that linked it to the event that tells so."""

from __future__ import annotations

from dateline.ledger import Ledger
from dateline.records.rows import Row

from .reasons import FieldReason

#: Each query has one condition on one id, so that the database takes the index.
_GROUP = "SELECT group_id, coding FROM current_events WHERE event_id = ?"
_LINKS = "SELECT outcome, outcome_group, next_group, reason FROM plan_links WHERE plan_group = ?"
_EVENT = (
    "SELECT event_id, known_first, representative AND told_until_now AS stands FROM current_events WHERE group_id = ?"
)


def why_plan(ledger: Ledger, row: Row) -> tuple[FieldReason, ...]:
    """Reasons for plan_outcome (the outcome and the event that tells it) and plan_next (the plan in its place); else nothing.

    The last word counts, a held one above all, as in `plans`.
    """
    if row.get("status") != "planned":
        return ()
    groups = [group for group, coding in ledger.tuples(_GROUP, [row["event_id"]]) if coding == row["coding"]]
    words = []
    for outcome, told_by, next_group, reason in ledger.tuples(_LINKS, groups) if groups else ():
        for event_id, known, stands in ledger.tuples(_EVENT, [told_by]):
            if stands:
                order = (outcome == "held", known is not None, str(known or ""), event_id)
                words.append((order, outcome, event_id, next_group, reason))
    if not words:
        return ()
    _, outcome, event_id, next_group, reason = max(words, key=lambda word: word[0])
    told = FieldReason(field="plan_outcome", value=f"{outcome}: {event_id}", rule=reason, marks=())
    later = [event for event, _, stands in ledger.tuples(_EVENT, [next_group]) if stands] if next_group else []
    return (told, *(FieldReason(field="plan_next", value=event, rule=reason, marks=()) for event in later))
