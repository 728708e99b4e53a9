"""Contacts: who spoke to whom, over which channel, at which level, and whose readouts tell of it."""

from __future__ import annotations

from functools import cache

from dateline.ledger import Answer, Ledger
from dateline.lexicon.levels import load_levels

from .events import COLUMNS, KNOWN, ask_events
from .filters import EVERYTHING, Filters, check_filters

_COLUMNS = """
  list_transform(e.actors || e.recipients, lambda who: {{
    'name': who.name, 'entity_id': who.entity_id, 'kind': who.kind, 'country': who.country, 'office': who.office,
    'role': who.role, 'level': {level}
  }}) AS participants,
  coalesce(said.readouts, []) AS readouts,
  list_sort(list_distinct(e.issues || e.contexts)) AS topics"""


def contacts(ledger: Ledger, filters: Filters = EVERYTHING) -> Answer:
    """Events whose act is CONSULT, held or planned: the event's row with participants, readouts and topics.

    participants: all who took part, with role (host, visitor, mediator, participant) and level by the words of the office: head,
    minister, deputy, envoy, working, or null. readouts: who asserts it, in each telling. Filters and order as for events.
    """
    check_filters(filters, KNOWN, "contacts")
    columns = f"{COLUMNS}, told.mentions, told.sources, {_COLUMNS.format(level=_level())}"
    return ask_events(ledger, filters, columns=columns, act="CONSULT", readouts=True)


@cache
def _level() -> str:
    """The level of `who` as SQL; the words come from the lexicon."""
    office = "lower(coalesce(who.office, ''))"
    tries = [
        f"WHEN regexp_matches({office}, '{pattern.replace(chr(39), chr(39) * 2)}') THEN '{level}'"
        for level, pattern in load_levels().items()
    ]
    return f"CASE {' '.join(tries)} END"
