"""Offices as stories tell them: who, since when, until when."""

import datetime as dt
from pathlib import Path

import pytest
import yaml

from actor_stories import parse_sentences, publication, registry
from dateline.resolve.actors import find_actors
from dateline.resolve.dates import find_dates
from dateline.resolve.tenures import find_tenures

CASES = Path(__file__).parents[1] / "cases" / "actors" / "tenures.yaml"
CHANGES = CASES.with_name("tenure_changes.yaml")
DAY = dt.date(2022, 4, 12)
FIELDS = ("person", "office", "country", "from_", "to", "as_of", "basis")
CHANGE_FIELDS = ("person", "office", "country", "from_", "to", "began", "ended", "as_of", "basis")


def tenures_of(sentences, day=DAY):
    parsed = parse_sentences(sentences)
    actors = find_actors(parsed, registry(), publication(day))
    return parsed, find_tenures(parsed, actors, find_dates(parsed, publication(day)), publication(day))


@pytest.mark.parametrize("case", yaml.safe_load(CASES.read_text("utf-8")), ids=lambda case: case["text"][:50])
def test_a_sentence_tells_who_holds_an_office(case):
    _, tenures = tenures_of([case["text"]])
    found = [[getattr(tenure, field) for field in FIELDS] for tenure in tenures]
    for wanted in case["want"]:
        assert wanted in found


@pytest.mark.parametrize("case", yaml.safe_load(CHANGES.read_text("utf-8")), ids=lambda case: case["text"][:60])
def test_a_sentence_tells_a_change_of_office_with_its_day(case):
    _, tenures = tenures_of(case["text"].split(" || "))
    found = [[getattr(tenure, field) for field in CHANGE_FIELDS] for tenure in tenures]
    assert [wanted for wanted in case["want"] if wanted not in found] == []
    assert not {tenure.person for tenure in tenures} & set(case.get("none", []))


def test_statements_on_one_person_and_office_are_one_tenure_with_all_evidence():
    parsed, tenures = tenures_of(
        ["South Korean vice minister Hwang Min-seo rang the embassy.", "Hwang took office on March 18."]
    )
    [tenure] = tenures
    assert (tenure.person, tenure.office, tenure.from_) == ("Hwang Min-seo", "vice minister", dt.date(2022, 3, 18))
    assert [(e.start, e.end) for e in tenure.evidence] == [(s.start, s.end) for s in parsed.split.sentences]


def test_the_words_that_tell_a_tenure_slice_back():
    parsed, tenures = tenures_of(["Former Irish prime minister Sean Daly met Malian minister Issa Cisse."])
    assert len(tenures) == 2
    assert all(parsed.split.story.text[t.start : t.end] == t.text for t in tenures)


def test_a_counterpart_is_no_office():
    _, tenures = tenures_of(["Libyan negotiator Hana Fezzani met her counterpart Amel Trabelsi."])
    assert all("counterpart" not in tenure.office for tenure in tenures)


def test_without_a_day_of_publication_nothing_is_held_as_of_any_day():
    _, tenures = tenures_of(["Estonian Foreign Minister Mart Kask spoke."], day=None)
    assert [tenure.as_of for tenure in tenures] == [None]
