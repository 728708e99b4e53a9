"""An analyst reads: the board on another day, contacts as he types, the sentence in its story, the reasons beside it."""

import re

import pytest
from playwright.sync_api import expect


def test_the_board_follows_the_slider(tab, address):
    tab.goto(address + "/")
    day = tab.locator(".board-day b").inner_text()
    slider = tab.locator("#slider")
    slider.focus()
    slider.press("ArrowLeft")
    expect(tab.locator(".board-day b")).not_to_have_text(day)
    earlier = tab.locator(".board-day b").inner_text()
    assert earlier < day
    assert f"as_of={earlier}" in tab.url
    tab.reload()
    expect(tab.locator(".board-day b")).to_have_text(earlier)


def test_a_state_on_the_board_is_that_of_its_day(tab, address):
    found = {}
    for day in ("2025-02-20", "2025-05-15"):
        tab.goto(f"{address}/?as_of={day}&text=hotline")
        found[day] = tab.locator(".process .state").first.inner_text().strip(" ◌○●◐■□")
        expect(tab.locator(".process .sentence").first).to_be_visible()
    assert len(set(found.values())) == 2


def test_what_was_known_on_a_day_leaves_out_what_was_published_later(tab, address):
    tab.goto(address + "/contacts")
    every = tab.locator("#results tbody tr").count()
    tab.goto(address + "/contacts?known_on=2025-03-04")
    then = tab.locator("#results tbody tr").count()
    assert 0 < then < every


def test_the_table_answers_while_one_types(tab, address):
    tab.goto(address + "/contacts")
    every = tab.locator("#results tbody tr").count()
    tab.get_by_label("Person, office or body").press_sequentially("Moremi", delay=20)
    expect(tab.locator("#results tbody tr")).not_to_have_count(every)
    rows = tab.locator("#results tbody tr")
    assert 0 < rows.count() < every
    assert "actor=Moremi" in tab.url
    for text in rows.all_inner_texts():
        assert re.search("Moremi|[Mm]inister", text)
    expect(tab.get_by_label("Person, office or body")).to_be_focused()


def test_facets_narrow_the_table_and_the_address_keeps_them(tab, address):
    tab.goto(address + "/contacts")
    tab.locator("input[name=channel][value=phone]").check()
    expect(tab.locator("#results")).to_contain_text("phone")
    expect(tab.locator("#results tbody tr", has_text="in person")).to_have_count(0)
    assert "channel=phone" in tab.url
    tab.go_back()
    expect(tab.locator("#results tbody tr", has_text="in person").first).to_be_visible()


def test_a_contact_leads_to_its_sentence_in_the_story(tab, address):
    tab.goto(address + "/contacts?channel=phone")
    tab.locator("#results tbody tr").first.locator("summary").first.click()
    tab.locator("#results tbody tr").first.locator("a[href*='/story/']").first.click()
    tab.wait_for_url(re.compile(r"/story/st_"))
    marked = tab.locator("#mark")
    expect(marked).to_be_in_viewport()
    assert len(marked.inner_text()) > 20


def test_a_mark_in_the_copy_opens_its_reasons(tab, address):
    tab.goto(address + "/events?type=CONSULT")
    story = tab.locator("a[href*='/story/']").first.get_attribute("href")
    tab.goto(address + story)
    tab.locator(".copy a[data-why]").first.click()
    panel = tab.locator("#panel")
    expect(panel).to_be_visible()
    expect(panel).to_contain_text(re.compile("rule|basis|by", re.IGNORECASE))
    tab.keyboard.press("Escape")
    expect(panel).to_be_hidden()


def test_two_versions_stand_side_by_side_with_what_changed(tab, address):
    tab.goto(address + "/search?q=Arctic")
    for link in {one.get_attribute("href") for one in tab.locator("main a[href*='/story/']").all()}:
        tab.goto(address + link)
        beside = tab.locator("#versions a[href*='against=']")
        if beside.count():
            beside.first.click()
            expect(tab.locator("#beside ins, #beside del").first).to_be_visible()
            return
    pytest.fail("no story about the Arctic has another version")


def test_the_keyboard_reaches_the_search(tab, address):
    tab.goto(address + "/")
    tab.keyboard.press("/")
    expect(tab.locator("#search")).to_be_focused()
    tab.keyboard.type("Korpela")
    tab.keyboard.press("Enter")
    tab.wait_for_url(re.compile(r"q=Korpela"))
    expect(tab.locator("main")).to_contain_text("Sanna Korpela")


def test_a_search_for_an_id_goes_straight_to_it(tab, address):
    tab.goto(address + "/contacts")
    href = tab.locator("#results a[href*='/why/ev_']").first.get_attribute("href")
    tab.goto(f"{address}/search?q={href.rpartition('/')[2]}")
    assert "/why/ev_" in tab.url
