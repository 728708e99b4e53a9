"""What is put off to a day is planned for that day: "put off until June 9" tells of two acts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dateline.records import Event, Publication, Span, When, content_id
from dateline.syntax import Syntax

from .date_ties import can_date, preposition_of
from .dating import as_event_date
from .discourse import Told

#: Before the new day: "put off until June 9", "postponed to May 2".
_NEW = frozenset({"until", "till", "to"})
_RULE = "agree.new-date"


def old_dates(dates: Sequence[When], syntax: Syntax, publication: Publication) -> tuple[When, ...]:
    """The dates of a sentence that puts something off, without the new ones ("to March 25 and 26")."""
    new = _new_days(dates, syntax, publication)
    return tuple(when for when in dates if when not in new)


def rescheduled(told: Told, dates: Sequence[When], publication: Publication, text: str) -> Iterator[Told]:
    """The plan for the new day of an act that is put off, where the sentence tells one next to the words that do so."""
    event, syntax, trigger = told.event, told.syntax, told.match.trigger
    if event.status != "postponed":
        return
    new = _new_days([when for when in dates if when.start > syntax.tokens[trigger].start], syntax, publication)
    if new:
        yield replace(told, event=_plan(event, _as_one(new), text))


def _is_new(when: When, syntax: Syntax, publication: Publication) -> bool:
    later = publication.date is None or when.first is None or when.first > publication.date
    return can_date(when) and later and preposition_of(when, syntax) in _NEW


def _new_days(dates: Sequence[When], syntax: Syntax, publication: Publication) -> list[When]:
    """The new day, with the others that a single word joins to it."""
    first = next((i for i, when in enumerate(dates) if _is_new(when, syntax, publication)), None)
    if first is None:
        return []
    new = [dates[first]]
    for when in dates[first + 1 :]:
        between = [t for t in syntax.tokens if new[-1].end <= t.start < when.start]
        if len(between) != 1 or between[0].pos not in {"CCONJ", "ADP", "PUNCT"} or when.first is None:
            break
        new.append(when)
    return new


def _as_one(days: Sequence[When]) -> When:
    last = days[-1].last
    return days[0] if len(days) == 1 or last is None else replace(days[0], last=last, basis=f"{days[0].basis}+range")


def _plan(event: Event, when: When, text: str) -> Event:
    basis = replace(event.basis, type=f"rule:{_RULE}", status=_RULE, when=f"{_RULE}+{when.basis}", background=_RULE)
    return replace(
        event,
        event_id=content_id("ev", event.story_id, event.type, event.act, when.start, when.end, _RULE),
        type="AGREE",
        status="planned",
        background=False,
        when=as_event_date(when),
        trigger=Span(start=when.start, end=when.end, text=text[when.start : when.end]),
        basis=basis,
    )
