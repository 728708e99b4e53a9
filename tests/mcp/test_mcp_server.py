"""Resources, prompts, and the ways in: standard input and output, and HTTP on this machine."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from mcp import Client, MCPError, StdioServerParameters, stdio_client
from starlette.testclient import TestClient

from dateline.cli import app
from dateline.mcp import make_server
from dateline.mcp.schemas import lean

PROGRAM = str(Path(sys.executable).with_name("dateline"))
pytestmark = pytest.mark.anyio


async def read(client, uri):
    [contents] = (await client.read_resource(uri)).contents
    return json.loads(contents.text)


async def test_the_ledger_its_rows_and_the_codebook_can_be_read(server):
    async with Client(server) as client:
        for resource in (await client.list_resources()).resources:
            assert await read(client, str(resource.uri))
        summary = await read(client, "dateline://ledger")
        assert (summary["stories"], summary["events"], summary["last_published"]) == (3, 3, "2022-05-06")
        rows = (await client.call_tool("search_events", {})).structured_content["rows"]
        row = await read(client, rows[0]["uri"])
        assert row["id"] == rows[0]["id"]
        assert row["citations"][0]["sentence"] in {cited["sentence"] for cited in rows[0]["citations"]}
        assert "CONSULT" in {entry["type"] for entry in await read(client, "dateline://codebook/types")}
        [template] = (await client.list_resource_templates()).resource_templates
        assert template.uri_template == "dateline://{kind}/{id}"


@pytest.mark.parametrize(
    ("uri", "cure"),
    [
        ("dateline://nothing", "there is no resource"),
        ("file:///etc/passwd", "there is no resource"),
        ("dateline://event/../../etc", "there is no resource"),
        ("dateline://event/ev_00000000", "no row has the id"),
        ("dateline://claim/{event}", "dateline://event/ev_"),
    ],
)
async def test_an_address_of_nothing_is_refused_with_a_cure(server, uri, cure):
    async with Client(server) as client:
        event = (await client.call_tool("search_events", {})).structured_content["rows"][0]["id"]
        with pytest.raises(MCPError, match=cure):
            await client.read_resource(uri.format(event=event))


async def test_the_model_is_told_to_quote_and_never_to_guess(server):
    async with Client(server) as client:
        assert "Quote it, never guess" in client.instructions
        result = await client.get_prompt("ask_the_ledger", {"question": "Who called whom?", "day": "2021-03-02"})
        text = result.messages[0].content.text
        assert text.endswith("Who called whom?")
        assert "known_on=2021-03-02" in text
        with pytest.raises(MCPError, match="needs a question"):
            await client.get_prompt("ask_the_ledger", {})
        with pytest.raises(MCPError, match="ask_the_ledger"):
            await client.get_prompt("other", {})


async def test_the_program_serves_the_client_of_the_sdk_over_standard_input(path):
    start = StdioServerParameters(command=PROGRAM, args=["mcp", "--ledger", str(path)])
    async with Client(stdio_client(start)) as client:
        result = await client.call_tool("contacts", {"dyad": "NOR-CHL", "limit": 1})
        assert result.structured_content["rows"][0]["citations"][0]["outlet"] in {"Nordwire", "Santiago Post"}


def test_nothing_but_the_protocol_goes_to_standard_output_whatever_comes_in(path):
    start = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}}
    lines = [
        {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": start},
        {"jsonrpc": "2.0", "method": "notifications/initialized"},
        {
            "jsonrpc": "2.0",
            "id": 2,
            "method": "tools/call",
            "params": {"name": "why", "arguments": {"id": "ev_00000000"}},
        },
        {"jsonrpc": "2.0", "id": 3, "method": "no/such/method"},
        {
            "jsonrpc": "2.0",
            "id": 4,
            "method": "tools/call",
            "params": {"name": "offices", "arguments": {"country": "zzz"}},
        },
    ]
    junk = ["not json at all", '{"jsonrpc": "2.0"', "[]", "\x07\x1b[31m", '{"id": {"a": 1}, "method": 7}']
    sent = "\n".join([*map(json.dumps, lines[:2]), *junk, *map(json.dumps, lines[2:])]) + "\n"
    done = subprocess.run(
        [PROGRAM, "mcp", "--ledger", str(path)], input=sent, capture_output=True, text=True, timeout=60, check=False
    )
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert all(answer["jsonrpc"] == "2.0" for answer in answers)
    assert {1, 2, 3, 4} <= {answer.get("id") for answer in answers}
    assert done.returncode == 0
    assert "Traceback" not in done.stderr


def test_a_missing_ledger_is_told_on_standard_error_alone(tmp_path, capsys):
    assert app.run(["mcp", "--ledger", str(tmp_path / "none.dateline")]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert "make one with" in told.err


def test_over_http_this_machine_is_served_and_other_names_and_origins_are_refused(path):
    served_app = make_server(path).streamable_http_app(host="127.0.0.1", stateless_http=True, json_response=True)
    asked = {"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {}}
    headers = {"accept": "application/json, text/event-stream", "mcp-protocol-version": "2025-06-18"}
    with TestClient(served_app, base_url="http://127.0.0.1:8321") as client:
        served = client.post("/mcp", json=asked, headers=headers)
        assert served.status_code == 200
        assert len(served.json()["result"]["tools"]) == 11
        assert client.post("/mcp", json=asked, headers={**headers, "host": "evil.example"}).status_code in {403, 421}
        assert client.post("/mcp", json=asked, headers={**headers, "origin": "http://evil.example"}).status_code == 403


async def test_the_program_serves_over_http_on_a_port_of_its_own_and_tells_where_one_is_taken(path, capsys):
    start = [PROGRAM, "mcp", "--ledger", str(path), "--http", "0"]
    with subprocess.Popen(start, stderr=subprocess.PIPE, text=True) as program:  # noqa: ASYNC220
        address = re.search(r"http://\S+/mcp", program.stderr.readline())[0]
        try:
            async with Client(address) as client:
                assert (await client.call_tool("stories", {})).structured_content["shown"] == 3
            port = address.split(":")[2].removesuffix("/mcp")
            assert app.run(["mcp", "--ledger", str(path), "--http", port]) == 2
            assert "0 for any that is free" in capsys.readouterr().err
        finally:
            program.terminate()


def test_a_lean_schema_keeps_names_that_are_called_title():
    schema = {"type": "object", "title": "T", "properties": {"title": {"type": "string", "title": "Title"}}}
    assert lean(schema) == {"type": "object", "properties": {"title": {"type": "string"}}}
