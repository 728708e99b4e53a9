"""Words of filters that neither the lexicon nor the ledger has: named, with the nearest."""

import pytest

from dateline.lexicon.filter_words import words_of
from dateline.query import Filters, unknown_words
from dateline.query.unknown import FIELDS
from factories import envoy_talks, make_actor, make_coded, make_event, make_run, make_story


@pytest.fixture(scope="module")
def asked(shared_ledger):
    ledger = shared_ledger()
    story = make_story(["Norway and Ruritania spoke."], source_id="r.txt")
    actors = (make_actor(story, "Norway", "NOR"), make_actor(story, "Ruritania", "RUR"))
    own = make_event(story, "spoke", issues=("own-issue",), actors=actors)
    ledger.append([envoy_talks(), make_coded(story, [own])], make_run())
    return ledger


@pytest.mark.parametrize("field", FIELDS)
def test_every_word_of_the_lexicon_is_known_in_either_case(asked, field):
    words = tuple(words_of(field))
    assert len(words) > 3
    assert unknown_words(asked, Filters(**{field: tuple(word.swapcase() for word in words)})) == ()


def test_words_that_only_the_ledger_has_are_known(asked):
    assert unknown_words(asked, Filters(issue=("own-issue",), country=("rur",), dyad="NOR-RUR")) == ()


@pytest.mark.parametrize(
    ("given", "near"),
    [
        ({"type": ("CONSLT",)}, "nearest: CONSULT"),
        ({"country": ("Germeny",)}, "nearest: DEU (Germany)"),
        ({"country": ("EU",)}, "nearest: EUR (European Union)"),
        ({"dyad": "KOR-PKR"}, "nearest: PRK (North Korea)"),
        ({"issue": ("iran",)}, "nearest: iran-nuclear"),
        ({"status": ("qqq",)}, "there is: occurred, ongoing"),
        ({"country": ("qqqqqq",)}, "ISO 3166-1"),
    ],
)
def test_the_nearest_word_is_named_else_all_of_a_few(asked, given, near):
    [told] = unknown_words(asked, Filters(**given))
    assert near in told


def test_each_unknown_word_is_told_once(asked):
    assert len(unknown_words(asked, Filters(type=("XX", "CONSULT", "YY"), kind=("zz",)))) == 3


def test_an_event_that_claims_are_asked_about_has_to_be_there(asked):
    ((event,),) = asked.tuples("SELECT event_id FROM current_events LIMIT 1")
    assert unknown_words(asked, Filters(about=event)) == ()
    assert "whole id" in unknown_words(asked, Filters(about=event[:8]))[0]
