"""The SQL files beside this module as statements; the words behind each table and column become comments in the database."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

SCHEMA_VERSION = 7

_OBJECT = re.compile(r"^CREATE (TABLE|VIEW|MACRO) (\w+)(?:\(\w+\) AS TABLE| \(| AS) -- (.+)$")
_COLUMN = re.compile(r"^  (\w+) .*? -- (.+)$")
_CHECK = re.compile(r"^-- (\w+): (.+)\n([^;]+);", re.MULTILINE)


@cache
def statements(name: str) -> tuple[str, ...]:
    """The statements of a SQL file of this room ("schema.sql"), in order, without remarks."""
    lines = (line.split(" -- ")[0] for line in _source(name).splitlines() if not line.startswith("--"))
    return tuple(statement.strip() for statement in "\n".join(lines).split(";\n") if statement.strip())


def comments(name: str) -> Iterator[str]:
    """COMMENT statements for every table, view and column that a SQL file of this room describes."""
    table = ""
    for line in _source(name).splitlines():
        if found := _OBJECT.match(line):
            table = found[2] if found[1] == "TABLE" else ""
            kind = "MACRO TABLE" if found[1] == "MACRO" else found[1]
            yield f"COMMENT ON {kind} {found[2]} IS {_quoted(found[3])}"
        elif table and (found := _COLUMN.match(line)):
            yield f"COMMENT ON COLUMN {table}.{found[1]} IS {_quoted(found[2])}"


@cache
def checks() -> tuple[tuple[str, str, str], ...]:
    """The checks of checks.sql: kind of problem, the problem in words, and the query that finds the rows concerned."""
    return tuple((found[1], found[2], found[3]) for found in _CHECK.finditer(_source("checks.sql")))


def _source(name: str) -> str:
    return (files(__package__) / name).read_text("utf-8") + "\n"


def _quoted(words: str) -> str:
    return "'" + words.replace("'", "''") + "'"
