"""The tools over a ledger, asked by the SDK's own client in memory: rows with citations, bounds, errors with cures."""

import json
import subprocess
import sys
import threading
import time
from pathlib import Path

import anyio
import pytest
from mcp import Client

import dateline
from dateline import query
from dateline.api import group
from dateline.errors import LedgerError
from dateline.mcp import asking, drawing, make_server
from dateline.mcp.tools import TOOLS
from factories import envoy_talks, make_run

pytestmark = pytest.mark.anyio
#: A call of each tool that finds something in the ledger.
CALLS = {
    "search_events": {"country": ["NOR"], "type": "consult".upper()},
    "contacts": {"channel": ["phone"]},
    "claims": {"stance": "asserts"},
    "offices": {"actor": "Aasen"},
    "processes": {"open": True},
    "plans": {},
    "stories": {"source": "Nordwire"},
    "timeline": {"dyad": "NOR-CHL"},
    "count": {"by": ["type", "month"]},
    "what_was_known": {"topic": "phone", "day": "2021-03-02"},
    "why": {},
}


async def call(client, name, **arguments):
    result = await client.call_tool(name, arguments)
    assert not result.is_error, result.content[0].text
    assert json.loads(result.content[0].text) == result.structured_content
    return result.structured_content


def open_files():
    return len(list(Path("/proc/self/fd").iterdir()))


async def refused(client, name, **arguments):
    result = await client.call_tool(name, arguments)
    assert result.is_error
    assert result.structured_content is None
    assert "Traceback" not in result.content[0].text
    assert len(result.content[0].text) < 2000
    return result.content[0].text


async def test_every_tool_is_described_read_only_and_takes_no_unknown_argument(server):
    async with Client(server) as client:
        tools = (await client.list_tools()).tools
    assert [tool.name for tool in tools] == [tool.name for tool in TOOLS]
    for tool in tools:
        assert len(tool.description) > 40
        assert tool.annotations.read_only_hint
        assert tool.input_schema["additionalProperties"] is False
        assert all("description" in given for given in tool.input_schema["properties"].values()), tool.name
        assert tool.output_schema["type"] == "object"
    assert len(json.dumps([tool.model_dump(mode="json") for tool in tools])) < 60_000


async def test_every_tool_answers_by_its_schema_with_what_was_asked(server):
    async with Client(server) as client:
        for name, arguments in CALLS.items():
            if name == "why":
                arguments = {"id": (await call(client, "search_events"))["rows"][0]["id"]}  # noqa: PLW2901
            found = await call(client, name, **arguments)  # the client checks it against the output schema
            assert found.get("rows", True), name
            if "asked" in found:
                assert set(found["asked"]) >= set(arguments)


@pytest.mark.parametrize("name", ["search_events", "contacts", "claims", "offices", "processes", "plans", "stories"])
async def test_every_row_has_citations_that_stand_word_for_word_in_their_stories(path, server, name):
    with dateline.Ledger.open(path, read_only=True) as ledger:
        texts = dict(ledger.tuples("SELECT story_id, text FROM texts"))
    async with Client(server) as client:
        rows = (await call(client, name))["rows"]
    for row in rows:
        assert row["counted"]
        assert row["citations"]
        for cited in row["citations"]:
            assert texts[cited["story_id"]][cited["start"] : cited["end"]] == cited["sentence"]
            assert cited["outlet"] in {"Nordwire", "Santiago Post"}
            assert cited["published"]


async def test_an_event_told_twice_is_one_row_with_both_citations_and_says_so(server):
    async with Client(server) as client:
        [call_of_2021, _] = (await call(client, "contacts", channel="phone"))["rows"]
    assert {cited["source_id"] for cited in call_of_2021["citations"]} == {"a.txt", "b.txt"}
    assert call_of_2021["counted"] == "once; told in 2 sentences of 2 stories"
    assert call_of_2021["uri"] == f"dateline://event/{call_of_2021['id']}"


async def test_what_no_story_tells_is_null(server):
    async with Client(server) as client:
        [plan, *_] = (await call(client, "plans"))["rows"]
    assert (plan["when"]["first"], plan["when"]["last"]) == (None, None)


async def test_an_empty_answer_says_what_was_looked_for_and_how_much_the_ledger_holds(server):
    async with Client(server) as client:
        found = await call(client, "search_events", type=["SANCTION"], country=["NOR"], since="2021-01-01")
    assert found["rows"] == []
    assert found["asked"] == {"type": ["SANCTION"], "country": ["NOR"], "since": "2021-01-01"}
    assert "not that it did not happen" in found["note"]
    assert found["ledger"] == {"stories": 3, "first_published": "2021-03-02", "last_published": "2022-05-06"}


async def test_pages_give_every_row_once(server):
    async with Client(server) as client:
        whole = [row["id"] for row in (await call(client, "search_events", limit=50))["rows"]]
        paged, cursor = [], None
        while True:
            page = await call(client, "search_events", limit=1, **({"cursor": cursor} if cursor else {}))
            paged += [row["id"] for row in page["rows"]]
            cursor = page["next_cursor"]
            if cursor is None:
                break
    assert paged == whole
    assert len(whole) == 3


async def test_a_page_says_how_many_rows_come_after_it(server):
    async with Client(server) as client:
        for name in ("search_events", "contacts", "claims", "offices", "processes", "plans", "stories"):
            every = (await call(client, name, limit=50))["shown"]
            page = await call(client, name, limit=1)
            assert page["rows_left_out"] == max(every - 1, 0), name
            assert (page["next_cursor"] is None) == (every <= 1)
        known = await call(client, "what_was_known", topic="e", day="2030-01-01", limit=1)
        assert known["more"]["events"] == 2


async def test_where_no_cursor_leads_further_the_rows_beyond_are_counted_and_narrower_filters_asked_for(
    server, monkeypatch
):
    monkeypatch.setattr(asking, "FURTHEST", 1)
    async with Client(server) as client:
        first = await call(client, "search_events", limit=1)
        assert first["note"] is None
        last = await call(client, "search_events", limit=1, cursor=first["next_cursor"])
    assert (last["next_cursor"], last["rows_left_out"]) == (None, 1)
    assert "not the end: 1 more rows" in last["note"]
    assert "narrower filters" in last["note"]


def test_what_a_row_leaves_out_is_said_by_number(path):
    with dateline.Ledger.open(path, read_only=True) as ledger:
        [row, *_] = query.contacts(ledger).rows()
        [process, *_] = query.processes(ledger).rows()
    account = {"speaker": "Chile", "country": "CHL", "stance": "asserts", "sentence": "It was good.", "published": None}
    people = dict.fromkeys(("actors", "recipients", "participants"), row["actors"][:1] * 25)
    told = drawing.contact_row({**row, **people, "readouts": [account] * 25}, ())
    for shown, left_out in (("who", 5), ("whom", 5), ("participants", 5), ("readouts", 19)):
        assert getattr(told, f"{shown}_left_out") == left_out == 25 - len(getattr(told, shown))
    long = {**process["history"][0], "text": "x" * 3000}
    changed = drawing.process_row({**process, "history": [long] * 15}, ())
    assert (len(changed.history), changed.history_left_out, changed.history[0].whole) == (12, 3, False)


async def test_a_cursor_serves_its_own_question_alone(server):
    async with Client(server) as client:
        cursor = (await call(client, "search_events", limit=1))["next_cursor"]
        assert "without a cursor" in await refused(client, "search_events", limit=1, country=["NOR"], cursor=cursor)
        assert "without a cursor" in await refused(client, "contacts", limit=1, cursor=cursor)
        for wrong in ("", "1", "-1.x.y", "99999999999.x.y", "\x00", "٣.x.y"):
            await refused(client, "search_events", cursor=wrong)


async def test_a_page_after_a_writing_says_so_and_the_next_question_sees_what_was_written(own_path):
    async with Client(make_server(own_path)) as client:
        cursor = (await call(client, "search_events", limit=1))["next_cursor"]
        with dateline.Ledger.open(own_path) as ledger:
            ledger.append([envoy_talks("d.txt", source="Late Post")], make_run())
            group(ledger)
        assert "written to" in (await call(client, "search_events", limit=1, cursor=cursor))["note"]
        assert (await call(client, "stories", source="Late Post"))["shown"] == 1


async def test_what_was_known_on_a_day_leaves_out_what_was_learnt_later_and_counts_it(server):
    async with Client(server) as client:
        then = await call(client, "what_was_known", topic="spoke by phone", day="2021-12-31")
        before = await call(client, "what_was_known", topic="spoke by phone", day="2020-01-01")
    assert (len(then["events"]), then["learnt_later"]) == (1, 1)
    assert (before["events"], before["learnt_later"]) == ([], 2)
    assert "not that it did not happen" in before["note"]


async def test_counts_are_those_of_the_unit_asked_for_and_say_so(server):
    async with Client(server) as client:
        all_four = await call(client, "count", by=["type"])
        sources = await call(client, "count", unit="source", type="CONSULT")
    assert all_four["total"] == 3
    assert {line["heading"]["type"]: line["mentions"] for line in all_four["lines"]} == {"CONSULT": 3, "AGREE": 2}
    assert (sources["lines"][0]["sources"], sources["lines"][0]["events"]) == (3, None)
    assert "source" in sources["how_counted"] or "outlet" in sources["how_counted"]


WRONG = [
    ("search_events", {"type": "CONSLT"}, "'CONSULT'"),
    ("search_events", {"country": "NOOR"}, "nearest: "),
    ("search_events", {"country": "Norway"}, "NOR (Norway)"),
    ("search_events", {"country": "'; DROP TABLE events; --"}, "country"),
    ("search_events", {"dyad": "Norway and Chile"}, "KOR-PRK"),
    ("search_events", {"dyad": "NOR-CHI"}, "CHL (Chile)"),
    ("search_events", {"since": "last week"}, "2020-09-02"),
    ("search_events", {"since": 0}, "2020-09-02"),
    ("search_events", {"since": "2021-02-30"}, "since"),
    ("search_events", {"limit": 0}, "limit"),
    ("search_events", {"limit": 1000}, "50"),
    ("search_events", {"limit": "5"}, "limit"),
    ("search_events", {"text": "x" * 100_000}, "200"),
    ("search_events", {"text": ""}, "text"),
    ("search_events", {"colour": "red"}, "colour"),
    ("search_events", {"country": [["NOR"]]}, "country"),
    ("search_events", {"issue": "zzzzzz"}, "issue"),
    ("search_events", {"country": ["NOR"] * 21}, "20"),
    ("search_events", {"type": ["CONSULT"] * 21}, "20"),
    ("claims", {"stance": ["asserts"] * 21}, "20"),
    ("plans", {"outcome": ["held"] * 21}, "20"),
    ("processes", {"kind": [f"q{n}" for n in range(1500)]}, "20"),
    ("contacts", {"level": "ministr"}, "minister"),
    ("processes", {"state": "stalld"}, "stalled"),
    ("count", {"by": ["colour"]}, "type"),
    ("count", {"by": ["type", "month", "year", "day"]}, "by"),
    ("timeline", {}, "dyad"),
    ("what_was_known", {"topic": "talks"}, "day"),
    ("why", {"id": "ev_00000000"}, "no row has the id"),
    ("why", {"id": "ev_%"}, "id"),
    ("why", {"id": None}, "id"),
    ("offices", {"holder": "grand vizier"}, "of which state"),
    ("drop_everything", {}, "search_events"),
]


@pytest.mark.parametrize(("name", "arguments", "cure"), WRONG, ids=lambda value: str(value)[:40])
async def test_wrong_and_hostile_arguments_are_tool_errors_with_a_cure(server, name, arguments, cure):
    async with Client(server) as client:
        assert cure in await refused(client, name, **arguments)


async def test_of_many_unknown_words_five_are_named_and_the_rest_is_not_looked_up(server, monkeypatch):
    asked = []
    monkeypatch.setattr("dateline.query.unknown._is_in", lambda _ledger, _field, word: asked.append(word))
    async with Client(server) as client:
        told = await refused(client, "search_events", country=[f"Q{n:02}" for n in range(20)])
    assert told.count("is not known") == 5
    assert "there are more" in told
    assert len(asked) == 6


async def test_every_list_and_every_word_of_the_arguments_is_bounded(server):
    def unbounded(schema):
        kinds = schema.get("type", [])
        if "array" in kinds:
            return "maxItems" not in schema or unbounded(schema["items"])
        free = "string" in kinds and not {"enum", "const", "format", "pattern"} & schema.keys()
        return (free and "maxLength" not in schema) or any(map(unbounded, schema.get("anyOf", [])))

    async with Client(server) as client:
        tools = (await client.list_tools()).tools
    given = [(tool.name, name, schema) for tool in tools for name, schema in tool.input_schema["properties"].items()]
    assert len(given) > 50
    assert [(tool, name) for tool, name, schema in given if unbounded(schema)] == []


async def test_a_request_that_is_cancelled_harms_no_other(server):
    async with Client(server) as client:
        for _ in range(5):
            with anyio.move_on_after(0.001):
                await client.call_tool("contacts", {})
        assert (await call(client, "contacts"))["rows"]


async def test_a_hundred_calls_leave_no_open_file_and_no_thread_behind(server):
    async with Client(server) as client:
        await call(client, "search_events")
        files, threads = open_files(), threading.active_count()
        async with anyio.create_task_group() as tasks:
            for _ in range(100):
                tasks.start_soon(client.call_tool, "stories", {"limit": 1})
        assert open_files() <= files
        assert threading.active_count() <= threads + 4


HOLDS = """
import sys, time
from dateline.ledger import Ledger
with Ledger.open(sys.argv[1]):
    print("held", flush=True)
    time.sleep(float(sys.argv[2]))
"""


def hold(path, seconds):
    """Another process that has the ledger open for writing for so long."""
    holder = subprocess.Popen([sys.executable, "-c", HOLDS, str(path), str(seconds)], stdout=subprocess.PIPE, text=True)
    assert holder.stdout.readline() == "held\n"
    return holder


async def test_a_request_waits_for_a_writer_and_answers_then(own_path):
    async with Client(make_server(own_path)) as client:
        with hold(own_path, 0.8):
            began = time.monotonic()
            assert (await call(client, "stories"))["shown"] == 3
            assert time.monotonic() - began > 0.3


async def test_a_writer_that_does_not_end_is_told_with_a_cure(own_path, monkeypatch):
    monkeypatch.setattr(asking, "PATIENCE", 0.1)
    async with Client(make_server(own_path)) as client:
        with hold(own_path, 60) as holder:
            assert "wait until it is done" in await refused(client, "stories")
            holder.terminate()


async def test_a_ledger_that_goes_away_is_told_and_none_is_not_served(own_path):
    async with Client(make_server(own_path)) as client:
        own_path.unlink()
        assert "there is no ledger" in await refused(client, "stories")
    with pytest.raises(LedgerError, match="there is no ledger"):
        make_server(own_path)
