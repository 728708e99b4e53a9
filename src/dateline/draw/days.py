"""From when to when events are: all of them, and most of them, where a few lie far off."""

from __future__ import annotations

import datetime as dt

from dateline.ledger import Ledger
from dateline.query import Filters

from .described import day, picked

_EXTENT = "SELECT count(*), min(first), max(coalesce(last, first)) FROM ({picked})"
_BEGUN = "SELECT first, count(*) FROM ({picked}) GROUP BY first ORDER BY first NULLS LAST"
#: Days are stretched where a few events make them more than so many times those of all others.
_STRETCH = 3
Days = tuple[dt.date, dt.date]


def extent(ledger: Ledger, filters: Filters) -> tuple[int, Days | None]:
    """How many events there are, and their first and last day, None if none has one."""
    sql, parameters = picked(filters, "first, last")
    ((events, first, last),) = ledger.tuples(_EXTENT.format(picked=sql), parameters)
    return events, (first, last) if first else None


def most_days(ledger: Ledger, filters: Filters) -> tuple[int, str]:
    """How many events there are, and in words from when to when they began, a few that lie far off left out; "" without any day."""
    sql, parameters = picked(filters, "first")
    rows = ledger.tuples(_BEGUN.format(picked=sql), parameters)
    total, begun = sum(events for _, events in rows), [(first, events) for first, events in rows if first]
    core = core_days(begun)
    if core is None or filters.since or filters.until:
        return total, ""
    overall = (begun[0][0], begun[-1][0])
    far = is_stretched(overall, core)
    shown = core if far else overall
    return total, f"{'mostly ' if far else ''}{day(shown[0])} to {day(shown[1])}"


def is_stretched(days: Days, core: Days) -> bool:
    """Whether days are many more than those in which most events lie."""
    return (days[1] - days[0]).days > _STRETCH * ((core[1] - core[0]).days + 14)


def core_days(begun_on: list[tuple[dt.date, int]]) -> tuple[dt.date, dt.date] | None:
    """The shortest time in which all but a twentieth of the events (of a few: all but three) began; None without events.

    >>> days = [(dt.date(1953, 7, 27), 1), *((dt.date(2020, 9, day), 9) for day in range(1, 9))]
    >>> core_days(days)
    (datetime.date(2020, 9, 1), datetime.date(2020, 9, 8))
    """
    total = sum(events for _, events in begun_on)
    needed = total - max(total // 20, min(3, total // 4))
    best, start, held = None, 0, 0
    for last, events in begun_on:
        held += events
        while held - begun_on[start][1] >= needed:
            held -= begun_on[start][1]
            start += 1
        if held >= needed and (best is None or last - begun_on[start][0] < best[1] - best[0]):
            best = (begun_on[start][0], last)
    return best
