"""ICEWS and CAMEO dyads: exact columns, names in words, the other Goldstein table."""

import csv
import io

import pandas as pd
import pytest

from dateline.export import DYADS_COLUMNS, ICEWS_COLUMNS, write_dyads, write_icews
from dateline.records.loss import ExportChoices
from dateline.records.row_ids import story_number
from told_events import OSLO, actor, event, told

NAMES = """Event ID|Event Date|Source Name|Source Sectors|Source Country|Event Text|CAMEO Code|Intensity|Target Name|Target Sectors
Target Country|Story ID|Sentence Number|Publisher|City|District|Province|Country|Latitude|Longitude""".replace(
    "\n", "|"
).split("|")
DEFAULT = ExportChoices()


def written(write, *events):
    stream = io.BytesIO()
    return write(events, stream, DEFAULT), stream.getvalue()


def rows(*events):
    _, content = written(write_icews, *events)
    return list(csv.DictReader(io.StringIO(content.decode()), delimiter="\t", quoting=csv.QUOTE_NONE))


def row(**fields):
    [only] = rows(told(event(**fields)))
    return only


def dyads(*events):
    _, content = written(write_dyads, *events)
    return [line.split("\t") for line in content.decode().splitlines()]


def test_the_header_is_that_of_icews():
    _, content = written(write_icews)
    assert content.decode() == "\t".join(NAMES) + "\n"
    assert list(ICEWS_COLUMNS) == NAMES
    assert len(NAMES) == 20


def test_a_row_tells_what_the_event_tells():
    cells = row(where=OSLO)
    sides = ("Event Date", "Source Name", "Source Sectors", "Source Country", "Target Name", "Target Country")
    assert [cells[name] for name in sides] == ["2021-03-02", "Norway", "Government", "Norway", "Chile", "Chile"]
    act = [cells[name] for name in ("Event Text", "CAMEO Code", "Intensity", "Sentence Number", "Publisher")]
    assert act == ["Praise or endorse", "051", "3.4", "1", "Nordwire"]
    place = [cells[name] for name in ("City", "District", "Province", "Country", "Latitude", "Longitude")]
    assert place == ["Oslo", "", "Oslo", "Norway", "59.91", "10.75"]
    assert cells["Story ID"] == str(story_number("st_1"))


@pytest.mark.parametrize(
    ("who", "name", "sectors", "country"),
    [
        (actor("Russia", "RUS"), "Russian Federation", "Government", "Russian Federation"),
        (
            actor("foreign ministry", "KOR", kind="body"),
            "foreign ministry (South Korea)",
            "Government",
            "South Korea",
        ),
        (
            actor("Ada Berg", "NOR", kind="person", sectors=("LEG",)),
            "Ada Berg",
            "Legislative / Parliamentary",
            "Norway",
        ),
        (
            actor("European Union", "EUR", kind="organisation", sectors=()),
            "European Union",
            "International Government Organization",
            "",
        ),
        (actor("gunmen", None, sectors=("UAF",)), "gunmen", "Unidentified Forces", ""),
    ],
)
def test_actors_are_told_in_words(who, name, sectors, country):
    cells = row(actors=(who,))
    assert [cells[f"Source {column}"] for column in ("Name", "Sectors", "Country")] == [name, sectors, country]


@pytest.mark.parametrize(
    ("cameo", "text", "score"),
    [
        ("016", "Deny responsibility", "-5.0"),
        ("164", "Halt negotiations", "-6.5"),
        ("193", "fight with small arms and light weapons", "-10.0"),
        ("155", "", ""),
    ],
)
def test_labels_and_scores_are_those_of_icews(cameo, text, score):
    cells = row(cameo=cameo)
    assert (cells["CAMEO Code"], cells["Intensity"]) == (cameo, score)
    assert cells["Event Text"] == text or not text


def test_a_call_is_written_twice_once_in_each_direction():
    found = rows(told(event("CONSULT", cameo="041")))
    assert [(cells["Source Name"], cells["Target Name"]) for cells in found] == [
        ("Norway", "Chile"),
        ("Chile", "Norway"),
    ]
    assert len({cells["Event ID"] for cells in found}) == 2


def test_a_visit_mirrors_042_and_043():
    found = rows(told(event("CONSULT", cameo="042")))
    assert [(cells["Source Name"], cells["CAMEO Code"]) for cells in found] == [("Norway", "042"), ("Chile", "043")]


def test_pandas_reads_it_as_icews_users_do():
    _, content = written(write_icews, told(event(where=OSLO)), told(published=None))
    frame = pd.read_csv(
        io.BytesIO(content), sep="\t", dtype={"CAMEO Code": str, "Event ID": "int64", "Story ID": "int64"}
    )
    assert list(frame.columns) == NAMES
    assert frame["CAMEO Code"].tolist() == ["051", "051"]
    assert frame["Intensity"].dtype == float
    assert pd.to_datetime(frame["Event Date"]).dt.year.tolist() == [2021, 2021]
    assert frame["Latitude"].tolist()[0] == 59.91


def test_dyads_have_day_sides_code_and_an_id_that_folds_back():
    assert DYADS_COLUMNS == ("date", "source", "target", "code", "id")
    one = told(event(actors=(actor(), actor("Romania", "ROU")), recipients=(actor("gunmen", None, sectors=()),)))
    assert dyads(one) == [
        ["20210302", "NORGOV", "---", "051", "ev_0123456789abcdef.0"],
        ["20210302", "ROMGOV", "---", "051", "ev_0123456789abcdef.1"],
    ]


def test_pandas_reads_the_dyads():
    _, content = written(write_dyads, told())
    frame = pd.read_csv(io.BytesIO(content), sep="\t", header=None, names=DYADS_COLUMNS, dtype=str)
    assert frame.iloc[0].tolist() == ["20210302", "NORGOV", "CHLGOV", "051", "ev_0123456789abcdef.0"]


@pytest.mark.parametrize("write", [write_icews, write_dyads])
def test_the_report_names_what_is_not_held_and_what_was_chosen(write):
    report, _ = written(write, told(event(mode="phone", channel="phone")))
    assert {"mode", "channel", "contexts", "confidence"} <= {held.field for held in report.not_held}
    assert {"plans", "visits", "mutual events"} <= {choice.name for choice in report.choices}
    assert not report.lossless
