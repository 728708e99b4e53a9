"""`dateline schema`: the records, as JSON Schema or as a page of documentation."""

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
@click.option("--format", "form", type=click.Choice(("json", "markdown")), default="json", show_default=True)
def command(record: str | None, form: str) -> None:
    """Print the JSON Schema of RECORD (event, claim, story ...); without RECORD, list the records.

    `--format markdown` writes the reference page docs/records.md.
    """
    types = record_types()
    if form == "markdown":
        click.echo(reference_page(types), nl=False)
    elif record is None:
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


def reference_page(types: dict[str, Any]) -> str:
    """docs/records.md: for every record its docstring and its fields with their types, written from the code."""
    pages = [
        "# Records\n\nWritten by `make docs` from the code; `dateline schema RECORD` prints the same as JSON Schema.\n"
    ]
    pages += [_section(name, kind) for name, kind in types.items()]
    return "\n".join(pages)


def _section(name: str, kind: type) -> str:
    docstring = re.sub(r"\n +", "\n", (kind.__doc__ or "").strip())
    fields: list[Any] = list(dataclasses.fields(kind))
    rows = [f"| `{field.name.removesuffix('_')}` | `{_type_of(field.type)}` |" for field in fields]
    return f"## {name}\n\n{docstring}\n\n| field | type |\n|---|---|\n" + "\n".join(rows) + "\n"


def _type_of(annotation: Any) -> str:  # noqa: ANN401  (annotations are text here)
    return str(annotation).replace("|", "\\|").replace("dt.", "")
