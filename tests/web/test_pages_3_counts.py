"""What the pages count, and what was not known yet: nothing is counted that is not so, and nothing told that came later."""

import datetime as dt
import io
import re

import pyarrow.parquet as pq
import pytest
from starlette.testclient import TestClient

from dateline import query
from dateline.errors import UsageError
from dateline.ledger import Ledger
from dateline.query import Filters
from dateline.query.filters import split_dyad
from dateline.web import create_app
from dateline.web.changes import disputes_begun
from ferry_pages import fill
from page_stories import Page, rows

#: Pages with rows or a picture, which all take a day.
PATHS = ("/", "/timeline", "/contacts", "/events", "/claims", "/plans", "/offices", "/network", "/map", "/disputed")


@pytest.fixture(scope="module")
def ferry(tmp_path_factory):
    path = tmp_path_factory.mktemp("counts") / "ferry.dateline"
    fill(path)
    with TestClient(create_app(path), base_url="http://127.0.0.1") as client:
        yield client


def claims_until(ledger, day):
    found = query.claims(ledger, Filters(disputed=True, known_on=day, until=day)).rows()
    return {row["claim_id"] for row in found}


def test_the_board_counts_the_claims_that_were_contested_by_the_day(samples):
    with Ledger.open(samples, read_only=True) as ledger:
        days = [day for (day,) in ledger.tuples("SELECT DISTINCT published FROM current_claims ORDER BY 1") if day]
        for day in days:
            changed = disputes_begun(ledger, Filters(known_on=day), dt.date.min, day)
            assert changed.total == len(claims_until(ledger, day))
            assert {row["claim_id"] for row in changed.rows} == claims_until(ledger, day)
        ((marked,),) = ledger.tuples("SELECT count(*) FROM contested_claims")
    assert 0 < changed.total < marked


def test_nothing_changed_from_a_day_to_one_before(samples):
    with Ledger.open(samples, read_only=True) as ledger:
        assert disputes_begun(ledger, Filters(), dt.date.max, dt.date(2025, 6, 1)).total == 0


def test_offices_are_found_by_what_was_known(pages):
    assert "1 holder<" in pages.get("/search?q=minister&known_on=2021-03-10").text
    assert "1 holder<" not in pages.get("/search?q=minister&known_on=2021-03-09").text


def test_an_actor_is_not_named_as_a_later_story_names_him(ferry):
    words = "“foreign minister Otto Brand”"
    assert words in ferry.get("/actor/person:otto-brand:RUR?known_on=2031-05-06").text
    assert words not in ferry.get("/actor/person:otto-brand:RUR?known_on=2031-05-05").text


@pytest.mark.parametrize("path", ["/contacts?disputed=false", "/events", "/claims", "/offices", "/plans", "/network"])
def test_every_download_has_all_rows(client, path):
    links = [link for _, link in Page(client.get(path).text).links if "format=" in link and link.startswith("/api/v1/")]
    kinds = {re.search(r"format=(\w+)", link)[1]: link for link in links}
    assert set(kinds) == {"csv", "jsonl", "parquet"}
    lines = client.get(kinds["jsonl"]).text.splitlines()
    assert len(lines) == pq.read_table(io.BytesIO(client.get(kinds["parquet"]).content)).num_rows
    assert client.get(kinds["csv"]).status_code == 200


@pytest.mark.parametrize("day", ["0001-01-01", "0001-03-01", "9999-12-31"])
def test_the_first_and_the_last_of_all_days_are_days(pages, day):
    for path in PATHS:
        for name in ("as_of", "known_on"):
            assert pages.get(f"{path}?{name}={day}").status_code == 200, (path, name)
    assert pages.get(f"/?as_of={day}&changed_since={day}").status_code == 200


@pytest.mark.parametrize("address", ["/contacts?disputed=true", "/offices", "/contacts", "/claims?disputed=true"])
def test_behind_the_last_page_no_total_is_invented(client, address):
    text = client.get(f"{address}{'&' if '?' in address else '?'}page=1000").text
    assert "There is no page 1,000" in text
    assert "49,9" not in text
    assert not rows(client.get(f"{address}{'&' if '?' in address else '?'}page=1000"))


def test_counts_beside_the_filters_are_not_those_of_contacts_that_nobody_disputes(client):
    plain = client.get("/contacts").text
    disputed = client.get("/contacts?disputed=true").text
    counted = r'name="channel" value="\w+".*?</label>'
    assert 'class="n"' in re.search(counted, plain, re.DOTALL)[0]
    assert 'class="n"' not in re.search(counted, disputed, re.DOTALL)[0]


def test_a_code_with_digits_is_one_side_of_a_dyad(pages):
    assert split_dyad("can>g07") == ("CAN", "G07", True)
    assert pages.get("/events?dyad=CAN-G07").status_code == 200
    for wrong in ("CAN-007", "CAN", "CAN--G07", "C-G07", "CAN-G07-X"):
        with pytest.raises(UsageError, match="is no dyad"):
            split_dyad(wrong)


def test_all_claims_on_disputed_events_are_linked_from_later_pages_too(client, monkeypatch):
    monkeypatch.setattr("dateline.web.pages.disputed.SHOWN", 0)
    links = [link for _, link in Page(client.get("/disputed?after=1").text).links if link.startswith("/claims?")]
    assert links == ["/claims?disputed=true"]
    assert client.get(links[0]).status_code == 200
