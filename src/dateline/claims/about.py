"""What a claim is about: the events of its story that it tells, that it is the saying of, that it refers to or comments on."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from dateline.records import Claim, Event, Tie

from .cues import Subjects
from .references import Reference, references, references_beside
from .scene import Scene
from .ties import (
    ACCOUNT,
    AGAIN,
    BESIDE,
    COMMENT,
    SAYING,
    SPOKEN,
    TOLD,
    Found,
    best,
    sentences_away,
    weigh,
)
from .topic import topic_of

#: A later mention of an event counts if the content is at least this share of its sentence.
SHARE = 0.6
#: What each further event of one content has less than the one before.
_STEP = 0.02
#: Acts that are done by speaking.
_SPOKEN_ACTS = frozenset({"AGREE", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})
#: Events before a claim that are looked at for a comment; the lead besides.
_LOOKED_AT = 12
#: Sentences between an act and a comment on it by somebody who has no part in it.
_NEXT = 2


def tie_claims(scene: Scene, claims: Sequence[Claim], subjects: Subjects) -> list[Claim]:
    """The claims, in their order, with the events that they are about and with what they speak of."""
    tied: list[Claim] = []
    for claim in claims:
        spoken = list(references(scene, claim, subjects))
        if not any(reference.types or reference.account for reference in spoken):
            spoken += references_beside(scene, claim, subjects)
        ties = [weigh(scene, claim, found) for found in _candidates(scene, claim)]
        ties += [*_by_reference(scene, claim, spoken), *_by_account(claim, spoken, tied)]
        chosen = best(scene, ties)
        about = tuple(tie.event_id for tie in chosen)
        told = [event for event in scene.events if event.event_id in about]
        topic = topic_of(scene, claim, spoken, [e for e in told if is_told(e, claim.start, claim.end)])
        tied.append(replace(claim, about=about, ties=chosen, topic=topic))
    return tied


def _candidates(scene: Scene, claim: Claim) -> Iterator[Found]:
    inside = [event for event in scene.events if is_told(event, claim.start, claim.end)]
    for k, event in enumerate(inside):
        yield Found(event=event, base=TOLD - _STEP * k, reason=f"told: {event.trigger.text}")
    yield from _told_again(scene, inside)
    yield from _by_saying(scene, claim)
    yield from _by_comment(scene, claim)


def _told_again(scene: Scene, inside: Sequence[Event]) -> Iterator[Found]:
    """Acts of the same word and sides as one that the content tells: two tellings that were not folded into one."""
    for event, other in itertools.product(scene.events, inside):
        same = event.act == other.act and scene.trigger_stems[event.event_id] & scene.trigger_stems[other.event_id]
        sides = {who.country for who in (*other.actors, *other.recipients)} & {w.country for w in event.actors} - {None}
        if same and sides and event not in inside:
            yield Found(event=event, base=AGAIN, reason=f"told again: {other.trigger.text}")


def is_told(event: Event, start: int, end: int) -> bool:
    """Does the trigger lie in the content, or a later sentence about the event, for the most part?"""
    trigger = event.trigger
    if start <= trigger.start and trigger.end <= end:
        return True
    later = (e for e in event.evidence if not e.start <= trigger.start < e.end)
    return any(min(e.end, end) - max(e.start, start) >= SHARE * (e.end - e.start) for e in later)


# ------------------------------------------------------------------------------------------------------------- rules
def _by_saying(scene: Scene, claim: Claim) -> Iterator[Found]:
    """The act that the saying is ("rejected the demand"), and acts of the speaker in the sentence of his words."""
    sentence = scene.sentence_at(claim.cue_start)
    for event in scene.events:
        trigger = event.trigger
        if trigger.start < claim.cue_end and claim.cue_start < trigger.end:
            yield Found(event=event, base=SAYING, reason=f"the saying is the act: {trigger.text}")
        elif (
            sentence is not None
            and event.type in _SPOKEN_ACTS
            and sentence.start <= trigger.start < sentence.end
            and not claim.start <= trigger.start < claim.end
            and is_side(claim, event.actors)
        ):
            yield Found(event=event, base=SPOKEN, reason=f"done by these words: {trigger.text}")


def is_side(claim: Claim, actors: Iterable[object]) -> bool:
    """Is the speaker, or his state, among the actors?"""
    ids = {getattr(who, "entity_id", "") for who in actors}
    countries = {getattr(who, "country", None) for who in actors}
    return bool(claim.speaker.entity_id and claim.speaker.entity_id in ids) or bool(
        claim.country and claim.country in countries
    )


def _by_reference(scene: Scene, claim: Claim, spoken: Sequence[Reference]) -> Iterator[Tie]:
    """The event that each noun, verb or pronoun of the content means most likely."""
    order = {event.event_id: k for k, event in enumerate(scene.events)}
    for reference in spoken:
        if reference.base == BESIDE:
            continue
        fitting = [tie for event in scene.events if (tie := _fitting(scene, claim, reference, event)) is not None]
        yield from sorted(fitting, key=lambda tie: (-tie.score, order[tie.event_id]))[:1]


def _fitting(scene: Scene, claim: Claim, reference: Reference, event: Event) -> Tie | None:
    base = reference.fits(event, scene.trigger_stems[event.event_id])
    if not base or is_told(event, claim.start, claim.end):
        return None
    near = sentences_away(scene, claim, event)
    if not reference.types and (near is None or not 0 <= near <= _NEXT):
        return None
    return weigh(scene, claim, Found(event=event, base=base, reason=reference.reason))


def _by_comment(scene: Scene, claim: Claim) -> Iterator[Found]:
    """Acts before the claim that its speaker has a part in, or that stand right before it; the lead of the story."""
    free = [event for event in scene.events if not is_told(event, claim.start, claim.end)]
    before = [event for event in free if event.trigger.start < claim.start]
    for event in before[-_LOOKED_AT:]:
        near = sentences_away(scene, claim, event)
        if is_side(claim, (*event.actors, *event.recipients)) or (near is not None and 0 <= near <= _NEXT):
            yield Found(event=event, base=COMMENT, reason="comment")
    for event in free:
        if scene.lead in scene.numbers[event.event_id]:
            yield Found(event=event, base=COMMENT, reason="comment")


def _by_account(claim: Claim, spoken: Sequence[Reference], earlier: Sequence[Claim]) -> list[Tie]:
    """What somebody said before, where the claim holds to it or calls it untrue: the events of that claim."""
    side = next((reference.account for reference in spoken if reference.account), "")
    if not side:
        return []
    same = [other for other in earlier if _is_of(other, claim) == (side == "own") and other.ties]
    return [
        Tie(
            event_id=tie.event_id,
            score=round(ACCOUNT + 0.2 * tie.score, 2),
            reason=f"account: what {said.speaker.text} {said.cue}",
        )
        for said in same[-1:]
        for tie in said.ties
    ]


def _is_of(other: Claim, claim: Claim) -> bool:
    """Do the two have one speaker, or one side?"""
    if claim.country and other.country:
        return claim.country == other.country
    return bool(claim.speaker.entity_id) and claim.speaker.entity_id == other.speaker.entity_id
