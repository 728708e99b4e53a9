"""The gazetteer: names of places to coordinates, country and first-level region."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import zstandard

from dateline.errors import LexiconError

from .yaml_files import HERE, read_yaml

#: More than the file unpacks to; a damaged file must not ask for more.
MAX_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class KnownPlace:
    """One place of the gazetteer; kind: city, admin1, country or diplomatic. Positional: there are a hundred thousand."""

    name: str
    kind: str
    country: str | None
    admin1: str | None
    lat: float
    lon: float
    population: int
    geonames_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gazetteer:
    """Rows by lower-cased name (rows are parsed when asked for); names that need a preposition; longest name in words."""

    rows: Mapping[str, tuple[str, ...]]
    diplomatic: Mapping[str, KnownPlace]
    ambiguous: frozenset[str]
    longest: int

    def lookup(self, name: str) -> tuple[KnownPlace, ...]:
        """All places of that name, whatever its case; diplomatic places first, then the most populous."""
        key = name.casefold()
        known = self.diplomatic.get(key)
        places = sorted(
            (_parse(row) for row in self.rows.get(key, ())), key=lambda p: (-p.population, p.geonames_id or 0)
        )
        return ((known,) if known else ()) + tuple(places)

    def __contains__(self, name: str) -> bool:
        key = name.casefold()
        return key in self.diplomatic or key in self.rows


def load_gazetteer(folder: Path = HERE) -> Gazetteer:
    """The gazetteer that ships with the package (a fifth of a second); raises LexiconError if the file is damaged."""
    path = folder / "data" / "gazetteer.tsv.zst"
    try:
        packed = path.read_bytes()
        text = zstandard.ZstdDecompressor().decompress(packed, max_output_size=MAX_BYTES).decode("utf-8")
    except (OSError, zstandard.ZstdError, UnicodeDecodeError) as error:
        cure = "reinstall the package, or run training/gazetteer/build.py"
        raise LexiconError(f"the gazetteer cannot be read ({error}): {cure}", path=str(path)) from error
    rows: dict[str, tuple[str, ...]] = {}
    for row in text.splitlines():
        name, others, _ = row.split("\t", 2)
        for key in {name.casefold(), *(other.casefold() for other in others.split("|") if other)}:
            rows[key] = (*rows[key], row) if key in rows else (row,)
    return _with_hand_list(rows, folder / "places.yaml")


def _with_hand_list(rows: Mapping[str, tuple[str, ...]], path: Path) -> Gazetteer:
    document = read_yaml(path)
    diplomatic: dict[str, KnownPlace] = {}
    for name, entry in document["diplomatic"].items():
        place = KnownPlace(name, "diplomatic", entry["country"], None, entry["lat"], entry["lon"], 0, None)
        for key in (name, *entry.get("also", ())):
            diplomatic[str(key).casefold()] = place
    longest = max(len(name.split()) for name in (*diplomatic, "three words here"))
    ambiguous = frozenset(str(name).casefold() for name in document["ambiguous"])
    return Gazetteer(rows=rows, diplomatic=diplomatic, ambiguous=ambiguous, longest=longest)


def _parse(row: str) -> KnownPlace:
    name, _, kind, country, admin1, lat, lon, population, geonames = row.split("\t")
    return KnownPlace(
        name,
        kind,
        country or None,
        admin1 or None,
        float(lat),
        float(lon),
        int(population),
        int(geonames) if geonames else None,
    )
