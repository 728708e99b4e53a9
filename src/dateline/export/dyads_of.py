"""One event as directed pairs: who does it to whom, in each direction in which the formats of CAMEO count it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import permutations

from dateline.lexicon.exchange import Exchange
from dateline.records.event import Event, EventActor

#: How the rows of compound and mutual events come about, for the report of each format.
CHOICES = {
    "compound actors": "m actors and k recipients are m * k rows",
    "mutual events": "n participants are n * (n - 1) rows; codes 040, 041, 044, 046 and 057 are written in both directions",
    "visits": "042 from each visitor to each host and 043 back; 040 in both directions where no host is told",
    "mediation": "045 from the mediator to each side",
    "events without a recipient": "the target is empty",
}
VISIT_WITHOUT_HOST = "visits where no host is told: written as 040, Consult"
_MUTUAL = frozenset({"participant", "host", "visitor"})


@dataclass(frozen=True, slots=True)
class Pair:
    """One row: source and target (None where the text names nobody) and the CAMEO code in this direction."""

    source: EventActor | None
    target: EventActor | None
    code: str


def dyads_of(event: Event, exchange: Exchange) -> tuple[Pair, ...]:
    """The pairs of an event in order, at least one. The rules are those of CHOICES (reference: PLOVER A.9, CAMEO 04)."""
    mediators = [who for who in (*event.actors, *event.recipients) if who.role == "mediator"]
    actors = [who for who in event.actors if who.role != "mediator"]
    recipients = [who for who in event.recipients if who.role != "mediator"]
    if not mediators or not (actors or recipients):
        return tuple(_pairs(event, list(event.actors), list(event.recipients), exchange))
    between = [Pair(who, side, exchange.mediate) for who in mediators for side in (*actors, *recipients)]
    if event.cameo == exchange.mediate:
        return tuple(between)
    return (*_pairs(event, actors, recipients, exchange), *between)


def without_host(event: Event, exchange: Exchange) -> bool:
    """Whether it is a visit of which nobody tells who is host and who visitor."""
    visit = event.cameo in {exchange.visit, exchange.host}
    return visit and not event.recipients and len(event.actors) > 1 and not _told_host(event.actors)


def _pairs(event: Event, actors: list[EventActor], recipients: list[EventActor], exchange: Exchange) -> Iterator[Pair]:
    code = event.cameo
    if code in {exchange.visit, exchange.host} and (recipients or len(actors) > 1):
        yield from _visit(code, actors, recipients, exchange)
    elif recipients:
        to = [Pair(source, target, code) for source in _or_nobody(actors) for target in recipients]
        yield from to
        if code in exchange.symmetric and actors:
            yield from (Pair(pair.target, pair.source, code) for pair in to)
    elif len(actors) > 1 and _mutual(event, actors, exchange):
        yield from (Pair(source, target, code) for source, target in permutations(actors, 2))
    else:
        yield from (Pair(source, None, code) for source in _or_nobody(actors))


def _mutual(event: Event, actors: list[EventActor], exchange: Exchange) -> bool:
    return event.act == "CONSULT" or event.cameo in exchange.symmetric or any(who.role in _MUTUAL for who in actors)


def _visit(code: str, actors: list[EventActor], recipients: list[EventActor], exchange: Exchange) -> Iterator[Pair]:
    """Visitor to host and back, by their roles, else by the code: 042 is what a visitor does to a host, 043 the other way."""
    everyone = [*actors, *recipients]
    if _told_host(everyone):
        hosts = [who for who in everyone if who.role == "host"]
        visitors = [who for who in everyone if who.role != "host"]
    elif recipients:
        visitors, hosts = (actors, recipients) if code == exchange.visit else (recipients, actors)
    else:
        yield from (Pair(source, target, exchange.meet) for source, target in permutations(actors, 2))
        return
    both = [(visitor, host) for visitor in _or_nobody(visitors) for host in _or_nobody(hosts)]
    yield from (Pair(visitor, host, exchange.visit) for visitor, host in both)
    yield from (Pair(host, visitor, exchange.host) for visitor, host in both)


def _told_host(actors: tuple[EventActor, ...] | list[EventActor]) -> bool:
    return any(who.role == "host" for who in actors)


def _or_nobody(actors: list[EventActor]) -> list[EventActor | None]:
    return [*actors] or [None]
