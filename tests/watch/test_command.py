"""`dateline watch` as a user runs it."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from dataclasses import dataclass

import pytest

from dateline.cli.app import run
from dateline.doctor import sample_paths
from dateline.ledger import Ledger
from dateline.watch import EXAMPLE, read_feeds_file
from watched import Answer, call, rss

FEED = '[watch]\ncontact = "desk@example.org"\ndelay = 0\n[[feed]]\nname = "wire"\nurl = "SITE/rss"\n'


@pytest.fixture
def here(tmp_path, monkeypatch, site):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "feeds.toml").write_text(FEED.replace("SITE", site.url), "utf-8")
    return tmp_path


@dataclass
class Told:
    exit_code: int
    stdout: str
    stderr: str


@pytest.fixture
def asked(capfd):
    """What the program prints on arguments, and its exit code."""

    def ask(*arguments):
        code = run(["watch", *arguments])
        out, err = capfd.readouterr()
        return Told(code, out, err)

    return ask


def test_an_example_is_written_once_and_can_be_read(tmp_path, monkeypatch, asked):
    monkeypatch.chdir(tmp_path)
    told = asked("--new", "feeds.toml")
    assert "dateline watch feeds.toml --ledger" in told.stdout
    assert (tmp_path / "feeds.toml").read_text("utf-8") == EXAMPLE
    assert read_feeds_file("feeds.toml").folders[0].path == "."
    assert "is there already" in asked("--new", "feeds.toml").stderr


def test_wrong_usage_is_told(here, asked):
    assert "which ledger? Give --ledger FILE" in asked("feeds.toml").stderr
    assert "give one of --once" in asked("feeds.toml", "--ledger", "a", "--once", "--status").stderr


def test_a_wrong_file_ends_with_the_exit_code_of_rejected_input(here, capsys):
    (here / "feeds.toml").write_text("[watch]\ncontakt = 'a@b.c'\n", "utf-8")
    assert run(["watch", "feeds.toml", "--ledger", "my.dateline", "--once"]) == 1
    assert "feeds.toml" in capsys.readouterr().err


def test_a_dry_run_tells_what_would_be_coded_and_leaves_nothing_behind(here, site, asked):
    site.answers["/rss"] = rss(call(1), call(2))
    told = asked("feeds.toml", "--ledger", "my.dateline", "--dry-run")
    assert told.exit_code == 0
    assert told.stdout.splitlines() == [
        "wire: 2 would be coded",
        "  2021-03-02  Envoys hold talks number 1  (call-1, 118 characters)",
        "  2021-03-02  Envoys hold talks number 2  (call-2, 118 characters)",
    ]
    assert sorted(path.name for path in here.iterdir()) == ["feeds.toml"]


def test_a_failed_feed_is_told_on_standard_error_in_the_log_and_by_the_exit_code(here, site, asked):
    site.answers["/rss"] = Answer(status=500)
    told = asked("feeds.toml", "--ledger", "my.dateline", "--once")
    assert told.exit_code == 1
    assert told.stdout == "nothing new; 1 failure, see the log\n"
    assert told.stderr.startswith(
        f"wire: the server failed (status 500) ({site.url}/rss); it is tried again; next try "
    )
    row = json.loads((here / "my.dateline.watch.jsonl").read_text("utf-8"))
    assert list(row) == ["when", "feed", "url", "what", "cure", "attempts", "next_try"]
    status = asked("--status", "feeds.toml", "--ledger", "my.dateline")
    assert "the server failed" in " ".join(status.stdout.split())
    assert "failures in a row" not in status.stdout
    dry = asked("feeds.toml", "--ledger", "my.dateline", "--dry-run")
    assert "wire: left alone until " in dry.stdout


def test_the_outputs_can_be_tested(here, asked):
    told = asked("--test-alerts", "feeds.toml", "--ledger", "my.dateline")
    assert told.exit_code == 0
    assert "ALERT test: this is a test of the output terminal; nothing has happened" in told.stdout


def test_the_samples_in_a_folder_give_the_ledger_of_dateline_code_and_alerts_of_every_kind(
    here, samples, loaded_once, asked
):
    (here / "wire").mkdir()
    for path in sample_paths():
        shutil.copy(path, here / "wire")
    (here / "feeds.toml").write_text(EXAMPLE.replace('path = "."', 'path = "wire"'), "utf-8")
    told = asked("feeds.toml", "--ledger", "my.dateline", "--once")
    assert told.exit_code == 0, told.stderr
    assert told.stdout.splitlines()[-1].startswith("incoming: 10 new stories; ")
    alerts = [json.loads(line)["alert"] for line in (here / "alerts.jsonl").read_text("utf-8").splitlines()]
    assert set(alerts) == {"a plan is overdue", "talks or a line changed", "a new foreign minister", "accounts differ"}
    rows = "SELECT event_id, parse_filename(source_id), group_id, representative FROM current_events ORDER BY ALL"
    runs = "SELECT run_id FROM runs"
    with Ledger.open("my.dateline", read_only=True) as mine, Ledger.open(samples, read_only=True) as coded:
        assert mine.tuples(rows) == coded.tuples(rows)
        assert mine.tuples(runs) == coded.tuples(runs)
    assert "nothing new" in asked("feeds.toml", "--ledger", "my.dateline", "--once").stdout


def test_it_ends_cleanly_on_a_signal(here, site):
    came = threading.Event()
    site.answers["/rss"] = Answer(body=lambda request: (came.set(), request.connection.shutdown(socket.SHUT_RDWR)))
    command = [sys.executable, "-c", "from dateline.cli import main; main()"]
    process = subprocess.Popen(
        [*command, "watch", "feeds.toml", "--ledger", "my.dateline"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert came.wait(60)
    os.kill(process.pid, signal.SIGTERM)
    begun = time.monotonic()
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    assert out.splitlines() == [
        "watching 1 feed for my.dateline; trouble goes to my.dateline.watch.jsonl; stop with Ctrl-C",
        "stopped; it goes on where it was when started again",
    ]
    assert time.monotonic() - begun < 30
