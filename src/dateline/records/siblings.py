"""Stories that date each other: what the comparison needs, and what it finds."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import IntEnum


class Fit(IntEnum):
    """How well what a story says of weekdays and years goes with a day of publication."""

    AGAINST = 0  # something speaks against the day
    UNSAID = 1  # nothing does, and no weekday is told
    NEAR = 2  # the weekday of the lead is that of a day or two before
    SAME = 3  # the weekday told is the day's own


@dataclass(frozen=True, slots=True, kw_only=True)
class DatingDigest:
    """What dating by siblings needs of a story.

    published: the day that the story itself tells, None where it does not. month_day: of its dateline, None without one; only
    asked of stories without a day of their own. now, why: the day and the reason that an earlier comparison gave it.
    """

    story_id: str
    source_id: str
    body: str
    published: dt.date | None = None
    month_day: tuple[int, int] | None = None
    now: dt.date | None = None
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiblingDate:
    """A day of publication that other stories decide; why: which of them, how far off, and the names in common."""

    story_id: str
    source_id: str
    date: dt.date
    why: str
