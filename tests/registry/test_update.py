"""`dateline registry update`: asking a SPARQL endpoint, here a stand-in on this machine."""

import datetime as dt
import time

import pytest

from dateline.errors import InputError, UsageError
from dateline.lexicon.registry import load_registry
from dateline.registry import who_held
from dateline.registry.sparql import office_names, queries_for
from dateline.registry.update import Endpoint, Manners, update

TODAY = dt.date(2026, 11, 21)


def ask(stand_in, *, offices=("foreign_minister",), countries=("EGY",), **manners):
    quick = Manners(**({"backoff": 0.0, "timeout": 5.0, "retries": 2} | manners))
    return update(Endpoint(url=stand_in.url, manners=quick), queries_for(countries, offices), TODAY)


def test_holders_that_the_endpoint_tells_are_kept_as_own_rows_with_the_day_of_asking(stand_in, own_folder):
    stand_in.tells(
        stand_in.binding("Nadia Testawy", "2026-02-01"), stand_in.binding("Old Holder", "2020-01-01", "2026-02-01")
    )
    kept = ask(stand_in)
    text = (own_folder / "wikidata.csv").read_text("utf-8")
    assert (kept.name, kept.rows, kept.persons) == ("wikidata", 2, 2)
    assert "Nadia Testawy,minister of foreign affairs,EGY,2026-02-01,,2026-11-21,,,Wikidata Q" in text
    assert "Old Holder,minister of foreign affairs,EGY,2020-01-01,2026-02-01,,,,Wikidata Q" in text


def test_what_was_asked_answers_from_then_on_until_the_day_of_asking(stand_in):
    stand_in.tells(stand_in.binding("Nadia Testawy", "2026-02-01"))
    ask(stand_in)
    registry = load_registry()
    assert who_held(registry, "foreign minister", "EGY", dt.date(2026, 6, 1)).holders[0].person == "Nadia Testawy"
    assert who_held(registry, "foreign minister", "EGY", dt.date(2026, 12, 1)).state == "unknown"


def test_the_program_says_honestly_who_asks(stand_in):
    ask(stand_in.tells(stand_in.binding("A Person", "2020-01-01")))
    assert stand_in.agents[0].startswith("dateline/")


def test_an_endpoint_that_has_too_many_questions_is_asked_again(stand_in):
    stand_in.answers.append((429, {"Retry-After": "0"}, b"slow down"))
    stand_in.answers.append((503, {}, b""))
    stand_in.tells(stand_in.binding("A Person", "2020-01-01"))
    assert ask(stand_in).rows == 1
    assert len(stand_in.asked) == 3


def test_an_endpoint_that_stays_busy_is_an_error_that_names_it_and_keeps_what_was(stand_in, own_folder):
    stand_in.tells(stand_in.binding("A Person", "2020-01-01"))
    ask(stand_in)
    before = (own_folder / "wikidata.csv").read_bytes()
    stand_in.answers[:] = [(429, {}, b"slow down\nand a page of words")]
    with pytest.raises(InputError, match=r"/sparql: answered 429 .*slow down$"):
        ask(stand_in, retries=1)
    assert (own_folder / "wikidata.csv").read_bytes() == before


@pytest.mark.parametrize("body", [b"<html>busy</html>", b'{"results": {}}', b'{"results": {"bindings": [1]}}', b"[]"])
def test_an_answer_that_is_no_sparql_json_is_an_error(stand_in, body):
    stand_in.answers.append((200, {}, body))
    with pytest.raises(InputError, match="SPARQL results"):
        ask(stand_in)


def test_a_query_that_the_endpoint_refuses_is_an_error_with_its_first_words(stand_in):
    stand_in.answers.append((400, {}, b"QueryBadFormed: line 3\nmore"))
    with pytest.raises(InputError, match=r"answered 400 Bad Request: QueryBadFormed: line 3$"):
        ask(stand_in)


def test_an_endpoint_that_does_not_answer_in_time_is_given_up(stand_in):
    stand_in.answers.append((200, {}, lambda: time.sleep(0.6) or b"{}"))
    with pytest.raises(InputError, match="does not answer"):
        ask(stand_in, timeout=0.1, retries=0)


def test_nobody_at_home_is_an_error_with_the_cure():
    with pytest.raises(InputError, match="--endpoint"):
        update(
            Endpoint(url="http://127.0.0.1:9/sparql", manners=Manners(retries=0, timeout=1.0)),
            queries_for(["EGY"], ["foreign_minister"]),
            TODAY,
        )


def test_long_answers_are_asked_for_page_by_page(stand_in):
    stand_in.tells(
        stand_in.binding("First Person", "2001-01-01", "2002-01-01"),
        stand_in.binding("Second Person", "2002-01-01", "2003-01-01"),
    )
    stand_in.tells(stand_in.binding("Third Person", "2003-01-01", "2004-01-01"))
    assert ask(stand_in, page=2).persons == 3
    assert ["OFFSET 0" in stand_in.asked[0], "OFFSET 2" in stand_in.asked[1], len(stand_in.asked)] == [True, True, 2]


def test_dates_are_as_exact_as_wikidata_has_them(stand_in, own_folder):
    stand_in.tells(
        stand_in.binding("By Year", "2001-01-01", precision=9),
        stand_in.binding("By Month", "2002-03-01", precision=10),
        stand_in.binding("By Decade", "2000-01-01", precision=8),
    )
    assert ask(stand_in).rows == 2
    text = (own_folder / "wikidata.csv").read_text("utf-8")
    assert ",EGY,2001,," in text
    assert ",EGY,2002-03,," in text


def test_an_end_that_is_stated_without_a_day_leaves_nobody_in_office(stand_in):
    ended = stand_in.binding("Gone Person", "1931-01-01") | {"ended": {"type": "bnode", "value": "t1"}}
    ask(stand_in.tells(ended))
    registry = load_registry()
    assert who_held(registry, "foreign minister", "EGY", dt.date(1931, 6, 1)).state == "unknown"


def test_persons_without_a_name_are_left_out(stand_in):
    with pytest.raises(InputError, match="told of no holder"):
        ask(stand_in.tells(stand_in.binding("Q12345", "2001-01-01")))


def test_the_same_spell_told_for_two_positions_is_kept_once(stand_in):
    stand_in.tells(
        stand_in.binding("A Person", "2001-02-03"),
        stand_in.binding("A Person", "2001-01-01", precision=9, position="foreign minister"),
    )
    assert ask(stand_in).rows == 1


@pytest.mark.parametrize("office", office_names())
def test_every_query_is_filled_and_names_its_state(office):
    [query] = queries_for(["USA"], [office], dt.date(2020, 1, 1))
    page = query.page(4000, 2000)
    assert "@" not in page
    assert 'wdt:P298 "USA"' in page
    assert "LIMIT 2000 OFFSET 4000" in page
    assert page.count("{") == page.count("}")
    assert '"2020-01-01T00:00:00Z"^^xsd:dateTime' in page


def test_an_office_that_cannot_be_asked_for_is_a_usage_error_that_lists_those_that_can():
    with pytest.raises(UsageError, match="head_of_state"):
        queries_for(["USA"], ["gardener"])


def test_an_address_that_is_none_is_a_usage_error():
    with pytest.raises(UsageError, match="https://"):
        update(Endpoint(url="file:///etc/hosts"), queries_for(["EGY"], ["foreign_minister"]), TODAY)
