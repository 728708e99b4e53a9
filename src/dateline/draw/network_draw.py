"""One network as markup: lines, circles and their names."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from .described import count_of
from .lettering import Style, lettered
from .measure import shortened
from .network_data import Edge, Ties
from .network_layout import Point
from .picture import PictureOptions
from .placing import Anchor, Box, labels_of
from .statuses import told_apart
from .svg import colour, linked, number, tag, words

#: Pixels: the largest circle, the widest line, the names.
_LARGEST, _SMALLEST, _WIDEST = 26.0, 3.5, 12.0
_SIZE, _SMALL = 12.0, 9.0
#: The dots of a line of which nothing has happened.
DOTS = "0 5"


@dataclass(frozen=True, slots=True, kw_only=True)
class Graph:
    """A network with the places of its nodes. small: one of many pictures; most: the events of the widest line in any of them."""

    places: Mapping[str, Point]
    radii: Mapping[str, float]
    ties: Ties
    edges: list[Edge]
    size: tuple[float, float]
    small: bool
    most: int


def node_radius(events: int, most: int, *, largest: float = _LARGEST) -> float:
    """The radius by which the area is the number of events."""
    return max(largest * math.sqrt(events / max(most, 1)), min(_SMALLEST, largest / 3))


def draw_graph(graph: Graph, names: Mapping[str, str], options: PictureOptions, *, kind: str) -> str:
    """The markup: lines below circles below names. names: what stands beside the nodes, "" for nothing."""
    lines = "".join(
        _line(edge, graph, names, options.url("dyad", f"{edge.one}-{edge.other}") if kind == "dyad" else None)
        for edge in reversed(graph.edges)
    )
    nodes = "".join(_node(node, graph, names[node], options) for node in graph.places)
    return lines + nodes + _names(graph, names, {node: _shorter(node) for node in graph.places if names[node]})


def _line(edge: Edge, graph: Graph, names: Mapping[str, str], url: str | None) -> str:
    (x1, y1), (x2, y2) = graph.places[edge.one], graph.places[edge.other]
    conflict = edge.is_of_conflict
    ink = colour("dispute" if conflict else "contact")
    widest = _WIDEST / (2.5 if graph.small else 1)
    thick = max(widest * edge.happened / max(graph.most, 1), 0.9)
    one, other = names[edge.one] or edge.one, names[edge.other] or edge.other
    said = f"{one} and {other}: {count_of(edge.events, 'event')}, {edge.conflict:,} of conflict; "
    said += f"first to second {edge.forward:,}, second to first {edge.backward:,}, mutual {edge.mutual:,}"
    said += told_apart(edge.ahead, edge.nothing)
    dash = f"{number(max(thick * 1.6, 5))} {number(max(thick, 3.5))}" if conflict else None
    if not edge.happened:
        thick, dash = (1.4, DOTS) if graph.small else (2.0, DOTS)
    drawn = tag(
        "path",
        d=f"M{number(x1)} {number(y1)}L{number(x2)} {number(y2)}",
        stroke=ink,
        stroke_width=thick,
        stroke_opacity=0.55 if edge.happened else 0.9,
        stroke_dasharray=dash,
        stroke_linecap=None if edge.happened else "round",
    )
    heads = ""
    room = 2.0 if graph.small else 6.0
    if edge.toward == edge.other:
        heads = _head((x1, y1), (x2, y2), graph.radii[edge.other], (thick, ink), room)
    elif edge.toward == edge.one:
        heads = _head((x2, y2), (x1, y1), graph.radii[edge.one], (thick, ink), room)
    return linked(tag("g", tag("title", words(said)), drawn, heads), url)


def _head(start: Point, end: Point, radius: float, look: tuple[float, str], least: float) -> str:
    """The head of an arrow that touches the circle at the end; least: pixels of a head on the thinnest line."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    far = math.hypot(dx, dy) or 1.0
    dx, dy = dx / far, dy / far
    long = min(least + look[0] * 1.2, far / 2)
    half = long * 0.45 + look[0] * 0.2
    tip = (end[0] - dx * (radius + 1), end[1] - dy * (radius + 1))
    foot = (tip[0] - dx * long, tip[1] - dy * long)
    points = [tip, (foot[0] - dy * half, foot[1] + dx * half), (foot[0] + dy * half, foot[1] - dx * half)]
    path = "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points) + "Z"
    return tag("path", d=path, fill=look[1])


def _node(node: str, graph: Graph, name: str, options: PictureOptions) -> str:
    x, y = graph.places[node]
    events, happened = graph.ties.nodes[node], graph.ties.happened[node]
    more = f", {events - happened:,} of them not happened" if happened < events else ""
    said = tag("title", words(f"{name or node.rpartition(chr(10))[2]}: {count_of(events, 'event')}{more}"))
    ink, hollow = colour("ink" if name else "muted"), bool(name) and not happened
    drawn = tag(
        "circle",
        said,
        cx=x,
        cy=y,
        r=graph.radii[node],
        fill=colour("paper") if hollow else ink,
        stroke=ink if hollow else colour("paper"),
        stroke_width=0.5 if graph.small and not hollow else 1.5,
    )
    return linked(drawn, options.url("actor", node.partition("\n")[0]))


def _names(graph: Graph, names: Mapping[str, str], short: Mapping[str, str]) -> str:
    """Names where they cover nothing, the largest nodes first, with a rim in the colour of the ground."""
    size = _SMALL if graph.small else _SIZE
    nodes = sorted(graph.places, key=lambda node: (-graph.ties.nodes[node], node))
    anchors = [
        Anchor(
            x=graph.places[node][0],
            y=graph.places[node][1],
            radius=graph.radii[node],
            label=shortened(names[node], size, graph.size[0] / 3),
        )
        for node in nodes
    ]
    placed = labels_of(anchors, Box(0, 0, *graph.size), size, short=[short.get(node, "") for node in nodes])
    style = Style(size=size, rim="band" if graph.small else "paper")
    return "".join(lettered(label.text, label.x, label.y, style) for label in placed.values())


def _shorter(node: str) -> str:
    """A code, or the last of a person's names: where the whole name finds no room."""
    return node if "\n" not in node else node.rpartition(" ")[2].rpartition("\n")[2]
