"""The Python interface: text or path in, records and tables out."""

import datetime as dt
import subprocess
import sys

import pytest

import dateline
from dateline.api import group, is_text
from dateline.errors import LedgerError, UsageError
from factories import envoy_talks, make_run

TEXT = (
    "RIGA, Oct. 7 (Amber Wire) -- Latvian Foreign Minister Ilze Kalnina met Georgian Prime Minister Davit Lomidze in Riga on "
    "Tuesday.\n\nThe two signed an agreement on ports.\n"
)


pytestmark = pytest.mark.usefixtures("loaded_once")


@pytest.fixture
def coding(loaded_once):
    return dateline.code(TEXT, published=dt.date(2025, 10, 7))


@pytest.mark.parametrize(
    ("given", "text"),
    [
        ("wire.txt", False),
        ("wire/*.jsonl", False),
        ("my wire 2.jsonl.gz", False),
        ("-", False),
        ("The envoys met on Tuesday.", True),
        ("GENEVA, March 3 -- Envoys met.\n", True),
        ("Envoys met", True),
    ],
)
def test_a_string_is_told_to_be_text_or_a_path(given, text):
    assert is_text(given) is text


def test_text_itself_can_be_coded(coding):
    assert "CONSULT" in {event.type for event in coding.events}
    assert coding.stories[0].resolved.publication.date == dt.date(2025, 10, 7)


def test_a_path_gives_the_same_events_as_its_text(coding, tmp_path):
    path = tmp_path / "story.txt"
    path.write_text(TEXT, "utf-8")
    by_path = dateline.code(path, published=dt.date(2025, 10, 7))
    assert [event.type for event in by_path.events] == [event.type for event in coding.events]
    assert [event.trigger for event in by_path.events] == [event.trigger for event in coding.events]


def test_stories_that_were_read_can_be_coded(tmp_path):
    path = tmp_path / "story.txt"
    path.write_text(TEXT, "utf-8")
    stories = dateline.read(path)
    assert [story.text for story in stories] == [TEXT]
    assert dateline.code(*stories).events.rows() == dateline.code(path).events.rows()


def test_records_go_to_arrow_pandas_and_polars_with_the_same_columns(coding):
    table = coding.events.arrow()
    assert table.column_names == list(coding.events.rows()[0])
    assert list(coding.pandas().columns) == coding.polars().columns == table.column_names
    assert table["when"][0].as_py()["first"] == coding.events[0].when.first


def test_no_records_make_a_table_with_all_columns():
    nothing = dateline.code("Nobody did anything, and it rained.\n")
    assert nothing.arrow().num_rows == 0
    assert "event_id" in nothing.arrow().column_names
    assert list(nothing.claims.arrow().column_names)


def test_a_slice_of_records_is_records(coding):
    assert isinstance(coding.events[:1], dateline.Records)
    assert repr(coding.events[:1]) == "<1 × Event>"


def test_what_cannot_be_read_is_rejected_with_its_path(tmp_path):
    [rejected] = dateline.code(tmp_path / "none.txt").rejected
    assert rejected.path.endswith("none.txt")


def test_a_ledger_that_is_not_there_cannot_be_read(tmp_path):
    with pytest.raises(LedgerError, match="no ledger"):
        dateline.Ledger.open(tmp_path / "none.dateline", read_only=True)


def test_reading_works_whether_or_not_the_room_of_that_name_was_imported(tmp_path):
    path = tmp_path / "story.txt"
    path.write_text(TEXT, "utf-8")
    script = (
        "import dateline, sys; first = dateline.read(sys.argv[1]);"
        "import dateline.read as room; from dateline.read import read_paths;"
        "assert first.rows() == dateline.read(sys.argv[1]).rows() and room.read_paths is read_paths; print(len(first))"
    )
    done = subprocess.run([sys.executable, "-c", script, path], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("1\n", "")


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    path = tmp_path_factory.mktemp("ledger") / "talks.dateline"
    with dateline.Ledger.open(path) as opened:
        opened.append([envoy_talks("a.txt", source="Nordwire")], make_run())
        group(opened)
    with dateline.Ledger.open(path, read_only=True) as opened:
        yield opened


def test_a_ledger_answers_by_method_in_rows_arrow_pandas_and_polars(ledger):
    [call] = ledger.contacts(channel="phone", since="2021-03-01")
    assert call["when"]["first"] == "2021-03-02"
    events = ledger.events()
    assert events.arrow().num_rows == len(events.pandas()) == events.polars().height == 2
    assert [row["person"] for row in ledger.offices(as_of=dt.date(2021, 3, 2))] == ["Liv Aasen"]
    assert (len(ledger.claims()), len(ledger.stories()), len(ledger.declined())) == (1, 1, 1)
    assert ledger.why(call["event_id"]).kind == "event"


def test_an_unknown_filter_is_told_with_the_known_ones(ledger):
    with pytest.raises(UsageError, match="known_on"):
        ledger.events(colour="red")
    with pytest.raises(UsageError, match="2020-09-02"):
        ledger.events(since="last week")


def test_importing_the_package_loads_nothing_heavy():
    script = "import sys, dateline; print({'spacy', 'duckdb', 'pyarrow', 'rich', 'trafilatura'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"
