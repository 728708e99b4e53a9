import datetime as dt

import pytest

from dateline.cli.review_words import choices, completed, completions, read_filters, read_pairs, read_value
from dateline.errors import UsageError
from dateline.query import Filters


@pytest.mark.parametrize(
    ("field", "words", "value"),
    [
        ("type", "threat", "THREATEN"),
        ("status", "plan", "planned"),
        ("background", "t", True),
        ("channel", "none", None),
        ("when", "2020-09", "2020-09"),
        ("when", "none", None),
        ("actors", "KOR, Min Seo", ["KOR", "Min Seo"]),
        ("actors", "none", []),
        ("actors", '[{"name": "Min Seo", "country": "KOR"}]', [{"name": "Min Seo", "country": "KOR"}]),
        ("issues", "arctic,fish", ["arctic", "fish"]),
        ("goldstein", "-4.5", -4.5),
        ("where", "La Paz", "La Paz"),
    ],
)
def test_words_become_values(field, words, value):
    assert read_value(field, words) == value


def test_an_actor_is_put_beside_the_others_or_taken_away():
    row = {"type": "AID", "actors": [{"name": "Ada", "country": "NOR"}, {"name": "Bo", "country": "SWE"}]}
    assert read_value("actors", "+KOR,-NOR", row) == [{"name": "Bo", "country": "SWE"}, "KOR"]


@pytest.mark.parametrize("words", ["[1, 2", '{"name"'])
def test_broken_json_is_told(words):
    with pytest.raises(UsageError, match="is no JSON"):
        read_value("actors", words)


@pytest.mark.parametrize("words", ["nan", "inf", "-Infinity", "1e999", "cold"])
def test_a_number_is_one_that_can_be_written_down(words):
    with pytest.raises(UsageError, match="give a number"):
        read_value("goldstein", words)
    with pytest.raises(UsageError, match="give a number of rows"):
        read_filters(f"limit={words}")


def test_json_has_no_infinity():
    with pytest.raises(UsageError, match="NaN is no number"):
        read_value("where", '{"name": "Oslo", "lat": NaN}')


def test_the_tabulator_completes_fields_words_of_the_codebook_and_codes():
    assert completions("ch") == ["channel "]
    assert completions("type AS") == ["ASSAULT"]
    assert completions("actors USA,KO")[:1] == ["KOR"]
    assert completions("actors +KO")[:1] == ["+KOR"]
    assert completions("colour r") == []
    assert set(completions("mode ", {"type": "CONSULT"})) <= set(choices("mode"))


def test_a_beginning_has_to_be_of_one_word_alone():
    assert completed("a", ["a", "ab"]) == "a"
    with pytest.raises(UsageError, match="'p' is more than one of planned, postponed"):
        completed("p", ["planned", "postponed", "held"])


def test_filters_are_written_as_the_options_are_called():
    filters = read_filters("type=AID,CONSULT since=2020-01-01 background=no limit=5 text='sea cable'")
    assert filters == Filters(
        type=("AID", "CONSULT"), since=dt.date(2020, 1, 1), background=False, limit=5, text="sea cable"
    )


def test_pairs_are_read_in_their_order():
    assert list(read_pairs("status=occ when=2020 type=aid").items()) == [
        ("status", "occurred"),
        ("when", "2020"),
        ("type", "AID"),
    ]
