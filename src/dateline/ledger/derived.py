"""What follows from the groups of stories and events: tables that are replaced as a whole, or where something is otherwise."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from .append import insert, transaction
from .schema import statements

if TYPE_CHECKING:
    import duckdb

    from dateline.records.groups import ClaimLink, PlanLink, ProcessGroup, StateSpan

    from .flatten import TableRow

#: Derived tables that are replaced as a whole, and the names under which their columns stand in the records ("": in none).
_DERIVED = {
    "learnt_holders": {"in_table": "table"},
    "process_groups": {"process_id": "group"},
    "process_states": {"process_id": "group", "imposed_by": "by", "process_no": "", "mention_no": ""},
    "plan_links": {},
    "claim_links": {"group_id": "group"},
}


def replace_derived(connection: duckdb.DuckDBPyConnection, table: str, records: Iterable[object]) -> None:
    """Replaces all rows of a derived table by these records in one transaction."""
    rows = _derived_rows(connection, table, records)
    with transaction(connection):
        connection.execute(f"DELETE FROM {table}")  # noqa: S608  (our own names)
        insert(connection, table, rows)


def replace_some_plans(connection: duckdb.DuckDBPyConnection, links: Iterable[PlanLink], groups: Iterable[str]) -> None:
    """Replaces the links of these planned events in one transaction, and leaves those of others."""
    rows = _derived_rows(connection, "plan_links", links)
    with transaction(connection):
        connection.execute("DELETE FROM plan_links WHERE plan_group IN (SELECT unnest(?::VARCHAR[]))", [sorted(groups)])
        insert(connection, "plan_links", rows)


def replace_claim_links(
    connection: duckdb.DuckDBPyConnection, links: Iterable[ClaimLink], claims: Iterable[int] | None = None
) -> None:
    """Replaces what ties claims (None: all) to events of other sentences and stories, and what follows, in one transaction."""
    rows = _derived_rows(connection, "claim_links", links)
    with transaction(connection):
        if claims is None:
            connection.execute("DELETE FROM claim_links")
        else:
            connection.execute("DELETE FROM claim_links WHERE claim_no IN (SELECT unnest(?::BIGINT[]))", [list(claims)])
        insert(connection, "claim_links", rows)
        for statement in statements("contested.sql"):
            connection.execute(statement)


def replace_processes(
    connection: duckdb.DuckDBPyConnection, groups: Iterable[ProcessGroup], states: Iterable[StateSpan]
) -> None:
    """Replaces the groups of mentions of processes and the states of processes in one transaction."""
    groups_of = _derived_rows(connection, "process_groups", groups)
    states_of = _derived_rows(connection, "process_states", states)
    with transaction(connection):
        connection.execute("DELETE FROM process_groups")
        insert(connection, "process_groups", groups_of)
        connection.execute("CREATE OR REPLACE TEMP TABLE new_process_states AS SELECT * FROM process_states LIMIT 0")
        insert(connection, "new_process_states", states_of)
        for statement in (*statements("tellings.sql"), *statements("states.sql")):
            connection.execute(statement)


def _derived_rows(connection: duckdb.DuckDBPyConnection, table: str, records: Iterable[object]) -> list[TableRow]:
    """Records as rows of a derived table; numbers that only the ledger knows are left out."""
    renamed = _DERIVED[table]
    columns = connection.sql(f"SELECT * FROM {table} LIMIT 0").columns  # noqa: S608  (our own names)
    names = {name: renamed.get(name, name) for name in columns}
    return [{name: getattr(item, field) for name, field in names.items() if field} for item in records]
