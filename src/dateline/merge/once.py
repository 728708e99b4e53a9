"""One act told in several sentences of a story is one event with all its sentences as evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.records import Event, EventActor

#: Acts of one kind that a telling is compared with; no wire story tells more than a dozen.
COMPARED = 40


def told_once(events: Sequence[Event]) -> tuple[Event, ...]:
    """The events with retold ones folded into their first telling, in order of the text.

    Two tellings are one act if act, sides and status agree, their dates do not contradict each other and no
    person speaks against it. A telling is compared with the last acts of its kind only, so that the cost stays linear.
    """
    kept: list[Event] = []
    tellings: list[list[Event]] = []
    of_kind: dict[tuple[str, ...], list[int]] = {}
    for event in sorted(events, key=lambda e: (e.trigger.start, e.trigger.end, e.event_id)):
        known = of_kind.setdefault((event.type, event.act, _group(event)), [])
        at = next((k for k in known[-COMPARED:] if _same_act(kept[k], event)), None)
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


def _same_act(a: Event, b: Event) -> bool:
    return _sides_agree(a, b) and _dates_agree(a, b) and _persons_agree(a, b)


def _group(event: Event) -> str:
    return "happened" if event.status in {"occurred", "ongoing"} else event.status


def _sides(event: Event) -> tuple[frozenset[str], frozenset[str]]:
    actors = frozenset(_side(a) for a in event.actors)
    recipients = frozenset(_side(a) for a in event.recipients)
    return (actors | recipients, frozenset()) if event.act == "CONSULT" else (actors, recipients)


def _side(actor: EventActor) -> str:
    return actor.country or actor.entity_id


def _sides_agree(a: Event, b: Event) -> bool:
    """Equal sides, or one telling leaves a side out ("they met for an hour")."""
    for x, y in zip(_sides(a), _sides(b), strict=True):
        if x != y and x and y and not (a.act == "CONSULT" and (x < y or y < x) and min(len(x), len(y)) > 1):
            return False
    return True


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
    return all(mine[country] & yours[country] for country in shared)


def _persons(event: Event) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for actor in (*event.actors, *event.recipients):
        if actor.kind == "person" and actor.country:
            found.setdefault(actor.country, set()).add(actor.entity_id)
    return found


def _offices(event: Event) -> dict[str, set[str]]:
    """Words of the offices that the event's actors hold, by state."""
    found: dict[str, set[str]] = {}
    for actor in (*event.actors, *event.recipients):
        if actor.office and actor.country:
            found.setdefault(actor.country, set()).update(actor.office.lower().split())
    return found


def _fold(first: Event, second: Event) -> Event:
    """The first telling with what the second adds: a date, a place, a channel, persons behind states."""
    return replace(
        first,
        when=second.when if first.when.first is None or _finer(second, first) else first.when,
        where=first.where or second.where,
        channel=second.channel if first.channel in {None, "unknown"} else first.channel,
        mode=first.mode or second.mode,
        actors=first.actors if len(first.actors) >= len(second.actors) else second.actors,
        recipients=first.recipients or second.recipients,
        attributed_to=first.attributed_to or second.attributed_to,
        confidence=max(first.confidence, second.confidence),
        contexts=tuple(dict.fromkeys(first.contexts + second.contexts)),
        issues=tuple(dict.fromkeys(first.issues + second.issues)),
    )


def _finer(second: Event, first: Event) -> bool:
    """A date that the text writes out is better than the day of the news."""
    return first.when.basis == "dateline:news-of-the-day" and bool(second.when.text)
