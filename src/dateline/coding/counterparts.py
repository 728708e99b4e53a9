"""Whose the captives, the ship and the frontier are, and who held them, where only the story tells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.lexicon import Frame
from dateline.records import ActorMention, Event, EventActor

from .participants import event_actors

#: Acts that one state does to the people, ships or frontier of another.
_DONE_TO_OTHERS = frozenset({"COERCE", "RETREAT", "SANCTION", "CONCEDE"})
#: Modes of these that are done across a border even where nothing says whose people or things they are done to.
_ACROSS = frozenset({"seize", "release", "return"})
#: Modes that mostly stay at home: they are done to strangers only where the story has told of such before.
_AT_HOME = frozenset({"arrest", "convict", "deport", "expel"})
#: PLOVER sectors of a state's own organs.
_ORGANS = frozenset({"GOV", "MIL", "COP", "JUD", "SPY", "LEG"})
_FRONTIER = frozenset({"border", "frontier", "crossing"})
#: Words in the basis of a mention whose nationality was only guessed.
_GUESSED = ("context", "posts", "coref.owner")
_WITHOUT_STATE = frozenset({"group", "person", "unknown"})


def with_other_side(
    event: Event, frame: Frame, before: Sequence[Event], pair: frozenset[str], mentions: Sequence[ActorMention]
) -> Event:
    """The event with the state that was left out: the captives' or the frontier's other one, else the one that held them.

    The nationality comes from what the story has told of captives before, else from its pair of states. What says of itself
    whose it is stays as it is, and so does an act of a third.
    """
    if (
        event.type not in _DONE_TO_OTHERS
        or event.act not in _DONE_TO_OTHERS
        or not all(map(_is_of_state, event.actors))
    ):
        return event
    doers = {actor.country for actor in event.actors if actor.country}
    befallen = {who.country for who in event.recipients if who.country and not _is_guessed(who, doers)}
    if len(doers) == 1 and not befallen:
        return _with_recipient(
            event, frame, _strangers(event, before, doers) or _other(event, frame, pair, doers), mentions
        )
    if not event.actors and len(befallen) == 1 and frame.mode in _ACROSS | {"arrest"}:
        return _with_doer(event, pair - befallen if befallen < pair else frozenset(), mentions)
    return event


def _is_of_state(actor: EventActor) -> bool:
    """Does a state act, or one of its organs? Whose captives rebels hold, the story's pair of states does not tell."""
    return actor.kind == "state" or bool(_ORGANS.intersection(actor.sectors))


def _is_guessed(who: EventActor, doers: set[str]) -> bool:
    """Is it people whose state was taken from the text around, and is the doers' own?"""
    return who.kind in _WITHOUT_STATE and who.country in doers and any(word in who.basis for word in _GUESSED)


def _strangers(event: Event, before: Sequence[Event], doers: set[str]) -> str | None:
    """The state whose people the story has told to be held, tried or freed by the same doers, or by nobody named."""
    if event.mode not in _ACROSS | _AT_HOME and event.type != "CONCEDE":
        return None
    for earlier in reversed(before):
        if earlier.mode not in _ACROSS | _AT_HOME or not {a.country for a in earlier.actors if a.country} <= doers:
            continue
        others = {who.country for who in earlier.recipients if who.country} - doers
        if len(others) == 1:
            return next(iter(others))
    return None


def _other(event: Event, frame: Frame, pair: frozenset[str], doers: set[str]) -> str | None:
    """The other state of the story's pair, for a frontier and for what is seized from or given back to somebody."""
    across = frame.mode in _ACROSS or bool(
        frame.objects & _FRONTIER and set(event.trigger.text.lower().split()) & _FRONTIER
    )
    others = pair - doers
    return next(iter(others)) if across and doers < pair and len(others) == 1 else None


def _with_recipient(event: Event, frame: Frame, code: str | None, mentions: Sequence[ActorMention]) -> Event:
    if code is None:
        return event
    kept = [who for who in event.recipients if who.kind in {"group", "person"}]
    if kept and not frame.objects & _FRONTIER:
        found = tuple(replace(who, country=code, basis="discourse.captives") for who in kept)
    else:
        found = _state(code, event, mentions, "recipient")
    return (
        replace(event, recipients=found, basis=replace(event.basis, recipients="discourse.captives"))
        if found
        else event
    )


def _with_doer(event: Event, others: frozenset[str], mentions: Sequence[ActorMention]) -> Event:
    """The event done by the other state of the pair, if it did not take place at the home of those whom it befell."""
    place = event.where.country if event.where else None
    if len(others) != 1 or (place is not None and place not in others):
        return event
    found = _state(next(iter(others)), event, mentions, "actor")
    return replace(event, actors=found, basis=replace(event.basis, actors="discourse.captors")) if found else event


def _state(code: str, event: Event, mentions: Sequence[ActorMention], role: str) -> tuple[EventActor, ...]:
    """The state by its last mention before the act, else by its first."""
    named = [m for m in mentions if m.country == code and not m.members]
    before = [m for m in named if m.start < event.trigger.start]
    chosen = [m for m in before if m.kind == "state"][-1:] or before[-1:] or named[:1]
    return tuple(actor for m in chosen for actor in event_actors(m, role))
