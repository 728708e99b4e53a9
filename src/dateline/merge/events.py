"""The same event in several stories: blocked by act and sides, compared by date and persons."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from dateline.records import EventDigest, EventGroup, content_id

from .union import Union

#: Acts of which a pair of states does not have two of a kind on one day, so that two agencies' reports are one event.
#: Verbal acts (praise, accusations, requests) are: they join only inside one story's versions.
_RARE = frozenset({"CONSULT", "AGREE", "SANCTION", "RETREAT", "AID", "COOPERATE", "SUPPORT"})
_TOLD = frozenset({"occurred", "ongoing"})


def merge_events(digests: Sequence[EventDigest]) -> tuple[EventGroup, ...]:
    """Each told event's group, in the order of (event_id, source_id); independent of the order of the digests.

    Inside the versions of one story two tellings join if act, sides and status agree and dates and persons do not contradict.
    Across stories a dated day, two known sides and a rare kind of act are asked for besides.
    """
    events = sorted(digests, key=lambda e: (e.event_id, e.source_id))
    union = Union(range(len(events)))
    reasons = ["alone" for _ in events]
    for i, j in _pairs(events):
        reason = _same_event(events[i], events[j])
        if reason:
            union.join(i, j)
            reasons[j] = reason
            if reasons[i] == "alone":
                reasons[i] = reason
    first = _names(events, union)
    return tuple(
        EventGroup(
            group=first[union.top(i)],
            event_id=event.event_id,
            source_id=event.source_id,
            story_id=event.story_id,
            score=1.0 if reasons[i] in {"alone", "same telling"} else event.confidence,
            reason=reasons[i],
        )
        for i, event in enumerate(events)
    )


def _pairs(events: Sequence[EventDigest]) -> Iterator[tuple[int, int]]:
    """Pairs worth comparing: same act and type in one story group, or of the same sides on the same first day."""
    blocks: dict[tuple[str, ...], list[int]] = {}
    for i, event in enumerate(events):
        kind = (event.type, event.act, _status(event))
        blocks.setdefault(("story", event.story_group, *kind), []).append(i)
        if event.act in _RARE and event.first and event.grain == "day" and len(_sides(event)) > 1:
            blocks.setdefault(("day", event.first.isoformat(), *kind, *sorted(_sides(event))), []).append(i)
    for members in blocks.values():
        for k, i in enumerate(members):
            for j in members[k + 1 :]:
                yield i, j


def _same_event(a: EventDigest, b: EventDigest) -> str:
    if a.event_id == b.event_id:
        return "same telling"
    if a.story_id == b.story_id and a.source_id == b.source_id:
        return ""  # one story's own tellings were compared with their syntax at hand (told_once)
    same_story = a.story_group == b.story_group
    if not _sides_agree(a, b) or not _dates_agree(a, b, strict=not same_story) or not _persons_agree(a, b):
        return ""
    return "told again in another version" if same_story else "same act, sides and day in another story"


def _status(event: EventDigest) -> str:
    return "happened" if event.status in _TOLD else event.status


def _sides(event: EventDigest) -> frozenset[str]:
    return frozenset(event.actor_countries) | frozenset(event.recipient_countries)


def _sides_agree(a: EventDigest, b: EventDigest) -> bool:
    if a.act == "CONSULT" or not (a.recipient_countries and b.recipient_countries):
        return _sides(a) == _sides(b) and bool(_sides(a))
    return a.actor_countries == b.actor_countries and a.recipient_countries == b.recipient_countries


def _dates_agree(a: EventDigest, b: EventDigest, *, strict: bool) -> bool:
    first, second = (a.first, a.last), (b.first, b.last)
    if None in first or None in second:
        return not strict and first == second
    return _overlap(first, second)


def _overlap(a: tuple[dt.date | None, dt.date | None], b: tuple[dt.date | None, dt.date | None]) -> bool:
    (a_first, a_last), (b_first, b_last) = a, b
    if a_first is None or a_last is None or b_first is None or b_last is None:
        return False
    return a_first <= b_last and b_first <= a_last


def _persons_agree(a: EventDigest, b: EventDigest) -> bool:
    """Where both name persons of the same state, one of them has to be the same."""
    first, second = _persons(a), _persons(b)
    return all(first[state] & second[state] for state in first.keys() & second.keys())


def _persons(event: EventDigest) -> dict[str, set[str]]:
    """Persons by their state; ids of persons are "person:NAME:STATE"."""
    found: dict[str, set[str]] = {}
    for entity in event.actor_ids + event.recipient_ids:
        kind, _, rest = entity.partition(":")
        if kind == "person":
            found.setdefault(rest.rpartition(":")[2], set()).add(entity)
    return found


def _names(events: Sequence[EventDigest], union: Union) -> dict[int, str]:
    """A group is named after its first telling: earliest story, then smallest id."""
    first: dict[int, EventDigest] = {}
    for i, event in enumerate(events):
        top = union.top(i)
        if top not in first or _age(event) < _age(first[top]):
            first[top] = event
    return {top: content_id("eg", event.event_id) for top, event in first.items()}


def _age(event: EventDigest) -> tuple[dt.date, str]:
    return (event.published or dt.date.max, event.event_id)
