import csv
import io
import json
from dataclasses import replace

import pyarrow.parquet as pq
import pytest

from dateline.ledger import Ledger
from dateline.ledger_api import Ledger as Asked
from factories import envoy_talks, make_run


@pytest.fixture(scope="module")
def pair(tmp_path_factory):
    """Two ledgers of one story: in the second an event has another type, and one is missing; another story is only in the first."""
    tmp_path = tmp_path_factory.mktemp("pair")
    story = envoy_talks("a.txt")
    call, _ = story.events
    other = replace(story, events=(replace(call, type="COOPERATE", act="COOPERATE"),), claims=())
    with Ledger.open(tmp_path / "a.dateline") as opened:
        opened.append([story, envoy_talks("b.txt", source="Andes News")], make_run())
    with Ledger.open(tmp_path / "b.dateline") as opened:
        opened.append([other], make_run("cb2"))
    return tmp_path / "a.dateline", tmp_path / "b.dateline"


def test_the_page_has_counts_and_both_readings_of_each_sentence(dateline, pair):
    done = dateline("diff", *pair, "--format", "table")
    assert done.code == 0
    assert "type change" in done.out
    assert "CONSULT -> COOPERATE" in done.out
    assert "      A CONSULT (phone)" in done.out
    assert "      B COOPERATE (phone)" in done.out
    assert "story only in A" in done.out


def test_rows_come_in_every_format(dateline, pair, tmp_path):
    done = dateline("diff", *pair, "--format", "jsonl")
    rows = [json.loads(line) for line in done.out.splitlines()]
    assert [row["change"] for row in rows] == ["changed", "lost", "only in A"]
    assert {"field": "type", "old": "CONSULT", "new": "COOPERATE"} in rows[0]["fields"]
    done = dateline("diff", *pair, "--format", "csv")
    assert [row["change"] for row in csv.DictReader(io.StringIO(done.out))] == ["changed", "lost", "only in A"]
    assert dateline("diff", *pair, "-o", tmp_path / "diff.parquet").code == 0
    assert pq.read_table(tmp_path / "diff.parquet").to_pylist() == rows


def test_a_summary_has_only_the_counts(dateline, pair):
    done = dateline("diff", *pair, "--summary", "--format", "jsonl")
    rows = [json.loads(line) for line in done.out.splitlines()]
    assert {row["by"] for row in rows} == {"total", "type", "type change", "rule", "model", "field"}
    told = next(row for row in rows if row["value"] == "tellings of events")
    assert (told["a"], told["b"], told["changed"], told["lost"], told["gained"]) == (2, 1, 1, 1, 0)


def test_the_rows_wanted_may_be_named(dateline, pair):
    done = dateline("diff", *pair, "--rows", "claim,office", "--format", "jsonl")
    assert {json.loads(line)["kind"] for line in done.out.splitlines()} == {"claim"}
    assert dateline("diff", *pair, "--rows", "event", "--limit", "1", "--format", "jsonl").out.count("\n") == 1


@pytest.mark.parametrize(
    ("words", "code"),
    [("gained", 0), ("lost", 1), ("gained,changed", 1), ("stories", 1)],
)
def test_a_difference_may_be_made_a_failure(dateline, pair, words, code):
    assert dateline("diff", *pair, "--summary", "--fail-on", words, "--format", "jsonl").code == code


def test_no_difference_is_said(dateline, pair):
    done = dateline("diff", pair[0], pair[0], "--fail-on", "gained,lost,changed,stories", "--format", "table")
    assert (done.code, "no difference" in done.out) == (0, True)


def test_two_runs_of_one_ledger(dateline, pair):
    runs = make_run().run_id, make_run("cb2").run_id
    done = dateline("diff", pair[0], "--runs", runs[0], runs[0][:9], "--format", "jsonl")
    assert (done.code, done.out) == (0, "")
    done = dateline("diff", pair[0], "--runs", *runs)
    assert done.code == 2
    assert f"no run has an id that begins with '{runs[1]}'" in done.err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "give LEDGER_B, or --runs RUN_A RUN_B"),
        (["none.dateline"], "there is no ledger at none.dateline"),
        (["--fail-on", "rain"], "rain: choose from gained, lost, changed, stories"),
        (["--rows", "rain"], "rain: choose from event, claim, office, process, story"),
    ],
)
def test_wrong_usage_names_the_cure(dateline, pair, arguments, message):
    done = dateline("diff", pair[0], *arguments)
    assert done.code == 2
    assert message in done.err


def test_python_compares_as_the_command_does(dateline, pair):
    with Asked.open(pair[0], read_only=True) as opened:
        found = opened.diff(str(pair[1]), type="CONSULT")
    done = dateline("diff", *pair, "--type", "CONSULT", "--format", "jsonl")
    assert [json.loads(line) for line in done.out.splitlines()] == found.answer().rows()
