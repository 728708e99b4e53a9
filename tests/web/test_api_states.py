"""Who writes to the ledger is never in the way, and what is served is one whole state, then the next."""

import errno
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from types import SimpleNamespace

import pytest
from starlette.testclient import TestClient

from dateline.errors import LedgerError
from dateline.ledger import Ledger
from dateline.web import create_app, picturing
from dateline.web import snapshots as module
from dateline.web.copying import Folder, copy_ledger, remove_left
from dateline.web.listing import COUNTS
from dateline.web.snapshots import Snapshots

ADDRESS = "http://127.0.0.1:8642"
#: Twelve times two rows in one transaction, each time with the file opened anew.
TWELVE = """
import duckdb, sys, time
for number in range(12):
    with duckdb.connect(sys.argv[1]) as connection:
        connection.begin()
        for letter in "ab":
            connection.execute("INSERT INTO meta VALUES (?, '1')", [letter + str(number)])
        connection.commit()
    time.sleep(0.1)
"""


@pytest.fixture
def snapshots(own):
    made = Snapshots(own)
    yield made
    made.close()


def touch(path, word):
    """Another process writes something that queries do not give, but that makes another state."""
    code = f"import duckdb; duckdb.connect({str(path)!r}).execute(\"INSERT INTO meta VALUES ('{word}', '1')\")"  # noqa: S608  (ours)
    subprocess.run([sys.executable, "-c", code], check=True)


def holder(path, seconds):
    """Another process that has the ledger open for writing."""
    code = f"import duckdb, time; c = duckdb.connect({str(path)!r}); print('open', flush=True); time.sleep({seconds})"
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
    process.stdout.readline()
    return process


def meta(state):
    with state.reader() as ledger:
        return {key for (key,) in ledger.tuples("SELECT key FROM meta")}


def test_another_process_can_write_while_states_are_read(own, snapshots):
    with snapshots.current() as before:
        touch(own, "one")
        assert snapshots.refresh()
        with snapshots.current() as after:
            assert "one" in meta(after)
            assert "one" not in meta(before)
            assert before.version != after.version


def test_an_old_state_is_closed_and_removed_when_its_last_reader_is_done(own, snapshots):
    folder = snapshots._folder.path
    with snapshots.current() as first, snapshots.current():
        touch(own, "one")
        snapshots.refresh()
        assert len(list(folder.glob("*.ledger"))) == 2
        assert meta(first)
    assert len(list(folder.glob("*.ledger"))) == 1


def test_the_same_state_has_the_same_name_after_a_restart(own, snapshots):
    again = Snapshots(own)
    assert again.version == snapshots.version
    again.close()


def test_while_somebody_writes_the_last_state_stays_and_the_next_is_taken_afterwards(own, snapshots):
    process = holder(own, 1)
    os.utime(own)
    assert not snapshots.refresh()
    assert snapshots.trouble is None
    process.wait()
    assert snapshots.refresh()


def test_a_ledger_that_is_gone_or_damaged_is_told_and_served_on(own, snapshots):
    content = own.read_bytes()
    own.unlink()
    assert not snapshots.refresh()
    assert "cannot be found" in snapshots.trouble
    own.write_bytes(b"no ledger at all" * 1000)
    assert not snapshots.refresh()
    assert "cannot be read any more" in snapshots.trouble
    with snapshots.current() as state:
        assert meta(state)
    own.write_bytes(content)
    assert snapshots.refresh()
    assert snapshots.trouble is None


def test_pages_say_that_the_ledger_is_gone(own):
    app = create_app(own)
    client = TestClient(app, base_url=ADDRESS)
    own.unlink()
    app.state.snapshots.refresh()
    assert "cannot be found" in client.get("/").text
    assert "cannot be found" in client.get("/api/v1/ledger").json()["trouble"]
    app.state.snapshots.close()


def test_a_first_start_waits_for_a_writer_and_then_says_so(own):
    process = holder(own, 1)
    Snapshots(own, patience=20).close()
    process.wait()
    process = holder(own, 20)
    with pytest.raises(LedgerError, match="another process has been writing"):
        Snapshots(own, patience=0.3)
    process.kill()
    process.wait()


def test_nothing_that_is_no_ledger_is_served_and_the_words_name_the_file_of_the_user(tmp_path):
    path = tmp_path / "x.dateline"
    with pytest.raises(LedgerError, match="there is no ledger"):
        Snapshots(path)
    path.write_bytes(b"no ledger at all" * 1000)
    with pytest.raises(LedgerError, match=str(path)):
        Snapshots(path)


def test_a_ledger_of_another_version_is_refused_with_the_cure(own):
    with Ledger.open(own) as ledger:
        ledger._connection.execute("UPDATE meta SET value = '1' WHERE key = 'schema_version'")
    with pytest.raises(LedgerError, match=str(own)):
        Snapshots(own)


def test_folders_of_killed_processes_are_removed_and_those_of_living_ones_stay(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    living = Folder()
    dead = tmp_path / f"dateline-serve-{os.getuid()}-dead"
    dead.mkdir()
    (dead / "owner").touch()
    (dead / "0.ledger").write_text("left")
    remove_left(tmp_path)
    assert living.path.exists()
    assert not dead.exists()
    living.close()
    assert not living.path.exists()


def test_answers_of_one_state_are_never_given_for_the_next(own):
    app = create_app(own)
    client = TestClient(app, base_url=ADDRESS)
    first = client.get("/api/v1/ledger")
    again = client.get("/api/v1/ledger", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    touch(own, "one")
    app.state.snapshots.refresh()
    after = client.get("/api/v1/ledger", headers={"if-none-match": first.headers["etag"]})
    assert after.status_code == 200
    assert after.json()["state"] != first.json()["state"]
    app.state.snapshots.close()


def test_who_asks_for_what_is_just_being_computed_waits_for_it(own):
    app = create_app(own)
    client, computed = TestClient(app, base_url=ADDRESS), []

    @app.get("/slow")
    def slow():
        computed.append(1)
        time.sleep(0.5)
        return {"slow": True}

    with client:
        threads = [threading.Thread(target=client.get, args=("/slow",)) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert client.get("/slow").json() == {"slow": True}
    assert computed == [1]


def test_readers_see_whole_states_while_a_process_writes(own):
    """Of the two tables that the writer fills in one transaction none is ever ahead of the other."""
    snapshots, seen = Snapshots(own), set()
    process = subprocess.Popen([sys.executable, "-c", TWELVE, str(own)])
    while process.poll() is None:
        snapshots.refresh()
        with snapshots.current() as state:
            keys = meta(state)
        numbers = [{key[1:] for key in keys if key[0] == letter and key[1:].isdigit()} for letter in "ab"]
        assert numbers[0] == numbers[1]
        seen.add(len(numbers[0]))
    snapshots.refresh()
    snapshots.close()
    assert process.returncode == 0  # it was never kept from writing
    assert max(seen) > min(seen)


def test_many_threads_get_readers_of_one_state_at_once(snapshots):
    failed = []

    def read():
        try:
            for _ in range(150):
                with snapshots.current() as state, state.reader() as ledger:
                    ledger.tuples("SELECT 1")
        except LedgerError as error:
            failed.append(error)

    threads = [threading.Thread(target=read) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []


@pytest.mark.parametrize("number", [errno.EXDEV, errno.EINVAL, errno.ENOSYS, errno.EOPNOTSUPP])
def test_what_the_kernel_cannot_copy_is_copied_all_the_same(own, tmp_path, monkeypatch, number):
    def refuses(*_given):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "copy_file_range", refuses)
    copy_ledger(own, tmp_path / "copy")
    assert (tmp_path / "copy").read_bytes() == own.read_bytes()


@pytest.mark.parametrize("root", [root for root in (Path("/dev/shm"), Path("/tmp")) if root.is_dir()])  # noqa: S108  (two file systems)
def test_copies_may_lie_on_another_file_system(own, monkeypatch, root):
    with tempfile.TemporaryDirectory(dir=root) as folder:
        monkeypatch.setattr("tempfile.tempdir", folder)
        made = Snapshots(own)
        with made.current() as state:
            assert meta(state)
        made.close()


def test_copies_of_one_ledger_that_were_changed_differently_have_different_names(own, tmp_path):
    names = []
    for word in ("one", "two", "six"):
        path = tmp_path / f"{word}.dateline"
        shutil.copy2(own, path)
        touch(path, word)
        os.utime(path, ns=(0, 0))
        made = Snapshots(path)
        names.append(made.version)
        made.close()
    assert len(set(names)) == 3


def test_a_copy_that_failed_for_want_of_space_is_tried_again(own, snapshots, monkeypatch):
    def full(*_given):
        raise LedgerError("no space for a copy")

    touch(own, "one")
    with monkeypatch.context() as patched:
        patched.setattr(module, "copy_ledger", full)
        assert not snapshots.refresh()
        assert "no space" in snapshots.trouble
    assert snapshots.refresh()
    assert snapshots.trouble is None
    with snapshots.current() as state:
        assert "one" in meta(state)


def test_what_cannot_be_opened_is_copied_once_and_not_every_second(own, snapshots, monkeypatch):
    made = []
    copied = copy_ledger

    def counted(*given):
        made.append(given)
        return copied(*given)

    monkeypatch.setattr(module, "copy_ledger", counted)
    own.write_bytes(b"no ledger at all" * 1000)
    assert [snapshots.refresh() for _ in range(3)] == [False] * 3
    assert len(made) == 1


def test_the_looks_go_on_after_one_that_failed_on_something_unforeseen(own, snapshots, monkeypatch):
    told = iter((MemoryError("no memory"), ValueError("odd")))
    copied = copy_ledger

    def failing(*given):
        if error := next(told, None):
            raise error
        return copied(*given)

    monkeypatch.setattr(module, "LOOK", 0.01)
    monkeypatch.setattr(module, "copy_ledger", failing)
    touch(own, "one")
    snapshots.start()
    until = time.monotonic() + 10
    while snapshots._seen != module.stamp(own):
        assert time.monotonic() < until
        time.sleep(0.02)
    assert snapshots.trouble is None


def test_the_tables_that_are_kept_for_a_state_take_a_bounded_room(snapshots, monkeypatch):
    monkeypatch.setattr(module, "ROOM", 2500)
    asked = []

    def table(number):
        asked.append(number)
        return SimpleNamespace(nbytes=1000, number=number)

    with snapshots.current() as state:
        state.kept("total", lambda: asked.append("total") or 7)
        for number in (1, 2, 1, 3, 1, 2, 4, 4):
            assert state.kept(number, lambda number=number: table(number)).number == number
        assert sum(state._sizes.values()) == 2000
        assert state.kept("total", lambda: 8) == 7
        assert state.kept("large", lambda: SimpleNamespace(nbytes=9000)).nbytes == 9000
        assert state._sizes == {}
    assert asked == ["total", 1, 2, 3, 2, 4]


def test_the_numbers_beside_a_picture_are_kept_under_the_state_that_they_were_counted_in(own, monkeypatch):
    app, named = create_app(own), []
    before, facts, values = app.state.snapshots.version, picturing.read_facts, COUNTS.values

    def meanwhile(ledger):
        os.utime(own)
        assert app.state.snapshots.refresh()
        return facts(ledger)

    def counted(ledger, version, *given):
        named.append(version)
        return values(ledger, version, *given)

    monkeypatch.setattr(picturing, "read_facts", meanwhile)
    monkeypatch.setattr(COUNTS, "values", counted)
    assert TestClient(app, base_url=ADDRESS).get("/map").status_code == 200
    assert named == [before]
    assert app.state.snapshots.version != before
    app.state.snapshots.close()
