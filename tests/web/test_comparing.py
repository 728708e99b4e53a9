"""Comparisons are made in the background, of files as they are, and hold nobody who ends the server."""

import os
import subprocess
import sys
import threading
import time

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from dateline.errors import LedgerError
from dateline.export import write_jsonl
from dateline.web import create_app
from dateline.web.pages import comparing
from dateline.web.pages.comparing import Comparing
from dateline.web.snapshots import Snapshots
from told_events import event

ADDRESS = "http://127.0.0.1"


@pytest.fixture
def made():
    """A comparing desk that is closed when the test is over."""
    desk = Comparing()
    yield desk
    desk.close()


@pytest.fixture
def snapshots(small):
    held = Snapshots(small)
    yield held
    held.close()


def found(ask, *given):
    """What a comparison finds, when it is made."""
    until = time.monotonic() + 10
    while (answer := ask(*given)).found is None and answer.error is None:
        assert time.monotonic() < until
    return answer


def write_events(path, *more):
    """A file of events: Norway backs Chile, and more of the kind."""
    with path.open("wb") as stream:
        write_jsonl([event(), *more], stream)


def test_a_file_that_changes_is_compared_again(made, snapshots, tmp_path):
    path = tmp_path / "others.jsonl"
    write_events(path)
    first = found(made.file, snapshots, path).found
    assert found(made.file, snapshots, path).found is first
    write_events(path, event("REJECT"))
    assert [one.by["day"].b.rows for one in (first, found(made.file, snapshots, path).found)] == [1, 2]


def test_a_ledger_that_changes_is_compared_again(made, snapshots, small, tmp_path):
    own = tmp_path / "own.dateline"
    own.write_bytes(small.read_bytes())
    first = found(made.ledgers, snapshots, own).found
    assert found(made.ledgers, snapshots, own).found is first
    os.utime(own, ns=(1, 1))
    assert found(made.ledgers, snapshots, own).found is not first


def test_the_page_shows_the_file_as_it_is(small, tmp_path):
    path = tmp_path / "others.csv"
    app = create_app(small)
    app.state.compare = path
    with TestClient(app, base_url=ADDRESS) as client:
        for words in ("no such file", "others.csv"):
            page = client.get("/compare")
            while page.status_code == 202:
                page = client.get("/compare")
            assert words in page.text
            path.write_text("these are\nno events\n", "utf-8")


def test_a_question_that_takes_minutes_ends_with_the_server(made, snapshots, monkeypatch):
    forever = "SELECT count(*) FROM range(1000000) a, range(1000000) b WHERE a.range * b.range = 7"
    monkeypatch.setattr(comparing, "diff", lambda ledger, **_: ledger.tuples(forever))
    assert made.runs(snapshots, ("a", "b")) == comparing.Made()
    made.close()
    assert not made._thread.is_alive()
    (done,) = made._done.values()
    assert isinstance(done.error, LedgerError | SystemExit)


def test_what_waits_is_not_begun_when_the_server_ends(made, snapshots, monkeypatch):
    began = []

    def slow(ledger, **_):
        began.append(1)
        ledger.tuples("SELECT count(*) FROM range(1000000) a, range(1000000) b WHERE a.range * b.range = 7")

    monkeypatch.setattr(comparing, "diff", slow)
    for run in "abc":
        made.runs(snapshots, (run, "d"))
    made.close()
    assert began == [1]


def test_more_comparisons_than_are_remembered_are_all_answered_and_each_is_made_once(made, snapshots, monkeypatch):
    began = []
    monkeypatch.setattr(comparing, "diff", lambda _, runs, **__: began.append(runs) or runs)
    wanted, told = {(str(n), "z") for n in range(3 * comparing.KEPT)}, set()
    until = time.monotonic() + 20
    while told != wanted:
        assert time.monotonic() < until
        told |= {pair for pair in wanted - told if made.runs(snapshots, pair).found == pair}
        assert len(made._waiting) <= comparing.WAITING
    assert sorted(began) == sorted(wanted)


def test_while_the_ledger_changes_the_last_comparison_is_the_answer(made, snapshots, small, monkeypatch):
    monkeypatch.setattr(comparing, "diff", lambda ledger, **_: time.sleep(0.3) or ledger.path)
    first = found(made.runs, snapshots, ("a", "b"))
    assert not first.behind
    os.utime(small)
    assert snapshots.refresh()
    next_one = made.runs(snapshots, ("a", "b"))
    assert (next_one.found, next_one.behind) == (first.found, True)
    until = time.monotonic() + 10
    while made.runs(snapshots, ("a", "b")).behind:
        assert time.monotonic() < until
        time.sleep(0.05)


def test_what_went_wrong_is_told_once_and_tried_again(made, snapshots, monkeypatch):
    errors = [LedgerError("x.dateline: another process has it open; wait until it is done")]

    def busy(_ledger, **_):
        if errors:
            raise errors.pop()
        return "made"

    monkeypatch.setattr(comparing, "diff", busy)
    assert "another process" in str(found(made.runs, snapshots, ("a", "b")).error)
    assert found(made.runs, snapshots, ("a", "b")).found == "made"


def test_several_threads_that_ask_first_get_one_desk():
    for _ in range(20):
        app, desks = FastAPI(), []
        threads = [threading.Thread(target=lambda: desks.append(comparing.comparing_of(app))) for _ in range(4)]  # noqa: B023
        for one in threads:
            one.start()
        for one in threads:
            one.join()
        assert len({id(desk) for desk in desks}) == 1
        desks[0].close()


BUSY = """
import sys, time
from pathlib import Path
from dateline.web.pages import comparing
from dateline.web.snapshots import Snapshots
def busy(ledger, **_):
    while True:
        sum(range(1000))
comparing.diff = busy
desk = comparing.Comparing()
held = Snapshots(Path(sys.argv[1]))
print(desk.runs(held, ("a", "b")).found)
desk.close()
held.close()
"""


def test_the_process_ends_whatever_a_comparison_does(small):
    ended = subprocess.run([sys.executable, "-c", BUSY, small], capture_output=True, text=True, timeout=30, check=False)
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "None\n", "")
