"""Who may write: whoever has the token that the server printed when it started, once as a header or once in a form."""

from __future__ import annotations

import hmac
import secrets
from typing import Annotated
from urllib.parse import parse_qs

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

from .problems import Problem
from .render import page

router = APIRouter(include_in_schema=False)
_CHALLENGE = (("www-authenticate", 'Bearer realm="dateline"'),)
_START = "Start the server with --write, then send its token: Authorization: Bearer TOKEN"
_SEND = "Send the token that the server printed: Authorization: Bearer TOKEN, or sign in at /login"

#: Bytes and fields of the form for the token.
FORM, FIELDS = 4096, 8


class Tokens:
    """The token, and the browsers that have shown it. token: None where the server only reads."""

    def __init__(self, token: str | None = None) -> None:
        self._token = token
        self._sessions: set[str] = set()

    @property
    def writing(self) -> bool:
        """May anybody write?"""
        return self._token is not None

    def is_token(self, given: str) -> bool:
        """Is it the token? Takes as long for a near miss as for any other."""
        return self._token is not None and hmac.compare_digest(given.encode("utf-8", "replace"), self._token.encode())

    def open_session(self) -> str:
        """The name of a new session, for the cookie: never the token itself."""
        name = secrets.token_urlsafe(32)
        self._sessions.add(name)
        return name

    def may_write(self, request: Request) -> bool:
        """Does the request bring the token, or the cookie of a session?"""
        scheme, _, given = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer":
            return self.is_token(given.strip())
        shown = request.cookies.get(cookie_of(request), "")
        return any(hmac.compare_digest(shown.encode("utf-8", "replace"), name.encode()) for name in self._sessions)


def cookie_of(request: Request) -> str:
    """The name of the cookie: cookies know no ports, so that it is part of the name."""
    server = request.scope.get("server") or ("", 0)
    return f"dateline-{server[1]}"


async def may_write(request: Request) -> bool:
    """Whether the request may write: for pages that show forms."""
    tokens: Tokens = request.app.state.tokens
    return tokens.may_write(request)


async def writer(request: Request, *, allowed: Annotated[bool, Depends(may_write)]) -> None:
    """Raises Problem 403 where the server only reads, 401 without the token, 403 for a cookie that no page of ours sent."""
    tokens: Tokens = request.app.state.tokens
    if not tokens.writing:
        raise Problem(403, "This server only reads.", _START)
    if not allowed:
        raise Problem(401, "Writing needs the token.", _SEND, _CHALLENGE)
    if "authorization" not in request.headers and "origin" not in request.headers:
        raise Problem(403, "A cookie alone does not say which page sent the request.", _SEND)


#: For a page: `def review(request: Request, may_write: MayWrite)`.
MayWrite = Annotated[bool, Depends(may_write)]
#: For a route that writes: `dependencies=[Writer]`.
Writer = Depends(writer)


@router.get("/login")
def login(request: Request, signed_in: MayWrite) -> Response:
    """The form for the token."""
    return page(request, "login.html", writing=request.app.state.tokens.writing, signed_in=signed_in)


@router.post("/login")
async def sign_in(request: Request) -> Response:
    """A session for the browser that sends the token, kept in a cookie that no script and no other site can use."""
    tokens: Tokens = request.app.state.tokens
    if "origin" not in request.headers:
        raise Problem(403, "The form has to be sent from this server's own page.", "Open /login and send it from there")
    given = await _sent(request)
    if not tokens.is_token(given.strip()):
        raise Problem(
            401, "This is not the token.", "Copy it from the terminal where dateline serve --write runs", _CHALLENGE
        )
    answer = RedirectResponse("/review", status_code=303)
    answer.set_cookie(cookie_of(request), tokens.open_session(), httponly=True, samesite="strict", path="/")
    return answer


async def _sent(request: Request) -> str:
    """The token in a form. Raises Problem 413 as soon as more has come than a form with a token has, 400 for another form."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > FORM:
            raise Problem(413, f"The form is larger than {FORM} bytes.", "Send the token alone, from the page /login")
    try:
        return parse_qs(body.decode("utf-8", "replace"), max_num_fields=FIELDS).get("token", [""])[0]
    except ValueError as error:
        raise Problem(
            400, f"The form has more than {FIELDS} fields.", "Send the token alone, from the page /login"
        ) from error
