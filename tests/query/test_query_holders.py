"""Who holds an office on a day: stories and registry side by side, unknown said as such, corrections from their own day."""

import datetime as dt

import pytest

from dateline import query
from dateline.errors import UsageError
from dateline.query import Filters
from factories import make_coded, make_run, make_story, make_tenure

RUN = make_run()
DAY = dt.date(2031, 3, 4)


def telling(words, person, office, country, *, published, **more):
    story = make_story([f"{words} spoke in the capital on {published}."], source_id=f"{published}.txt")
    return make_coded(
        story,
        published=published,
        tenures=(make_tenure(story, words, person, office, country, as_of=published, **more),),
    )


@pytest.fixture
def told(ledger):
    ledger.append([telling("Foreign Minister Ada Berg", "Ada Berg", "foreign minister", "NOR", published=DAY)], RUN)
    return ledger


def holders(ledger, office, **more):
    rows = query.offices(ledger, Filters(holder=office, **more)).rows()
    return [(row["person"], row["basis"].split(":")[0]) for row in rows]


def test_stories_come_before_the_registry_which_does_not_know_the_day(told):
    rows = holders(told, "foreign minister of Norway", as_of=DAY)
    assert rows == [("Ada Berg", "appos.title"), (None, "registry")]


def test_the_registry_answers_where_no_story_does(told):
    rows = query.offices(told, Filters(holder="foreign minister", country=("EGY",), as_of=dt.date(2008, 3, 1))).rows()
    assert [row["person"] for row in rows] == [None, "Ahmed Aboul Gheit"]
    assert rows[0]["basis"].startswith("text:unknown")
    assert rows[1]["basis"].startswith("registry:known:")


def test_before_the_story_nobody_is_known(told):
    rows = holders(told, "foreign minister", country=("NOR",), as_of=DAY, known_on=DAY - dt.timedelta(1))
    assert [person for person, _ in rows] == [None, None]


def test_without_a_day_it_is_the_last_that_the_ledger_knows(told):
    assert holders(told, "foreign minister of Norway")[0][0] == "Ada Berg"


def test_an_office_without_state_is_asked_back(told):
    with pytest.raises(UsageError, match="of which"):
        holders(told, "foreign minister")


def test_claims_and_events_are_found_by_office(ledger):
    from factories import envoy_talks  # noqa: PLC0415  (only here)

    ledger.append([envoy_talks()], RUN)
    assert len(query.events(ledger, Filters(office="arctic")).rows()) == 1
    assert query.events(ledger, Filters(office="president")).rows() == []
    assert query.claims(ledger, Filters(office="arctic")).rows() == []
