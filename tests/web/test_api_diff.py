"""Two runs, or two ledgers, compared over HTTP: rows and counts as of `dateline diff`."""

import datetime as dt
import time
from dataclasses import replace

import pytest
import schemathesis
from starlette.testclient import TestClient

from dateline.ledger import Ledger
from dateline.query import diff
from dateline.web import create_app
from factories import envoy_talks, make_actor, make_coded, make_event, make_run, make_story
from page_stories import write_ledger

ADDRESS = "http://127.0.0.1"


def summit(kind):
    """A story that is read as one type or another."""
    story = make_story(["Norway backed Malta's bid on Tuesday."], source_id="bid.txt")
    sides = (make_actor(story, "Norway", "NOR"), make_actor(story, "Malta", "MLT"))
    event = make_event(story, "backed", type=kind, day=dt.date(2021, 3, 2), actors=sides)
    return make_coded(story, (event,), published=dt.date(2021, 3, 3))


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    """A ledger whose stories two runs read: the first in part otherwise."""
    path = tmp_path_factory.mktemp("diff") / "two.dateline"
    first = make_run()
    with Ledger.open(path) as ledger:
        ledger.append([envoy_talks(), summit("SUPPORT")], first)
        ledger.append([envoy_talks(), summit("CONCEDE")], replace(make_run("cb2"), started_at=dt.datetime(2031, 1, 1)))  # noqa: DTZ001  (of no place)
    return path


@pytest.fixture(scope="module")
def runs(path):
    with Ledger.open(path, read_only=True) as ledger:
        return [run for (run,) in ledger.tuples("SELECT run_id FROM runs ORDER BY started_at NULLS FIRST, run_id")]


@pytest.fixture(scope="module")
def client(path, tmp_path_factory):
    app = create_app(path)
    app.state.compare = write_ledger(tmp_path_factory.mktemp("other") / "other.dateline")
    with TestClient(app, base_url=ADDRESS) as asking:
        yield asking


def ask(client, address, **given):
    """The answer, when the comparison is made."""
    until = time.monotonic() + 20
    while (answer := client.get(f"/api/v1/diff{address}", **given)).status_code == 202:
        assert answer.json() == {"state": "running", "retry_after": int(answer.headers["retry-after"])}
        assert answer.headers["cache-control"] == "no-store"
        assert time.monotonic() < until
    return answer


def test_two_runs_are_compared_as_by_the_command(client, path, runs):
    answer = ask(client, f"?runs={runs[0]}&runs={runs[1]}").json()
    with Ledger.open(path, read_only=True) as ledger:
        told = diff(ledger, runs=tuple(runs))
        assert answer["rows"] == told.answer().rows()
        assert ask(client, "/summary?limit=1000").json()["rows"] == told.summary().rows()
    assert [(row["change"], row["type_a"], row["type_b"]) for row in answer["rows"]] == [
        ("changed", "SUPPORT", "CONCEDE")
    ]


def test_the_last_two_runs_are_meant_where_none_are_named(client, runs):
    assert ask(client, "").json() == ask(client, f"?runs={runs[0]}&runs={runs[1]}").json()


def test_filters_kinds_and_pages_narrow_the_rows(client):
    assert ask(client, "?type=SUPPORT").json()["total"] == 1
    assert ask(client, "?type=AID").json()["total"] == 0
    assert ask(client, "?rows=claim&rows=office").json()["total"] == 0
    other = ask(client, "?beside=ledger&limit=1")
    assert other.json()["total"] > 1
    assert 'rel="next"' in other.headers["link"]
    rows = ask(client, "?beside=ledger&limit=1&offset=1").json()["rows"]
    assert rows == ask(client, "?beside=ledger").json()["rows"][1:2]
    assert len(ask(client, "?beside=ledger&format=jsonl&limit=1").text.splitlines()) == 1


@pytest.mark.parametrize(("form", "first"), [("csv", b"kind,"), ("jsonl", b'{"kind"'), ("parquet", b"PAR1")])
def test_rows_come_as_files(client, form, first):
    answer = ask(client, f"?format={form}")
    assert answer.content.startswith(first)
    assert answer.headers["content-disposition"] == f'attachment; filename="two-diff.{form}"'


@pytest.mark.parametrize(
    "address", ["?runs=run_0&runs=run_1", "?runs=run_0", "?runs=&runs=", "?rows=sentence", "?sort=type", "?beside=b"]
)
def test_what_cannot_be_compared_is_a_problem_with_its_cure(client, address):
    answer = ask(client, address)
    assert answer.status_code in {400, 422}
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["cure"]


def test_one_run_and_no_other_ledger_are_said(small):
    with TestClient(create_app(small), base_url=ADDRESS) as asking:
        for address, words in (("", "one run"), ("?beside=ledger", "no other ledger")):
            answer = ask(asking, address)
            assert (answer.status_code, words in answer.json()["detail"]) == (400, True)
            assert "--compare LEDGER" in answer.json()["cure"]


def test_what_has_not_changed_is_not_sent_again(client):
    tag = ask(client, "").headers["etag"]
    again = client.get("/api/v1/diff", headers={"if-none-match": tag})
    assert (again.status_code, again.content) == (304, b"")


def test_answers_are_as_described(client):
    schema = schemathesis.openapi.from_dict(client.get("/api/v1/openapi.json").json())
    for address in ("", "/summary"):
        ask(client, address)
        operation = schema[f"/api/v1/diff{address}"]["GET"]
        assert {"200", "202", "400", "406", "422", "503"} <= set(operation.definition.raw["responses"])
        operation.validate_response(schemathesis.Response.from_any(client.get(f"/api/v1/diff{address}")))
