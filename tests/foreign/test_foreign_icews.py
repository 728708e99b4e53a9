"""ICEWS and dyads as they are found."""

import datetime as dt

import pytest

from dateline.errors import InputError
from dateline.export import ICEWS_COLUMNS
from dateline.foreign.dyads import is_dyads, read_dyads
from dateline.foreign.icews import is_icews, read_icews
from dateline.lexicon.exchange import load_exchange
from dateline.records.foreign import ForeignEvent, ForeignProblem

CELLS = {
    "Event ID": "20718170",
    "Event Date": "2014-01-09",
    "Source Name": "Ministry (Russia)",
    "Source Sectors": "Executive,Government",
    "Source Country": "Russian Federation",
    "Event Text": "Make a visit",
    "CAMEO Code": "042",
    "Intensity": "1.9",
    "Target Name": "Oslo Talks Office",
    "Target Sectors": "International Government Organization",
    "Target Country": "",
    "Story ID": "34121",
    "Sentence Number": "4",
    "Publisher": "Nordwire",
    "City": "Oslo",
    "Country": "Norway",
    "Latitude": "59.9127",
    "Longitude": "10.7461",
}
HEADER = "\t".join(ICEWS_COLUMNS)


def line(columns=ICEWS_COLUMNS, **cells):
    given = CELLS | {name.replace("_", " "): cell for name, cell in cells.items()}
    return "\t".join(given.get(name, "") for name in columns)


def read(*lines):
    return list(read_icews(enumerate(lines, 1), "icews.tab"))


def one(*lines):
    [event] = read(*lines)
    assert isinstance(event, ForeignEvent), event
    return event


def test_a_row_is_read_whole():
    event = one(HEADER, line())
    assert (event.format, event.id, event.line, event.story_id) == ("icews", "20718170", 2, "34121")
    assert event.first == event.last == dt.date(2014, 1, 9)
    [actor], [recipient] = event.actors, event.recipients
    assert (actor.name, actor.country, actor.sectors) == ("Ministry (Russia)", "RUS", ("Executive", "Government"))
    assert recipient.country == "IGO"
    assert (event.cameo, event.type, event.mode, event.quad) == ("042", "CONSULT", "visit", "verbal_cooperation")
    assert (event.place, event.place_country, event.lat, event.lon) == ("Oslo", "NOR", 59.9127, 10.7461)
    assert "\t".join(event.raw) == line()


@pytest.mark.parametrize(("name", "code"), [("European Union", "EUR"), ("United Nations", "UNO"), ("NATO", "NAT")])
def test_organisations_are_known_by_their_names(name, code):
    assert one(HEADER, line(Source_Name=name, Source_Country="")).actors[0].country == code


@pytest.mark.parametrize("column", ["Source Name", "Event Text", "Target Name"])
def test_a_tab_inside_a_field_does_no_harm(column):
    text = line(**{column: "Old\tTown"})
    event = one(HEADER, text)
    assert (event.cameo, event.lat, event.place) == ("042", 59.9127, "Oslo")
    assert "\t".join(event.raw) == text


@pytest.mark.parametrize("day", ["1/9/2014", "01/09/2014", "2014-01-09 00:00:00"])
def test_the_days_of_2017_are_month_day_year(day):
    assert one(HEADER, line(Event_Date=day)).first == dt.date(2014, 1, 9)


@pytest.mark.parametrize("nothing", ["", "NA", "NULL"])
def test_missing_values_are_missing(nothing):
    event = one(
        HEADER, line(Target_Name=nothing, Target_Country=nothing, City=nothing, Latitude=nothing, Story_ID=nothing)
    )
    assert (event.recipients, event.lat, event.story_id, event.place) == ((), None, None, "Norway")


def test_every_label_of_icews_leads_to_its_code():
    exchange = load_exchange()
    for code in exchange.codes.values():
        if len(code.code) > 2:
            assert one(HEADER, line(CAMEO_Code="", Event_Text=code.icews_text)).cameo == code.code


def test_files_without_a_column_of_codes_are_read_by_their_labels():
    columns = tuple(name for name in ICEWS_COLUMNS if name != "CAMEO Code")
    event = one("\t".join(columns), line(columns, Event_Text="ARREST, DETAIN, or charge with legal action"))
    assert event.cameo == "173"


@pytest.mark.parametrize(
    ("code", "label", "read_as"),
    [
        ("13y", "", "137"),
        ("42", "", "042"),
        ("10", "Make statement", "010"),
        ("20", "", "020"),
        ("112", "Accuse", "112"),
    ],
)
def test_slips_and_lost_zeros_are_set_right(code, label, read_as):
    assert one(HEADER, line(CAMEO_Code=code, Event_Text=label)).cameo == read_as


def test_more_columns_and_tabs_at_line_ends_do_no_harm():
    columns = (*ICEWS_COLUMNS, "Headline")
    assert one("\t".join(columns) + "\t", line() + "\tTwo meet\t\t").cameo == "042"
    assert one(HEADER, line() + "\t\t").cameo == "042"


def test_columns_are_found_by_their_names():
    columns = tuple(reversed(ICEWS_COLUMNS))
    assert one("\t".join(columns).upper(), line(columns)).actors[0].country == "RUS"


def test_cells_in_double_quotes_are_read_and_kept_as_they_were():
    quoted = "\t".join(f'"{cell}"' for cell in line(Source_Name='""Old"" Guard').split("\t"))
    event = one("\t".join(f'"{name}"' for name in ICEWS_COLUMNS), quoted)
    assert (event.id, event.actors[0].name) == ("20718170", '"Old" Guard')
    assert "\t".join(event.raw) == quoted


def test_a_file_without_header_is_read_in_the_usual_order():
    assert is_icews(line())
    assert one(line()).cameo == "042"


@pytest.mark.parametrize(
    ("bad", "cause"),
    [
        (line(CAMEO_Code="", Event_Text="Sing together"), "unknown CAMEO code '' and Event Text 'Sing together'"),
        (line(Event_Date="yesterday"), "'yesterday' is no day"),
        (line(Event_Date=""), "Event Date is missing"),
        (line(Longitude="500"), "Longitude is '500', no degrees"),
        ("a\tb", "2 cells where 20 are wanted"),
        (line() + "\tm\to\tr\te", "24 cells where 20 are wanted"),
        (line(City="Old\tTown"), "21 cells where 20 are wanted, and it is not clear in which field a tab stands"),
    ],
)
def test_a_row_that_is_none_is_told_with_its_line_and_the_rest_goes_on(bad, cause):
    _, problem, last = read(HEADER, line(), bad, line())
    assert isinstance(problem, ForeignProblem)
    assert (problem.line, last.line) == (3, 4)
    assert cause in problem.reason


def test_a_header_without_what_is_needed_is_refused():
    with pytest.raises(InputError, match=r"icews.tab:1: .* lacks Target Name, Target Country"):
        read("Event Date\tSource Name\tSource Country\tCAMEO Code")


DYAD = "20140109\tRUSGOV\tIGOUNO\t042"


def dyads(*lines):
    return list(read_dyads(enumerate(lines, 1), "dyads.txt"))


def test_a_dyad_is_read_with_its_id():
    [event] = dyads(DYAD + "\tev_0123456789abcdef.7")
    assert (event.first, event.cameo, event.type) == (dt.date(2014, 1, 9), "042", "CONSULT")
    assert [(who.code, who.country, who.sectors) for who in (*event.actors, *event.recipients)] == [
        ("RUSGOV", "RUS", ("GOV",)),
        ("IGOUNO", "UNO", ("UNO",)),
    ]
    assert (event.id, event.event_group) == ("ev_0123456789abcdef.7", "ev_0123456789abcdef")


def test_dyads_of_others_have_labels_headers_and_days_in_iso():
    [event] = dyads("date\tsource\ttarget\tcode", "2014-01-09\tRUS\t---\t42\t(Make a visit)")
    assert (event.cameo, event.recipients, event.id, event.event_group) == ("042", (), "dyads.txt:2", "")


def test_a_dyad_that_is_none_is_told():
    _, code, width = dyads(DYAD, DYAD.replace("042", "942"), "20140109\tRUS")
    assert code.reason == "unknown CAMEO code '942'"
    assert width.reason == "2 cells where 4 are wanted"


@pytest.mark.parametrize(
    "text", ["", "a\tb\tc\td", "20140109\tRUS\tUSA", "20140109\tRUS\tUSA\tvisit", "20149999\tRUS\tUSA\t042"]
)
def test_other_lines_are_no_dyads(text):
    assert not is_dyads(text)
    with pytest.raises(InputError):
        dyads(text or "x")
