"""What belongs into a calendar: plans with what became of them, and contacts that took place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import replace

from dateline.ledger import Ledger
from dateline.records.calendar import Occasion
from dateline.records.rows import Row

from . import known
from .contacts import contacts
from .filters import EVERYTHING, Filters, check_filters
from .plans import plans

KNOWN = known.CALENDAR

_HELD = ("occurred", "ongoing")
#: Outcomes that change an entry which was made when the plan was told.
_CHANGED = ("held", "cancelled", "postponed")
_TOLD = """
SELECT event_id, min(published) AS published, arg_min(sentence, (published IS NULL, published, source_id)) AS sentence,
  list_sort(list_distinct(flatten(list(outlets)))) AS outlets
FROM current_events WHERE event_id IN (SELECT unnest(?)) GROUP BY event_id"""


def occasions(ledger: Ledger, filters: Filters = EVERYTHING) -> list[Occasion]:
    """Every plan and every contact that was held and fits the filters, by first day (those without one last) and id.

    A plan says what became of it. One that was held, or that another plan took the place of, is one occasion with the day that is
    known now and the id that it had from the first: a contact held by plan has no occasion beside it. Filters: those that plans and
    contacts share; as_of and known_on mean what they mean there.
    """
    check_filters(filters, KNOWN, "a calendar")
    planned, held = plans(ledger, filters).rows(), contacts(ledger, replace(filters, status=_HELD)).rows()
    told = _told(ledger, [row["event_id"] for row in (*planned, *held)])
    found = {row["event_id"]: _occasion(row, *told[row["event_id"]]) for row in (*planned, *held)}
    links = {plan["event_id"]: (plan["next_event"], plan["outcome_event"]) for plan in planned}
    for plan in list(links):
        _follow(plan, links, found)
    return sorted(found.values(), key=lambda item: (item.first is None, item.first or dt.date.min, item.event_id))


def _follow(event_id: str, links: dict[str, tuple[str | None, str | None]], found: dict[str, Occasion]) -> None:
    """Where the plan that took its place, or the contact that was held by it, is known, the two become one: a new day, one id.

    Each link is followed once, from the end of a chain of plans; what one plan has become is not what another has become, too.
    """
    ends = [name for name in links.pop(event_id, ()) if name and name != event_id]
    for name in ends:
        _follow(name, links, found)
    end = next((found[name] for name in ends if name in found), None)
    plan = found.get(event_id)
    if plan is None or end is None:
        return
    del found[end.event_id]
    days = [day for day in (plan.published, end.published) if day]
    found[event_id] = replace(
        end,
        event_id=event_id,
        planned=True,
        published=max(days, default=None),
        sequence=plan.sequence + end.sequence,
        related=tuple(dict.fromkeys((end.event_id, *plan.related, *end.related))),
        reason=end.reason or plan.reason,
    )


def _told(ledger: Ledger, event_ids: Iterable[str]) -> dict[str, tuple[dt.date | None, str, list[str]]]:
    """Day of publication and sentence of the first telling, and all outlets, by event."""
    return {
        event_id: (day, words, outlets) for event_id, day, words, outlets in ledger.tuples(_TOLD, [list(event_ids)])
    }


def _occasion(row: Row, published: dt.date | None, sentence: str, outlets: list[str]) -> Occasion:
    when, where = row["when"], row["where"]
    related = (row.get("outcome_event"), row.get("next_event"))
    return Occasion(
        event_id=row["event_id"],
        act=row["act"],
        channel=row["channel"],
        first=_day(when["first"]),
        last=_day(when["last"]),
        outcome=row.get("outcome", "held"),
        planned="outcome" in row,
        who=tuple(dict.fromkeys(_names(row))),
        place=", ".join(filter(None, (where["name"], where["country"]))) if where else None,
        lat=where["lat"] if where else None,
        lon=where["lon"] if where else None,
        topics=tuple(sorted({*row["issues"], *row["contexts"]})),
        sentence=sentence,
        sources=tuple(row["sources"] or outlets),
        published=published,
        related=tuple(event for event in related if event),
        reason=row.get("reason", ""),
        grain=when["grain"],
        basis=when["basis"],
        sequence=int(row.get("outcome") in _CHANGED),
    )


def _names(row: Row) -> Iterator[str]:
    for who in (*row["actors"], *row["recipients"]):
        name = who["name"] or who["text"]
        yield f"{name} ({who['country']})" if who["country"] and who["kind"] != "state" else name


def _day(iso: str | None) -> dt.date | None:
    return dt.date.fromisoformat(iso) if iso else None
