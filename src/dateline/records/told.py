"""Events with all that tells them: what a writer of another program's format needs."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from .event import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldStory:
    """The facts of a story beside its text. group: the same for all versions and copies; version: 1 for the first.

    published_given: day and time as the input gave them, None if it gave none. outlet: the source given, else the agency.
    length: characters (code points) of the text.
    """

    story_id: str
    source_id: str
    group: str
    version: int
    published: dt.date | None
    published_given: dt.datetime | None
    outlet: str | None
    url: str | None
    headline: str | None
    language: str
    length: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedSide:
    """Where a telling names one actor or recipient; side: "actor" or "recipient"; start: code points into the story's text."""

    side: str
    entity_id: str
    country: str | None
    start: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EventMention:
    """One sentence of one story that tells an event.

    event_id: the telling. number: the sentence's number in its story from 1, 0 where the words are no sentence of it.
    lead: it stands in the headline or is the first sentence of the body. part, start, end, text: the sentence.
    act_start: where the words of the act stand, None if in another sentence of the telling. sides: those named in the telling,
    actors first, in order; not those whom only a correction by hand names. confidence, background: of the telling.
    """

    event_id: str
    story: ToldStory
    number: int
    lead: bool
    part: str
    start: int
    end: int
    text: str
    act_start: int | None
    sides: tuple[NamedSide, ...]
    confidence: float
    background: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldEvent:
    """An event counted once: the telling that stands for it, and every sentence that tells it.

    event: the representative, its `mentions` and `sources` counted over all tellings (sentences; outlets).
    group: id of the event, the same for all its tellings. known_first: first publication of any telling, None if unknown.
    story: that of the representative. mentions: by publication (unknown last), story_id, source_id, place; never empty.
    """

    event: Event
    group: str
    known_first: dt.date | None
    story: ToldStory
    mentions: tuple[EventMention, ...]
