"""Tenures folded one by one over all that is read: what the query of offices has to give, however little it reads."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from dateline.ledger import Ledger
from dateline.lexicon.office_terms import (
    has_one_holder,
    load_office_terms,
    most_told,
    one_title,
    weight_of_state,
    without_complement,
)
from dateline.lexicon.person_names import one_spelling
from dateline.lexicon.registry_persons import latest, name_key
from dateline.query.claims import add_story_conditions
from dateline.query.filters import EVERYTHING, Conditions, Filters, order, slice_of
from plain_holders import Held, holders

ORDERS = {"office": "office", "person": "person", "country": "country", "from": "from_date", "to": "to_date"}

#: What a correction leaves out is not told any more; a "former" or future holder is not said to hold the office.
_SQL = """
SELECT person, office, country, from_date, to_date,
  max(began) FILTER (from_date IS NULL) AS began, max(ended) FILTER (to_date IS NULL) AS ended,
  min(began_by) FILTER (from_date IS NULL AND began_by <= published) AS begun_by,
  coalesce(list_sort(list_distinct(list(said_on) FILTER (said_on IS NOT NULL))), []) AS said,
  min(published) FILTER (basis = 'left office') AS left_by, min(published) FILTER (basis = 'former') AS former_by,
  list_sort(list_distinct(list(basis))) AS basis, min(published) AS told_on,
  [told.how FOR told IN list_sort(list_distinct(list({{'story': group_id, 'how': placed_by}})))] AS placed_by
FROM current_tenures WHERE {where} AND len(evidence) > 0
GROUP BY person, office, country, from_date, to_date
ORDER BY {by}"""
#: The sentences are looked up for the tenures that are given, by what their tellings have in common: there may be many more.
_EVIDENCE = """
WITH asked AS (
  SELECT unnest(?::VARCHAR[]) AS person, unnest(?::VARCHAR[]) AS office, unnest(?::VARCHAR[]) AS country,
    unnest(?::DATE[]) AS from_date, unnest(?::DATE[]) AS to_date, unnest(?::BIGINT[]) AS number
)
SELECT number, list({{'story_id': story_id, 'source_id': source_id, 'start': span."start", 'end': span."end"}}
  ORDER BY published NULLS LAST, story_id, source_id, span."start", span."end") AS evidence
FROM (
  SELECT number, published, story_id, source_id, unnest(evidence) AS span
  FROM (SELECT * FROM current_tenures WHERE {where}) t JOIN asked a ON t.person = a.person AND t.office = a.office
    AND t.country IS NOT DISTINCT FROM a.country AND t.from_date IS NOT DISTINCT FROM a.from_date
    AND t.to_date IS NOT DISTINCT FROM a.to_date
)
GROUP BY number"""


def offices(ledger: Ledger, filters: Filters = EVERYTHING, *, among: Conditions | None = None) -> list[dict[str, Any]]:
    """One row a tenure, by office, country and person, with all sentences that tell it.

    Tellings without dates join the dated tenure that they fit; a first day told here and a last day told there make one tenure;
    spellings of a name in one office are one person, by the fullest. from and to are as exact as told (EDTF).
    as_of: who held the office on that day (`tenure_lines.holders`); all titles of one class of office are one office then.
    actor: part of the person's name. office: part of the title, or another title of the same office. Sorted by office, person,
    country, from, to.
    among: conditions on current_tenures that spare the reading of those that have nothing to do with what is asked for.
    """
    where = Conditions()
    add_story_conditions(where, replace(filters, as_of=None))
    where.add_words("country", filters.country, upper=True)
    where.add_part("text", filters.text)
    if among:
        where.add(among.sql, *among.parameters)
    by = order(
        filters, ORDERS, "office", "office, country NULLS LAST, person, from_date NULLS LAST, to_date NULLS LAST"
    )
    rows = ledger.ask(_SQL.format(where=where.sql, by=by), where.parameters).arrow().to_pylist()
    held = _folded(_named_once(_in_full(_placed([_held(number, row) for number, row in enumerate(rows)]))))
    if filters.as_of is not None:
        held = _on(_beside_asked(held, filters), filters.as_of)
    held = [tenure for tenure in held if _is_asked(tenure, filters)]
    held = held[slice_of(filters)]
    evidence = _evidence(ledger, where, {number: rows[number] for tenure in held for number in tenure.tellings})
    return [_row(tenure, evidence) for tenure in held]


def _evidence(ledger: Ledger, where: Conditions, told: dict[int, dict[str, Any]]) -> dict[int, list[dict[str, Any]]]:
    """The sentences of these tellings, by their numbers."""
    columns = [[row[name] for row in told.values()] for name in ("person", "office", "country", "from_date", "to_date")]
    found = ledger.ask(_EVIDENCE.format(where=where.sql), [*columns, list(told), *where.parameters]).arrow()
    return dict(zip(found.column("number").to_pylist(), found.column("evidence").to_pylist(), strict=True))


def _is_asked(tenure: Held, filters: Filters) -> bool:
    if filters.actor and filters.actor.lower() not in tenure.person.lower():
        return False
    asked = filters.office
    return not asked or asked.lower() in tenure.office.lower() or one_title(asked) == one_title(tenure.office)


def _beside_asked(held: list[Held], filters: Filters) -> list[Held]:
    """Those asked for and all that hold one of their offices: the others say nothing of who holds it."""
    asked = {_key(tenure) for tenure in held if _is_asked(tenure, filters)}
    return [tenure for tenure in held if _key(tenure) in asked]


def _key(tenure: Held) -> tuple[str, str | None]:
    return one_title(tenure.office), tenure.country


def _held(number: int, row: dict[str, Any]) -> Held:
    ended = row["ended"] or ""
    return Held(
        **row
        | {
            "tellings": [number],
            "began": row["began"] or "",
            "ended": ended,
            "ended_by": dt.date.fromisoformat(latest(ended)) if _is_plain(ended) else None,
        }
    )


def _is_plain(edtf: str) -> bool:
    """Is the date a year, a month or a day, rather than a week or a quarter?"""
    return edtf != "" and edtf.replace("-", "").isdigit()


def _row(tenure: Held, evidence: dict[int, list[dict[str, Any]]]) -> dict[str, Any]:
    spans = [span for number in tenure.tellings for span in evidence[number]]
    return {
        "person": tenure.person,
        "office": tenure.office,
        "country": tenure.country,
        "from": tenure.from_date.isoformat() if tenure.from_date else tenure.began or None,
        "to": tenure.to_date.isoformat() if tenure.to_date else tenure.ended or None,
        "basis": "+".join(tenure.basis),
        "evidence": spans
        if len(tenure.tellings) == 1
        else [one for i, one in enumerate(spans) if one not in spans[:i]],
    }


def _by_office(held: Iterable[Held]) -> dict[tuple[str, str | None], list[Held]]:
    by: dict[tuple[str, str | None], list[Held]] = {}
    for tenure in held:
        by.setdefault(_key(tenure), []).append(tenure)
    return by


def _placed(held: list[Held]) -> list[Held]:
    """The same with a state for those told without one, where the stories tell it of that person in that office elsewhere.

    In an office of one holder a person has one state: that which the stories tell most surely and most often.
    """
    states: dict[tuple[str, str], Counter[str]] = {}
    for tenure in held:
        if tenure.country:
            told = states.setdefault((one_title(tenure.office), name_key(tenure.person)), Counter())
            told[tenure.country] += sum(weight_of_state(how) for how in tenure.placed_by)
    out = []
    for tenure in held:
        usual = most_told(states.get((one_title(tenure.office), name_key(tenure.person)), {}))
        settled = usual not in {None, tenure.country} and (tenure.country is None or has_one_holder(tenure.office))
        out.append(replace(tenure, country=usual) if settled else tenure)
    return out


def _in_full(held: list[Held]) -> list[Held]:
    """The same with the full title for a mere "ambassador", "minister" or "spokesman" of whom one full title is told elsewhere."""
    titles: dict[tuple[str, str, str | None], dict[str, str]] = {}
    for tenure in held:
        for short in _short_forms(tenure.office):
            key = (name_key(tenure.person), short, tenure.country)
            titles.setdefault(key, {}).setdefault(one_title(tenure.office), tenure.office)
    out = []
    for tenure in held:
        told = titles.get((name_key(tenure.person), one_title(tenure.office), tenure.country), {})
        full = next(iter(told.values())) if len(told) == 1 else tenure.office
        out.append(tenure if full == tenure.office else replace(tenure, office=full))
    return out


def _short_forms(office: str) -> set[str]:
    """What an office may be called for short: without where to, or by its last word if that is no office of its own."""
    sent, words = without_complement(office), office.lower().split()
    last = one_title(words[-1]) if words else ""
    below = load_office_terms().below.intersection(words)
    forms = {sent} if sent != one_title(office) else set()
    return forms if len(words) == 1 or below or has_one_holder(last) else forms | {last}


def _named_once(held: list[Held]) -> list[Held]:
    """The same with one spelling for each person in an office."""
    by_office = _by_office(held)
    spelling = {key: one_spelling(tenure.person for tenure in tenures) for key, tenures in by_office.items()}
    return [_spelt(tenure, spelling[_key(tenure)][tenure.person]) for tenure in held]


def _spelt(tenure: Held, person: str) -> Held:
    return tenure if person == tenure.person else replace(tenure, person=person)


def _folded(held: Iterable[Held]) -> list[Held]:
    """Tenures of one person in one office, folded where there is no more than one way to read them; order is kept."""
    by: dict[tuple[str, str, str | None], list[Held]] = {}
    for tenure in held:
        by.setdefault((tenure.person, tenure.office, tenure.country), []).append(tenure)
    return [tenure for tenures in by.values() for tenure in _fold(_without_appointment(tenures))]


def _without_appointment(tenures: list[Held]) -> list[Held]:
    """The day of the appointment gives way to the day in office that follows it."""
    firsts = sorted(t.from_date for t in tenures if t.from_date and not t.appointed)
    soon = dt.timedelta(_SOON)
    return [
        replace(t, from_date=None)
        if t.appointed and t.from_date and any(t.from_date <= first <= t.from_date + soon for first in firsts)
        else t
        for t in tenures
    ]


_SOON = 200  # days from an appointment to the first day in office, at most


def _fold(tenures: list[Held]) -> list[Held]:
    firsts = {tenure.from_date for tenure in tenures if tenure.from_date}
    lasts = {tenure.to_date for tenure in tenures if tenure.to_date}
    first, last = next(iter(firsts), None), next(iter(lasts), None)
    if len(tenures) == 1 or len(firsts) > 1 or len(lasts) > 1 or (first and last and last < first):
        return tenures
    if any(_contradicts(tenure, first, last) for tenure in tenures):
        return tenures
    return [
        replace(
            tenures[0],
            from_date=first,
            to_date=last,
            began=max((t.began for t in tenures), key=len),
            ended=max((t.ended for t in tenures), key=len),
            begun_by=min((t.begun_by for t in tenures if t.begun_by), default=None),
            ended_by=min((t.ended_by for t in tenures if t.ended_by), default=None),
            said=sorted({day for tenure in tenures for day in tenure.said}),
            left_by=min((t.left_by for t in tenures if t.left_by), default=None),
            told_on=min((t.told_on for t in tenures if t.told_on), default=None),
            former_by=min((t.former_by for t in tenures if t.former_by), default=None),
            basis=sorted({basis for tenure in tenures for basis in tenure.basis}),
            tellings=[number for tenure in tenures for number in tenure.tellings],
        )
    ]


def _contradicts(tenure: Held, first: dt.date | None, last: dt.date | None) -> bool:
    """Is the person said to hold the office on a day outside of these bounds?"""
    too_early = first is not None and any(day < first for day in tenure.said)
    too_late = last is not None and any(day > last for day in tenure.said)
    return too_early or too_late


def _is_told_in(tenure: Held) -> bool:
    """Do these tellings say more than that it was over?"""
    return tenure.basis != ["former"] or bool(tenure.to_date or tenure.ended)


def _on(held: list[Held], day: dt.date) -> list[Held]:
    """Those in office on the day, by all the titles that are told of them and fit the day."""
    by_office = _by_office(held)
    there = {
        key: holders(tenures, day, single=all(has_one_holder(tenure.office) for tenure in tenures))
        for key, tenures in by_office.items()
    }
    kept = [tenure for tenure in held if tenure.person in there[_key(tenure)]]
    fitting = [tenure.may_hold(day) and _is_told_in(tenure) for tenure in kept]
    found = {(tenure.person, _key(tenure)) for tenure, fits in zip(kept, fitting, strict=True) if fits}
    return [
        tenure for tenure, fits in zip(kept, fitting, strict=True) if fits or (tenure.person, _key(tenure)) not in found
    ]
