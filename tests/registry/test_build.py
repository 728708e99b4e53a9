"""`dateline registry build`: many sources, one table."""

import pytest

from dateline.errors import InputError, LexiconError
from dateline.registry.build import build_table

CIA_2019 = {"source": "CIA World Leaders snapshot 2019-06", "end": None, "as_of": "2019-06-04", "open_end_as_of": None}
MONTHLY = {"source": "CountryInfo/Government(CIA World Leaders 2003-2011)", "titles_n": 1}
RULERS = {"source": "CountryInfo/Leaders(rulers.org)", "level": "leader"}
HAND = "as_of: 2025-06-30\nsource: general reading\noffices:\n  EGY:\n    {}\n"


def test_the_same_sources_give_the_same_bytes(sources):
    folder = sources.write(sources.row("Ada Testawy", "Minister of Foreign Affairs", "2014-06-17", "2018-01-02")).folder
    one, other = folder / "one.zst", folder / "other.zst"
    built = [build_table(folder, target, folder / "offices") for target in (one, other)]
    assert one.read_bytes() == other.read_bytes()
    assert built[0].persons == built[0].spells == 1


def test_spells_that_sources_agree_on_are_told_once_with_all_letters(sources):
    row = sources.row
    sources.write(
        row("Ada Testawy", "Egyptian Minister of Foreign Affairs", "2014-06-17"),
        row("Ada Testawy", "Minister of Foreign Affairs", None, **CIA_2019),
    ).by_hand(HAND.format("foreign minister: [Ada Testawy 2014-06/2024-07-03]"))
    assert sources.spells("ada testawy") == [("foreign minister", "2014-06-17", "2024-07-03", "", "pwc")]


def test_spells_that_sources_tell_differently_stay_apart(sources):
    sources.write(sources.row("Ada Testawy", "Minister of Defence", "2010-01-01", "2011-01-01")).by_hand(
        HAND.format("defence minister: [Ada Testawy 2010-01-01/2013-05-05]")
    )
    assert sorted(spell[1:3] + spell[4:] for spell in sources.spells("ada testawy")) == [
        ("2010-01-01", "2011-01-01", "w"),
        ("2010-01-01", "2013-05-05", "p"),
    ]


def test_two_terms_of_one_office_stay_two(sources):
    row = sources.row
    sources.write(
        row("Ada Testawy", "President", "2000-01-01", "2004-01-01"),
        row("Ada Testawy", "President", "2008-01-01", "2012-01-01"),
    )
    assert len(sources.spells("ada testawy")) == 2


def test_sightings_of_a_monthly_directory_that_follow_each_other_are_one_spell(sources):
    row = sources.row
    sources.write(
        row("Ada Testawy", "Minister of Finance", "2004-03-01", "2004-08-31", **MONTHLY),
        row("Ada Testawy", "Minister of Finance", "2004-10-01", "2006-02", **MONTHLY),
    )
    assert sources.spells("ada testawy") == [("minister of finance", "2004-03", "2006-02", "", "g")]


def test_titles_in_one_field_are_offices_of_their_own(sources):
    sources.write(sources.row("Ada Testawy", "Prime Minister & Minister of Defense", "2010-01-01", "2011-01-01"))
    assert [spell[0] for spell in sources.spells("ada testawy")] == ["minister of defense", "prime minister"]


def test_titles_listed_over_the_years_are_marked_as_undated(sources):
    row = sources.row(
        "Ada Testawy", "Minister of Health & Minister of Defense", "2004-01-01", "2008-02", **MONTHLY | {"titles_n": 2}
    )
    sources.write(row)
    assert [(spell[0], spell[4]) for spell in sources.spells("ada testawy")] == [("minister of defense", "h")]


def test_names_are_in_mixed_case_with_the_family_name_behind(sources):
    [person] = (
        sources.write(sources.row("TESTAWY Ada Bin Omar", "President", "2010-01-01"))
        .persons()
        .named("ada omar testawy")
    )
    assert person.name == "Ada bin Omar Testawy"


def test_namesakes_with_other_middle_names_or_countries_are_told_apart(sources):
    row = sources.row
    persons = sources.write(
        row("Kim Alpha Test", "Minister of Health", "2001-01-01", "2002-01-01"),
        row("Kim Beta Test", "Minister of Health", "2005-01-01", "2006-01-01"),
        row("Kim Test", "Minister of Health", "2001-01-01", "2002-01-01", country="SDN"),
    ).persons()
    assert sorted((p.name, p.country) for p in (*persons.in_country("EGY"), *persons.in_country("SDN"))) == [
        ("Kim Alpha Test", "EGY"),
        ("Kim Beta Test", "EGY"),
        ("Kim Test", "SDN"),
    ]


def test_two_spellings_with_the_same_days_in_office_are_one_person(sources):
    row = sources.row
    persons = sources.write(
        row("Anwar As-testat", "Presidents", "1970-10-15", "1981-10-06", **RULERS),
        row("Anwar Testat", "President", "1970-10-15", "1981-10-06"),
    ).persons()
    [person] = persons.in_country("EGY")
    assert [spell.source + spell.also for spell in person.spells] == ["wl"]
    assert persons.named("anwar as testat") == [person]


def test_a_president_of_a_court_is_no_head_of_state(sources):
    persons = sources.write(
        sources.row("Ada Testawy", "President of the Supreme Court", "2010-01-01", "2012-01-01")
    ).persons()
    assert persons.holders("EGY", "head_of_state") == []


def test_a_missing_source_is_an_error_with_the_cure(tmp_path):
    with pytest.raises(InputError, match="--from"):
        build_table(tmp_path, tmp_path / "out.zst")
    assert not (tmp_path / "out.zst").exists()


def test_a_broken_row_is_named_with_file_and_line(sources):
    sources.write(sources.row("Ada Testawy", "President", "2010-01-01"))
    path = sources.folder / "office_holders.jsonl"
    path.write_text(path.read_text("utf-8") + '{"person": "No Country"}\n', "utf-8")
    with pytest.raises(InputError, match=r"office_holders.jsonl:2"):
        sources.persons()


def test_a_row_by_hand_that_is_no_spell_is_named_with_file_line_and_row(sources):
    sources.write().by_hand(HAND.format("president: [Ada Testawy since 2010]"))
    with pytest.raises(LexiconError, match=r"region.yaml:5: EGY: president: 'Ada Testawy since 2010'"):
        sources.persons()
