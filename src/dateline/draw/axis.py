"""The axis of time: which days stand on it, and where."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from .lettering import Side, Style, lettered
from .measure import width
from .palette import load_palette
from .svg import colour, number, tag

SIZE = 11.0
#: Steps from a day to a thousand years: unit and how many of it.
_STEPS = (
    *(("day", n) for n in (1, 2, 7, 14)),
    *(("month", n) for n in (1, 3, 6)),
    *(("year", n) for n in (1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000)),
)
_DAYS = {"day": 1, "month": 30, "year": 365}
#: Pixels between two labels.
_BETWEEN = 14.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """Days from `first` to `last`, both shown whole, over pixels `left` to `right`."""

    first: dt.date
    last: dt.date
    left: float
    right: float

    def x(self, day: dt.date) -> float:
        """Where the day begins; days outside are at the edges."""
        share = (day.toordinal() - self.first.toordinal()) / self.days
        return self.left + (self.right - self.left) * min(max(share, 0.0), 1.0)

    def span(self, first: dt.date, last: dt.date) -> tuple[float, float]:
        """Where the first of some days begins and the last one ends."""
        end = self.x(last) + (self.right - self.left) / self.days
        return self.x(first), min(max(end, self.left), self.right)

    @property
    def days(self) -> int:
        """How many days there are."""
        return self.last.toordinal() - self.first.toordinal() + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A day with a line on the axis. label: beside it; year: below, where it is the first of its year."""

    day: dt.date
    x: float
    label: str
    year: str


def ticks(axis: Axis) -> list[Tick]:
    """Ticks as close as their labels allow, from left to right; at least one."""
    for unit, step in _STEPS:
        wide = width({"day": "30 Sep", "month": "Sep", "year": "2000"}[unit], SIZE) + _BETWEEN
        if (axis.right - axis.left) * _DAYS[unit] * step / axis.days < wide:
            continue
        days = _round_days(axis, unit, step)
        if days:
            return _ticks(axis, days, unit)
    return _ticks(axis, [axis.first], "day")


def draw_axis(axis: Axis, found: list[Tick], top: float, bottom: float) -> str:
    """Lines from top to bottom and labels below; 30 pixels high."""
    drawn = []
    for tick in found:
        drawn.append(tag("path", d=f"M{number(tick.x)} {number(top)}V{number(bottom + 4)}", stroke=colour("grid")))
        anchor = _anchor(axis, tick)
        drawn.append(lettered(tick.label, tick.x, bottom + 17, Style(size=SIZE, ink="muted", anchor=anchor)))
        drawn.append(lettered(tick.year, tick.x, bottom + 31, Style(size=SIZE, anchor=anchor)))
    return "".join(drawn)


def _anchor(axis: Axis, tick: Tick) -> Side:
    """Labels at the edges stay within them."""
    half = width(tick.label, SIZE) / 2 + 2
    if tick.x - half < axis.left:
        return "start"
    return "end" if tick.x + half > axis.right else "middle"


def _round_days(axis: Axis, unit: str, step: int) -> list[dt.date]:
    """The round days on the axis: Mondays for weeks, months from January on, years that the step divides."""
    if unit == "day":
        # A Monday, which is also where steps of two days begin: 2001-01-01 was one.
        start = axis.first.toordinal() + (dt.date(2001, 1, 1).toordinal() - axis.first.toordinal()) % step
        return [dt.date.fromordinal(at) for at in range(start, axis.last.toordinal() + 1, step)]
    months = 1 if unit == "month" else 12
    every = step * months
    number_of_first = axis.first.year * 12 + axis.first.month - 1 + (axis.first.day > 1)
    start = -(-number_of_first // every) * every
    end = axis.last.year * 12 + axis.last.month - 1
    return [dt.date(at // 12, at % 12 + 1, 1) for at in range(start, end + 1, every) if at >= 12]  # noqa: PLR2004  (there is no year 0)


def _ticks(axis: Axis, days: list[dt.date], unit: str) -> list[Tick]:
    """Labels; one that would touch the one before it is left out with its tick."""
    before, month = [None, *days], load_palette().month_of
    made = [
        Tick(
            day=day,
            x=axis.x(day),
            label={"day": f"{day.day} {month(day)}", "month": month(day), "year": str(day.year)}[unit],
            year="" if unit == "year" or (last is not None and last.year == day.year) else str(day.year),
        )
        for last, day in zip(before, days, strict=False)
    ]
    kept = made[:1]
    for tick in made[1:]:
        if _extent(axis, tick)[0] >= _extent(axis, kept[-1])[1] + 4:
            kept.append(tick)
    return kept


def _extent(axis: Axis, tick: Tick) -> tuple[float, float]:
    """From where to where the label of a tick goes, the year below it included."""
    wide = max(width(tick.label, SIZE), width(tick.year, SIZE)) * 1.05
    start = {"start": tick.x, "middle": tick.x - wide / 2, "end": tick.x - wide}[_anchor(axis, tick)]
    return start, start + wide
