"""Who held an office that a story leaves unnamed: whom the stories published until then name last as its holder."""

from __future__ import annotations

import datetime as dt
import functools
from bisect import bisect_left, bisect_right, insort
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from dateline.lexicon.office_terms import (
    has_one_holder,
    load_office_terms,
    most_told,
    one_title,
    weight_of_state,
    without_complement,
)
from dateline.lexicon.person_names import may_be_one
from dateline.lexicon.registry_names import slug
from dateline.lexicon.registry_persons import name_key
from dateline.records.groups import LearntHolder, TenureDigest, UnnamedOfficer

_Office = tuple[str, str]
_SAID, _OUT, _BEGUN = range(3)  # what a day says of a person; of one day the later of these counts


@dataclass(frozen=True, slots=True, order=True)
class _Point:
    """On this day somebody begins, is said to hold, or leaves an office."""

    day: dt.date
    what: int
    person: str
    tenure_id: str
    appointed: bool = False


def learn_holders(tenures: Iterable[TenureDigest], unnamed: Iterable[UnnamedOfficer]) -> list[LearntHolder]:
    """Holders for offices that stories leave unnamed, in the order of `unnamed`; those that nobody tells are left out.

    The last telling until the day of the act decides, among the stories published until the day of the story: later reports
    never change what an earlier one meant. A telling serves for a time only (single_offices.yaml); one of two persons in an
    office that several may hold serves for nothing, nor does a person without a full name.
    """
    points: dict[_Office, list[tuple[dt.date, _Point]]] = {}
    for tenure in _settled(tenures):
        if " " in tenure.person:
            for key in dict.fromkeys((_office(tenure), (tenure.country, without_complement(tenure.office)))):
                points.setdefault(key, []).extend((tenure.published, point) for point in _points(tenure))
    asked: dict[_Office, list[tuple[int, UnnamedOfficer]]] = {}
    for number, officer in enumerate(unnamed):
        if (key := _asked(officer)) in points:
            asked.setdefault(key, []).append((number, officer))
    found = [pair for key in asked for pair in _named(points[key], asked[key], single=has_one_holder(key[1]))]
    return [holder for _, holder in sorted(found, key=lambda pair: pair[0])]


def _settled(tenures: Iterable[TenureDigest]) -> Iterator[TenureDigest]:
    """The tellings; a person in an office of one holder is of the state that the stories until then give most."""
    told: dict[tuple[str, str], Counter[str]] = {}
    for tenure in sorted(tenures, key=lambda tenure: (tenure.published, tenure.tenure_id)):
        if not has_one_holder(tenure.office):
            yield tenure
            continue
        states = told.setdefault((one_title(tenure.office), name_key(tenure.person)), Counter())
        states[tenure.country] += weight_of_state(tenure.placed_by)
        yield replace(tenure, country=most_told(states) or tenure.country)


def _office(told: TenureDigest | UnnamedOfficer) -> _Office:
    """Country and class of the office; the title in one spelling for offices that have no class of their own."""
    return told.country, one_title(told.office)


def _asked(officer: UnnamedOfficer) -> _Office:
    """The same; "Ghana's leader" asks for the head of state, though who is called leader need not be that."""
    country, title = _office(officer)
    return country, "head_of_state" if title in load_office_terms().vague else title


def _points(tenure: TenureDigest) -> Iterator[_Point]:
    if tenure.first is not None:
        yield _Point(tenure.first, _BEGUN, tenure.person, tenure.tenure_id, tenure.basis == "appointed")
    if tenure.said_on is not None and (tenure.first is None or tenure.said_on > tenure.first):
        yield _Point(tenure.said_on, _SAID, tenure.person, tenure.tenure_id)
    if tenure.last is not None:
        yield _Point(tenure.last, _OUT, tenure.person, tenure.tenure_id)
    elif tenure.basis in {"former", "left office"} and tenure.said_on is None:
        yield _Point(tenure.published, _OUT, tenure.person, tenure.tenure_id)


def _named(
    points: list[tuple[dt.date, _Point]], asked: list[tuple[int, UnnamedOfficer]], *, single: bool
) -> Iterator[tuple[int, LearntHolder]]:
    """Sweeps over the days of publication, so that each question meets what was known by then."""
    known: list[_Point] = []
    coming = iter(sorted(points))
    next_ = next(coming, None)
    for number, officer in sorted(asked, key=lambda pair: (pair[1].published, pair[0])):
        while next_ is not None and next_[0] <= officer.published:
            insort(known, next_[1])
            next_ = next(coming, None)
        point = _last(known, officer.day)
        if point is not None and (single or _is_alone(known, point, officer.day)):
            yield number, _holder(officer, point)


def _last(known: list[_Point], day: dt.date) -> _Point | None:
    """What is told last of the holder until that day, if it still serves."""
    at = bisect_right(known, day, key=lambda point: point.day)
    left: set[str] = set()
    for i in range(at - 1, -1, -1):
        point = known[i]
        if point.what == _OUT and point.day < day:
            left.add(point.person)
        if point.what == _OUT or any(may_be_one(point.person, other) for other in left):
            continue
        if point.appointed and (before := _still_there(known[:i], known[i:], point, day)):
            return before
        serves = load_office_terms().appointed_for if point.what == _BEGUN else load_office_terms().titled_for
        return point if (day - point.day).days <= serves else None
    return None


def _still_there(before: list[_Point], after: list[_Point], appointed: _Point, day: dt.date) -> _Point | None:
    """The one in office until a told day, though the next holder has been appointed."""
    leaving = {point.person for point in after if point.what == _OUT and point.day > day}
    fitting = (point for point in reversed(before) if point.what != _OUT and point.person != appointed.person)
    return next((point for point in fitting if any(may_be_one(point.person, other) for other in leaving)), None)


def _is_alone(known: list[_Point], point: _Point, day: dt.date) -> bool:
    """Do the stories name nobody else in the office around that time, who is not told to have left it before the day?"""
    serves = load_office_terms().titled_for
    first = bisect_left(known, point.day - dt.timedelta(serves), key=lambda other: other.day)
    last = bisect_right(known, point.day + dt.timedelta(serves), key=lambda other: other.day)
    left = [other for other in known if other.what == _OUT and other.day <= day]
    return all(
        may_be_one(other.person, point.person)
        or any(out.day >= other.day and may_be_one(out.person, other.person) for out in left)
        for other in known[first:last]
        if other.what != _OUT
    )


@functools.lru_cache(maxsize=50_000)
def _entity_id(person: str, country: str) -> str:
    return f"person:{slug(person)}:{country}"


def _holder(officer: UnnamedOfficer, point: _Point) -> LearntHolder:
    return LearntHolder(
        table=officer.table,
        number=officer.number,
        side=officer.side,
        place=officer.place,
        person=point.person,
        entity_id=_entity_id(point.person, officer.country),
        tenure_id=point.tenure_id,
    )
