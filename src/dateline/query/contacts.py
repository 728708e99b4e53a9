"""Contacts: who spoke to whom, over which channel, at which level, what each side tells of it and where accounts differ."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import msgspec

from dateline.ledger import Answer, Ledger
from dateline.lexicon.levels import level_of
from dateline.records.event import Event
from dateline.records.rows import Row

from . import known
from .contact_differences import differences
from .contact_filters import contact_conditions
from .contact_offices import add_offices
from .contact_people import countries, participants
from .contact_readouts import readouts
from .contact_tellings import Contact, read_contacts
from .events import ORDERS, ask_events
from .filters import EVERYTHING, Conditions, Filters, check_filters, slice_of
from .record_answer import RecordAnswer

if TYPE_CHECKING:
    import pyarrow as pa

KNOWN = known.CONTACTS
_PORTION, _LARGEST = 100, 3200  # contacts that are read at once to see whether their accounts differ

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
    from .contact_columns import only, together, with_columns  # noqa: PLC0415  (Arrow: 0.15 s with numpy, for who makes a table)

    check_filters(filters, KNOWN, "contacts")
    plain = replace(filters, channel=(), level=(), host=(), mediator=(), office=None)
    also = contact_conditions(ledger, filters)
    if among:
        also.add(among.sql, *among.parameters)
    if not filters.disputed:
        told, rows = _told(ledger, plain, also, filters)
        return RecordAnswer(with_columns(told, rows), Event)
    tables, kept = [], list[Row]()
    for told, rows in _portions(ledger, plain, also, filters):
        differing = [place for place, row in enumerate(rows) if row["differences"]]
        tables.append(only(told, differing))
        kept += [rows[place] for place in differing]
        if filters.limit is not None and len(kept) >= filters.offset + filters.limit:
            break
    asked = range(len(kept))[slice_of(filters)]
    return RecordAnswer(with_columns(only(together(tables), list(asked)), [kept[place] for place in asked]), Event)


def _told(ledger: Ledger, plain: Filters, also: Conditions, filters: Filters) -> tuple[pa.Table, list[Row]]:
    """The events of the contacts and, row by row, what all tellings say of them."""
    told = ask_events(ledger, plain, act="CONSULT", also=also)
    groups = told.column("group_no").to_pylist()
    found = read_contacts(ledger, groups, filters)
    records = (msgspec.json.decode(record) for record in told.column("record").to_pylist())
    rows = [contact_fields(found[group], record) for group, record in zip(groups, records, strict=True)]
    add_offices(ledger, rows, filters)
    return told.drop_columns(["readouts", "group_no"]), rows


def _portions(
    ledger: Ledger, plain: Filters, also: Conditions, filters: Filters
) -> Iterator[tuple[pa.Table, list[Row]]]:
    """All contacts that may differ, some at a time: whoever wants a page of them need not read a hundred thousand."""
    at, size = 0, _PORTION if filters.limit is not None else None
    while True:
        told, rows = _told(ledger, replace(plain, disputed=False, limit=size, offset=at), also, filters)
        yield told, rows
        if size is None or len(rows) < size:
            return
        at, size = at + size, min(2 * size, _LARGEST)


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
