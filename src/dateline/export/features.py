"""What kind of place a place is: as the gazetteer has it."""

from __future__ import annotations

from functools import cache

from dateline.lexicon.gazetteer import Gazetteer, load_gazetteer
from dateline.records.place import Place


def feature_of(place: Place) -> str | None:
    """capital, city, admin1, admin2 or country; None for what the gazetteer has otherwise (a base, a strait), or not at all."""
    known = _gazetteer().lookup(place.name)
    fitting = (one for one in known if one.country == place.country and _is_same(place, one.geonames_id, one.admin1))
    kind = next((one.kind for one in fitting), None)
    return kind if kind in {"capital", "city", "admin1", "admin2", "country"} else None


def _is_same(place: Place, geonames_id: int | None, admin1: str | None) -> bool:
    return place.geonames_id == geonames_id and (geonames_id is not None or place.admin1 == admin1)


@cache
def _gazetteer() -> Gazetteer:
    return load_gazetteer()
