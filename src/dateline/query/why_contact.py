"""The fields that a contact has beside those of its event, with the words and the rules behind them."""

from __future__ import annotations

import msgspec

from dateline.ledger import Ledger
from dateline.records.rows import Row
from dateline.records.span import Evidence

from .contact_tellings import read_contacts
from .contacts import contact_fields
from .filters import EVERYTHING
from .reasons import FieldReason, Mark

_UNION = "contacts: the union of its tellings"
_OF_DETAILS = ("first_since", "venue", "topics")
_FROM_ALL = ("participants", "host", "mediator", "readouts", "differences")
_DETAIL = {"topics": "topic"}


def why_contact(ledger: Ledger, row: Row) -> tuple[tuple[FieldReason, ...], list[Evidence]]:
    """Reasons for the fields of a contact, and the sentences of this story that tell its details; nothing for other events."""
    if row.get("act") != "CONSULT":
        return (), []
    sql = "SELECT group_no FROM current_events WHERE coding = ? AND event_id = ?"
    groups = [group for (group,) in ledger.tuples(sql, [row["coding"], row["event_id"]])]
    if not groups:
        return (), []
    contact = read_contacts(ledger, groups[:1], EVERYTHING)[groups[0]]
    fields = contact_fields(contact, row)
    here = [d for t in contact.tellings if t.event["event_id"] == row["event_id"] for d in t.details]
    evidence = {(d["evidence"]["start"], d["evidence"]["end"]): d["evidence"] for d in here}
    reasons = [_reason(name, fields[name], fields["details"], row) for name in (*_FROM_ALL, *_OF_DETAILS)]
    kinds = dict.fromkeys(detail["field"] for detail in fields["details"])
    told = [_told(kind, fields["details"], row) for kind in kinds if kind in {"duration", "asked_by", "agreed"}]
    return (*reasons, *told), [msgspec.convert(one, Evidence) for one in evidence.values()]


def _reason(name: str, value: object, details: list[Row], row: Row) -> FieldReason:
    """The field with its value; it rests on the details of its name, else on all tellings."""
    mine = [detail for detail in details if detail["field"] == _DETAIL.get(name, name)]
    rules = " | ".join(dict.fromkeys(f"{detail['basis']} ({detail['source_id']})" for detail in mine))
    rule = (rules or _UNION) if value not in (None, [], "") else ""
    shown = value if isinstance(value, str) else msgspec.json.encode(value).decode()
    return FieldReason(field=name, value=shown, rule=rule, marks=_marks(name, mine, row))


def _told(kind: str, details: list[Row], row: Row) -> FieldReason:
    mine = [detail for detail in details if detail["field"] == kind]
    value = "; ".join(f"{detail['value']} ({detail['source_id']})" for detail in mine)
    rules = " | ".join(dict.fromkeys(detail["basis"] for detail in mine))
    return FieldReason(field=kind, value=value, rule=rules, marks=_marks(kind, mine, row))


def _marks(name: str, details: list[Row], row: Row) -> tuple[Mark, ...]:
    """The characters of the details that stand in the row's own story."""
    here = [d for d in details if (d["story_id"], d["source_id"]) == (row["story_id"], row["source_id"])]
    return tuple(Mark(field=name, start=d["start"], end=d["end"], text=d["text"]) for d in here)
