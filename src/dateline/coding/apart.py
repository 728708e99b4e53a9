"""Separate contacts that one clause tells: "rang his colleagues of Chad and Mali separately" is two calls."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dateline.records import Event, EventActor, content_id
from dateline.syntax import Syntax

from .matching import Match
from .participants import event_actors
from .roles import Cast

_APART = frozenset({"separate", "separately", "individually"})


def held_apart(event: Event, match: Match, syntax: Syntax, cast: Cast) -> Iterator[Event]:
    """The event, or one for each of the sides that were met or called apart from each other by whoever the subject is."""
    if match.frame.type != "CONSULT" or not _is_apart(match, syntax):
        yield event
        return
    verb = syntax.governing_verb(match.trigger)
    mentions = [m for k in syntax.expand(syntax.agent(verb)) if (m := cast.at(k)) is not None]
    callers = tuple(actor for m in mentions for actor in event_actors(m, "participant"))
    own = {actor.country for actor in callers}
    sides: dict[str, list[EventActor]] = {}
    for actor in (*event.actors, *event.recipients):
        if actor.country and actor.country not in own:
            sides.setdefault(actor.country, []).append(replace(actor, role="participant"))
    if not callers or len(sides) < 2:  # noqa: PLR2004  (two sides met apart)
        yield event
        return
    for country, others in sides.items():
        event_id = content_id("ev", event.event_id, country)
        yield replace(event, event_id=event_id, actors=(*callers, *others), recipients=())


def _is_apart(match: Match, syntax: Syntax) -> bool:
    nouns = [i for i in (match.trigger, match.noun) if i is not None]
    verb = syntax.governing_verb(match.trigger)
    words = [*(j for i in nouns for j in syntax.children(i, "amod")), *syntax.children(verb, "advmod")]
    return any(syntax.lemma(j).lower() in _APART for j in words)
