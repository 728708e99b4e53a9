"""Places in the eight columns of GDELT."""

from __future__ import annotations

from functools import lru_cache

from dateline.lexicon.exchange import load_exchange
from dateline.records.place import Place

from .features import feature_of
from .tabbed import clean_cell, number

#: Type 0: no place.
NOWHERE = ("0", "", "", "", "", "", "", "")
_COUNTRY, _STATE, _US_CITY, _CITY, _DIVISION = "1", "2", "3", "4", "5"


@lru_cache(maxsize=20_000)
def place_cells(where: Place | None) -> tuple[str, ...]:
    """Type, full name, FIPS country, first- and second-level codes, latitude, longitude, feature id.

    Sites and seas are type 4. The gazetteer has no division codes and no GNS ids: they are empty, but for a country, whose code
    stands there, as in GDELT's own rows.
    """
    if where is None:
        return NOWHERE
    state = load_exchange().states.get(where.country or "")
    fips = state.fips if state else ""
    kind = _kind(where)
    whole = fips if kind == _COUNTRY else ""
    return (kind, _full_name(where, kind), fips, whole, "", number(where.lat), number(where.lon), whole)


def _kind(where: Place) -> str:
    feature, american = feature_of(where), where.country == "USA"
    if feature == "country":
        return _COUNTRY
    if feature == "admin1":
        return _STATE if american else _DIVISION
    return _US_CITY if american else _CITY


def _full_name(where: Place, kind: str) -> str:
    state = load_exchange().states.get(where.country or "")
    division = where.admin1 if kind in {_US_CITY, _CITY} else None
    country = state.name if state and kind != _COUNTRY else None
    return clean_cell(", ".join(filter(None, (where.name, division, country))))
