"""The sentences of a story with what stands in them, and the contact that each of them tells of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from dateline.lexicon.contact_words import ContactWords
from dateline.records import ActorMention, Claim, CodedStory, Event, Parse, Place, Publication, Sentence, When
from dateline.syntax import Syntax

_TOLD = frozenset({"occurred", "ongoing", "planned", "postponed", "cancelled"})


@dataclass(frozen=True, kw_only=True)
class Page:
    """One sentence. own: contacts that it tells itself; before: the contact that the story told last, if any.

    A detail of the sentence belongs to one of its own contacts, else to the one before.
    """

    sentence: Sentence
    parse: Parse | None
    publication: Publication
    mentions: tuple[ActorMention, ...]
    dates: tuple[When, ...]
    places: tuple[Place, ...]
    speakers: frozenset[tuple[int, int]]
    own: tuple[Event, ...]
    before: Event | None

    @property
    def text(self) -> str:
        """The sentence as written."""
        return self.sentence.text

    @cached_property
    def syntax(self) -> Syntax | None:
        """Questions to the parse, None if the sentence was not parsed."""
        return Syntax(self.parse) if self.parse is not None else None

    def refers(self, words: ContactWords) -> bool:
        """Does the sentence point back to a contact?"""
        return any(pattern.search(self.text) for pattern in words.refers)

    def contact_at(self, start: int, words: ContactWords) -> tuple[Event, str] | None:
        """The contact that a detail at this place belongs to, and the rule that says so."""
        if self.own:
            return min(self.own, key=lambda event: (abs(event.trigger.start - start), event.event_id)), "same sentence"
        if self.before is not None and self.refers(words):
            return self.before, "points back"
        return None


def pages(story: CodedStory) -> Iterator[Page]:
    """The sentences of the body in order."""
    resolved = story.resolved
    parsed = resolved.parsed
    contacts = [event for event in story.events if event.act == "CONSULT" and event.status in _TOLD]
    if not contacts:
        return
    before: Event | None = None
    for sentence, parse in zip(parsed.split.sentences, parsed.parses, strict=True):
        if sentence.part != "body":
            continue
        own = tuple(event for event in contacts if _tells(event, sentence))
        yield Page(
            sentence=sentence,
            parse=parse,
            publication=resolved.publication,
            mentions=tuple(mention for mention in resolved.actors if mention.sentence == sentence.index),
            dates=tuple(when for when in resolved.dates if when.sentence == sentence.index),
            places=tuple(place for place in resolved.places if place.sentence == sentence.index),
            speakers=_speakers(story.claims, sentence),
            own=own,
            before=before or _lead(contacts),
        )
        before = _last(own, before)


def _tells(event: Event, sentence: Sentence) -> bool:
    return any(span.start < sentence.end and sentence.start < span.end for span in event.evidence)


def _speakers(claims: Sequence[Claim], sentence: Sentence) -> frozenset[tuple[int, int]]:
    inside = (claim.speaker for claim in claims if sentence.start <= claim.speaker.start < sentence.end)
    return frozenset((speaker.start, speaker.end) for speaker in inside)


def _lead(contacts: Sequence[Event]) -> Event | None:
    """The first contact that is news."""
    return next((event for event in contacts if not event.background), None)


def _last(own: Sequence[Event], before: Event | None) -> Event | None:
    """The contact that the next sentence may go on with: news above history, what took place above plans."""
    happened = [event for event in own if not event.background and event.status in {"occurred", "ongoing"}]
    if happened:
        return happened[-1]
    news = [event for event in own if not event.background]
    return before if before is not None or not news else news[-1]
