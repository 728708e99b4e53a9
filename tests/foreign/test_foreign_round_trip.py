"""What we write, we read without a problem, and write again byte for byte; rows fold back to their events."""

import io
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.errors import InputError
from dateline.export import ICEWS_COLUMNS, write_dyads, write_gdelt, write_gdelt_mentions, write_icews
from dateline.export.counted import counted
from dateline.foreign.again import write_again
from dateline.foreign.detect import detect, read_file
from dateline.foreign.dyads import read_dyads
from dateline.foreign.files import ForeignFile
from dateline.foreign.gdelt import read_gdelt
from dateline.foreign.gdelt_mentions import read_gdelt_mentions
from dateline.foreign.icews import read_icews
from dateline.lexicon.exchange import load_exchange
from dateline.records.foreign import ForeignEvent, ForeignProblem
from dateline.records.loss import ExportChoices
from dateline.records.row_ids import event_key
from told_events import told, told_events

EVENTS = st.lists(told_events(), max_size=3, unique_by=lambda one: one.event.event_id)
EVERYTHING = ExportChoices(undated="published", coarse="first-day")
FORMATS = [
    pytest.param(write_gdelt, (), id="gdelt"),
    pytest.param(write_gdelt_mentions, (), id="gdelt-mentions"),
    pytest.param(write_icews, ICEWS_COLUMNS, id="icews"),
    pytest.param(write_dyads, (), id="cameo-dyads"),
]


def written(write, events):
    stream = io.BytesIO()
    return write(events, stream, EVERYTHING), stream.getvalue()


def read(content):
    return list(read_file(ForeignFile("x", io.BufferedReader(io.BytesIO(content)))))


def again(events, header):
    stream = io.BytesIO()
    write_again(events, stream, header)
    return stream.getvalue()


@pytest.mark.parametrize(("write", "header"), FORMATS)
@settings(max_examples=15)
@given(events=EVENTS)
def test_what_is_written_is_read_whole_and_written_again_and_folds_back_to_its_events(write, header, events):
    report, content = written(write, [told(), *events])
    found = read(content)
    assert all(isinstance(one, ForeignEvent) for one in found), found
    assert len(found) == report.rows
    assert again(found, header) == content
    kept = [
        one.event.event_id for one in (told(), *events) if counted(one, EVERYTHING, load_exchange()).day is not None
    ]
    keys = {*kept} if write is write_dyads else {f"{event_key(event_id):013x}" for event_id in kept}
    assert {row.event_group for row in found} == keys


@pytest.mark.parametrize(("write", "header"), FORMATS)
def test_a_file_is_known_by_what_is_in_it(write, header):
    _, content = written(write, [told()])
    shape, _ = detect(ForeignFile("x", io.BufferedReader(io.BytesIO(content))))
    [row] = read(content)
    assert shape.name == row.format


@settings(max_examples=15)
@given(events=EVENTS)
def test_events_and_mentions_have_the_same_ids(events):
    _, rows = written(write_gdelt, [told(), *events])
    _, mentions = written(write_gdelt_mentions, [told(), *events])
    assert {row.id for row in read(rows)} == {row.id for row in read(mentions)}


READERS = [(read_gdelt, 61), (read_gdelt, 57), (read_gdelt_mentions, 16), (read_icews, 20), (read_dyads, 4)]
CELLS = st.sampled_from(
    [
        "",
        "20210302",
        "2021-03-02",
        "042",
        "NORGOV",
        "1",
        "-1",
        "9" * 5000,
        "1.0",
        "1" * 400 + ".0",
        "nan",
        "inf",
        "\x00",
        "²",
        "٣",
    ]
)


@pytest.mark.parametrize(("reader", "width"), READERS)
@given(data=st.data())
def test_whatever_stands_in_the_cells_is_an_event_or_a_problem_or_no_file_at_all(reader, width, data):
    row = st.lists(CELLS | st.text(max_size=5), min_size=width, max_size=width + 1).map("\t".join)
    lines = data.draw(st.lists(row | st.text(max_size=20), max_size=4))
    found = []
    with suppress(InputError):
        found = list(reader(enumerate(lines, 1), "x"))
    assert all(isinstance(one, ForeignEvent | ForeignProblem) for one in found)
    assert len(found) <= len(lines)


@given(told_events())
def test_what_gdelt_holds_of_an_event_comes_back(one):
    """Day, codes of the sides where they are states, and CAMEO code."""
    _, content = written(write_gdelt, [told(), one])
    day = counted(one, EVERYTHING, load_exchange()).day
    states = {who.country for who in (*one.event.actors, *one.event.recipients)} - {None, "UNO", "NAT"}
    rows = read(content)[1:]
    assert {row.first for row in rows} == ({day} if day else set())
    found = {who.country for row in rows for who in (*row.actors, *row.recipients)} - {None, "UNO", "NAT"}
    assert found == (states if day else set())
