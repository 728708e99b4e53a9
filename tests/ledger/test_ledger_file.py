import os
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest

from dateline import query
from dateline.errors import LedgerError
from dateline.ledger import Ledger, verify
from dateline.ledger.schema import SCHEMA_VERSION
from factories import envoy_talks, make_run

sys.path.append(str(Path(__file__).parent))
import writer

WRITER = Path(writer.__file__)


def start(path, limit=0):
    environment = {**os.environ, "PYTHONPATH": str(WRITER.parents[1])}
    return subprocess.Popen(
        [sys.executable, WRITER, path, str(limit)], stdout=subprocess.PIPE, text=True, env=environment
    )


def answers(ledger):
    return [ask(ledger).rows() for ask in (query.events, query.claims, query.stories, query.offices, query.declined)]


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    with Ledger.open(tmp_path_factory.mktemp("whole") / "l") as ledger:
        ledger.append(writer.coming(), make_run())
        return answers(ledger)


@pytest.mark.parametrize(("batches", "seconds"), [(1, 0.0), (2, 0.01), (4, 0.02)])
def test_a_killed_writer_leaves_a_ledger_that_opens_and_running_again_completes_it(path, whole, batches, seconds):
    process = start(path)
    for _ in range(batches):
        process.stdout.readline()
    time.sleep(seconds)
    process.kill()
    process.wait()
    with Ledger.open(path) as ledger:
        stories = len(query.stories(ledger))
        assert stories % 4 == 0
        assert 4 * batches <= stories < writer.STORIES
        assert verify(ledger) == ()
        report = ledger.append(writer.coming(), make_run())
        assert (report.stories_known, report.stories_new) == (stories, writer.STORIES - stories)
        assert answers(ledger) == whole
        assert verify(ledger) == ()


def test_a_full_disk_is_an_error_with_a_cure_and_leaves_whole_batches(path, whole):
    process = start(path, limit=200_000)
    output, _ = process.communicate(timeout=120)
    *done, message = output.splitlines()
    assert message.startswith(f"LedgerError: {path}: it could not be written; free some space")
    with Ledger.open(path) as ledger:
        assert len(query.stories(ledger)) == int(done[-1] if done else 0)
        assert verify(ledger) == ()
        ledger.append(writer.coming(), make_run())
        assert answers(ledger) == whole


def test_a_second_writer_is_told_to_wait(path):
    process = start(path)
    process.stdout.readline()
    with pytest.raises(LedgerError, match="another process has it open for writing; wait"):
        Ledger.open(path)
    with pytest.raises(LedgerError, match="another process has it open for writing; wait"):
        Ledger.open(path, read_only=True)
    process.kill()
    process.wait()


def test_a_missing_ledger_cannot_be_read_and_is_not_made(path):
    with pytest.raises(LedgerError, match="there is no ledger; code stories into it first"):
        Ledger.open(path, read_only=True)
    assert not path.exists()


def test_a_missing_folder_is_an_error_with_a_cure(tmp_path):
    with pytest.raises(LedgerError, match="the folder does not exist; create it"):
        Ledger.open(tmp_path / "nowhere" / "l")


def test_a_folder_is_no_ledger(tmp_path):
    with pytest.raises(LedgerError, match="is a folder, not a ledger"):
        Ledger.open(tmp_path)


@pytest.mark.parametrize("read_only", [True, False])
@pytest.mark.parametrize("content", ["Envoys met.\n" * 2000, "x"])
def test_a_foreign_file_is_refused_and_left_as_it_was(path, content, read_only):
    path.write_text(content)
    with pytest.raises(LedgerError, match="it is not a ledger; give another path"):
        Ledger.open(path, read_only=read_only)
    assert path.read_text() == content


def test_another_database_is_refused_and_left_as_it_was(path):
    with duckdb.connect(str(path)) as other:
        other.execute("CREATE TABLE prices (day DATE)")
    with pytest.raises(LedgerError, match=r"a database, but not a ledger \(its tables: prices\)"):
        Ledger.open(path)
    with duckdb.connect(str(path)) as other:
        assert other.execute("SELECT table_name FROM duckdb_tables()").fetchall() == [("prices",)]


@pytest.mark.parametrize(("version", "cure"), [("99", "upgrade dateline"), ("0", "code the stories again")])
def test_a_ledger_of_another_version_is_refused_with_a_cure(path, version, cure):
    Ledger.open(path).close()
    with duckdb.connect(str(path)) as other:
        other.execute("UPDATE meta SET value = ?", [version])
    with pytest.raises(
        LedgerError, match=f"its schema version is {version}, this program writes {SCHEMA_VERSION}; {cure}"
    ):
        Ledger.open(path)


def test_a_damaged_file_is_an_error_with_a_cure(path):
    with Ledger.open(path) as ledger:
        ledger.append(writer.coming(), make_run())
    content = bytearray(path.read_bytes())
    for i in range(4096 * 4, len(content), 997):
        content[i] ^= 0xFF
    path.write_bytes(bytes(content))

    def read_all():
        with Ledger.open(path, read_only=True) as ledger:
            verify(ledger)

    with pytest.raises(LedgerError, match="the file is damaged; restore a copy"):
        read_all()


def test_nothing_is_written_through_a_ledger_opened_to_read(path):
    Ledger.open(path).close()
    with (
        Ledger.open(path, read_only=True) as ledger,
        pytest.raises(LedgerError, match="opened to read only; open it without read_only"),
    ):
        ledger.append([envoy_talks()], make_run())


def test_a_closed_ledger_may_be_closed_again(path):
    ledger = Ledger.open(path)
    ledger.close()
    ledger.close()
    with pytest.raises(LedgerError):
        ledger.ask("SELECT 1")


def test_several_readers_share_a_ledger(path):
    Ledger.open(path).close()
    with Ledger.open(path, read_only=True) as one, Ledger.open(path, read_only=True) as other:
        assert one.ask("SELECT 1 AS n").rows() == other.ask("SELECT 1 AS n").rows() == [{"n": 1}]


def test_every_table_view_and_column_says_what_it_holds(path):
    with Ledger.open(path) as ledger:
        silent = "SELECT {0}_name FROM duckdb_{0}s() WHERE NOT internal AND coalesce(comment, '') = ''"
        assert ledger.tuples(silent.format("table")) == []
        assert ledger.tuples(silent.format("view")) == []
        columns = (
            "SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal AND coalesce(comment, '') = '' "
            "AND table_name IN (SELECT table_name FROM duckdb_tables() WHERE NOT internal)"
        )
        assert ledger.tuples(columns) == []
