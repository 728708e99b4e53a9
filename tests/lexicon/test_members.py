"""Members of organisations: who belonged to what on which day."""

import datetime as dt

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import LexiconError
from dateline.lexicon.members import FILE, members_of, organisations_of, read_members
from dateline.lexicon.registry_names import ACTORS, read_states

DAYS = st.dates(dt.date(1945, 1, 1), dt.date(2025, 6, 30))


def day(text):
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("code", "on", "number"),
    [
        ("EUR", "1987-03-01", 12),
        ("EUR", "2010-01-01", 27),
        ("EUR", "2019-01-01", 28),
        ("EUR", "2021-01-01", 27),
        ("NAT", "1987-03-01", 16),
        ("NAT", "2024-04-01", 32),
        ("WSO", "1987-03-01", 7),
        ("G07", "1987-03-01", 7),
        ("G07", "2013-06-01", 8),
        ("G07", "2015-06-01", 7),
        ("ASN", "1987-03-01", 6),
        ("ASN", "2024-01-01", 10),
        ("OPC", "1987-03-01", 13),
        ("GCC", "1990-08-02", 6),
        ("AFU", "2020-01-01", 55),
        ("ARL", "1987-03-01", 22),
        ("ARL", "2020-01-01", 22),
        ("OAS", "2000-01-01", 35),
        ("CWN", "2023-01-01", 56),
        ("EUZ", "2023-06-01", 20),
        ("COE", "2023-01-01", 46),
        ("OSC", "2020-01-01", 57),
        ("OEC", "2022-01-01", 38),
        ("OIC", "2020-01-01", 57),
        ("P05", "2000-01-01", 5),
        ("APC", "2000-01-01", 21),
        ("CRC", "2010-01-01", 14),
        ("SGN", "2025-01-01", 29),
    ],
)
def test_an_organisation_has_as_many_members_as_it_had_on_the_day(code, on, number):
    assert len(members_of(code, day(on))) == number, members_of(code, day(on))


@pytest.mark.parametrize(
    ("code", "member", "joined", "left"),
    [
        ("EUR", "GBR", "1973-01-01", "2020-01-31"),
        ("NAT", "FIN", "2023-04-04", ""),
        ("P05", "CHN", "1971-10-25", ""),
        ("WAS", "MLI", "1975-05-28", "2025-01-28"),
        ("OPC", "QAT", "1961-01-01", "2018-12-31"),
        ("WSO", "DDR", "1956-01-28", "1990-10-02"),
        ("BRC", "ZAF", "2010-12-24", ""),
        ("CWN", "ZWE", "1980-04-18", "2003-12-07"),
    ],
)
def test_a_state_belongs_from_the_day_it_joins_to_the_day_it_leaves(code, member, joined, left):
    eve = day(joined) - dt.timedelta(days=1)
    assert member in members_of(code, day(joined))
    assert member not in members_of(code, eve)
    assert not left or member in members_of(code, day(left))
    assert not left or member not in members_of(code, day(left) + dt.timedelta(days=1))


def test_who_left_and_came_back_was_no_member_between():
    assert [("NZL" in members_of("FVE", day("1990-01-01"))), "PAK" in members_of("CWN", day("1980-01-01"))] == [
        True,
        False,
    ]
    assert "MAR" not in members_of("AFU", day("2000-01-01"))
    assert "MAR" in members_of("AFU", day("2017-02-01"))


def test_the_veto_powers_of_a_day_are_those_that_existed():
    assert members_of("P05", day("1988-01-01")) == ("CHN", "FRA", "GBR", "SUN", "USA")
    assert members_of("P05", day("1993-01-01")) == ("CHN", "FRA", "GBR", "RUS", "USA")


def test_without_a_day_the_members_are_those_that_stay():
    assert members_of("WSO") == ()
    assert members_of("MER") == ("ARG", "BOL", "BRA", "PRY", "URY", "VEN")


def test_an_unknown_organisation_has_no_listed_members():
    assert members_of("XXX", day("2000-01-01")) == ()


def test_a_state_is_told_what_it_belongs_to():
    assert {"EUR", "NAT", "G07", "OSC", "EUZ"} <= set(organisations_of("DEU", day("2005-01-01")))
    assert "EUR" not in organisations_of("TUR", day("2005-01-01"))


def test_every_code_is_that_of_a_state_or_of_an_organisation_that_has_a_name():
    organisations = set(yaml.safe_load((ACTORS / "organisations.yaml").read_text("utf-8")))
    states = set(read_states()) | {"ESH", "HKG"}
    for code, rows in read_members().items():
        assert code in organisations, code
        assert not [row.member for row in rows if row.member not in states | organisations], code


def test_no_state_is_listed_twice_for_one_time():
    for code, rows in read_members().items():
        spells = {}
        for row in sorted(rows, key=lambda row: (row.member, row.first or dt.date.min)):
            before = spells.get(row.member)
            assert before is None or before < (row.first or dt.date.min), (code, row)
            spells[row.member] = row.last or dt.date.max


def test_no_state_that_was_not_yet_or_no_more_is_a_member():
    for state in read_states().values():
        if state.first:
            spells = [row for rows in read_members().values() for row in rows if row.member == state.code]
            assert all(row.last and state.existed_on(row.last) for row in spells), state.code


@given(DAYS)
def test_who_is_in_the_euro_is_in_the_union_on_every_day(on):
    assert set(members_of("EUZ", on)) <= set(members_of("EUR", on))


def test_a_spell_that_cannot_be_read_is_named_with_its_line(tmp_path):
    broken = tmp_path / "members.yaml"
    broken.write_text("members:\n  EUR:\n    then/now: [DEU]\n", encoding="utf-8")
    with pytest.raises(LexiconError, match="then/now"):
        read_members(broken)


def test_the_table_says_as_of_when_it_is():
    assert yaml.safe_load(FILE.read_text("utf-8"))["as_of"] == dt.date(2025, 6, 30)
