"""`dateline schema`: the records as JSON Schema."""

from __future__ import annotations

import dataclasses
import json
import re
from typing import Any

import click

from dateline import records
from dateline.records import json_schema

_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")


def record_types() -> dict[str, Any]:
    """Every record by the name that the command line uses: "actor-mention" is ActorMention."""
    exported = ((name, getattr(records, name)) for name in records.__all__)
    return {_HUMP.sub("-", name).lower(): kind for name, kind in exported if dataclasses.is_dataclass(kind)}


@click.command("schema")
@click.argument("record", required=False)
def command(record: str | None) -> None:
    """Print the JSON Schema of RECORD (event, claim, story ...); without RECORD, list the records."""
    types = record_types()
    if record is None:
        for name, kind in types.items():
            click.echo(f"{name:22}{_summary(kind)}")
    else:
        click.echo(json.dumps(json_schema(_named(record, types)), indent=2, ensure_ascii=False))


def _named(record: str, types: dict[str, Any]) -> Any:  # noqa: ANN401  (a record type)
    name = _HUMP.sub("-", record).lower().replace("_", "-")
    if name not in types:
        raise click.UsageError(f"there is no record {record!r}; there are {', '.join(types)}")
    return types[name]


def _summary(kind: type) -> str:
    return (kind.__doc__ or "").strip().partition("\n")[0]
