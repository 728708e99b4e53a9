"""Contacts: who spoke to whom, over which channel, at which level, and whose readouts tell of it."""

from __future__ import annotations

import pyarrow as pa

from dateline.ledger import Answer, Ledger
from dateline.lexicon.levels import level_of
from dateline.records.event import Event
from dateline.records.rows import Row

from .events import KNOWN, ask_events
from .filters import EVERYTHING, Filters, check_filters
from .record_answer import RecordAnswer

_PARTICIPANT = ("name", "entity_id", "kind", "country", "office", "role")
_PARTICIPANTS = pa.list_(pa.struct([(name, pa.string()) for name in (*_PARTICIPANT, "level")]))

__all__ = ["KNOWN", "contacts", "level_of"]


def contacts(ledger: Ledger, filters: Filters = EVERYTHING) -> Answer:
    """Events whose act is CONSULT, held or planned: the event's row with readouts, participants and topics.

    readouts: who asserts it, in each telling. participants: all who took part, with role (host, visitor, mediator, participant)
    and level (see `level_of`). topics: issues and contexts. Filters and order as for events.
    """
    check_filters(filters, KNOWN, "contacts")
    told = ask_events(ledger, filters, act="CONSULT")
    rows = list(RecordAnswer(told.select(["record"]), Event))
    participants = [[_participant(who) for who in (*row["actors"], *row["recipients"])] for row in rows]
    topics = [sorted({*row["issues"], *row["contexts"]}) for row in rows]
    told = told.append_column("participants", pa.array(participants, type=_PARTICIPANTS))
    return RecordAnswer(told.append_column("topics", pa.array(topics, type=pa.list_(pa.string()))), Event)


def _participant(who: Row) -> Row:
    return {**{name: who[name] for name in _PARTICIPANT}, "level": level_of(who["office"], who["country"])}
