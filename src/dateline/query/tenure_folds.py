"""Groups of tellings folded: those of one person in one office make one tenure where there is no more than one way to read them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from dateline.lexicon.office_terms import has_one_holder

from .tenure_lines import Held, holders
from .tenure_names import Name, Office, office_of
from .tenure_told import Told

_SOON = 200  # days from an appointment to the first day in office, at most


@dataclass(frozen=True, slots=True, kw_only=True)
class Tenure:
    """A tenure under its settled name. number: of the group of tellings that it is as it stands, where `held` says no more."""

    name: Name
    number: int
    held: Held | None = None

    @property
    def numbers(self) -> Sequence[int]:
        """The groups of tellings that tell it."""
        return self.held.tellings if self.held else (self.number,)


def by_name(told: Told, names: Sequence[Name]) -> dict[Name, list[int]]:
    """The groups of tellings under each settled name, in order; names: what each name as told stands for."""
    found: dict[Name, list[int]] = {}
    classes = [found.setdefault(name, []) for name in names]
    for number, name in enumerate(told.name):
        classes[name].append(number)
    return found


def folded(told: Told, classes: Mapping[Name, Sequence[int]]) -> Iterator[Tenure]:
    """The tenures of these names, in order; a group that is folded with none is not looked at any further."""
    for name, numbers in classes.items():
        if len(numbers) == 1 or _stands(told, numbers):
            yield from (Tenure(name=name, number=number) for number in numbers)
        else:
            for held in _fold(_without_appointment([told.held(number, name) for number in numbers])):
                yield Tenure(name=name, number=held.tellings[0], held=held)


def _stands(told: Told, numbers: Iterable[int]) -> bool:
    """Is more than one first or last day told, so that nothing is folded? An appointment has to be looked at."""
    if not told.appointed.isdisjoint(numbers):
        return False
    return any(len({days[number] for number in numbers} - {None}) > 1 for days in (told.from_date, told.to_date))


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


def in_office(told: Told, tenures: Iterable[Tenure], day: dt.date) -> list[Tenure]:
    """Those in office on the day, by all the titles that are told of them and fit the day. All of an office have to be given."""
    given = [(tenure, tenure.held or told.held(tenure.number, tenure.name)) for tenure in tenures]
    by_office: dict[Office, list[Held]] = {}
    for tenure, held in given:
        by_office.setdefault(office_of(tenure.name), []).append(held)
    there = {
        office: holders(together, day, single=all(has_one_holder(held.office) for held in together))
        for office, together in by_office.items()
    }
    kept = [
        (replace(tenure, held=held), held.may_hold(day) and _is_told_in(held))
        for tenure, held in given
        if held.person in there[office_of(tenure.name)]
    ]
    found = {(tenure.name[0], office_of(tenure.name)) for tenure, fits in kept if fits}
    return [tenure for tenure, fits in kept if fits or (tenure.name[0], office_of(tenure.name)) not in found]


def _is_told_in(tenure: Held) -> bool:
    """Do these tellings say more than that it was over?"""
    return tenure.basis != ["former"] or bool(tenure.to_date or tenure.ended)
