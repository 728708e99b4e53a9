"""Answers that are kept: the newest for one reader, those of before while others are made, never older than a write."""

import asyncio
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
