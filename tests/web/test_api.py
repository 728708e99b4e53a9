"""Rows over HTTP: the same as those of the commands, page by page and as files, with what is wrong told as a problem."""

import html
import io
import itertools
import json
import re
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from dateline import query
from dateline.cli import app as program
from dateline.ledger import Ledger
from dateline.query import Filters
from dateline.web import api_formats

TABLES = ("events", "contacts", "claims", "offices", "processes", "plans", "stories", "declined")
ASKED = (
    {},
    {"text": "e"},
    {"source": "Norwegian"},
    {"known_on": "2025-03-05"},
    {"as_of": "2025-03-05", "sort": None},
)


@pytest.fixture(scope="module")
def opened(samples):
    with Ledger.open(samples, read_only=True) as ledger:
        yield ledger


def command(capfdbinary, *words):
    capfdbinary.readouterr()
    assert program.run(list(words)) == 0
    return capfdbinary.readouterr().out


@pytest.mark.parametrize("name", TABLES)
def test_all_pages_together_are_the_rows_of_the_query_without_gaps_or_doubles(client, opened, name):
    whole = getattr(query, name)(opened).rows()
    assert whole

    @settings(max_examples=3, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(limit=st.integers(1, len(whole) + 1))
    def read(limit):
        found, address = [], f"/api/v1/{name}?limit={max(limit, len(whole) // 6 + 1)}"
        while address:
            answer = client.get(address)
            assert answer.json()["total"] == len(whole)
            found += answer.json()["rows"]
            address = answer.links.get("next", {}).get("url")
        assert found == whole

    read()


@pytest.mark.parametrize(("name", "asked"), list(itertools.product(TABLES, ASKED)))
def test_the_total_is_the_number_of_rows_whatever_is_asked(client, opened, name, asked):
    given = {key: value for key, value in asked.items() if value}
    answer = client.get(f"/api/v1/{name}", params={**given, "limit": 1000}).json()
    assert answer["total"] == len(answer["rows"])


@pytest.mark.parametrize(
    ("name", "filters"),
    [
        ("claims", Filters(disputed=True)),
        ("contacts", Filters(disputed=True)),
        ("contacts", Filters(level=("minister",), channel=("phone",))),
        ("plans", Filters(outcome=("open", "overdue"))),
        ("offices", Filters(office="minister")),
    ],
)
def test_totals_are_counted_as_the_rows_are_found(opened, name, filters):
    assert query.total(opened, name, filters) == len(getattr(query, name)(opened, filters))


@pytest.mark.parametrize("form", ["jsonl", "csv", "parquet"])
@pytest.mark.parametrize("name", TABLES)
def test_a_file_has_the_bytes_that_the_command_writes(client, samples, tmp_path, name, form):
    out = tmp_path / f"rows.{form}"
    assert program.run([name, "--ledger", str(samples), "-o", str(out)]) == 0
    answer = client.get(f"/api/v1/{name}", params={"format": form})
    assert answer.content == out.read_bytes()
    assert f'filename="samples-{name}.{form}"' in answer.headers["content-disposition"]


def test_a_file_of_several_batches_is_the_same_file(client, samples, tmp_path, monkeypatch):
    whole = {
        form: client.get(f"/api/v1/events?format={form}&country=FIN").content for form in ("jsonl", "csv", "parquet")
    }
    monkeypatch.setattr(api_formats, "BATCH", 3)
    for form in ("jsonl", "csv"):
        assert client.get(f"/api/v1/events?country=FIN&format={form}", headers={"accept": "x/y"}).content == whole[form]
    pieces = client.get("/api/v1/events?country=FIN&format=parquet", headers={"accept": "x/y"}).content
    one, many = (parquet.read_table(io.BytesIO(data)) for data in (whole["parquet"], pieces))
    assert parquet.ParquetFile(io.BytesIO(pieces)).num_row_groups > 1
    assert one.equals(many)


def test_a_limit_cuts_a_file_wherever_its_batches_end(client, monkeypatch):
    monkeypatch.setattr(api_formats, "BATCH", 4)
    lines = client.get("/api/v1/events?format=jsonl&limit=10&offset=3").text.splitlines()
    assert [json.loads(line) for line in lines] == client.get("/api/v1/events?limit=10&offset=3").json()["rows"]


def test_counts_are_those_of_the_command(client, opened):
    rows = client.get("/api/v1/count?by=type&by=status&unit=story&limit=1000").json()["rows"]
    assert rows == query.count(opened, ("type", "status"), unit="story").rows()
    units = client.get("/api/v1/events?unit=mention&limit=7&offset=5").json()
    assert units["total"] == query.count(opened, unit="mention").rows()[0]["total"]
    assert units["rows"] == query.events_by_unit(opened, "mention").rows()[5:12]


def test_the_kind_of_answer_is_chosen_by_the_header_too(client):
    def kind(accept):
        return client.get("/api/v1/offices", headers={"accept": accept}).headers["content-type"].partition(";")[0]

    assert kind("text/csv") == "text/csv"
    assert kind("application/vnd.apache.parquet") == "application/vnd.apache.parquet"
    assert kind("text/csv;q=0.1, application/x-ndjson") == "application/x-ndjson"
    assert kind("image/png") == "application/problem+json"
    assert client.get("/api/v1/offices", headers={"accept": "image/png"}).status_code == 406


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/api/v1/events?tipe=AID", 422, "Did you mean type?"),
        ("/api/v1/events?since=2025-02-30", 422, "day"),
        ("/api/v1/events?since=20250203", 422, "2020-09-02"),
        ("/api/v1/events?limit=1001", 422, "1000"),
        ("/api/v1/events?limit=-1", 422, "digits"),
        ("/api/v1/events?background=maybe", 422, "true or false"),
        ("/api/v1/events?sort=shoe", 422, "published"),
        ("/api/v1/events?dyad=KOR", 400, "KOR-PRK"),
        ("/api/v1/processes?outcome=held", 422, "Known here"),
        ("/api/v1/why/ev_0000000000", 404, "no row has the id"),
        ("/api/v1/stories/st_0000000000/text", 404, "/api/v1/stories"),
        ("/api/v1/nothing", 404, "/api/docs"),
    ],
)
def test_what_is_wrong_is_told_with_place_and_cure(client, address, status, words):
    answer = client.get(address)
    problem = answer.json()
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert set(problem) == {"type", "title", "status", "detail", "cure", "instance"}
    assert problem["status"] == status
    assert words in f"{problem['detail']} {problem['cure']}"


def test_hostile_words_in_filters_find_nothing_and_break_nothing(client):
    for words in ("'; DROP TABLE events; --", "\0", "\ud800", "%", "\u202e" * 40, "{}", "$1", "🂡"):
        answer = client.get(f"/api/v1/events?actor=x&text={quote(words.encode('utf-8', 'surrogatepass'))}")
        assert answer.status_code == 200, words
        assert answer.json()["rows"] == []


def test_a_story_s_copy_comes_with_its_parts_and_marks_in_code_points(client):
    story = client.get("/api/v1/stories?limit=1").json()["rows"][0]["story_id"]
    told = client.get(f"/api/v1/stories/{story}/text").json()
    parts = told["head"]["parts"]
    assert "".join(told["text"][part["start"] : part["end"]] for part in parts) == told["text"]
    assert all(0 <= mark["start"] < mark["end"] <= len(told["text"]) for mark in told["marks"])
    assert {one["kind"] for one in told["rows"]} >= {"event", "claim"}


def test_why_over_http_is_the_why_of_the_command(client, samples, capfdbinary):
    event = client.get("/api/v1/events?limit=1").json()["rows"][0]["event_id"]
    told = command(capfdbinary, "why", event, "--ledger", str(samples), "--format", "json")
    assert client.get(f"/api/v1/why/{event}").json() == json.loads(told)


def test_no_answer_of_any_route_names_another_machine(client, application):
    story = client.get("/api/v1/stories?limit=1").json()["rows"][0]["story_id"]
    event = client.get("/api/v1/events?limit=1").json()["rows"][0]["event_id"]
    known = {"{row_id}": event, "{story_id}": story, "{story}": story, "{story:path}": story}
    document = client.get("/api/v1/openapi.json").json()["paths"]
    links = (html.unescape(link) for link in re.findall(r'href="(/[^"#]*)"', client.get("/").text))
    pages = [link for link in links if "?" not in link and not link.startswith("/api")]
    asked = {*pages, *(path for path, methods in document.items() if "get" in methods and "{job_id}" not in path)}
    for path in sorted(asked):
        for name, value in known.items():
            path = path.replace(name, value)  # noqa: PLW2901  (filled in)
        answer = client.get(path)
        assert answer.status_code == (400 if path.startswith("/api/v1/diff") else 200), path  # of one run there is none
        loads = re.findall(
            r"""(?:src|href|action|srcset|poster|data)\s*=\s*["']?\s*(?:https?:)?//[^"'>\s]*""", answer.text
        )
        assert [one for one in loads if 'rel="' not in one] == [], path
        assert "default-src 'none'" in answer.headers["content-security-policy"]
