"""What is written waits in a line of bounded length, blocks nobody meanwhile, and always ends with an answer."""

import asyncio
import subprocess
import sys
import threading
import time

import pytest

from dateline import correcting
from dateline.errors import LedgerError
from dateline.web import writing as module
from dateline.web.snapshots import Snapshots
from dateline.web.writing import PROGRAM, Said, Writing

TOKEN = "a-token-for-tests-only"  # noqa: S105  (of tests only)
BEARER = {"authorization": f"Bearer {TOKEN}"}
STORY = {
    "id": "new-1",
    "text": "OSLO, March 3 (Wire) -- Norway and Finland signed an accord.",
    "published": "2025-03-03",
}


@pytest.fixture
def snapshots(own):
    made = Snapshots(own)
    yield made
    made.close()


@pytest.fixture
def desk(snapshots):
    made = Writing(snapshots, patience=0.5)
    yield made
    made.close()


def holder(path, seconds):
    """Another process that has the ledger open for writing."""
    code = f"import duckdb, time; c = duckdb.connect({str(path)!r}); print('open', flush=True); time.sleep({seconds})"
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
    process.stdout.readline()
    return process


def accepts(client):
    return {
        "author": "Ida",
        "corrections": [
            {"action": "accept", "target": client.get("/api/v1/events?limit=1").json()["rows"][0]["event_id"]}
        ],
    }


def until(true, seconds=20):
    last = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < last
        time.sleep(0.02)


@pytest.mark.parametrize("error", [ValueError("odd"), MemoryError("no memory"), OSError("no space")])
def test_a_job_that_fails_on_something_unforeseen_says_so_and_the_next_one_is_done(desk, monkeypatch, error):
    def fails(*_given):
        raise error

    monkeypatch.setattr(desk, "_child_codes", fails)
    failed = desk.code([STORY])
    until(lambda: failed.state == "failed")
    assert str(error) in failed.error
    monkeypatch.setattr(desk, "_child_codes", lambda *_given: (0, ("{}\n", "")))
    done = desk.code([STORY])
    until(lambda: done.state == "done")
    assert done.events == 1


def test_a_correction_that_fails_on_something_unforeseen_is_answered(desk, monkeypatch):
    def fails(*_given, **_named):
        raise ValueError("odd")

    monkeypatch.setattr(correcting, "propose", fails)
    for _ in range(2):
        with pytest.raises(ValueError, match="odd"):
            asyncio.run(desk.correct([Said(action="accept", target="ev_0")], "Ida", "read"))


def test_readers_and_copies_go_on_while_many_corrections_wait_for_another_process(writing, own):
    body, answers = accepts(writing), []
    writing.app.state.writing._patience = 2
    process = holder(own, 3)
    threads = [
        threading.Thread(
            target=lambda: answers.append(writing.post("/api/v1/corrections", json=body, headers=BEARER).status_code)
        )
        for _ in range(12)
    ]
    for thread in threads:
        thread.start()
    time.sleep(0.5)
    began = time.monotonic()
    assert writing.get("/api/v1/contacts?limit=3").status_code == 200
    with writing.app.state.snapshots.original:
        took = time.monotonic() - began
    assert took < 1
    assert answers == []
    for thread in threads:
        thread.join()
    process.wait()
    assert answers == [503] * 12


def test_a_correction_is_made_when_the_other_process_is_done(writing, own):
    body, process = accepts(writing), holder(own, 1)
    assert writing.post("/api/v1/corrections", json=body, headers=BEARER).status_code == 200
    process.wait()


def test_where_too_much_waits_already_the_next_is_told_to_come_again(writing, monkeypatch):
    body, go = accepts(writing), threading.Event()
    monkeypatch.setattr(module, "WAITING", 2)
    desk = writing.app.state.writing
    monkeypatch.setattr(desk, "_child_codes", lambda *_given: (go.wait(20), (0, ("", "")))[1])
    jobs = [desk.code([STORY]) for _ in range(2)]
    refused = writing.post("/api/v1/corrections", json=body, headers=BEARER)
    assert refused.status_code == 503
    assert refused.headers["retry-after"]
    go.set()
    until(lambda: all(job.state == "done" for job in jobs))
    assert writing.post("/api/v1/corrections", json=body, headers=BEARER).status_code == 200


def test_the_end_does_not_wait_for_what_has_not_begun(snapshots, monkeypatch):
    desk, began = Writing(snapshots), []

    def codes(_stories, ending):
        began.append(1)
        ending.wait(20)
        return 0, ("", "")

    monkeypatch.setattr(desk, "_child_codes", codes)
    jobs = [desk.code([STORY]) for _ in range(20)]
    until(lambda: began)
    desk.close()
    assert began == [1]
    assert [job.state for job in jobs] == ["done", *["failed"] * 19]
    assert "the server ends" in jobs[-1].error


def test_a_correction_that_waits_for_another_process_ends_with_the_server(snapshots, own):
    process, desk = holder(own, 20), Writing(snapshots)

    async def asked():
        waiting = asyncio.create_task(desk.correct([Said(action="accept", target="ev_0")], "Ida", "read"))
        await asyncio.sleep(0.5)
        await asyncio.to_thread(desk.close)
        await waiting

    began = time.monotonic()
    with pytest.raises(LedgerError, match="another process"):
        asyncio.run(asked())
    assert time.monotonic() - began < 5
    process.kill()
    process.wait()


def test_what_lies_in_the_working_folder_is_not_taken_for_the_program(tmp_path):
    (tmp_path / "dateline.py").write_text("raise SystemExit('not this')")
    (tmp_path / "json.py").write_text("raise SystemExit('not this')")
    told = subprocess.run([*PROGRAM, "--version"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (told.returncode, told.stderr) == (0, "")
    assert sys.executable == PROGRAM[0]
