"""Office and state of persons of whom no telling of a contact tells them: as other stories do."""

from __future__ import annotations

import datetime as dt

from dateline.ledger import Ledger
from dateline.lexicon.levels import level_of
from dateline.records.rows import Row

from .filters import Filters, sql_date

_SQL = """
SELECT lower(person) AS person, country, office, published, from_date, to_date
FROM current_tenures JOIN (SELECT unnest(?) AS named) ON lower(person) = named OR starts_with(lower(person), concat(named, ' '))
WHERE {known} ORDER BY published, tenure_id"""


def add_offices(ledger: Ledger, rows: list[Row], filters: Filters) -> None:
    """Puts in the office that stories known by then tell last, up to the contact's own last telling if there is one before it."""
    bare = [who for row in rows for who in row["participants"] if _is_bare(who)]
    if not bare:
        return
    known = f"published <= {sql_date(filters.known_on)}" if filters.known_on else "NOT withdrawn"
    names = sorted({who["name"].lower() for who in bare})
    held = ledger.tuples(_SQL.format(known=known), [names])
    for row in rows:
        for who in row["participants"]:
            if _is_bare(who):
                _fill(who, held, _day(row))


def _is_bare(who: Row) -> bool:
    return who["kind"] in {"person", "unknown"} and not (who["office"] and who["country"])


def _day(row: Row) -> dt.date | None:
    """The first day of the contact, as far as its accounts tell it."""
    days = [account["day"] or account["published"] for account in row["readouts"]]
    told = min((day for day in days if day), default=None)
    return dt.date.fromisoformat(told) if told else None


def _fill(who: Row, held: list[tuple[object, ...]], day: dt.date | None) -> None:
    """The office told last of those that can have been held on that day."""
    mine = [
        (office, country)
        for person, country, office, published, first, last in held
        if (person == who["name"].lower() or str(person).startswith(f"{who['name'].lower()} "))
        and who["country"] in {country, None}
        and not (day and isinstance(first, dt.date) and first > day)
        and not (day and isinstance(last, dt.date) and last < day)
    ]
    states = {country for _, country in mine if country}
    if not who["country"] and len(states) == 1:
        who["country"] = next(iter(states))
    if mine:
        who["kind"] = "person"
    if mine and not who["office"]:
        who["office"] = mine[-1][0]
    who["level"] = level_of(who["office"], who["country"])
