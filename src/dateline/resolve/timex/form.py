"""What a time expression says by itself, before anything tells when "now" is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["date", "offset", "duration", "set", "reference", "numeric"]
Scope = Literal["publication", "discussed"]
Edge = Literal["", "START", "MID", "END"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A time expression taken apart. What the text does not say is None.

    kind: date (calendar parts, some perhaps missing), offset ("two years ago", "last week"), duration, set, reference, numeric.
    year is negative before Christ. year_shift: "last year" beside a month. end_day, end_year: end of a range ("June 8-10").
    shift: -1 last, 0 this, 1 next, or the number of units; None if vague ("days later"). scope: what the shift is counted from.
    unit_shift: the week of a weekday ("Tuesday of last week": -1).
    count: number of units of a duration, None if vague. side: a duration that ends (-1) or begins (1) at the anchor.
    holds_former: the word is "former", a time in histories and part of a title in news.
    event: the offset is counted from an event that the text names ("two days after the vote").
    rule: the grammar rule that found it.
    """

    kind: Kind
    rule: str
    start: int
    end: int
    year: int | None = None
    year_shift: int | None = None
    year_scope: Scope = "publication"
    month: int | None = None
    day: int | None = None
    end_day: int | None = None
    end_year: int | None = None
    weekday: int | None = None
    season: str | None = None
    quarter: int | None = None
    half: int | None = None
    decade: str | None = None
    century: int | None = None
    fiscal: bool = False
    holiday: str | None = None
    part: str | None = None
    clock: str | None = None
    edge: Edge = ""
    shift: int | None = None
    unit_shift: int | None = None
    scope: Scope = "publication"
    unit: str | None = None
    count: float | None = None
    side: int = 0
    event: bool = False
    definite: bool = True
    holds_former: bool = False
    value: str = ""
