"""The middle of a region, from the places in it: the centre of area of their convex hull.

A mean of its cities leans to where the people live (Ontario's would be in Toronto); the hull's centre does not.
"""

from __future__ import annotations

from collections.abc import Iterable

Point = tuple[float, float]
_HALF_WAY_ROUND = 180
_LEAST_AREA = 1e-9
_TRIANGLE = 3


def middle(points: Iterable[Point]) -> Point:
    """Latitude and longitude of the centre of area of the convex hull; of one or two points their mean."""
    points = list(points)
    spread = [lon for _, lon in points]
    over = max(spread) - min(spread) > _HALF_WAY_ROUND  # the region lies across the date line
    flat = sorted({(lon + 360 if over and lon < 0 else lon, lat) for lat, lon in points})
    lon, lat = _centre(_hull(flat))
    return lat, lon - 360 if lon > _HALF_WAY_ROUND else lon


def _hull(points: list[Point]) -> list[Point]:
    """Andrew's monotone chain."""
    if len(points) < _TRIANGLE:
        return points
    return _half(points)[:-1] + _half(points[::-1])[:-1]


def _half(points: list[Point]) -> list[Point]:
    kept: list[Point] = []
    for point in points:
        while len(kept) > 1 and _turn(kept[-2], kept[-1], point) <= 0:
            kept.pop()
        kept.append(point)
    return kept


def _turn(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _centre(hull: list[Point]) -> Point:
    area = x = y = 0.0
    for (ax, ay), (bx, by) in zip(hull, hull[1:] + hull[:1], strict=True):
        cross = ax * by - bx * ay
        area, x, y = area + cross, x + (ax + bx) * cross, y + (ay + by) * cross
    if abs(area) < _LEAST_AREA:
        return sum(p[0] for p in hull) / len(hull), sum(p[1] for p in hull) / len(hull)
    return x / (3 * area), y / (3 * area)
