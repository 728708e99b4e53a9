"""Publication dates: given, written, stamped, inferred, or left unknown."""

import dataclasses
import datetime as dt
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from dateline.records.siblings import Fit
from dateline.resolve.publication import find_publication, fits_day
from dateline.settings import Settings
from factories import make_split, make_story

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "resolve_dates" / "publication.yaml").read_text("utf-8"))


class Terms:
    """A registry of a few names."""

    def __init__(self, by):
        self.by = by

    def terms_of(self, name, *_title_and_country):
        return [tuple(term) for term in self.by.get(name, ())]


def split_of(case):
    story = make_story(case["sentences"])
    basis = "page" if "page" in case else "given"
    day = case.get("page") or case.get("given")
    if day:
        published = dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC)
        story = dataclasses.replace(story, published=published, published_basis=basis)
    story = dataclasses.replace(story, published_year=case.get("year_given"))
    masthead = {
        key: tuple(value) if isinstance(value, list) else value for key, value in case.get("masthead", {}).items()
    }
    return make_split(story, **masthead)


def found_in(case):
    terms = Terms(case["terms"]) if "terms" in case else None
    return find_publication(split_of(case), terms, Settings(published=case.get("settings")))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_story_is_dated_on_its_grounds_or_not_at_all(case):
    publication = found_in(case)
    assert (publication.date, publication.basis) == (case["date"], case["basis"])
    others = [candidate.date for candidate in publication.candidates]
    assert set(case.get("others", [])) <= set(others)
    assert bool(others) is case.get("weighed", True) or case["basis"] == "unknown"


def test_an_inferred_date_tells_its_reasons_and_its_rivals():
    case = next(case for case in CASES if case["basis"] == "inferred")
    publication = found_in(case)
    best, second, *_ = publication.candidates
    assert best.date == publication.date
    assert any("weekday of the lead" in reason for reason in best.reasons)
    assert any("term of office" in reason for reason in best.reasons)
    assert best.score > second.score
    assert 0.8 <= publication.confidence < 1


def test_an_undecided_story_still_lists_what_was_weighed():
    case = next(case for case in CASES if case["name"].startswith("a weekday alone"))
    publication = found_in(case)
    assert publication.confidence < 0.8
    assert {candidate.date.year for candidate in publication.candidates} >= {2010, 2021}
    assert all(candidate.date.isoweekday() == 2 for candidate in publication.candidates[:4])


def test_a_given_date_is_surer_than_an_inferred_one():
    given_date = found_in(next(case for case in CASES if case["basis"] == "given"))
    inferred = found_in(next(case for case in CASES if case["basis"] == "inferred"))
    assert given_date.confidence == 0.99
    assert inferred.basis != given_date.basis


@given(
    st.text(max_size=120),
    st.one_of(st.none(), st.tuples(st.integers(1, 12), st.integers(1, 31))),
    st.one_of(st.none(), st.integers(0, 9999)),
)
def test_no_text_and_no_masthead_raises(text, month_day, year):
    split = make_split(make_story([text.replace("\n", " ")]), month_day=month_day, year=year)
    publication = find_publication(split, None, Settings())
    assert (publication.date is None) == (publication.basis == "unknown")
    assert 0 <= publication.confidence <= 1


def test_a_day_that_siblings_decide_stands_with_its_reason_before_what_the_story_itself_weighs():
    split = make_split(make_story(["Envoys met on Tuesday."]), month_day=(3, 9), agency="ACX", place="Arica")
    noon = dt.datetime(1993, 3, 9, tzinfo=dt.UTC)
    story = dataclasses.replace(split.story, published=noon, published_basis="sibling", published_by="st_1, 3 days off")
    publication = find_publication(dataclasses.replace(split, story=story), None, Settings())
    assert (publication.date, publication.basis) == (dt.date(1993, 3, 9), "sibling")
    assert publication.candidates[0].reasons == ("sibling st_1, 3 days off",)
    assert len(publication.candidates) > 1


@pytest.mark.parametrize(
    ("sentence", "year", "fit"),
    [
        ("Envoys met on Tuesday.", 1993, Fit.SAME),
        ("Envoys met on Monday.", 1993, Fit.NEAR),
        ("Envoys met on Friday.", 1993, Fit.AGAINST),
        ("Envoys met.", 1993, Fit.UNSAID),
        ("Envoys met for the first time since the war of 1996.", 1993, Fit.AGAINST),
    ],
)
def test_weekdays_and_years_told_go_with_a_day_or_not(sentence, year, fit):
    split = make_split(make_story([sentence]), month_day=(3, 9), agency="ACX", place="Arica")
    assert fits_day(split, dt.date(year, 3, 9)) is fit
