"""Which format a file has, told by its columns, header and field names, never by what it is called; and its events."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from dateline.errors import InputError
from dateline.read.paths import find_files
from dateline.records.event import Event
from dateline.records.foreign import ForeignEvent, ForeignProblem

from .dyads import is_dyads, read_dyads
from .files import ForeignFile, byte_lines, open_file, text_lines
from .gdelt import is_gdelt, read_gdelt
from .gdelt_mentions import is_gdelt_mentions, read_gdelt_mentions
from .icews import is_icews, read_icews
from .own import (
    events_of,
    foreign_of,
    is_own,
    is_own_header,
    rows_of_csv,
    rows_of_jsonl,
    rows_of_parquet,
    table_of_parquet,
)
from .plover import is_plover, read_plover
from .polecat import is_polecat, read_polecat

Numbered = Iterable[tuple[int, str]]
Read = Iterator[ForeignEvent | ForeignProblem]
_PARQUET = b"PAR1"
_LEDGER = b"DUCK"
#: Where a DuckDB file has its name.
_LEDGER_AT = 8
#: Blank lines before the first row.
_HEAD = 20


@dataclass(frozen=True, slots=True)
class Shape:
    """A format of lines: its name, whether a first line (header or row) is of it, its reader, whether lines keep their ends."""

    name: str
    fits: Callable[[str], bool]
    read: Callable[[Numbered, str], Read]
    ends: bool = False


def _read_jsonl(lines: Numbered, path: str) -> Read:
    return _foreign(events_of(rows_of_jsonl(lines, path), "jsonl", path), "jsonl", path)


def _read_csv(lines: Numbered, path: str) -> Read:
    return _foreign(events_of(rows_of_csv(lines, path), "csv", path), "csv", path)


def _foreign(events: Iterable[tuple[Event, int] | ForeignProblem], form: str, path: str) -> Read:
    for item in events:
        yield item if isinstance(item, ForeignProblem) else foreign_of(item[0], form, path, item[1])


#: The formats, in the order in which they are tried.
SHAPES: tuple[Shape, ...] = (
    Shape("jsonl", is_own, _read_jsonl),
    Shape("plover", is_plover, read_plover),
    Shape("csv", is_own_header, _read_csv, ends=True),
    Shape("polecat", is_polecat, read_polecat),
    Shape("gdelt", is_gdelt, read_gdelt),
    Shape("gdelt-mentions", is_gdelt_mentions, read_gdelt_mentions),
    Shape("icews", is_icews, read_icews),
    Shape("cameo-dyads", is_dyads, read_dyads),
)


def read_foreign(paths: Sequence[str]) -> Read:
    """The events of files, folders and globs in order; rows that cannot be used are problems with line and cause.

    Raises InputError where a path means nothing, or the only file is of no known format or damaged; of several files, such a one is
    a problem, and the others are read.
    """
    files = find_files(paths)
    for found in files:
        try:
            for file in open_file(found):
                yield from read_file(file)
        except InputError as error:
            if len(files) == 1:
                raise
            yield ForeignProblem(format="unknown", path=error.path, line=error.line or 1, reason=error.cause)


def read_file(file: ForeignFile) -> Read:
    """The events of one file, whatever its format."""
    if is_parquet(file.stream):
        table = table_of_parquet(file.stream, file.path)
        yield from _foreign(events_of(rows_of_parquet(table, file.path), "parquet", file.path), "parquet", file.path)
        return
    shape, lines = detect(file)
    yield from shape.read(text_lines(lines, ends=shape.ends), file.path)


def detect(file: ForeignFile) -> tuple[Shape, Iterator[bytes]]:
    """The format of a file of lines, and all its lines. Raises InputError where it is of none."""
    lines = byte_lines(file)
    head = []
    for line in itertools.islice(lines, _HEAD):
        head.append(line)
        if line.strip():
            break
    first = next((text for _, text in text_lines(head) if text.strip()), "")
    shape = next((shape for shape in SHAPES if first and shape.fits(first)), None)
    if shape is None:
        raise InputError(_unknown(first), path=file.path, line=1 if first else None)
    return shape, itertools.chain(head, lines)


def is_parquet(stream: BinaryIO) -> bool:
    """Whether the bytes are a Parquet file."""
    return _peek(stream).startswith(_PARQUET)


def is_ledger(path: str) -> bool:
    """Whether the path is a ledger file of ours (a DuckDB file); a folder, a glob or nothing at all is none."""
    if not Path(path).is_file():
        return False
    try:
        with Path(path).open("rb") as stream:
            return stream.read(_LEDGER_AT + len(_LEDGER))[_LEDGER_AT:] == _LEDGER
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror}): check the path", path=path) from error


def _peek(stream: BinaryIO) -> bytes:
    return stream.peek(len(_PARQUET))  # type: ignore[attr-defined,no-any-return]  # guarded streams are buffered


def _unknown(first: str) -> str:
    if not first:
        return "the file is empty: a file of events is wanted"
    known = ", ".join((*(shape.name for shape in SHAPES), "parquet"))
    cells = first.split("\t")
    begins = f"{len(cells)} cells between tabs, the first of them {cells[0][:40]!r}" if cells[1:] else repr(first[:80])
    return f"of no known format ({known}): its first line has {begins}"
