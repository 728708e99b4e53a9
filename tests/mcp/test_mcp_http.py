"""Served over HTTP to a client that knows the specification alone: plain JSON-RPC, no SDK."""

import json
import re
import signal
import subprocess
import sys
from http.client import HTTPConnection
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from dateline.mcp import make_server

PROGRAM = str(Path(sys.executable).with_name("dateline"))
VERSION = "2025-06-18"
HEADERS = {"accept": "application/json, text/event-stream", "mcp-protocol-version": VERSION}
HELLO = {"protocolVersion": VERSION, "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}}


@pytest.fixture(scope="module")
def post(path):
    """Sends a body to the server; the answer."""
    served = make_server(path).streamable_http_app(host="127.0.0.1", stateless_http=True, json_response=True)
    with TestClient(served, base_url="http://127.0.0.1:8321") as client:
        client.headers.update(HEADERS)

        def send(body, method="POST", **headers):
            content = body if isinstance(body, bytes) else json.dumps(body).encode()
            kind = {"content-type": "application/json"} if method == "POST" else {}
            return client.request(method, "/mcp", content=content, headers={**kind, **headers})

        yield send


def asked(method, number=1, **params):
    return {"jsonrpc": "2.0", "id": number, "method": method, "params": params}


def test_a_conversation_by_the_specification(post):
    begun = post(asked("initialize", **HELLO)).json()["result"]
    assert (begun["protocolVersion"], begun["serverInfo"]["name"]) == (VERSION, "dateline")
    noted = post({"jsonrpc": "2.0", "method": "notifications/initialized"})
    assert (noted.status_code, noted.content) == (202, b"")
    tools = {tool["name"]: tool for tool in post(asked("tools/list")).json()["result"]["tools"]}
    assert tools["stories"]["inputSchema"]["type"] == "object"
    called = post(asked("tools/call", "seven", name="stories", arguments={})).json()
    assert (called["id"], called["result"]["structuredContent"]["shown"]) == ("seven", 3)
    (first, *_) = post(asked("resources/list")).json()["result"]["resources"]
    (read,) = post(asked("resources/read", uri=first["uri"])).json()["result"]["contents"]
    assert json.loads(read["text"])
    assert post(asked("ping")).json()["result"] == {}


def test_a_client_of_another_version_is_told_one_that_is_known(post):
    begun = post(asked("initialize", **{**HELLO, "protocolVersion": "1999-01-01"})).json()["result"]
    assert re.fullmatch(r"20\d\d-\d\d-\d\d", begun["protocolVersion"])
    assert post(asked("tools/list"), **{"mcp-protocol-version": "1.0"}).status_code == 400


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (asked("no/such"), 200, -32601),
        (asked("tools/call"), 200, -32602),
        (asked("tools/call", name="stories", arguments=[1]), 200, -32602),
        (asked("resources/read", uri="dateline://nothing"), 200, -32602),
        (b"no json", 400, -32700),
        (b"\xff\xfe", 400, -32700),
        (b"[" * 100_000, 400, -32700),
        ([asked("ping"), asked("ping", 2)], 400, -32602),
        (7, 400, -32602),
    ],
)
def test_what_is_wrong_is_an_error_of_the_protocol(post, body, status, code):
    answer = post(body)
    assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)


def test_a_wrong_argument_is_told_to_the_model_with_a_cure(post):
    for name, arguments, words in (("nope", {}, "tools: search_events"), ("stories", {"x": 1}, "x: ")):
        result = post(asked("tools/call", name=name, arguments=arguments)).json()["result"]
        assert result["isError"]
        assert words in result["content"][0]["text"]


@pytest.mark.parametrize(
    ("method", "headers", "status"),
    [
        ("POST", {"origin": "http://evil.example"}, 403),
        ("POST", {"origin": "null"}, 403),
        ("POST", {"host": "evil.example"}, 421),
        ("POST", {"content-type": "text/plain"}, 400),
        ("POST", {"accept": "text/html"}, 406),
        ("POST", {"origin": "http://127.0.0.1:8321"}, 200),
        ("POST", {"mcp-session-id": "of-nobody"}, 200),  # no request depends on another: there are no sessions
        ("DELETE", {}, 405),
        ("PUT", {}, 405),
    ],
)
def test_who_asks_how_is_looked_at_before_what(post, method, headers, status):
    assert post(asked("ping"), method, **headers).status_code == status


def test_it_ends_by_an_interruption_while_a_client_listens(path):
    start = [PROGRAM, "mcp", "--ledger", str(path), "--http", "0"]
    with subprocess.Popen(start, stderr=subprocess.PIPE, text=True) as program:
        port = re.search(r":(\d+)/mcp", program.stderr.readline())[1]
        listening = HTTPConnection("127.0.0.1", int(port), timeout=30)
        listening.request("GET", "/mcp", headers={"accept": "text/event-stream"})
        assert listening.getresponse().status == 200
        program.send_signal(signal.SIGINT)
        assert program.wait(timeout=30) == 0
        assert program.stderr.read() == "ended\n"
        listening.close()
