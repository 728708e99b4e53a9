"""Time expressions and publication dates."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

Grain = Literal["day", "week", "month", "quarter", "year", "decade", "unknown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A date or span of time, resolved as far as the text allows.

    value: TIMEX3 or EDTF value (2020-09-02, 2019-02, 2019-W05, P3D, PRESENT_REF, XXXX-WXX-5); "" for an event without date.
    first, last: first and last possible day, both inclusive; None where the text does not tell.
    grain: how exact the text is. basis: how the value came about, steps joined by "+" ("weekday+dateline").
    text, start, end: the expression; "" and 0, 0 where the date comes from the dateline alone.
    sentence: index of the sentence it stands in, -1 if none.
    """

    value: str = ""
    first: dt.date | None = None
    last: dt.date | None = None
    grain: Grain = "unknown"
    basis: str = "none"
    text: str = ""
    start: int = 0
    end: int = 0
    sentence: int = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationCandidate:
    """A date that the story may have been published on, its score (higher is better) and the reasons for and against."""

    date: dt.date
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """When a story was published, and how we know.

    basis: given, page, dateline (complete with its year), dateline+year given, stamp, inferred, sibling (other stories decide), or
    unknown (then date is None).
    candidates: all dates that were weighed, best first; empty where there was nothing to weigh.
    """

    date: dt.date | None
    basis: str
    confidence: float
    candidates: tuple[PublicationCandidate, ...] = ()
