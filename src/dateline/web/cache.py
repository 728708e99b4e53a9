"""Finished answers, kept as long as the state of the ledger that they were made from: found before any route is looked for.

Every answer to a GET gets an ETag: the same state, address and kind of answer have the same one, also after a restart. Whoever
asks for what another request is just computing waits for it. What is larger than LARGEST goes by uncounted.

A server whose ledger grows every few seconds cannot make all its answers anew each time. While it makes one, it gives those of the
state before, no older than BEHIND, with the ETag of that state and the header Age; asked by one reader, it gives the newest. What
has been written through this server is never answered from before.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import gzip
import re
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dateline import __version__

from .copying import Stamp, as_it_is
from .snapshots import Snapshots, State
from .tokens import Tokens

ROOM = 64 * 1024 * 1024  # bytes of all kept answers
LARGEST = 1024 * 1024  # bytes of one
BEHIND = 60.0  # seconds since a newer state came in which an answer may still be given while others are made
_PAYS = 1024  # bytes from which compression pays
_LONG = 32 * 1024  # bytes from which it takes long enough to be done in a thread
_WEIGHT = re.compile(r"q\s*=\s*([01](?:\.[0-9]{0,3})?)")
_TEXTS = ("text/", "application/json", "application/problem+json", "application/x-ndjson", "image/svg+xml")
_ELSEWHERE = ("/static/", "/login", "/api/v1/jobs")


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer of a state, by its ETag. over: when a newer state came, on the monotonic clock; None: it is of the newest."""

    kept: Kept
    etag: str
    over: float | None = None


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
        self._kept: OrderedDict[str, Answered] = OrderedDict()
        self._coming: dict[str, asyncio.Future[Kept | None]] = {}
        self._version = ""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"].startswith(_ELSEWHERE):
            await self._app(scope, receive, send)
        elif scope["method"] not in {"GET", "HEAD"}:
            await self._app(scope, receive, send)
            self._forget()
        else:
            with self._snapshots.current() as state:
                await self._answer(state, scope, receive, send)

    def _forget(self) -> None:
        """Nothing that was said before counts any more: something was written here."""
        self._kept.clear()
        self._taken = 0

    def _turn(self, version: str) -> None:
        """Note what is of the state before when a new one comes."""
        if version != self._version:
            self._version, now = version, time.monotonic()
            for address, answered in list(self._kept.items()):
                if answered.over is None:
                    self._kept[address] = replace(answered, over=now)

    async def _answer(self, state: State, scope: Scope, receive: Receive, send: Send) -> None:
        self._turn(state.version)
        address = self._address(scope)
        etag = _etag(address, state.version)
        named = set(_names(Headers(scope=scope).get("if-none-match", "")))
        if etag in named:  # whoever names it has had it: nothing need be computed
            await _send_304(etag, send)
            return
        answered = self._at_hand(address, etag)
        if answered is not None:
            self._kept.move_to_end(address)
            if answered.etag in named:
                await _send_304(answered.etag, send)
            else:
                await _send_answered(answered, scope, send)
            return
        kept = await asyncio.shield(self._coming[etag]) if etag in self._coming else None
        if kept is not None:
            await _send_kept(kept, etag, scope, send)
            return
        inner = dict(scope, method="GET") | {"dateline.state": state, "dateline.head": scope["method"] == "HEAD"}
        await self._compute(address, etag, inner, receive, send)

    def _at_hand(self, address: str, etag: str) -> Answered | None:
        """The answer of this state; while another answer is made, that of a state before will do."""
        answered = self._kept.get(address)
        if answered is None or answered.etag == etag:
            return answered
        fresh = answered.over is not None and time.monotonic() - answered.over <= BEHIND
        return answered if fresh and self._coming else None

    async def _compute(self, address: str, etag: str, scope: Scope, receive: Receive, send: Send) -> None:
        """Run the application; keep what it says if it is small and right."""
        coming: asyncio.Future[Kept | None] = asyncio.get_running_loop().create_future()
        self._coming.setdefault(etag, coming)

        def over(kept: Kept | None = None) -> None:
            """Nobody waits any longer, be it for what is kept or for nothing."""
            if not coming.done():
                coming.set_result(kept)
            if self._coming.get(etag) is coming:
                del self._coming[etag]

        taken = _Taken(etag, scope, send, over)
        try:
            await self._app(scope, receive, taken.take)
            kept = await taken.whole()
            if kept is not None and kept.status == 200 and not scope["dateline.head"]:  # noqa: PLR2004  (HTTP's own)
                self._keep(address, etag, kept)
                over(kept)
        finally:
            over()
        if kept is not None:
            await _send_kept(kept, etag, scope, send)

    def _keep(self, address: str, etag: str, kept: Kept) -> None:
        if before := self._kept.pop(address, None):
            self._taken -= before.kept.size
        over = None if etag == _etag(address, self._version) else time.monotonic()
        self._kept[address] = Answered(kept, etag, over)
        self._taken += kept.size
        while self._taken > self._room:
            _, oldest = self._kept.popitem(last=False)
            self._taken -= oldest.kept.size

    def _address(self, scope: Scope) -> str:
        """Program and how it was started, day, address, kind of answer, and whether the asker may write (pages show forms)."""
        request = Request(scope)
        form = request.headers.get("accept", "") if scope["path"].startswith("/api/") else ""
        trouble = self._snapshots.trouble or ""
        told = (__version__, dt.date.today(), scope["path"], scope["query_string"], form, trouble)  # noqa: DTZ011  (the user's day)
        started = (self._tokens.writing, _beside(scope))
        return repr((told, started, self._tokens.may_write(request), request.headers.get("host")))


def _beside(scope: Scope) -> tuple[str, Stamp | None] | None:
    """The file that the ledger is compared with, and its state; None where there is none."""
    path: Path | None = getattr(scope["app"].state, "compare", None) if "app" in scope else None
    return as_it_is(path) if path else None


def _etag(address: str, version: str) -> str:
    return sha256(repr((address, version)).encode()).hexdigest()[:32]


class _Taken:
    """Takes an answer as it is made: whole if it is small, else through to the client from the moment it is too large.

    through: called at that moment, since a client may take its time.
    """

    def __init__(self, etag: str, scope: Scope, send: Send, through: Callable[[], None]) -> None:
        self._etag, self._scope, self._send, self._at_through = etag, scope, send, through
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

    async def whole(self) -> Kept | None:
        """The answer, if it is whole and was not sent already. Large ones are compressed in a thread."""
        if self._through or not self._whole or self._start is None:
            return None
        body = b"".join(self._parts)
        headers = MutableHeaders(raw=[*self._start["headers"]])
        packed = b""
        if headers.get("content-type", "").startswith(_TEXTS) and len(body) >= _PAYS:
            packed = await asyncio.to_thread(_packed, body) if len(body) >= _LONG else _packed(body)
        headers.setdefault("cache-control", "no-cache")
        del headers["content-length"]
        return Kept(self._start["status"], tuple(headers.raw), body, packed)

    async def _open(self) -> None:
        self._through = True
        self._at_through()
        assert self._start is not None  # noqa: S101  (a body follows its start)
        headers = MutableHeaders(raw=[*self._start["headers"]])
        headers.setdefault("cache-control", "no-cache")
        if self._start["status"] == 200:  # noqa: PLR2004  (HTTP's own)
            headers.setdefault("etag", f'W/"{self._etag}"')
        await self._send({**self._start, "headers": headers.raw})


def _packed(body: bytes) -> bytes:
    """The body compressed, "" where that does not pay."""
    packed = gzip.compress(body, 5, mtime=0)
    return packed if len(packed) < len(body) else b""


def takes_gzip(header: str) -> bool:
    """Whether who sends this Accept-Encoding takes gzip (RFC 9110, 12.5.3).

    >>> [takes_gzip(header) for header in ("br, gzip", "gzip;q=0.5", "gzip;q=0", "*", "*, gzip; Q=0.0", "gzip;q=x", "")]
    [True, True, False, True, False, False, False]
    """
    weights: dict[str, float] = {}
    for coding in header.lower().split(","):
        name, _, parameter = coding.partition(";")
        told = _WEIGHT.fullmatch(parameter.strip() or "q=1")
        weights[name.strip()] = float(told[1]) if told else 0.0
    return weights.get("gzip", weights.get("*", 0.0)) > 0


async def _send_answered(answered: Answered, scope: Scope, send: Send) -> None:
    age = 0 if answered.over is None else int(time.monotonic() - answered.over)
    await _send_kept(answered.kept, answered.etag, scope, send, age)


async def _send_kept(kept: Kept, etag: str, scope: Scope, send: Send, age: int = 0) -> None:
    asked = Headers(scope=scope)
    headers = MutableHeaders(raw=[*kept.headers])
    if age:
        headers["age"] = str(age)
    if kept.status == 200:  # noqa: PLR2004  (HTTP's own)
        headers["etag"] = f'W/"{etag}"'
        if "*" in _names(asked.get("if-none-match", "")):
            await _send_304(etag, send)
            return
    body = kept.body
    if kept.packed:
        headers["vary"] = "accept-encoding"
        if takes_gzip(asked.get("accept-encoding", "")):
            headers["content-encoding"] = "gzip"
            body = kept.packed
    head = scope["method"] == "HEAD" or scope.get("dateline.head", False)
    if not (head and "content-disposition" in headers):  # the length of a file is known when it is made
        headers["content-length"] = str(len(body))
    await send({"type": "http.response.start", "status": kept.status, "headers": headers.raw})
    await send({"type": "http.response.body", "body": b"" if head else body})


async def _send_304(etag: str, send: Send) -> None:
    headers = [(b"etag", f'W/"{etag}"'.encode()), (b"cache-control", b"no-cache")]
    await send({"type": "http.response.start", "status": 304, "headers": headers})
    await send({"type": "http.response.body", "body": b""})


def _names(header: str) -> Iterable[str]:
    return (name.strip().removeprefix("W/").strip('"') for name in header.split(","))
