"""Mentions of actors: one table a question, and what holds for every text."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from actor_stories import actors_of, fields_of, parse_sentences, publication, registry
from dateline.resolve.actors import find_actors

CASES = Path(__file__).parents[1] / "cases" / "actors"
TABLES = ("states", "roles", "bodies", "names", "lists", "places", "phrases")
STORY_WORDS = (
    "Iran", "Kenyan", "the", "foreign", "minister", "ministers", "of", "and", ",", "Oman", "his", "counterpart", "U.S.", "U.S.-led",
    "troops", "Putin", "met", "Moscow", "'s", "two", "sides", "Hamas", "she", "“", "Do-hoon",
)  # fmt: skip


def rows(name):
    return yaml.safe_load((CASES / f"{name}.yaml").read_text("utf-8"))


def sentence_cases():
    return [case for name in TABLES for case in rows(name)]


def check(mentions, wanted, texts):
    for text, fields in wanted:
        found = [fields_of(mention, fields) for mention in mentions if mention.text == text]
        assert fields in found, (text, found, [mention.text for mention in mentions])
    assert not set(texts) & {mention.text for mention in mentions}


@pytest.mark.parametrize("case", sentence_cases(), ids=lambda case: case["text"][:60])
def test_a_sentence_names_its_actors(case):
    check(actors_of([case["text"]], case.get("day")), case["has"], case.get("hasnt", ()))


def story_cases():
    return [*rows("stories"), *rows("references")]


@pytest.mark.parametrize("case", story_cases(), ids=lambda case: case["name"])
def test_a_story_resolves_its_references(case):
    check(actors_of(case["sentences"], case.get("day"), case.get("place")), case["has"], case.get("hasnt", ()))


def test_there_are_at_least_240_cases():
    assert len(sentence_cases()) + len(story_cases()) >= 240


@given(st.lists(st.sampled_from(STORY_WORDS), min_size=1, max_size=14))
def test_mentions_slice_back_are_sorted_apart_and_hold_their_heads(words):
    parsed = parse_sentences([" ".join(words)])
    text = parsed.split.story.text
    end = 0
    for mention in find_actors(parsed, registry(), publication(None)):
        assert text[mention.start : mention.end] == mention.text
        assert end <= mention.start < mention.end
        end = mention.end
        head = parsed.parses[mention.sentence].tokens[mention.head]
        assert head.start < mention.end
        assert mention.start < head.end


def test_the_same_story_gives_the_same_mentions_again():
    sentences = rows("stories")[4]["sentences"]
    assert actors_of(sentences) == actors_of(sentences)


def test_a_story_without_a_parse_has_no_actors():
    parsed = parse_sentences(["Iran met Iraq."], parsed=False)
    assert find_actors(parsed, registry(), publication(None)) == ()
