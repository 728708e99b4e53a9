"""GraphML: who acts towards whom, as edges between actors, or with events as nodes between them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO
from xml.sax.saxutils import escape, quoteattr

from dateline.lexicon.exchange import load_exchange
from dateline.records.event import Event, EventActor
from dateline.records.loss import ExportChoices, Loss
from dateline.records.told import ToldEvent

from .dyads_of import CHOICES as OF_PAIRS
from .dyads_of import dyads_of
from .loss import LossBook

Value = str | int | float | bool | None
#: Attributes in the order of their names, which is that of the file; how each is filled, and its type in GraphML.
ATTRIBUTES: dict[str, dict[str, tuple[str, str]]] = {
    "node": {
        "bipartite": ("int", "bipartite model: 0 for actors, 1 for events"),
        "country": ("string", "country of the actor, as most events have it; of an event its place's"),
        "events": ("int", "events that the actor takes part in"),
        "first": ("string", "first day of its events; of an event its own"),
        "kind": ("string", "person, state, office, body, organisation, group, unknown; event"),
        "last": ("string", "last day, likewise"),
        "name": ("string", "name of the actor, as most events have it; the words of the act"),
        "office": ("string", "office of the actor, as most events have it"),
        "sectors": ("string", "sectors of the actor, joined by ;"),
    },
    "edge": {
        "act": ("string", "act"),
        "cameo": ("string", "cameo, as text; dyadic model: in this direction"),
        "confidence": ("double", "confidence"),
        "event_id": ("string", "event_id"),
        "first": ("string", "when.first; nothing where it is unknown"),
        "grain": ("string", "when.grain"),
        "last": ("string", "when.last"),
        "mode": ("string", "mode"),
        "place": ("string", "where.name"),
        "quad": ("string", "quad"),
        "reciprocal": ("boolean", "the event has an edge the other way, too"),
        "role": ("string", "bipartite model: actor, participant, host, visitor, mediator, recipient"),
        "score": ("double", "plover_score"),
        "status": ("string", "status"),
        "stories": ("int", "stories that tell it"),
        "type": ("string", "type"),
        "weight": (
            "double",
            "dyadic model: 1 divided by the edges of the event, so that it counts once; bipartite model: 1",
        ),
    },
}
#: Attributes that stand on event nodes in the bipartite model.
_OF_EVENTS = tuple(name for name in ATTRIBUTES["edge"] if name not in {"role", "reciprocal", "weight"})
NOT_HELD = (
    "contexts",
    "goldstein",
    "background",
    "channel",
    "when.basis",
    "attributed_to",
    "trigger",
    "evidence",
    "issues",
    "basis",
    "actors.text",
    "recipients.text",
)
CHOICES = {
    "dyadic": "one edge an event from each source to each target, by the same rules as the rows of CAMEO dyads",
    "bipartite": "a node an event; edges from its actors to it and from it to its recipients",
    "weight": "dyadic: the edges of one event add up to 1; bipartite: 1 an edge",
    "nodes": "one an entity_id; what is unknown has no data element",
    **{f"dyadic, {name}": how for name, how in OF_PAIRS.items() if name != "events without a recipient"},
    "status": "all are written; the attribute status tells planned, cancelled and denied ones apart",
    "characters": "those that XML 1.0 forbids become U+FFFD",
}
_FORBIDDEN = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'


@dataclass(slots=True)
class Node:
    """What is known of an actor while the graph is drawn."""

    told: list[EventActor] = field(default_factory=list)
    days: list[str] = field(default_factory=list)
    events: int = 0


@dataclass(slots=True)
class Graph:
    """The graph while it is drawn: actors by id, then nodes of events and edges as elements with their data."""

    actors: dict[str, Node] = field(default_factory=lambda: defaultdict(Node))
    events: list[tuple[str, dict[str, Value]]] = field(default_factory=list)
    edges: list[tuple[str, str, str, dict[str, Value]]] = field(default_factory=list)


def write_graphml(told: Iterable[ToldEvent], stream: BinaryIO, choices: ExportChoices) -> Loss:
    """Write one directed graph, nodes and edges sorted by id; the report counts edges as rows.

    Left out of the dyadic model are events that have one side only: nobody is at the other end of the edge.
    """
    held = ATTRIBUTES["edge"] if choices.model == "dyadic" else {}
    missing = (*NOT_HELD, *(("actors.role",) if "role" not in held else ()))
    book = LossBook("graphml", not_held=missing, choices={"model": choices.model} | CHOICES)
    graph = Graph()
    draw = _draw_dyads if choices.model == "dyadic" else _draw_event
    for one in told:
        edges = draw(one, graph)
        if edges:
            book.write(one.event, edges)
        else:
            book.leave_out("with one side only" if choices.model == "dyadic" else "without actors")
    stream.write("".join(_document(graph)).encode("utf-8"))
    return book.close()


def _draw_dyads(told: ToldEvent, graph: Graph) -> int:
    event = told.event
    pairs = {
        (pair.source.entity_id, pair.target.entity_id, pair.code): (pair.source, pair.target)
        for pair in dyads_of(event, load_exchange())
        if pair.source and pair.target and pair.source.entity_id != pair.target.entity_id
    }
    _note_actors(event, [actor for pair in pairs.values() for actor in pair], graph)
    data = _of_event(told)
    ends = {(source, target) for source, target, _ in pairs}
    for number, ((source, target, code), (actor, _)) in enumerate(pairs.items(), 1):
        more: dict[str, Value] = {
            "cameo": code,
            "reciprocal": (target, source) in ends,
            "role": actor.role,
            "weight": 1.0 / len(pairs),
        }
        graph.edges.append((f"{event.event_id}-{number:04}", source, target, data | more))
    return len(pairs)


def _draw_event(told: ToldEvent, graph: Graph) -> int:
    event = told.event
    if not event.actors and not event.recipients:
        return 0
    _note_actors(event, [*event.actors, *event.recipients], graph)
    where = event.where.country if event.where else None
    node: dict[str, Value] = {"bipartite": 1, "country": where, "kind": "event", "name": event.trigger.text}
    graph.events.append((event.event_id, node | _of_event(told)))
    sides = [(actor, True) for actor in event.actors] + [(actor, False) for actor in event.recipients]
    for number, (actor, acts) in enumerate(sides, 1):
        ends = (actor.entity_id, event.event_id) if acts else (event.event_id, actor.entity_id)
        graph.edges.append((f"{event.event_id}-{number:04}", *ends, {"role": actor.role, "weight": 1.0}))
    return len(sides)


def _note_actors(event: Event, actors: Iterable[EventActor], graph: Graph) -> None:
    days = [day.isoformat() for day in (event.when.first, event.when.last) if day]
    for entity_id, actor in {actor.entity_id: actor for actor in actors}.items():
        node = graph.actors[entity_id]
        node.told.append(actor)
        node.days += days
        node.events += 1


def _of_event(told: ToldEvent) -> dict[str, Value]:
    event, when = told.event, told.event.when
    return {
        "act": event.act,
        "cameo": event.cameo,
        "confidence": event.confidence,
        "event_id": event.event_id,
        "first": when.first.isoformat() if when.first else None,
        "grain": when.grain,
        "last": when.last.isoformat() if when.last else None,
        "mode": event.mode,
        "place": event.where.name if event.where else None,
        "quad": event.quad,
        "score": event.plover_score,
        "status": event.status,
        "stories": len({mention.story.story_id for mention in told.mentions}),
        "type": event.type,
    }


def _of_actor(node: Node, *, bipartite: bool) -> dict[str, Value]:
    return {
        "bipartite": 0 if bipartite else None,
        "country": _most(actor.country for actor in node.told),
        "events": node.events,
        "first": min(node.days, default=None),
        "kind": _most(actor.kind for actor in node.told),
        "last": max(node.days, default=None),
        "name": _most(actor.name or actor.text for actor in node.told),
        "office": _most(actor.office for actor in node.told),
        "sectors": ";".join(sorted({sector for actor in node.told for sector in actor.sectors})) or None,
    }


def _most(values: Iterable[str | None]) -> str | None:
    """The most frequent value, of equals the first in the alphabet."""
    counted = Counter(value for value in values if value)
    return min(counted, key=lambda value: (-counted[value], value), default=None)


def _document(graph: Graph) -> Iterator[str]:
    bipartite = bool(graph.events)
    keys = _keys(bipartite=bipartite)
    yield _HEAD
    for (owner, name), key in keys.items():
        kind = ATTRIBUTES["edge" if name not in ATTRIBUTES[owner] else owner][name][0]
        yield f'<key id="{key}" for="{owner}" attr.name="{name}" attr.type="{kind}"/>\n'
    yield '<graph id="dateline" edgedefault="directed">\n'
    nodes = {name: _of_actor(node, bipartite=bipartite) for name, node in graph.actors.items()} | dict(graph.events)
    for name in sorted(nodes):
        yield f"<node id={_quoted(name)}>{_data('node', nodes[name], keys)}</node>\n"
    for name, source, target, data in sorted(graph.edges, key=lambda edge: edge[0]):
        ends = f"id={_quoted(name)} source={_quoted(source)} target={_quoted(target)}"
        yield f"<edge {ends}>{_data('edge', data, keys)}</edge>\n"
    yield "</graph>\n</graphml>\n"


def _keys(*, bipartite: bool) -> dict[tuple[str, str], str]:
    """Key ids by owner and attribute: events bring their attributes to the nodes in the bipartite model."""
    of_nodes = {*ATTRIBUTES["node"], *_OF_EVENTS} if bipartite else {*ATTRIBUTES["node"]} - {"bipartite"}
    of_edges = {"role", "weight"} if bipartite else {*ATTRIBUTES["edge"]}
    named = [("edge", name) for name in sorted(of_edges)] + [("node", name) for name in sorted(of_nodes)]
    return {owned: f"d{number:02}" for number, owned in enumerate(named)}


def _data(owner: str, data: Mapping[str, Value], keys: Mapping[tuple[str, str], str]) -> str:
    told = ((keys[owner, name], data[name]) for name in sorted(data) if data[name] is not None)
    return "".join(f'<data key="{key}">{_text(value)}</data>' for key, value in told)


def _text(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return escape(_FORBIDDEN.sub("\ufffd", f"{value!r}" if isinstance(value, float) else str(value)))


def _quoted(name: str) -> str:
    return quoteattr(_FORBIDDEN.sub("\ufffd", name))
