"""What the pages answer: counts under the other filters, states of a day, what was known, ids that lead to their row."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.ledger import Ledger
from dateline.web.evidence import told
from dateline.web.shown import day_words, is_concluded, marked, stage
from page_stories import rows


def number_at(text, name, value):
    """The number beside a choice of a filter."""
    found = re.search(rf'name="{name}" value="{value}".*?<span class="n">([\d,]+)</span>', text)
    return int(found[1]) if found else None


def test_a_filter_tells_how_many_rows_each_choice_would_give(pages):
    text = pages.get("/events").text
    for value in ("CONSULT", "AGREE"):
        assert number_at(text, "type", value) == len(rows(pages.get(f"/events?type={value}")))


def test_counts_of_a_filter_are_made_under_all_others(pages):
    text = pages.get("/contacts?channel=phone&status=occurred").text
    assert number_at(text, "channel", "in_person") == len(
        rows(pages.get("/contacts?channel=in_person&status=occurred"))
    )
    assert number_at(text, "status", "occurred") == len(rows(pages.get("/contacts?channel=phone&status=occurred")))


def test_two_choices_of_one_filter_widen_the_rows(pages):
    one, other = (len(rows(pages.get(f"/events?type={value}"))) for value in ("CONSULT", "AGREE"))
    assert len(rows(pages.get("/events?type=CONSULT&type=AGREE"))) == one + other


def test_a_story_told_twice_is_one_row_and_each_sentence_one_by_mention(pages):
    assert len(rows(pages.get("/contacts?actor=Aasen"))) == 1
    assert len(rows(pages.get("/events?actor=Aasen&unit=mention"))) == 2


@pytest.mark.parametrize(("day", "state"), [("2021-02-10", "cut"), ("2021-03-09", "restored")])
def test_the_board_has_the_state_of_the_day(pages, day, state):
    main = pages.get(f"/?as_of={day}&kind=line").text
    assert re.search(rf'class="process".*?class="state [^"]*">{state}<', main, re.DOTALL)


def test_the_board_can_be_asked_what_was_known(pages):
    known = pages.get("/?as_of=2021-03-09&known_on=2021-02-10&text=hotline").text
    processes = re.search(r'<ul class="processes">.*?</ul>', known, re.DOTALL)[0]
    assert ">cut<" in processes
    assert ">restored<" not in processes


def test_the_board_tells_what_changed_since_a_day(pages):
    text = pages.get("/?as_of=2021-03-09&changed_since=2021-02-15").text
    changed = text[text.index("What changed") :]
    assert re.search(r">cut<.*?>restored<", changed, re.DOTALL)
    before = pages.get("/?as_of=2021-03-09&changed_since=2021-03-06").text
    assert ">restored<" not in before[before.index("What changed") :]


def test_the_board_says_which_day_the_contacts_are_of(pages):
    assert "Contacts on 2021-03-09" in pages.get("/?as_of=2021-03-09").text
    assert "Latest contacts: 2021-03-02" in pages.get("/?as_of=2021-03-05").text


def test_a_row_shows_its_sentence_with_the_words_that_tell_it(pages):
    (row,) = rows(pages.get("/contacts?actor=Aasen"))
    assert '<mark class="trigger">spoke by phone</mark>' in row
    assert '<mark class="actor">Liv Aasen</mark>' in row
    story = re.search(r'href="(/story/[^"]+)"', row)[1]
    assert pages.get(story.replace("&amp;", "&")).status_code == 200


def test_an_id_leads_to_its_row_at_once(pages):
    event = re.search(r"ev_[0-9a-f]{16}", pages.get("/contacts").text)[0]
    answer = pages.get(f"/search?q={event}", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/why/{event}")
    begun = pages.get(f"/search?q={event[:12]}", follow_redirects=False)
    assert begun.headers["location"] == f"/why/{event}"


def test_an_id_that_is_not_there_is_searched_like_words(pages):
    answer = pages.get("/search?q=ev_0000000000000000")
    assert answer.status_code == 200
    assert "Nothing is called" in answer.text


def test_search_finds_persons_countries_offices_and_processes(pages):
    assert "/actor/person%3Aliv-aasen%3ANOR" in pages.get("/search?q=aasen").text
    assert "/actor/CHL" in pages.get("/search?q=chil").text
    assert "/why/pr_" in pages.get("/search?q=hotline").text


def test_pictures_come_alone_too(pages):
    assert pages.get("/network?format=svg").text.startswith("<svg")
    assert pages.get("/timeline?format=png").content.startswith(b"\x89PNG")
    assert "--pic-" in pages.get("/pictures.css").text


def test_marks_of_a_picture_lead_to_the_reasons(pages):
    found = re.findall(r'<a href="(/why/[^"]+)"', pages.get("/timeline?actor=Aasen").text)
    assert found
    assert pages.get(found[0]).status_code == 200


@given(
    st.text(max_size=40),
    st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50), st.sampled_from("abc")), max_size=6),
)
def test_a_marked_sentence_has_all_its_characters_once(text, spans):
    pieces = marked(text, 5, spans)
    assert "".join(piece.text for piece in pieces) == text
    assert all(piece.text for piece in pieces)


@pytest.mark.parametrize(
    ("first", "last", "grain", "words"),
    [
        (None, None, "unknown", "unknown"),
        ("2021-03-02", "2021-03-02", "day", "2021-03-02"),
        ("2021-01-01", "2021-12-31", "year", "2021"),
        ("2021-04-01", "2021-06-30", "quarter", "2021-Q2"),
        ("1990-01-01", "1999-12-31", "decade", "1990s"),
        ("2021-03-01", "2021-03-07", "week", "2021-03-01 to 2021-03-07"),
        (None, "2021-03-02", "day", "until 2021-03-02"),
    ],
)
def test_a_day_is_written_as_exactly_as_it_is_told(first, last, grain, words):
    assert day_words({"first": first, "last": last, "grain": grain}) == words


def test_a_day_taken_from_the_dateline_is_marked_as_concluded():
    assert is_concluded("dateline:news-of-the-day")
    assert not is_concluded("weekday+dateline")


def test_states_have_the_stage_of_the_lexicon():
    assert (stage("stalled"), stage("in force"), stage("lifted"), stage("no such")) == (
        "troubled",
        "running",
        "over",
        "",
    )


def test_rows_without_sentences_have_none(small):
    with Ledger.open(small, read_only=True) as opened:
        assert told(opened, []) == []
