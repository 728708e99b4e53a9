"""`dateline registry`: the commands, their formats and their exit codes."""

import csv
import io
import json

import pytest

ROWS = "person,office,country,from,source\nIngrid Testdatter,foreign minister,Norway,2031-10-05,My list\n"


@pytest.fixture(autouse=True)
def own_folder(tmp_path, monkeypatch):
    folder = tmp_path / "own"
    monkeypatch.setenv("DATELINE_REGISTRY", str(folder))
    return folder


@pytest.fixture
def rows_file(tmp_path):
    path = tmp_path / "My List.csv"
    path.write_text(ROWS, "utf-8")
    return path


def test_a_question_is_answered_as_json_lines_into_a_pipe(dateline):
    done = dateline("registry", "search", "president", "of", "the", "United", "States", "--on", "2010-01-01")
    [row] = map(json.loads, done.out.splitlines())
    assert (done.code, row["state"], row["person"], row["country"]) == (0, "known", "Barack Obama", "USA")
    assert list(row) == ["state", "person", "office", "country", "from", "to", "as_of", "sources", "certain", "why"]


def test_unknown_is_a_row_and_no_error(dateline):
    done = dateline("registry", "search", "nobody inparticular", "--on", "2010-01-01")
    row = json.loads(done.out)
    assert (done.code, row["state"], row["person"], row["sources"]) == (0, "unknown", None, [])


def test_csv_has_a_header_and_a_table_says_what_is_unknown(dateline):
    done = dateline("registry", "search", "US president", "--on", "2010-01-01", "--format", "csv")
    [row] = csv.DictReader(io.StringIO(done.out))
    assert (row["person"], row["from"]) == ("Barack Obama", "2009-01-20")
    table = dateline("registry", "search", "US president", "--on", "2040-01-01", "--format", "table")
    assert table.out.startswith("unknown: no source covers the day; last known: ")


def test_own_rows_are_added_listed_used_and_removed(dateline, rows_file, own_folder):
    assert dateline("registry", "list").out.startswith("no rows of your own")
    added = dateline("registry", "add", rows_file)
    assert (added.code, added.out) == (0, f"my-list: 1 rows, 1 persons, kept in {own_folder / 'my-list.csv'}\n")
    assert "my-list" in dateline("registry", "list").out
    assert json.loads(dateline("registry", "search", "testdatter").out)["sources"] == ["My list"]
    assert dateline("registry", "remove", "my-list").code == 0
    assert json.loads(dateline("registry", "search", "testdatter").out)["state"] == "unknown"


def test_a_bad_row_has_exit_code_1_and_file_and_line(dateline, rows_file, own_folder):
    rows_file.write_text(ROWS + "Ada Ray,king,Ruritania,2031,\n", "utf-8")
    done = dateline("registry", "add", rows_file)
    assert (done.code, done.out) == (1, "")
    assert "My List.csv:3: there is no country 'Ruritania'" in done.err
    assert not own_folder.exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ("search", "foreign minister"),
        ("search", "lavrov", "--country", "Ruritania"),
        ("search", "lavrov", "--on", "yesterday"),
        ("remove", "nothing"),
        ("update", "--office", "gardener"),
        ("build",),
    ],
)
def test_wrong_usage_has_exit_code_2_and_no_traceback(dateline, arguments):
    done = dateline("registry", *arguments)
    assert (done.code, "Traceback" in done.err) == (2, False)


def test_an_endpoint_that_nobody_answers_at_has_exit_code_1(dateline, monkeypatch):
    monkeypatch.setattr("dateline.registry.update.Manners", _impatient())
    done = dateline(
        "registry", "update", "--endpoint", "http://127.0.0.1:9/sparql", "--country", "EGY", "--timeout", "1"
    )
    assert (done.code, "does not answer" in done.err) == (1, True)


def _impatient():
    from dateline.registry.update import Manners  # noqa: PLC0415  (before it is replaced)

    return lambda timeout: Manners(timeout=timeout, retries=0)


def test_a_build_without_its_sources_has_exit_code_1_and_writes_nothing(dateline, tmp_path):
    done = dateline("registry", "build", "--from", tmp_path, "-o", tmp_path / "table.zst")
    assert (done.code, "office_holders.jsonl" in done.err) == (1, True)
    assert not (tmp_path / "table.zst").exists()


def test_a_build_writes_a_table_that_says_how_large_it_is(dateline, tmp_path):
    row = {
        "person": "Ada Ray", "aliases": [], "country": "EGY", "title": "President", "level": "office", "start": "2001-01-01",
        "end": "2002-01-01", "source": "EPS/test (Wikidata)", "license": "CC0",
    }  # fmt: skip
    (tmp_path / "office_holders.jsonl").write_text(json.dumps(row) + "\n", "utf-8")
    done = dateline("registry", "build", "--from", tmp_path, "-o", tmp_path / "table.zst")
    assert (done.code, " persons, " in done.out) == (0, True)
    assert (tmp_path / "table.zst").stat().st_size > 1000
