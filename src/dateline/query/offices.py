"""Offices: who held what, from when to when, as the stories tell it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

import pyarrow as pa

from dateline.ledger import Answer, Ledger

from .claims import add_story_conditions
from .filters import COMMON, EVERYTHING, Conditions, Filters, check_filters, order

KNOWN = COMMON | {"country", "actor", "office", "withdrawn"}
_ORDERS = {"office": "office", "person": "person", "country": "country", "from": "from_date", "to": "to_date"}

_SQL = """
SELECT person, office, country, from_date, to_date, min(coalesce(began_by, said_on, published)) FILTER ({said}) AS said_first,
  max(coalesce(said_on, published)) FILTER ({said}) AS said_last, list_sort(list_distinct(list(basis))) AS basis,
  list({{'story_id': story_id, 'source_id': source_id, 'start': span."start", 'end': span."end"}}
    ORDER BY published NULLS LAST, story_id, source_id, span."start", span."end") AS evidence
FROM (SELECT *, unnest(evidence) AS span FROM current_tenures WHERE {where})
GROUP BY person, office, country, from_date, to_date
ORDER BY {by}"""
#: Only a tenure that the text gives as holding on a day says something about that day; "former minister" does not.
_SAID = "said_on IS NOT NULL OR (from_date IS NOT NULL AND to_date IS NULL)"

_SCHEMA = pa.schema(
    [
        ("person", pa.string()),
        ("office", pa.string()),
        ("country", pa.string()),
        ("from", pa.date32()),
        ("to", pa.date32()),
        ("basis", pa.string()),
        (
            "evidence",
            pa.list_(
                pa.struct(
                    [
                        ("story_id", pa.string()),
                        ("source_id", pa.string()),
                        ("start", pa.int32()),
                        ("end", pa.int32()),
                    ]
                )
            ),
        ),
    ]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Held:
    """A person in an office, all tellings with the same dates together; said_*: days on which a text says so."""

    person: str
    office: str
    country: str | None
    from_date: dt.date | None
    to_date: dt.date | None
    said_first: dt.date | None
    said_last: dt.date | None
    basis: list[str]
    evidence: list[dict[str, Any]]


def offices(ledger: Ledger, filters: Filters = EVERYTHING) -> Answer:
    """One row a tenure, by office, country and person, with all sentences that tell it.

    Tellings without dates join the dated tenure that they fit; a first day told here and a last day told there make one tenure.
    as_of: who held the office on that day. A tenure without an end ends where a text gives a successor's first day, unless
    the person is said to hold the office after it. actor: part of the person's name. Sorted by office, person, country, from, to.
    """
    check_filters(filters, KNOWN, "offices")
    where = Conditions()
    add_story_conditions(where, replace(filters, as_of=None))
    where.add_part("office", filters.office)
    where.add_words("country", filters.country, upper=True)
    where.add_part("text", filters.text)
    if filters.as_of is None:
        where.add_part("person", filters.actor)  # with as_of, successors have to be seen: filtered below
    by = order(
        filters, _ORDERS, "office", "office, country NULLS LAST, person, from_date NULLS LAST, to_date NULLS LAST"
    )
    sql = _SQL.format(where=where.sql, said=_SAID, by=by)
    held = _folded(_Held(**row) for row in ledger.ask(sql, where.parameters).arrow().to_pylist())
    if filters.as_of is not None:
        held = _on(held, filters.as_of, filters.actor)
    rows = [_row(tenure) for tenure in held[: filters.limit]]
    return Answer(pa.Table.from_pylist(rows, schema=_SCHEMA))


def _row(tenure: _Held) -> dict[str, Any]:
    return {
        "person": tenure.person,
        "office": tenure.office,
        "country": tenure.country,
        "from": tenure.from_date,
        "to": tenure.to_date,
        "basis": "+".join(tenure.basis),
        "evidence": tenure.evidence,
    }


def _folded(held: Iterable[_Held]) -> list[_Held]:
    """Tenures of one person in one office, folded where there is no more than one way to read them; order is kept."""
    by: dict[tuple[str, str, str | None], list[_Held]] = {}
    for tenure in held:
        by.setdefault((tenure.person, tenure.office, tenure.country), []).append(tenure)
    return [tenure for tenures in by.values() for tenure in _fold(tenures)]


def _fold(tenures: list[_Held]) -> list[_Held]:
    firsts = {tenure.from_date for tenure in tenures if tenure.from_date}
    lasts = {tenure.to_date for tenure in tenures if tenure.to_date}
    first, last = next(iter(firsts), None), next(iter(lasts), None)
    if len(tenures) == 1 or len(firsts) > 1 or len(lasts) > 1 or (first and last and last < first):
        return tenures
    if any(_contradicts(tenure, first, last) for tenure in tenures):
        return tenures
    said = [day for tenure in tenures for day in (tenure.said_first, tenure.said_last) if day]
    spans = [span for tenure in tenures for span in tenure.evidence]
    return [
        replace(
            tenures[0],
            from_date=first,
            to_date=last,
            said_first=min(said, default=None),
            said_last=max(said, default=None),
            basis=sorted({basis for tenure in tenures for basis in tenure.basis}),
            evidence=[span for i, span in enumerate(spans) if span not in spans[:i]],
        )
    ]


def _contradicts(tenure: _Held, first: dt.date | None, last: dt.date | None) -> bool:
    """Is the person said to hold the office on a day outside of these bounds?"""
    too_early = first is not None and tenure.said_first is not None and tenure.said_first < first
    too_late = last is not None and tenure.said_last is not None and tenure.said_last > last
    return too_early or too_late


def _on(held: list[_Held], day: dt.date, person: str | None) -> list[_Held]:
    """Those in office on the day."""
    by_office: dict[tuple[str, str | None], list[_Held]] = {}
    for tenure in held:
        by_office.setdefault((tenure.office.lower(), tenure.country), []).append(tenure)
    return [
        tenure
        for tenure in held
        if _holds(tenure, day)
        and not _succeeded(tenure, by_office[tenure.office.lower(), tenure.country], day)
        and (person is None or person.lower() in tenure.person.lower())
    ]


def _holds(tenure: _Held, day: dt.date) -> bool:
    told = tenure.said_first is not None or tenure.from_date is not None or tenure.to_date is not None
    begun = tenure.from_date is None or tenure.from_date <= day
    return told and begun and (tenure.to_date is None or tenure.to_date >= day)


def _succeeded(tenure: _Held, others: list[_Held], day: dt.date) -> bool:
    """Has somebody else begun in the office by that day, after all that is told of this tenure?"""
    if tenure.to_date is not None:
        return False
    last = max((d for d in (tenure.from_date, tenure.said_last) if d is not None), default=None)
    return any(
        other.person != tenure.person
        and other.from_date is not None
        and other.from_date <= day
        and (last is None or last < other.from_date)
        for other in others
    )
