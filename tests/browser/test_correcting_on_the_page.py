"""A person corrects an event in the browser; the stories are coded again; the correction stands."""

import re
import shutil

import pytest
from playwright.sync_api import expect

from browsing import grave_faults, serving
from dateline import Ledger, api
from dateline.doctor import sample_paths
from dateline.settings import Settings
from dateline.web import create_app

TOKEN = "a-word-that-nobody-guesses"  # noqa: S105  (of a server that lives for one test)


@pytest.fixture
def own(samples, tmp_path):
    """A ledger of one's own."""
    return shutil.copy(samples, tmp_path / "own.dateline")


@pytest.fixture
def desk(own):
    """The address of a server that may write."""
    with serving(create_app(own, token=TOKEN)) as place:
        yield place


def phone_call(path):
    with Ledger.open(path, read_only=True) as opened:
        return next(row for row in opened.contacts(channel="phone") if row["status"] == "occurred")


def sign_in(tab, address):
    tab.goto(address + "/login")
    tab.locator("input[name=token]").fill(TOKEN)
    tab.locator("main button").first.click()
    tab.wait_for_url(re.compile(r"^(?!.*/login)"))


def test_without_the_token_the_page_only_reads(tab, own, address):
    tab.goto(f"{address}/review?id={phone_call(own)['event_id']}")
    expect(tab.locator("#by-hand")).to_have_count(0)
    expect(tab.locator("main .notice").first).to_contain_text("--write")


def test_a_wrong_token_opens_nothing(chromium, desk):
    """A tab of its own, since the browser writes the refusal into the console."""
    page = chromium.new_page()
    page.goto(desk + "/login")
    page.locator("input[name=token]").fill("guess")
    page.locator("main button").first.click()
    page.goto(desk + "/review")
    expect(page.locator("#by-hand")).to_have_count(0)
    page.close()


def test_a_row_corrected_on_the_page_stays_corrected_when_its_story_is_coded_again(tab, own, desk, kit):
    call = phone_call(own)["event_id"]
    sign_in(tab, desk)
    tab.goto(f"{desk}/review?id={call}")
    tab.get_by_label("Author").fill("Ada")
    tab.get_by_label("Reason").fill("it was a video call")
    tab.get_by_label("Change").select_option("channel")
    tab.locator("#value").fill("video")
    tab.locator("button[value=change]").click()
    expect(tab.locator("main .notice[role=status]")).to_contain_text("Written")
    expect(tab.locator("#row")).to_contain_text("it was a video call")
    with Ledger.open(own, read_only=True) as opened:
        assert {row["channel"] for row in opened.contacts() if row["event_id"] == call} == {"video"}

    for _ in api.code_into([str(path) for path in sample_paths()], Settings(), own, kit):
        pass
    with Ledger.open(own, read_only=True) as opened:
        assert {row["channel"] for row in opened.contacts() if row["event_id"] == call} == {"video"}
    tab.goto(f"{desk}/why/{call}")
    expect(tab.locator("main")).to_contain_text("it was a video call")
    tab.goto(f"{desk}/contacts?channel=video")
    expect(tab.locator("#results tbody tr")).to_have_count(1)


def test_the_queue_is_walked_and_judged_by_keys(tab, desk):
    sign_in(tab, desk)
    tab.goto(desk + "/review")
    assert grave_faults(tab) == []
    first = tab.locator("#row .id").first.inner_text()
    tab.keyboard.press("j")
    expect(tab.locator("#row .id").first).not_to_have_text(first)
    tab.keyboard.press("k")
    expect(tab.locator("#row .id").first).to_have_text(first)
    tab.get_by_label("Author").fill("Ada")
    tab.locator("h1").click()
    tab.keyboard.press("a")
    expect(tab.locator("main .notice[role=status]")).to_contain_text("Written")
    tab.goto(f"{desk}/review?id={first}")
    expect(tab.locator("#row")).to_contain_text("Said by hand")
    tab.keyboard.press("u")
    expect(tab.locator("main .notice[role=status]")).to_contain_text("Written")


def test_what_a_writer_appends_appears_on_the_page(tab, own, desk, kit, tmp_path):
    tab.goto(desk + "/contacts?actor=Tuuli")
    expect(tab.locator("#results tbody tr")).to_have_count(0)
    story = tmp_path / "late.txt"
    story.write_text(
        "TALLINN, May 20, 2025 (Gulf Wire) -- Estonian Foreign Minister Tuuli Raudsepp met her Peruvian counterpart, "
        "Alma Quispe, in Tallinn on Tuesday, the ministry said.\n",
        encoding="utf-8",
    )
    for _ in api.code_into([str(story)], Settings(), own, kit):
        pass
    for _ in range(20):
        tab.goto(desk + "/contacts?actor=Tuuli")
        if tab.locator("#results tbody tr").count():
            break
        tab.wait_for_timeout(300)
    expect(tab.locator("#results tbody tr").first).to_contain_text("Alma Quispe")
