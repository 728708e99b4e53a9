"""Places."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A toponym in the text and what it was resolved to; lat and lon in degrees (WGS 84), None where unknown.

    country: ISO 3166-1 alpha-3 or None. basis: how it was chosen (gazetteer rule), or for an event's place
    "event" (said of the act) or "dateline".
    """

    text: str
    start: int
    end: int
    name: str
    country: str | None
    admin1: str | None = None
    lat: float | None = None
    lon: float | None = None
    geonames_id: int | None = None
    basis: str = ""
    sentence: int = -1
