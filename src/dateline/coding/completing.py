"""Where the frames leave a side of an act open, the judge is asked about everybody else in the sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.records import ActorMention, Event, EventActor, ResolvedStory

from .asking import Asked, question_at
from .participants import event_actors, is_possessed
from .roles import LOCATIVE
from .room import by_sentence

#: Share of the event's type that a pair needs for its other side to be taken over.
SURE = 0.7
#: Others of a sentence that are tried, those nearest to the act.
TRIED = 2


def complete(story: ResolvedStory, events: Sequence[Event], judge: Asked) -> list[Event]:
    """The events; of those with one side only, the other is filled where the judge is sure of it."""
    sentences = {s.start: s for s in story.parsed.split.sentences}
    mentions = by_sentence(story.actors)
    completed = []
    for event in events:
        sentence = sentences.get(event.evidence[0].start)
        open_sided = len(event.actors) + len(event.recipients) == 1
        if sentence is None or not open_sided:
            completed.append(event)
            continue
        others = _others(event, mentions.get(sentence.index, ()))
        completed.append(_completed(event, others, (sentence.start, sentence.text), judge))
    return completed


def _others(event: Event, mentions: Sequence[ActorMention]) -> list[ActorMention]:
    """Mentions that are somebody else than the side that is known; a person of no known state is as a rule the one befallen."""
    known = (*event.actors, *event.recipients)[0]
    others = [
        m
        for m in mentions
        if m.basis != LOCATIVE
        and (m.country or m.kind != "person")
        and not ((is_possessed(m) or m.kind == "state") and m.country == known.country)
        and not (m.start < known.end and m.end > known.start)
        and (not m.entity_id or m.entity_id != known.entity_id)
    ]
    return sorted(others, key=lambda m: min(abs(m.start - event.trigger.end), abs(event.trigger.start - m.end)))[:TRIED]


def _completed(event: Event, others: Sequence[ActorMention], where: tuple[int, str], judge: Asked) -> Event:
    """The event with the other that makes its type most likely; as it is where none is likely enough."""
    asked = [question_at(_with(event, other), *where) for other in others]
    shares = [
        max(opinion.types.get(event.type, 0.0), opinion.types.get(event.act, 0.0)) for opinion in judge.ask(asked)
    ]
    best = max(range(len(shares)), key=lambda k: shares[k], default=None)
    if best is None or shares[best] < SURE:
        return event
    basis = replace(event.basis, **({"recipients": "judge"} if event.actors else {"actors": "judge"}))
    return replace(_with(event, others[best]), basis=basis)


def _with(event: Event, other: ActorMention) -> Event:
    """The event with somebody on the side that is open."""
    side: tuple[EventActor, ...] = tuple(event_actors(other, "recipient" if event.actors else "actor"))
    return replace(event, recipients=side) if event.actors else replace(event, actors=side)
