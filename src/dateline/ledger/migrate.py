"""The schema's version: new files get the newest, those of the version before are brought up to it, all others are refused."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dateline.errors import LedgerError

from .schema import SCHEMA_VERSION, comments, statements

if TYPE_CHECKING:
    import duckdb


#: The version that can be brought up to this one where it lies: nothing that is coded changes, so nothing is coded again.
OLDER = "6"


def prepare(connection: duckdb.DuckDBPyConnection, path: str, *, read_only: bool) -> None:
    """An open file with the tables of this version. An empty one gets them, one of the version before gets what is new.

    Raises LedgerError for any other file, and for one of the version before that may only be read.
    """
    tables = connection.execute("SELECT table_name FROM duckdb_tables() WHERE NOT temporary").fetchall()
    if not tables and not read_only:
        _create(connection)
    elif ("meta",) not in tables or ("current_events",) not in tables:
        raise LedgerError(
            f"{path}: a database, but not a ledger (its tables: {', '.join(sorted(name for (name,) in tables)) or 'none'}); "
            "give another path, or move the file away to start a new ledger there"
        )
    if not read_only and version(connection) == OLDER:
        _upgrade(connection)
    _check_version(connection, path)


def version(connection: duckdb.DuckDBPyConnection) -> str:
    """The schema's version as the file says it; "none" where it says nothing or is no ledger."""
    if not connection.execute("SELECT 1 FROM duckdb_tables() WHERE table_name = 'meta' AND NOT temporary").fetchall():
        return "none"
    rows = connection.execute("SELECT value FROM meta WHERE key = 'schema_version'").fetchall()
    return str(rows[0][0]) if rows else "none"


def _upgrade(connection: duckdb.DuckDBPyConnection) -> None:
    """What version 7 has besides: corrections with anchors, what became of them, and which rows a person has reviewed.

    Nothing was ever written to the corrections of version 6.
    """
    connection.begin()
    connection.execute("DROP TABLE corrections")
    connection.execute("ALTER TABLE current_events ADD COLUMN reviewed BOOLEAN DEFAULT false")
    for name in ("schema.sql", "derived.sql"):
        for statement in statements(name):
            if _NEW.match(statement):
                connection.execute(statement)
            elif _DRAWN.match(statement):
                connection.execute(_DRAWN.sub(r"CREATE OR REPLACE \1", statement))
        for statement in comments(name):
            connection.execute(statement)
    connection.execute("UPDATE meta SET value = ? WHERE key = 'schema_version'", [str(SCHEMA_VERSION)])
    connection.commit()


_NEW = re.compile(r"CREATE TABLE (?:corrections|correction_states|by_hand)\b")
_DRAWN = re.compile(r"CREATE (VIEW|MACRO)\b")


def _create(connection: duckdb.DuckDBPyConnection) -> None:
    """All tables, views and comments in one transaction: a killed process leaves an empty file or a whole one."""
    connection.begin()
    for name in ("schema.sql", "derived.sql"):
        for statement in (*statements(name), *comments(name)):
            connection.execute(statement)
    connection.execute("INSERT INTO meta VALUES ('schema_version', ?)", [str(SCHEMA_VERSION)])
    connection.commit()


def _check_version(connection: duckdb.DuckDBPyConnection, path: str) -> None:
    found = version(connection)
    if found != str(SCHEMA_VERSION):
        newer = found.isdecimal() and int(found) > SCHEMA_VERSION
        cure = "upgrade dateline (pip install -U dateline)" if newer else "code the stories again into a new ledger"
        if found == OLDER:
            cure = "it may not be written, so it could not be brought up to that; make it writable and ask again"
        raise LedgerError(f"{path}: its schema version is {found}, this program writes {SCHEMA_VERSION}; {cure}")
