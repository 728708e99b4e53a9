"""GDELT as it is found: both versions, lost zeros, cut ends; and what is none is told with its line."""

import datetime as dt
import gzip
import zipfile

import pytest

from dateline.errors import InputError
from dateline.export import GDELT_COLUMNS
from dateline.foreign import read_foreign
from dateline.foreign.gdelt import GDELT_1_COLUMNS, is_gdelt, read_gdelt
from dateline.foreign.gdelt_mentions import is_gdelt_mentions, read_gdelt_mentions
from dateline.records.foreign import ForeignEvent, ForeignProblem

CELLS = {
    "GLOBALEVENTID": "1012345678",
    "SQLDATE": "20190215",
    "MonthYear": "201902",
    "Year": "2019",
    "FractionDate": "2019.1233",
    "Actor1Code": "ROMGOV",
    "Actor1Name": "BUCHAREST",
    "Actor1CountryCode": "ROM",
    "Actor1Type1Code": "GOV",
    "Actor2Code": "IGOEEC",
    "Actor2Name": "EUROPEAN UNION",
    "Actor2KnownGroupCode": "EEC",
    "Actor2Type1Code": "IGO",
    "IsRootEvent": "1",
    "EventCode": "042",
    "EventBaseCode": "042",
    "EventRootCode": "04",
    "QuadClass": "1",
    "GoldsteinScale": "1.9",
    "NumMentions": "6",
    "NumSources": "2",
    "NumArticles": "3",
    "AvgTone": "-1.5",
    "Actor1Geo_Type": "0",
    "Actor2Geo_Type": "0",
    "ActionGeo_Type": "4",
    "ActionGeo_FullName": "Brussels, Bruxelles-Capitale, Belgium",
    "ActionGeo_CountryCode": "BE",
    "ActionGeo_Lat": "50.8333",
    "ActionGeo_Long": "4.33333",
    "DATEADDED": "20190215101500",
    "SOURCEURL": "https://wire.example/1",
}


def line(columns=GDELT_COLUMNS, **cells):
    return "\t".join((CELLS | cells).get(name, "") for name in columns)


def read(*lines):
    return list(read_gdelt(enumerate(lines, 1), "events.CSV"))


def one(*lines):
    [event] = read(*lines)
    assert isinstance(event, ForeignEvent), event
    return event


def test_a_row_is_read_whole():
    event = one(line())
    assert (event.format, event.id, event.line, event.event_group) == ("gdelt", "1012345678", 1, "")
    assert event.first == event.last == dt.date(2019, 2, 15)
    [actor], [recipient] = event.actors, event.recipients
    assert (actor.name, actor.code, actor.country, actor.sectors) == ("BUCHAREST", "ROMGOV", "ROU", ("GOV",))
    assert (recipient.code, recipient.country, recipient.sectors) == ("IGOEEC", "EUR", ("IGO",))
    assert (event.cameo, event.type, event.mode, event.quad) == ("042", "CONSULT", "visit", "verbal_cooperation")
    assert (event.mentions, event.sources, event.articles, event.url) == (6, 2, 3, "https://wire.example/1")
    assert (event.place, event.place_country, event.lat, event.lon) == (
        CELLS["ActionGeo_FullName"],
        "BEL",
        50.8333,
        4.33333,
    )
    assert "\t".join(event.raw) == line()


def test_the_class_is_that_of_plover_not_the_one_in_the_row():
    assert one(line(EventCode="090", QuadClass="2")).quad == "verbal_conflict"
    assert one(line(EventCode="010")).quad is None


@pytest.mark.parametrize("columns", [GDELT_COLUMNS, GDELT_COLUMNS[:-1], GDELT_1_COLUMNS, GDELT_1_COLUMNS[:-1]])
@pytest.mark.parametrize("end", ["", "\t", "\t\t\t", "\t  "])
def test_both_versions_are_read_with_and_without_address_and_with_tabs_behind(columns, end):
    event = one(line(columns) + end)
    assert (event.cameo, event.lat, event.mentions) == ("042", 50.8333, 6)
    assert event.url == ("https://wire.example/1" if columns[-1] == "SOURCEURL" else None)
    assert "\t".join(event.raw) == line(columns) + end


def test_a_row_may_lack_its_address_where_others_have_it():
    assert [event.url for event in read(line(), line(GDELT_COLUMNS[:-1]))] == ["https://wire.example/1", None]


@pytest.mark.parametrize(
    ("code", "root", "read_as"),
    [
        ("42", "4", "042"),
        ("841", "8", "0841"),
        ("10", "1", "010"),
        ("10", "10", "10"),
        ("13y", "13", "137"),
        ("112", "11", "112"),
    ],
)
def test_lost_zeros_and_known_slips_are_set_right(code, root, read_as):
    assert one(line(EventCode=code, EventRootCode=root)).cameo == read_as


@pytest.mark.parametrize("nothing", ["", "NA", "NULL", "None"])
def test_missing_values_are_missing(nothing):
    event = one(
        line(Actor2Code=nothing, Actor2Name=nothing, Actor2KnownGroupCode="", Actor2Type1Code="", NumMentions=nothing)
    )
    assert (event.recipients, event.mentions) == ((), None)


@pytest.mark.parametrize(
    ("code", "country", "ours"),
    [
        ("TMPGOV", "TMP", "TLS"),
        ("WSB", "WSB", "PSE"),
        ("EUR", "EUR", None),
        ("ROU", "ROU", "ROU"),
        ("NGOHLH", "", "NGO"),
        ("COP", "", None),
    ],
)
def test_countries_of_actors_are_ours(code, country, ours):
    assert one(line(Actor1Code=code, Actor1CountryCode=country)).actors[0].country == ours


@pytest.mark.parametrize(("fips", "ours"), [("SF", "ZAF"), ("UP", "UKR"), ("GZ", "PSE"), ("ZZ", None)])
def test_countries_of_places_are_fips(fips, ours):
    assert one(line(ActionGeo_CountryCode=fips)).place_country == ours


@pytest.mark.parametrize(
    ("cells", "cause"),
    [
        ({"EventCode": "999"}, "unknown CAMEO code '999'"),
        ({"EventCode": "---"}, "unknown CAMEO code '---'"),
        ({"SQLDATE": "20191301"}, "month"),
        ({"SQLDATE": ""}, "the day is missing"),
        ({"GLOBALEVENTID": "x"}, "GLOBALEVENTID is 'x', no number"),
        ({"NumMentions": "many"}, "NumMentions is 'many', no whole number"),
        ({"ActionGeo_Lat": "north"}, "ActionGeo_Lat is 'north', no degrees"),
    ],
)
def test_a_row_that_is_none_is_told_with_its_line_and_the_rest_goes_on(cells, cause):
    good, bad, last = read(line(), line(**cells), line())
    assert isinstance(bad, ForeignProblem)
    assert (bad.path, bad.line) == ("events.CSV", 2)
    assert cause in bad.reason
    assert isinstance(good, ForeignEvent)
    assert last.line == 3


@pytest.mark.parametrize("column", ["Actor1Name", "Actor2Name", "ActionGeo_FullName", "SOURCEURL"])
@pytest.mark.parametrize("words", ["Old\tTown", "Old\t\tTown", "a\tb\tc\td"])
def test_a_tab_inside_a_name_does_no_harm(column, words):
    _, event = read(line(), line(**{column: words}))
    assert isinstance(event, ForeignEvent), event
    told = (event.actors[0].name, event.recipients[0].name, event.place, event.url)
    assert " ".join(words.split("\t")) in told
    assert (event.cameo, event.place_country, event.lat) == ("042", "BEL", 50.8333)
    assert "\t".join(event.raw) == line(**{column: words})


@pytest.mark.parametrize("bad", ["1\t2\t3", line() + "\tm\to\tr\te", line().replace("\t", ",")])
def test_a_row_of_another_width_is_told(bad):
    _, problem = read(line(), bad)
    assert "cells where 61 are wanted" in problem.reason


def test_a_header_of_ones_own_says_what_the_columns_are():
    names = ("EventCode", "GLOBALEVENTID", "Day", "Actor1Code", "Actor2Code", "Notes")
    cells = ("042", "1", "20190215", "ROM", "NOR", "x")
    event = one("\t".join(names), "\t".join(cells))
    assert (event.cameo, event.actors[0].country, event.line) == ("042", "ROU", 2)


def test_a_header_without_the_code_is_refused():
    with pytest.raises(InputError, match="the header lacks eventcode"):
        read("GLOBALEVENTID\tSQLDATE\tActor1Code\tActor2Code")


def test_a_file_of_another_shape_is_refused_with_what_was_expected():
    with pytest.raises(InputError, match=r"events.CSV:1: 3 cells .* 61 \(2.0\), 58 or 57 \(1.0\)"):
        read("a\tb\tc")


@pytest.mark.parametrize(
    "text",
    ["", "a\tb", "20210101\tUSA\tRUS\t042", "\t" * 60, "\t".join(["x"] * 61), "Event ID\tEvent Date\tSource Name"],
)
def test_other_lines_are_not_of_gdelt(text):
    assert not is_gdelt(text)


def test_packed_files_and_bytes_that_are_no_utf_8_are_read(tmp_path):
    content = (line(Actor1Name="BRASÍLIA") + "\n").encode("latin-1")
    (tmp_path / "a.CSV").write_bytes(content)
    (tmp_path / "b.CSV.gz").write_bytes(gzip.compress(content))
    with zipfile.ZipFile(tmp_path / "c.export.CSV.zip", "w") as archive:
        archive.writestr("c.export.CSV", content)
    for name in ("a.CSV", "b.CSV.gz", "c.export.CSV.zip"):
        [event] = read_foreign([str(tmp_path / name)])
        assert event.actors[0].name == "BRASÍLIA"


MENTION = (
    "1012345678",
    "20190215101500",
    "20190215103000",
    "1",
    "wire.example",
    "https://wire.example/2",
    "3",
    "-1",
    "14",
    "40",
)
MENTION += ("1", "80", "2100", "-1.5", "", "")


def mentions(*lines):
    return list(read_gdelt_mentions(enumerate(lines, 1), "x.mentions.CSV"))


@pytest.mark.parametrize("cells", [MENTION, MENTION[:-1], MENTION[:-2], (*MENTION, "")])
def test_mentions_are_read_with_and_without_their_empty_end(cells):
    text = "\t".join(cells)
    assert is_gdelt_mentions(text)
    [mention] = mentions(text)
    assert (mention.id, mention.url, mention.cameo, mention.actors) == (
        "1012345678",
        "https://wire.example/2",
        None,
        (),
    )
    assert "\t".join(mention.raw) == text


def test_a_mention_that_is_none_is_told():
    good = "\t".join(MENTION)
    _, short, figure = mentions(good, "1\t2", good.replace("\t80\t", "\tsure\t"))
    assert short.reason == "2 cells where 16 are wanted"
    assert figure.reason == "Confidence is 'sure', no whole number"


def test_a_file_without_mentions_is_refused():
    with pytest.raises(InputError, match="rows of GDELT mentions have 16"):
        mentions("a\tb")
