"""Formats are told by what is in a file; our own files read back and are written again byte for byte."""

import gzip
import io
import json
import zipfile

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline import export, query
from dateline.cli.export import WRITERS
from dateline.errors import InputError
from dateline.export import columns_of, write_csv, write_flat_csv, write_jsonl, write_parquet, write_plover, write_table
from dateline.foreign import Compared, Scope, SideTables, is_ledger, read_foreign
from dateline.foreign.files import text_lines
from dateline.foreign.own import event_of, rows_of_csv, rows_of_jsonl, rows_of_parquet, table_of_parquet
from dateline.ledger import Ledger
from dateline.records import Event, to_row
from dateline.records.foreign import ForeignEvent, ForeignProblem
from dateline.records.loss import ExportChoices
from factories import envoy_talks, make_run
from told_events import OSLO, event, told, told_events

EVENTS = [to_row(event(event_id="ev_1")), to_row(event(event_id="ev_2", day=None))]


def content(write, *arguments):
    stream = io.BytesIO()
    write(*arguments, stream)
    return stream.getvalue()


JSONL = content(write_jsonl, EVENTS)
CSV = content(write_csv, EVENTS, columns_of(Event))


def plover_bytes():
    stream = io.BytesIO()
    write_plover([told()], stream, ExportChoices())
    return stream.getvalue()


def written_as(form):
    stream = io.BytesIO()
    getattr(export, WRITERS[form])([told(), told(event(event_id="ev_2", where=OSLO))], stream, ExportChoices())
    return stream.getvalue()


def formats_of(path):
    return {item.format for item in read_foreign([str(path)]) if isinstance(item, ForeignEvent)}


@pytest.mark.parametrize(
    ("name", "data", "form"),
    [
        ("a.jsonl", JSONL, "jsonl"),
        ("a.csv", JSONL, "jsonl"),
        ("a.txt", b"\n\n" + JSONL, "jsonl"),
        ("a.tsv", CSV, "csv"),
        ("a.dat", b"\xef\xbb\xbf" + CSV, "csv"),
        ("a.jsonl.gz", gzip.compress(JSONL), "jsonl"),
        ("no-ending", gzip.compress(CSV), "csv"),
    ],
)
def test_a_file_is_known_by_its_content_whatever_it_is_called(tmp_path, name, data, form):
    (tmp_path / name).write_bytes(data)
    assert formats_of(tmp_path / name) == {form}


def test_the_members_of_a_zip_and_the_files_of_a_folder_are_read_in_order(tmp_path):
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        archive.writestr("2.csv", CSV)
        archive.writestr("1.jsonl", JSONL)
    (tmp_path / "a.json").write_bytes(plover_bytes())
    found = list(read_foreign([str(tmp_path)]))
    assert [item.format for item in found] == ["plover", "jsonl", "jsonl", "csv", "csv"]
    assert found[1].path.endswith("b.zip!1.jsonl")


def test_parquet_is_known_by_its_first_bytes(tmp_path):
    with (tmp_path / "events.csv").open("wb") as stream:
        write_parquet([event()], Event, stream)
    assert formats_of(tmp_path / "events.csv") == {"parquet"}


def test_a_latin_1_line_spoils_no_other(tmp_path):
    lines = [json.dumps(EVENTS[0] | {"source_id": name}, ensure_ascii=False) for name in ("Århus", "Ørsta")]
    (tmp_path / "x").write_bytes(lines[0].encode("cp1252") + b"\r\n" + lines[1].encode() + b"\n")
    assert len([item for item in read_foreign([str(tmp_path / "x")]) if isinstance(item, ForeignEvent)]) == 2


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"\n\n\n", "empty"),
        (b"dear diary,\nnothing happened\n", "'dear diary,'"),
        (b"a\tb\tc\n", "3 cells between tabs"),
        (b"PK\x03\x04 no archive", "cannot be read"),
        (b"\x1f\x8b no gzip", "damaged"),
        (b"PAR1 no table", "Parquet"),
        (b"\x00" * 100, "of no known format"),
    ],
)
def test_a_file_of_no_known_format_is_refused_with_what_it_begins_with(tmp_path, data, words):
    (tmp_path / "f.csv").write_bytes(data)
    with pytest.raises(InputError, match=r"f\.csv") as caught:
        list(read_foreign([str(tmp_path / "f.csv")]))
    assert words in str(caught.value)


def test_a_table_that_has_no_events_of_ours_is_refused_by_the_columns_that_it_lacks(tmp_path):
    pq.write_table(pa.table({"event_id": ["a"]}), tmp_path / "t.parquet")
    with pytest.raises(InputError, match="actors, recipients"):
        list(read_foreign([str(tmp_path / "t.parquet")]))


def test_a_cell_that_nests_without_end_is_a_problem(tmp_path):
    path = tmp_path / "deep.csv"
    path.write_text(
        CSV.decode().splitlines()[0] + "\n" + ",".join(["[" * 100_000, *["x"] * (len(columns_of(Event)) - 1)]) + "\n"
    )
    [problem] = read_foreign([str(path)])
    assert isinstance(problem, ForeignProblem)


def test_of_several_files_one_of_no_known_format_is_a_problem_and_the_others_are_read(tmp_path):
    (tmp_path / "1.txt").write_text("dear diary\n")
    (tmp_path / "2.zip").write_bytes(b"PK\x03\x04 no archive")
    (tmp_path / "3.jsonl").write_bytes(JSONL)
    items = list(read_foreign([str(tmp_path)]))
    assert [type(item) for item in items] == [ForeignProblem, ForeignProblem, ForeignEvent, ForeignEvent]
    assert items[0].path.endswith("1.txt")


def test_a_missing_file_is_an_input_error():
    with pytest.raises(InputError):
        list(read_foreign(["/nowhere/at/all.csv"]))


def test_wrong_rows_of_our_own_files_are_problems_with_their_lines(tmp_path):
    broken = JSONL + b'{"event_id": "ev_3"}\n{]\n' + JSONL
    (tmp_path / "x.jsonl").write_bytes(broken)
    items = list(read_foreign([str(tmp_path / "x.jsonl")]))
    assert [item.line for item in items if isinstance(item, ForeignProblem)] == [3, 4]
    assert len(items) == 6


def test_a_ledger_is_known_by_its_first_bytes(tmp_path):
    with Ledger.open(tmp_path / "l.csv"):
        pass
    (tmp_path / "x.dateline").write_bytes(JSONL)
    assert is_ledger(str(tmp_path / "l.csv"))
    assert not is_ledger(str(tmp_path / "x.dateline"))
    assert not is_ledger(str(tmp_path))


ROWS = [
    JSONL,
    CSV,
    plover_bytes(),
    *(written_as(form) for form in ("polecat", "gdelt", "gdelt-mentions", "icews", "cameo-dyads")),
]


@settings(max_examples=150)
@given(st.sampled_from(ROWS), st.data())
def test_whatever_happens_to_a_file_its_rows_are_events_or_problems_or_it_is_refused(tmp_path_factory, data, draw):
    damaged = bytearray(data)
    for _ in range(draw.draw(st.integers(0, 4))):
        at = draw.draw(st.integers(0, len(damaged)))
        damaged[at : at + draw.draw(st.integers(0, 40))] = draw.draw(st.binary(max_size=6))
    path = tmp_path_factory.getbasetemp() / "damaged"
    path.write_bytes(bytes(damaged))
    try:
        items = list(read_foreign([str(path)]))
    except InputError:
        return
    assert all(isinstance(item, ForeignEvent) or (item.reason and item.line) for item in items)
    tables = SideTables(side="A", name="x", scope=Scope())
    tables.read(items)
    with Compared(tables, SideTables(side="B", name="y", scope=Scope())) as compared:
        assert compared.comparison("day").a.rows == len(items) - len(tables.problems)


@settings(max_examples=15)
@given(st.lists(told_events(), max_size=4))
def test_our_own_files_are_read_and_written_again_byte_for_byte(events):
    rows = [to_row(one.event) for one in events]
    columns = columns_of(Event)
    jsonl, table = content(write_jsonl, rows), content(write_flat_csv, rows, columns)
    back = [row for _, row in rows_of_jsonl(enumerate(jsonl.decode().split("\n"), 1), "x")]
    assert content(write_jsonl, back) == jsonl
    assert [event_of(row) for row in back] == [one.event for one in events]
    lines = text_lines(io.BytesIO(table), ends=True)
    cells = [row for _, row in rows_of_csv(lines, "x")]
    assert [event_of(row) for row in cells] == [one.event for one in events]
    assert content(write_flat_csv, cells, columns) == table
    parquet = content(write_parquet, [one.event for one in events], Event)
    again = table_of_parquet(io.BytesIO(parquet), "x")
    assert [event_of(row) for _, row in rows_of_parquet(again)] == [one.event for one in events]


@pytest.mark.parametrize(
    "strange",
    [
        pa.array([0, 10**7], pa.date32()),
        pa.array([0, 1], pa.timestamp("ns")),
        pa.array([0, 1], pa.timestamp("us", "No/Where")),
    ],
)
def test_a_column_that_no_event_has_is_not_read_and_a_value_that_is_none_is_a_problem(tmp_path, strange):
    records = [event(event_id="ev_1"), event(event_id="ev_2")]
    table = pq.read_table(io.BytesIO(content(write_parquet, records, Event)))
    path = tmp_path / "x.parquet"
    pq.write_table(table.append_column("seen", strange), path)
    assert [item.id for item in read_foreign([str(path)])] == ["ev_1", "ev_2"]
    pq.write_table(table.set_column(table.column_names.index("mode"), "mode", strange), path)
    assert [item.line for item in read_foreign([str(path)]) if isinstance(item, ForeignProblem)][-1:] == [2]


def test_parquet_and_csv_of_a_ledger_are_read_and_written_again_byte_for_byte(tmp_path):
    with Ledger.open(tmp_path / "l") as ledger:
        ledger.append([envoy_talks(f"{n}.txt", source='Nordwire, "x"\r\ny') for n in range(3)], make_run())
        answer = query.events(ledger)
        table, rows = content(write_table, answer.arrow()), answer.rows()
    assert content(write_table, table_of_parquet(io.BytesIO(table), "x")) == table
    cells = content(write_flat_csv, rows, answer.columns)
    lines = text_lines(io.BytesIO(cells), ends=True)
    back = [row for _, row in rows_of_csv(lines, "x")]
    assert content(write_flat_csv, back, answer.columns) == cells
    assert back == rows
