"""What is said of an act is said on the day of the report, also where the lead tells that the act itself is of the day before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.records import Event, Publication, When

_DEEDS = frozenset({"ASSAULT", "RETREAT", "COERCE", "MOBILIZE", "PROTEST"})
_WORDS = frozenset({"ACCUSE", "SUPPORT", "REQUEST", "REJECT", "THREATEN"})
_OF_THE_LEAD, _OF_THE_DAY = "lead:news-of-the-day", "dateline:news-of-the-day"


def said_today(events: Sequence[Event], publication: Publication, lead_end: int) -> list[Event]:
    """The events; words without a day of their own, in a story whose lead tells a deed of another day, get the day of publication.

    "Gunmen freed a consul on Tuesday, police said Wednesday. Ottawa thanked them.": Ottawa did on Wednesday. lead_end: the end of
    the first sentence. Where the lead itself tells words ("protested on Tuesday"), what follows is of their day.
    """
    first = [event for event in events if event.trigger.start < lead_end and event.when.text and not event.background]
    deeds_alone = bool(first) and all(event.type in _DEEDS for event in first)
    day = publication.date
    if not deeds_alone or day is None:
        return list(events)
    today = When(value=day.isoformat(), first=day, last=day, grain="day", basis=_OF_THE_DAY)
    return [
        replace(event, when=today, basis=replace(event.basis, when=_OF_THE_DAY))
        if event.basis.when == _OF_THE_LEAD and event.type in _WORDS
        else event
        for event in events
    ]
