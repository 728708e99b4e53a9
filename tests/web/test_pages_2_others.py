"""The pages of actors, offices, disputes, review and comparison."""

import html
import re
import time
from urllib.parse import parse_qs, urlsplit

import pytest
from starlette.testclient import TestClient

from dateline import query
from dateline.api import code_into
from dateline.doctor import sample_paths
from dateline.ledger import Ledger
from dateline.query import Filters
from dateline.settings import Settings
from dateline.web import create_app
from dateline.web.pages.compare import runs_of
from dateline.web.pages.disputed_accounts import differing_contacts
from factories import make_coded, make_run, make_story
from ferry_pages import fill

ADDRESS, TOKEN = "http://127.0.0.1", "a-token-for-tests-only"
ORIGIN = {"origin": ADDRESS}


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    path = tmp_path_factory.mktemp("others") / "one.dateline"
    fill(path)
    with TestClient(create_app(path), base_url=ADDRESS) as client:
        yield client


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """A ledger to be copied, and the id of the call in it."""
    path = tmp_path_factory.mktemp("filled") / "filled.dateline"
    first, *_ = fill(path)
    return path, first.events[0].event_id


@pytest.fixture
def own(tmp_path, filled):
    """A ledger of one's own, served to be written to; whoever asks has signed in."""
    path, event_id = tmp_path / "own.dateline", filled[1]
    path.write_bytes(filled[0].read_bytes())
    with TestClient(create_app(path, token=TOKEN), base_url=ADDRESS) as client:
        assert client.post("/login", data={"token": TOKEN}, headers=ORIGIN, follow_redirects=False).status_code == 303
        yield client, path, event_id


def send(client, **form):
    return client.post("/review", data=form, headers=ORIGIN, follow_redirects=False)


def test_an_actor_is_found_by_id_by_name_and_by_code(told):
    for address in ("/actor/person:otto-brand:RUR", "/actor/Otto Brand", "/actor/otto brand"):
        page = told.get(address)
        assert (page.status_code, "Otto Brand" in page.text) == (200, True), address
    assert "Norway" in told.get("/actor/NOR").text
    assert "Ada Frost" in told.get("/actor/Ada Frost").text


def test_the_page_of_a_person_tells_offices_contacts_and_names(told):
    page = told.get("/actor/person:otto-brand:RUR").text
    for words in ("foreign minister", "2029-01-01", "phone", "“foreign minister Otto Brand”", "Zubrowka"):
        assert words in page


def test_what_was_not_known_on_a_day_is_not_told(told):
    assert ">1</a>" in told.get("/actor/person:otto-brand:RUR").text
    page = told.get("/actor/person:otto-brand:RUR?known_on=2031-05-05").text
    assert "No event names Otto Brand" in page


def test_an_office_tells_its_holders_in_order_and_what_nobody_tells(told):
    page = told.get("/office?office=foreign minister&country=RUR").text
    assert (
        page.index("Ada Frost")
        < page.index("no story that was read tells who")
        < page.index('href="/actor/Otto%20Brand"')
    )
    assert "“telephoned”" in page


def test_hostile_names_stay_names(told):
    page = told.get("/actor/state:RUR").text
    assert "<i>Otto</i>" not in page


def test_disputes_stand_side_by_side(client):
    page = client.get("/disputed").text
    assert "asserted and denied" in page
    assert 'class="side against"' in page
    assert client.get("/disputed?country=ATA").status_code == 200


def test_all_contacts_that_are_told_in_two_ways_are_found(samples):
    with Ledger.open(samples, read_only=True) as ledger:
        found = differing_contacts(ledger, Filters(), 0)
        wanted = query.contacts(ledger, Filters(disputed=True)).rows()
        one = differing_contacts(ledger, Filters(country=("FIN",)), 0)
    assert {row["event_id"] for row in found.rows} == {row["event_id"] for row in wanted}
    assert wanted
    assert one.last < found.last
    assert found.next is None


def test_no_contact_is_left_out_between_two_pages_of_disputes(samples, monkeypatch):
    with Ledger.open(samples, read_only=True) as ledger:
        whole = differing_contacts(ledger, Filters(), 0)
        monkeypatch.setattr("dateline.web.pages.disputed_accounts.LOOKED_AT", 1)
        read, after, lasts = [], 0, []
        while after is not None:
            found = differing_contacts(ledger, Filters(), after)
            read, after, lasts = [*read, *found.rows], found.next, [*lasts, found.last]
    assert len(whole.rows) > 1
    assert [row["event_id"] for row in read] == [row["event_id"] for row in whole.rows]
    assert lasts[-1] == whole.last


def test_review_can_be_read_without_the_token_and_tells_how_to_write(client):
    page = client.get("/review")
    assert page.status_code == 200
    assert "dateline serve" in page.text
    assert 'method="post"' not in page.text


def test_nobody_corrects_without_the_token(told, own):
    assert told.post("/review", data={"action": "accept"}, headers=ORIGIN).status_code == 403
    client, _, event_id = own
    client.cookies.clear()
    assert send(client, action="accept", target=event_id, author="Ada").status_code == 401


def test_a_correction_is_written_and_seen_at_once(own):
    client, path, event_id = own
    answer = send(
        client, action="change", target=event_id, author="Ada", reason="read it", field="status", value="plan"
    )
    assert answer.status_code == 303
    then = urlsplit(answer.headers["location"])
    assert parse_qs(then.query)["done"][0].startswith("co_")
    page = client.get(answer.headers["location"]).text
    assert "</strong> change: applied</p>" in page
    assert "status: occurred to planned" in page
    assert "by hand:co_" in page
    with Ledger.open(path, read_only=True) as ledger:
        (judged,) = ledger.corrections()
    assert (judged.correction.author, judged.correction.reason, judged.state) == ("Ada", "read it", "applied")


def test_the_filters_of_the_review_stay_after_a_correction_and_after_an_error(own):
    client, _, event_id = own
    page = client.get(f"/review?id={event_id}&type=CONSULT&country=RUR&all=1").text
    (posted,) = set(re.findall(r'method="post" action="([^"]+)"', page))
    posted = html.unescape(posted)
    form = {"action": "change", "target": event_id, "author": "Ada", "field": "status", "value": "plan"}
    wrong = client.post(posted, data=form, headers=ORIGIN)
    assert (wrong.status_code, "needs a reason" in wrong.text) == (400, True)
    assert {html.unescape(one) for one in re.findall(r'method="post" action="([^"]+)"', wrong.text)} == {posted}
    written = client.post(posted, data=form | {"reason": "read it"}, headers=ORIGIN, follow_redirects=False)
    then = parse_qs(urlsplit(written.headers["location"]).query)
    assert {name: then[name] for name in ("id", "type", "country", "all", "author")} == {
        "id": [event_id],
        "type": ["CONSULT"],
        "country": ["RUR"],
        "all": ["1"],
        "author": ["Ada"],
    }
    assert 'value="CONSULT"' in client.get(written.headers["location"]).text


def test_nothing_is_called_written_that_was_not(own):
    client, _, event_id = own
    answer = send(client, action="reject", target=event_id, author="Ada", reason="no call")
    assert "Written." in client.get(answer.headers["location"]).text
    for done in ("co_0000000000000000", event_id, "<b>all</b>"):
        assert "Written." not in client.get(f"/review?done={done}").text
    client.cookies.clear()
    assert "Written." not in client.get(answer.headers["location"]).text
    refused = client.get("/review?said=all+is+well")
    assert (refused.status_code, "has no filter said" in refused.text) == (400, True)


def test_a_correction_is_taken_back(own):
    client, path, event_id = own
    send(client, action="reject", target=event_id, author="Ada", reason="no call")
    assert "Rejected by hand" in client.get(f"/review?id={event_id}").text
    with Ledger.open(path, read_only=True) as ledger:
        (judged,) = ledger.corrections()
    answer = send(client, action="withdraw", target=judged.correction.correction_id, other=event_id, author="Ada")
    assert answer.status_code == 303
    assert "Rejected by hand" not in client.get(f"/review?id={event_id}").text


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"field": "status", "value": "planned", "reason": "x"}, "needs an author"),
        ({"field": "status", "value": "planned", "author": "Ada"}, "needs a reason"),
        ({"field": "status", "value": "perhaps", "author": "Ada", "reason": "x"}, "is none of occurred"),
        ({"field": "mood", "value": "x", "author": "Ada", "reason": "x"}, "is none of type"),
        ({"field": "when", "value": "2031-13-01", "author": "Ada", "reason": "x"}, "write it as"),
        ({"action": "dance", "author": "Ada", "reason": "x"}, "there is no correction"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_written(own, form, words):
    client, path, event_id = own
    answer = send(client, **({"action": "change", "target": event_id} | form))
    assert (answer.status_code, words in answer.text) == (400, True)
    with Ledger.open(path, read_only=True) as ledger:
        assert ledger.corrections() == ()


def test_an_event_that_the_program_did_not_see_is_added(own):
    client, path, _ = own
    with Ledger.open(path, read_only=True) as ledger:
        ((story_id, text),) = ledger.tuples(
            "SELECT story_id, text FROM current_stories JOIN texts USING (story_id) WHERE source_id = 'ferry.txt'"
        )
    at = text.index("asked")
    form = {"target": story_id, "start": str(at), "end": str(at + 5), "value": "type=REQUEST actors=NOR"}
    answer = send(client, action="add", author="Ada", reason="they asked", **form)
    assert answer.status_code == 303
    assert "REQUEST" in client.get(answer.headers["location"]).text


def test_claims_and_tenures_are_corrected_with_fields_of_their_own(own):
    client, path, _ = own
    with Ledger.open(path, read_only=True) as ledger:
        ((claim,),) = ledger.tuples("SELECT claim_id FROM current_claims WHERE source_id = 'ferry.txt'")
    assert '<option value="stance"' in client.get(f"/review?id={claim}").text
    answer = send(
        client, action="change", target=claim, author="Ada", reason="a demand", field="stance", value="demands"
    )
    assert answer.status_code == 303
    assert "stance: asserts to demands" in client.get(answer.headers["location"]).text


def test_one_run_has_nothing_to_be_compared_with(told):
    page = told.get("/compare")
    assert page.status_code == 200
    assert "--compare FILE" in page.text


@pytest.mark.parametrize("again", [False, True], ids=["each once", "one twice"])
def test_a_story_that_a_run_coded_twice_counts_once(again, tmp_path):
    stories = [make_coded(make_story(["A ferry left."], source_id=f"{at}.txt", title=f"{at}"), ()) for at in range(3)]
    copies = [make_coded(make_story(["A ferry left."], source_id="copy.txt", title="0"), ())] if again else []
    path = tmp_path / "runs.dateline"
    with Ledger.open(path) as ledger:
        ledger.append([*stories, *copies], make_run())
        codings = ledger.tuples("SELECT count(*), count(DISTINCT story_id) FROM stories")
        runs = runs_of(ledger)
    assert codings == [(3 + again, 3)]
    assert [run["stories"] for run in runs] == [3]


def compared(client, address):
    """The page, when the comparison is made."""
    for _ in range(100):
        page = client.get(address)
        if page.status_code == 200:
            return page
        assert page.headers["cache-control"] == "no-store"
        time.sleep(0.1)
    raise AssertionError("the comparison was not made in ten seconds")


def test_two_runs_are_compared_row_by_row(tmp_path, kit):
    path = tmp_path / "two.dateline"
    for settings in (Settings(), Settings(rules_only=True)):
        for _ in code_into([str(sample_paths()[0])], settings, path, kit):
            pass
    with TestClient(create_app(path), base_url=ADDRESS) as client:
        page = compared(client, "/compare").text
        assert "The two runs of the same stories" in page
        assert "tellings of events" in page
        assert compared(client, "/compare?show=lost").status_code == 200


def test_a_ledger_is_compared_with_another_one(samples, tmp_path):
    path = tmp_path / "one.dateline"
    fill(path)
    app = create_app(samples)
    app.state.compare = path
    with TestClient(app, base_url=ADDRESS) as client:
        page = compared(client, "/compare?by=type").text
    for words in ("Coverage", "Agreement", "Only A has", "The two ledgers"):
        assert words in page


def test_a_file_that_is_none_of_events_is_said(samples, tmp_path):
    path = tmp_path / "notes.csv"
    path.write_text("these are\nno events\n", "utf-8")
    app = create_app(samples)
    app.state.compare = path
    with TestClient(app, base_url=ADDRESS) as client:
        assert "notes.csv" in compared(client, "/compare").text
