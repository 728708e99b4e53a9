"""Spells of office that several sources tell, merged into one where they agree."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

from dateline.lexicon.registry_persons import INDEXED, TRUST, Holder, earliest, latest

from .sources import is_exact

#: Days by which two sources may differ about a day and still mean the same one: exact ones, and directories that saw the
#: office some time after it began (some states are looked at twice a year).
_SLACK, _SLACK_OF_DIRECTORIES = 45, 250
#: Days that may lie between two sightings of one directory: it appeared monthly, with months missing.
_GAP = 100
#: The source that lists titles without saying which one when: where a better one tells when, it only agrees.
_SEVERAL_TITLES = "h"


def merge_spells(spells: Iterable[Holder]) -> tuple[Holder, ...]:
    """The spells of one person, each told once, with the letters of all sources that agree; sorted by beginning.

    Sources agree where they tell of the same class of office (of the same title where it has no class of one holder) for times
    that overlap and whose bounds differ by no more than their exactness. The best source's title and dates stay; where it is
    less exact than another that agrees, the more exact date is taken. What does not agree stays beside.
    """
    merged: list[Holder] = []
    for spell in sorted(_joined(spells), key=lambda s: (TRUST.index(s.source), _key(s))):
        at = next((at for at, known in enumerate(merged) if _agree(known, spell)), None)
        if at is None:
            merged.append(spell)
        else:
            merged[at] = _absorbed(merged[at], spell)
    return tuple(sorted(merged, key=_key))


def _key(spell: Holder) -> tuple[str, str, str, str, str]:
    return spell.first, spell.title, spell.last, spell.as_of, spell.source


def _office(spell: Holder) -> str:
    """What two spells must share to be of one office."""
    return spell.office if spell.office in INDEXED else f"{spell.office}:{spell.title}"


def _joined(spells: Iterable[Holder]) -> list[Holder]:
    """Sightings of one directory that follow each other closely, as one spell."""
    joined: list[Holder] = []
    for spell in sorted(set(spells), key=lambda s: (s.source, _office(s), _key(s))):
        before = joined[-1] if joined else None
        if before is not None and _follows(before, spell):
            joined[-1] = replace(before, last=_later(before, spell), as_of="" if _later(before, spell) else spell.as_of)
        else:
            joined.append(spell)
    return joined


def _follows(before: Holder, spell: Holder) -> bool:
    if is_exact(spell.source) or before.source != spell.source or _office(before) != _office(spell):
        return False
    return (
        bool(before.first and before.last and spell.first) and _days(latest(before.last), earliest(spell.first)) <= _GAP
    )


def _later(before: Holder, spell: Holder) -> str:
    """The end of two sightings together: "" where the second is open."""
    return max(before.last, spell.last) if spell.last else ""


def _agree(known: Holder, spell: Holder) -> bool:
    if _office(known) != _office(spell) or not _overlap(known, spell):
        return False
    if spell.source == _SEVERAL_TITLES or (_is_vague(spell) and _lies_within(spell, known)):
        return True
    return _bounds_agree(known.first, spell.first, _slack(known, spell)) and _ends_agree(known, spell)


def _is_vague(spell: Holder) -> bool:
    """Does the spell tell no more than that the office was seen, or the years?"""
    return not is_exact(spell.source) or len(spell.first) == len("2014")


def _slack(known: Holder, spell: Holder) -> int:
    return _SLACK if is_exact(known.source) and is_exact(spell.source) else _SLACK_OF_DIRECTORIES


def _bounds_agree(one: str, other: str, slack: int) -> bool:
    """May two dates, as exact as they are, be the same day? An untold one agrees with any."""
    if not one or not other:
        return True
    return _days(latest(one), earliest(other)) <= slack and _days(latest(other), earliest(one)) <= slack


def _ends_agree(known: Holder, spell: Holder) -> bool:
    slack = _slack(known, spell)
    if known.last and spell.last:
        return _bounds_agree(known.last, spell.last, slack)
    ended, still = (known, spell) if known.last else (spell, known)
    return not ended.last or not still.as_of or _days(latest(ended.last), earliest(still.as_of)) <= slack


def _overlap(known: Holder, spell: Holder) -> bool:
    return _begins(known) <= _ends(spell) and _begins(spell) <= _ends(known)


def _lies_within(spell: Holder, known: Holder) -> bool:
    """Was the office seen within the days that a better source gives?"""
    if not known.first:
        return False
    begins, ends = spell.first or spell.as_of or spell.last, spell.last or spell.as_of
    early = _days(earliest(begins), earliest(known.first)) <= _SLACK
    return early and _days(_ends(known), earliest(ends)) <= _SLACK


def _absorbed(known: Holder, spell: Holder) -> Holder:
    """The better source's spell with what the other adds: exactness, a later sighting, its letter."""
    letters = "".join(sorted({*known.also, spell.source, *spell.also} - {known.source}, key=TRUST.index))
    last = known.last
    if not last and spell.last and latest(spell.last) >= (known.as_of or ""):
        last = spell.last
    elif last and spell.last and is_exact(spell.source):
        last = _more_exact(last, spell.last)
    if spell.source == _SEVERAL_TITLES and known.source != _SEVERAL_TITLES:
        return replace(known, also=letters)
    first = known.first or spell.first
    if known.first and is_exact(spell.source):
        first = _more_exact(known.first, spell.first)
    return replace(known, first=first, last=last, as_of="" if last else max(known.as_of, spell.as_of), also=letters)


def _more_exact(best: str, other: str) -> str:
    """The other date where it is the same one told more exactly.

    >>> _more_exact("2014", "2014-02-03"), _more_exact("2014-02", "2014-03-01")
    ('2014-02-03', '2014-02')
    """
    return other if len(other) > len(best) and other.startswith(best) else best


def _begins(spell: Holder) -> str:
    return earliest(spell.first or spell.as_of or spell.last or "0001")


def _ends(spell: Holder) -> str:
    """Last day that the spell is known to reach; one without any end reaches on."""
    return latest(spell.last or spell.as_of or "9999")


def _days(earlier: str, later: str) -> int:
    return (dt.date.fromisoformat(later) - dt.date.fromisoformat(earlier)).days
