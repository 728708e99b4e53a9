import csv
import datetime as dt
import io
import json
import stat

import pyarrow as pa
import pytest
from pyarrow import parquet

from dateline import query
from dateline.errors import LedgerError
from dateline.export import arrow_schema, atomic_file, to_arrow, write_csv, write_jsonl, write_parquet, write_table
from dateline.ledger import Ledger
from dateline.records import Claim, Event, Story, Tenure, to_row
from factories import envoy_talks, make_run

CODED = envoy_talks()


@pytest.fixture
def answer(tmp_path):
    with Ledger.open(tmp_path / "l") as ledger:
        ledger.append([CODED], make_run())
        yield query.events(ledger)


def written(write, *arguments):
    stream = io.BytesIO()
    count = write(*arguments, stream)
    return count, stream.getvalue()


def test_json_lines_are_the_rows(answer):
    count, content = written(write_jsonl, answer)
    assert count == 2
    assert [json.loads(line) for line in content.splitlines()] == answer.rows()


def test_csv_has_the_columns_of_the_rows_and_lists_as_json(answer):
    count, content = written(write_csv, answer, answer.columns)
    rows = list(csv.DictReader(io.StringIO(content.decode())))
    assert count == len(rows) == 2
    for cells, row in zip(rows, answer, strict=True):
        assert list(cells) == list(row)
        assert json.loads(cells["actors"]) == row["actors"]
        assert (cells["event_id"], cells["background"], cells["mode"]) == (
            row["event_id"],
            "false",
            row["mode"] or "",
        )


def test_csv_keeps_line_breaks_quotes_and_commas():
    row = {"a": 'He said "no",\nthen left', "b": None, "c": 1.5, "d": True, "e": "\r", "f": "a\r\nb"}
    _, content = written(write_csv, [row], tuple(row))
    assert list(csv.DictReader(io.StringIO(content.decode(), newline=""))) == [
        {"a": row["a"], "b": "", "c": "1.5", "d": "true", "e": "\r", "f": "a\r\nb"}
    ]


def test_parquet_of_a_query_comes_back_with_its_types(answer, tmp_path):
    with (tmp_path / "events.parquet").open("wb") as stream:
        write_table(answer.arrow(), stream)
    table = parquet.read_table(tmp_path / "events.parquet")
    assert table.schema.field("when").type.field("first").type == pa.date32()
    assert table.column("trigger").to_pylist() == [row["trigger"] for row in answer]


def test_parquet_of_records_comes_back_row_for_row(tmp_path):
    with (tmp_path / "events.parquet").open("wb") as stream:
        assert write_parquet(CODED.events, Event, stream) == 2
    back = parquet.read_table(tmp_path / "events.parquet").to_pylist()
    assert [row["event_id"] for row in back] == [event.event_id for event in CODED.events]
    assert back[0]["when"]["first"] == dt.date(2021, 3, 2)


def test_the_same_rows_give_the_same_bytes(answer):
    for write, arguments in ((write_jsonl, ()), (write_csv, (answer.columns,))):
        assert written(write, answer, *arguments) == written(write, answer, *arguments)


@pytest.mark.parametrize("record_type", [Event, Claim, Tenure, Story])
def test_no_records_make_a_table_with_all_columns(record_type):
    table = to_arrow([], record_type)
    assert table.schema == arrow_schema(record_type)
    assert table.num_rows == 0


def test_a_time_with_a_zone_is_stored_in_utc():
    noon = dt.datetime(2020, 1, 1, 12, tzinfo=dt.timezone(dt.timedelta(hours=9)))
    story = Story(story_id="st_1", source_id="a", text="x", published=noon)
    assert to_arrow([story], Story).column("published").to_pylist() == [dt.datetime(2020, 1, 1, 3)]  # noqa: DTZ001


def test_arrow_of_records_and_of_the_ledger_have_one_schema(answer):
    ours, theirs = answer.arrow().schema, arrow_schema(Event)
    apart = {"mentions", "sources"}
    assert [field for field in ours if field.name not in apart] == [
        field for field in theirs if field.name not in apart
    ]
    assert ours.names == theirs.names


def test_arrow_of_the_ledger_has_the_values_of_its_rows(answer):
    rows = [to_row(event) for event in CODED.events]
    table = to_arrow(CODED.events, Event)
    apart = ["mentions", "sources"]
    assert answer.arrow().drop_columns(apart).to_pylist() == table.drop_columns(apart).to_pylist()
    assert [row["event_id"] for row in answer] == [row["event_id"] for row in rows]


def test_a_file_appears_whole(tmp_path):
    target = tmp_path / "out.csv"
    with atomic_file(target) as stream:
        stream.write(b"rows")
        assert not target.exists()
    assert target.read_bytes() == b"rows"
    assert [path.name for path in tmp_path.iterdir()] == ["out.csv"]
    assert stat.S_IMODE(target.stat().st_mode) & 0o400


def test_a_failure_leaves_the_old_file_and_nothing_else(tmp_path):
    target = tmp_path / "out.csv"
    target.write_text("old")

    def fail():
        with atomic_file(target) as stream:
            stream.write(b"half")
            raise ValueError("no more rows")

    with pytest.raises(ValueError, match="no more rows"):
        fail()
    assert target.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["out.csv"]


def test_a_missing_folder_is_a_ledger_error_with_a_cure(tmp_path):
    with pytest.raises(LedgerError, match="choose a folder that exists"), atomic_file(tmp_path / "no" / "out.csv"):
        pass


def test_a_full_disk_is_a_ledger_error_and_changes_nothing(tmp_path):
    target = tmp_path / "out.csv"

    def full():
        with atomic_file(target):
            raise OSError(28, "No space left on device")

    with pytest.raises(LedgerError, match="No space left on device"):
        full()
    assert list(tmp_path.iterdir()) == []
