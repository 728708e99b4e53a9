"""What is wrong with a request, or with the ledger: problem documents (RFC 9457) for the API, a page for browsers."""

from __future__ import annotations

import difflib
import json
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from starlette.exceptions import HTTPException
from starlette.types import Scope

from dateline.errors import DatelineError, InputError, LedgerError, UsageError

from .render import TEMPLATES, shared

API = "/api/"
MEDIA = "application/problem+json"


@dataclass(eq=False)  # neither frozen nor slotted: Python sets the traceback of what is raised
class Problem(Exception):  # noqa: N818  (its own word)
    """An answer that says what is wrong (detail) and what to do about it (cure)."""

    status: int
    detail: str
    cure: str
    headers: tuple[tuple[str, str], ...] = ()

    @property
    def title(self) -> str:
        """The name of the status."""
        return HTTPStatus(self.status).phrase


def answer(problem: Problem, scope: Scope) -> Response:
    """The problem as a document under /api, as a page elsewhere."""
    path = scope["path"]
    headers = dict(problem.headers) | {"cache-control": "no-store"}
    if path.startswith(API) or "app" not in scope:
        body = {
            "type": "about:blank",
            "title": problem.title,
            "status": problem.status,
            "detail": problem.detail,
            "cure": problem.cure,
            "instance": path,
        }
        return Response(
            json.dumps(body, ensure_ascii=False).encode("utf-8", "replace"), problem.status, headers, media_type=MEDIA
        )
    page = TEMPLATES.get_template("error.html").render(problem=problem, **shared(Request(scope)))
    return Response(page.encode("utf-8", "replace"), problem.status, headers, media_type="text/html")


def of_error(error: DatelineError) -> Problem:
    """What the program complains of, as a problem: the message has values, place and cure already."""
    message, _, cure = str(error).partition("; ")
    if isinstance(error, UsageError):
        missing = ": no row has the id" in message
        return Problem(404 if missing else 400, message, cure or "See /api/docs")
    if isinstance(error, InputError):
        return Problem(400, message, cure or "Send another text")
    if isinstance(error, LedgerError):
        return Problem(503, message, cure or "Check the ledger, then try again", (("retry-after", "2"),))
    return Problem(500, message, cure or "Check the installation with dateline doctor")


def of_validation(error: RequestValidationError, known: Iterable[str]) -> Problem:
    """What is wrong with parameters or a body; for an unknown parameter the nearest known name."""
    names = list(known)
    details, cures = [], []
    for found in error.errors():
        place = ".".join(str(part) for part in found["loc"][1:]) or "the request"
        unknown = found["type"] == "extra_forbidden"
        details.append(f"{place}: {'there is no such parameter' if unknown else found['msg']}")
        if unknown:
            near = difflib.get_close_matches(place, names, n=1, cutoff=0.7)
            cures.append(f"Did you mean {near[0]}?" if near else f"Known here: {', '.join(names)}")
    return Problem(422, "; ".join(details), " ".join(dict.fromkeys(cures)) or "See /api/docs")


def install(app: FastAPI) -> None:
    """Every error of a request becomes a problem; nobody sees a traceback but the one who reads the server's own words."""

    async def of_program(request: Request, error: Exception) -> Response:
        assert isinstance(error, DatelineError)  # noqa: S101  (registered for nothing else)
        return answer(of_error(error), request.scope)

    async def as_told(request: Request, error: Exception) -> Response:
        assert isinstance(error, Problem)  # noqa: S101  (as above)
        return answer(error, request.scope)

    async def of_http(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)  # noqa: S101  (as above)
        return answer(_of_http(error, request), request.scope)

    async def of_parameters(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)  # noqa: S101  (as above)
        return answer(of_validation(error, _known(request)), request.scope)

    async def of_defect(request: Request, error: Exception) -> Response:
        sys.stderr.write(f"{request.method} {request.url.path}: {type(error).__name__}: {error}\n")
        return answer(
            Problem(500, "The program failed on this request.", "Please report it with the words on its terminal"),
            request.scope,
        )

    app.add_exception_handler(DatelineError, of_program)
    app.add_exception_handler(Problem, as_told)
    app.add_exception_handler(HTTPException, of_http)
    app.add_exception_handler(RequestValidationError, of_parameters)
    app.add_exception_handler(Exception, of_defect)


def _of_http(error: HTTPException, request: Request) -> Problem:
    headers: Any = error.headers or {}
    cures = {
        404: f"There is no {request.url.path}. See {'/api/docs' if request.url.path.startswith(API) else 'the pages above'}",
        405: f"{request.url.path} does not take {request.method}. See /api/docs",
    }
    return Problem(
        error.status_code, str(error.detail), cures.get(error.status_code, "See /api/docs"), tuple(headers.items())
    )


def _known(request: Request) -> list[str]:
    """The names of the parameters that the route knows."""
    route = request.scope.get("route")
    document = getattr(route, "openapi_extra", None) or {}
    return list(document.get("x-parameters", ()))
