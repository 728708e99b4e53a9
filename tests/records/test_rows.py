"""Records as rows: the names of the contract, plain values, and a schema for each record."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline import records
from dateline.records import StateChange, Tenure, When, content_id, json_schema, to_json, to_row
from factories import envoy_talks, make_run

RECORDS = [
    found
    for name in records.__all__
    if isinstance(found := getattr(records, name), type) and dataclasses.is_dataclass(found)
]
#: The names that the contract promises for a row of each kind, in any order.
EVENT = {
    *("event_id", "story_id", "source_id", "type", "act", "mode", "cameo", "quad", "labels", "goldstein"),
    *("plover_score", "contexts", "status", "background", "actors", "recipients", "channel", "when", "where"),
    *("attributed_to", "trigger", "evidence", "issues", "confidence", "basis", "mentions", "sources"),
}
PARTS = {
    "actors": {"text", "start", "end", "name", "entity_id", "kind", "country", "sectors", "office", "role"},
    "when": {"first", "last", "grain", "basis", "text", "start", "end"},
    "where": {"text", "name", "country", "lat", "lon", "geonames_id", "basis"},
    "attributed_to": {"text", "country", "cue"},
    "trigger": {"text", "start", "end"},
    "evidence": {"part", "start", "end"},
    "labels": {"plv15"},
    "basis": {"type", "actors", "model"},
}
TEXT = st.text(max_size=30)


def test_all_records_are_here():
    assert len(RECORDS) > 30


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.__name__)
def test_every_record_has_a_schema_with_its_fields_and_its_docstring(record):
    schema = json_schema(record)
    found = schema["$defs"][record.__name__]
    fields = [
        field.name.removesuffix("_") if field.name == "from_" else field.name for field in dataclasses.fields(record)
    ]
    assert list(found["properties"]) == fields
    assert found["description"].startswith(record.__doc__.strip().split("\n")[0][:40])
    assert json.loads(json.dumps(schema)) == schema


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.__name__)
def test_every_record_is_frozen_and_slotted(record):
    assert record.__dataclass_params__.frozen
    assert "__slots__" in vars(record)


def test_an_event_row_has_exactly_the_names_of_the_contract():
    assert set(to_row(envoy_talks().events[0])) == EVENT


@pytest.mark.parametrize("name", PARTS)
def test_the_parts_of_an_event_row_have_the_names_of_the_contract(name):
    row = to_row(envoy_talks().events[1])
    part = row[name][0] if isinstance(row[name], list) else row[name]
    assert PARTS[name] <= set(part)


def test_a_claim_row_has_the_names_of_the_contract():
    row = to_row(envoy_talks().claims[0])
    named = {"claim_id", "story_id", "speaker", "country", "cue", "quoted", "content", "addressee", "stance", "about"}
    assert named | {"source_id", "start", "end", "text"} <= set(row)
    assert row["content"] == [row["start"], row["end"]]


def test_a_tenure_says_from_and_to_and_never_from_with_an_underscore():
    row = to_row(Tenure(person="Liv Aasen", office="envoy", country="NOR", from_=dt.date(2019, 3, 1)))
    assert (row["from"], row["to"]) == ("2019-03-01", None)
    assert "from_" not in row
    schema = json_schema(StateChange)["$defs"]["StateChange"]
    assert list(schema["properties"])[:3] == ["state", "from", "event_id"]
    assert "from" in schema["required"]


def test_dates_are_iso_text_and_times_too():
    assert to_row(When(first=dt.date(1988, 2, 9), last=dt.date(1988, 2, 29)))["last"] == "1988-02-29"
    assert to_row(make_run())["started_at"] == "2021-05-01T12:00:00Z"


def test_tuples_are_lists_all_the_way_down():
    row = to_row(envoy_talks())
    assert json.loads(to_json(row)) == row


def test_rows_keep_the_order_of_the_record():
    event = envoy_talks().events[0]
    assert list(to_row(event)) == [field.name for field in dataclasses.fields(event)]


def test_what_is_no_record_is_refused_with_its_type():
    with pytest.raises(TypeError, match="list is not a record"):
        to_row([1, 2])


@given(TEXT, TEXT)
def test_json_of_any_text_reads_back_as_it_was(name, text):
    line = to_json({name: text})
    assert "\n" not in line
    assert json.loads(line) == {name: text}


@given(st.text(st.characters(categories=["Cs", "Lu"]), min_size=1, max_size=8))
def test_lone_surrogates_are_escaped_and_never_fail(text):
    line = to_json({"text": text})
    line.encode("utf-8")
    assert json.loads(line)["text"].encode("utf-16", "surrogatepass") == text.encode("utf-16", "surrogatepass")


# ------------------------------------------------------------------------------------------------ ids
@given(st.lists(TEXT, max_size=5))
def test_an_id_is_its_prefix_and_16_hexadecimal_digits(fields):
    prefix, _, digits = content_id("ev", *fields).partition("_")
    assert prefix == "ev"
    assert len(digits) == 16
    assert set(digits) <= set("0123456789abcdef")


#: Fields as real ones are: without the separator that cannot be typed.
FIELDS = st.lists(st.text(st.characters(exclude_characters="\x1f"), max_size=30), min_size=1, max_size=4)


@given(FIELDS, FIELDS)
def test_ids_are_equal_only_where_the_fields_are(first, second):
    assert content_id("ev", *first) == content_id("ev", *first)
    assert (content_id("ev", *first) == content_id("ev", *second)) is (first == second)


@pytest.mark.parametrize(
    ("first", "second"),
    [((1, "a"), ("1", "a")), ((None,), ("",)), ((dt.date(2019, 5, 1),), ("2019-05-01",))],
)
def test_fields_count_as_the_text_that_they_read_as(first, second):
    assert content_id("x", *first) == content_id("x", *second)


@pytest.mark.parametrize(
    ("first", "second"),
    [(("ab", "c"), ("a", "bc")), (("a", ""), ("a",)), (("a", "b"), ("b", "a")), (("a",), ("A",))],
)
def test_fields_never_run_into_each_other(first, second):
    assert content_id("x", *first) != content_id("x", *second)


def test_ids_of_different_kinds_differ():
    assert content_id("ev", "a") != content_id("st", "a")


def test_ids_are_the_same_in_every_run_and_on_every_machine():
    assert content_id("ev", "st_1", "CONSULT", 12) == "ev_d3cb8e081addbf7e"


def test_lone_surrogates_have_ids_too():
    assert content_id("st", "\ud800") != content_id("st", "\ud801")
