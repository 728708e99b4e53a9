"""What a person types for a field and its value, as `correcting.words` reads it, and for the filters of the queue."""

from __future__ import annotations

from typing import Any

from dateline.correcting.words import (
    choices,
    completed,
    completions,
    pairs_of,
    read_field,
    read_pairs,
    read_plain_pairs,
    read_value,
)
from dateline.errors import UsageError
from dateline.ledger_api import to_filters
from dateline.query.filters import EVERYTHING, Filters

__all__ = [
    "choices",
    "completed",
    "completions",
    "read_field",
    "read_filters",
    "read_pairs",
    "read_plain_pairs",
    "read_value",
]


def read_filters(words: str) -> Filters:
    """Filters written name=value, as the options of `dateline events` are called. Raises UsageError for anything else.

    >>> read_filters("type=AID background=no").background
    False
    """
    given: dict[str, Any] = {}
    for name, value in pairs_of(words):
        key = name.removeprefix("--").replace("-", "_")
        if key in {"background", "withdrawn"}:
            given[key] = value.lower() not in {"no", "false", "0"}
        elif key == "limit":
            given[key] = _rows(value)
        else:
            given[key] = tuple(value.split(",")) if isinstance(getattr(EVERYTHING, key, None), tuple) else value
    return to_filters(given)


def _rows(words: str) -> int:
    try:
        return int(words)
    except ValueError as error:
        raise UsageError(f"limit is {words!r}: give a number of rows") from error
