"""The description of the API: the OpenAPI document, and a page made of it that loads nothing from elsewhere."""

from __future__ import annotations

import json

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from .api_schema import Schema, describe
from .render import page

router = APIRouter(include_in_schema=False)


def document(request: Request) -> Schema:
    """The OpenAPI document, made once."""
    state = request.app.state
    if not hasattr(state, "document"):
        state.document = describe(request.app)
    made: Schema = state.document
    return made


@router.get("/api/v1/openapi.json")
def openapi(request: Request) -> Response:
    """The document for programs."""
    return Response(json.dumps(document(request), ensure_ascii=False), media_type="application/json")


@router.get("/api/docs")
def docs(request: Request) -> Response:
    """The page for persons."""
    made = document(request)
    return page(request, "api.html", paths=made["paths"], schemas=made["components"]["schemas"])


@router.get("/api/v1/docs")
@router.get("/api")
@router.get("/api/v1")
def elsewhere() -> Response:
    """Where one may look for the page."""
    return RedirectResponse("/api/docs", status_code=307)
