"""Time expressions: one table a question, and what holds for every text."""

import datetime as dt
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from dateline.parse import SpacyParser
from dateline.records import ParsedStory, Publication
from dateline.resolve.dates import dates_by_sentence, find_dates
from factories import make_split, make_story

CASES = Path(__file__).parents[1] / "cases" / "resolve_dates"
WEDNESDAY = dt.date(2020, 9, 2)


def cases(name):
    return yaml.safe_load((CASES / f"{name}.yaml").read_text("utf-8"))


def publication(date):
    return Publication(date=date, basis="given" if date else "unknown", confidence=1.0)


def dates_of(sentences, published, **masthead):
    split = make_split(make_story(sentences), **masthead)
    return find_dates(ParsedStory(split=split, parses=(None,) * len(split.sentences)), publication(published))


@pytest.mark.parametrize("case", cases("expressions"), ids=lambda case: case["span"])
def test_an_expression_has_its_span_value_days_and_grain(case):
    found = {when.text: when for when in dates_of([case["text"]], case["published"])}
    assert case["span"] in found
    when = found[case["span"]]
    assert (when.value, when.first, when.last, when.grain) == (
        case["value"],
        case["first"],
        case["last"],
        case["grain"],
    )


def test_the_table_of_expressions_is_large():
    assert len(cases("expressions")) >= 150


@pytest.mark.parametrize("case", cases("no_dates"), ids=lambda case: case["text"][:40])
def test_words_and_numbers_that_are_no_dates_are_left_alone(case):
    assert [when.text for when in dates_of([case["text"]], WEDNESDAY)] == case["spans"]


@pytest.mark.parametrize("case", cases("stories"), ids=lambda case: case["name"])
def test_a_story_has_its_anchors(case):
    masthead = {"month_day": tuple(case["month_day"])} if "month_day" in case else {}
    found = dates_of(case["sentences"], case["published"], **masthead)
    assert [[when.text, when.value] for when in found] == [[span, str(value)] for span, value in case["dates"]]


@pytest.fixture(scope="module")
def parsed_tenses():
    splits = [make_split(make_story([case["text"]])) for case in cases("tense")]
    return SpacyParser().parse(splits)


@pytest.mark.parametrize("k", range(len(cases("tense"))), ids=lambda k: cases("tense")[k]["text"][:40])
def test_the_tense_of_the_verb_tells_the_side(parsed_tenses, k):
    found = find_dates(parsed_tenses[k], publication(WEDNESDAY))
    assert [when.value for when in found] == [str(value) for value in cases("tense")[k]["values"]]


@pytest.fixture(scope="module")
def parsed_occasions():
    return SpacyParser().parse([make_split(make_story(case["sentences"])) for case in cases("occasions")])


@pytest.mark.parametrize("k", range(len(cases("occasions"))), ids=lambda k: cases("occasions")[k]["sentences"][0][:40])
def test_a_day_is_counted_from_an_occasion_that_the_story_dates(parsed_occasions, k):
    found = find_dates(parsed_occasions[k], publication(WEDNESDAY))
    assert [[when.text, when.value, when.first] for when in found] == [
        [span, str(value), first] for span, value, first in cases("occasions")[k]["dates"]
    ]


def test_a_date_says_how_it_was_found():
    monday, february, ago = dates_of(
        ["They met on Monday.", "The pact of February last year failed.", "He left two years ago."], WEDNESDAY
    )
    assert monday.basis == "weekday+dateline+tense"
    assert february.basis == "month+year-word+dateline"
    assert ago.basis == "relative:year-2+dateline"


def test_the_date_of_a_dateline_is_told_first_and_is_of_no_sentence():
    story = make_story(["OSLO, Sept. 2 - They met on Monday."])
    split = make_split(story, month_day=(9, 2), date_text="Sept. 2", start=0, end=18)
    dateline, *_ = find_dates(ParsedStory(split=split, parses=(None,)), publication(WEDNESDAY))
    assert (dateline.text, dateline.value, dateline.basis, dateline.sentence) == (
        "Sept. 2",
        "2020-09-02",
        "dateline",
        -1,
    )
    assert (dateline.start, dateline.end) == (6, 13)


def test_the_ends_of_a_range_of_days_say_which_end_they_are():
    first, last = dates_of(["The fair runs from Sept. 8 to 10."], WEDNESDAY)
    assert (first.text, first.value, first.basis.rsplit("+", 1)[1]) == ("Sept. 8", "2020-09-08", "range:first")
    assert (last.text, last.value, last.basis.rsplit("+", 1)[1]) == ("10", "2020-09-10", "range:last")


def test_dates_are_grouped_by_their_sentence():
    found = dates_of(["They met on Monday.", "Nothing was said.", "Talks resume on Friday and Sunday."], WEDNESDAY)
    grouped = dates_by_sentence(found)
    assert {index: [when.text for when in row] for index, row in grouped.items()} == {
        0: ["Monday"],
        2: ["Friday", "Sunday"],
    }


def test_only_body_headline_and_captions_are_read():
    split = make_split(make_story(["They met on Monday."]))
    related = [type(sentence)(**{**fields(sentence), "part": "related"}) for sentence in split.sentences]
    hidden = type(split)(**{**fields(split), "sentences": tuple(related)})
    assert find_dates(ParsedStory(split=hidden, parses=(None,)), publication(WEDNESDAY)) == ()


def fields(record):
    return {name: getattr(record, name) for name in record.__slots__}


WORDS = st.sampled_from(
    [
        "early",
        "late",
        "the",
        "end",
        "of",
        "last",
        "next",
        "this",
        "that",
        "same",
        "May",
        "March",
        "Sept.",
        "Friday",
        "Sun.",
        "2",
        "31",
        "29",
        "February",
        "1999",
        "'68",
        "499-493",
        "BC",
        "0",
        "year",
        "years",
        "days",
        "two",
        "a",
        "half",
        "and",
        "an",
        "century",
        "decade",
        "ago",
        "later",
        "before",
        "after",
        "every",
        "3:30",
        "p.m.",
        "GMT",
        "noon",
        "Q3",
        "FY2021",
        "first",
        "second",
        "quarter",
        "of",
        "in",
        "-",
        ",",
        "(",
        ")",
        "1990s",
        "Ramadan",
        "Easter",
        "9999",
        "2199",
        "24/13/2020",
        "2020-02-30",
        "99999999",
        "1e9",
        "½",
        "²",
        "١٤",
        "İ",
        "winter",
    ]
)


@given(st.lists(WORDS, max_size=14).map(" ".join), st.one_of(st.none(), st.dates()))
@example("two thousand millennia later", dt.date.max)
@example("10 million years ago, 9999 centuries before, 400 decades later", dt.date.min)
@example("February 29", dt.date(2021, 3, 1))
@example("last weekend and next week", dt.date.min)
def test_any_words_give_spans_that_slice_and_days_in_order(text, published):
    story = make_story([text])
    split = make_split(story)
    found = find_dates(ParsedStory(split=split, parses=(None,)), publication(published))
    end = 0
    for when in found:
        assert story.text[when.start : when.end] == when.text
        assert when.start >= end
        end = when.end
        assert (when.first is None) == (when.last is None)
        assert when.first is None or when.first <= when.last
        assert when.value
        assert when.sentence == 0


@given(st.text(max_size=200), st.one_of(st.none(), st.dates()))
def test_no_text_raises(text, published):
    split = make_split(make_story([text.replace("\n", " ")]))
    parsed = ParsedStory(split=split, parses=(None,) * len(split.sentences))
    for when in find_dates(parsed, publication(published)):
        assert split.story.text[when.start : when.end] == when.text
