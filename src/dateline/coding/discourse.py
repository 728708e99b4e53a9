"""What the story has told before: whom "the proposal", "the charge" or "it" came from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dateline.records import Event, EventActor
from dateline.syntax import Syntax

from .matching import Match

#: Nouns that stand for an earlier act, by the types that they can stand for.
_STANDS_FOR = {
    "charge": ("ACCUSE",),
    "accusation": ("ACCUSE",),
    "allegation": ("ACCUSE",),
    "criticism": ("ACCUSE",),
    "demand": ("REQUEST", "THREATEN"),
    "request": ("REQUEST",),
    "appeal": ("REQUEST",),
    "call": ("REQUEST",),
    "proposal": ("AGREE", "REQUEST"),
    "offer": ("AGREE", "REQUEST"),
    "invitation": ("AGREE",),
    "threat": ("THREATEN",),
    "warning": ("THREATEN",),
    "ultimatum": ("THREATEN",),
    "protest": ("ACCUSE", "PROTEST"),
    "sanction": ("SANCTION",),
}
#: Types of acts that are done to somebody, so that a missing recipient is worth looking for.
_AIMED = frozenset({"REJECT", "ACCUSE", "SUPPORT", "AGREE", "CONCEDE", "THREATEN"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those"})
_PRONOUNS = frozenset({"it", "this", "that", "them"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An event with the match and the parse that it came from."""

    event: Event
    match: Match
    syntax: Syntax


def with_antecedents(told: Sequence[Told]) -> list[Event]:
    """The events in the order given; one without recipient whose object points back gets the author of what it points to.

    "Lusaka rejected the proposal": whoever made the last proposal (or, for other nouns, did the last act) and is not
    Lusaka. Only definite nouns and pronouns point back.
    """
    before: list[Event] = []
    for item in told:
        event = item.event
        if not event.recipients and event.type in _AIMED and len(event.actors) > 0:
            noun = _pointing_back(item)
            author = _author(noun, event, before) if noun is not None else ()
            if author:
                basis = replace(event.basis, recipients="discourse.antecedent")
                event = replace(event, recipients=author, basis=basis)
        before.append(event)
    return before


def _pointing_back(item: Told) -> str | None:
    """Lemma of the object that points back, None if it does not."""
    syntax, match = item.syntax, item.match
    heads = (
        [match.noun]
        if match.noun is not None
        else syntax.patient(match.trigger)
        if syntax.is_verb(match.trigger)
        else []
    )
    for head in heads:
        determiners = {syntax.lemma(j) for j in syntax.children(head, "det")}
        named = syntax.children(head, "poss", "relcl", "appos") or syntax.preposition_objects(head, "by")
        if syntax.lemma(head) in _PRONOUNS or (determiners & _DEFINITE and not named):
            return syntax.lemma(head)
    return None


def _author(noun: str, event: Event, before: Sequence[Event]) -> tuple[EventActor, ...]:
    own = _sides(event.actors)
    types = _STANDS_FOR.get(noun)
    for earlier in reversed(before):
        if types is not None and earlier.type not in types:
            continue
        others = tuple(a for a in earlier.actors if _side(a) not in own)
        if others and earlier.type != "CONSULT":
            return tuple(replace(actor, role="recipient") for actor in others)
        if types is None:
            return ()
    return ()


def _sides(actors: Sequence[EventActor]) -> set[str]:
    return {_side(actor) for actor in actors}


def _side(actor: EventActor) -> str:
    return actor.country or actor.entity_id
