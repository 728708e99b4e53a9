"""GDELT events and mentions: exact columns, declared codes, and the recipes of those who read them."""

import csv
import datetime as dt
import io
from dataclasses import replace

import pandas as pd
import pytest

from dateline.export import GDELT_COLUMNS, GDELT_MENTIONS_COLUMNS, write_gdelt, write_gdelt_mentions
from dateline.export.gdelt import added
from dateline.records import Place, When
from dateline.records.loss import ExportChoices
from dateline.records.row_ids import event_key, key_of_row
from dateline.records.told import NamedSide
from told_events import OSLO, actor, event, told

NAMES = """GLOBALEVENTID SQLDATE MonthYear Year FractionDate Actor1Code Actor1Name Actor1CountryCode Actor1KnownGroupCode
Actor1EthnicCode Actor1Religion1Code Actor1Religion2Code Actor1Type1Code Actor1Type2Code Actor1Type3Code Actor2Code Actor2Name
Actor2CountryCode Actor2KnownGroupCode Actor2EthnicCode Actor2Religion1Code Actor2Religion2Code Actor2Type1Code Actor2Type2Code
Actor2Type3Code IsRootEvent EventCode EventBaseCode EventRootCode QuadClass GoldsteinScale NumMentions NumSources NumArticles
AvgTone Actor1Geo_Type Actor1Geo_FullName Actor1Geo_CountryCode Actor1Geo_ADM1Code Actor1Geo_ADM2Code Actor1Geo_Lat Actor1Geo_Long
Actor1Geo_FeatureID Actor2Geo_Type Actor2Geo_FullName Actor2Geo_CountryCode Actor2Geo_ADM1Code Actor2Geo_ADM2Code Actor2Geo_Lat
Actor2Geo_Long Actor2Geo_FeatureID ActionGeo_Type ActionGeo_FullName ActionGeo_CountryCode ActionGeo_ADM1Code ActionGeo_ADM2Code
ActionGeo_Lat ActionGeo_Long ActionGeo_FeatureID DATEADDED SOURCEURL""".replace("\n", " ").split(" ")
OF_MENTIONS = """GlobalEventID EventTimeDate MentionTimeDate MentionType MentionSourceName MentionIdentifier SentenceID
Actor1CharOffset Actor2CharOffset ActionCharOffset InRawText Confidence MentionDocLen
MentionDocTone MentionDocTranslationInfo Extras""".replace("\n", " ").split(" ")
WHOLE = [name for name in NAMES if name.startswith("Num") or name.endswith("_Type")]
WHOLE += ["GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "IsRootEvent", "QuadClass", "DATEADDED"]
FIGURES = [name for name in NAMES if name.endswith(("_Lat", "_Long"))] + ["FractionDate", "GoldsteinScale", "AvgTone"]


def written(write, *events, **choices):
    stream = io.BytesIO()
    return write(events, stream, ExportChoices(**choices)), stream.getvalue()


def rows(*events, **choices):
    _, content = written(write_gdelt, *events, **choices)
    return list(csv.DictReader(io.StringIO(content.decode()), NAMES, delimiter="\t", quoting=csv.QUOTE_NONE))


def row(**fields):
    [only] = rows(told(event(**fields)))
    return only


def mentions(*events):
    _, content = written(write_gdelt_mentions, *events)
    return list(csv.DictReader(io.StringIO(content.decode()), OF_MENTIONS, delimiter="\t", quoting=csv.QUOTE_NONE))


def test_the_columns_are_those_of_gdelt_in_order():
    assert list(GDELT_COLUMNS) == NAMES
    assert list(GDELT_MENTIONS_COLUMNS) == OF_MENTIONS
    assert (len(NAMES), len(OF_MENTIONS)) == (61, 16)


def test_a_row_tells_what_the_event_tells():
    cells = row(where=OSLO)
    dates = [cells[name] for name in ("SQLDATE", "MonthYear", "Year", "FractionDate")]
    assert dates == ["20210302", "202103", "2021", "2021.1699"]
    sides = [cells[name] for name in ("Actor1Code", "Actor1Name", "Actor1CountryCode", "Actor1Type1Code", "Actor2Code")]
    assert sides == ["NORGOV", "NORWAY", "NOR", "GOV", "CHLGOV"]
    codes = [cells[name] for name in ("EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale")]
    assert codes == ["051", "051", "05", "1", "3.4"]
    place = [cells[f"ActionGeo_{name}"] for name in ("Type", "FullName", "CountryCode", "Lat", "Long")]
    assert place == ["4", "Oslo, Oslo, Norway", "NO", "59.91", "10.75"]
    end = [
        cells[name] for name in ("IsRootEvent", "NumMentions", "NumSources", "NumArticles", "DATEADDED", "SOURCEURL")
    ]
    assert end == ["1", "1", "1", "1", "20210303000000", "https://nordwire.example/1"]


def test_what_we_do_not_know_is_empty():
    cells = row()
    assert [cells[name] for name in ("AvgTone", "Actor1EthnicCode", "ActionGeo_FullName", "ActionGeo_Lat")] == [""] * 4
    assert [cells[f"{whose}Geo_Type"] for whose in ("Actor1", "Actor2", "Action")] == ["0"] * 3


@pytest.mark.parametrize(
    ("country", "sectors", "code", "state", "group", "types"),
    [
        ("ROU", ("GOV",), "ROMGOV", "ROM", "", "GOV"),
        ("TLS", (), "TMP", "TMP", "", ""),
        ("MNE", ("JRN",), "MTNMED", "MTN", "", "MED"),
        ("NOR", ("MED",), "NORHLH", "NOR", "", "HLH"),
        ("NOR", ("PTY", "OPP"), "NORPTYOPP", "NOR", "", "OPP"),
        ("NOR", ("UNK", "PRE"), "NOR", "NOR", "", ""),
        ("EUR", ("GOV",), "IGOEECGOV", "", "EEC", "IGO"),
        ("UNO", (), "IGOUNO", "", "UNO", "IGO"),
        ("NAT", ("MIL",), "IGONATMIL", "", "NAT", "IGO"),
        ("ISM", (), "NGM", "", "", "NGM"),
        (None, ("REB",), "REB", "", "", "REB"),
        (None, (), "", "", "", ""),
    ],
)
def test_actors_have_the_codes_of_cameo(country, sectors, code, state, group, types):
    cells = row(actors=(actor("Somebody", country, sectors=sectors),))
    found = [cells[f"Actor1{name}Code"] for name in ("", "Country", "KnownGroup", "Type1")]
    assert found == [code, state, group, types]


@pytest.mark.parametrize(
    ("cameo", "code", "base", "quad", "score"),
    [
        ("0841", "0841", "084", "2", "7"),
        ("090", "090", "090", "2", "-2"),
        ("141", "141", "141", "3", "-6.5"),
        ("164", "164", "164", "4", "-7"),
        ("016", "016", "016", "1", "-2"),
        ("1213", "121", "121", "3", "-4"),
        ("176", "170", "170", "4", "-7"),
    ],
)
def test_class_and_score_are_those_of_gdelt(cameo, code, base, quad, score):
    cells = row(cameo=cameo)
    names = ("EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale")
    assert [cells[name] for name in names] == [code, base, code[:2], quad, score]


def test_a_code_that_gdelt_does_not_know_is_told_in_the_report():
    report, _ = written(write_gdelt, told(event(cameo="155")))
    assert [(changed.how, changed.events) for changed in report.changed] == [
        ("codes that GDELT does not know: written as the nearest", 1)
    ]


@pytest.mark.parametrize(
    ("place", "kind", "name", "fips"),
    [
        (
            Place(text="", start=0, end=0, name="Norway", country="NOR", lat=62.0, lon=10.0, geonames_id=3144096),
            "1",
            "Norway",
            "NO",
        ),
        (
            Place(text="", start=0, end=0, name="Texas", country="USA", admin1="Texas", geonames_id=4736286),
            "2",
            "Texas, United States",
            "US",
        ),
        (
            Place(text="", start=0, end=0, name="Bavaria", country="DEU", admin1="Bavaria", geonames_id=2951839),
            "5",
            "Bavaria, Germany",
            "GM",
        ),
        (Place(text="", start=0, end=0, name="Celebes Sea", country=None, lat=3.0, lon=122.0), "4", "Celebes Sea", ""),
    ],
)
def test_places_have_type_and_country_of_gdelt(place, kind, name, fips):
    cells = row(where=place)
    assert [cells[f"ActionGeo_{column}"] for column in ("Type", "FullName", "CountryCode")] == [kind, name, fips]
    assert cells["ActionGeo_FeatureID"] == (fips if kind == "1" else "")


def test_events_of_unknown_date_are_left_out_and_told_never_put_on_the_day_of_publication():
    report, content = written(write_gdelt, told(day=None))
    assert content == b""
    assert [(out.reason, out.events) for out in report.left_out] == [("of unknown date", 1)]


def test_whoever_wants_them_on_the_day_of_publication_is_told_so():
    report, _ = written(write_gdelt, told(day=None), undated="published")
    assert [row["SQLDATE"] for row in rows(told(day=None), undated="published")] == ["20210303"]
    assert "of unknown date" in report.changed[0].how


def test_a_month_is_no_day_unless_one_wants_its_first():
    month = told(when=When(value="2021-02", first=dt.date(2021, 2, 1), last=dt.date(2021, 2, 28), grain="month"))
    assert rows(month) == []
    assert [row["SQLDATE"] for row in rows(month, coarse="first-day")] == ["20210201"]


@pytest.mark.parametrize(
    ("status", "reason"), [("not_occurred", "denied"), ("hypothetical", "hypothetical"), ("cancelled", "cancelled")]
)
def test_what_did_not_happen_is_left_out(status, reason):
    report, content = written(write_gdelt, told(event(status=status)))
    assert content == b""
    assert [(out.reason, out.events) for out in report.left_out] == [(reason, 1)]


def test_an_act_without_a_code_of_cameo_is_left_out():
    for code in ("", "0999"):
        report, content = written(write_gdelt, told(event("TRADE", cameo=code)))
        assert content == b""
        assert report.left_out[0].reason == "without a CAMEO code"


def test_a_plan_told_in_words_stands_on_the_day_on_which_it_was_told():
    plan = told(event("AGREE", cameo="036", status="planned", day=dt.date(2021, 6, 1)))
    assert [(row["SQLDATE"], row["EventCode"]) for row in rows(plan)] == [("20210303", "036")]
    report, _ = written(write_gdelt, plan)
    assert "plans" in report.changed[0].how


def test_a_planned_deed_is_not_written_as_a_deed():
    report, content = written(write_gdelt, told(event("SANCTION", cameo="163", status="planned")))
    assert content == b""
    assert report.left_out[0].reason == "planned deeds"


def test_a_plan_of_a_story_of_unknown_date_has_no_day():
    report, _ = written(write_gdelt, told(event("AGREE", cameo="036", status="planned"), published=None))
    assert report.left_out[0].reason == "plans whose announcement has no day"


def test_the_books_balance():
    events = [told(day=None), told(), told(event(status="hypothetical"))]
    report, content = written(write_gdelt, *events)
    assert report.events == 3 == report.written + sum(out.events for out in report.left_out)
    assert report.rows == content.count(b"\n") == 1


def test_ids_of_rows_fold_back_to_the_event():
    one = told(event(actors=(actor(), actor("Chile", "CHL")), recipients=(actor("Peru", "PER"),)))
    found = [int(row["GLOBALEVENTID"]) for row in rows(one)]
    assert len(set(found)) == 2
    assert {key_of_row(number) for number in found} == {event_key(one.event.event_id)}


def test_names_cannot_break_a_row():
    cells = row(actors=(actor('The\t"Old"\r\nGuard', None),))
    assert cells["Actor1Name"] == "THE 'OLD' GUARD"


def test_the_time_of_publication_is_that_of_the_newsrooms_own_clock():
    story = replace(told().story, published_given=dt.datetime.fromisoformat("2021-03-03T08:30:00"))
    assert added(story) == "20210303083000"


def test_a_mention_tells_where_the_sides_and_the_act_stand():
    [cells] = mentions(told())
    assert cells["GlobalEventID"] == rows(told())[0]["GLOBALEVENTID"]
    offsets = [cells[name] for name in ("SentenceID", "Actor1CharOffset", "Actor2CharOffset", "ActionCharOffset")]
    assert offsets == ["1", "0", "-1", "7"]
    rest = ("EventTimeDate", "MentionType", "MentionSourceName", "MentionIdentifier", "Confidence", "MentionDocLen")
    assert [cells[name] for name in rest] == [
        "20210303000000",
        "1",
        "Nordwire",
        "https://nordwire.example/1",
        "80",
        "400",
    ]


def test_a_story_that_tells_an_event_twice_is_one_mention_and_both_sentences_are_counted():
    one = told()
    twice = replace(one, mentions=(*one.mentions, replace(one.mentions[0], number=4, start=90, end=120)))
    assert [cells["SentenceID"] for cells in mentions(twice)] == ["1"]
    [cells] = rows(twice)
    assert (cells["NumMentions"], cells["NumArticles"]) == ("2", "1")


def test_a_story_without_an_address_is_cited_by_its_id():
    one = told()
    story = replace(one.story, url=None)
    bare = replace(one, story=story, mentions=(replace(one.mentions[0], story=story),))
    assert [(cells["MentionType"], cells["MentionIdentifier"]) for cells in mentions(bare)] == [("2", "wire.txt")]
    assert rows(bare)[0]["SOURCEURL"] == "wire.txt"


def test_the_other_direction_of_a_call_has_the_offsets_the_other_way():
    one = told(event("CONSULT", cameo="041"))
    both = (*one.mentions[0].sides, NamedSide(side="recipient", entity_id="state:CHL", country="CHL", start=14))
    found = mentions(replace(one, mentions=(replace(one.mentions[0], sides=both),)))
    assert [(cells["Actor1CharOffset"], cells["Actor2CharOffset"]) for cells in found] == [("0", "14"), ("14", "0")]


def test_pandas_reads_the_events_with_types():
    _, content = written(write_gdelt, told(event(where=OSLO)), told(published=None))
    frame = pd.read_csv(io.BytesIO(content), sep="\t", header=None, names=NAMES, dtype=str)
    assert frame.shape == (2, 61)
    types = dict.fromkeys(WHOLE, "Int64") | dict.fromkeys(FIGURES, "float64")
    typed = pd.read_csv(io.BytesIO(content), sep="\t", header=None, names=NAMES, dtype=types)
    assert typed["GLOBALEVENTID"].astype(str).tolist() == frame["GLOBALEVENTID"].tolist()
    assert typed["ActionGeo_Lat"].tolist()[0] == 59.91
    assert pd.to_datetime(frame["SQLDATE"], format="%Y%m%d").dt.day.tolist() == [2, 2]


def test_pandas_reads_the_mentions():
    _, content = written(write_gdelt_mentions, told())
    frame = pd.read_csv(io.BytesIO(content), sep="\t", header=None, names=OF_MENTIONS, dtype=str)
    assert frame.shape == (1, 16)
