"""Finished answers, kept as long as the state of the ledger that they were made from: found before any route is looked for.

Every answer to a GET gets an ETag: the same state, address and kind of answer have the same one, also after a restart. Whoever
asks for what another request is just computing waits for it. What is larger than LARGEST goes by uncounted.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import gzip
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dateline import __version__

from .snapshots import Snapshots, State
from .tokens import Tokens

ROOM = 64 * 1024 * 1024  # bytes of all kept answers
LARGEST = 1024 * 1024  # bytes of one
_PAYS = 1024  # bytes from which compression pays
_TEXTS = ("text/", "application/json", "application/problem+json", "application/x-ndjson", "image/svg+xml")
_ELSEWHERE = ("/static/", "/login", "/api/v1/jobs")


@dataclass(frozen=True, slots=True)
class Kept:
    """A finished answer: status, headers, body, and the body compressed ("" where that does not pay)."""

    status: int
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes
    packed: bytes

    @property
    def size(self) -> int:
        """Bytes that it takes."""
        return len(self.body) + len(self.packed) + 500


class Cache:
    """Answers GET and HEAD from what is kept, with ETag, 304 and gzip; everything else goes through."""

    def __init__(self, app: ASGIApp, *, snapshots: Snapshots, tokens: Tokens, room: int = ROOM) -> None:
        self._app, self._snapshots, self._tokens = app, snapshots, tokens
        self._room, self._taken = room, 0
        self._kept: OrderedDict[str, Kept] = OrderedDict()
        self._coming: dict[str, asyncio.Future[Kept | None]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] not in {"GET", "HEAD"} or scope["path"].startswith(_ELSEWHERE):
            await self._app(scope, receive, send)
            return
        with self._snapshots.current() as state:
            await self._answer(state, scope, receive, send)

    async def _answer(self, state: State, scope: Scope, receive: Receive, send: Send) -> None:
        key = self._key(state, scope)
        headers = Headers(scope=scope)
        etag = f'W/"{key}"'
        if key in _names(headers.get("if-none-match", "")):  # whoever names it has had it: nothing need be computed
            await _send_304(etag, send)
            return
        kept = self._kept.get(key)
        while kept is None and key in self._coming:
            kept = await asyncio.shield(self._coming[key])
            if kept is None:
                break
        if kept is not None:
            if key in self._kept:
                self._kept.move_to_end(key)
            await _send_kept(kept, etag, scope, send)
            return
        inner = dict(scope, method="GET") | {"dateline.state": state, "dateline.head": scope["method"] == "HEAD"}
        await self._compute(key, etag, inner, receive, send)

    async def _compute(self, key: str, etag: str, scope: Scope, receive: Receive, send: Send) -> None:
        """Run the application; keep what it says if it is small and right."""
        coming: asyncio.Future[Kept | None] = asyncio.get_running_loop().create_future()
        self._coming.setdefault(key, coming)
        taken = _Taken(etag, scope, send)
        try:
            await self._app(scope, receive, taken.take)
            kept = taken.kept
            if kept is not None and kept.status == 200 and not scope["dateline.head"]:  # noqa: PLR2004  (HTTP's own)
                self._keep(key, kept)
                coming.set_result(kept)
        finally:
            if not coming.done():
                coming.set_result(None)
            if self._coming.get(key) is coming:
                del self._coming[key]
        await taken.finish()

    def _keep(self, key: str, kept: Kept) -> None:
        if key not in self._kept:
            self._kept[key] = kept
            self._taken += kept.size
        while self._taken > self._room:
            _, oldest = self._kept.popitem(last=False)
            self._taken -= oldest.size

    def _key(self, state: State, scope: Scope) -> str:
        """State, program, day, address, kind of answer, and whether the asker may write (pages show forms then)."""
        request = Request(scope)
        form = request.headers.get("accept", "") if scope["path"].startswith("/api/") else ""
        trouble = self._snapshots.trouble or ""
        told = (state.version, __version__, dt.date.today(), scope["path"], scope["query_string"], form, trouble)  # noqa: DTZ011  (the user's day)
        return sha256(repr((told, self._tokens.may_write(request), request.headers.get("host"))).encode()).hexdigest()[
            :32
        ]


class _Taken:
    """Takes an answer as it is made: whole if it is small, else through to the client from the moment it is too large."""

    def __init__(self, etag: str, scope: Scope, send: Send) -> None:
        self._etag, self._scope, self._send = etag, scope, send
        self._start: Message | None = None
        self._parts: list[bytes] = []
        self._size, self._through, self._whole = 0, False, False

    async def take(self, message: Message) -> None:
        """One message of the application."""
        if message["type"] == "http.response.start":
            self._start = message
            return
        if message["type"] != "http.response.body":
            await self._send(message)
            return
        body = message.get("body", b"")
        more = message.get("more_body", False)
        if not self._through:
            self._parts.append(body)
            self._size += len(body)
            self._whole = not more
            if self._size <= LARGEST:
                return
            await self._open()
            body = b"".join(self._parts)
            self._parts.clear()
        if not self._scope["dateline.head"]:
            await self._send({"type": "http.response.body", "body": body, "more_body": more})

    @property
    def kept(self) -> Kept | None:
        """The answer, if it is whole and was not sent already."""
        if self._through or not self._whole or self._start is None:
            return None
        body = b"".join(self._parts)
        headers = MutableHeaders(raw=[*self._start["headers"]])
        text = headers.get("content-type", "").startswith(_TEXTS)
        packed = gzip.compress(body, 5, mtime=0) if text and len(body) >= _PAYS else b""
        headers.setdefault("cache-control", "no-cache")
        del headers["content-length"]
        return Kept(self._start["status"], tuple(headers.raw), body, packed if len(packed) < len(body) else b"")

    async def finish(self) -> None:
        """Send what has not been sent."""
        kept = self.kept
        if kept is not None:
            await _send_kept(kept, self._etag, self._scope, self._send)

    async def _open(self) -> None:
        self._through = True
        assert self._start is not None  # noqa: S101  (a body follows its start)
        headers = MutableHeaders(raw=[*self._start["headers"]])
        headers.setdefault("cache-control", "no-cache")
        if self._start["status"] == 200:  # noqa: PLR2004  (HTTP's own)
            headers.setdefault("etag", self._etag)
        await self._send({**self._start, "headers": headers.raw})


async def _send_kept(kept: Kept, etag: str, scope: Scope, send: Send) -> None:
    asked = Headers(scope=scope)
    headers = MutableHeaders(raw=[*kept.headers])
    if kept.status == 200:  # noqa: PLR2004  (HTTP's own)
        headers["etag"] = etag
        if "*" in _names(asked.get("if-none-match", "")):
            await _send_304(etag, send)
            return
    body = kept.body
    if kept.packed:
        headers["vary"] = "accept-encoding"
        if "gzip" in asked.get("accept-encoding", ""):
            headers["content-encoding"] = "gzip"
            body = kept.packed
    head = scope["method"] == "HEAD" or scope.get("dateline.head", False)
    if not (head and "content-disposition" in headers):  # the length of a file is known when it is made
        headers["content-length"] = str(len(body))
    await send({"type": "http.response.start", "status": kept.status, "headers": headers.raw})
    await send({"type": "http.response.body", "body": b"" if head else body})


async def _send_304(etag: str, send: Send) -> None:
    headers = [(b"etag", etag.encode()), (b"cache-control", b"no-cache")]
    await send({"type": "http.response.start", "status": 304, "headers": headers})
    await send({"type": "http.response.body", "body": b""})


def _names(header: str) -> Iterable[str]:
    return (name.strip().removeprefix("W/").strip('"') for name in header.split(","))
