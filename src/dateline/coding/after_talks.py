"""Talks that a clause is told to follow: "A and B restored the line after two days of talks hosted by C" are talks of A and B."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from dateline.records import Event, When
from dateline.syntax import Syntax

from .matching import Match
from .participants import event_actors
from .roles import Cast

_FOLLOWED = frozenset({"after", "following", "at", "during", "in"})
_LONG = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7}
_DAY = "day"


def with_parties_above(event: Event, match: Match, syntax: Syntax, cast: Cast) -> Event:
    """The contact with the subjects of the clause that it stands in, where its own words name one side at most."""
    sides = {actor.country for actor in (*event.actors, *event.recipients)}
    noun = _noun_of(match, syntax)
    if match.frame.type != "CONSULT" or event.type != "CONSULT" or len(sides) > 1 or noun is None:
        return event
    length, verb = _above(noun, syntax)
    if verb is None or verb == match.trigger:
        return event
    mentions = [m for k in syntax.expand(syntax.agent(verb)) if (m := cast.at(k)) is not None]
    parties = [who for m in mentions for who in event_actors(m, "participant") if who.country not in sides]
    if len({who.country for who in parties} | sides) < 2:  # noqa: PLR2004  (a contact has two sides)
        return event
    hosts = tuple(replace(actor, role="host") for actor in (*event.actors, *event.recipients))
    basis = replace(event.basis, actors=f"{event.basis.actors}+clause")
    return replace(event, actors=(*parties, *hosts), recipients=(), when=_lasting(event.when, length), basis=basis)


def _noun_of(match: Match, syntax: Syntax) -> int | None:
    """The talks: the trigger itself, or what "hosted" says more of."""
    if match.frame.kind == "noun":
        return match.trigger
    token = syntax.tokens[match.trigger]
    return token.head if token.dep == "acl" and syntax.tokens[token.head].pos == "NOUN" else None


def _above(noun: int, syntax: Syntax) -> tuple[int, int | None]:
    """Days that the talks lasted, and the verb that they are told behind."""
    token, length = syntax.tokens[noun], 1
    if token.dep != "pobj":
        return length, None
    preposition = syntax.tokens[token.head]
    container = syntax.tokens[preposition.head]
    if preposition.lemma == "of" and container.lemma == _DAY and container.dep == "pobj":
        numbers = [syntax.tokens[j].text.lower() for j in syntax.children(container.i, "nummod")]
        length = next((_LONG.get(n, int(n) if n.isascii() and n.isdigit() else 1) for n in numbers), 1)
        preposition = syntax.tokens[container.head]
    if preposition.lemma not in _FOLLOWED or not syntax.is_verb(preposition.head):
        return length, None
    return length, preposition.head


def _lasting(when: When, days: int) -> When:
    """The day with those before it that the talks took."""
    if when.first is None or when.first != when.last or not 1 < days <= max(_LONG.values()):
        return when
    first = when.first - dt.timedelta(days - 1)
    return replace(
        when, value=f"{first.isoformat()}/{when.first.isoformat()}", first=first, basis=f"{when.basis}+length"
    )
