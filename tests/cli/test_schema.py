"""`dateline schema`: the JSON Schema of every record."""

import json

import pytest

from dateline.cli.schema import record_types
from dateline.records import to_row
from factories import envoy_talks


@pytest.mark.parametrize("record", record_types())
def test_every_record_has_a_schema_that_describes_an_object(dateline, record):
    schema = json.loads(dateline("schema", record).out)
    name = schema["$ref"].rpartition("/")[2]
    assert schema["$defs"][name]["type"] == "object"
    assert schema["$defs"][name]["description"]


def test_the_event_schema_names_exactly_the_fields_of_an_event_row(dateline):
    schema = json.loads(dateline("schema", "event").out)
    event = envoy_talks().events[0]
    assert list(schema["$defs"]["Event"]["properties"]) == list(to_row(event))


def test_without_a_record_all_records_are_listed(dateline):
    listed = dateline("schema").out
    assert [line.split()[0] for line in listed.splitlines()] == list(record_types())


def test_an_unknown_record_is_wrong_usage_and_the_message_lists_the_known_ones(dateline):
    done = dateline("schema", "envoy")
    assert done.code == 2
    assert "actor-mention" in done.err


def test_names_of_classes_are_understood_too(dateline):
    assert dateline("schema", "ActorMention").out == dateline("schema", "actor-mention").out
