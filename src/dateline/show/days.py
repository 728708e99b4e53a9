"""Days and periods in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_LENGTHS = {"month": 7, "year": 4}  # characters of an ISO date


def day_words(when: Mapping[str, Any], unknown: str = "unknown") -> str:
    """A day or period as exact as it is told; unknown: the word where it is not.

    >>> day_words({"first": "2025-03-01", "last": "2025-03-31", "grain": "month"})
    '2025-03'
    >>> day_words({"first": "2025-03-03", "last": "2025-03-09", "grain": "week"})
    '2025-03-03 to 2025-03-09'
    >>> day_words({"first": "2025-04-01", "last": "2025-06-30", "grain": "quarter"})
    '2025-Q2'
    """
    first, last = (None if (end := when.get(name)) is None else str(end) for name in ("first", "last"))
    if first is None or last is None:
        return f"from {first}" if first else f"until {last}" if last else unknown
    grain = when.get("grain")
    length = _LENGTHS.get(str(grain), 10)
    if first[:length] == last[:length]:
        return first[:length]
    if grain == "quarter":
        return f"{first[:4]}-Q{(int(first[5:7]) + 2) // 3}"
    if grain == "decade":
        return f"{first[:3]}0s"
    return f"{first} to {last}"
