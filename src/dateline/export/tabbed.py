"""Lines of cells between tabs, for formats that know no quoting."""

from __future__ import annotations

import re
from collections.abc import Sequence

#: Whatever a reader of lines could take for an end of a line or of a cell, and other control characters.
_CONTROL = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")


def clean_cell(text: str) -> str:
    r"""The text on one line without tabs and control characters; double quotes, which many readers take for quoting, are single.

    >>> clean_cell(' the\t"old"\ncity ')
    "the 'old' city"
    """
    if text.isprintable() and '"' not in text and "  " not in text:
        return text.strip()
    return _CONTROL.sub(" ", text).strip().replace('"', "'")


def tabbed_line(cells: Sequence[str]) -> bytes:
    """The cells as a line in UTF-8 with a line feed; a lone surrogate becomes a question mark."""
    return ("\t".join(cells) + "\n").encode("utf-8", "replace")


def number(value: float | None) -> str:
    """A figure in the fewest digits, "" for none: 4, -2.5, 37.57.

    >>> number(4.0), number(-2.5), number(None)
    ('4', '-2.5', '')
    """
    return "" if value is None else str(int(value)) if value == int(value) else repr(value)
