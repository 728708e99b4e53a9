"""Resources: what the ledger holds, each row by its id, and the types of the codebook."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import mcp_types as types

from dateline.errors import UsageError
from dateline.ledger import Ledger
from dateline.lexicon.codebook import read_type_files
from dateline.lexicon.own_codebook import Layers

from .asking import extent, opened
from .drawing import KINDS
from .tools import explain

SUMMARY, TYPES = "dateline://ledger", "dateline://codebook/types"
JSON = "application/json"
_ROW = re.compile(rf"dateline://(?P<kind>{'|'.join([*KINDS.values(), 'group'])})/(?P<id>[a-z]{{2}}_[0-9a-f]{{3,64}})")
_COUNTED = (
    "events_once",
    "current_claims",
    "current_tenures",
    "plan_outcomes",
    "current_declined",
)

LISTED = (
    types.Resource(
        name="ledger",
        title="What the ledger holds",
        uri=SUMMARY,
        description="How many rows of each kind, and between which days the stories were published.",
        mime_type=JSON,
    ),
    types.Resource(
        name="codebook-types",
        title="Types of the codebook",
        uri=TYPES,
        description="The PLOVER types with definition and modes.",
        mime_type=JSON,
    ),
)
TEMPLATES = (
    types.ResourceTemplate(
        name="row",
        title="A row by its id",
        uri_template="dateline://{kind}/{id}",
        description=f"kind: {', '.join(KINDS.values())}. Where every field of the row comes from, with its citations.",
        mime_type=JSON,
    ),
)


def read(path: Path, uri: str) -> str:
    """The resource at this address as JSON. Raises UsageError if there is none, LedgerError where the file fails."""
    if uri == TYPES:
        return _json(_types())
    row = _ROW.fullmatch(uri)
    if uri != SUMMARY and row is None:
        raise UsageError(f"there is no resource {uri[:200]!r}; there is: {SUMMARY}, {TYPES}, dateline://event/ev_...")
    with opened(path) as ledger:
        return _json(_summary(ledger)) if row is None else _row(ledger, row["kind"], row["id"])


def _row(ledger: Ledger, kind: str, row_id: str) -> str:
    found = explain(ledger, row_id)
    if kind not in {found.kind, "group"}:
        raise UsageError(f"{row_id!r} is the id of a {found.kind}: read {found.uri}")
    return found.model_dump_json(by_alias=True)


def _summary(ledger: Ledger) -> Mapping[str, Any]:
    counts = {name: ledger.tuples(f"SELECT count(*) FROM {name}")[0][0] for name in _COUNTED}  # noqa: S608  (our own views)
    ((processes, corrections),) = ledger.tuples(
        "SELECT (SELECT count(DISTINCT process_id) FROM process_groups), (SELECT count(*) FROM corrections)"
    )
    names = ("events", "claims", "tenures_told", "plans", "declined")
    return {
        **extent(ledger).model_dump(mode="json"),
        **dict(zip(names, counts.values(), strict=True)),
        "processes": processes,
        "corrections_by_hand": corrections,
        "how_counted": "events, plans and processes once each, however often they are told; claims and tenures for each telling",
    }


def _types() -> list[Mapping[str, Any]]:
    """The types in the order of their names; what stands in the files is kept until they change."""
    return [
        {"type": found["type"], "definition": " ".join(found["definition"].split()), "modes": found.get("modes") or {}}
        for _, found in read_type_files(Layers.of())
    ]


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
