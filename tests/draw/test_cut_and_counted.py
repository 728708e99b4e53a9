"""What a picture cuts is shown as cut, what a report limits is counted before, and words are the same in every locale."""

import datetime as dt
import re

import pytest
from defusedxml import ElementTree

from dateline import draw
from dateline.draw import timeline_processes
from dateline.draw.described import day as in_words
from dateline.draw.palette import PALETTE, load_palette
from dateline.draw.report_data import process_rows
from dateline.errors import LexiconError
from dateline.ledger import Ledger
from dateline.query import Filters
from drawn_stories import RUN, day, period, told

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def year_ledger(tmp_path_factory):
    """A year, a month and a day."""
    path = tmp_path_factory.mktemp("year") / "wire.dateline"
    stories = [
        told(1, ("Norway", "Chile"), period("2024-01-01", "2024-12-31", "year"), type="AGREE"),
        told(2, ("Ghana", "Norway"), period("2024-10-01", "2024-10-31", "month"), type="AID", status="planned"),
        told(3, ("Norway", "Chile"), day("2024-11-11"), place="Oslo"),
        told(4, ("Kenya", "Peru"), None, status="planned"),
    ]
    with Ledger.open(path) as opened:
        opened.append(stories, RUN)
    with Ledger.open(path, read_only=True) as opened:
        yield opened


def groups(picture, words):
    root = ElementTree.fromstring(picture.svg)
    return [one for one in root.iter(f"{SVG}g") if words in (one.findtext(f"{SVG}title") or "")]


def test_a_range_that_the_axis_cuts_ends_in_an_arrow_and_has_no_mark(year_ledger):
    picture = draw.timeline(year_ledger, Filters(since=dt.date(2024, 10, 1), until=dt.date(2024, 11, 30)))
    (year,) = groups(picture, "2024-01-01 to 2024-12-31")
    assert [one.tag for one in year if one.tag != f"{SVG}text"] == [f"{SVG}title", f"{SVG}path"]
    points = [
        tuple(map(float, pair.split())) for pair in re.findall(r"[\d.]+ [\d.]+", year.find(f"{SVG}path").get("d"))
    ]
    middle = {y for _, y in points} - {min(y for _, y in points), max(y for _, y in points)}
    assert len(middle) == 1
    assert {x for x, y in points if y in middle} == {min(points)[0], max(points)[0]}
    assert "One that goes on before or after the axis ends in an arrow: 1 event." in picture.caption


def test_a_range_within_the_axis_is_a_bar_without_a_mark_and_hollow_if_planned(year_ledger):
    picture = draw.timeline(year_ledger, Filters(since=dt.date(2024, 1, 1), until=dt.date(2024, 12, 31)))
    (month,) = groups(picture, "2024-10-01 to 2024-10-31")
    assert [one.tag for one in month if one.tag != f"{SVG}text"] == [f"{SVG}title", f"{SVG}rect"]
    assert month.find(f"{SVG}rect").get("stroke-dasharray") == "3 2"
    (single,) = groups(picture, "2024-11-11 ·")
    assert single.find(f"{SVG}circle") is not None
    assert "ends in an arrow" not in picture.caption


def test_the_margin_of_unknown_dates_has_hollow_marks_for_plans(year_ledger):
    alone = draw.timeline(year_ledger, Filters(dyad="KEN-PER"))
    circles = [one.get("stroke-width") for one in ElementTree.fromstring(alone.svg).iter(f"{SVG}circle")]
    assert sorted(circles) == ["0", "1.6", "1.6"]  # families and statuses of the legend, and the mark


def test_bars_have_a_hollow_part_for_what_has_not_happened(tmp_path):
    stories = [
        told(at, ("Norway", "Chile"), day(str(dt.date(2015, 1, 1) + dt.timedelta(days=4 * at))), topic=f"cable {at}",
             status="planned" if at % 10 == 0 else "occurred")
        for at in range(420)
    ]  # fmt: skip
    with Ledger.open(tmp_path / "wire.dateline") as opened:
        opened.append(stories, RUN)
        picture = draw.timeline(opened)
    by_status = {}
    for row in picture.rows:
        by_status[row["status"]] = by_status.get(row["status"], 0) + row["events"]
    assert by_status == {"happened": 378, "planned or possible": 42}
    assert "Not happened, and drawn hollow: 42 planned or possible." in picture.caption
    bars = [
        one for one in ElementTree.fromstring(picture.svg).iter(f"{SVG}rect") if one.find(f"{SVG}title") is not None
    ]
    hollow = [one for one in bars if "planned or possible" in one.findtext(f"{SVG}title")]
    assert hollow
    assert all(
        one.get("stroke") and one.get("fill") != other.get("fill")
        for one in hollow
        for other in bars
        if other not in hollow
    )


def test_a_process_that_is_over_is_open_at_the_right_and_the_caption_says_so(ledger):
    picture = draw.timeline(ledger, by="process")
    assert "open at the right" not in picture.caption
    over = timeline_processes.Span(state="ended", since=None, entered=dt.date(2021, 1, 1), until=None, open=False)
    assert timeline_processes._box(over, 0, 50).startswith("<path")
    assert "open at the right" in " ".join(timeline_processes._notes({"pr": [over]}, dt.date(2021, 2, 1), more=False))


def test_a_report_counts_processes_before_it_limits_them(ledger):
    listed, in_all = process_rows(ledger, Filters(), 1)
    assert (len(listed), in_all) == (1, 2)
    page = draw.report(ledger, options=draw.PictureOptions(limit=1))
    assert "<dt>processes</dt><dd>2</dd>" in page
    assert "1 more in the ledger is not listed." in page


def test_a_report_says_whether_withdrawn_stories_count(ledger):
    assert "What only withdrawn stories tell is left out." in draw.report(ledger)
    with_them = draw.report(ledger, Filters(withdrawn=True))
    assert "What only withdrawn stories tell is counted too." in with_them
    assert "is left out" not in with_them


def test_no_picture_asks_the_locale_for_the_name_of_a_month():
    assert in_words(dt.date(2020, 5, 2)) == "2 May 2020"
    sources = [path.read_text("utf-8") for path in PALETTE.parent.glob("*.py")]
    assert not [one for one in sources if re.search(r"%[aAbBcxXp]\b|strftime|:%", one)]


def test_a_palette_of_eleven_months_is_refused(tmp_path):
    path = tmp_path / "palette.yaml"
    path.write_text(PALETTE.read_text("utf-8").replace("[Jan, Feb, ", "[Feb, "), "utf-8")
    with pytest.raises(LexiconError, match="twelve"):
        load_palette(path)
