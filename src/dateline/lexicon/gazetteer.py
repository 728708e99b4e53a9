"""The gazetteer: names of places to coordinates, country and first-level region."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import zstandard

from dateline.errors import LexiconError

from .place_names import place_key
from .yaml_files import HERE, line_of, read_yaml

#: More than the file unpacks to; a damaged file must not ask for more.
MAX_BYTES = 64 * 1024 * 1024
_COLUMNS = 10
#: Looked-up names that are remembered; then the memory is emptied.
_REMEMBERED = 200_000
#: Degrees between the points of a listed place and of the town of its name.
_BESIDE = 0.3


@dataclass(frozen=True, slots=True)
class KnownPlace:
    """One place of the gazetteer. Positional: there are two hundred thousand.

    kind: capital, city, admin1, admin2, country, "listed" for those of sites/*.tsv and regions.yaml, "seat" for those of
    sites/seats.tsv, whose name mostly stands for who works there. lat and lon are None for a division that is known by
    name only. common: "w" if the name is also a word of the language, "n" if it is
    also a personal name.
    """

    name: str
    kind: str
    country: str | None
    admin1: str | None
    lat: float | None
    lon: float | None
    population: int
    geonames_id: int | None
    common: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceWords:
    """Words around names of places; all lower case. What each list is for: places.yaml."""

    links: frozenset[str]
    prepositions: frozenset[str]
    modifiers: frozenset[str]
    types_before: frozenset[str]
    types_behind: frozenset[str]
    attributes: frozenset[str]
    capitalised_types: frozenset[str]
    capitalised_before: frozenset[str]
    named_types: frozenset[str]
    institution_types: frozenset[str]
    institutions: frozenset[str]
    plural_types: frozenset[str]
    features: frozenset[str]
    illnesses: frozenset[str]
    of_regions: frozenset[str]
    of_towns: frozenset[str]
    vessels: frozenset[str]
    still_verbs: frozenset[str]
    never: frozenset[str]
    ambiguous: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gazetteer:
    """Lines sorted by key, searched by halving: nothing is built at loading, and a looked-up name is remembered."""

    lines: bytes
    listed: Mapping[str, KnownPlace]
    aliases: Mapping[str, str]
    centres: Mapping[str, tuple[float, float]]
    abbreviations: Mapping[str, str]
    words: PlaceWords
    _seen: dict[str, tuple[KnownPlace, ...]] = field(default_factory=dict, repr=False, compare=False)

    def lookup(self, name: str) -> tuple[KnownPlace, ...]:
        """All places of that name in any spelling of it (`place_key`); listed places first, then the most populous.

        An alias ("Britain", "Saigon") stands before the places of its own spelling for the place that it names.
        """
        key = place_key(name)
        known = self._seen.get(key)
        if known is None:
            if len(self._seen) >= _REMEMBERED:
                self._seen.clear()
            known = self._seen[key] = tuple(self._known(key))
        return known

    def __contains__(self, name: str) -> bool:
        return bool(self.lookup(name))

    def _known(self, key: str) -> Iterator[KnownPlace]:
        if key in self.aliases:
            yield from self.lookup(self.aliases[key])[:1]
        found = _find(self.lines, key)
        if key in self.listed:
            yield _joined(self.listed[key], found)
        for place in found:
            state = place.country if place.kind == "country" else f"{place.country}.{place.name}"
            lat, lon = self.centres.get(state or "", (place.lat, place.lon))
            yield replace(place, lat=lat, lon=lon) if place.kind in {"country", "admin1"} else place


def load_gazetteer(folder: Path = HERE) -> Gazetteer:
    """The gazetteer that ships with the package (a tenth of a second); LexiconError if a file is damaged."""
    path = folder / "data" / "gazetteer.tsv.zst"
    try:
        lines = zstandard.ZstdDecompressor().decompress(path.read_bytes(), max_output_size=MAX_BYTES)
    except (OSError, zstandard.ZstdError) as error:
        cure = "reinstall the package, or run training/gazetteer/build.py"
        raise LexiconError(f"the gazetteer cannot be read ({error}): {cure}", path=str(path)) from error
    if lines.partition(b"\n")[0].count(b"\t") != _COLUMNS - 1 or not lines.endswith(b"\n"):
        raise LexiconError(
            f"the gazetteer lacks its {_COLUMNS} columns: run training/gazetteer/build.py", path=str(path)
        )
    document = read_yaml(folder / "places.yaml")
    listed = _regions(folder / "regions.yaml")
    for path in sorted((folder / "sites").glob("*.tsv")):
        listed |= _sites(path, "seat" if path.stem == "seats" else "listed")
    return Gazetteer(
        lines=lines,
        listed=listed,
        aliases={place_key(str(name)): str(target) for name, target in document["aliases"].items()},
        centres={str(country): (float(lat), float(lon)) for country, (lat, lon) in document["centres"].items()},
        abbreviations={str(short): str(name) for short, name in document["abbreviations"].items()},
        words=_words(document),
    )


def _find(lines: bytes, key: str) -> list[KnownPlace]:
    """The places whose line begins with the key."""
    needle = key.encode("utf-8", "replace") + b"\t"
    low, high = 0, len(lines)
    while low < high:
        middle = (low + high) // 2
        start = lines.rfind(b"\n", 0, middle) + 1
        if lines[start : start + len(needle)] < needle:
            low = lines.find(b"\n", middle) + 1
        else:
            high = start
    found = []
    while lines.startswith(needle, low):
        end = lines.find(b"\n", low)
        found.append(_parse(lines[low:end].decode("utf-8")))
        low = end + 1
    return sorted(found, key=lambda p: (-p.population, p.kind, p.geonames_id or 0))


def _parse(line: str) -> KnownPlace:
    _, name, kind, country, admin1, lat, lon, population, geonames, common = line.split("\t")
    return KnownPlace(
        name,
        kind,
        country or None,
        admin1 or None,
        float(lat) if lat else None,
        float(lon) if lon else None,
        int(population),
        int(geonames) if geonames else None,
        common,
    )


def _joined(listed: KnownPlace, found: list[KnownPlace]) -> KnownPlace:
    """A listed place with the region and number of the town of its name beside it, if there is one."""
    for town in found:
        if town.kind in {"city", "capital"} and town.country == listed.country and _is_beside(town, listed):
            return replace(listed, admin1=listed.admin1 or town.admin1, geonames_id=town.geonames_id)
    return listed


def _is_beside(one: KnownPlace, other: KnownPlace) -> bool:
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return False
    return abs(one.lat - other.lat) < _BESIDE and abs(one.lon - other.lon) < _BESIDE


def _regions(path: Path) -> dict[str, KnownPlace]:
    """Regions of a hand list by the key of each of their names."""
    listed: dict[str, KnownPlace] = {}
    for name, entry in read_yaml(path).items():
        try:
            lat, lon = map(float, entry["at"])
            place = KnownPlace(str(name), "listed", entry.get("country"), None, lat, lon, 0, None)
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            line = line_of(path, f"{name}:")
            raise LexiconError(f"{name} needs `at: [latitude, longitude]`", path=str(path), line=line) from error
        for other in (name, *entry.get("also", ())):
            listed[place_key(str(other))] = place
    return listed


def _sites(path: Path, kind: str) -> dict[str, KnownPlace]:
    """Sites of a table by the key of each of their names. Tables, since YAML takes longer than all else at loading."""
    listed: dict[str, KnownPlace] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        name, *given = line.split("\t")
        try:
            country, admin1, lat, lon, *also = given
            place = KnownPlace(name, kind, country or None, admin1 or None, float(lat), float(lon), 0, None)
        except ValueError as error:
            cure = f"{name} needs country, region, latitude and longitude between tabs"
            raise LexiconError(cure, path=str(path), line=number) from error
        for other in (name, *(also[0].split(";") if also else ())):
            listed[place_key(other)] = place
    return listed


def _words(document: Mapping[str, Any]) -> PlaceWords:
    words = document["words"]
    lists = {name: frozenset(str(word) for word in words[name]) for name in words}
    keys = {name: frozenset(place_key(str(word)) for word in document[name]) for name in ("never", "ambiguous")}
    return PlaceWords(**lists, **keys)
