"""Who holds an office on a day: what the stories tell, and the registry beside it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from dateline.errors import UsageError
from dateline.ledger import Answer, Ledger
from dateline.lexicon.registry import Registry, load_registry
from dateline.lexicon.registry_own import own_files
from dateline.lexicon.registry_persons import Holder
from dateline.records.rows import Row
from dateline.registry.answers import sources_of, who_held
from dateline.registry.search import read_question

from .filters import EVERYTHING, Filters, slice_of
from .offices import offices as tenures
from .offices import offices_of


def offices(ledger: Ledger, filters: Filters = EVERYTHING) -> Answer:
    """One row a tenure (see query.offices); with `holder`, who holds that office on the day (as_of, else the last day known).

    holder: an office with its state ("foreign minister of Chile"), or without it where country says it. Rows that the stories tell
    come first, then those of the registry: basis "registry:known:SOURCE", or "registry:conflict:SOURCE" where its sources
    disagree. A side that knows nobody has a row without a person, whose basis says why. Only what the stories tell hangs on
    known_on: the registry has one clock. Raises UsageError if the office or its state cannot be told.
    """
    if not filters.holder:
        return tenures(ledger, filters)
    day = filters.as_of or filters.known_on or _last_day(ledger)
    registry = _registry(tuple((path, path.stat().st_mtime_ns) for path in own_files()))
    office, country = _office_of(registry, filters)
    asked = replace(filters, holder=None, office=office, country=(country,), as_of=day, limit=None, offset=0)
    told = tenures(ledger, asked)
    rows = told.rows() or [_nobody(office, country, "text:unknown: no story that is known tells who")]
    rows += _of_registry(registry, office, country, day)
    return offices_of(rows[slice_of(filters)])


@lru_cache(maxsize=1)
def _registry(own: tuple[tuple[Path, int], ...]) -> Registry:
    """The registry with the user's own files, each with the time of its last change; read again when these change."""
    return load_registry([path for path, _ in own])


def _office_of(registry: Registry, filters: Filters) -> tuple[str, str]:
    """The title and the state asked for."""
    words, country = filters.holder or "", filters.country[0] if filters.country else None
    question = read_question(registry, words, country)
    if question.office and question.country:
        return question.office, question.country
    if country:
        return words, country.upper()
    raise UsageError(f"{words!r} of which state? Say so, as in '{words} of France', or give --country")


def _of_registry(registry: Registry, office: str, country: str, day: dt.date | None) -> Iterator[Row]:
    found = who_held(registry, office, country, day) if day else None
    if found is None or not found.holders:
        yield _nobody(office, country, f"registry:unknown: {found.why if found else 'no day to ask for'}")
        return
    for spell in found.holders:
        yield _row(spell, office, country, f"registry:{found.state}:{', '.join(sources_of(spell))}")


def _row(spell: Holder, office: str, country: str, basis: str) -> Row:
    row = _nobody(spell.title or office, country, basis)
    return row | {"person": spell.person, "from": spell.first or None, "to": spell.last or None}


def _nobody(office: str, country: str, basis: str) -> Row:
    return {
        "person": None,
        "office": office,
        "country": country,
        "from": None,
        "to": None,
        "basis": basis,
        "evidence": [],
    }


def _last_day(ledger: Ledger) -> dt.date | None:
    ((day,),) = ledger.tuples("SELECT max(published) FROM current_stories")
    return day if isinstance(day, dt.date) else None
