"""GraphML: what is written is loaded by networkx with the same nodes and edges, in both models."""

import io
import re

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.export import write_graphml
from dateline.export.graphml import ATTRIBUTES
from dateline.records.loss import ExportChoices
from told_events import actor, event, told, told_events

MODELS = ("dyadic", "bipartite")


def written(*events, model="dyadic"):
    stream = io.BytesIO()
    return write_graphml(events, stream, ExportChoices(model=model)), stream.getvalue()


def loaded(*events, model="dyadic"):
    return nx.read_graphml(io.BytesIO(written(*events, model=model)[1]), force_multigraph=True)


def test_an_event_is_an_edge_from_who_acts_to_whom():
    graph = loaded(told())
    assert set(graph.nodes) == {"state:NOR", "state:CHL"}
    [(source, target, data)] = graph.edges(data=True)
    assert (source, target) == ("state:NOR", "state:CHL")
    assert (data["type"], data["first"], data["weight"], data["event_id"]) == (
        "SUPPORT",
        "2021-03-02",
        1.0,
        "ev_0123456789abcdef",
    )
    assert graph.nodes["state:NOR"] == {
        "name": "Norway",
        "country": "NOR",
        "kind": "state",
        "sectors": "GOV",
        "events": 1,
        "first": "2021-03-02",
        "last": "2021-03-02",
    }


def test_a_meeting_of_three_is_six_edges_that_count_as_one_event():
    three = tuple(actor(name, code, role="participant") for name, code in (("a", "NOR"), ("b", "CHL"), ("c", "KOR")))
    graph = loaded(told(event("CONSULT", cameo="040", actors=three, recipients=())))
    assert graph.number_of_edges() == 6
    assert sum(weight for *_, weight in graph.edges(data="weight")) == pytest.approx(1)
    assert all(data["reciprocal"] for *_, data in graph.edges(data=True))


def test_an_event_of_one_side_has_no_edge_and_is_counted():
    loss, _ = written(told(event(recipients=())), told())
    assert [(out.reason, out.events) for out in loss.left_out] == [("with one side only", 1)]


def test_in_the_bipartite_model_events_are_nodes_between_their_actors():
    graph = loaded(told(event(recipients=(), event_id="ev_1")), told(event(event_id="ev_2")), model="bipartite")
    assert {name for name, part in graph.nodes(data="bipartite") if part == 1} == {"ev_1", "ev_2"}
    assert sorted((source, target) for source, target in graph.edges()) == [
        ("ev_2", "state:CHL"),
        ("state:NOR", "ev_1"),
        ("state:NOR", "ev_2"),
    ]
    assert graph.nodes["ev_2"]["type"] == "SUPPORT"


def test_an_unknown_date_has_no_data_element():
    [(_, _, data)] = loaded(told(event(day=None))).edges(data=True)
    assert "first" not in data
    assert data["grain"] == "unknown"


def test_characters_that_xml_forbids_are_replaced():
    graph = loaded(told(event(actors=(actor("a\x00b\x1b<&>\ud800\ufffe"),))))
    assert graph.nodes["state:NOR"]["name"] == "a\ufffdb\ufffd<&>\ufffd\ufffd"


@pytest.mark.parametrize("model", MODELS)
def test_keys_come_first_sorted_and_are_all_used_or_explained(model):
    _, content = written(told(), model=model)
    text = content.decode()
    assert text.rindex("<key ") < text.index("<graph id")
    named = re.findall(r'<key id="(\w+)" for="(\w+)" attr.name="(\w+)"', text)
    assert named == sorted(named)
    assert {name for _, _, name in named} <= {*ATTRIBUTES["node"], *ATTRIBUTES["edge"]}


def test_a_graph_without_events_is_a_graph():
    for model in MODELS:
        assert loaded(model=model).number_of_nodes() == 0


@pytest.mark.parametrize("model", MODELS)
@settings(max_examples=15)
@given(events=st.lists(told_events(), max_size=4, unique_by=lambda one: one.event.event_id))
def test_networkx_loads_as_many_edges_as_the_report_says_and_nodes_are_sorted(model, events):
    loss, content = written(*events, model=model)
    graph = nx.read_graphml(io.BytesIO(content), force_multigraph=True)
    assert graph.number_of_edges() == loss.rows
    assert graph.is_directed()
    ids = re.findall(rb'<node id="([^"]*)"', content)
    assert [name.decode() for name in ids] == sorted(name.decode() for name in ids)
    assert written(*events, model=model)[1] == content
