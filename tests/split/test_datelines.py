"""Datelines in the styles of the world's agencies, from tables."""

from pathlib import Path

import pytest
import yaml

CASES = Path(__file__).parents[1] / "cases" / "split"
DATELINES = yaml.safe_load((CASES / "datelines.yaml").read_text(encoding="utf-8"))
NOT_DATELINES = yaml.safe_load((CASES / "not_datelines.yaml").read_text(encoding="utf-8"))
BODY = "Farm ministers of the two lake states agreed on Thursday to share a grain silo, an official said."


@pytest.mark.parametrize("case", DATELINES, ids=lambda case: case["style"])
def test_a_dateline_is_read_and_cut_off_the_body(case, split):
    body = case.get("body", BODY)
    text = f"Lake states to share silo\n\n{case['opens']} {body}\n\nThe silo has stood empty for nine years, he said.\n"
    found = split(text)
    masthead = found.masthead
    assert [(part.kind, part.text.strip()) for part in found.parts[:2]] == [
        ("headline", "Lake states to share silo"),
        ("dateline", case["opens"]),
    ]
    assert found.parts[2].kind == "body"
    assert found.parts[2].text.startswith(body)
    expected = (case.get("place"), case.get("agency"), tuple(case["day"]) if "day" in case else None, case.get("year"))
    assert (masthead.place, masthead.agency, masthead.month_day, masthead.year) == expected
    if "date" in case:
        assert masthead.date_text == case["date"]
    if masthead.place:
        assert text[masthead.start : masthead.end].find(masthead.place) >= 0


@pytest.mark.parametrize("case", DATELINES, ids=lambda case: case["style"])
def test_a_dateline_is_read_in_a_story_that_is_one_line(case, split):
    found = split(f"{case['opens']} {case.get('body', BODY)}")
    assert [part.kind for part in found.parts] == ["dateline", "body"]
    assert found.masthead.place == case.get("place")


@pytest.mark.parametrize("text", NOT_DATELINES)
def test_a_sentence_with_a_dash_or_a_colon_has_no_dateline(text, split):
    found = split(text)
    assert [part.kind for part in found.parts] == ["body"]
    assert found.masthead.place is None


@pytest.mark.parametrize(
    ("given", "place", "day"),
    [
        ("GABORONE, April 3 -", "GABORONE", (4, 3)),
        ("TAHOE CITY, CALIF., March 26 -", "TAHOE CITY, CALIF.", (3, 26)),
        ("LOBITO -", "LOBITO", None),
        ("ouro preto, april 7 -", "ouro preto", (4, 7)),
        ("Turku, Jan 4 (STT)", "Turku", (1, 4)),
        ("APRIL 7  -", None, (4, 7)),
        ("Mar       ---    ---", None, None),
        ("", None, None),
    ],
)
def test_a_dateline_given_beside_the_text_fills_the_masthead(given, place, day, split):
    masthead = split("The harbour will be dredged in May, the ministry said.", dateline=given).masthead
    assert (masthead.place, masthead.month_day) == (place, day)
    assert (masthead.start, masthead.end) == (0, 0)


def test_the_dateline_of_the_text_wins_over_the_one_given(split):
    masthead = split(
        "LOBITO, April 4 (ANGOP) - The harbour will be dredged in May.", dateline="LUANDA, April 3 -"
    ).masthead
    assert (masthead.place, masthead.month_day, masthead.agency) == ("LOBITO", (4, 4), "ANGOP")


def test_a_dateline_given_beside_a_round_up_keeps_the_first_item_in_the_body(split):
    text = (
        "Ministers of the lake states met for an hour on Tuesday without result.\n    - - - -\n"
        "    GOMA - Fishermen blocked the port on Tuesday to protest against the new buoys.\n"
    )
    found = split(text, dateline="KISUMU -")
    assert [part.kind for part in found.parts] == ["body", "navigation", "dateline", "body"]
    assert found.masthead.place == "KISUMU"


def test_a_dateline_alone_on_its_line_stands_before_the_body(split):
    found = split(
        "Lake states to share silo\n\nANKARA\n\nFarm ministers agreed on Thursday to share a silo, an official said."
    )
    assert [(part.kind, part.text.strip()) for part in found.parts][1] == ("dateline", "ANKARA")
    assert found.parts[2].kind == "body"


def test_a_dateline_is_found_behind_a_headline_that_lost_its_line_break(split):
    text = "Lake states to share silo after yearsKIGALI, May 9 (Xinhua) -- Farm ministers agreed on Thursday to share it, he said."
    found = split(text)
    assert [(part.kind, part.text.strip()) for part in found.parts[:2]] == [
        ("headline", "Lake states to share silo after years"),
        ("dateline", "KIGALI, May 9 (Xinhua) --"),
    ]


def test_two_hyphens_may_touch_the_text_behind_the_agency(split):
    found = split(
        "TAMALE, March 6, 1968 (VPS)--Farm ministers of the two lake states agreed on Thursday to share a silo.\n"
    )
    assert (found.masthead.place, found.masthead.month_day, found.masthead.year) == ("TAMALE", (3, 6), 1968)
    assert found.parts[1].text.startswith("Farm ministers")
