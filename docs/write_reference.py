"""Writes the reference pages from the code: commands.md, ledger.md and records.md. Run by `make docs`; a test compares.

python docs/write_reference.py
"""

from __future__ import annotations

import dataclasses
import re
import tempfile
from pathlib import Path
from typing import Any

import click

from dateline.cli.app import COMMANDS, dateline
from dateline.cli.schema import record_types
from dateline.ledger import Ledger

HERE = Path(__file__).parent
WIDTH = 100


def commands_page() -> str:
    """docs/commands.md: the help of every command, as the program prints it."""
    root = click.Context(
        dateline,
        info_name="dateline",
        help_option_names=["-h", "--help"],
        max_content_width=WIDTH,
        terminal_width=WIDTH,
    )
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


def ledger_page() -> str:
    """docs/ledger.md: every table and view of a ledger with its columns, as the database describes them."""
    with tempfile.TemporaryDirectory() as folder, Ledger.open(Path(folder) / "empty.dateline") as ledger:
        views = ledger.ask(
            "SELECT view_name AS name, comment FROM duckdb_views() WHERE NOT internal ORDER BY name"
        ).rows()
        tables = ledger.ask("SELECT table_name AS name, comment FROM duckdb_tables() ORDER BY name").rows()
        sql = "SELECT column_name AS name, data_type, comment FROM duckdb_columns() WHERE table_name = ? ORDER BY column_index"
        sections = [_view(view, ledger.ask(sql, [view["name"]]).rows()) for view in views]
        sections += [_table(table, ledger.ask(sql, [table["name"]]).rows()) for table in tables]
    return "\n".join([LEDGER, *sections])


def _view(view: dict[str, Any], columns: list[dict[str, Any]]) -> str:
    names = ", ".join(f"`{column['name']}`" for column in columns)
    return f"## {view['name']}\n\n{view['comment']}. A view: {names}.\n"


def _table(table: dict[str, Any], columns: list[dict[str, Any]]) -> str:
    rows = (f"| `{row['name']}` | `{_short(row['data_type'])}` | {row['comment'] or ''} |" for row in columns)
    return f"## {table['name']}\n\n{table['comment']}.\n\n| column | type | |\n|---|---|---|\n" + "\n".join(rows) + "\n"


def _short(data_type: str) -> str:
    """STRUCT(...)[] without what is in it: the record of the same name tells."""
    return re.sub(r"STRUCT\(.*\)", "STRUCT", data_type)


LEDGER = """# The ledger in SQL

Written by `make docs` from the schema. A ledger is one DuckDB file; any DuckDB client reads it, and `Ledger.ask` does in Python.
Rows of the tables are only ever added, by codings; the views show what is current. Start with `counted_events` (each event
once), `event_actors`, `current_claims` and `current_tenures`.

What persons say of rows stands in `corrections`, and what became of it in `correction_states` (docs/corrections.md). Where a
person's word stands, a row by hand lies beside the program's under the same id, and current tables and views have it instead:
`by_hand` names both, `set_aside` the rows that do not count, `hand_written` those by hand. All of these are computed anew at
each grouping; whoever reads `events`, `claims` or `tenures` themselves leaves out one or the other.
"""
PAGES = {"commands.md": commands_page, "ledger.md": ledger_page, "records.md": records_page}


def main() -> None:
    """Write all pages."""
    for name, page in PAGES.items():
        (HERE / name).write_text(page(), "utf-8")
        print(HERE / name)


if __name__ == "__main__":
    main()
