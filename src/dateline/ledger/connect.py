"""The file: opening it, and the database's complaints as LedgerError with place and cure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from dateline.errors import LedgerError

# No network: nothing is ever downloaded or loaded on demand.
_CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    # A page of rows is looked up by their numbers: parts of a table that hold none of them are not read. 50 would be too few.
    "dynamic_or_filter_threshold": 1000,
}
_CURES = (
    (
        re.compile(r"set lock|being used by another process"),
        "another process has it open for writing; wait until it is done, or give another file",
    ),
    (
        re.compile(r"different configuration"),
        "this process has it open already in another mode; close it first, or open both in the same mode",
    ),
    (
        re.compile(r"not a valid DuckDB database"),
        "it is not a ledger; give another path, or move the file away to start a new ledger there",
    ),
    (re.compile(r"No such file or directory"), "the folder does not exist; create it, or give another path"),
    (re.compile(r"Permission denied|read-only"), "it may not be written; change its permissions, or give another path"),
    (
        re.compile(r"No space left|Could not write|write|out of memory", re.IGNORECASE),
        "it could not be written; free some space and run again: what was complete before is kept",
    ),
    (
        re.compile(r"checksum|corrupt|[Ss]erializ|INTERNAL|fatal", re.IGNORECASE),
        "the file is damaged; restore a copy, or code the stories again into a new ledger",
    ),
)


def connect(path: str, *, read_only: bool) -> duckdb.DuckDBPyConnection:
    """An open database file. Raises LedgerError where it cannot be opened, or is to be read and does not exist."""
    if Path(path).is_dir():
        raise LedgerError(f"{path}: is a folder, not a ledger; give the path of a file in it")
    if read_only and not Path(path).exists():
        raise LedgerError(
            f"{path}: there is no ledger; code stories into it first (dateline code PATH --ledger {path})"
        )
    with guarded(path):
        return duckdb.connect(path, read_only=read_only, config=_CONFIG)


@contextmanager
def guarded(path: str) -> Iterator[None]:
    """Within: what the database and the operating system complain of becomes LedgerError."""
    try:
        yield
    except (duckdb.Error, OSError) as error:
        words = str(error)
        cure = next((cure for pattern, cure in _CURES if pattern.search(words)), "check the file, then run again")
        raise LedgerError(f"{path}: {cure} ({words.splitlines()[0] if words else type(error).__name__})") from error
