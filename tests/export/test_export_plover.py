"""PLOVER JSON Lines: what the manual wants, and the whole record back."""

import datetime as dt
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.export import write_plover
from dateline.export.plover import FIELDS
from dateline.foreign.plover import read_told
from dateline.records import When
from dateline.records.loss import ExportChoices
from told_events import OSLO, actor, event, told, told_events

DEFAULT = ExportChoices()


def written(*events, choices=DEFAULT):
    stream = io.BytesIO()
    loss = write_plover(events, stream, choices)
    return loss, stream.getvalue()


def row_of(**fields):
    _, content = written(told(event(**fields)))
    [line] = content.decode().splitlines()
    return json.loads(line)


def test_an_event_has_the_fields_of_the_manual_in_their_order():
    row = row_of(mode="phone", where=OSLO)
    assert list(row) == [name for name in FIELDS["event"] if name in row]
    assert (row["id"], row["date"], row["event"], row["mode"]) == (
        "ev_0123456789abcdef",
        "2021-03-02",
        ["SUPPORT"],
        ["phone"],
    )
    assert (row["quad_code"], row["event_scale"], row["context"]) == (1, 5.0, ["diplomatic", "environment"])
    assert row["event_text"] == ["backed"]
    assert row["text_info"] == {"sequence": 1, "start": 0, "end": 30}
    assert row["cite_info"]["publication"] == "Nordwire"
    assert row["event_loc"]["feature_code"] == "PPLC"
    assert row["event_loc"]["resolution"] == 4


def test_every_nested_object_has_fields_that_the_table_names():
    row = row_of(where=OSLO, actors=(actor("Ada Berg", office="envoy", sectors=("GOV", "MIL", "SPY")),))
    for name, field in (("entity", "actor"), ("entity", "recipient")):
        assert all(set(item) <= set(FIELDS[name]) for item in row[field])
    assert set(row["event_loc"]) <= set(FIELDS["location"])
    assert set(row["text_info"]) == set(FIELDS["text_info"])
    assert set(row["cite_info"]) <= set(FIELDS["cite_info"])
    assert row["actor"] == [{"code": "NOR", "sector": "GOVMIL", "entity_text": "Ada Berg", "office": "envoy"}]


@pytest.mark.parametrize(
    ("country", "code"), [("XKX", "KOS"), ("NAT", "IGO"), ("UNO", "UNO"), ("EUR", "EUR"), ("SUN", "SUN")]
)
def test_countries_and_organisations_have_the_codes_of_plover(country, code):
    assert row_of(actors=(actor("it", country),))["actor"][0]["code"] == code


def test_participants_of_a_meeting_are_all_actors_and_there_is_no_recipient():
    row = row_of(actors=(actor(), actor("Chile", "CHL")), recipients=())
    assert [who["code"] for who in row["actor"]] == ["NOR", "CHL"]
    assert "recipient" not in row


@pytest.mark.parametrize(("kind", "has_field"), [("AID", True), ("SANCTION", True), ("REQUEST", False)])
def test_a_type_that_wants_a_recipient_has_the_field_even_where_nobody_is_named(kind, has_field):
    row = row_of(type=kind, recipients=())
    assert ("recipient" in row) == has_field
    assert "recipient" not in row_of(type="CONSULT", recipients=(), actors=())
    assert row_of(type="CONSULT", recipients=(), actors=())["actor"] == []


@pytest.mark.parametrize(
    ("fields", "auxiliary"),
    [
        ({"background": True}, ["historical"]),
        ({"status": "planned"}, ["future"]),
        ({"status": "postponed"}, ["future"]),
        ({"status": "hypothetical"}, ["hypothetical"]),
        ({"status": "not_occurred", "background": True}, ["historical", "negation"]),
    ],
)
def test_what_did_not_happen_as_told_is_marked_among_the_contexts(fields, auxiliary):
    assert row_of(contexts=("legal",), **fields)["context"] == ["legal", *auxiliary]


def test_a_plan_to_meet_is_agreed_on_the_day_on_which_it_was_told():
    row = row_of(type="AGREE", act="CONSULT", status="planned", day=dt.date(2021, 5, 1), contexts=())
    assert (row["date"], row["event"]) == ("2021-03-03", ["AGREE"])
    assert "2021-05-01" in row["comment"]
    assert "context" not in row, "the manual: the one plain type, never a type and an auxiliary mode"


def test_a_month_is_from_its_first_to_its_last_day():
    month = When(value="2021-03", first=dt.date(2021, 3, 1), last=dt.date(2021, 3, 31), grain="month", basis="words")
    row = row_of(when=month)
    assert (row["date"], row["enddate"]) == ("2021-03-01", "2021-03-31")


def test_an_event_of_unknown_date_is_left_out_and_counted():
    loss, content = written(told(event(day=None)), told())
    assert (loss.events, loss.written, loss.left_out[0].events) == (2, 1, 1)
    assert not loss.lossless
    assert content.count(b"\n") == 1


def test_an_event_of_unknown_date_on_the_day_of_publication_says_so():
    loss, content = written(told(event(day=None)), choices=ExportChoices(undated="published"))
    row = json.loads(content)
    assert row["date"] == "2021-03-03"
    assert "publication" in row["comment"]
    assert row["dateline"]["event"]["when"]["first"] is None
    assert loss.changed[0].events == 1


@pytest.mark.parametrize(("choice", "quad"), [(4, 4), (3, 3)])
def test_the_quad_class_of_sanction_is_a_choice(choice, quad):
    one = told(event("SANCTION", quad="material_conflict"))
    loss, content = written(one, choices=ExportChoices(sanction_quad=choice))
    assert json.loads(content)["quad_code"] == quad
    assert {item.name: item.chosen for item in loss.choices}["quad of SANCTION"] == str(choice)


def test_the_sentences_of_the_agency_are_not_given_away():
    _, content = written(told())
    assert b"on Tuesday" not in content


@given(
    st.lists(told_events(), max_size=4, unique_by=lambda one: one.event.event_id),
    st.sampled_from(["leave-out", "published"]),
)
def test_what_was_written_reads_back_to_the_same_records_and_is_written_again_byte_for_byte(events, undated):
    choices = ExportChoices(undated=undated)
    loss, content = written(*events, choices=choices)
    back = list(read_told(enumerate(content.decode().split("\n"), 1)))
    kept = {one.event.event_id: one.event for one in events}
    assert [one.event for one in back] == [kept[one.event.event_id] for one in back]
    assert len(back) == loss.written
    assert written(*back, choices=choices)[1] == content
