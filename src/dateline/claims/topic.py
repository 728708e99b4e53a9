"""What a claim speaks of, for events that other stories tell: acts, sides, persons, places, days and numbers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from dateline.records import Claim, Event, Topic, When

from .references import Reference, words_beside
from .scene import Scene
from .ties import BESIDE

#: Characters of the head of a story that name what it is about.
_HEAD = 700
#: Days that a time expression covers at most, to say when an act took place.
_LONGEST = 31
#: Who says so of what is negated speaks of that first.
_OF_FACTS = frozenset({"denies", "doubts", "confirms"})
_KINDS = frozenset({"person", "office"})


def topic_of(scene: Scene, claim: Claim, spoken: Sequence[Reference], told: Sequence[Event]) -> Topic:
    """The topic of a claim, from its references and the events that it tells."""
    beside = (
        not any(reference.types or reference.account for reference in spoken if reference.base != BESIDE) and not told
    )
    sure = [r for r in spoken if r.types and (r.definite or r.kind.startswith("verb") or r.negated)]
    if claim.stance in _OF_FACTS and any(reference.negated for reference in sure):
        sure = [reference for reference in sure if reference.negated]
    acts = {kind for reference in sure for kind in reference.types} | {
        kind for event in told for kind in (event.type, event.act)
    }
    named = scene.countries(claim.start, claim.end) | ({claim.country} if claim.country else set())
    days = _days(scene, claim, told, beside=beside)
    return Topic(
        acts=tuple(sorted(acts)),
        planned=any(reference.planned for reference in sure) and not any(event.status == "occurred" for event in told),
        negated=any(reference.negated for reference in sure) or (bool(told) and claim.stance in {"denies", "doubts"}),
        account=next((reference.account for reference in spoken if reference.account), ""),
        beside=beside,
        countries=tuple(sorted(named)),
        persons=_persons(scene, claim),
        around=tuple(sorted(_around(scene) - named)),
        places=_places(scene, claim),
        first=min((first for first, _ in days), default=None),
        last=max((last for _, last in days), default=None),
        numbers=tuple(sorted(_numbers(scene, claim))),
    )


def _days(scene: Scene, claim: Claim, told: Sequence[Event], *, beside: bool) -> list[tuple[dt.date, dt.date]]:
    """The days of the events that it tells, else those that the content names, or the words beside it."""
    start, end = words_beside(scene, claim) if beside else (claim.start, claim.end)
    found = [when for when in scene.coded.resolved.dates if start <= when.start < end]
    return _spans(event.when for event in told) or _spans(found)


def _spans(found: Iterable[When]) -> list[tuple[dt.date, dt.date]]:
    return [
        (when.first, when.last)
        for when in found
        if when.first is not None and when.last is not None and 0 <= (when.last - when.first).days <= _LONGEST
    ]


def _persons(scene: Scene, claim: Claim) -> tuple[str, ...]:
    named = {mention.entity_id for mention in scene.actors(claim.start, claim.end) if mention.kind in _KINDS}
    return tuple(sorted({*named, claim.speaker.entity_id} - {""}))


def _around(scene: Scene) -> frozenset[str]:
    """Codes of the actors that the head of the story names."""
    sentences = [
        sentence for sentence in scene.coded.resolved.parsed.split.sentences if sentence.part in {"headline", "body"}
    ]
    start = sentences[0].start if sentences else 0
    return scene.countries(start, start + _HEAD)


def _places(scene: Scene, claim: Claim) -> tuple[str, ...]:
    """Names of places in the sentences of the claim and at the head of the body."""
    head = next((s.start for s in scene.coded.resolved.parsed.split.sentences if s.part == "body"), 0)
    found = scene.coded.resolved.places
    near = (p for p in found if claim.start <= p.start < claim.end or head <= p.start < head + _HEAD)
    dateline = scene.coded.resolved.dateline_place
    return tuple(sorted({place.name for place in near} | ({dateline.name} if dateline is not None else set())))


def _numbers(scene: Scene, claim: Claim) -> Iterator[str]:
    """Numbers with the nouns that they count."""
    for word in scene.words(claim.start, claim.end):
        token = word.token
        if token.pos == "NUM" and token.dep == "nummod" and word.syntax.tokens[token.head].pos == "NOUN":
            yield f"{token.text.lower()} {word.syntax.lemma(token.head)}"
