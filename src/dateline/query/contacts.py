"""Contacts: who spoke to whom, over which channel, at which level, what each side tells of it and where accounts differ."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import pyarrow as pa

from dateline.ledger import Answer, Ledger
from dateline.lexicon.levels import level_of
from dateline.records.event import Event
from dateline.records.rows import Row

from .contact_differences import differences
from .contact_filters import contact_conditions
from .contact_offices import add_offices
from .contact_people import countries, participants
from .contact_readouts import readouts
from .contact_tellings import Contact, read_contacts
from .events import KNOWN as OF_EVENTS
from .events import ORDERS, ask_events
from .filters import EVERYTHING, Conditions, Filters, check_filters, slice_of
from .record_answer import RecordAnswer

KNOWN = OF_EVENTS | {"level", "host", "mediator", "office", "disputed"}


def _struct(*names: str, **others: pa.DataType) -> pa.DataType:
    return pa.struct([*((name, pa.string()) for name in names), *others.items()])


_WORDS = pa.list_(pa.string())
_SPAN: dict[str, pa.DataType] = {"start": pa.int64(), "end": pa.int64()}
_TOLD = _struct("story_id", "source_id", **_SPAN, text=pa.string())
_WHO = ("name", "entity_id", "kind", "country", "office", "role", "level")
_READOUT = _struct(
    "story_id", "source_id", "text", "country", "cue", "speaker", "published", "sentence", "stance", "day", "duration",
    "asked_by", topics=_WORDS, agreed=_WORDS, **_SPAN,
)  # fmt: skip
_VERSION = _struct("value", "country", "source_id", "published", "sentence")
_DETAIL = _struct("field", "value", "text", "story_id", "source_id", "sentence", "basis", **_SPAN)
#: What a contact has beside the fields of its event.
_COLUMNS: dict[str, pa.DataType] = {
    "channel": pa.string(),
    "participants": pa.list_(_struct(*_WHO, told=pa.list_(_TOLD))),
    "host": _WORDS,
    "mediator": _WORDS,
    "venue": pa.string(),
    "topics": _WORDS,
    "first_since": pa.string(),
    "readouts": pa.list_(_READOUT),
    "differences": pa.list_(_struct("field", versions=pa.list_(_VERSION))),
    "details": pa.list_(_DETAIL),
}

__all__ = ["KNOWN", "ORDERS", "contacts", "level_of"]


def contacts(ledger: Ledger, filters: Filters = EVERYTHING, *, among: Conditions | None = None) -> Answer:
    """Events whose act is CONSULT, held or planned: the event's row with what all its tellings say of the contact together.

    participants: each person once, with role (host, visitor, mediator, participant), level and the places that name him; host,
    mediator: codes. channel: of the representative, else of any telling. venue: the house, as told. topics: issues, contexts and
    subjects as told. first_since: when there was the last one, in EDTF. readouts: who tells of it, and what each says.
    differences: fields in which accounts contradict each other, with both versions. details: the words behind all this.
    What a correction has replaced counts no more from its day on. Filters as for events, and level, host, mediator, office and
    disputed (only contacts of which accounts differ). among: conditions more on the representative (current_events).
    """
    check_filters(filters, KNOWN, "contacts")
    plain = replace(filters, channel=(), level=(), host=(), mediator=(), office=None)
    if filters.disputed:
        plain = replace(plain, disputed=False, limit=None, offset=0)
    also = contact_conditions(ledger, filters)
    if among:
        also.add(among.sql, *among.parameters)
    told = ask_events(ledger, plain, act="CONSULT", also=also)
    groups = told.column("group_no").to_pylist()
    found = read_contacts(ledger, groups, filters)
    records = (msgspec.json.decode(record) for record in told.column("record").to_pylist())
    rows = [contact_fields(found[group], record) for group, record in zip(groups, records, strict=True)]
    add_offices(ledger, rows, filters)
    told = told.drop_columns(["readouts", "group_no"])
    if filters.disputed:
        told, rows = _differing(told, rows, slice_of(filters))
    for name, kind in _COLUMNS.items():
        told = told.append_column(name, pa.array([row[name] for row in rows], type=kind))
    return RecordAnswer(told, Event)


def _differing(told: pa.Table, rows: list[Row], asked: slice) -> tuple[pa.Table, list[Row]]:
    """Those of which accounts differ, as many of them as asked for."""
    kept = [place for place, row in enumerate(rows) if row["differences"]][asked]
    return told.take(pa.array(kept, type=pa.int64())), [rows[place] for place in kept]


def contact_fields(contact: Contact, chosen: Row) -> Row:
    """The fields of a contact beside those of its event; `chosen` is the record of the telling that stands for it."""
    people = participants(contact, chosen)
    accounts = readouts(contact)
    details = list(_details(contact))
    return {
        "channel": _channel(contact, chosen),
        "participants": people,
        "host": countries(people, "host"),
        "mediator": countries(people, "mediator"),
        "venue": next((detail["value"] for detail in details if detail["field"] == "venue"), None),
        "topics": _topics(contact, details),
        "first_since": next((detail["value"] for detail in details if detail["field"] == "first_since"), None),
        "readouts": accounts,
        "differences": differences(contact, accounts),
        "details": details,
    }


def _channel(contact: Contact, chosen: Row) -> str | None:
    """That of the representative; where it is unknown, that of the first telling which knows it."""
    known = (telling.event["channel"] for telling in contact.valid)
    told: str | None = chosen["channel"]
    return next((channel for channel in (told, *known) if channel not in {None, "unknown"}), told)


def _topics(contact: Contact, details: list[Row]) -> list[str]:
    """Issues and contexts of all tellings, then the subjects as told, each once."""
    marked = {word for telling in contact.valid for word in (*telling.event["issues"], *telling.event["contexts"])}
    told = dict.fromkeys(detail["value"] for detail in details if detail["field"] == "topic")
    return [*sorted(marked), *(topic for topic in told if topic not in marked)]


def _details(contact: Contact) -> list[Row]:
    """The details of all tellings in order of publication, each told once a story."""
    return [
        {
            **{name: detail[name] for name in ("field", "value", "story_id", "source_id", "sentence", "basis")},
            **{name: detail["told"][name] for name in ("text", "start", "end")},
        }
        for telling in contact.valid
        for detail in telling.details
    ]
