"""The board, the tables, the pictures and the search: what an address shows, and that whatever is told cannot break a page."""

import re

import pytest
from starlette.testclient import TestClient

from dateline.ledger import Ledger
from dateline.web import create_app
from page_stories import Page

PAGES = ("/", "/timeline", "/contacts", "/events", "/claims", "/plans", "/offices", "/network", "/map", "/search")


ASKED = (
    *PAGES,
    "/?as_of=2021-02-10",
    "/?as_of=2021-03-09&known_on=2021-02-10&text=hotline",
    "/?kind=line&state=restored&open=true&changed_since=2021-01-01",
    "/?as_of=1700-01-01",
    "/?as_of=9999-12-31",
    "/contacts?channel=phone&sort=-date",
    "/contacts?country=CHL&level=minister&disputed=true",
    "/contacts?since=2300-01-01",
    "/contacts?text=%3Cscript%3E",
    "/contacts?page=9",
    "/events?type=CONSULT&type=AGREE&unit=mention",
    "/events?unit=story&background=false&since=2021-01-01&until=2021-12-31",
    "/claims?stance=denies&sort=speaker",
    "/plans?outcome=open&as_of=2021-03-05",
    "/offices?as_of=2021-03-01&country=NOR",
    "/timeline?by=process",
    "/timeline?by=actor&dyad=CHL-NOR",
    "/timeline?type=SANCTION",
    "/network?by=month",
    "/network?unit=person",
    "/map?place=Santiago",
    "/search?q=hotline&known_on=2021-02-10",
    "/search?q=%3Cscript%3Ealert%281%29%3C%2Fscript%3E",
)


@pytest.mark.parametrize("address", ASKED)
def test_every_address_is_a_page_that_the_policy_lets_be_shown(pages, address):
    answer = pages.get(address)
    assert answer.status_code == 200, answer.text[-800:]
    page = Page(answer.text)
    assert page.forbidden == []
    assert [link for _, link in page.links if not link.startswith(("/", "#")) and link != ""] == []
    assert len(page.ids) == len(set(page.ids))
    assert set(filter(None, page.fields)) - {None} <= set(page.labels)
    assert None not in page.fields


@pytest.mark.parametrize("address", PAGES)
def test_hostile_names_and_headlines_are_shown_as_text(pages, address):
    text = pages.get(address).text
    assert "<script>alert" not in text
    assert "<img src=x" not in text
    assert "<b>issue" not in text
    assert "<i>minister" not in text


def test_hostile_words_are_in_the_pages_that_tell_of_them(pages):
    assert "&lt;script&gt;alert" in pages.get("/contacts").text
    assert "&lt;i&gt;minister" in pages.get("/offices").text


@pytest.mark.parametrize("address", [page for page in PAGES if page != "/search"])  # has no rows of one kind
def test_every_page_gives_its_rows_as_files(pages, address):
    files = [link for _, link in Page(pages.get(f"{address}?known_on=2021-03-09").text).links if "/api/v1/" in link]
    assert {re.search(r"format=(\w+)", link)[1] for link in files} == {"csv", "jsonl", "parquet"}
    for link in files:
        assert "known_on=2021-03-09" in link
        assert pages.get(link).status_code == 200


@pytest.mark.parametrize("address", PAGES)
def test_every_page_says_how_it_counted_and_until_when_it_knows(pages, address):
    text = pages.get(address).text
    assert "2021-03-10" in text
    assert "withdrawn" in text


def shape(address):
    """Links of one shape differ in their values alone: one of them is followed."""
    path, _, query = address.partition("?")
    names = sorted({name.partition("=")[0] for name in query.split("&") if "=" in name})
    return re.sub(r"(/story|/why|/actor)/.*", r"\1/", path), tuple(names)


def test_all_links_lead_somewhere(pages):
    seen, waiting = set(), list(PAGES)
    while waiting and len(seen) < 60:
        address = waiting.pop(0).partition("#")[0]
        if shape(address) in seen or "format=png" in address:
            continue
        seen.add(shape(address))
        answer = pages.get(address)
        assert answer.status_code == 200, f"{address}: {answer.status_code} {answer.text[-500:]}"
        if "html" in answer.headers["content-type"] and len(seen) < 20:
            links = Page(answer.text).links
            waiting += [link for tag, link in links if tag in {"a", "link", "script"} and link.startswith("/")]
    assert {"/story/", "/why/", "/actor/", "/office", "/pictures.css"} <= {path for path, _ in seen}


@pytest.mark.parametrize(
    ("address", "cure"),
    [
        ("/contacts?contry=FIN", "country"),
        ("/contacts?sort=height", "confidence"),
        ("/contacts?since=yesterday", "2020-09-02"),
        ("/contacts?dyad=Norway", "KOR-PRK"),
        ("/contacts?page=0", "1"),
        ("/events?unit=week", "mention"),
        ("/claims?type=AID", "stance"),
        ("/?changed_since=spring", "2020-09-02"),
        ("/timeline?by=colour", "dyad"),
        ("/network?by=week", "quarter"),
        ("/network?format=gif", "svg"),
        ("/offices?outcome=open", "office"),
        ("/search?r=1", "q"),
    ],
)
def test_a_wrong_question_is_answered_by_a_page_with_the_cure(pages, address, cure):
    answer = pages.get(address)
    assert answer.status_code == 400
    assert "text/html" in answer.headers["content-type"]
    assert cure in re.search(r"<main.*</main>", answer.text, re.DOTALL)[0]


def test_nothing_that_fits_says_what_was_asked_and_how_to_loosen_it(pages):
    answer = pages.get("/contacts?country=FIN&channel=phone")
    page = Page(answer.text)
    assert "No contacts fit" in answer.text
    links = [link for _, link in page.links]
    assert "/contacts?channel=phone" in links
    assert "/contacts?country=FIN" in links


def test_an_empty_ledger_has_pages_that_say_so(tmp_path):
    path = tmp_path / "empty.dateline"
    Ledger.open(path).close()
    with TestClient(create_app(path), base_url="http://127.0.0.1") as pages:
        for address in PAGES:
            answer = pages.get(address)
            assert answer.status_code == 200, address
            assert Page(answer.text).forbidden == []
        assert "dateline code" in pages.get("/contacts").text
        assert "dateline code" in pages.get("/").text
