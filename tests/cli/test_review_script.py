import json
import shutil

import pytest

from dateline.ledger import Ledger
from dateline.records import StoryGroup
from review_stories import AGREED, BLOCKED, CABLE, RUN, corrections, events, story_of

pytestmark = pytest.mark.usefixtures("grouped")


@pytest.fixture
def path(review_path):
    return review_path


@pytest.fixture
def template(review_template):
    return review_template


def rows_of(done):
    return [json.loads(line) for line in done.out.splitlines()]


def test_a_script_changes_fields(dateline, path):
    done = dateline(
        "review",
        "--ledger",
        path,
        "--change",
        BLOCKED,
        "type=reject status=planned",
        "--author",
        "bob",
        "--reason",
        "policy",
    )
    assert done.code == 0
    assert [(row["field"], row["state"], row["author"], row["reason"]) for row in rows_of(done)] == [
        ("type", "applied", "bob", "policy"),
        ("status", "applied", "bob", "policy"),
    ]
    assert events(path)["blocked the permit"]["type"] == "REJECT"


def test_a_script_accepts_rejects_adds_and_takes_back(dateline, path):
    text = CABLE.resolved.parsed.split.story.text
    start = text.index("recalled")
    done = dateline(
        *("review", "--ledger", path, "--accept", AGREED, "--reject", BLOCKED),
        *("--add", "cable.txt", start, start + len("recalled its envoy"), "type=COERCE actors=DNK"),
    )
    assert [row["action"] for row in rows_of(done)] == ["add", "reject", "accept"]
    assert {"recalled its envoy"} < set(events(path))
    rejected = rows_of(done)[1]["correction_id"]
    done = dateline("review", "--ledger", path, "--undo", rejected)
    assert [row["action"] for row in rows_of(done)] == ["withdraw"]
    assert "blocked the permit" in events(path)
    listed = dateline("review", "--ledger", path, "--list", "--format", "table")
    assert "withdrawn" in listed.out
    assert dateline("review", "--ledger", path, "--conflicts").out == ""


def test_characters_are_those_of_the_story_that_is_meant(dateline, tmp_path):
    path = tmp_path / "two.dateline"
    told = [
        story_of("wire.txt", [words]) for words in ("Malta sent aid to Libya.", "On Monday Malta sent aid to Libya.")
    ]
    ids = [one.resolved.parsed.split.story.story_id for one in told]
    with Ledger.open(path) as opened:
        opened.append(told, RUN)
        opened.regroup(
            [StoryGroup(group="sg", story_id=one, source_id="wire.txt", version=n) for n, one in enumerate(ids, 1)], []
        )
    done = dateline("review", "--ledger", path, "--add", "wire.txt", "6", "14", "type=AID")
    assert (done.code, f"newest version first: {ids[1]}, {ids[0]}" in " ".join(done.err.split())) == (2, True)
    for story_id, start in zip(ids, ("6", "16"), strict=True):
        done = dateline("review", "--ledger", path, "--add", story_id, start, str(int(start) + 8), "type=AID")
        assert done.code == 0
        (made,) = [one.correction for one in corrections(path) if one.correction.anchors[0].story_id == story_id]
        assert (made.anchors[0].start, made.anchors[0].text) == (int(start), "sent aid")


def test_the_author_comes_from_the_environment_too(dateline, path, monkeypatch):
    monkeypatch.setenv("DATELINE_AUTHOR", "carol")
    (row,) = rows_of(dateline("review", "--ledger", path, "--accept", AGREED))
    assert row["author"] == "carol"


def test_corrections_go_to_another_ledger_and_are_the_same_there(dateline, path, template, tmp_path, grouping):
    dateline("review", "--ledger", path, "--change", BLOCKED, "type=reject", "--reject", AGREED, "--author", "bob")
    file = tmp_path / "corrections.jsonl"
    assert dateline("review", "--ledger", path, "--export", file).code == 0
    other = shutil.copy(template, tmp_path / "other.dateline")
    done = dateline("review", "--ledger", other, "--import", file)
    assert "2 of 2 corrections are new" in done.err
    assert events(other)["blocked the permit"]["type"] == "REJECT"
    assert "0 of 2" in dateline("review", "--ledger", other, "--import", file).err
    again = tmp_path / "again.jsonl"
    dateline("review", "--ledger", other, "--export", again)
    assert again.read_bytes() == file.read_bytes()


def test_a_file_that_holds_no_corrections_is_refused_whole(dateline, path, tmp_path):
    file = tmp_path / "bad.jsonl"
    file.write_text('{"correction_id": "co_1"}\n', "utf-8")
    done = dateline("review", "--ledger", path, "--import", file)
    assert (done.code, "bad.jsonl:1: this is no correction" in done.err) == (1, True)
    done = dateline("review", "--ledger", path, "--import", tmp_path / "none.jsonl")
    assert (done.code, "cannot be read" in done.err) == (1, True)
    assert corrections(path) == ()


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"new": "REJECT"}, "new is 'REJECT', which is no value of type"),
        ({"old": "{"}, "old is '{', which is no value of type"),
        ({"field": "actors", "old": "", "new": '["KOR"]'}, "new is '[\"KOR\"]', which is no value of actors"),
        ({"field": ""}, "change without field"),
        ({"anchors": []}, "change without anchors"),
        ({"author": " "}, "change without author"),
        ({"kind": "story"}, "change is not said of the kind story"),
        ({"made_at": "0001-01-01T00:00:00+05:00"}, "this is no correction"),
        ({"action": "add", "field": ""}, "new of an added event is a row with type and trigger"),
        ({"action": "accept", "old": "[1]"}, "old is '[1]', which is no value of type"),
        ({"action": "join", "kind": "event"}, "join without others"),
        ({"action": "withdraw"}, "withdraw is not said of the kind event"),
    ],
)
def test_each_line_of_a_file_is_checked_before_any_is_written(dateline, path, template, tmp_path, wrong, message):
    dateline("review", "--ledger", path, "--change", BLOCKED, "type=reject", "--author", "bob")
    file = tmp_path / "corrections.jsonl"
    dateline("review", "--ledger", path, "--export", file)
    right = file.read_text("utf-8")
    file.write_text(right + json.dumps({**json.loads(right), **wrong}) + "\n", "utf-8")
    other = shutil.copy(template, tmp_path / "other.dateline")
    done = dateline("review", "--ledger", other, "--import", file)
    assert (done.code, f"{file.name}:2: this is no correction" in done.err) == (1, True)
    assert message in done.err
    assert corrections(other) == ()
    row = {**json.loads(right), "anchors": [{**json.loads(right)["anchors"][0], "value": "SANCTION"}]}
    file.write_text(json.dumps(row) + "\n", "utf-8")
    assert "value of an anchor is 'SANCTION'" in dateline("review", "--ledger", other, "--import", file).err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "review needs a terminal"),
        (["--accept", "ev_none"], "no current event has the id 'ev_none'"),
        (["--change", AGREED, "type=rain"], "'rain' is none of ACCUSE"),
        (["--change", AGREED, "type"], "'type' is no name=value"),
        (["--add", "cable.txt", "5", "9999", "type=AID"], "cable.txt has the characters 0 to"),
        (["--add", "none.txt", "5", "9", "type=AID"], "no story has the id 'none.txt'"),
        (["--undo", "co_none"], "there is no correction 'co_none'"),
        (["--join", AGREED, AGREED], "in one group already"),
        (["--queue", "--holder", "king"], "--holder"),
        (["--queue", "--known-on", "2024-02-09"], "known-on"),
    ],
)
def test_a_wrong_correction_is_wrong_usage(dateline, path, arguments, message):
    done = dateline("review", "--ledger", path, *arguments)
    assert done.code == 2
    assert message in " ".join(done.err.split())


def test_the_queue_comes_in_every_format(dateline, path):
    rows = rows_of(dateline("review", "--ledger", path, "--queue", "--format", "jsonl"))
    assert rows[0]["event_id"] == BLOCKED
    assert "the model REJECT 0.91" in dateline("review", "--ledger", path, "--queue", "--format", "table").out
    assert dateline("review", "--ledger", path, "--queue", "--limit", "1", "--format", "csv").out.count("\n") == 2
