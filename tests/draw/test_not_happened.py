"""What was planned or came to nothing is never drawn as having happened, and what a picture leaves out is counted."""

import datetime as dt
import re

import pytest
from defusedxml import ElementTree

from dateline import draw
from dateline.draw.network import Chosen, _left_out
from dateline.draw.network_data import ties
from dateline.draw.placing import Anchor, Box, labels_of
from dateline.ledger import Ledger
from dateline.query import Filters
from drawn_stories import RUN, day, told

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def open_ledger(tmp_path_factory):
    """Meetings in Oslo that were held, planned and cancelled; plans alone in Lima and by phone; Kenya told as a place."""
    stories = [
        told(1, ("Norway", "Chile"), day("2021-03-02"), place="Oslo"),
        told(2, ("Norway", "Chile"), day("2021-03-20"), place="Oslo", status="planned"),
        told(3, ("Norway", "Chile"), day("2021-04-09"), place="Oslo", status="cancelled"),
        told(4, ("Kenya", "Peru"), day("2021-04-20"), place="Lima", status="hypothetical"),
        told(5, ("Kenya", "Peru"), day("2021-05-20"), place="Kenya"),
        told(6, ("Ghana", "Norway"), day("2021-05-21"), channel="phone", status="postponed"),
        told(7, ("Norway", "Norway"), day("2021-05-22"), type="ACCUSE"),
        told(8, ("Norway", "Chile"), None, type="AGREE"),
        *(
            told(at + 30, ("Norway", "Chile"), day(f"2021-06-{at:02}"), channel="phone", topic=f"cable {at}")
            for at in range(1, 30, 4)
        ),
    ]
    path = tmp_path_factory.mktemp("open") / "wire.dateline"
    with Ledger.open(path) as opened:
        opened.append(stories, RUN)
    with Ledger.open(path, read_only=True) as opened:
        yield opened


def text_of(picture):
    return " ".join("".join(one.itertext()) for one in ElementTree.fromstring(picture.svg).iter(f"{SVG}text"))


def test_a_map_tells_what_has_not_happened_apart(open_ledger):
    picture = draw.map_(open_ledger)
    rows = {row["place"]: row for row in picture.rows if row["place"]}
    assert {
        name: (row["events"], row["planned_or_possible"], row["came_to_nothing"]) for name, row in rows.items()
    } == {
        "Oslo": (3, 1, 1),
        "Lima": (1, 1, 0),
        "Kenya": (1, 0, 0),
    }
    assert "drawn hollow: 2 planned or possible and 1 cancelled, postponed or denied." in picture.caption
    assert "hollow: planned, possible, called off or denied" in text_of(picture)
    lima = next(
        one
        for one in ElementTree.fromstring(picture.svg).iter(f"{SVG}g")
        if "Lima" in (one.findtext(f"{SVG}title") or "")
    )
    assert [one.get("fill-opacity") for one in lima.iter(f"{SVG}circle")] == ["0.6"]


def test_lines_of_a_map_that_are_only_plans_are_dotted(open_ledger):
    picture = draw.map_(open_ledger)
    assert "9 contacts between countries, of them 1 cancelled, postponed or denied" in picture.caption
    ghana = next(row for row in picture.rows if row["country"] == "GHA-NOR")
    assert (ghana["events"], ghana["came_to_nothing"]) == (1, 1)
    assert 'stroke-dasharray="0 5"' in picture.svg
    assert "none of them happened" in text_of(picture)


def test_a_country_told_as_the_place_is_a_square_and_counted(open_ledger):
    picture = draw.map_(open_ledger)
    kenya = next(
        one
        for one in ElementTree.fromstring(picture.svg).iter(f"{SVG}g")
        if "Kenya:" in (one.findtext(f"{SVG}title") or "")
    )
    assert kenya.find(f"{SVG}rect") is not None
    assert kenya.find(f"{SVG}circle") is None
    assert "1 country told as the place of 1 event stands as a square" in picture.caption
    assert {row["place"]: row["told_as"] for row in picture.rows if row["place"]}["Kenya"] == "country"


def test_contacts_of_sides_without_a_known_capital_are_not_said_to_be_in_lines(open_ledger, monkeypatch):
    monkeypatch.setattr("dateline.draw.map_data.load_seats", lambda: {"NOR": None, "CHL": None})
    caption = draw.map_(open_ledger).caption
    assert "In no line, because fewer than two of the sides have a known capital: 1 contact." in caption


def test_labels_keep_off_what_they_are_to_avoid():
    anchor, frame = Anchor(x=50, y=50, radius=5, label="Oslo"), Box(0, 0, 200, 100)
    free = labels_of([anchor], frame, 11)[0]
    kept = labels_of([anchor], frame, 11, avoid=[Box(60, 45, 66, 51)])[0]
    assert free.box.touches(Box(60, 45, 66, 51))
    assert not kept.box.touches(Box(60, 45, 66, 51))


def test_a_network_counts_what_has_not_happened_in_no_width(open_ledger):
    picture = draw.network(open_ledger)
    rows = {row["dyad"]: row for row in picture.rows}
    assert (rows["CHL-NOR"]["events"], rows["CHL-NOR"]["planned_or_possible"], rows["CHL-NOR"]["came_to_nothing"]) == (
        12,
        1,
        1,
    )
    assert "2 planned or possible and 2 cancelled, postponed or denied." in picture.caption
    assert picture.svg.count('stroke-dasharray="0 5"') == 2  # the line of Ghana, and the legend
    assert "1 event with fewer than two countries or organisations is in no line." in picture.caption


def lines_of(picture):
    """The lines of a network by what they say first, with the colour, the dashes and how many arrowheads they have."""
    return {
        group.findtext(f"{SVG}title").partition(":")[0]: (
            group.find(f"{SVG}path").get("stroke"),
            group.find(f"{SVG}path").get("stroke-dasharray"),
            len(group.findall(f"{SVG}path")) - 1,
        )
        for group in ElementTree.fromstring(picture.svg).iter(f"{SVG}g")
        if " and " in (group.findtext(f"{SVG}title") or "")
    }


def test_a_line_is_judged_by_what_it_is_drawn_of(tmp_path):
    """As wide as one meeting that took place, it shows no threats that were never made; a dotted one shows what it is made of."""
    stories = [
        told(1, ("Norway", "Chile"), day("2021-03-02")),
        *(told(at, ("Norway", "Chile"), day("2021-04-02"), type="ASSAULT", status="hypothetical") for at in (2, 3, 4)),
        told(5, ("Kenya", "Peru"), day("2021-05-02"), type="SANCTION"),
        *(told(at, ("Kenya", "Peru"), day("2021-06-02"), status="planned", topic=f"visit {at}") for at in (6, 7)),
        told(8, ("Ghana", "Peru"), day("2021-06-02"), type="SANCTION", status="not_occurred"),
    ]
    path = tmp_path / "wire.dateline"
    with Ledger.open(path) as opened:
        opened.append(stories, RUN)
    with Ledger.open(path, read_only=True) as opened:
        lines = lines_of(draw.network(opened, options=draw.PictureOptions(theme="page")))
        meetings = draw.network(opened, Filters(act=("CONSULT",)), options=draw.PictureOptions(theme="page"))
    assert lines["Chile and Norway"] == ("var(--pic-contact)", None, 0)
    assert lines["Kenya and Peru"][0] == "var(--pic-dispute)"
    assert lines["Kenya and Peru"][2] == 1
    assert lines["Ghana and Peru"] == ("var(--pic-dispute)", "0 5", 1)
    assert "mostly conflict" not in text_of(meetings)
    assert {look[0] for look in lines_of(meetings).values()} == {"var(--pic-contact)"}


def test_small_networks_have_one_scale_and_count_what_is_in_none(open_ledger):
    picture = draw.network(open_ledger, by="month")
    assert "Of unknown date, or told less exactly than the month, and in no picture: 1 event." in picture.caption
    widths = {
        f"{one.findtext(f'{SVG}title')}".partition(",")[0]: float(one.find(f"{SVG}path").get("stroke-width"))
        for one in ElementTree.fromstring(picture.svg).iter(f"{SVG}g")
        if " and " in (one.findtext(f"{SVG}title") or "")
    }
    assert widths["CHL and NOR: 8 events"] == pytest.approx(12 / 2.5)
    assert widths["KEN and PER: 1 event"] == 0.9
    assert widths["CHL and NOR: 2 events"] == 0.9


def test_only_the_last_periods_are_drawn_and_the_others_counted(open_ledger, monkeypatch):
    monkeypatch.setattr("dateline.draw.network_data.LAST_PERIODS", 2)
    picture = draw.network(open_ledger, by="month")
    assert {row["period"] for row in picture.rows} == {dt.date(2021, 5, 1), dt.date(2021, 6, 1)}
    assert re.search(r"before them: 4 events\.", picture.caption)


def test_a_network_of_persons_says_among_whom_pairs_are_looked_for(open_ledger):
    overall = ties(open_ledger, Filters(), unit="person")
    notes = _left_out(overall, Chosen(nodes=[], edges=[], unit="person"), 17)
    assert "17 events with fewer than two of these persons are in no line." in notes
    assert "Pairs are looked for among the 80 persons with the most events." in notes
