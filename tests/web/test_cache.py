"""Answers that are kept: the newest for one reader, those of before while others are made, never older than a write."""

import asyncio
import gzip
import os
import threading
from contextlib import contextmanager
from types import SimpleNamespace

import pytest

from dateline.web import cache as module
from dateline.web.cache import Cache
from dateline.web.tokens import Tokens


class Answering:
    """An application that says which state it was asked about; an address that begins with /slow waits to be let go."""

    def __init__(self):
        self.version = "one"
        self.trouble = None
        self.go = asyncio.Event()
        self.made = []

    @contextmanager
    def current(self):
        yield SimpleNamespace(version=self.version)

    async def __call__(self, scope, _receive, send):
        said = f"{scope['path']} of {self.version}"
        if scope["path"].startswith("/slow"):
            await self.go.wait()
        self.made.append(said)
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/plain")]})
        await send({"type": "http.response.body", "body": said.encode()})


@pytest.fixture
def app():
    return Answering()


@pytest.fixture
def ask(app):
    kept = Cache(app, snapshots=app, tokens=Tokens())

    async def asking(path, method="GET", **headers):
        got = []

        async def send(message):
            got.append(message)

        scope = {
            "type": "http",
            "method": method,
            "path": path,
            "query_string": b"",
            "headers": [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()],
        }
        await kept(scope, None, send)
        told = {name.decode(): value.decode() for name, value in got[0]["headers"]}
        return SimpleNamespace(status=got[0]["status"], headers=told, text=got[1]["body"].decode())

    return asking


def test_one_reader_gets_the_newest_state(app, ask):
    async def read():
        first = await ask("/a")
        app.version = "two"
        return first, await ask("/a")

    first, second = asyncio.run(read())
    assert (first.text, second.text) == ("/a of one", "/a of two")
    assert first.headers["etag"] != second.headers["etag"]


def test_while_an_answer_is_made_those_of_the_state_before_are_given_with_their_etag_and_age(app, ask, monkeypatch):
    async def read():
        before = await ask("/a")
        app.version = "two"
        slow = asyncio.create_task(ask("/slow"))
        await asyncio.sleep(0)
        clock = module.time.monotonic()
        monkeypatch.setattr(module.time, "monotonic", lambda: clock + 5)
        meanwhile = await ask("/a")
        same = await ask("/a", if_none_match=before.headers["etag"])
        app.go.set()
        await slow
        return before, meanwhile, same, await ask("/a")

    before, meanwhile, same, after = asyncio.run(read())
    assert (meanwhile.text, meanwhile.headers["etag"]) == (before.text, before.headers["etag"])
    assert int(meanwhile.headers["age"]) >= 5
    assert (same.status, after.text) == (304, "/a of two")
    assert "age" not in after.headers


def test_an_answer_that_is_too_far_behind_is_made_anew_however_busy_it_is(app, ask, monkeypatch):
    async def read():
        await ask("/a")
        app.version = "two"
        slow = asyncio.create_task(ask("/slow"))
        await asyncio.sleep(0)
        await ask("/b")  # the new state is noticed
        clock = module.time.monotonic()
        monkeypatch.setattr(module.time, "monotonic", lambda: clock + module.BEHIND + 1)
        late = await ask("/a")
        app.go.set()
        await slow
        return late

    assert asyncio.run(read()).text == "/a of two"


def test_after_a_write_nothing_of_before_is_given(app, ask):
    async def read():
        await ask("/a")
        app.version = "two"
        slow = asyncio.create_task(ask("/slow"))
        await asyncio.sleep(0)
        await ask("/write", method="POST")
        after = await ask("/a")
        app.go.set()
        await slow
        return after

    assert asyncio.run(read()).text == "/a of two"


def test_what_is_asked_for_twice_at_once_is_made_once(app, ask):
    async def read():
        both = [asyncio.create_task(ask("/slow/a")) for _ in range(3)]
        await asyncio.sleep(0)
        app.go.set()
        return [one.text for one in await asyncio.gather(*both)]

    assert asyncio.run(read()) == ["/slow/a of one"] * 3
    assert app.made == ["/slow/a of one"]


def test_the_room_for_answers_is_bounded(app, ask, monkeypatch):
    monkeypatch.setattr(module, "LARGEST", 100)

    async def read():
        kept = Cache(app, snapshots=app, tokens=Tokens(), room=2000)
        for number in range(20):
            scope = {"type": "http", "method": "GET", "path": f"/{number}", "query_string": b"", "headers": []}
            await kept(scope, None, nothing)
        return kept

    async def nothing(_message):
        pass

    kept = asyncio.run(read())
    assert 0 < kept._taken <= 2000
    assert len(kept._kept) < 20


def test_who_reads_a_big_answer_slowly_keeps_nobody_waiting(app, monkeypatch):
    """The second one gets the answer whole while the first has taken nothing but its beginning."""
    monkeypatch.setattr(module, "LARGEST", 10)

    async def read():
        kept, stalled, got = Cache(app, snapshots=app, tokens=Tokens()), asyncio.Event(), []
        scope = {"type": "http", "method": "GET", "path": "/a-large-one", "query_string": b"", "headers": []}

        async def stalling(message):
            if message["type"] == "http.response.body":
                await stalled.wait()

        async def taking(message):
            got.append(message)

        first = asyncio.create_task(kept(scope, None, stalling))
        await asyncio.sleep(0)
        await asyncio.wait_for(kept(scope, None, taking), 5)
        assert not first.done()
        stalled.set()
        await first
        return got

    assert asyncio.run(read())[-1]["body"] == b"/a-large-one of one"


def test_etags_tell_how_the_server_was_started(app, tmp_path):
    other = tmp_path / "other.csv"
    other.write_text("a")

    def etag(token, compare):
        held = SimpleNamespace(state=SimpleNamespace(compare=compare))
        scope = {"type": "http", "method": "GET", "path": "/", "query_string": b"", "headers": [], "app": held}
        got = []

        async def taking(message):
            got.append(message)

        asyncio.run(Cache(app, snapshots=app, tokens=Tokens(token))(scope, None, taking))
        return dict(got[0]["headers"])[b"etag"]

    started = [(None, None), ("a-token-of-the-server", None), (None, other), (None, tmp_path / "missing")]
    etags = {etag(*one) for one in started}
    assert {etag(*one) for one in started} == etags
    os.utime(other, ns=(1, 1))
    assert len(etags | {etag(None, other)}) == 5


@pytest.mark.parametrize(("length", "in_thread"), [(2000, False), (module._LONG + 1, True)])
def test_an_answer_is_compressed_once_and_a_long_one_beside_the_loop(app, ask, monkeypatch, length, in_thread):
    threads, compress = [], gzip.compress

    def counted(*given, **named):
        threads.append(threading.current_thread() is not threading.main_thread())
        return compress(*given, **named)

    monkeypatch.setattr(module.gzip, "compress", counted)
    asyncio.run(ask(f"/{'a' * length}"))
    assert threads == [in_thread]


@pytest.mark.parametrize(
    ("header", "encoding"), [("gzip", "gzip"), ("gzip;q=0", None), ("br, *;q=0.5", "gzip"), ("", None)]
)
def test_gzip_is_sent_to_those_who_take_it(app, header, encoding):
    got = []
    headers = [(b"accept-encoding", header.encode())]
    scope = {"type": "http", "method": "GET", "path": f"/{'a' * 2000}", "query_string": b"", "headers": headers}

    async def taking(message):
        got.append(message)

    asyncio.run(Cache(app, snapshots=app, tokens=Tokens())(scope, None, taking))
    told = dict(got[0]["headers"])
    assert told.get(b"content-encoding", b"").decode() == (encoding or "")
    assert told[b"vary"] == b"accept-encoding"
    body = gzip.decompress(got[1]["body"]) if encoding else got[1]["body"]
    assert body.endswith(b"of one")
