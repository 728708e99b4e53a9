"""Where the nodes of a network stand: the same graph, the same places."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from .network_data import Edge

#: Rounds in which nodes that touch push one another away.
_ROUNDS = 120
#: The springs: steps at most, how far nodes keep apart (by the root of their number), the nearest that counts, when they are still.
_STEPS, _REACH, _NEAR, _STILL = 150, 2.2, 0.01, 1e-4
Point = tuple[float, float]


def layout(
    nodes: Sequence[str], edges: Sequence[Edge], radii: Mapping[str, float], size: tuple[float, float]
) -> dict[str, Point]:
    """A place in pixels for each node, within the size, none on another where there is room.

    Each part of the network that hangs together has a rectangle of its own, by its number of nodes. In it springs by the number of
    events, spread over the rectangle; then nodes that touch move apart.
    """
    parts = sorted(_parts(nodes, edges), key=lambda part: (-len(part), part))
    places: dict[str, Point] = {}
    for part, (x, y, wide, high) in zip(parts, _rectangles([len(part) for part in parts], (0, 0, *size)), strict=True):
        within = set(part)
        inside = [edge for edge in edges if edge.one in within]
        spread = _spread(_springs(part, inside), (wide, high), max(radii[node] for node in part) + 20)
        places |= {node: (x + at[0], y + at[1]) for node, at in spread.items()}
    return _apart(places, radii, size)


def _parts(nodes: Sequence[str], edges: Sequence[Edge]) -> list[list[str]]:
    """The nodes by the part of the network that they hang together with."""
    part = {node: {node} for node in nodes}
    for edge in edges:
        if part[edge.one] is not part[edge.other]:
            joined = part[edge.one] | part[edge.other]
            part |= dict.fromkeys(joined, joined)
    return [sorted(one) for one in {id(one): one for one in part.values()}.values()]


def _rectangles(sizes: list[int], frame: tuple[float, float, float, float]) -> list[tuple[float, float, float, float]]:
    """The frame cut into rectangles by size, across its longer side again and again; the order is kept."""
    if len(sizes) < 2:  # noqa: PLR2004  (one fills the frame)
        return [frame] * len(sizes)
    # A part of two is drawn with as much room as one of three, so that its names can be read.
    weights = [max(size, 3) for size in sizes]
    cut, half = 1, sum(weights) / 2
    while sum(weights[: cut + 1]) <= half and cut < len(sizes) - 1:
        cut += 1
    share = sum(weights[:cut]) / sum(weights)
    x, y, wide, high = frame
    if wide >= high:
        first, second = (x, y, wide * share, high), (x + wide * share, y, wide * (1 - share), high)
    else:
        first, second = (x, y, wide, high * share), (x, y + high * share, wide, high * (1 - share))
    return [*_rectangles(sizes[:cut], first), *_rectangles(sizes[cut:], second)]


def _springs(nodes: Sequence[str], edges: Sequence[Edge]) -> dict[str, Point]:
    """Places around the middle, none farther than 1 from it on an axis.

    As Fruchterman and Reingold (Software: Practice and Experience 21, 1991): all push one another away, those with a line pull by
    its events, from a circle on, in ever smaller steps. networkx draws the same, but takes 0.2 s to load.
    """
    if len(nodes) == 1:
        return {nodes[0]: (0.0, 0.0)}
    import numpy as np  # noqa: PLC0415  (0.1 s: only for networks)

    at, many = {node: place for place, node in enumerate(nodes)}, len(nodes)
    pull = np.zeros((many, many))
    for edge in edges:
        pull[at[edge.one], at[edge.other]] = pull[at[edge.other], at[edge.one]] = 1 + math.log(edge.events)
    angles = [math.tau * place / many for place in range(many)]
    places = np.array([[math.cos(angle), math.sin(angle)] for angle in angles])
    wanted = _REACH / math.sqrt(many)
    step = np.ptp(places, axis=0).max() * 0.1
    smaller = step / (_STEPS + 1)
    for _ in range(_STEPS):
        between = places[:, np.newaxis, :] - places[np.newaxis, :, :]
        far = np.clip(np.linalg.norm(between, axis=-1), _NEAR, None)
        push = np.einsum("ijk,ij->ik", between, wanted * wanted / far**2 - pull * far / wanted)
        strength = np.clip(np.linalg.norm(push, axis=-1), _NEAR, None)
        moved = np.einsum("ij,i->ij", push, step / strength)
        places += moved
        step -= smaller
        if np.linalg.norm(moved) / many < _STILL:
            break
    places -= places.mean(axis=0)
    places *= 1 / (np.abs(places).max() or 1)
    return {node: (round(float(places[at[node]][0]), 5), round(float(places[at[node]][1]), 5)) for node in nodes}


def _spread(places: Mapping[str, Point], size: tuple[float, float], edge: float) -> dict[str, Point]:
    """The places in the rectangle, with room at its edges: half by distance, half by order, so that the middle is not crowded."""
    out: dict[str, list[float]] = {node: [] for node in places}
    for axis in (0, 1):
        ordered = sorted(places, key=lambda node: (places[node][axis], node))
        low, high = places[ordered[0]][axis], places[ordered[-1]][axis]
        room = max(size[axis] - 2 * edge, 0)
        for rank, node in enumerate(ordered):
            by_order = rank / (len(ordered) - 1) if len(ordered) > 1 else 0.5
            by_distance = (places[node][axis] - low) / (high - low) if high > low else by_order
            out[node].append(size[axis] / 2 + room * ((by_order + by_distance) / 2 - 0.5))
    return {node: (x, y) for node, (x, y) in out.items()}


def _apart(places: dict[str, Point], radii: Mapping[str, float], size: tuple[float, float]) -> dict[str, Point]:
    """Nodes that touch, or almost, pushed from one another."""
    names = sorted(places)
    for _ in range(_ROUNDS):
        moved = False
        for at, one in enumerate(names):
            for other in names[at + 1 :]:
                dx, dy = places[other][0] - places[one][0], places[other][1] - places[one][1]
                far, wanted = math.hypot(dx, dy), radii[one] + radii[other] + 16
                if far >= wanted:
                    continue
                dx, dy = (dx / far, dy / far) if far else (1.0, 0.0)
                push = (wanted - far) / 2
                places[one] = _within((places[one][0] - dx * push, places[one][1] - dy * push), radii[one], size)
                places[other] = _within(
                    (places[other][0] + dx * push, places[other][1] + dy * push), radii[other], size
                )
                moved = True
        if not moved:
            break
    return places


def _within(place: Point, radius: float, size: tuple[float, float]) -> Point:
    edge = radius + 4
    return min(max(place[0], edge), size[0] - edge), min(max(place[1], edge), size[1] - edge)
