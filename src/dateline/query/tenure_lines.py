"""Tellings of one office laid on a line of days: who holds it on which."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from dateline.lexicon.office_terms import load_office_terms

#: What a day says of a person; of one day the later of these counts.
_SAID, _OUT, _BEGUN = range(3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A person in an office, all tellings with the same dates together.

    began, ended: as exact as told, in EDTF. begun_by, ended_by: the last days on which it can have begun and ended. said: days on
    which a text says so. left_by: a day on which the person is told to have left, without a date. appointed: the first day is that
    of the appointment only. told_on: the day of the first story that tells it. tellings: the groups of tellings it is made of.
    """

    person: str
    office: str
    country: str | None
    from_date: dt.date | None
    to_date: dt.date | None
    began: str
    ended: str
    begun_by: dt.date | None
    ended_by: dt.date | None
    said: Sequence[dt.date]
    left_by: dt.date | None
    former_by: dt.date | None
    basis: list[str]
    told_on: dt.date | None
    tellings: list[int]

    @property
    def appointed(self) -> bool:
        """Is the appointment all that is told of the beginning?"""
        return "appointed" in self.basis and "took office" not in self.basis

    def may_hold(self, day: dt.date) -> bool:
        """Does no date of these tellings speak against the day?"""
        begun = self.from_date or self.begun_by
        ended = self.to_date or self.ended_by
        return (begun is None or begun <= day) and (ended is None or day <= ended)


class _Point(NamedTuple):
    """On this day somebody is said to hold, leaves or begins an office; weak: "former" tells no more than that it was over."""

    day: dt.date
    what: int
    person: str
    weak: bool = False


def holders(tellings: Sequence[Held], day: dt.date, *, single: bool) -> set[str]:
    """Who holds one office on a day. single: the office has one holder, so that whoever is told last holds it.

    A telling serves for a time only (single_offices.yaml), in both directions. On the day of a change the new one holds it.
    A told beginning is not undone by the mere title of somebody else: then both are given.
    """
    tellings = _without_stale_titles(tellings)
    points = sorted(point for held in tellings for point in _points(held))
    if not single:
        each: dict[str, list[_Point]] = {}
        for point in points:
            each.setdefault(point.person, []).append(point)
        return {who for who, theirs in each.items() if _holder(theirs, day) == who}
    terms = [held for held in tellings if (held.from_date or held.begun_by) and (held.to_date or held.ended_by)]
    sure = {held.person for held in terms if held.may_hold(day)}
    holder = _holder(points, day)
    if holder is None:
        return sure if len(sure) == 1 else set()
    before = _before(points, holder, day, tellings)
    return {before} if before else {holder} | _besides(points, holder, day)


def _without_stale_titles(tellings: Sequence[Held]) -> list[Held]:
    """The tellings without the days on which stories used a title that was over, as a later story tells with the day of the end."""
    ends: dict[str, set[tuple[dt.date, dt.date]]] = {}
    begins: dict[str, set[dt.date]] = {}
    for held in tellings:
        if (end := held.to_date or held.ended_by) and held.told_on:
            ends.setdefault(held.person, set()).add((end, held.told_on))
        if held.from_date:
            begins.setdefault(held.person, set()).add(held.from_date)
    out = []
    for held in tellings:
        stale = {
            day
            for day in held.said
            for end, told in ends.get(held.person, ())
            if end < day < told and not any(end <= begin <= day for begin in begins.get(held.person, ()))
        }
        out.append(replace(held, said=[day for day in held.said if day not in stale]) if stale else held)
    return out


def _points(held: Held) -> Iterator[_Point]:
    begun, ended = held.from_date or held.begun_by, held.to_date or held.ended_by
    if begun is not None:
        yield _Point(begun, _BEGUN, held.person)
    for day in held.said:
        if (begun is None or day > begun) and (ended is None or day < ended):
            yield _Point(day, _SAID, held.person)
    if ended is not None:
        yield _Point(ended, _OUT, held.person)
    elif held.left_by is not None:
        yield _Point(held.left_by, _OUT, held.person)
    elif held.former_by is not None:
        yield _Point(held.former_by, _OUT, held.person, weak=True)


def _past(points: Sequence[_Point], day: dt.date) -> list[_Point]:
    """What lies behind on a day; the last day in office is still one in office."""
    return [point for point in points if point.day < day or (point.day == day and point.what != _OUT)]


def _holder(points: Sequence[_Point], day: dt.date) -> str | None:
    past = _past(points, day)
    last = _last_in(past)
    if last is not None:
        again = any(p.person == last.person and p.day >= day for p in points)
        return last.person if again or (day - last.day).days <= _serves(last) else None
    coming = points[len(past) :] if not past else [point for point in points if point not in past]
    near = [point for point in coming if point.day == coming[0].day and not point.weak] if coming else []
    if not near or (near[0].day - day).days > load_office_terms().titled_for:
        return None
    leaving = next((point.person for point in near if point.what == _OUT), None)
    if leaving is not None or any(not point.weak for point in past):
        return leaving
    return next((point.person for point in near if point.what == _SAID), None)


def _last_in(past: Sequence[_Point]) -> _Point | None:
    """The last point that has somebody in office who is not told to be out after it."""
    out: set[str] = set()
    for point in reversed(past):
        if point.what == _OUT:
            out.add(point.person)
        elif point.person not in out:
            return point
    return None


def _serves(point: _Point) -> int:
    terms = load_office_terms()
    return terms.appointed_for if point.what == _BEGUN else terms.titled_for


def _before(points: Sequence[_Point], holder: str, day: dt.date, tellings: Sequence[Held]) -> str | None:
    """The one who holds on until a told day though the next holder has been appointed."""
    named = [held for held in tellings if held.person == holder and held.from_date and held.from_date <= day]
    if not named or not all(held.appointed for held in named):
        return None
    leaving = [p for p in points if p.what == _OUT and p.day >= day and p.person != holder and not p.weak]
    return leaving[0].person if leaving else None


def _besides(points: Sequence[_Point], holder: str, day: dt.date) -> set[str]:
    """Whoever has begun before the holder was called so, and is not told to have left."""
    past = _past(points, day)
    last = _last_in(past)
    if last is None or last.what == _BEGUN or any(p.what == _BEGUN and p.person == holder for p in past):
        return set()
    others = [point for point in past if point.person != holder]
    rest = _last_in(others)
    return {rest.person} if rest is not None and rest.what == _BEGUN else set()
