"""What the story has told before: whom "the proposal", "the charge" or "it" came from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dateline.records import ActorMention, Event, EventActor
from dateline.syntax import Syntax

from .counterparts import with_other_side
from .matching import Match
from .participants import event_actors
from .roles import LOCATIVE

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
#: Types that a state in a story of two does to the other, if to anybody.
_BETWEEN_TWO = frozenset({"REJECT", "ACCUSE", "THREATEN", "SANCTION", "REQUEST", "CONCEDE", "AGREE", "RETREAT"})
#: Types of acts that are done to somebody, so that a missing recipient is worth looking for.
_AIMED = _BETWEEN_TWO | {"SUPPORT"}
#: Mentions that the second state needs, and share of all mentions that the two have together.
LEAST_MENTIONS = 3
PRINCIPAL_SHARE = 0.8
_MEDIATION, _OFFERS = "third-party", frozenset({"agree.offer-mediation", "sanction.give-up-mediation"})
_MEDIATOR = "mediator"
_DEFINITE = frozenset({"the", "this", "that", "these", "those"})
_PRONOUNS = frozenset({"it", "this", "that", "them"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An event with the match and the parse that it came from. owed: it has a recipient, whom the story must tell."""

    event: Event
    match: Match
    syntax: Syntax
    owed: bool = False


def with_antecedents(told: Sequence[Told], mentions: Sequence[ActorMention]) -> list[Event]:
    """The events in the order given; one that is aimed at somebody but names nobody gets its recipient from the story.

    "Lusaka rejected the proposal": whoever made the last proposal (or, for other nouns, did the last act) and is not
    Lusaka; only definite nouns and pronouns point back. Else, in a story of two states, the other one.
    """
    pair = _pair_of(told, mentions)
    before: list[Event] = []
    for item in told:
        event = with_names(_with_parties(item.event, before, pair, mentions), mentions)
        event = with_other_side(event, item.match.frame, before, pair, mentions)
        if not event.recipients and event.actors and event.type in _AIMED:
            noun = _pointing_back(item)
            found = _author(noun, event, before) if noun is not None else ()
            basis = "discourse.antecedent" if found else "discourse.counterpart"
            found = found or _partner(event, before) or _counterpart(event, pair, mentions)
            if found:
                event = replace(event, recipients=found, basis=replace(event.basis, recipients=basis))
        if _is_mediation(item) and not event.recipients:
            event = _between_others(event, mentions)
        before.append(event)
    return before


def _with_parties(
    event: Event, before: Sequence[Event], pair: frozenset[str], mentions: Sequence[ActorMention]
) -> Event:
    """A contact of which the sentence names no party gets those of the last contact, else the two states of the story."""
    if event.act != "CONSULT" or event.actors or event.recipients:
        return event
    told = (e for e in reversed(before) if e.act == "CONSULT" and len(_sides((*e.actors, *e.recipients))) > 1)
    last = next(told, None)
    if last is not None:
        parties, basis = (*last.actors, *last.recipients), "discourse.last-contact"
    else:
        states = sorted(pair)
        said = [m for code in states for m in _last_of(code, event.trigger.start, mentions)]
        parties = tuple(a for m in said for a in event_actors(m, "participant"))
        basis = "discourse.pair"
    if len(_sides(parties)) < 2:  # noqa: PLR2004  (a contact has two sides)
        return event
    parties = tuple(replace(party, role="participant") for party in parties)
    return replace(event, actors=parties, basis=replace(event.basis, actors=basis))


def _last_of(code: str, start: int, mentions: Sequence[ActorMention]) -> Sequence[ActorMention]:
    """The last mention of the state itself before a place in the text."""
    return [m for m in mentions if m.country == code and m.start < start and m.kind == "state"][-1:]


def _is_mediation(item: Told) -> bool:
    """Does somebody mediate, or offer it?"""
    frames = (item.match.frame, item.match.embedded)
    return any(frame is not None and (frame.mode == _MEDIATION or frame.id in _OFFERS) for frame in frames)


def _between_others(event: Event, mentions: Sequence[ActorMention]) -> Event:
    """A mediation of which the sentence does not tell between whom is one between the two other states of the story."""
    own = {actor.country for actor in event.actors}
    others = [m for m in mentions if m.country not in own]
    pair = sorted(_principal_pair(others, least=1))
    parties = tuple(
        a for code in pair for m in _last_of(code, event.trigger.start, others) for a in event_actors(m, "recipient")
    )
    if not own or len(parties) != len(pair) or not pair:
        return event
    return replace(event, recipients=parties, basis=replace(event.basis, recipients="discourse.between-others"))


def _partner(event: Event, before: Sequence[Event]) -> tuple[EventActor, ...]:
    """The other party of the act that the same sentence has told ("restored hotlines that Pyongyang severed")."""
    own = _sides(event.actors)
    for earlier in reversed(before):
        if earlier.evidence != event.evidence:
            return ()
        parties = (*earlier.actors, *earlier.recipients)
        others = {_side(party): party for party in parties if _side(party) not in own}
        if own <= _sides(parties) and len(others) == 1:
            return tuple(replace(party, role="recipient") for party in others.values())
    return ()


def with_names(event: Event, mentions: Sequence[ActorMention]) -> Event:
    """The event with persons for those whom it tells by their office only ("the nuclear envoys held talks").

    A person of the story takes the place if nobody else of his state holds an office of these words there.
    """
    if event.act != "CONSULT":
        return event
    actors = tuple(_named(actor, mentions) for actor in event.actors)
    recipients = tuple(_named(actor, mentions) for actor in event.recipients)
    if actors == event.actors and recipients == event.recipients:
        return event
    basis = replace(event.basis, actors=f"{event.basis.actors}+discourse.holder")
    return replace(event, actors=actors, recipients=recipients, basis=basis)


def _named(actor: EventActor, mentions: Sequence[ActorMention]) -> EventActor:
    if actor.kind not in {"group", "office"} or not actor.office or not actor.country:
        return actor
    words = set(actor.office.lower().split())
    holders = {
        m.entity_id: m
        for m in mentions
        if m.kind == "person" and m.country == actor.country and m.office and words <= set(m.office.lower().split())
    }
    if len(holders) != 1 or len(words) < 2:  # noqa: PLR2004  ("minister" alone is any minister)
        return actor
    holder = next(iter(holders.values()))
    return replace(actor, name=holder.name, entity_id=holder.entity_id, kind="person", office=holder.office)


def _pair_of(told: Sequence[Told], mentions: Sequence[ActorMention]) -> frozenset[str]:
    """The two states that the story is about; a third that mediates between them, or whose mediator has his say, does not count."""
    pair = _principal_pair(mentions)
    if pair:
        return pair
    between = {actor.country for item in told if item.event.mode == _MEDIATION for actor in item.event.actors}
    between |= {m.country for m in mentions if _MEDIATOR in m.text.lower()}
    return _principal_pair([m for m in mentions if m.country not in between])


def _principal_pair(mentions: Sequence[ActorMention], least: int = LEAST_MENTIONS) -> frozenset[str]:
    """The two states that the story is about; empty where a third has its say or one is hardly spoken of."""
    counts = Counter(m.country for m in mentions if m.country and m.basis != LOCATIVE)
    first = counts.most_common(2)
    if len(first) < 2 or first[1][1] < least:  # noqa: PLR2004  (a pair)
        return frozenset()
    share = (first[0][1] + first[1][1]) / counts.total()
    return frozenset(code for code, _ in first) if share >= PRINCIPAL_SHARE else frozenset()


def _counterpart(event: Event, pair: frozenset[str], mentions: Sequence[ActorMention]) -> tuple[EventActor, ...]:
    """The other state of the story's pair, by its last mention before the act."""
    own = {actor.country for actor in event.actors}
    others = pair - own
    if len(own) != 1 or len(others) != 1 or event.type not in _BETWEEN_TWO:
        return ()
    other = next(iter(others))
    before = [m for m in mentions if m.country == other and m.start < event.trigger.start]
    return tuple(event_actors(before[-1], "recipient"))[:1] if before else ()


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
