"""The API described: the OpenAPI document, with schemas of the rows made from the ledger's own answers."""

from __future__ import annotations

import importlib
import tempfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from dateline import query
from dateline.export import to_arrow
from dateline.ledger import Ledger
from dateline.query import Filters, WhyReport
from dateline.query.diff_counts import DiffCount
from dateline.query.diff_rows import DiffRow
from dateline.records import json_schema
from dateline.records.correction import JudgedCorrection

from .api_formats import MEDIA
from .problems import MEDIA as PROBLEM
from .writing import Job

if TYPE_CHECKING:
    import pyarrow as pa

Schema = dict[str, Any]
_TEXT: Schema = {"type": "string"}
_COUNT: Schema = {"type": "integer", "minimum": 0}
PROBLEM_SCHEMA: Schema = {
    "type": "object",
    "description": "What is wrong with the request, and the cure (RFC 9457).",
    "required": ["type", "title", "status", "detail", "cure", "instance"],
    "properties": {
        **dict.fromkeys(("type", "title", "detail", "cure", "instance"), _TEXT),
        "status": {"type": "integer", "minimum": 400, "maximum": 599},
    },
}


#: What may be wrong, by status.
PROBLEMS = (
    ("400", "A wrong value."),
    ("401", "The token is missing, or another one."),
    ("403", "This server only reads, or the request comes from a page of another one."),
    ("404", "Nothing there."),
    ("406", "No such format."),
    ("413", "The body is too large."),
    ("422", "A wrong parameter."),
    ("503", "The ledger cannot be read or written just now."),
)
#: Which routes alone know these: those of tables (0), of writing (1), with a body (2).
_ONLY = {"406": 0, "401": 1, "403": 1, "413": 2}


def describe(app: FastAPI) -> Schema:
    """The OpenAPI document: routes and parameters as FastAPI knows them, answers as the queries give them."""
    document = get_openapi(
        title="dateline",
        version=app.version,
        summary=app.summary,
        description="A dated, sourced ledger of diplomacy. Filters have the names of the commands' options.",
        routes=list(app.routes),
    )
    schemas = document.setdefault("components", {}).setdefault("schemas", {})
    schemas |= {"Problem": PROBLEM_SCHEMA, **row_schemas()}
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    document["components"]["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
    for path in document["paths"].values():
        for operation in path.values():
            _answers(operation)
    return document


def _answers(operation: Schema) -> None:
    """The answers of a route: what its rows are, the other formats, and problems for all that is wrong."""
    row, _ = operation.pop("x-row", None), operation.pop("x-parameters", None)
    told = operation.setdefault("responses", {})
    told.pop("422", None)
    several = ""
    if row is not None:
        name = row.title()
        several = "Page" if f"{name}Row" in row_schemas() else ""
        content: Schema = {MEDIA["json"]: {"schema": {"$ref": f"#/components/schemas/{name}{several}"}}}
        if several:
            content |= {
                MEDIA[form].partition(";")[0]: {
                    "schema": {"type": "string"} | ({"format": "binary"} if form == "parquet" else {})
                }
                for form in ("jsonl", "csv", "parquet")
            }
        told[next(iter(told), "200")] = {"description": "The answer.", "content": content}
    problem = {"content": {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}}}
    for status, words in PROBLEMS:
        if status not in _ONLY or (several, "security" in operation, "requestBody" in operation)[_ONLY[status]]:
            told.setdefault(status, {"description": words, **problem})


@cache
def row_schemas() -> dict[str, Schema]:
    """Schemas of rows and pages by name, from an empty ledger: they cannot differ from what the queries give."""
    found: dict[str, Schema] = {
        "Why": _inlined(json_schema(WhyReport)),
        "Ledger": {"type": "object"},
        "Text": {"type": "object"},
        "Later": {
            "type": "object",
            "required": ["state", "retry_after"],
            "properties": {"state": {"const": "running"}, "retry_after": _COUNT | {"description": "Seconds."}},
        },
        "Job": _inlined(json_schema(Job)),
        "Corrections": {
            "type": "object",
            "required": ["rows"],
            "properties": {"rows": {"type": "array", "items": _inlined(json_schema(JudgedCorrection))}},
        },
    }
    names = ("events", "contacts", "claims", "offices", "processes", "plans", "stories", "declined")
    with tempfile.TemporaryDirectory() as folder, Ledger.open(Path(folder) / "empty") as empty:
        for name in names:
            found |= _page(name, getattr(query, name)(empty, Filters(limit=0)).arrow().schema)
        found |= _page("diff", to_arrow((), DiffRow).schema)
        found |= _page("summary", to_arrow((), DiffCount).schema)
        found |= _page("count", query.count(empty, list(_HEADINGS)).arrow().schema, required=False)
    return found


_HEADINGS = importlib.import_module("dateline.query.counting").HEADINGS


def _page(name: str, schema: pa.Schema, *, required: bool = True) -> dict[str, Schema]:
    title = name.title()
    row = _object(schema) if required else {**_object(schema), "required": ["share", "total", "unit", "counted"]}
    page: Schema = {
        "type": "object",
        "required": ["total", "limit", "offset", "rows"],
        "properties": {
            "total": _COUNT | {"description": "Rows in all."},
            "limit": _COUNT,
            "offset": _COUNT,
            "rows": {"type": "array", "items": {"$ref": f"#/components/schemas/{title}Row"}},
        },
    }
    return {f"{title}Row": row, f"{title}Page": page}


def _object(fields: Any) -> Schema:  # noqa: ANN401  (a schema or a struct of Arrow)
    return {
        "type": "object",
        "properties": {field.name: _of(field.type) for field in fields},
        "required": [field.name for field in fields],
    }


def _of(kind: Any) -> Schema:  # noqa: ANN401  (a type of Arrow)
    import pyarrow as pa  # noqa: PLC0415  (0.1 s: only who asks for the description)

    if pa.types.is_struct(kind):
        return {**_object(kind), "type": ["object", "null"]}
    if pa.types.is_list(kind):
        return {"type": ["array", "null"], "items": _of(kind.value_type)}
    if pa.types.is_date(kind):
        return {"type": ["string", "null"], "format": "date"}
    if pa.types.is_boolean(kind):
        return {"type": ["boolean", "null"]}
    if pa.types.is_integer(kind):
        return {"type": ["integer", "null"]}
    if pa.types.is_floating(kind) or pa.types.is_decimal(kind):
        return {"type": ["number", "null"]}
    return {"type": ["string", "null"]}


def _inlined(schema: Schema) -> Schema:
    """A schema with definitions of its own, as a component that needs nothing beside it."""
    definitions = schema.get("$defs", {})

    def put(value: Any) -> Any:  # noqa: ANN401  (any JSON value)
        if isinstance(value, list):
            return [put(item) for item in value]
        if not isinstance(value, dict):
            return value
        if "$ref" in value:
            return put(definitions[value["$ref"].rpartition("/")[2]])
        return {key: put(item) for key, item in value.items() if key != "$defs"}

    inlined: Schema = put(schema)
    return inlined
