import csv
import io
import json

import pyarrow.parquet as pq
import pytest

from dateline.ledger_api import Ledger


def test_the_table_has_four_counts_a_total_and_says_how_it_was_counted(dateline, ledger):
    done = dateline("count", "--ledger", ledger, "--by", "type", "--format", "table")
    assert done.code == 0
    assert done.out.split()[:6] == ["type", "events", "stories", "sources", "mentions", "share"]
    assert "CONSULT" in done.out
    assert "counted: one for each event, however often it is told" in done.out


@pytest.mark.parametrize("unit", ["event", "story", "source", "mention"])
def test_a_unit_is_a_column_of_its_own_in_every_format(dateline, ledger, tmp_path, unit):
    names = {"event": "events", "story": "stories", "source": "sources", "mention": "mentions"}
    done = dateline("count", "--ledger", ledger, "--by", "type,status", "--unit", unit, "--format", "jsonl")
    rows = [json.loads(line) for line in done.out.splitlines()]
    assert list(rows[0]) == ["type", "status", names[unit], "share", "total", "unit", "counted"]
    done = dateline("count", "--ledger", ledger, "--by", "type", "--by", "status", "--unit", unit, "--format", "csv")
    assert [row["unit"] for row in csv.DictReader(io.StringIO(done.out))] == [unit] * len(rows)
    path = tmp_path / "counts.parquet"
    assert dateline("count", "--ledger", ledger, "--by", "type,status", "--unit", unit, "-o", path).code == 0
    assert pq.read_table(path).to_pylist() == rows


def test_filters_and_order_are_those_of_events(dateline, ledger):
    done = dateline("count", "--ledger", ledger, "--by", "type", "--type", "NONE", "--format", "jsonl")
    assert (done.code, done.out) == (0, "")
    done = dateline("count", "--ledger", ledger, "--type", "NONE", "--format", "table")
    assert "total: 0 events" in done.out


def test_a_heading_that_does_not_exist_is_wrong_usage(dateline, ledger):
    done = dateline("count", "--ledger", ledger, "--by", "colour")
    assert done.code == 2
    assert "cannot count by colour; count by: type" in done.err


def test_events_by_unit_have_a_row_for_each(dateline, ledger):
    counted = dateline("count", "--ledger", ledger, "--unit", "source", "--format", "jsonl")
    rows = dateline("events", "--ledger", ledger, "--unit", "source", "--format", "jsonl").out.splitlines()
    assert len(rows) == json.loads(counted.out)["total"]
    assert {json.loads(row)["unit_id"] for row in rows} == {"Nordwire", "Andes News"}
    assert "Nordwire" in dateline("events", "--ledger", ledger, "--unit", "source", "--format", "table").out


def test_python_counts_as_the_command_does(dateline, ledger):
    with Ledger.open(ledger, read_only=True) as opened:
        rows = opened.count("type", unit="story").rows()
        units = opened.events(unit="story").rows()
    out = dateline("count", "--ledger", ledger, "--by", "type", "--unit", "story", "--format", "jsonl").out
    assert [json.loads(line) for line in out.splitlines()] == rows
    assert len(units) == sum(row["stories"] for row in rows)
