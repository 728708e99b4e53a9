"""`dateline code`: formats, files that appear whole or not at all, exit codes."""

import csv
import datetime as dt
import io
import json
import sys

import pyarrow.parquet as pq
import pytest

from dateline.cli.options import DayOrYear, settings_of

pytestmark = pytest.mark.usefixtures("path_of_stories")


def test_events_go_to_a_pipe_as_json_lines_in_the_order_of_the_input(dateline):
    done = dateline("code", "b.txt", "a.txt")
    rows = [json.loads(line) for line in done.out.splitlines()]
    assert done.code == 0
    assert [row["source_id"] for row in rows] == ["b.txt", "b.txt", "a.txt", "a.txt"]
    assert rows[0]["trigger"]["text"] == "spoke by phone"


def test_the_ending_of_the_output_chooses_the_format(dateline, tmp_path):
    for ending in ("jsonl", "csv", "parquet"):
        assert dateline("code", "a.txt", "-o", tmp_path / f"out.{ending}").code == 0
    lines = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text("utf-8").splitlines()]
    cells = list(csv.DictReader(io.StringIO((tmp_path / "out.csv").read_text("utf-8"))))
    table = pq.read_table(tmp_path / "out.parquet").to_pylist()
    assert (
        [row["event_id"] for row in lines] == [row["event_id"] for row in cells] == [row["event_id"] for row in table]
    )
    assert lines[0]["actors"] == json.loads(cells[0]["actors"]) == table[0]["actors"]


def test_columns_of_all_formats_have_the_names_of_the_json_rows(dateline, tmp_path):
    names = list(json.loads(dateline("code", "a.txt").out.splitlines()[0]))
    dateline("code", "a.txt", "-o", tmp_path / "out.csv")
    dateline("code", "a.txt", "-o", tmp_path / "out.parquet")
    assert (tmp_path / "out.csv").read_text("utf-8").splitlines()[0].split(",") == names
    assert pq.read_schema(tmp_path / "out.parquet").names == names


def test_a_table_fits_into_80_columns_and_has_no_colour_when_piped(dateline):
    done = dateline("code", "a.txt", "--format", "table", env={"COLUMNS": "80"})
    assert "Liv Aasen" in done.out
    assert "\x1b[" not in done.out
    assert max(map(len, done.out.splitlines())) <= 80


def test_a_rejected_input_is_named_the_rest_is_coded_and_the_exit_code_is_1(dateline):
    done = dateline("code", "a.txt", "noise.bin", "b.txt")
    assert done.code == 1
    assert "noise.bin: read.binary: not text" in done.err
    assert {json.loads(line)["source_id"] for line in done.out.splitlines()} == {"a.txt", "b.txt"}


def test_an_output_that_cannot_be_written_is_exit_code_3_with_a_cure(dateline, tmp_path):
    done = dateline("code", "a.txt", "-o", tmp_path / "missing" / "out.jsonl")
    assert done.code == 3
    assert "choose a folder that exists" in done.err


def test_a_failed_run_leaves_the_old_output_and_nothing_half_written(dateline, tmp_path, monkeypatch):
    out = tmp_path / "out.jsonl"
    out.write_text("old\n")

    def broken(rows, stream):
        stream.write(b"{half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(sys.modules["dateline.cli.code"], "write_jsonl", broken)
    done = dateline("code", "a.txt", "-o", out)
    assert done.code == 3
    assert "No space left" in done.err
    assert out.read_text() == "old\n"
    assert list(tmp_path.iterdir()) == [out]


@pytest.mark.parametrize(
    "arguments",
    [
        ["code"],
        ["code", "a.txt", "--published", "2 September"],
        ["code", "a.txt", "--workers", "0"],
        ["code", "a.txt", "--format", "xml"],
        ["codes", "a.txt"],
        ["inspect", "a.txt"],
        ["inspect", "a.txt", "--stage", "nouns"],
    ],
    ids=" ".join,
)
def test_wrong_usage_is_exit_code_2_on_standard_error(dateline, arguments):
    done = dateline(*arguments)
    assert done.code == 2
    assert done.out == ""
    assert done.err.startswith("Usage: dateline")


def test_the_publication_date_reaches_the_settings(dateline, monkeypatch):
    seen = []

    def code_into(_paths, settings, _ledger):
        seen.append(settings)
        return iter(())

    monkeypatch.setattr("dateline.api.code_into", code_into)
    dateline("code", "a.txt", "--published", "2020-09-02", "--source", "Baltic Wire", "--any-language")
    [settings] = seen
    assert (settings.published.isoformat(), settings.source, settings.any_language) == (
        "2020-09-02",
        "Baltic Wire",
        True,
    )


def test_a_publication_date_is_a_day_or_a_year_alone(dateline):
    given = {"source": None, "any_language": False, "workers": 1, "rules_only": False}
    kind = DayOrYear()
    day, year = (settings_of(given | {"published": kind.convert(text, None, None)}) for text in ("1987-03-04", "1987"))
    assert (day.published, day.published_year) == (dt.date(1987, 3, 4), None)
    assert (year.published, year.published_year) == (None, 1987)
    wrong = dateline("code", "wire.txt", "--published", "3/4/87")
    assert wrong.code == 2
    assert "write it as 2020-09-02, or the year alone" in wrong.err
