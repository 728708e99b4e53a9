"""The day on which a format that wants a day puts an event, by what the user chose; never a silent guess."""

from __future__ import annotations

import datetime as dt

from dateline.records.loss import ExportChoices
from dateline.records.told import ToldEvent
from dateline.records.when import When

CHOICES = {
    "events of unknown date": "left out (--undated published: on the day of the first story that tells them, and marked)",
}
COARSE = {
    "events known to a week, month, year ...": "left out (--coarse first-day: on the first day of the interval)",
}


def day_of(told: ToldEvent, choices: ExportChoices) -> tuple[dt.date | None, str | None]:
    """The first day of the event, and a remark where it is not told: (None, None) if there is no day to write."""
    first = told.event.when.first
    if first is not None:
        return first, None
    published = told.known_first or told.story.published
    if choices.undated == "published" and published is not None:
        return published, "the date is that of publication: the text does not tell the day of the act"
    return None, None


def announced(told: ToldEvent) -> tuple[dt.date | None, str | None]:
    """Of a plan that is an event of another type (AGREE to meet) the day of the first story, and a remark; else (None, None)."""
    event = told.event
    if event.status != "planned" or event.act == event.type or told.known_first is None:
        return None, None
    when = f" for {event.when.first}" if event.when.first else ""
    return told.known_first, f"{event.act} is planned{when}; the date is that of the first story that tells it"


def coarseness(when: When) -> str:
    """How an event without a day of its own is known ("known to the month only"); "" for one with a day, or with no date at all."""
    if when.first is None or when.grain == "day" or when.first == when.last:
        return ""
    return "known roughly only" if when.grain == "unknown" else f"known to the {when.grain} only"


def exact_day(told: ToldEvent, choices: ExportChoices) -> tuple[dt.date | None, str]:
    """The same where an interval has no place: the day, or None and the reason why the event is left out."""
    if choices.coarse == "leave-out" and (known := coarseness(told.event.when)):
        return None, known
    day, _ = day_of(told, choices)
    return day, "" if day else "of unknown date"
