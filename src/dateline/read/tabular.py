"""CSV and TSV: a header with the names of the fields, then one story a row."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import Protocol

from dateline.records import Declined, Story

from .fields import FIELDS, story_of_row
from .inputs import Input, RefusedError, over
from .lines import text_lines


class _Rows(Protocol):
    line_num: int

    def __next__(self) -> list[str]: ...
    def __iter__(self) -> Iterator[list[str]]: ...


_DELIMITERS = (",", ";", "\t", "|")


def read(entry: Input) -> Iterator[Story | Declined]:
    """A story, or a Declined, for every row; the delimiter is the one that splits the header best.

    A row that does not fit the header is read as far as it goes. A quotation mark that is not closed swallows the rows
    after it: there reading ends, with a Declined.
    """
    csv.field_size_limit(max(csv.field_size_limit(), entry.limits.story_bytes))  # one value for the whole process
    lines = _bounded(entry)
    header = next(lines, "")
    rows = csv.reader(lines, delimiter=_delimiter(header), strict=True)
    names = _names(header)
    refuse_without_text(names)
    number = 0
    while (row := _next_row(rows, entry, number + 1)) is not None:
        number += 1
        if isinstance(row, Declined):
            yield row
        elif row:
            yield story_of_row(dict(zip(names, row, strict=False)), entry, line=number, medium="csv")


def _next_row(rows: _Rows, entry: Input, number: int) -> list[str] | Declined | None:
    """The next row; a Declined for one that breaks the rules; None at the end. RefusedError where more than it is lost."""
    before = rows.line_num
    try:
        return next(rows, None)
    except csv.Error as error:
        if rows.line_num - before > 1:
            words = f"the table breaks here ({error}); look for a quotation mark that is not closed, or not doubled"
            raise RefusedError("csv", words, line=number) from error
        return entry.decline("csv", f"the row is broken ({error}); double the quotation marks in it", line=number)


def refuse_without_text(names: list[str]) -> None:
    """RefusedError where there is no column `text`; it names the columns that there are."""
    if "text" not in names:
        found = ", ".join(names[:20]) or "none"
        words = f"there is no column 'text' (columns found: {found}); name the columns as in {', '.join(FIELDS)}"
        raise RefusedError("field", words)


def _names(header: str) -> list[str]:
    try:
        return [name.strip().lower() for name in next(csv.reader([header], delimiter=_delimiter(header)), [])]
    except csv.Error as error:
        raise RefusedError(
            "csv", f"the header is broken ({error}); write one line, ended by a line feed", line=1
        ) from error


def _delimiter(header: str) -> str:
    return max(_DELIMITERS, key=header.count)


def _bounded(entry: Input) -> Iterator[str]:
    for number, line in text_lines(entry):
        if line is None:
            raise RefusedError(
                "size", f"line {number} is {over(entry.limits.story_bytes)}; split the file before it", line=number
            )
        yield line
