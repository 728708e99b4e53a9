"""Dating by siblings: the year of the stories that share rare names, and none where two years fit."""

import datetime as dt
import itertools

import pytest

from dateline.merge.siblings import date_by_siblings
from dateline.records.siblings import DatingDigest, Fit

KNOWN = {"uruguay": 0.5, "chad": 0.5, "the": 0.0, "minister": 0.0, "arica": 1.0}
NEWS = "The Minister of Uruguay called Chad about Oturbe Valdano and the Zerimba."


def rarity(word):
    return KNOWN.get(word, 2.0)


def story(name, body, *, published=None, month_day=None):
    return DatingDigest(
        story_id=name,
        source_id=f"{name}.txt",
        body=body,
        published=dt.date.fromisoformat(published) if published else None,
        month_day=month_day,
    )


def same_weekday(*days):
    return lambda _, day: Fit.SAME if day.isoformat() in days else Fit.AGAINST


def dated(stories, fits=lambda *_: Fit.SAME):
    return {one.story_id: one.date.isoformat() for one in date_by_siblings(stories, rarity, fits)}


def test_a_story_without_a_year_gets_that_of_a_story_of_the_same_weeks_with_its_rare_names():
    stories = [story("old", NEWS, published="1991-03-30"), story("open", NEWS, month_day=(4, 2))]
    assert dated(stories) == {"open": "1991-04-02"}


def test_the_reason_names_the_sibling_the_days_between_and_the_names_in_common():
    stories = [story("old", NEWS, published="1991-03-30"), story("open", NEWS, month_day=(4, 2))]
    (one,) = date_by_siblings(stories, rarity, lambda *_: Fit.SAME)
    assert one.why == "old (old.txt), 3 days off, shares oturbe, valdano, zerimba, chad, uruguay"


def test_known_names_alone_date_nothing():
    body = "The Minister of Uruguay called Chad about Arica."
    assert dated([story("old", body, published="1991-03-30"), story("open", body, month_day=(4, 2))]) == {}


def test_a_weekday_that_does_not_fit_rules_the_year_out():
    stories = [story("old", NEWS, published="1991-03-30"), story("open", NEWS, month_day=(4, 2))]
    assert dated(stories, lambda *_: Fit.AGAINST) == {}


def test_where_two_years_fit_none_is_told():
    names = ("Oturbe Valdano", "Zerimba Quill")
    stories = [
        story("old", f"Uruguay sent {names[0]} to Chad.", published="1991-03-30"),
        story("new", f"Uruguay sent {names[1]} to Chad.", published="1994-04-05"),
        story("open", f"Uruguay sent {names[0]} and {names[1]} to Chad.", month_day=(4, 2)),
    ]
    assert dated(stories) == {}
    assert dated(stories, same_weekday("1994-04-02")) == {"open": "1994-04-02"}


def test_a_rival_year_whose_weekday_fits_better_leaves_the_year_open_though_less_speaks_for_it():
    stories = [
        story("old", "Uruguay wrote to Chad.", published="1991-04-01"),
        story("new", NEWS, published="1992-04-03"),
        story("open", NEWS, month_day=(4, 2)),
    ]
    near = {"1991-04-02": Fit.SAME, "1992-04-02": Fit.NEAR}
    assert dated(stories, lambda _, day: near.get(day.isoformat(), Fit.AGAINST)) == {}


def test_names_told_over_years_tell_no_year():
    stories = [
        story("old", NEWS, published="1991-03-30"),
        story("late", NEWS, published="1995-11-30"),
        story("open", NEWS, month_day=(4, 2)),
    ]
    assert dated(stories) == {}


def test_without_a_weekday_or_from_months_off_more_names_are_asked_for():
    few = "Uruguay and Chad fell out over the Zerimba."
    stories = [story("old", few, published="1991-03-30"), story("open", few, month_day=(4, 2))]
    assert dated(stories) == {"open": "1991-04-02"}
    assert dated(stories, lambda *_: Fit.UNSAID) == {}
    assert dated([story("old", few, published="1991-07-30"), stories[1]]) == {}
    assert dated([story("old", NEWS, published="1991-07-30"), story("open", NEWS, month_day=(4, 2))]) != {}


def test_a_story_dated_by_siblings_dates_others_in_its_turn_whatever_the_order():
    stories = [
        story("a", "Uruguay and Chad heard Oturbe Valdano.", published="1991-03-30"),
        story("b", "Uruguay and Chad heard Oturbe Valdano of the Zerimba Quill.", month_day=(4, 20)),
        story("c", "Uruguay and Chad lost the Zerimba Quill.", month_day=(5, 25)),
        story("d", "Uruguay and Chad played football.", month_day=(5, 26)),
    ]
    expected = {"b": "1991-04-20", "c": "1991-05-25"}
    assert all(dated(list(order)) == expected for order in itertools.permutations(stories))


@pytest.mark.parametrize(("published", "wanted"), [("1990-12-28", "1991-01-03"), ("1991-01-20", "1991-01-03")])
def test_the_turn_of_the_year_lies_between_siblings_as_any_other_day(published, wanted):
    stories = [story("old", NEWS, published=published), story("open", NEWS, month_day=(1, 3))]
    assert dated(stories) == {"open": wanted}
