"""Places of whole stories: offsets, order, the dateline, one sense in a story."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from dateline.records import Publication, Story
from dateline.resolve.actors import find_actors
from dateline.resolve.places import find_places
from dateline.split import split_story

UNDATED = Publication(date=None, basis="unknown", confidence=0.0)


def places_in(kit, text, **given):
    split = split_story(Story(story_id="st_0", source_id="case", text=text, **given), kit.wire)
    parsed = kit.parser.parse([split])[0]
    return find_places(parsed, kit.knowledge.gazetteer, find_actors(parsed, kit.knowledge.registry, UNDATED))


def test_places_slice_back_and_are_sorted_and_do_not_overlap(kit):
    text = "Boats left Bari for Durres in\nAlbania. The village of Umboko,\nKosovo, and Lake Ohrid lie inland.\n"
    found, _ = places_in(kit, text)
    assert [text[p.start : p.end] for p in found] == [p.text for p in found]
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    assert {"Bari", "Durres", "Albania"} <= {p.text for p in found}


def test_the_dateline_gives_the_storys_place(kit):
    _, dateline = places_in(kit, "RIGA, June 4 (Nordwire) - Latvia's parliament passed the budget on Thursday.\n")
    assert (dateline.name, dateline.country, dateline.basis) == ("Riga", "LVA", "dateline")


def test_a_dateline_of_two_cities_gives_the_first(kit):
    _, dateline = places_in(
        kit, "BAKU/ASHGABAT, June 4 (Nordwire) - Azerbaijan and Turkmenistan signed a gas deal on Thursday.\n"
    )
    assert (dateline.name, dateline.country) == ("Baku", "AZE")


def test_an_unknown_dateline_gives_none(kit):
    _, dateline = places_in(kit, "Latvia's parliament passed the budget on Thursday.\n")
    assert dateline is None


def test_one_name_has_one_sense_in_a_story(kit):
    text = (
        "A fire broke out in Springfield, Illinois, on Sunday. Crews worked all night. The mayor of Springfield thanked them, "
        "and people in Springfield went back to their homes.\n"
    )
    found, _ = places_in(kit, text)
    assert {(p.country, p.admin1) for p in found if p.text == "Springfield"} == {("USA", "Illinois")}


def test_a_town_that_is_sure_once_is_found_again_where_nothing_speaks_for_it(kit):
    text = "Gunmen entered the town of Tabou on Friday. Tabou had been calm. Ivory Coast sent troops.\n"
    found, _ = places_in(kit, text)
    assert [p.country for p in found if p.text == "Tabou"] == ["CIV", "CIV"]


def test_a_headline_in_capitals_gives_countries_and_capitals_only(kit):
    text = "NORWAY AND READING CHAIR SAY NICE WORDS ON CHAD\n\nNorway praised Chad in Oslo on Monday.\n"
    found, _ = places_in(kit, text, title="NORWAY AND READING CHAIR SAY NICE WORDS ON CHAD")
    assert not {"READING", "NICE"} & {p.text for p in found}


def test_a_division_known_by_name_has_its_country_and_no_invented_point(kit):
    found, _ = places_in(kit, "Judges in Santa Cruz County, California, heard the case.\n")
    county = next(p for p in found if p.text == "Santa Cruz County")
    assert county.country == "USA"
    assert (county.lat is None) == (county.lon is None)


def test_a_place_that_only_the_text_describes_says_so(kit):
    found, _ = places_in(kit, "Soldiers burnt the village of Umboko in Uganda.\n")
    place = next(p for p in found if p.text == "Umboko")
    assert (place.country, place.lat, place.geonames_id) == ("UGA", None, None)
    assert place.basis.startswith("text")


def test_every_place_of_the_gazetteer_says_how_it_was_chosen(kit):
    found, _ = places_in(kit, "Talks in Lima, Peru, and in Quito went on.\n")
    assert {p.text: p.basis for p in found}["Lima"] == "gazetteer.region"
    assert all(p.basis for p in found)


@given(st.text(alphabet="Rome Lima's (-/.,\n“”é’\u200bAl-U.S.", max_size=60))
def test_no_text_makes_it_fail(kit, text):
    found, _ = places_in(kit, text)
    assert all(text[p.start : p.end] == p.text for p in found)
