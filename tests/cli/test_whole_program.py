"""The whole program on real input: the sample stories, broken files, a ledger that is written twice."""

import gzip
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from dateline.doctor import sample_paths

pytestmark = pytest.mark.usefixtures("loaded_once")

TEXT = (
    "VALLETTA, May 6 (Harbour News) -- Maltese Prime Minister Rita Grech met Tunisian Foreign Minister Hedi Ayari in Valletta "
    "on Tuesday and signed an agreement on sea rescue, her office said.\n\nMalta condemned Libya for seizing a trawler.\n"
)


@pytest.fixture
def story(tmp_path):
    path = tmp_path / "story.txt"
    path.write_text(TEXT, "utf-8")
    return path


def rows_of(done):
    assert done.code in {0, 1}, done.err
    return [json.loads(line) for line in done.out.splitlines()]


def test_a_story_becomes_events_whose_offsets_slice_back(dateline, story):
    rows = rows_of(dateline("code", story))
    assert {"CONSULT", "SUPPORT", "ACCUSE"} <= {row["type"] for row in rows}
    for row in rows:
        assert TEXT[row["trigger"]["start"] : row["trigger"]["end"]] == row["trigger"]["text"]
        for actor in row["actors"] + row["recipients"]:
            assert TEXT[actor["start"] : actor["end"]] == actor["text"]


def test_parts_tile_the_story(dateline, story):
    parts = rows_of(dateline("inspect", story, "--stage", "parts"))
    assert "".join(part["text"] for part in parts) == TEXT


def test_two_workers_give_the_same_bytes_as_one(dateline, story, tmp_path):
    lines = tmp_path / "many.jsonl"
    rows = ({"id": f"s{n}", "text": f"{TEXT}\nThe two will meet again on June {n}.\n"} for n in range(1, 29))
    lines.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    arguments = ("code", lines, story, *sample_paths())
    assert dateline(*arguments, "--workers", "2").bytes == dateline(*arguments).bytes


def test_the_order_of_hashes_changes_nothing(story):
    program = Path(sys.executable).with_name("dateline")
    command = [str(program), "code", str(story), *map(str, sample_paths())]
    seeds = ("1", "2")
    done = [
        subprocess.run(command, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True)
        for seed in seeds
    ]
    assert done[0].stdout == done[1].stdout != b""


def test_coding_again_adds_nothing_to_the_ledger(dateline, story, tmp_path):
    ledger = tmp_path / "twice.dateline"
    kinds = ("events", "claims", "stories", "offices", "declined")
    dateline("code", story, "--ledger", ledger)
    first = [dateline(kind, "--ledger", ledger).out for kind in kinds]
    dateline("code", story, "--ledger", ledger)
    assert [dateline(kind, "--ledger", ledger).out for kind in kinds] == first
    assert first[0]


def test_versions_of_a_story_are_one_group_and_its_contact_counts_once(dateline, tmp_path):
    ledger = tmp_path / "samples.dateline"
    versions = [path for path in sample_paths() if path.name.startswith(("01_", "02_"))]
    dateline("code", *versions, "--ledger", ledger)
    stories = rows_of(dateline("stories", "--ledger", ledger))
    calls = rows_of(dateline("contacts", "--ledger", ledger, "--channel", "phone"))
    assert len(stories) == 2
    assert len({story["group"] for story in stories}) == 1
    assert [len(call["mentions"]) for call in calls] == [2]


def test_every_event_of_the_samples_can_say_why(dateline, tmp_path):
    ledger = tmp_path / "samples.dateline"
    dateline("code", *sample_paths(), "--ledger", ledger)
    for event in rows_of(dateline("events", "--ledger", ledger, "--limit", "10")):
        done = dateline("why", event["event_id"], "--ledger", ledger)
        assert done.code == 0, done.err
        assert re.search(r"type\s+" + event["type"], done.out)


@pytest.mark.parametrize("columns", [80, 100])
def test_the_demonstration_fits_its_terminal_and_ends_with_what_to_do_next(dateline, tmp_path, columns):
    done = dateline("demo", "--folder", tmp_path, env={"COLUMNS": str(columns)})
    assert done.code == 0, done.err
    tables, _, after = done.out.partition("What next")
    assert max(map(len, tables.splitlines())) <= columns
    assert "dateline code YOUR-STORY.txt" in after
    assert "Why is that contact there?" in tables


def test_the_doctor_finds_this_installation_whole(dateline):
    report = json.loads(dateline("doctor", "--json").out)
    assert {name for name, check in report["checks"].items() if not check["ok"]} == set()
    assert report["whole"]


BROKEN = {
    "binary.txt": bytes(range(256)) * 64,
    "empty.jsonl": b"",
    "half.jsonl": b'{"id": "a", "text": "Norway and Chile met.',
    "list.jsonl": b"[1, 2, 3]\n",
    "number.jsonl": b'{"id": 5, "text": 7}\n',
    "surrogate.jsonl": b'{"id": "s", "text": "Norway met \\ud800 Chile in Oslo on Tuesday."}\n',
    "nul.txt": b"Norway\x00 met\x00 Chile\x00" * 50,
    "utf16.txt": TEXT.encode("utf-16"),
    "bomb.txt.gz": gzip.compress(b"a" * 50_000_000),
    "cut.txt.gz": gzip.compress(TEXT.encode() * 50)[:100],
    "deep.xml": b"<a>" * 50_000,
    "page.html": b"<div>" * 20_000,
    "line.txt": b"Norway and Chile met. " * 1_000,
    "long.txt": b"Norway and Chile met. " * 1_000_000,
    "table.csv": b'id,text\n1,"open\n',
    "fake.parquet": b"PAR1nothing",
    "controls.txt": b"\x1b[31mNorway\x07 and Chile met in Oslo on Tuesday.\r\n\x0c",
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_coded_or_rejected_with_its_name_and_the_rest_goes_on(dateline, story, tmp_path, name):
    path = tmp_path / name
    path.write_bytes(BROKEN[name])
    done = dateline("code", path, story)
    assert done.code in {0, 1}, done.err
    assert (done.code == 1) == (name in done.err)
    assert any(row["source_id"] == str(story) for row in rows_of(done))


def test_a_file_that_is_not_there_is_rejected_by_name(dateline, tmp_path):
    done = dateline("code", tmp_path / "none.txt")
    assert (done.code, done.out) == (1, "")
    assert "none.txt" in done.err
