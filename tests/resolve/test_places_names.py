"""Names of tests/cases/places/names.tsv and every site of the lexicon: where they lie, and in which country."""

import math
from pathlib import Path

import pytest

from dateline.lexicon.gazetteer import load_gazetteer
from dateline.lexicon.yaml_files import HERE
from dateline.resolve.places_choice import choose
from dateline.resolve.places_names import Toponym

ROWS = [
    line.split("\t")
    for line in (Path(__file__).parents[1] / "cases" / "places" / "names.tsv").read_text("utf-8").splitlines()
    if not line.startswith("#")
]
SITES = [
    (path.stem, *line.split("\t"))
    for path in sorted((HERE / "sites").glob("*.tsv"))
    for line in path.read_text("utf-8").splitlines()
    if not line.startswith("#")
]
NEAR_KM = 50
#: A site on land has a town of its country within this distance; wider are only deserts, seas and the poles.
LAND_KM = 150
WIDE = {"waters", "lines", "islands", "rivers", "regions"}


@pytest.fixture(scope="module")
def gazetteer():
    return load_gazetteer()


@pytest.fixture(scope="module")
def towns(gazetteer):
    """Points of the towns of each country."""
    found = {}
    for line in gazetteer.lines.decode("utf-8").splitlines():
        _, _, kind, country, _, lat, lon, *_ = line.split("\t")
        if kind in {"city", "capital"}:
            found.setdefault(country, set()).add((float(lat), float(lon)))
    return found


def kilometres(a, b):
    (lat1, lon1), (lat2, lon2) = (tuple(map(math.radians, point)) for point in (a, b))
    h = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * 6371 * math.asin(math.sqrt(h))


@pytest.mark.parametrize(("name", "country", "lat", "lon"), ROWS, ids=[row[0] for row in ROWS])
def test_a_name_alone_is_the_place_that_the_news_means(gazetteer, name, country, lat, lon):
    toponym = Toponym(0, len(name), name, 0, 1, gazetteer.lookup(name), 0)
    ((place, rule),) = choose([toponym], [], name)
    assert rule.startswith("gazetteer.")
    assert place.country == (country or None)
    assert kilometres((place.lat, place.lon), (float(lat), float(lon))) < NEAR_KM


def test_every_site_is_found_by_each_of_its_names_before_all_namesakes(gazetteer):
    lost = [
        name
        for _, first, _, _, lat, lon, *also in SITES
        for name in (first, *(also[0].split(";") if also else ()))
        if (gazetteer.lookup(name)[0].lat, gazetteer.lookup(name)[0].lon) != (float(lat), float(lon))
    ]
    assert lost == []


def test_a_site_on_land_lies_near_a_town_of_its_country(towns):
    far = [
        (name, country)
        for kind, name, country, _, lat, lon, *_ in SITES
        if country in towns and kind not in WIDE | {"diplomatic"}
        if min(kilometres((float(lat), float(lon)), town) for town in towns[country]) > LAND_KM
    ]
    assert set(far) <= {
        ("Rongbuk", "CHN"),
        ("Thule", "GRL"),
        ("Maralinga", "AUS"),
        ("Fangataufa", "PYF"),
        ("Moruroa", "PYF"),
        ("Enewetak", "MHL"),
        ("Novaya Zemlya", "RUS"),
        ("Renk", "SSD"),
        ("Dollo Ado", "ETH"),
        ("Maban", "SSD"),
    }, far


def test_there_are_more_than_a_thousand_sites_of_fourteen_kinds():
    assert len(SITES) > 1200
    assert len({kind for kind, *_ in SITES}) == 14
