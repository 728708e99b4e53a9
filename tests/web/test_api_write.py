"""Writing needs the token; what is written is in the ledger, and in the next answer."""

import time

import pytest
from starlette.testclient import TestClient

from dateline.ledger import Ledger
from dateline.web import create_app

ADDRESS = "http://127.0.0.1:8642"
TOKEN = "a-token-for-tests-only"  # noqa: S105  (of tests only)
BEARER = {"authorization": f"Bearer {TOKEN}"}
STORY = {
    "id": "new-1",
    "text": "OSLO, March 3 (Wire) -- Norway's foreign minister met Finland's foreign minister in Oslo on Monday.",
    "published": "2025-03-03",
}


def accept(client, target, **headers):
    body = {"author": "Ida", "corrections": [{"action": "accept", "target": target}]}
    return client.post("/api/v1/corrections", json=body, headers=headers)


def first_event(client):
    return client.get("/api/v1/events?limit=1").json()["rows"][0]


def test_a_server_that_only_reads_says_how_to_write(client):
    answer = accept(client, "ev_0")
    assert answer.status_code == 403
    assert "--write" in answer.json()["cure"]


@pytest.mark.parametrize("given", ["", "Bearer", "Bearer no", "Basic abc", f"Bearer {TOKEN[:-1]}", "Bearer \u00fc"])
def test_without_the_right_token_nothing_is_written(writing, own, given):
    answer = accept(writing, first_event(writing)["event_id"], authorization=given.encode())
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"].startswith("Bearer")
    with Ledger.open(own, read_only=True) as ledger:
        assert ledger.corrections() == ()


def test_a_correction_is_kept_followed_and_shown_at_once(writing, own):
    event = first_event(writing)
    said = [{"action": "change", "target": event["event_id"], "field": "channel", "new": "letter"}]
    answer = writing.post("/api/v1/corrections", json={"author": "Ida", "corrections": said}, headers=BEARER)
    assert answer.status_code == 200, answer.text
    (row,) = answer.json()["rows"]
    assert (row["state"], row["correction"]["author"]) == ("applied", "Ida")
    found = [one for one in writing.get("/api/v1/events?limit=1000").json()["rows"] if one["channel"] == "letter"]
    assert len(found) == 1
    with Ledger.open(own, read_only=True) as ledger:
        assert len(ledger.corrections()) == 1
    back = [{"action": "undo", "target": row["correction"]["correction_id"]}]
    writing.post("/api/v1/corrections", json={"author": "Ida", "corrections": back}, headers=BEARER)
    assert first_event(writing)["channel"] == event["channel"]


def test_of_corrections_that_cannot_be_none_is_made(writing, own):
    event = first_event(writing)["event_id"]
    said = [
        {"action": "accept", "target": event},
        {"action": "change", "target": event, "field": "type", "new": "LUNCH"},
    ]
    answer = writing.post("/api/v1/corrections", json={"author": "Ida", "corrections": said}, headers=BEARER)
    assert answer.status_code == 400
    assert "LUNCH" in answer.json()["detail"]
    with Ledger.open(own, read_only=True) as ledger:
        assert ledger.corrections() == ()


def test_stories_are_coded_by_a_process_of_their_own_and_then_served(writing):
    answer = writing.post("/api/v1/stories", json={"stories": [STORY]}, headers=BEARER)
    assert answer.status_code == 202
    place, until = answer.headers["location"], time.monotonic() + 120
    while (job := writing.get(place, headers=BEARER).json())["state"] in {"queued", "running"}:
        assert time.monotonic() < until
        time.sleep(0.2)
    assert (job["state"], job["error"]) == ("done", None)
    assert writing.get("/api/v1/stories?source=new-1").json()["total"] == 1
    assert writing.get(place).status_code == 401


def test_a_form_with_the_token_makes_a_session_that_no_other_page_can_use(writing):
    event, ours = first_event(writing)["event_id"], {"origin": ADDRESS}
    assert writing.post("/login", data={"token": TOKEN}, headers={"origin": "http://evil.example"}).status_code == 403
    assert writing.post("/login", data={"token": TOKEN}).status_code == 403
    assert writing.post("/login", data={"token": "guess"}, headers=ours).status_code == 401
    answer = writing.post("/login", data={"token": TOKEN}, headers=ours, follow_redirects=False)
    cookie = answer.headers["set-cookie"]
    assert answer.status_code == 303
    assert "httponly" in cookie.lower()
    assert "samesite=strict" in cookie.lower()
    assert TOKEN not in cookie
    assert accept(writing, event, origin="http://evil.example").status_code == 403
    assert accept(writing, event).status_code == 403
    assert accept(writing, event, **ours).status_code == 200


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:1", 200),
        ("localhost", 200),
        ("[::1]:80", 200),
        ("evil.example", 421),
        ("", 421),
        ("[::1", 421),
        ("[::1]x", 421),
        ("127.0.0.1:x", 421),
        ("127.0.0.1/a", 421),
        ("127.0.0.1:", 200),
        ("LocalHost:8642", 200),
        ("127.0.0.1.evil.example", 421),
    ],
)
def test_the_server_answers_to_names_of_this_machine_only(client, host, status):
    assert client.get("/api/v1/ledger", headers={"host": host}).status_code == status


def test_a_name_that_was_given_is_answered_to(samples):
    app = create_app(samples, names=("desk.example",))
    asked = TestClient(app, base_url="http://desk.example")
    assert asked.get("/api/v1/ledger").status_code == 200
    app.state.snapshots.close()


def test_bodies_have_a_limit_whatever_their_length_says(writing):
    large = b'{"stories": [' + b" " * (33 * 1024 * 1024)
    said = writing.post("/api/v1/stories", content=large, headers=BEARER)
    unsaid = writing.post("/api/v1/stories", content=iter([large]), headers=BEARER)
    assert (said.status_code, unsaid.status_code) == (413, 413)
    assert writing.post("/api/v1/stories", content=b"{", headers=BEARER).status_code == 422


def test_the_token_is_in_no_answer(writing):
    for path in ("/", "/login", "/api/v1/ledger", "/api/docs", "/api/v1/openapi.json"):
        assert TOKEN not in writing.get(path).text


@pytest.mark.parametrize("origin", ["http://[", "null", "", "http://evil.example", "http://[::1", "//"])
def test_a_foreign_or_broken_origin_is_refused(writing, origin):
    answer = accept(writing, "ev_0", origin=origin, **BEARER)
    assert answer.status_code == 403
    assert "may not write" in answer.json()["detail"]


def test_answers_to_a_defect_carry_the_headers_of_all_others(own):
    app = create_app(own)

    @app.get("/api/v1/broken")
    def broken():
        raise ValueError("odd")

    answer = TestClient(app, base_url=ADDRESS, raise_server_exceptions=False).get("/api/v1/broken")
    app.state.snapshots.close()
    assert answer.status_code == 500
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    ("body", "origin", "status"),
    [
        (b"a=1&" * 1_000_000, None, 403),
        (b"a=1&" * 1_000_000, ADDRESS, 413),
        (b"a=1&" * 100, ADDRESS, 400),
        (f"token={TOKEN}".encode(), ADDRESS, 303),
    ],
)
def test_a_form_that_is_no_form_with_a_token_is_not_read(writing, body, origin, status):
    headers = {"content-type": "application/x-www-form-urlencoded"} | ({"origin": origin} if origin else {})
    assert writing.post("/login", content=body, headers=headers, follow_redirects=False).status_code == status
