"""Every row of tests/cases/places: places found, with their country and where it matters their point."""

import math
from pathlib import Path

import pytest
import yaml

from dateline.records import Publication, Story
from dateline.resolve.actors import find_actors
from dateline.resolve.places import find_places
from dateline.split import split_story

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "places" / "places.yaml").read_text("utf-8"))
NEAR_KM = 161  # the customary measure of geoparsing: 100 miles


def places_in(kit, text, **given):
    split = split_story(Story(story_id="st_0", source_id="case", text=text, **given), kit.wire)
    parsed = kit.parser.parse([split])[0]
    actors = find_actors(parsed, kit.knowledge.registry, Publication(date=None, basis="unknown", confidence=0.0))
    return find_places(parsed, kit.knowledge.gazetteer, actors)


def kilometres(a, b):
    (lat1, lon1), (lat2, lon2) = (tuple(map(math.radians, point)) for point in (a, b))
    h = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * 6371 * math.asin(math.sqrt(h))


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:50] for case in CASES])
def test_places_of_a_sentence_are_found_with_their_country(kit, case):
    found, _ = places_in(kit, case["text"])
    by_text = {place.text: place for place in found}
    for text, expected in case.get("places", {}).items():
        country, *point = expected if isinstance(expected, list) else [expected]
        assert text in by_text, sorted(by_text)
        assert by_text[text].country == country
        if point:
            assert kilometres(point, (by_text[text].lat, by_text[text].lon)) < NEAR_KM
    assert not set(case.get("not", ())) & set(by_text)


def test_there_are_sixty_cases_and_more():
    assert len(CASES) >= 60
