"""A request to the application from inside this process, as a browser makes it: no socket, no port."""

from __future__ import annotations

from starlette.types import ASGIApp, Message, Scope


async def ask(app: ASGIApp, path: str, host: str = "127.0.0.1:80") -> tuple[int, bytes]:
    """Status and body of the answer to a GET. host: name and port as readers write them."""
    name, _, port = host.partition(":")
    scope: Scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "root_path": "",
        "query_string": b"",
        "headers": [(b"host", host.encode())],
        "client": (name, 0),
        "server": (name, int(port)),
    }
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    await app(scope, _nothing_more, send)
    return sent[0]["status"], b"".join(message.get("body", b"") for message in sent)


async def _nothing_more() -> Message:
    return {"type": "http.request", "body": b"", "more_body": False}
