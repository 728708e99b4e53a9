"""Own rows: a user's CSV checked whole, and kept in the user's folder in one form."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from dateline.errors import InputError, LedgerError, UsageError
from dateline.export import atomic_file
from dateline.lexicon.registry import Registry
from dateline.lexicon.registry_own import COLUMNS, OwnRow, RowError, load_own, own_files, own_folder, read_own_rows

from .search import country_code

_NAME = re.compile(r"^[a-z0-9][a-z0-9_-]{0,59}$")


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnFile:
    """A file of own rows that is kept: its name, how many rows and persons it has, and where it lies."""

    name: str
    rows: int
    persons: int
    path: Path


def add_file(path: Path, registry: Registry, today: dt.date, name: str | None = None) -> OwnFile:
    """Keep a CSV of own rows from now on, in the place of one of the same name.

    Rows without an end were open today unless the file says when they were seen. Raises InputError with file and line for a
    row that cannot be used, and UsageError for a name that is none; nothing is written then.
    """
    chosen = file_name(name if name is not None else path.stem)
    rows = _read(path, registry)
    if not rows:
        raise InputError("has no rows below its header", path=str(path))
    return keep_rows(chosen, [replace(row, as_of=_as_of(row, today)) for row in rows])


def _as_of(row: OwnRow, today: dt.date) -> str:
    return "" if row.last else row.as_of or max(today.isoformat(), row.first)


def file_name(given: str) -> str:
    """The name that a file of own rows is kept under; raises UsageError where nothing is left of it.

    >>> file_name("My List 2024")
    'my-list-2024'
    """
    name = re.sub(r"[^a-z0-9_-]+", "-", given.lower()).strip("-_")[:60]
    if not _NAME.match(name):
        raise UsageError(f"{given!r} makes no name for own rows: give --name with letters or digits")
    return name


def _read(path: Path, registry: Registry) -> list[OwnRow]:
    try:
        text = path.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise InputError("is not UTF-8: save it as CSV UTF-8", path=str(path)) from error
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}; check the path", path=str(path)) from error
    try:
        return [_placed(row, registry) for row in read_own_rows(text)]
    except RowError as error:
        raise InputError(str(error), path=str(path), line=error.line) from error


def _placed(row: OwnRow, registry: Registry) -> OwnRow:
    """The row with the code of its country, by code or name."""
    try:
        return replace(row, country=country_code(registry, row.country))
    except UsageError as error:
        raise RowError(str(error), row.line) from error


def keep_rows(name: str, rows: Sequence[OwnRow]) -> OwnFile:
    """Write the rows under a name, whole or not at all; raises LedgerError where the folder cannot be written."""
    folder = own_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise LedgerError(
            f"{folder}: cannot be made ({error.strerror}): set DATELINE_REGISTRY to a folder of yours"
        ) from error
    path = folder / f"{name}.csv"
    with atomic_file(path) as stream:
        stream.write(_as_csv(rows).encode())
    return _kept(path, rows)


def _as_csv(rows: Iterable[OwnRow]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    cells = [_cells(row) for row in rows]
    writer.writerows(dict.fromkeys(cells))
    return text.getvalue()


def _cells(row: OwnRow) -> tuple[str, ...]:
    """The cells of a row in the order of COLUMNS."""
    name, *aliases = row.names
    dates = (row.first, row.last, row.as_of)
    return (name, row.office, row.country, *dates, "|".join(aliases), " ".join(row.sectors), row.note)


def kept_files() -> list[OwnFile]:
    """The files of own rows, by name; raises LexiconError where one is broken."""
    return [_kept(path, load_own(path)) for path in own_files()]


def _kept(path: Path, rows: Sequence[OwnRow]) -> OwnFile:
    persons = {(row.names[0], row.country) for row in rows}
    return OwnFile(name=path.stem, rows=len(rows), persons=len(persons), path=path)


def remove_file(name: str) -> Path:
    """Forget the own rows of a name; raises UsageError that lists the names that there are."""
    found = {path.stem: path for path in own_files()}
    if name not in found:
        raise UsageError(f"there are no own rows called {name!r}; there are: {', '.join(found) or 'none'}")
    found[name].unlink()
    return found[name]
