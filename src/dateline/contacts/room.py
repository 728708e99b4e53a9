"""The room's verb: a coded story in, the same with details of its contacts out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from dateline.lexicon.contact_words import ContactWords
from dateline.records import CodedStory, ContactDetail, Event, EventActor, Evidence, Span, content_id

from .circumstances import askers, lengths, venues
from .found import Found
from .page import Page, pages
from .people import attendants, go_betweens
from .since import since_when
from .subjects import results, topics

_Reader = Callable[[Page, ContactWords], Iterator[Found]]
_READERS: tuple[_Reader, ...] = (since_when, lengths, askers, venues, go_betweens, attendants, topics, results)
_BETWEEN = 2
#: Channels over which nobody is host to anybody.
_AT_A_DISTANCE = frozenset({"phone", "video", "letter", "hotline"})


def tell_contacts(story: CodedStory, words: ContactWords) -> CodedStory:
    """The story with what its sentences tell of its contacts, by place."""
    found: dict[str, ContactDetail] = {}
    told: list[Event] = []
    for page in pages(story):
        for reader in _READERS:
            for item in reader(page, words):
                detail = _tied(story, page, item, told, words)
                if detail is not None:
                    found.setdefault(detail.detail_id, detail)
        told += [event for event in page.own if event not in told]
    details = sorted(found.values(), key=lambda d: (d.told.start, d.told.end, d.field, d.detail_id))
    return replace(story, details=tuple(details))


def _tied(story: CodedStory, page: Page, item: Found, told: list[Event], words: ContactWords) -> ContactDetail | None:
    """The detail of the contact that it belongs to; None if it belongs to none."""
    tied = page.contact_at(item.start, words)
    if tied is None and item.looks_back and page.before is not None:
        tied = (page.before, "lead")
    if tied is None:
        return None
    contact, tie = tied
    if item.looks_back:
        contact, tie = _looking_back(page, item, contact, tie, told)
    if item.field in {"host", "mediator"}:
        contact, tie = _between_others(page, item, contact, tie, told)
    actor = _actor(item, contact, words)
    if item.actor is not None and actor is None:
        return None
    text = story.resolved.parsed.split.story.text
    span = Span(start=item.start, end=item.end, text=text[item.start : item.end])
    return ContactDetail(
        detail_id=content_id("cd", contact.event_id, item.field, item.value, item.start, item.end),
        story_id=contact.story_id,
        source_id=contact.source_id,
        event_id=contact.event_id,
        field=item.field,
        value=item.value,
        actor=actor,
        told=span,
        evidence=Evidence(part=page.sentence.part, start=page.sentence.start, end=page.sentence.end),
        basis=f"contacts.{item.rule} | {tie}",
    )


def _looking_back(page: Page, item: Found, contact: Event, tie: str, told: list[Event]) -> tuple[Event, str]:
    """Of "It was the first meeting since 1966" the noun is no contact of its own if the story has told one of the same states."""
    if not item.start <= contact.trigger.start < item.end and not contact.background:
        return contact, tie
    others = [event for event in (*page.own, *reversed(told)) if event is not contact and not event.background]
    mine = _states(contact)
    for event in others:
        inside = item.start <= event.trigger.start < item.end
        if not inside and (not mine or mine & _states(event)):
            return event, "looks back"
    return contact, tie


def _between_others(page: Page, item: Found, contact: Event, tie: str, told: list[Event]) -> tuple[Event, str]:
    """Of "Fiji, which hosted the session" the session is the one told before, between others than Fiji."""
    if len(_states(contact) - {item.value}) >= _BETWEEN or not page.text:
        return contact, tie
    before = (page.before, *reversed(told)) if page.before is not None else tuple(reversed(told))
    others = (event for event in before if not event.background and len(_states(event) - {item.value}) >= _BETWEEN)
    found = next(others, None)
    return (found, "points back to others") if found is not None else (contact, tie)


def _states(event: Event) -> set[str]:
    return {who.country for who in (*event.actors, *event.recipients) if who.country}


def _actor(item: Found, contact: Event, words: ContactWords) -> EventActor | None:
    """Who, in the role of the field; None where the contact cannot have him in it."""
    mention = item.actor
    if mention is None:
        return None
    if item.field == "host" and contact.channel in _AT_A_DISTANCE:
        return None  # "spoke by phone ... thanked Norway for its offer to host the meeting"
    sides = _states(contact)
    named = {who.entity_id for who in (*contact.actors, *contact.recipients)}
    open_side = len(sides) < _BETWEEN and item.rule == "attendance"
    if item.field == "participant" and (mention.entity_id in named or not (mention.country in sides or open_side)):
        return None
    if item.field == "participant" and _has_person(contact, mention.country):
        return None
    others = sides - {mention.country}
    if item.field == "mediator" and len(others) < _least(item, words):
        return None
    return EventActor(
        text=mention.text,
        start=mention.start,
        end=mention.end,
        name=mention.name,
        entity_id=mention.entity_id,
        kind=mention.kind,
        country=mention.country,
        sectors=mention.sectors,
        office=mention.office,
        role=item.field,
        basis=mention.basis,
    )


def _least(item: Found, words: ContactWords) -> int:
    """How many others a mediator needs: two sides, unless what he does is done between two."""
    cue = item.cue.lower()
    return 1 if any(word in cue for word in words.between) else _BETWEEN


def _has_person(contact: Event, country: str | None) -> bool:
    return any(
        who.kind == "person" and who.country == country and who.office for who in (*contact.actors, *contact.recipients)
    )
