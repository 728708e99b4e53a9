"""Compound, mutual and mediated events and visits as directed pairs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.export.dyads_of import dyads_of, without_host
from dateline.lexicon.exchange import load_exchange
from dateline.records.row_ids import ROWS, event_key, key_of_row, row_number
from told_events import actor, event, told_events

EXCHANGE = load_exchange()


def sides(words, role="actor"):
    return tuple(actor(word, word, role=word_role or role) for word, _, word_role in (w.partition(":") for w in words))


def pairs(cameo, actors, recipients=(), **fields):
    one = event(cameo=cameo, actors=sides(actors), recipients=sides(recipients, "recipient"), **fields)
    return [
        (pair.source.country if pair.source else None, pair.target.country if pair.target else None, pair.code)
        for pair in dyads_of(one, EXCHANGE)
    ]


def test_two_actors_and_three_recipients_are_six_rows():
    found = pairs("051", ["NOR", "CHL"], ["KOR", "PER", "MEX"])
    assert len(found) == 6
    assert found[:3] == [("NOR", "KOR", "051"), ("NOR", "PER", "051"), ("NOR", "MEX", "051")]


def test_twenty_participants_are_380_rows():
    found = pairs("040", [f"{n:03}:participant" for n in range(20)], type="CONSULT")
    assert len(found) == len(set(found)) == 380


def test_participants_of_a_meeting_meet_each_other_whatever_their_role_is_called():
    assert pairs("046", ["NOR", "CHL"], type="CONSULT") == [("NOR", "CHL", "046"), ("CHL", "NOR", "046")]


def test_actors_who_do_not_act_upon_each_other_have_no_target():
    assert pairs("141", ["NOR", "CHL"], type="PROTEST") == [("NOR", None, "141"), ("CHL", None, "141")]


def test_a_call_from_one_to_another_is_written_in_both_directions():
    assert pairs("041", ["NOR"], ["CHL"], type="CONSULT") == [("NOR", "CHL", "041"), ("CHL", "NOR", "041")]


def test_a_sanction_has_one_direction():
    assert pairs("163", ["NOR"], ["CHL"]) == [("NOR", "CHL", "163")]


@pytest.mark.parametrize("cameo", ["042", "043"])
def test_a_visit_is_042_from_the_visitor_and_043_from_the_host(cameo):
    assert pairs(cameo, ["CHL:host", "NOR:visitor"], type="CONSULT") == [("NOR", "CHL", "042"), ("CHL", "NOR", "043")]


def test_without_roles_the_code_of_a_visit_tells_who_is_the_host():
    assert pairs("042", ["NOR"], ["CHL"]) == [("NOR", "CHL", "042"), ("CHL", "NOR", "043")]
    assert pairs("043", ["CHL"], ["NOR"]) == [("NOR", "CHL", "042"), ("CHL", "NOR", "043")]


def test_a_visit_of_which_nobody_is_told_to_be_the_host_is_a_consultation():
    one = event(cameo="042", actors=sides(["NOR", "CHL"], "participant"), recipients=())
    assert without_host(one, EXCHANGE)
    assert {pair.code for pair in dyads_of(one, EXCHANGE)} == {"040"}


def test_two_visitors_of_one_host_do_not_visit_each_other():
    found = pairs("042", ["CHL:host", "NOR:visitor", "PER:visitor"], type="CONSULT")
    assert sorted(found) == [
        ("CHL", "NOR", "043"),
        ("CHL", "PER", "043"),
        ("NOR", "CHL", "042"),
        ("PER", "CHL", "042"),
    ]


def test_a_host_whose_visitor_is_not_named_has_no_visitor():
    assert pairs("043", ["CHL:host"]) == [("CHL", None, "043")]


def test_a_host_or_visitor_of_whom_nobody_tells_is_nobody():
    assert pairs("043", [], ["NOR"]) == [("NOR", None, "042"), (None, "NOR", "043")]
    assert pairs("042", [], ["CHL"]) == [(None, "CHL", "042"), ("CHL", None, "043")]


def test_a_mediator_mediates_between_the_sides():
    assert pairs("045", ["NOR:mediator", "CHL:participant", "PER:participant"]) == [
        ("NOR", "CHL", "045"),
        ("NOR", "PER", "045"),
    ]


def test_talks_with_a_mediator_are_talks_of_the_sides_and_mediation():
    assert pairs("046", ["NOR:mediator", "CHL:participant", "PER:participant"], type="CONSULT") == [
        ("CHL", "PER", "046"),
        ("PER", "CHL", "046"),
        ("NOR", "CHL", "045"),
        ("NOR", "PER", "045"),
    ]


def test_an_act_whose_actor_is_not_told_has_no_source():
    assert pairs("190", [], ["CHL"]) == [(None, "CHL", "190")]
    assert pairs("190", []) == [(None, None, "190")]


@given(told_events())
def test_every_event_has_a_row_and_no_row_joins_an_actor_with_itself(told):
    found = dyads_of(told.event, EXCHANGE)
    assert found
    assert all(pair.source is not pair.target or pair.source is None for pair in found)


@given(st.text("0123456789abcdef", min_size=16, max_size=16), st.integers(0, 3 * ROWS))
def test_numbers_of_rows_fit_63_bits_and_fold_back_to_the_event(event_id, serial):
    number = row_number(f"ev_{event_id}", serial)
    assert 2**62 <= number < 2**63
    assert key_of_row(number) == event_key(f"ev_{event_id}", serial // ROWS)


def test_no_two_rows_of_an_event_have_one_number():
    assert len({row_number("ev_0123456789abcdef", serial) for serial in range(3 * ROWS)}) == 3 * ROWS
