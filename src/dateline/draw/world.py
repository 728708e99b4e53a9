"""The world as it is drawn: outlines and borders of Natural Earth in the Equal Earth projection, and the points of states."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from dateline.errors import LexiconError

from .measure import DATA

#: Coefficients of the Equal Earth projection (Šavrič, Patterson, Jenny: Int. Journal of Geographical Information Science 33, 2019).
_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796
_M = math.sqrt(3) / 2
Point = tuple[float, float]
Line = list[Point]


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """Rings of land and lines of borders, projected: x to the right, y down, in radii of the globe."""

    land: list[Line]
    borders: list[Line]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """The point of a state or organisation. kind: capital, centre (of a state without one) or seat (of an organisation)."""

    lat: float
    lon: float
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """The part of the world that is drawn: its left and top in projected units, and pixels a unit."""

    left: float
    top: float
    scale: float
    size: tuple[float, float]

    def at(self, point: Point) -> Point:
        """Pixels of a projected point."""
        return (point[0] - self.left) * self.scale, (point[1] - self.top) * self.scale


def project(lat: float, lon: float) -> Point:
    """Equal Earth: areas are true.

    >>> [round(value, 3) for value in project(60, 90)]
    [1.02, -1.088]
    """
    theta = math.asin(_M * math.sin(math.radians(lat)))
    two = theta * theta
    six = two * two * two
    x = math.radians(lon) * math.cos(theta) / (_M * (_A1 + 3 * _A2 * two + six * (7 * _A3 + 9 * _A4 * two)))
    y = theta * (_A1 + _A2 * two + six * (_A3 + _A4 * two))
    return x, -y


@cache
def load_world() -> World:
    """The outlines that ship with the package; raises LexiconError if the file is damaged."""
    path = DATA / "world.json"
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return World(
            land=[list(_points(line)) for line in data["land"]],
            borders=[list(_points(line)) for line in data["borders"]],
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise LexiconError(f"the outlines cannot be read ({error}): reinstall the package", path=str(path)) from error


@cache
def load_seats() -> dict[str, Seat]:
    """Points by code; raises LexiconError with the line if the file is damaged."""
    path, seats = DATA / "points.tsv", {}
    for line_number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            code, lat, lon, kind = line.split("\t")
            seats[code] = Seat(lat=float(lat), lon=float(lon), kind=kind)
        except ValueError as error:
            raise LexiconError(f"four columns are wanted: {error}", path=str(path), line=line_number) from error
    return seats


def view_of(points: list[Point], width: float) -> View:
    """The part of the world that holds the points with some room around them: the whole, where they lie far apart."""
    ratio = 0.49
    left, right = project(0, -180)[0], project(0, 180)[0]
    top, bottom = project(82, 0)[1], project(-57, 0)[1]
    if points:
        xs, ys = [x for x, _ in points], [y for _, y in points]
        pad = 0.12 * max(max(xs) - min(xs), (max(ys) - min(ys)) / ratio, 0.5)
        wide = max(max(xs) - min(xs) + 2 * pad, (max(ys) - min(ys) + 2 * pad) / ratio, 1.1)
        if wide < 0.8 * (right - left):
            middle = ((min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2)
            scale = width / wide
            return View(
                left=middle[0] - wide / 2, top=middle[1] - wide * ratio / 2, scale=scale, size=(width, width * ratio)
            )
    scale = width / (right - left)
    return View(left=left, top=top, scale=scale, size=(width, (bottom - top) * scale))


def outlines(lines: list[Line], view: View) -> Iterator[Line]:
    """The lines that reach into the view, in pixels; points nearer than a pixel to the one before are left out."""
    wide, high = view.size
    for line in lines:
        pixels = [view.at(point) for point in line]
        xs, ys = [x for x, _ in pixels], [y for _, y in pixels]
        if max(xs) < 0 or min(xs) > wide or max(ys) < 0 or min(ys) > high:
            continue
        kept = pixels[:1]
        for point in pixels[1:]:
            if abs(point[0] - kept[-1][0]) + abs(point[1] - kept[-1][1]) >= 1:
                kept.append(point)
        yield [*kept, pixels[-1]] if kept[-1] != pixels[-1] else kept


def _points(steps: list[list[int]]) -> Iterator[Point]:
    lon = lat = 0
    for dx, dy in steps:
        lon, lat = lon + dx, lat + dy
        yield project(lat / 10, lon / 10)
