"""How sure a tie between a claim and an event of its story is: what it rests on, and how near the two stand."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.records import Claim, Event, Tie

from .scene import Scene

#: Ties that a claim has at most.
MOST = 2
#: What a tie has by its rule; what stands by the event's side is added. The figures order the rules, they are no probabilities.
TOLD, SAYING, SPOKEN, ACCOUNT, AGAIN = 0.95, 0.93, 0.78, 0.72, 0.7
NOUN, VERB, ACT_NOUN, PRONOUN, BESIDE, COMMENT = 0.56, 0.44, 0.5, 0.5, 0.34, 0.3
#: By the number of sentences between the event and the claim.
_NEAR = (0.15, 0.12, 0.08, 0.05, 0.05)
_BEHIND = -0.12
#: By the part that the speaker or his state has in the event.
_PERSON, _ACTOR, _RECIPIENT = 0.12, 0.1, 0.08
_LEAD, _NEWS, _HISTORY, _UNREAL = 0.04, 0.06, -0.06, -0.12
#: Who denies or confirms speaks of what his own side has a part in.
_NO_PART = -0.15
_OF_OWN = frozenset({"denies", "confirms"})
_SHARED_WORD, _SHARED_MOST = 0.05, 0.15
_SUREST = 0.94
_LEAST = 0.38
_REMARK = "comment"
#: A second tie by nearness alone has to be as sure as this.
_LEAST_COMMENT = 0.38


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A tie that a rule found: what it has by the rule, and the rule's words."""

    event: Event
    base: float
    reason: str


def weigh(scene: Scene, claim: Claim, found: Found) -> Tie:
    """The tie with its score: the rule's own, and what stands by it; told and spoken ties need nothing besides."""
    if found.base >= SAYING:
        return Tie(event_id=found.event.event_id, score=round(found.base, 2), reason=found.reason)
    beside, words = _beside(scene, claim, found.event)
    score = round(max(0.0, min(_SUREST, found.base + beside)), 2)
    return Tie(event_id=found.event.event_id, score=score, reason=", ".join([found.reason, *words]))


def best(scene: Scene, ties: list[Tie]) -> tuple[Tie, ...]:
    """The surest ties, one an event, two at most; among equals the event that is told first.

    A remark is tied to the act nearest to it and to the news of the story, rather than to two acts of one sentence.
    """
    order = {event.event_id: k for k, event in enumerate(scene.events)}
    by_event: dict[str, Tie] = {}
    for tie in ties:
        known = by_event.get(tie.event_id)
        if known is None or tie.score > known.score:
            by_event[tie.event_id] = tie
    ranked = sorted(by_event.values(), key=lambda tie: (-tie.score, order[tie.event_id]))
    if not ranked or ranked[0].score < _LEAST:
        return ()
    first, rest = ranked[0], [tie for tie in ranked[1:] if tie.score >= _least(tie)]
    if first.reason.startswith(_REMARK) and rest and rest[0].reason.startswith(_REMARK):
        rest.sort(key=lambda tie: tie.event_id != scene.news)
    return (first, *rest[: MOST - 1])


def _least(tie: Tie) -> float:
    return _LEAST_COMMENT if tie.reason.startswith(_REMARK) else _LEAST


def _beside(scene: Scene, claim: Claim, event: Event) -> tuple[float, list[str]]:
    score, words = 0.0, list[str]()
    away = sentences_away(scene, claim, event)
    if away is None or away < 0:
        score += _BEHIND
    elif away < len(_NEAR):
        score += _NEAR[away]
        words.append("same sentence" if not away else f"{away} sentence{'s' * (away > 1)} before")
    part = _part(claim, event)
    if part:
        score += part[0]
        words.append(part[1])
    elif claim.stance in _OF_OWN and claim.country:
        score += _NO_PART
    shared = scene.long_words(claim.start, claim.end) & scene.told_words[event.event_id]
    if shared:
        score += min(_SHARED_MOST, _SHARED_WORD * len(shared))
        words.append("shared words: " + " ".join(sorted(shared)[:3]))
    if scene.lead in scene.numbers[event.event_id]:
        score += _LEAD
        words.append("the story's lead")
        score += _NEWS if event.event_id == scene.news else 0.0
    score += _HISTORY if event.background and (away is None or away > 1) else 0.0
    return score + (_UNREAL if event.status == "hypothetical" else 0.0), words


def sentences_away(scene: Scene, claim: Claim, event: Event) -> int | None:
    """Sentences from the nearest telling of the event before the claim to the claim, negative where it is told later only.

    None if the sentences are not known.
    """
    here = scene.sentence_at(claim.start)
    told = scene.numbers[event.event_id]
    if here is None or not told:
        return None
    before = [here.index - index for index in told if index <= here.index]
    return min(before) if before else max(here.index - index for index in told)


def _part(claim: Claim, event: Event) -> tuple[float, str] | None:
    """What part the speaker has in the event, himself or by his state."""
    speaker = claim.speaker.entity_id
    if speaker and any(speaker == who.entity_id for who in event.actors):
        return _PERSON, "act of the speaker"
    if claim.country and any(claim.country == who.country for who in event.actors):
        return _ACTOR, "act of his side"
    if any(
        (speaker and speaker == who.entity_id) or claim.country == who.country
        for who in event.recipients
        if who.country
    ):
        return _RECIPIENT, "done to his side"
    return None
