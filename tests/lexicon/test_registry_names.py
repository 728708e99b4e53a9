"""Names of collective actors: states of their time, organisations, and the built table of bodies and groups."""

import functools
from itertools import chain
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from actor_stories import actors_of, registry
from dateline.lexicon.registry import DATA, read_table
from dateline.lexicon.registry_names import (
    ACTORS,
    Name,
    NameTable,
    body_names,
    index_names,
    key_words,
    read_states,
    slug,
)

CASES = Path(__file__).parents[1] / "cases" / "actors" / "collective.yaml"
#: Share of the mentions with the right country and sector; when they were written, 0.916 of the first 296 and 0.890 of the others.
FLOOR = 0.98
BELONG_TO_NO_STATE = {None, "NGO", "MNC", "IMG"}


def key(phrase):
    return " ".join(key_words(phrase))


def first_name(phrase):
    return registry().names(key(phrase))[0]


@functools.cache
def table_rows():
    return [line.split("\t") for line in read_table(DATA / "registry_groups.tsv.zst")]


# ------------------------------------------------------------------------------------------------------------ the mentions
def is_right_country(mention, wanted):
    if mention.country in wanted:
        return True
    if mention.country in BELONG_TO_NO_STATE:
        return mention.country is None and "NGO" in wanted
    return "IGO" in wanted and mention.kind == "organisation"


def best_mention(case):
    start = case["text"].lower().index(case["mention"].lower())
    end = start + len(case["mention"])
    found = [m for m in actors_of([case["text"]], case["day"]) if m.start < end and start < m.end]
    return max(found, key=lambda m: (min(end, m.end) - max(start, m.start), m.start - m.end), default=None)


@functools.cache
def verdicts():
    """(mention, is the country right, is the sector right) of every case."""
    out = []
    for case in yaml.safe_load(CASES.read_text("utf-8")):
        mention = best_mention(case)
        country = mention is not None and is_right_country(mention, case["country"])
        wanted = set(case.get("sectors_any", ()))
        sector = mention is not None and (not wanted or bool(wanted & set(mention.sectors)))
        out.append((case["mention"], country, sector))
    return out


def test_mentions_of_many_regions_and_times_have_their_country_and_sector():
    wrong = [name for name, country, sector in verdicts() if not (country and sector)]
    assert len(wrong) <= (1 - FLOOR) * len(verdicts()), wrong


# ------------------------------------------------------------------------------------------------------------ states
@pytest.mark.parametrize(
    ("phrase", "code"),
    [
        ("Dahomey", "BEN"), ("Upper Volta", "BFA"), ("Rhodesia", "ZWE"), ("Northern Rhodesia", "ZMB"), ("Siam", "THA"),
        ("Swaziland", "SWZ"), ("Eswatini", "SWZ"), ("Zaire", "COD"), ("South Yemen", "YMD"), ("North Yemen", "YEM"),
        ("Serbia and Montenegro", "SCG"), ("North Vietnam", "VDR"), ("South Vietnam", "VNM"), ("Democratic Yemen", "YMD"),
        ("East Pakistan", "BGD"), ("Tanganyika", "TZA"), ("Aruba", "NLD"), ("Cook Islands", "NZL"), ("Western Sahara", "MAR"),
        ("Somaliland", "SOM"), ("American Samoa", "USA"), ("Sikkim", "IND"), ("New Hebrides", "VUT"), ("Moldavia", "MDA"),
    ],
)  # fmt: skip
def test_former_names_and_territories_have_the_code_of_their_state(phrase, code):
    assert first_name(phrase).country == code


@pytest.mark.parametrize(
    ("text", "day", "code"),
    [
        ("Belgrade rejected the map.", "1994-05-01", "YUG"),
        ("Belgrade rejected the map.", "2004-05-01", "SCG"),
        ("Belgrade rejected the map.", "2010-05-01", "SRB"),
        ("Hanoi rejected the map.", "1972-05-02", "VDR"),
        ("Hanoi rejected the map.", "1987-05-01", "VNM"),
        ("Prague rejected the map.", "1987-05-01", "CSK"),
        ("Moscow rejected the map.", "1987-05-01", "SUN"),
    ],
)
def test_a_capital_stands_for_the_state_of_its_day(text, day, code):
    assert actors_of([text], yaml.safe_load(day))[0].country == code


def test_historic_states_follow_upon_another_without_a_day_between_or_in_common():
    past = {state.code: state for state in read_states().values() if state.first}
    assert (past["YUG"].last, past["SCG"].first) == ("2003-02-03", "2003-02-04")
    assert all(state.first < state.last and state.successor for state in past.values())


# ------------------------------------------------------------------------------------------------------------ organisations
def test_no_organisation_has_the_code_of_a_state():
    assert not set(yaml.safe_load((ACTORS / "organisations.yaml").read_text("utf-8"))) & set(read_states())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Warsaw Pact", "Comecon"),
        ("Mercosur", "UNASUR"),
        ("African Development Bank", "Asian Development Bank"),
        ("FATF", "KEDO"),
    ],
)
def test_two_organisations_are_two_entities(one, other):
    assert first_name(one).entity_id != first_name(other).entity_id


# ------------------------------------------------------------------------------------------------------------ bodies and groups
@pytest.mark.parametrize(
    ("phrase", "country", "sector"),
    [
        ("Gaimusho", "JPN", "GOV"), ("Rashtrapati Bhavan", "IND", "GOV"), ("Palazzo Chigi", "ITA", "GOV"),
        ("Aso Rock", "NGA", "GOV"),
        ("Securitate", "ROU", "SPY"), ("SAVAK", "IRN", "SPY"), ("Tupamaros", "URY", "REB"), ("Fretilin", "TLS", "REB"),
        ("Institutional Revolutionary Party", "MEX", "PTY"), ("Polish United Workers' Party", "POL", "PTY"),
        ("Charter 77", "CSK", "OPP"),
        ("Keidanren", "JPN", "BUS"), ("Gazeta Wyborcza", "POL", "JRN"), ("Tanjug", "SRB", "JRN"), ("Sonatrach", "DZA", "BUS"),
        ("Oliy Majlis", "UZB", "LEG"), ("Supreme Federal Tribunal", "BRA", "JUD"), ("Carabineros", "CHL", "COP"),
        ("Tontons Macoutes", "HTI", "PRM"), ("AFL-CIO", "USA", "LAB"), ("Mercy Corps", None, "SOC"),
        ("Sinaloa Cartel", "MEX", "CRM"),
    ],
)  # fmt: skip
def test_a_named_body_or_group_has_its_country_and_sector(phrase, country, sector):
    name = first_name(phrase)
    assert (name.country, sector in name.sectors) == (country, True)


def test_the_table_has_all_that_the_lists_name():
    """The table is built: training/registry/build_groups.py must run after a list is changed."""
    names = registry().names
    for path in (ACTORS / "names").glob("*.yaml"):
        listed = index_names(body_names(f"names/{path.name}", "body"))
        assert not [phrase for phrase in listed if not names(phrase)], path.name


def test_no_list_names_what_the_grammar_makes_of_a_state_and_a_role():
    """As "Nigerian army": the adjective of the state and a role noun of the sector."""
    for phrase, kind, country, sectors, *_ in table_rows():
        words = phrase.split(" ")
        for at in (
            range(1, len(words)) if kind == "body" and set(sectors.split()) <= {"GOV", "LEG", "MIL", "COP"} else ()
        ):
            owners = {
                name.country for name in registry().names(" ".join(words[:at])) if name.kind in {"state", "adjective"}
            }
            roles = [name for name in registry().names(" ".join(words[at:])) if name.kind == "role"]
            assert country not in owners or not any(set(role.sectors) & set(sectors.split()) for role in roles), phrase


def test_the_table_names_no_state_and_no_role_and_is_sorted():
    keys = [row[0] for row in table_rows()]
    assert keys == sorted(keys)
    assert len({(row[0], row[2]) for row in table_rows()}) == len(keys)
    assert {registry().names(phrase)[0].kind for phrase in keys} <= {"body", "group"}


def test_every_country_of_the_table_is_a_state_or_an_organisation():
    codes = set(read_states()) | {"", "IMG", "EUR"}
    assert not [row for row in table_rows() if row[2] not in codes]


def test_what_came_from_elsewhere_has_more_than_one_word():
    imported = [row for row in table_rows() if "x" in row[4]]
    assert len(imported) > 1000
    assert not [row for row in imported if " " not in row[0]]


@pytest.mark.parametrize(
    "word",
    ["total", "vale", "march 14", "atlantic", "economist", "observer", "reliance", "orange", "canon", "carthage", "black friday"],
)  # fmt: skip
def test_ordinary_words_are_no_names(word):
    assert not [name for name in registry().names(key(word)) if name.kind in {"body", "group"}]


def test_what_a_list_names_stands_before_the_table():
    index = NameTable(
        {"red cross": (Name(kind="group", name="Red Cross"),)},
        [
            "red cross\tbody\tUSA\tSOC\t\tAmerican Red Cross\tbody:USA:red-cross",
            "blue cross\tbody\tUSA\tSOC\tup\tBlue Cross\tbody:USA:x",
        ],
    )
    assert index["red cross"][0].country is None
    assert (index["blue cross"][0].upper, index["blue cross"][0].plural, index["blue cross"][0].lower) == (
        True,
        True,
        False,
    )


def test_an_acronym_that_ends_in_a_figure_is_found():
    assert actors_of(["M-19 stormed the palace."], None)[0].country == "COL"


@given(st.sampled_from([row[0] for row in table_rows()]))
def test_a_name_of_the_table_is_found_by_its_own_words(phrase):
    words = phrase.split(" ")
    assert next(iter(registry().match(words, 0)))[0] == len(words)


def test_entity_ids_of_the_table_tell_kind_country_and_name():
    for phrase, kind, country, _, _, name, entity_id in chain(table_rows()[:500]):
        assert entity_id == f"{kind}:{entity_id.split(':')[1]}:{slug(name)}", phrase
        assert country in {entity_id.split(":")[1], ""}, phrase


def test_a_name_that_bodies_of_several_states_have_is_listed_for_each_with_the_best_known_first():
    named = registry().names("prd")
    assert [name.country for name in named] == ["MEX", "DOM", "PAN"]
    assert [name.shared for name in named] == [False, True, True]
