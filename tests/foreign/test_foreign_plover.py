"""PLOVER JSON Lines of other hands, those of earlier drafts included."""

import datetime as dt
import json

import pytest

from dateline.foreign.plover import is_plover, read_plover
from dateline.records.foreign import ForeignEvent, ForeignProblem

NOW = {
    "id": "x1",
    "date": "2019-08-01",
    "actor": [{"code": "NOR", "sector": "GOVMIL", "entity_text": "Oslo"}],
    "recipient": [{"code": "KOS"}],
    "event": ["ACCUSE"],
    "mode": ["allege"],
    "quad_code": 3,
    "event_loc": {"resolved_place": "Oslo", "lat": 59.9, "lon": 10.7, "country_code": "NOR"},
}


def read(*rows):
    texts = [row if isinstance(row, str) else json.dumps(row) for row in rows]
    return list(read_plover(enumerate(texts, 1), "p.jsonl"))


def test_an_object_of_the_manual_is_an_event():
    [event] = read(NOW)
    assert (event.id, event.first, event.last) == ("x1", dt.date(2019, 8, 1), dt.date(2019, 8, 1))
    assert (event.type, event.mode, event.quad) == ("ACCUSE", "allege", "verbal_conflict")
    [actor] = event.actors
    assert (actor.name, actor.country, actor.sectors) == ("Oslo", "NOR", ("GOV", "MIL"))
    assert event.recipients[0].country == "XKX", "our code of Kosovo"
    assert (event.place, event.lat, event.place_country) == ("Oslo", 59.9, "NOR")


def test_names_of_the_manuals_examples_are_known():
    other = {"raw_text": "Oslo", "entity_name": "Norway", "country_code": "NOR", "sector_code": "GOV"}
    [event] = read(NOW | {"actor": [other | {"other_sector_codes": ["MIL"]}]})
    [actor] = event.actors
    assert (actor.name, actor.country, actor.sectors) == ("Norway", "NOR", ("GOV", "MIL"))


def test_records_of_earlier_drafts_have_source_target_and_codes_in_one_word():
    old = {"id": "o", "date": "2012-01-05", "source": {"actorCode": "NORGOV"}, "target": "CHLMIL"}
    [event] = read(old | {"event": "DEMAND", "eventText": "demanded", "textInfo": {}})
    assert event.type == "REQUEST"
    assert [(who.country, who.sectors) for who in (*event.actors, *event.recipients)] == [
        ("NOR", ("GOV",)),
        ("CHL", ("MIL",)),
    ]


def test_a_date_without_quotes_is_mended():
    line = '{"id": "u", "date": 2019-08-01, "actor": [{"code": "NOR"}], "event": ["CONSULT"]}'
    assert is_plover(line)
    [event] = read(line)
    assert event.first == dt.date(2019, 8, 1)


def test_a_date_within_a_text_is_left_alone():
    line = '{"id": "u: 2019-08-01, x", "date": 2019-08-02, "actor": [{"code": "NOR"}], "event": ["CONSULT"]}'
    [event] = read(line)
    assert (event.id, event.first) == ("u: 2019-08-01, x", dt.date(2019, 8, 2))


@pytest.mark.parametrize("lat", [int("9" * 400), "north", [1], None])
def test_a_latitude_that_is_no_figure_is_none(lat):
    [event] = read(NOW | {"event_loc": {"lat": lat, "lon": 10.7}})
    assert (event.lat, event.lon) == (None, 10.7)


def test_several_types_are_several_events():
    assert [event.type for event in read(NOW | {"event": ["ACCUSE", "THREATEN"]})] == ["ACCUSE", "THREATEN"]


@pytest.mark.parametrize(
    ("context", "status"),
    [("future", "planned"), ("negation", "not_occurred"), ("hypothetical", "hypothetical"), ("legal", None)],
)
def test_auxiliary_modes_tell_what_did_not_happen(context, status):
    [event] = read(NOW | {"context": [context]})
    assert event.status == status


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("not json", "no JSON object"),
        ("[1, 2]", "no JSON object"),
        ("[" * 100_000, "no JSON object"),
        ({**NOW, "event": ["GOSSIP"]}, "no type of PLOVER"),
        ({**NOW, "event": []}, "no event"),
        ({**NOW, "date": "soon"}, "no day"),
        ({**NOW, "date": None}, "date is missing"),
        ({**NOW, "date": 5, "actor": {"code": ["NOR"]}}, "no day"),
    ],
)
def test_a_wrong_line_is_a_problem_and_the_next_one_is_read(line, words):
    problem, event = read(line, NOW)
    assert isinstance(problem, ForeignProblem)
    assert (problem.line, words in problem.reason) == (1, True), problem.reason
    assert isinstance(event, ForeignEvent)


@pytest.mark.parametrize("line", ["{}", "[]", "null", '{"event_id": 1, "date": "x"}', '{"a": 1}', "\ud800", "{" * 2000])
def test_other_lines_are_no_plover(line):
    assert not is_plover(line)
