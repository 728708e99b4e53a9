"""A form with its date: what the rooms outside get to see, plus the point that it puts under discussion."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from dateline.records import Grain

from .calendar import extent
from .discourse import Point


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Value, days, grain and basis of an expression; `point` is None where it moves no anchor."""

    value: str
    first: dt.date | None = None
    last: dt.date | None = None
    grain: Grain = "unknown"
    basis: str = ""
    point: Point | None = None


def answer(value: str, basis: str, point: Point | None = None) -> Answer:
    """The answer whose days follow from its value."""
    first, last, grain = extent(value)
    return Answer(value=value, first=first, last=last, grain=grain, basis=basis, point=point)
