"""Writes the reference pages from the code: docs/commands.md and docs/records.md. Run by `make docs`; a test compares.

python docs/write_reference.py
"""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path
from typing import Any

import click

from dateline.cli.app import COMMANDS, dateline
from dateline.cli.schema import record_types

HERE = Path(__file__).parent
WIDTH = 100


def commands_page() -> str:
    """docs/commands.md: the help of every command, as the program prints it."""
    root = click.Context(dateline, info_name="dateline", max_content_width=WIDTH, terminal_width=WIDTH)
    head = (
        "# Commands\n\nWritten by `make docs` from the program. Exit codes: 0 done; 1 some inputs were rejected, each named on "
        "standard error, the rest is coded; 2 wrong usage; 3 the ledger or an output could not be written, and nothing "
        "half-written is left behind.\n"
    )
    pages = [head]
    for name in COMMANDS:
        command = dateline.get_command(root, name)
        if command is None:
            raise KeyError(name)
        pages.append(_help(command, root))
    return "\n".join(pages)


def _help(command: click.Command, parent: click.Context) -> str:
    context = click.Context(
        command, info_name=command.name, parent=parent, max_content_width=WIDTH, terminal_width=WIDTH
    )
    page = f"## {context.command_path}\n\n```text\n{command.get_help(context)}\n```\n"
    below = command.commands.values() if isinstance(command, click.Group) else ()
    return "\n".join([page, *(_help(inner, context) for inner in below)])


def records_page() -> str:
    """docs/records.md: for every record its docstring and its fields with their types."""
    pages = [
        "# Records\n\nWritten by `make docs` from the code; `dateline schema RECORD` prints the same as JSON Schema.\n"
    ]
    pages += [_record(name, kind) for name, kind in record_types().items()]
    return "\n".join(pages)


def _record(name: str, kind: Any) -> str:  # noqa: ANN401  (a dataclass)
    docstring = re.sub(r"\n +", "\n", (kind.__doc__ or "").strip())
    rows = [f"| `{field.name.removesuffix('_')}` | `{_type(field.type)}` |" for field in dataclasses.fields(kind)]
    return f"## {name}\n\n{docstring}\n\n| field | type |\n|---|---|\n" + "\n".join(rows) + "\n"


def _type(annotation: Any) -> str:  # noqa: ANN401  (annotations are text here)
    return str(annotation).replace("|", "\\|").replace("dt.", "")


PAGES = {"commands.md": commands_page, "records.md": records_page}


def main() -> None:
    """Write all pages."""
    for name, page in PAGES.items():
        (HERE / name).write_text(page(), "utf-8")
        print(HERE / name)


if __name__ == "__main__":
    main()
