"""Citations: for every row of every query the sentences that tell it, word for word."""

import datetime as dt

import pytest

from dateline import query
from dateline.api import group
from factories import envoy_talks, make_run

QUERIES = ("events", "contacts", "claims", "offices", "processes", "plans", "stories")


@pytest.fixture
def told_twice(ledger):
    later = envoy_talks("b.txt", source="Santiago Post", day=dt.date(2021, 3, 3))
    ledger.append([envoy_talks("a.txt", source="Nordwire"), later], make_run())
    group(ledger)
    return ledger


@pytest.mark.parametrize("name", QUERIES)
def test_every_row_has_a_sentence_that_stands_in_its_story_at_its_offsets(told_twice, name):
    texts = dict(told_twice.tuples("SELECT story_id, text FROM texts"))
    rows = getattr(query, name)(told_twice).rows()
    found = query.citations(told_twice, rows)
    assert len(found) == len(rows) > 0
    for cited in found:
        assert cited
        assert all(texts[one.story_id][one.start : one.end] == one.text for one in cited)


def test_an_event_told_twice_has_both_sentences_with_outlet_and_day_the_earlier_first(told_twice):
    row = next(row for row in query.events(told_twice) if len(row["mentions"]) == 2)
    [cited] = query.citations(told_twice, [row])
    assert [(one.outlet, one.source_id) for one in cited] == [("Nordwire", "a.txt"), ("Santiago Post", "b.txt")]
    assert [one.published for one in cited] == [dt.date(2021, 3, 2), dt.date(2021, 3, 3)]


def test_a_claim_is_cited_with_its_whole_sentence(told_twice):
    [cited, *_] = query.citations(told_twice, query.claims(told_twice).rows())
    assert cited[0].text.startswith("The Norwegian foreign ministry said the two agreed")


def test_a_story_is_cited_with_the_first_sentence_of_its_body(told_twice):
    [cited, *_] = query.citations(told_twice, query.stories(told_twice).rows())
    assert cited[0].text.endswith("Diego Rojas on Tuesday.")


def test_rows_without_a_sentence_have_no_citation(told_twice):
    assert query.citations(told_twice, [{"person": None, "office": "envoy", "evidence": None}]) == ((),)
    assert query.citations(told_twice, []) == ()
