"""JSON Lines: one row a line, keys in the order of the record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, BinaryIO

from dateline.records import to_json


def write_jsonl(rows: Iterable[Mapping[str, Any]], stream: BinaryIO) -> int:
    """Write the rows as they come; the number written comes back."""
    count = 0
    for row in rows:
        stream.write(to_json(row).encode("utf-8"))
        stream.write(b"\n")
        count += 1
    return count
