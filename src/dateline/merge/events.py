"""The same event in several stories: blocked by act and sides, compared by date and persons."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Iterable, Iterator, Sequence

from dateline.records import EventDigest, EventGroup, content_id

from .facts import UNSAID
from .union import Union

#: Acts of which a pair of states does not have two of a kind on one day, so that two agencies' reports are one event.
#: Verbal acts (praise, accusations, requests) are: across stories they join only where the sentence is the same.
_RARE = frozenset({"CONSULT", "AGREE", "SANCTION", "RETREAT", "AID", "COOPERATE", "SUPPORT"})
_TOLD = frozenset({"occurred", "ongoing"})
#: How sure each rule is that two tellings are of one event; the surest pairs are joined first.
_SAME_TELLING, _SAME_SENTENCE, _SAME_VERSION, _SAME_DAY = 1.0, 0.98, 0.95, 0.85
#: Share of words that two sentences of one story's versions have in common when they are one sentence retouched.
_RETOUCHED = 0.6
_WORD = re.compile(r"\w+")


def merge_events(digests: Sequence[EventDigest]) -> tuple[EventGroup, ...]:
    """Each told event's group, in the order of (event_id, source_id); independent of the order of the digests.

    Inside the versions of one story two tellings join if act, sides and status agree and dates, persons, places and channels do
    not contradict; across stories a dated day, two known sides and a rare kind of act are asked for besides. No member of a
    group contradicts another: a telling that names no person cannot join two calls of different persons.
    """
    events = sorted(digests, key=lambda e: (e.event_id, e.source_id))
    union = Union(range(len(events)))
    members = {i: [i] for i in range(len(events))}
    best = [(1.0, "alone") for _ in events]
    for score, i, j, reason in sorted(_same_pairs(events), key=lambda pair: (-pair[0], *pair[1:])):
        a, b = union.top(i), union.top(j)
        if a != b and any(_contradict(events[x], events[y]) for x in members[a] for y in members[b]):
            continue
        if a != b:
            union.join(a, b)
            members[min(a, b)] = members[a] + members[b]
        for k in (i, j):
            if best[k][1] == "alone":
                best[k] = (score, reason)
    first = _names(events, union)
    return tuple(
        EventGroup(
            group=first[union.top(i)],
            event_id=event.event_id,
            source_id=event.source_id,
            story_id=event.story_id,
            score=best[i][0],
            reason=best[i][1],
        )
        for i, event in enumerate(events)
    )


def _same_pairs(events: Sequence[EventDigest]) -> Iterator[tuple[float, int, int, str]]:
    """Pairs of tellings of one event with score and reason."""
    for i, j in sorted({pair for block in _blocks(events) for pair in itertools.combinations(block, 2)}):
        score, reason = _same_event(events[i], events[j])
        if reason:
            yield score, i, j, reason


def _blocks(events: Sequence[EventDigest]) -> Iterable[list[int]]:
    """Tellings worth comparing: of one story group, of the same sides on the same day, or in the same words; same act and type."""
    blocks: dict[tuple[str, ...], list[int]] = {}
    for i, event in enumerate(events):
        kind = (event.type, event.act, _status(event))
        blocks.setdefault(("story", event.story_group, *kind), []).append(i)
        if event.act in _RARE and event.first and event.grain == "day" and len(_sides(event)) > 1:
            blocks.setdefault(("day", event.first.isoformat(), *kind, *sorted(_sides(event))), []).append(i)
        if event.first and event.sentence:
            words = " ".join(_WORD.findall(event.sentence.lower()))
            blocks.setdefault(("words", event.first.isoformat(), *kind, words, event.trigger), []).append(i)
    return blocks.values()


def _same_event(a: EventDigest, b: EventDigest) -> tuple[float, str]:
    if a.event_id == b.event_id:
        return _SAME_TELLING, "same telling"
    if (a.story_id, a.source_id) == (b.story_id, b.source_id) or _contradict(a, b):
        return 0.0, ""  # one story's own tellings were compared with their syntax at hand (told_once)
    same_story, alike = a.story_group == b.story_group, _alike(a.sentence, b.sentence)
    if alike == 1.0 or (same_story and alike >= _RETOUCHED and a.trigger.lower() == b.trigger.lower()):
        return _SAME_SENTENCE, f"same sentence ({alike:.2f} of the words), nothing contradicts"
    if not _sides_agree(a, b):
        return 0.0, ""
    if same_story and _dates_known(a, b) != "one":
        return _SAME_VERSION, "told again in another version: same act and sides, nothing contradicts"
    if not same_story and a.act in _RARE and _dates_known(a, b) == "both":
        return _SAME_DAY, "same act, sides and day in another story, nothing contradicts"
    return 0.0, ""


def _alike(a: str, b: str) -> float:
    first, second = (frozenset(_WORD.findall(text.lower())) for text in (a, b))
    return len(first & second) / len(first | second) if first and second else 0.0


def _contradict(a: EventDigest, b: EventDigest) -> bool:
    """Do the tellings differ in what one event has only one of?"""
    if a.event_id == b.event_id:
        return False
    one_story = (a.story_id, a.source_id) == (b.story_id, b.source_id)
    channels = {a.channel, b.channel} - UNSAID
    countries = {a.where_country, b.where_country} - {None}
    apart = _dates_known(a, b) == "both" and not _overlap(a, b)
    return one_story or apart or len(channels) > 1 or len(countries) > 1 or not _persons_agree(a, b)


def _dates_known(a: EventDigest, b: EventDigest) -> str:
    known = [event.first is not None and event.last is not None for event in (a, b)]
    return "both" if all(known) else "one" if any(known) else "none"


def _status(event: EventDigest) -> str:
    return "happened" if event.status in _TOLD else event.status


def _sides(event: EventDigest) -> frozenset[str]:
    return frozenset(event.actor_countries) | frozenset(event.recipient_countries)


def _sides_agree(a: EventDigest, b: EventDigest) -> bool:
    if a.act == "CONSULT" or not (a.recipient_countries and b.recipient_countries):
        return _sides(a) == _sides(b) and bool(_sides(a))
    return a.actor_countries == b.actor_countries and a.recipient_countries == b.recipient_countries


def _overlap(a: EventDigest, b: EventDigest) -> bool:
    if a.first is None or a.last is None or b.first is None or b.last is None:
        return False
    return a.first <= b.last and b.first <= a.last


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
