"""Whether the ledger is as the last grouping left it: a line in `meta`, good while the tables that it speaks of are the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from dateline.records.grouping import LastGrouping

from .digests import OFFICERS, PROCESSES, TENURES

if TYPE_CHECKING:
    import duckdb

_KEY = "grouped"
#: Whatever grouping writes, and nobody else does.
_TABLES = (
    "story_groups",
    "event_groups",
    "plan_links",
    "claim_links",
    "contested_claims",
    "process_groups",
    "process_states",
    "learnt_holders",
    "by_hand",
)
#: What the steps behind the groups of events work on, and what they write.
_STEPS = {
    "processes": (
        f"({PROCESSES})",
        "(SELECT row_id FROM by_hand WHERE rejected)",
        "process_groups",
        "process_states",
        "process_tellings",
    ),
    "holders": (f"({TENURES})", f"({OFFICERS})", "learnt_holders"),  # whom of the officers a text names, never changes
}
_LOG = "SELECT coalesce(max(n), -1) FROM coding_log"


class _Line(msgspec.Struct, frozen=True):
    """The line as it is written. rules: of the program that grouped; tables: digests of what it left."""

    rules: str
    tables: str
    last: LastGrouping


def last_grouping(connection: duckdb.DuckDBPyConnection, rules: str) -> LastGrouping | None:
    """The last grouping by these rules, if its tables are as it left them; None if all has to be grouped."""
    found = connection.execute("SELECT value FROM meta WHERE key = ?", [_KEY]).fetchall()
    try:
        line = msgspec.json.decode(found[0][0], type=_Line) if found else None
    except (msgspec.DecodeError, msgspec.ValidationError):
        return None
    if line is None or line.rules != rules or line.tables != _digest(connection, *_TABLES):
        return None
    return line.last


def forget_grouping(connection: duckdb.DuckDBPyConnection) -> None:
    """Until the next grouping is done there is none: one that is killed is not taken for whole."""
    connection.execute("DELETE FROM meta WHERE key = ?", [_KEY])


def keep_grouping(connection: duckdb.DuckDBPyConnection, rules: str, last: LastGrouping) -> None:
    """Writes that all is grouped by these rules."""
    forget_grouping(connection)
    line = _Line(rules, _digest(connection, *_TABLES), last)
    connection.execute("INSERT INTO meta VALUES (?, ?)", [_KEY, msgspec.json.encode(line).decode()])


def step_digest(connection: duckdb.DuckDBPyConnection, step: str) -> str:
    """What a step works on and what stands where it writes, as a digest: "processes" or "holders"."""
    return _digest(connection, *_STEPS[step])


def log_end(connection: duckdb.DuckDBPyConnection) -> int:
    """The last number of the coding log; -1 where nothing was coded."""
    ((number,),) = connection.execute(_LOG).fetchall()
    return int(number)


def _digest(connection: duckdb.DuckDBPyConnection, *sources: str) -> str:
    """The rows of tables or queries as numbers that hang on every value, and on no order."""
    asked = " UNION ALL ".join(
        f"SELECT {n} AS n, count(*) AS rows, sum(hash(x::VARCHAR)) AS one, bit_xor(hash(x::VARCHAR, 1)) AS two FROM {source} x"  # noqa: S608  (our own names)
        for n, source in enumerate(sources)
    )
    found = connection.execute(f"SELECT * FROM ({asked}) ORDER BY n").fetchall()  # noqa: S608  (as above)
    return "; ".join(" ".join(map(str, row[1:])) for row in found)
