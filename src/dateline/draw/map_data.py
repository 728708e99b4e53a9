"""What a map draws: places with their number of events, contacts of which no place is told, and what is on no map."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dateline.ledger import Ledger
from dateline.query import Filters

from .described import picked
from .network_data import Edge, conflict_sql, ties
from .world import load_seats

#: Events by place; the coordinates are read from one event of each.
_PLACES = """
WITH places AS MATERIALIZED (
  SELECT where_name, where_country, count(*) AS events, count(*) FILTER ({conflict}) AS conflict, min(event_no) AS event_no
  FROM ({picked}) WHERE where_name IS NOT NULL GROUP BY where_name, where_country
), points AS (
  SELECT event_no, where_lat, where_lon FROM events WHERE event_no IN (SELECT event_no FROM places)
)
SELECT where_name, where_country, where_lat, where_lon, events, conflict FROM places JOIN points USING (event_no)
ORDER BY events DESC, where_name, where_country"""
_NOWHERE = """
SELECT count(*) FILTER (act = 'CONSULT' AND len(countries) > 1), count(*) FROM ({picked}) WHERE where_name IS NULL"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A place with its events. lat, lon: None where the gazetteer knows no point."""

    name: str
    country: str | None
    lat: float | None
    lon: float | None
    events: int
    conflict: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Whereabouts:
    """Places, the most events first; contacts by pair where no place is told; numbers of events without place.

    placeless: contacts between several countries of which no place is told; elsewhere: all other events without one.
    """

    spots: list[Spot]
    arcs: list[Edge]
    placeless: int
    elsewhere: int


def whereabouts(ledger: Ledger, filters: Filters) -> Whereabouts:
    """Where the events were, and who was in contact without a place being told."""
    sql, parameters = picked(filters, "event_no, act, where_name, where_country")
    rows = ledger.tuples(_PLACES.format(picked=sql, conflict=conflict_sql()), parameters)
    names = ("name", "country", "lat", "lon", "events", "conflict")
    sql, parameters = picked(filters, "act, countries, where_name")
    ((placeless, nowhere),) = ledger.tuples(_NOWHERE.format(picked=sql), parameters)
    overall = ties(ledger, filters, unit="country", also="act = 'CONSULT' AND where_name IS NULL")
    seats = load_seats()
    return Whereabouts(
        spots=_joined([Spot(**dict(zip(names, row, strict=True))) for row in rows]),
        arcs=[edge for edge in overall.edges if edge.one in seats and edge.other in seats],
        placeless=placeless,
        elsewhere=nowhere - placeless,
    )


def _joined(spots: list[Spot]) -> list[Spot]:
    """Places of one name at one point as one, the most events first: the text may name another country with each."""
    joined: dict[tuple[str, float | None, float | None], Spot] = {}
    for spot in spots:
        key = (spot.name, spot.lat, spot.lon)
        known = joined.get(key)
        joined[key] = (
            replace(known, events=known.events + spot.events, conflict=known.conflict + spot.conflict)
            if known
            else spot
        )
    return sorted(joined.values(), key=lambda spot: (-spot.events, spot.name, spot.country or ""))
