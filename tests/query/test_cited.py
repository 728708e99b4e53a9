"""Citations: for every row of every query the sentences that tell it, word for word."""

import datetime as dt
from dataclasses import replace

import pytest

from dateline import query
from dateline.api import group
from dateline.ledger import Ledger
from dateline.query import Filters
from factories import envoy_talks, make_coded, make_mention, make_run, make_story, sentence_of

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


def test_a_change_of_a_process_whose_evidence_stands_in_no_order_is_cited_with_each_of_its_sentences(ledger):
    story = make_story(
        ["Norway and Chile reopened the Arctic hotline on Tuesday.", "It rained.", "Chile said the line works again."]
    )
    mention = make_mention(story, "reopened", "restored")
    evidence = (sentence_of(story, "works again"), *mention.evidence)
    ledger.append([make_coded(story, processes=[replace(mention, evidence=evidence)])], make_run())
    group(ledger)
    [row] = query.processes(ledger).rows()
    [cited] = query.citations(ledger, [row])
    assert [one.text.split()[-2:] for one in cited] == [["on", "Tuesday."], ["works", "again."]]
    assert query.citations(ledger, [row, row]) == (cited, cited)


def test_no_row_of_the_samples_is_uncited_or_cited_with_a_later_story_on_any_day(samples):
    with Ledger.open(samples, read_only=True) as ledger:
        days = ledger.tuples("SELECT DISTINCT published FROM current_stories WHERE published IS NOT NULL")
        assert len(days) > 3
        for (day,) in days:
            for name in QUERIES:
                rows = getattr(query, name)(ledger, Filters(known_on=day)).rows()
                for row, cited in zip(rows, query.citations(ledger, rows), strict=True):
                    assert cited, (name, day, row)
                    assert all(one.published is None or one.published <= day for one in cited)
