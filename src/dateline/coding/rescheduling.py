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
    """The dates of a sentence that puts something off, without the new ones."""
    return tuple(when for when in dates if not _is_new(when, syntax, publication))


def rescheduled(told: Told, dates: Sequence[When], publication: Publication, text: str) -> Iterator[Told]:
    """The plan for the new day of an act that is put off, where the sentence tells one next to the words that do so."""
    event, syntax, trigger = told.event, told.syntax, told.match.trigger
    if event.status != "postponed":
        return
    for when in dates:
        if when.start > syntax.tokens[trigger].start and _is_new(when, syntax, publication):
            yield replace(told, event=_plan(event, when, text))
            return


def _is_new(when: When, syntax: Syntax, publication: Publication) -> bool:
    later = publication.date is None or when.first is None or when.first > publication.date
    return can_date(when) and later and preposition_of(when, syntax) in _NEW


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
