"""Questions in words, and the rows that answer them."""

import datetime as dt

import pytest

from dateline.errors import UsageError
from dateline.registry.search import Question, country_code, read_question, search


@pytest.mark.parametrize(
    ("words", "office", "country"),
    [
        ("foreign minister of Egypt", "foreign minister", "EGY"),
        ("Egyptian foreign minister", "foreign minister", "EGY"),
        ("Egypt's foreign minister", "foreign minister", "EGY"),
        ("who was defence minister of France?", "defence minister", "FRA"),
        ("UN secretary-general", "secretary general", "UNO"),
        ("president of the United States", "president", "USA"),
        ("president of the European Commission", "president of european commission", "EUR"),
        ("King of Jordan", "king", "JOR"),
        ("Egypt's FM", "foreign minister", "EGY"),
        ("who is the pope?", "pope", "VAT"),
    ],
)
def test_an_office_is_found_with_its_country(shipped, words, office, country):
    assert read_question(shipped, words) == Question(office=office, country=country)


@pytest.mark.parametrize("words", ["lavrov", "Sameh Shoukry", "Angela Merkel", "king charles"])
def test_a_name_is_a_person(shipped, words):
    assert read_question(shipped, words) == Question(person=words)


def test_the_country_may_be_given_beside(shipped):
    assert read_question(shipped, "foreign minister", "Egypt") == Question(office="foreign minister", country="EGY")
    assert read_question(shipped, "bush", "usa") == Question(person="bush", country="USA")


def test_an_office_without_a_country_is_a_usage_error_with_the_cure(shipped):
    with pytest.raises(UsageError, match="--country"):
        read_question(shipped, "foreign minister")


@pytest.mark.parametrize(
    ("text", "code"), [("EGY", "EGY"), ("egy", "EGY"), ("Egypt", "EGY"), ("UN", "UNO"), ("NATO", "NAT")]
)
def test_a_country_goes_by_code_or_name(shipped, text, code):
    assert country_code(shipped, text) == code


def test_a_country_that_there_is_not_is_a_usage_error(shipped):
    with pytest.raises(UsageError, match="Ruritania"):
        country_code(shipped, "Ruritania")


def test_without_a_day_all_spells_come_the_newest_first(shipped):
    rows = search(shipped, Question(office="president", country="USA"))
    assert [row.last or "9" for row in rows] == sorted((row.last or "9" for row in rows), reverse=True)
    assert {"Barack Obama", "George W. Bush"} <= {row.person for row in rows}


def test_with_a_day_the_rows_are_those_of_the_day(shipped):
    [row] = search(shipped, Question(office="president", country="USA"), dt.date(2010, 1, 1))
    assert (row.state, row.person, row.certain) == ("known", "Barack Obama", True)
    assert "Wikidata" in row.sources


def test_an_unknown_day_has_a_row_that_says_so(shipped):
    [row] = search(shipped, Question(office="president", country="USA"), dt.date(2040, 1, 1))
    assert (row.state, row.certain) == ("unknown", False)
    assert "no source covers the day" in row.why


def test_a_name_that_nobody_has_is_unknown(shipped):
    [row] = search(shipped, Question(person="Nobody Inparticular"))
    assert (row.state, row.person) == ("unknown", "")


def test_part_of_a_name_finds_the_person(shipped):
    assert any(
        row.person.endswith("Steinmeier")
        for row in search(shipped, Question(person="walter steinmeier", country="DEU"))
    )
