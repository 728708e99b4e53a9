"""The gate of eval/: floors only rise."""

import importlib.util
import json
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def gate():
    spec = importlib.util.spec_from_file_location("gate", ROOT / "eval" / "gate.py")
    module = importlib.util.module_from_spec(spec)
    import sys  # noqa: PLC0415  (dataclasses look their module up)

    sys.modules["gate"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def floor(gate):
    return gate.Floor(name="pairs", scorer="triplet", figure="pairs.triplet_f1", floor=0.5)


def test_a_better_figure_becomes_the_floor(floor):
    assert floor.raised(0.6123).floor == 0.612


def test_a_worse_figure_leaves_the_floor_and_does_not_hold(floor):
    assert floor.raised(0.4).floor == 0.5
    assert not floor.holds(0.4)


def test_rounding_is_no_loss(floor):
    assert floor.holds(0.4996)


def test_where_lower_is_better_the_floor_sinks(gate):
    alarms = gate.Floor(name="alarms", scorer="triplet", figure="gsr.false_alarms", better="lower", floor=0.25)
    assert alarms.raised(0.1).floor == 0.1
    assert not alarms.holds(0.3)


def test_a_figure_that_could_not_be_measured_does_not_hold(floor, gate):
    assert not floor.holds(None)
    assert "not measured" in gate.table([floor], {"pairs": None})


def test_floors_survive_writing_and_reading(gate, floor, tmp_path):
    path = tmp_path / "floors.json"
    gate.write_floors([floor], path)
    assert gate.read_floors(path) == [floor]


def test_every_floor_names_a_scorer_and_a_figure(gate):
    floors = gate.read_floors()
    assert len(floors) > 20
    assert all(floor.scorer and floor.figure and floor.better in {"higher", "lower"} for floor in floors)


def test_the_file_of_floors_is_written_as_the_gate_writes_it(gate, tmp_path):
    path = tmp_path / "floors.json"
    gate.write_floors(gate.read_floors(), path)
    assert json.loads(path.read_text()) == json.loads(gate.FLOORS.read_text())
    assert path.read_text() == gate.FLOORS.read_text()
