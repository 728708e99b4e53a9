"""CSV and TSV: a header with the names of the fields, then one story a row."""

from __future__ import annotations

import csv
from collections.abc import Iterator

from dateline.records import Declined, Story

from .fields import FIELDS, story_of_row
from .inputs import Input, RefusedError, over
from .lines import text_lines

_DELIMITERS = (",", ";", "\t", "|")


def read(entry: Input) -> Iterator[Story | Declined]:
    """A story, or a Declined, for every row; the delimiter is the one that splits the header best.

    A row that does not fit the header is read as far as it goes. An unclosed quotation mark ends the file (Declined).
    """
    csv.field_size_limit(max(csv.field_size_limit(), entry.limits.story_bytes))  # one value for the whole process
    lines = _bounded(entry)
    header = next(lines, "")
    rows = csv.reader(lines, delimiter=_delimiter(header))
    names = [name.strip().lower() for name in next(csv.reader([header], delimiter=_delimiter(header)), [])]
    refuse_without_text(names)
    number = 0
    try:
        for row in rows:
            number += 1
            if row:
                yield story_of_row(dict(zip(names, row, strict=False)), entry, line=number, medium="csv")
    except csv.Error as error:
        words = f"the table breaks here ({error}); look for a quotation mark that is not closed"
        raise RefusedError("csv", words, line=number + 1) from error


def refuse_without_text(names: list[str]) -> None:
    """RefusedError where there is no column `text`; it names the columns that there are."""
    if "text" not in names:
        found = ", ".join(names[:20]) or "none"
        words = f"there is no column 'text' (columns found: {found}); name the columns as in {', '.join(FIELDS)}"
        raise RefusedError("field", words)


def _delimiter(header: str) -> str:
    return max(_DELIMITERS, key=header.count)


def _bounded(entry: Input) -> Iterator[str]:
    for number, line in text_lines(entry):
        if line is None:
            raise RefusedError(
                "size", f"line {number} is {over(entry.limits.story_bytes)}; split the file before it", line=number
            )
        yield line
