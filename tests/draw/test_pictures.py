"""What pictures of a ledger say: every form of them, honest about days, places and what is left out."""

import datetime as dt
import re
import struct
from functools import cache

import pytest
from defusedxml import ElementTree

from dateline import draw
from dateline.draw import Picture, PictureOptions
from dateline.errors import UsageError
from dateline.ledger import Ledger
from dateline.query import Filters
from drawn_stories import HOSTILE

SVG = "{http://www.w3.org/2000/svg}"
DRAWN = {
    "timeline": draw.timeline,
    "actors": lambda ledger, filters, **more: draw.timeline(ledger, filters, by="actor", **more),
    "issues": lambda ledger, filters, **more: draw.timeline(ledger, filters, by="issue", **more),
    "processes": lambda ledger, filters, **more: draw.timeline(ledger, filters, by="process", **more),
    "network": draw.network,
    "periods": lambda ledger, filters, **more: draw.network(ledger, filters, by="month", **more),
    "map": draw.map_,
}
every_picture = pytest.mark.parametrize("name", list(DRAWN))


def drawing(name, ledger, filters=None, **options):
    return DRAWN[name](ledger, filters or Filters(), options=PictureOptions(**options))


@cache
def drawn_once(name, ledger, **options):
    """The same, once for all tests that only look at it."""
    return drawing(name, ledger, **options)


def text_of(picture):
    return " ".join("".join(one.itertext()) for one in ElementTree.fromstring(picture.svg).iter(f"{SVG}text"))


@every_picture
@pytest.mark.parametrize(("width", "theme"), [(320, "page"), (960, "light"), (2400, "dark")])
def test_a_picture_is_well_formed_titled_and_as_wide_as_asked(name, width, theme, ledger):
    picture = drawn_once(name, ledger, width=width, theme=theme)
    root = ElementTree.fromstring(picture.svg)
    assert root.get("width") == str(width)
    assert root.get("role") == "img"
    told = root.get("aria-labelledby").split()
    assert [root.find(f"{SVG}{one}").get("id") for one in ("title", "desc")] == told
    assert root.find(f"{SVG}title").text == picture.title
    assert picture.rows
    assert (picture.title in text_of(picture)) == (theme != "page")


@every_picture
def test_the_same_ledger_gives_the_same_bytes(name, ledger):
    first, again = (drawing(name, ledger) for _ in range(2))
    assert (again.svg, again.html(), again.png(0.4)) == (first.svg, first.html(), first.png(0.4))
    assert again.rows == first.rows


@every_picture
def test_a_png_has_the_size_of_the_drawing_times_the_scale(name, ledger):
    picture = drawn_once(name, ledger)
    content = picture.png(0.75)
    assert content.startswith(b"\x89PNG\r\n\x1a\n")
    wide, high = struct.unpack(">II", content[16:24])
    assert wide == 720
    assert abs(high - 0.75 * float(ElementTree.fromstring(picture.svg).get("height"))) <= 2


@every_picture
def test_a_picture_for_a_page_has_no_colour_no_font_and_no_style_of_its_own(name, ledger):
    svg = drawn_once(name, ledger, theme="page").svg
    assert not re.search(r'#[0-9a-fA-F]{3,6}"| style=|font-family|<style|rgb\(', svg)
    assert set(re.findall(r"--pic-(\w+)", svg)) <= set(re.findall(r"--pic-(\w+)", draw.css()))


@every_picture
def test_a_picture_outside_a_page_needs_nothing_else(name, ledger):
    for theme in ("light", "dark"):
        svg = drawn_once(name, ledger, theme=theme).svg
        assert "var(" not in svg
        assert "font-family=" in svg
        assert not re.search(r"(href|src|url)\s*=", svg)


@every_picture
def test_hostile_words_stay_words(name, ledger):
    picture = drawing(
        name, ledger, title=f"{HOSTILE}\x00\x1b]]>", width=700, link=lambda kind, row: f'javascript:"{kind}{row}'
    )
    for markup in (picture.svg, picture.html()):
        assert "<script" not in markup
        assert "\x00" not in markup
        assert "\u202e" not in markup.split("<table")[0]
    root = ElementTree.fromstring(picture.svg)
    assert root.find(f"{SVG}title").text.startswith("<script>")


@every_picture
def test_marks_become_links_and_the_picture_a_group_for_screen_readers(name, ledger):
    picture = drawing(name, ledger, link=lambda kind, row: f"/{kind}/{row}")
    root = ElementTree.fromstring(picture.svg)
    links = [one.get("href") for one in root.iter(f"{SVG}a")]
    assert root.get("role") == "group"
    assert links
    assert all(link.startswith("/") for link in links)


@every_picture
def test_nothing_that_fits_is_a_clear_message_and_no_error(name, ledger):
    picture = drawing(name, ledger, Filters(source="no such outlet"))
    assert "Nothing in the ledger fits these filters." in text_of(picture)
    assert picture.rows == []
    assert picture.png(0.5).startswith(b"\x89PNG")
    assert "source no such outlet" in picture.subtitle


@every_picture
def test_the_source_says_program_ledger_and_until_when_it_is_known(name, ledger):
    caption = drawn_once(name, ledger).caption
    assert "dateline 0.1.0, ledger wire.dateline" in caption
    assert re.search(r"stor(y|ies) of 3 sources, known until \d+ Jun 2021", caption)


def test_unknown_dates_are_counted_in_a_margin_and_never_put_on_a_day(ledger):
    picture = draw.timeline(ledger)
    without = {row["event_id"] for row in picture.rows if row["first"] is None}
    assert len(without) == 2
    assert "Date unknown: 2 events" in picture.caption
    assert "date unknown" in text_of(picture)


def test_what_is_told_to_the_week_month_or_year_is_a_bar_of_that_length(ledger):
    picture = draw.timeline(ledger, Filters(since=dt.date(2021, 1, 1), until=dt.date(2021, 12, 31)))
    bars = [
        float(one.get("width"))
        for one in ElementTree.fromstring(picture.svg).iter(f"{SVG}rect")
        if one.get("height") == "8" and float(one.get("x")) > 0
    ]
    week, month, year = sorted(bars)
    assert month / week == pytest.approx(30 / 7, abs=0.05)
    assert year / month == pytest.approx(365 / 30, abs=0.05)


def test_what_lies_far_off_is_counted_at_the_edge_of_the_axis(ledger):
    picture = draw.timeline(ledger, Filters(dyad="NOR-CHL"))
    assert "1 event before or after the axis" in picture.caption
    assert "← 1" in text_of(picture)
    assert "1953" not in text_of(picture)
    assert "1 Mar 2021 to " in picture.subtitle


def test_planned_ones_are_hollow_and_cancelled_ones_crossed(ledger):
    said = text_of(draw.timeline(ledger))
    assert "planned or possible" in said
    assert "cancelled, postponed or denied" in said


def test_many_events_are_counted_by_period_and_none_is_lost(full_ledger):
    picture = draw.timeline(full_ledger, by="dyad")
    lanes = {}
    for row in picture.rows:
        lanes[row["lane"]] = lanes.get(row["lane"], 0) + row["events"]
    assert sum(lanes.values()) == 520
    assert "Bars count events by" in picture.caption
    assert "Date unknown: 40, in the margin." in picture.caption
    assert {"contact", "conflict in deeds"} == {row["family"] for row in picture.rows}


def test_lanes_beyond_the_limit_are_told_with_their_events(full_ledger):
    picture = draw.timeline(full_ledger, options=PictureOptions(limit=1))
    assert {row["lane"] for row in picture.rows} == {"CHL-NOR"}
    assert "Not drawn: 3 pairs more with 390 events in all." in picture.caption


def test_processes_are_spans_with_the_word_of_their_state(ledger):
    picture = draw.timeline(ledger, by="process")
    hotline = [(row["state"], row["first"]) for row in picture.rows if row["kind"] == "line"]
    assert hotline == [("cut", dt.date(2021, 3, 2)), ("restored", dt.date(2021, 5, 2))]
    assert {"cut", "restored", "planned"} <= set(text_of(picture).split())
    before = draw.timeline(ledger, Filters(as_of=dt.date(2021, 4, 1), known_on=dt.date(2021, 6, 30)), by="process")
    assert "restored" not in {row["state"] for row in before.rows}


def test_a_network_tells_who_acts_on_whom_and_what_is_left_out(ledger):
    picture = draw.network(ledger, options=PictureOptions(limit=2))
    (row,) = picture.rows
    assert (row["dyad"], row["events"]) == ("CHL-NOR", 5)
    assert (row["one_to_other"], row["other_to_one"], row["mutual"], row["conflict"]) == (1, 2, 2, 1)
    assert re.search(r"Not drawn: 3 actors with fewer events, and \d pairs", picture.caption)


def test_small_networks_have_the_same_places_and_only_events_with_a_day(ledger):
    picture = draw.network(ledger, by="month")
    assert {row["period"].day for row in picture.rows} == {1}
    circles = [(one.get("cx"), one.get("cy")) for one in ElementTree.fromstring(picture.svg).iter(f"{SVG}circle")]
    panels = len({row["period"] for row in picture.rows})
    assert {circles.count(place) for place in circles} == {panels}


def test_persons_can_be_drawn_and_unknown_units_periods_and_lanes_are_refused(ledger):
    assert draw.network(ledger, unit="person").rows == []
    for wrong in ({"unit": "ship"}, {"by": "day"}):
        with pytest.raises(UsageError):
            draw.network(ledger, **wrong)
    with pytest.raises(UsageError, match="dyad, actor, issue, process"):
        draw.timeline(ledger, by="ship")


def test_a_map_counts_what_has_no_place_and_says_whose_borders_it_has(ledger):
    picture = draw.map_(ledger)
    assert {row["place"] for row in picture.rows if row["place"]} == {"Oslo", "Lima"}
    assert "Places without a known point: 1 event." in picture.caption
    assert "(lines, from capital to capital; as wide as the number that happened)" in picture.caption
    assert "Borders as in Natural Earth" in picture.caption
    assert {row["country"] for row in picture.rows if row["place"] is None} == {
        "CHL-NOR",
        "GHA-NOR",
        "GHA-PER",
        "KEN-NOR",
    }


def test_what_was_not_known_on_a_day_is_not_drawn(ledger):
    known = draw.timeline(ledger, Filters(known_on=dt.date(2021, 6, 4)))
    assert 0 < len(known.rows) < len(draw.timeline(ledger).rows)
    assert "as known on 4 Jun 2021" in known.subtitle


def test_a_page_has_the_picture_and_its_data_and_asks_for_nothing(ledger):
    page = draw.timeline(ledger, options=PictureOptions(theme="page")).html()
    assert page.count("<svg") == 1
    assert "default-src 'none'" in page
    assert "prefers-color-scheme:dark" in page
    assert "<h1>Who dealt with whom, and when</h1>" in page
    assert len(re.findall(r"<tr>", page)) == len(draw.timeline(ledger).rows) + 1


def test_impossible_options_are_refused(ledger):
    for wrong in ({"theme": "pink"}, {"width": 10}, {"width": 9000}, {"limit": 0}):
        with pytest.raises(UsageError):
            PictureOptions(**wrong)
    with pytest.raises(UsageError):
        draw.map_(ledger).png(0)
    with pytest.raises(UsageError, match="a map cannot be filtered by kind"):
        draw.map_(ledger, Filters(kind=("talks",)))


def test_an_open_ledger_in_python_draws_by_filters_and_shows_itself_in_a_notebook(path):
    from dateline.ledger_api import Ledger as Asked  # noqa: PLC0415  (beside the ledger file that other tests open)

    with Asked.open(path, read_only=True) as asked:
        for picture in (asked.timeline(dyad="NOR-CHL"), asked.network(since="2021-01-01"), asked.map()):
            assert isinstance(picture, Picture)
            assert picture._repr_svg_().startswith("<svg")
        assert "<!DOCTYPE html>" in asked.report(country="NOR")


def test_an_empty_ledger_is_drawn(tmp_path):
    with Ledger.open(tmp_path / "empty.dateline") as opened:
        for name in DRAWN:
            assert "Nothing in the ledger fits" in drawing(name, opened).caption
        assert "Nothing in the ledger fits" in draw.report(opened)
