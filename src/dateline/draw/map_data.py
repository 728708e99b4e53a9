"""What a map draws: places with their number of events, contacts of which no place is told, and what is on no map."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from dateline.ledger import Ledger
from dateline.lexicon.gazetteer import Gazetteer, load_gazetteer
from dateline.query import Filters

from .described import picked
from .network_data import Edge, conflict_sql, groups_of_countries, ties_of
from .statuses import look_sql
from .world import load_seats

#: Events by place; the coordinates are read from one event of each.
_PLACES = """
WITH places AS MATERIALIZED (
  SELECT where_name, where_country, count(*) AS events, count(*) FILTER ({conflict}) AS conflict,
    count(*) FILTER ({look} = 1) AS ahead, count(*) FILTER ({look} = 2) AS nothing, min(event_no) AS event_no
  FROM ({picked}) WHERE where_name IS NOT NULL GROUP BY where_name, where_country
), points AS (
  SELECT event_no, where_lat, where_lon FROM events WHERE event_no IN (SELECT event_no FROM places)
)
SELECT where_name, where_country, where_lat, where_lon, events, conflict, ahead, nothing FROM places JOIN points USING (event_no)
ORDER BY events DESC, where_name, where_country"""
_NOWHERE = "SELECT count(*) FROM ({picked}) WHERE where_name IS NULL"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A place with its events. lat, lon: None where the gazetteer knows no point.

    ahead, nothing: how many events are planned or possible, and how many were cancelled, postponed or denied; is_country: the text
    names a whole country as the place.
    """

    name: str
    country: str | None
    lat: float | None
    lon: float | None
    events: int
    conflict: int
    ahead: int = 0
    nothing: int = 0
    is_country: bool = False

    @property
    def happened(self) -> int:
        """Those that took place."""
        return self.events - self.ahead - self.nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Whereabouts:
    """Places, the most events first; contacts by pair where no place is told; numbers of events without place.

    placeless: contacts between several countries of which no place is told, unseated: those of them of which fewer than two have a
    known point, ahead and nothing as in Spot; elsewhere: all other events without one.
    """

    spots: list[Spot]
    arcs: list[Edge]
    placeless: int
    ahead: int
    nothing: int
    unseated: int
    elsewhere: int


def whereabouts(ledger: Ledger, filters: Filters) -> Whereabouts:
    """Where the events were, and who was in contact without a place being told."""
    sql, parameters = picked(filters, "event_no, act, status, where_name, where_country")
    rows = ledger.tuples(_PLACES.format(picked=sql, conflict=conflict_sql(), look=look_sql()), parameters)
    names = ("name", "country", "lat", "lon", "events", "conflict", "ahead", "nothing")
    sql, parameters = picked(filters, "where_name")
    ((nowhere,),) = ledger.tuples(_NOWHERE.format(picked=sql), parameters)
    seats, met = load_seats(), groups_of_countries(ledger, filters, also="act = 'CONSULT' AND where_name IS NULL")
    several = [group for group in met if len(group.sides) > 1]
    placeless = sum(group.events for group in several)
    return Whereabouts(
        spots=_joined([Spot(**dict(zip(names, row, strict=True))) for row in rows]),
        arcs=[edge for edge in ties_of(met).edges if edge.one in seats and edge.other in seats],
        placeless=placeless,
        ahead=sum(group.ahead for group in several),
        nothing=sum(group.nothing for group in several),
        unseated=sum(group.events for group in several if len(group.sides & seats.keys()) < 2),  # noqa: PLR2004  (a line has two)
        elsewhere=nowhere - placeless,
    )


def _joined(spots: list[Spot]) -> list[Spot]:
    """Places of one name at one point as one, the most events first: the text may name another country with each."""
    seen = _countries({spot.name for spot in spots})
    joined: dict[tuple[str, float | None, float | None], Spot] = {}
    for spot in spots:
        key = (spot.name, spot.lat, spot.lon)
        known = joined.get(key)
        joined[key] = (
            replace(
                known,
                events=known.events + spot.events,
                conflict=known.conflict + spot.conflict,
                ahead=known.ahead + spot.ahead,
                nothing=known.nothing + spot.nothing,
            )
            if known
            else replace(spot, is_country=key in seen)
        )
    return sorted(joined.values(), key=lambda spot: (-spot.events, spot.name, spot.country or ""))


def _countries(names: set[str]) -> set[tuple[str, float | None, float | None]]:
    """The names that stand for a whole country, with its point, as the gazetteer has them."""
    known = _gazetteer()
    return {
        (name, place.lat, place.lon)
        for name in sorted(names)
        for place in known.lookup(name)
        if place.kind == "country" and place.lat is not None
    }


@cache
def _gazetteer() -> Gazetteer:
    return load_gazetteer()
