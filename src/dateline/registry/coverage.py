"""Does a source cover a day? Bounds are as exact as they are told, and a source knows nothing of days after it looked."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from dateline.lexicon.registry_persons import TRUST, Holder, earliest, latest

from .sources import facts, is_exact

#: yes: the source tells that the office was held. edge: the day lies in the month or year of a bound, which side is not told.
#: after: the source saw the office held before that day and looked no more. no: the source does not tell of that day.
Coverage = Literal["yes", "edge", "after", "no"]
_DAY = 10


def coverage(spell: Holder, day: dt.date) -> Coverage:
    """What a spell's source tells of a day."""
    iso = day.isoformat()
    first = spell.first or _seen_from(spell)
    if not first:
        return _of_sighting(spell, iso)
    if iso < earliest(first):
        return "no"
    end = _of_end(spell, iso)
    return "edge" if end == "yes" and iso < latest(first) and bool(spell.first) else end


def _seen_from(spell: Holder) -> str:
    """Where a directory lists an office without a beginning: the day of the first directory."""
    first = str(facts()["seen_from"].get(spell.source, ""))
    return first if spell.last and first <= spell.last else ""


def _of_end(spell: Holder, iso: str) -> Coverage:
    if not spell.last:
        return "yes" if spell.as_of and iso <= latest(spell.as_of) else "after"
    if iso > latest(spell.last):
        return "no"
    return "edge" if iso > earliest(spell.last) and len(spell.last) < _DAY else "yes"


def _of_sighting(spell: Holder, iso: str) -> Coverage:
    """A spell without a beginning tells of the day of its end or sighting alone."""
    seen = spell.last or spell.as_of
    if not seen or iso < earliest(seen):
        return "no"
    if iso <= latest(seen):
        return "edge" if spell.last and len(seen) < _DAY else "yes"
    return "no" if spell.last else "after"


def reached(spell: Holder) -> str:
    """The last day that the spell is known to reach, as exact as it is told."""
    return spell.last or spell.as_of or spell.first


def is_as_exact(spell: Holder, other: Holder) -> bool:
    """Are the spell's bounds told at least as exactly as the other's? Those of a directory are never exact."""
    if not is_exact(other.source):
        return True
    return is_exact(spell.source) and _exactness(spell) >= _exactness(other)


def _exactness(spell: Holder) -> int:
    """Digits of the less exact of the bounds that are told."""
    return min((len(bound) for bound in (spell.first, spell.last) if bound), default=0)


def trust(spell: Holder) -> int:
    """Rank of the spell's best source: 0 is the best."""
    return TRUST.index(spell.source)
