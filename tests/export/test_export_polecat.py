"""POLECAT: 40 columns in order, None for what is missing, lists aligned."""

import csv
import datetime as dt
import io
from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.export import write_polecat
from dateline.export.polecat import COLUMNS, write_rows
from dateline.foreign.polecat import read_polecat
from dateline.lexicon.cow import cow_number, load_cow
from dateline.records import When
from dateline.records.foreign import ForeignEvent
from dateline.records.loss import ExportChoices
from told_events import OSLO, actor, event, told, told_events

DEFAULT = ExportChoices()
NAMES = """Event ID|Event Date|Event Type|Event Mode|Intensity|Quad Code|Contexts|Actor Name|Actor Country|Actor COW
Primary Actor Sector|Actor Sectors|Actor Title|Actor Name Raw|Wikipedia Actor ID|Recipient Name|Recipient Country
Recipient COW|Primary Recipient Sector|Recipient Sectors|Recipient Title|Recipient Name Raw|Wikipedia Recipient ID
Placename|City|District|Province|Country|Latitude|Longitude|GeoNames ID|Raw Placename|Feature Type|Source
Publication Date|Story People|Story Organizations|Story Locations|Language|Version""".replace("\n", "|").split("|")


def written(*events, choices=DEFAULT):
    stream = io.BytesIO()
    return write_polecat(events, stream, choices), stream.getvalue()


def row_of(choices=DEFAULT, **fields):
    _, content = written(told(event(**fields)), choices=choices)
    [row] = csv.DictReader(io.StringIO(content.decode()), delimiter="\t", quoting=csv.QUOTE_NONE)
    return row


def test_the_header_has_the_40_columns_in_order():
    _, content = written()
    assert content.decode() == "\t".join(NAMES) + "\n"
    assert len(NAMES) == len(COLUMNS) == 40


def test_a_row_tells_what_the_event_tells():
    row = row_of(where=OSLO, mode="phone")
    assert (row["Event Date"], row["Event Type"], row["Event Mode"], row["Intensity"]) == (
        "2021-03-02",
        "SUPPORT",
        "phone",
        "5",
    )
    assert (row["Quad Code"], row["Contexts"]) == ("VERBAL COOPERATION", "diplomatic; environment")
    assert (row["Actor Country"], row["Actor COW"], row["Recipient COW"]) == ("NOR", "385", "155")
    assert (row["City"], row["Province"], row["Feature Type"], row["GeoNames ID"]) == (
        "Oslo",
        "Oslo",
        "PPLC",
        "3143244",
    )
    assert (row["Source"], row["Publication Date"], row["Language"]) == ("Nordwire", "2021-03-03", "en")


def test_coordinates_keep_their_digits():
    assert row_of(where=replace(OSLO, lat=-33.456789, lon=120.0))["Latitude"] == "-33.456789"
    assert row_of(where=replace(OSLO, lat=-33.456789, lon=120.0))["Longitude"] == "120"


def test_what_is_missing_is_the_word_none():
    row = row_of(contexts=(), plover_score=None, recipients=())
    for name in ("Event Mode", "Intensity", "Contexts", "Recipient Name", "Placename", "Story People", "Actor Title"):
        assert row[name] == "None"


def test_several_actors_are_lists_that_stay_aligned():
    two = (actor("Ada Berg", "NOR", sectors=("GOV", "MIL"), office="envoy"), actor("gunmen", None, sectors=()))
    row = row_of(actors=two)
    assert row["Actor Name"] == "Ada Berg; gunmen"
    assert (row["Actor Country"], row["Actor COW"]) == ("NOR; None", "385; None")
    assert (row["Primary Actor Sector"], row["Actor Sectors"]) == ("GOV; None", "MIL; None")
    assert row["Actor Title"] == "envoy; None"


def test_tabs_quotes_and_line_ends_in_a_name_do_not_break_the_table():
    row = row_of(actors=(actor('the "old\tguard"\nof; Oslo'),))
    assert row["Actor Name"] == "the 'old guard' of, Oslo"


@pytest.mark.parametrize(("choice", "words"), [(4, "MATERIAL CONFLICT"), (3, "VERBAL CONFLICT")])
def test_the_quad_class_of_sanction_is_a_choice(choice, words):
    choices = ExportChoices(sanction_quad=choice)
    assert row_of(choices, type="SANCTION", quad="material_conflict")["Quad Code"] == words


def test_an_event_known_to_the_month_is_left_out_unless_its_first_day_will_do():
    month = When(value="2021-03", first=dt.date(2021, 3, 1), last=dt.date(2021, 3, 31), grain="month", basis="words")
    loss, _ = written(told(event(when=month)))
    assert [(out.reason, out.events) for out in loss.left_out] == [("known to the month only", 1)]
    first, content = written(told(event(when=month)), choices=ExportChoices(coarse="first-day"))
    assert b"2021-03-01" in content
    assert first.changed[0].events == 1


def test_what_is_told_of_now_has_a_day_even_if_its_grain_is_unknown():
    now = When(value="PRESENT_REF", first=dt.date(2021, 3, 3), last=dt.date(2021, 3, 3), basis="reference", text="now")
    since = When(value="2019", first=dt.date(2019, 1, 1), last=None, basis="since", text="since 2019")
    loss, content = written(told(event(when=now)), told(event(when=since)))
    assert b"2021-03-03\tSUPPORT" in content
    assert [out.reason for out in loss.left_out] == ["known roughly only"]


def test_pandas_reads_it_as_users_of_polecat_do():
    _, content = written(told(), told(event(where=OSLO, event_id="ev_2")))
    frame = pd.read_csv(io.BytesIO(content), sep="\t", na_values=["None"], dtype={"Actor COW": str})
    assert list(frame.columns) == NAMES
    assert frame["Latitude"].tolist()[1] == 59.91
    assert frame["Event Mode"].isna().all()
    assert pd.to_datetime(frame["Event Date"]).dt.year.tolist() == [2021, 2021]


@given(st.lists(told_events(), max_size=4, unique_by=lambda one: one.event.event_id))
def test_rows_that_are_read_and_written_again_are_the_same_bytes(events):
    loss, content = written(*events)
    lines = content.decode().split("\n")[:-1]
    back = list(read_polecat(enumerate(lines, 1), "p.tsv"))
    assert all(isinstance(row, ForeignEvent) for row in back)
    assert len(back) == loss.written
    stream = io.BytesIO()
    write_rows([NAMES, *(row.raw for row in back)], stream)
    assert stream.getvalue() == content


@given(st.lists(told_events(), max_size=4, unique_by=lambda one: one.event.event_id))
def test_the_reader_finds_the_countries_and_types_that_were_written(events):
    _, content = written(*events)
    back = list(read_polecat(enumerate(content.decode().split("\n")[:-1], 1), "p.tsv"))
    known = {one.event.event_id: one.event for one in events}
    plain = {"NAT": "IGO"}
    for row in back:
        one = known[row.id]
        assert row.type == one.type
        assert [who.country for who in row.actors] == [plain.get(who.country, who.country) for who in one.actors]
        assert len(row.recipients) == len(one.recipients)


@pytest.mark.parametrize(
    ("code", "day", "number"),
    [
        ("DEU", dt.date(1989, 11, 9), 260),
        ("DEU", dt.date(1991, 1, 1), 255),
        ("DEU", dt.date(1950, 1, 1), None),
        ("YEM", dt.date(1980, 1, 1), 678),
        ("YEM", dt.date(2020, 1, 1), 679),
        ("VNM", None, 816),
        ("SUN", dt.date(1980, 1, 1), 365),
        ("UNO", None, None),
    ],
)
def test_a_state_has_the_number_that_it_had_on_that_day(code, day, number):
    assert cow_number(code, day) == number


def test_no_two_states_of_today_have_one_number():
    today = [cow_number(code, dt.date(2020, 1, 1)) for code in load_cow() if code not in {"SUN", "YUG", "SCG"}]
    assert len(today) == len(set(today))
