"""The registry: names, persons, and who held which office when."""

import datetime as dt
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actor_stories import registry
from dateline.errors import LexiconError
from dateline.lexicon.registry import load_registry, read_table
from dateline.lexicon.registry_names import fold, key_words, plural_of
from dateline.lexicon.registry_persons import (
    DATA_FILE,
    Holder,
    load_persons,
    name_key,
    office_class,
    surname_key,
    told_by,
)
from dateline.lexicon.registry_table import line_of_person

SIZE_OF_THE_TABLES = 3_000_000
SIZE_OF_PERSONS = 2_000_000
KIBIBYTES_OF_A_PROCESS = 150 * 1024
A_LONG_TIME = 4.0


def first_name(phrase):
    return registry().names(" ".join(key_words(phrase)))[0]


@pytest.mark.parametrize(
    ("phrase", "code", "kind"),
    [
        ("Republic of Georgia", "GEO", "state"),
        ("Cote d'Ivoire", "CIV", "state"),
        ("USSR", "SUN", "state"),
        ("Kampuchea", "KHM", "state"),
        ("Rangoon", "MMR", "capital"),
        ("Spaniards", "ESP", "people"),
        ("Bundestag", "DEU", "body"),
        ("OSCE", "OSC", "organisation"),
        ("Boko Haram", "NGA", "group"),
    ],
)
def test_a_phrase_names_what_it_should(phrase, code, kind):
    name = first_name(phrase)
    assert (name.country, name.kind) == (code, kind)


def test_every_state_has_a_name_that_finds_it():
    assert [
        code
        for code, state in registry().states.items()
        if all(name.country != code for name in registry().names(" ".join(key_words(state.name))))
    ] == []


def test_historic_states_have_their_last_day_and_a_successor():
    states = registry().states
    assert {code: states[code].successor for code in ("SUN", "YUG", "DDR", "CSK")} == {
        "SUN": "RUS",
        "YUG": "SRB",
        "DDR": "DEU",
        "CSK": "CZE",
    }
    assert states["DDR"].last == "1990-10-03"


@pytest.mark.parametrize(
    ("country", "office", "day", "person"),
    [
        ("USA", "foreign_minister", dt.date(2016, 5, 1), "John Kerry"),
        ("KOR", "head_of_state", dt.date(2014, 5, 1), "Park Geun-hye"),
        ("GBR", "head_of_government", dt.date(1985, 5, 1), "Margaret Thatcher"),
        ("RUS", "foreign_minister", dt.date(2015, 5, 1), "Sergey Lavrov"),
        ("IRN", "head_of_state", dt.date(2024, 9, 1), "Ali Khamenei"),
        ("SUN", "head_of_state", dt.date(1988, 5, 1), "Mikhail Gorbachev"),
    ],
)
def test_an_office_and_a_day_tell_the_holder(country, office, day, person):
    assert person in {holder.person for holder in registry().holders(country, office, day)[:2]}


def test_a_person_and_a_day_tell_the_office():
    [person] = registry().persons_named("Antony Blinken", "USA")
    assert person.spell_on(dt.date(2022, 1, 1)).office == "foreign_minister"
    assert person.over_by(dt.date(2026, 1, 1))


def test_terms_are_told_by_name_title_and_country():
    terms = registry().terms_of("Jimmy Carter", "president", "USA")
    assert (dt.date(1977, 1, 20), dt.date(1981, 1, 20)) in terms
    assert registry().terms_of("Nobody Inparticular", "president") == []
    assert registry().terms_of("Jimmy Carter", "president", "FRA") == []


def test_a_surname_finds_the_leaders_who_bear_it():
    assert "Narendra Modi" in {person.name for person in registry().persons_named("Modi")}


@pytest.mark.parametrize(
    ("title", "office"),
    [
        ("Minister of Foreign Affairs", "foreign_minister"),
        ("secretary of state for defence", "defence_minister"),
        ("Deputy Prime Minister", "deputy_prime_minister"),
        ("vice president", "vice_president"),
        ("deputy foreign minister", "deputy_foreign_minister"),
        ("chancellor of the exchequer", "finance_minister"),
        ("Ambassador to the US", "ambassador"),
        ("gardener", ""),
    ],
)
def test_a_title_belongs_to_a_class_of_office(title, office):
    assert office_class(title) == office


def test_classes_have_usual_titles_and_sectors():
    assert told_by("defence_minister") == ("defense minister", ("GOV", "MIL"))
    assert told_by("") == ("", ("GOV",))


@pytest.mark.parametrize(
    ("first", "last", "as_of", "day", "held"),
    [
        ("2014", "2016", "", "2016-12-31", True),
        ("2014", "2016", "", "2017-01-01", False),
        ("2014-03", "", "2015-01", "2014-02-28", False),
        ("2014-03", "", "2015-01", "2018-06-01", True),
        ("2014-03", "", "2015-01", "2024-06-01", False),
        ("", "", "2019-06-04", "2010-01-01", False),
        ("", "2015-02", "", "2015-02-28", True),
    ],
)
def test_a_spell_is_held_as_far_as_its_source_tells(first, last, as_of, day, held):
    spell = Holder(
        person="X", title="minister", office="", country="FRA", first=first, last=last, as_of=as_of, source="w"
    )
    assert spell.held_on(dt.date.fromisoformat(day)) is held


def test_names_are_looked_up_in_one_spelling():
    assert name_key("Muhammad Jawad Zarif") == name_key("Mohammad Javad Zarif")
    assert name_key("Kim Jong-un") == name_key("Kim Jong Un")
    assert surname_key("Roh Moo-hyun", "KOR") == "roh"
    assert surname_key("Hun Sen", "KHM") == "hun sen"


def test_plurals_of_titles_are_those_of_english():
    assert plural_of("secretary of state") == "secretaries of state"
    assert plural_of("spokeswoman") == "spokeswomen"
    assert plural_of("witness") == "witnesses"


@given(st.text(max_size=30))
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)


def test_the_tables_are_small_and_load_fast():
    data = load_registry.__globals__["DATA"]
    assert sum(path.stat().st_size for path in data.glob("registry_*.tsv.zst")) < SIZE_OF_THE_TABLES
    began = time.process_time()
    load_registry()
    assert time.process_time() - began < A_LONG_TIME


def test_the_table_of_persons_stays_small():
    assert DATA_FILE.stat().st_size < SIZE_OF_PERSONS


@pytest.mark.parametrize("status", [path for path in [Path("/proc/self/status")] if path.exists()])
def test_a_fresh_process_with_the_registry_stays_small(status):
    script = (
        f"from dateline.lexicon.registry import load_registry; r = load_registry(); print(open({str(status)!r}).read())"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    [peak] = [int(line.split()[1]) for line in done.stdout.splitlines() if line.startswith("VmHWM:")]
    assert peak < KIBIBYTES_OF_A_PROCESS


def test_persons_of_a_country_and_by_some_words_of_a_name_are_found():
    assert {person.country for person in registry().persons.in_country("EGY")} == {"EGY"}
    assert any(person.name == "Sameh Shoukry" for person in registry().persons.with_words(["shoukry"]))
    assert registry().persons.with_words(["nobodyatall"]) == []


def test_a_spell_is_written_as_it_is_read():
    [person] = registry().persons_named("Antony Blinken", "USA")
    line = line_of_person(person)
    [again] = load_persons([line, "", "antony\tantony blinken=0", "", ""]).named("antony blinken")
    assert again == person


def test_a_missing_table_is_a_lexicon_error_with_the_cure(tmp_path):
    with pytest.raises(LexiconError, match="training/registry"):
        read_table(tmp_path / "registry_persons.tsv.zst")


def test_a_spell_that_was_last_seen_long_ago_names_no_holder_but_still_tells_of_its_person():
    spell = Holder(
        person="Ana Reis", title="president", office="head_of_state", country="BRA", first="2023-01-01", last="",
        as_of="2025-06-30", source="p",
    )  # fmt: skip
    assert spell.surely_held_on(dt.date(2026, 7, 1))
    assert not spell.surely_held_on(dt.date(2026, 11, 1))
    assert spell.held_on(dt.date(2026, 11, 1))
    assert not spell.surely_held_on(dt.date(2022, 12, 31))
