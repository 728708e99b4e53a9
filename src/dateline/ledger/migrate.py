"""The schema's version: new files get the newest, files of a newer program are refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.errors import LedgerError

from .schema import SCHEMA_VERSION, comments, statements

if TYPE_CHECKING:
    import duckdb


def prepare(connection: duckdb.DuckDBPyConnection, path: str, *, read_only: bool) -> None:
    """An open file with the tables of this version. An empty one gets them; raises LedgerError for any other file."""
    tables = connection.execute("SELECT table_name FROM duckdb_tables() WHERE NOT temporary").fetchall()
    if not tables and not read_only:
        _create(connection)
    elif ("meta",) not in tables or ("current_events",) not in tables:
        raise LedgerError(
            f"{path}: a database, but not a ledger (its tables: {', '.join(sorted(name for (name,) in tables)) or 'none'}); "
            "give another path, or move the file away to start a new ledger there"
        )
    _check_version(connection, path)


def _create(connection: duckdb.DuckDBPyConnection) -> None:
    """All tables, views and comments in one transaction: a killed process leaves an empty file or a whole one."""
    connection.begin()
    for name in ("schema.sql", "derived.sql"):
        for statement in (*statements(name), *comments(name)):
            connection.execute(statement)
    connection.execute("INSERT INTO meta VALUES ('schema_version', ?)", [str(SCHEMA_VERSION)])
    connection.commit()


def _check_version(connection: duckdb.DuckDBPyConnection, path: str) -> None:
    rows = connection.execute("SELECT value FROM meta WHERE key = 'schema_version'").fetchall()
    found = rows[0][0] if rows else "none"
    if found != str(SCHEMA_VERSION):
        newer = found.isdecimal() and int(found) > SCHEMA_VERSION
        cure = "upgrade dateline (pip install -U dateline)" if newer else "code the stories again into a new ledger"
        raise LedgerError(f"{path}: its schema version is {found}, this program writes {SCHEMA_VERSION}; {cure}")
