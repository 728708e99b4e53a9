"""What every answer tells the browser, and which requests are not looked at: foreign names, foreign pages, floods."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .problems import Problem, answer

HEADERS = {
    "content-security-policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    # Not "no-referrer": with it browsers hide from us, too, which page a form was sent from.
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
#: Names by which browsers and scripts reach this machine from itself.
LOCAL = frozenset({"127.0.0.1", "localhost", "[::1]"})
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
#: The largest body: a few thousand stories.
BODY = 32 * 1024 * 1024


class SecurityHeaders:
    """Adds the headers to every answer, those that tell of a defect too: it has to be around everything else."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, send_with_headers)


class Gate:
    """Lets through what is meant for this server.

    host: the Host header has to be a name of this machine, so that no page of another site can reach it by a name of its own that
    points here (DNS rebinding). Origin: what changes something has to come from our own pages, or from a script that names none.
    """

    def __init__(self, app: ASGIApp, *, names: Iterable[str] = (), body: int = BODY) -> None:
        self._app = app
        self._names = LOCAL | {name.lower() for name in names}
        self._body = body

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        problem = self._problem(scope["method"], headers)
        if problem is not None:
            await answer(problem, scope)(scope, receive, send)
            return
        await self._app(scope, _limited(receive, self._body), send)

    def _problem(self, method: str, headers: Headers) -> Problem | None:
        host = headers.get("host", "")
        if _name(host) not in self._names:
            return Problem(
                421,
                f"This server is not {host or 'nameless'!r}.",
                "Open it as http://127.0.0.1:PORT, or start it with --host-name",
            )
        origin = headers.get("origin")
        if method not in SAFE and origin is not None and _server(origin) != host.lower():
            return Problem(
                403, f"A page of {origin!r} may not write here.", "Send the request from this server's own pages"
            )
        length = headers.get("content-length", "0")
        if not (length.isascii() and length.isdecimal()) or int(length[:20]) > self._body:
            return _too_large(self._body)
        return None


def _too_large(limit: int) -> Problem:
    return Problem(
        413, f"The body is larger than {limit} bytes.", "Send it in parts, or code the files with dateline code"
    )


def _limited(receive: Receive, limit: int) -> Receive:
    """The same body; HTTPException 413 as soon as more than the limit has come."""
    seen = 0

    async def counted() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > limit:
            problem = _too_large(limit)
            raise HTTPException(problem.status, problem.detail)
        return message

    return counted


def _server(origin: str) -> str | None:
    """Name and port in an Origin header; None where it is no address."""
    try:
        return urlsplit(origin).netloc.lower()
    except ValueError:
        return None


def _name(host: str) -> str | None:
    """The name in a Host header, without the port; None where it is none."""
    try:
        found = urlsplit(f"//{host}")
        known = found.netloc == host and (found.port is None or found.port >= 0)
    except ValueError:
        return None
    name = host.rpartition(":")[0] if found.port is not None else host.removesuffix(":")
    return name.lower() if known else None
