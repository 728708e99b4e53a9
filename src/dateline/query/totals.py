"""How many rows a query has in all, without reading them: for the pages of an answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from dateline.errors import UsageError
from dateline.ledger import Answer, Ledger

from . import known
from .claims import claims
from .claims import conditions as claim_conditions
from .contact_filters import contact_conditions
from .contacts import contacts
from .declined import CANDIDATES
from .declined import conditions as declined_conditions
from .events import among, representatives, row_conditions
from .filters import Conditions, Filters, check_filters
from .holders import offices
from .plans import conditions as plan_conditions
from .plans import plans
from .processes import conditions as process_conditions
from .processes import known_on
from .stories import conditions as story_conditions

_COUNT = "SELECT count(*) FROM ({rows}) WHERE {where}"


def total(ledger: Ledger, name: str, filters: Filters) -> int:
    """The rows of the query of this name with these filters, limit and offset left aside.

    name: events, contacts, claims, offices, processes, plans, stories or declined. Raises UsageError for another one, and as the
    query itself does.
    """
    if name not in _COUNTS:
        raise UsageError(f"there is no query {name}; there are {', '.join(_COUNTS)}")
    return _COUNTS[name](ledger, replace(filters, sort=None, limit=None, offset=0))


def _of_events(ledger: Ledger, filters: Filters) -> int:
    check_filters(filters, known.EVENTS, "events")
    return _among(ledger, filters, row_conditions(filters))


def _among(ledger: Ledger, filters: Filters, row: Conditions) -> int:
    telling, told = among(filters)
    row.add(telling, *told)
    return _counted(ledger, representatives(filters), row)


def _of_contacts(ledger: Ledger, filters: Filters) -> int:
    if filters.disputed:
        return len(contacts(ledger, filters))
    check_filters(filters, known.CONTACTS, "contacts")
    row = row_conditions(replace(filters, channel=(), level=(), host=(), mediator=(), office=None))
    row.add("act = 'CONSULT'")
    also = contact_conditions(ledger, filters)
    row.add(also.sql, *also.parameters)
    return _among(ledger, filters, row)


def _of_claims(ledger: Ledger, filters: Filters) -> int:
    if filters.disputed:
        return len(claims(ledger, filters))
    check_filters(filters, known.CLAIMS, "claims")
    return _counted(ledger, "SELECT * FROM current_claims", claim_conditions(filters))


def _of_plans(ledger: Ledger, filters: Filters) -> int:
    if filters.outcome:
        return len(plans(ledger, filters))
    check_filters(filters, known.PLANS, "plans")
    row, _ = plan_conditions(ledger, filters)
    return _among(ledger, filters, row)


def _of_stories(ledger: Ledger, filters: Filters) -> int:
    check_filters(filters, known.STORIES, "stories")
    return _counted(ledger, "SELECT * FROM current_stories", story_conditions(filters))


def _of_processes(ledger: Ledger, filters: Filters) -> int:
    check_filters(filters, known.PROCESSES, "processes")
    where = process_conditions(filters)
    where.add(known_on(filters))
    return _counted(ledger, "SELECT * FROM process_states", where)


def _of_declined(ledger: Ledger, filters: Filters) -> int:
    check_filters(filters, known.DECLINED, "declined")
    return _counted(ledger, CANDIDATES, declined_conditions(filters))


def _rows_of(query: Callable[[Ledger, Filters], Answer]) -> Callable[[Ledger, Filters], int]:
    return lambda ledger, filters: len(query(ledger, filters))


def _counted(ledger: Ledger, rows: str, where: Conditions) -> int:
    ((found,),) = ledger.tuples(_COUNT.format(rows=rows, where=where.sql), where.parameters)
    return int(found)


_COUNTS: dict[str, Callable[[Ledger, Filters], int]] = {
    "events": _of_events,
    "contacts": _of_contacts,
    "claims": _of_claims,
    "offices": _rows_of(offices),
    "processes": _of_processes,
    "plans": _of_plans,
    "stories": _of_stories,
    "declined": _of_declined,
}
