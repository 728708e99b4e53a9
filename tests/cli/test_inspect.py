"""`dateline inspect`: every stage as JSON Lines with offsets that slice back."""

import json

import pytest

from dateline.cli.stages import STAGES
from factories import envoy_talks

pytestmark = pytest.mark.usefixtures("path_of_stories")


@pytest.mark.parametrize("stage", STAGES)
def test_every_line_of_every_stage_slices_back_out_of_the_story(dateline, stage):
    text = envoy_talks("a.txt").resolved.parsed.split.story.text
    done = dateline("inspect", "a.txt", "--stage", stage)
    rows = [json.loads(line) for line in done.out.splitlines()]
    assert done.code == 0
    assert rows or stage in {"dates", "places", "actors"}
    for row in rows:
        assert list(row)[:4] == ["source_id", "start", "end", "text"]
        assert text[row["start"] : row["end"]] == row["text"]


def test_a_tenure_has_from_and_to_as_the_contract_names_them(dateline):
    [row] = [json.loads(line) for line in dateline("inspect", "a.txt", "--stage", "offices").out.splitlines()]
    assert {"person", "office", "country", "from", "to", "basis"} <= set(row)


def test_an_event_line_is_the_event_row_with_the_span_of_its_trigger(dateline):
    call, plan = [json.loads(line) for line in dateline("inspect", "a.txt", "--stage", "events").out.splitlines()]
    assert call["text"] == call["trigger"]["text"] == "spoke by phone"
    assert (call["type"], plan["type"]) == ("CONSULT", "AGREE")


def test_rejected_inputs_make_exit_code_1(dateline):
    done = dateline("inspect", "noise.bin", "--stage", "parts")
    assert (done.code, done.out) == (1, "")
    assert "noise.bin" in done.err
