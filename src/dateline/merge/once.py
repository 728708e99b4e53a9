"""One act told in several sentences of a story is one event with all its sentences as evidence."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

from dateline.records import Event, EventActor

from .again import told_again
from .facts import UNSAID

#: Acts of one kind that a telling is compared with; no wire story tells more than a dozen.
COMPARED = 40
#: Words before a trigger that announce another act than the one told before ("also held his first call with").
_ANOTHER = re.compile(
    r"\b(?:also|separately|separate|another|bilateral|one-on-one|in turn|second|third|first|fresh|further)\b",
    re.IGNORECASE,
)
_RANKS = frozenset({"deputy", "vice", "assistant", "under", "former", "acting"})
_TITLES = frozenset({"minister", "ministry", "secretary", "chief", "head", "of", "the", "for", "state", "general"})


def told_once(events: Sequence[Event], text: str = "") -> tuple[Event, ...]:
    """The events with retold ones folded into their first telling, in order of the text.

    Two tellings are one act if act, sides and status agree, their dates do not contradict each other and no
    person, place or channel speaks against it; one that leaves participants out is another act where its words say so ("also",
    "separately": they are looked up in the story's `text`, if given). "Criticized the terms, accusing the ministry" is one
    act, and so is an offer with "he made the offer". A telling is compared with the last acts of its kind only, so that the
    cost stays linear.
    """
    kept: list[Event] = []
    tellings: list[list[Event]] = []
    of_kind: dict[tuple[str, ...], list[int]] = {}
    for event in sorted(events, key=lambda e: (e.trigger.start, e.trigger.end, e.event_id)):
        known = of_kind.setdefault((event.type, event.act, _group(event)), [])
        another = bool(text) and _says_another(event, text)
        at = next((k for k in known[-COMPARED:] if _same_act(kept[k], event, another=another)), None)
        if at is None and text:
            again = (k for k in reversed(range(len(kept))) if told_again(kept[k], event, text))
            at = next(itertools.islice(again, 1), None)
        if at is None:
            known.append(len(kept))
            kept.append(event)
            tellings.append([event])
        else:
            kept[at] = _fold(kept[at], event)
            tellings[at].append(event)
    return tuple(_with_evidence(event, told) for event, told in zip(kept, tellings, strict=True))


def _with_evidence(event: Event, tellings: Sequence[Event]) -> Event:
    """The event with the sentences of all its tellings, each once, and their number."""
    if len(tellings) == 1:
        return event
    evidence = tuple(dict.fromkeys(e for telling in tellings for e in telling.evidence))
    return replace(event, evidence=evidence, mentions=len(evidence))


def _same_act(a: Event, b: Event, *, another: bool) -> bool:
    if another and _all_sides(a) and _all_sides(b) and _all_sides(a) != _all_sides(b):
        return False
    return (
        _sides_agree(a, b)
        and _dates_agree(a, b)
        and _persons_agree(a, b)
        and _places_agree(a, b)
        and len({a.channel, b.channel} - UNSAID) <= 1
    )


def _says_another(event: Event, text: str) -> bool:
    """Does the sentence announce another act, up to the end of its trigger?"""
    start = next((e.start for e in event.evidence if e.start <= event.trigger.start < e.end), event.trigger.start)
    return _ANOTHER.search(text, start, event.trigger.end) is not None


def _places_agree(a: Event, b: Event) -> bool:
    """Two places said of the act, in two countries or two regions, are two acts; a region and a town in it are not."""
    first, second = a.where, b.where
    if first is None or second is None or first.name == second.name:
        return True
    if first.country and second.country and first.country != second.country:
        return False
    known = first.admin1 is not None and second.admin1 is not None
    return not known or first.admin1 == second.admin1


def _group(event: Event) -> str:
    return "happened" if event.status in {"occurred", "ongoing"} else event.status


def _sides(event: Event) -> tuple[frozenset[str], frozenset[str]]:
    actors = frozenset(_side(a) for a in event.actors)
    recipients = frozenset(_side(a) for a in event.recipients)
    return (actors | recipients, frozenset()) if event.act == "CONSULT" else (actors, recipients)


def _all_sides(event: Event) -> frozenset[str]:
    return frozenset().union(*_sides(event))


def _side(actor: EventActor) -> str:
    return actor.country or actor.entity_id


def _sides_agree(a: Event, b: Event) -> bool:
    """Equal sides, or one telling leaves a side out ("they met for an hour")."""
    for x, y in zip(_sides(a), _sides(b), strict=True):
        nested = a.act == "CONSULT" and (x < y or y < x)
        if x != y and x and y and not (nested and (min(len(x), len(y)) > 1 or _same_call(a, b))):
            return False
    return True


def _same_call(a: Event, b: Event) -> bool:
    """`X rang Y and the two talked for an hour`; `X promised it in a telephone call`: one person, over one channel."""
    same_channel = a.channel == b.channel and a.channel not in UNSAID
    mine, yours = (
        {actor.entity_id for actor in (*one.actors, *one.recipients) if actor.kind == "person"} for one in (a, b)
    )
    return same_channel and bool(mine & yours)


def _dates_agree(a: Event, b: Event) -> bool:
    if a.when.first is None or b.when.first is None or a.when.last is None or b.when.last is None:
        return a.background == b.background
    return a.when.first <= b.when.last and b.when.first <= a.when.last


def _persons_agree(a: Event, b: Event) -> bool:
    """Different persons, or holders of different offices, of the same state met: two contacts."""
    first, second = _persons(a), _persons(b)
    if not all(first[country] & second[country] for country in first.keys() & second.keys()):
        return False
    mine, yours = _offices(a), _offices(b)
    shared = [c for c in mine.keys() & yours.keys() if c not in first or c not in second]
    return all(any(_same_office(x, y) for x in mine[country] for y in yours[country]) for country in shared)


def _persons(event: Event) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for actor in (*event.actors, *event.recipients):
        if actor.kind == "person" and actor.country:
            found.setdefault(actor.country, set()).add(actor.entity_id)
    return found


def _offices(event: Event) -> dict[str, set[frozenset[str]]]:
    """Words of each office that the event's actors hold, by state."""
    found: dict[str, set[frozenset[str]]] = {}
    for actor in (*event.actors, *event.recipients):
        if actor.office and actor.country:
            found.setdefault(actor.country, set()).add(frozenset(actor.office.lower().split()))
    return found


def _same_office(a: frozenset[str], b: frozenset[str]) -> bool:
    """May two phrases mean one office? "Minister" may be the foreign minister, not the defence minister nor a deputy."""
    if (a & _RANKS) != (b & _RANKS):
        return False
    return a <= b or b <= a or bool((a & b) - _TITLES)


def _fold(first: Event, second: Event) -> Event:
    """The first telling with what the second adds: a date, a place, a channel, persons behind states."""
    actors = max(first.actors, second.actors, key=_telling)
    return replace(
        first,
        when=second.when if first.when.first is None or _finer(second, first) else first.when,
        where=first.where or second.where,
        channel=second.channel if first.channel in {None, "unknown"} else first.channel,
        mode=first.mode or second.mode,
        actors=actors,
        recipients=_told_beside(actors, first.recipients or second.recipients),
        attributed_to=first.attributed_to or second.attributed_to,
        confidence=max(first.confidence, second.confidence),
        contexts=tuple(dict.fromkeys(first.contexts + second.contexts)),
        issues=tuple(dict.fromkeys(first.issues + second.issues)),
    )


def _told_beside(actors: Sequence[EventActor], recipients: tuple[EventActor, ...]) -> tuple[EventActor, ...]:
    """The recipients that are not among the actors: nor a state whose own people take part in a mutual act.

    The host of a meeting is told once as a capital and once as its minister.
    """
    mutual = {actor.country for actor in actors} if len({actor.country for actor in actors}) > 1 else set()
    there = {actor.entity_id for actor in actors}
    return tuple(
        who for who in recipients if who.entity_id not in there and (who.kind != "state" or who.country not in mutual)
    )


def _telling(actors: Sequence[EventActor]) -> tuple[int, int]:
    """Persons tell more than their states; then more participants more than fewer. The first telling wins a tie."""
    return sum(actor.kind == "person" for actor in actors), len(actors)


def _finer(second: Event, first: Event) -> bool:
    """A date that the text writes out is better than the day of the news, and days are better than a month."""
    if first.when.basis.endswith(":news-of-the-day") and second.when.text:
        return True
    return second.when.grain == "day" and first.when.grain not in {"day", "unknown"}
