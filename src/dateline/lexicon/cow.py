"""State numbers of the Correlates of War project, by our codes."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from dateline.errors import LexiconError

from .yaml_files import HERE

_COLUMNS = ["code", "cow", "from", "to"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CowNumber:
    """A number and the days from and to which the code had it; None: from or to whenever."""

    number: int
    first: dt.date | None
    last: dt.date | None


@cache
def load_cow(path: Path = HERE / "data" / "cow.csv") -> Mapping[str, tuple[CowNumber, ...]]:
    """The numbers by code, the earliest first; raises LexiconError with file and line where the table is wrong."""
    found: dict[str, tuple[CowNumber, ...]] = {}
    lines = path.read_text(encoding="utf-8").splitlines()[1:]
    reader = csv.DictReader(lines)
    if reader.fieldnames != _COLUMNS:
        raise LexiconError(f"columns are {reader.fieldnames}: {', '.join(_COLUMNS)} are wanted", path=str(path), line=2)
    for line, row in enumerate(reader, 3):
        try:
            number = CowNumber(number=int(row["cow"]), first=_day(row["from"]), last=_day(row["to"]))
        except (TypeError, ValueError) as error:
            raise LexiconError(f"{row}: a number and ISO dates are wanted", path=str(path), line=line) from error
        found[row["code"]] = (*found.get(row["code"], ()), number)
    return found


def cow_number(code: str | None, day: dt.date | None) -> int | None:
    """The number of the state on that day; without a day the last one; None for what is no state, or had none then.

    >>> cow_number("DEU", dt.date(1989, 11, 9)), cow_number("DEU", dt.date(2020, 1, 1)), cow_number("UNO", None)
    (260, 255, None)
    """
    numbers = load_cow().get(code or "", ())
    if day is None:
        return numbers[-1].number if numbers else None
    fitting = (n for n in numbers if (n.first is None or n.first <= day) and (n.last is None or day <= n.last))
    return next((n.number for n in fitting), None)


def _day(iso: str) -> dt.date | None:
    return dt.date.fromisoformat(iso) if iso else None
