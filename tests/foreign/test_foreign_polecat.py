"""POLECAT files of other hands: drift that is known is read, what is unknown is said with its line."""

import datetime as dt

import pytest

from dateline.errors import InputError
from dateline.foreign.polecat import POLECAT_COLUMNS, is_polecat, read_polecat
from dateline.records.foreign import ForeignActor, ForeignEvent, ForeignProblem

ROW = {
    "Event ID": "20190801-1-a_ACCUSE_disapprove",
    "Event Date": "2019-08-01",
    "Event Type": "ACCUSE",
    "Event Mode": "disapprove",
    "Intensity": "-2.0",
    "Quad Code": "VERBAL CONFLICT",
    "Contexts": "legal;cyber",
    "Actor Name": "Freedonia",
    "Actor Country": "NOR",
    "Primary Actor Sector": "GOV",
    "Recipient Name": "Sylvania",
    "Recipient Country": "CHL",
    "Latitude": "59.9",
}


def lines(*rows, header=POLECAT_COLUMNS):
    text = ["\t".join(header), *("\t".join(row) for row in rows)]
    return list(enumerate(text, 1))


def cells(columns=POLECAT_COLUMNS, **more):
    row = ROW | {name.replace("_", " "): value for name, value in more.items()}
    return [row.get(name, "None") for name in columns]


def read(*rows, header=POLECAT_COLUMNS):
    return list(read_polecat(lines(*rows, header=header), "p.tsv"))


def test_a_row_is_an_event_with_its_sides_type_and_place():
    [event] = read(cells())
    assert (event.id, event.first, event.last) == (ROW["Event ID"], dt.date(2019, 8, 1), dt.date(2019, 8, 1))
    assert (event.type, event.mode, event.quad) == ("ACCUSE", "disapprove", "verbal_conflict")
    assert event.actors == (ForeignActor(name="Freedonia", code="NOR", country="NOR", sectors=("GOV",)),)
    assert [who.country for who in event.recipients] == ["CHL"]
    assert (event.lat, event.lon, event.line) == (59.9, None, 2)
    assert event.raw == tuple(cells())


@pytest.mark.parametrize("missing", ["None", "", "NA", "NULL", "nan", " none "])
def test_missing_values_are_missing_however_they_are_written(missing):
    [event] = read(cells(Event_Mode=missing, Recipient_Name=missing, Recipient_Country=missing, Latitude=missing))
    assert (event.mode, event.recipients, event.lat) == (None, (), None)


@pytest.mark.parametrize("separator", ["; ", ";", "|", " | "])
def test_lists_are_parted_by_semicolons_or_bars(separator):
    joined = {"Actor_Name": ["A", "B"], "Actor_Country": ["NOR", "CHL"], "Primary_Actor_Sector": ["GOV", "MIL"]}
    [event] = read(cells(**{name: separator.join(items) for name, items in joined.items()}))
    assert [(who.name, who.country, who.sectors) for who in event.actors] == [
        ("A", "NOR", ("GOV",)),
        ("B", "CHL", ("MIL",)),
    ]


def test_a_header_with_headline_over_rows_without_it_is_read_by_the_order_of_the_columns():
    header = [*POLECAT_COLUMNS[:35], "Headline", *POLECAT_COLUMNS[35:]]
    plain, tabbed = cells(Version="3.1"), [*cells(Version="3.1"), ""]
    for event in read(plain, tabbed, header=header):
        assert isinstance(event, ForeignEvent)
        assert event.type == "ACCUSE"


def test_a_header_with_headline_over_rows_that_have_it_is_read_by_its_names():
    header = ["Headline", *POLECAT_COLUMNS]
    [event] = read(["Freedonia scolds", *cells(Version="3.1")], header=header)
    assert (event.id, event.type) == (ROW["Event ID"], "ACCUSE")


def test_tabs_at_the_end_of_lines_are_nothing_and_words_there_are_a_problem():
    good, bad = read([*cells(), "", ""], [*cells(), "", "surplus"])
    assert isinstance(good, ForeignEvent)
    assert isinstance(bad, ForeignProblem)
    assert (bad.line, "40 are wanted" in bad.reason) == (3, True)


def test_event_intensity_and_columns_in_another_order_are_known():
    header = ["Event Intensity" if name == "Intensity" else name for name in reversed(POLECAT_COLUMNS)]
    [event] = read(list(reversed(cells())), header=header)
    assert (event.type, event.first) == ("ACCUSE", dt.date(2019, 8, 1))


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"Event_Type": "GOSSIP"}, "no type of PLOVER"),
        ({"Event_Date": "yesterday"}, "no day"),
        ({"Event_Date": "None"}, "Event Date is missing"),
        ({"Event_Date": "2019-02-30"}, "day"),
        ({"Latitude": "north"}, "north"),
    ],
)
def test_a_wrong_cell_declines_its_row_alone_with_line_and_cause(changed, words):
    wrong, right = read(cells(**changed), cells())
    assert isinstance(wrong, ForeignProblem)
    assert (wrong.path, wrong.line) == ("p.tsv", 2)
    assert words in wrong.reason
    assert isinstance(right, ForeignEvent)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("DEMAND", ("REQUEST", None)),
        ("DISAPPROVE", ("ACCUSE", "disapprove")),
        ("INVESTIGATE", ("ACCUSE", "investigate")),
        ("FIGHT", ("ASSAULT", None)),
        ("accuse", ("ACCUSE", None)),
    ],
)
def test_types_of_earlier_drafts_are_those_of_today(old, new):
    [event] = read(cells(Event_Type=old, Event_Mode="None"))
    assert (event.type, event.mode) == new


def test_a_header_without_needed_columns_is_refused_by_name():
    header = [name for name in POLECAT_COLUMNS if name != "Recipient Country"]
    assert is_polecat("\t".join(header))
    with pytest.raises(InputError, match=r"p\.tsv:1: .*Recipient Country"):
        read(cells(header), header=header)


def test_blank_lines_before_the_header_are_skipped():
    texts = ["", "  ", *(text for _, text in lines(cells()))]
    [event] = read_polecat(enumerate(texts, 1), "p.tsv")
    assert (event.id, event.line) == (ROW["Event ID"], 4)
