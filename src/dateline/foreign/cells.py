"""Cells of tables: names of columns in whatever spelling, missing values, lists, days."""

from __future__ import annotations

import datetime as dt
import re

_MISSING = frozenset({"", "none", "na", "n/a", "null", "nan", "nat", "\\n"})
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ].*)?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:\d{6})?")
_AMERICAN = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


def column_key(name: str) -> str:
    """The name of a column without case, quotes, blanks and punctuation.

    >>> column_key('"Event  Intensity"') == column_key("event_intensity")
    True
    """
    return "".join(letter for letter in name.lower() if letter.isalnum())


def value_of(cell: str | None) -> str | None:
    """The cell without blanks around it; None for an empty one and for words that mean so (None, NA, NULL, nan)."""
    text = (cell or "").strip()
    return None if text.lower() in _MISSING else text


def items_of(cell: str | None) -> list[str | None]:
    """The items of a list: parted by semicolons, or by bars where there is none; missing items keep their place.

    >>> items_of("KOR; None; USA"), items_of("legal|cyber"), items_of("None")
    (['KOR', None, 'USA'], ['legal', 'cyber'], [])
    """
    text = value_of(cell)
    if text is None:
        return []
    text = text.strip("[]") if text.startswith("[") and text.endswith("]") else text
    items = [value_of(item.strip().strip("'\"")) for item in text.split(";" if ";" in text else "|")]
    while items and items[-1] is None:
        items.pop()
    return items


def day_of(cell: str | None) -> dt.date | None:
    """The day in ISO, in figures (20240131), or as M/D/YYYY; None where it is missing. Raises ValueError for anything else."""
    text = value_of(cell)
    if text is None:
        return None
    if found := _ISO.fullmatch(text) or _COMPACT.fullmatch(text):
        return dt.date(int(found[1]), int(found[2]), int(found[3]))
    if found := _AMERICAN.fullmatch(text):
        return dt.date(int(found[3]), int(found[1]), int(found[2]))
    raise ValueError(f"{text!r} is no day: 2024-01-31 is wanted")


def number_of(cell: str | None) -> float | None:
    """The figure, None where it is missing. Raises ValueError for words."""
    text = value_of(cell)
    return None if text is None else float(text)
