"""Dates written in numbers, and years of two digits: whose convention, which century."""

from __future__ import annotations

import re

from .answer import Answer, answer
from .calendar import date_value, safe_date
from .discourse import Discourse, Point
from .form import Form
from .tense import Direction

_CENTURY = 100


def anchor_numeric(form: Form, discourse: Discourse, direction: Direction) -> Answer | None:
    """ISO dates as they are; 2.9.2020 day first; 02/09/2020 month first as in America, unless that is impossible.

    A story that writes 25/9/2020 elsewhere means day first here too, and so does one that would else tell of a past to come.
    """
    text, _, clock = form.value.partition("T")
    numbers = [int(number) for number in re.findall(r"\d+", text)]
    basis = "numeric"
    if len(re.findall(r"\d+", text)[0]) == 4:  # noqa: PLR2004
        year, month, day = numbers
    else:
        month, day, year = numbers if "/" in text else (numbers[1], numbers[0], numbers[2])
        year = full_year(year, discourse) if year >= _CENTURY else 2000 + year - _CENTURY * (year >= 70)  # noqa: PLR2004
        two_ways = "/" in text and month != day and safe_date(year, month, day) and safe_date(year, day, month)
        basis += ":month-first" if two_ways else ""
        if safe_date(2000, month, day) is None or (
            two_ways and _is_day_first((year, month, day), discourse, direction)
        ):
            month, day = day, month
            basis = basis.replace("month", "day")
    if safe_date(year, month, day) is None:
        return None
    clock = form.clock or clock[:5]
    value = date_value(year, month, day) + (f"T{clock}" if clock else "")
    return answer(value, basis, Point(year=year, month=month, day=day))


def _is_day_first(numbers: tuple[int, int, int], discourse: Discourse, direction: Direction) -> bool:
    if discourse.day_first is not None:
        return discourse.day_first
    year, month, day = numbers
    today, here, there = discourse.publication, safe_date(year, month, day), safe_date(year, day, month)
    return bool(today and here and there and direction == "past" and there <= today < here)


def full_year(year: int, discourse: Discourse) -> int:
    """Two digits ("'68") take the century that makes them latest but not later than the anchor."""
    if not 0 <= year < _CENTURY:
        return year
    point, _ = discourse.anchor("discussed")
    base = point.year if point is not None and point.year > 0 else 1999
    return base - (base - year) % _CENTURY
