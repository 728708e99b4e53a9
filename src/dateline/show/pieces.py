"""The pieces of a page in a notebook: escaped text, tables with captions, one frame with its style sheet."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from dateline.records.rows import Row

#: Rows of an answer that a notebook shows; all of them are in `.rows()`, `.arrow()`, `.pandas()` and `.polars()`.
SHOWN = 20
#: Characters of a cell; more end in an ellipsis.
CELL = 400
#: Control characters, lone surrogates and marks that turn the direction of what follows: none of them may reach a page.
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]")


class Html(str):
    """Text that is HTML already; any other `str` is escaped before it gets on a page."""

    __slots__ = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a table: heading, how a row fills it, and whether its words stay on one line or are a number."""

    title: str
    cell: Callable[[Row], object]
    look: str = ""


def safe(value: object) -> Html:
    """The value as HTML: escaped unless it is `Html`; control characters become U+FFFD.

    >>> safe("<b>" + chr(7))
    '&lt;b&gt;\ufffd'
    """
    if isinstance(value, Html):
        return value
    return Html(html.escape(_UNFIT.sub("\ufffd", "" if value is None else str(value))))


def short(text: object, limit: int = CELL) -> str:
    """One line of at most so many characters; a long one ends in an ellipsis."""
    line = " ".join(str(text or "").split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def joined(parts: Iterable[object], between: str = "") -> Html:
    """The parts after one another, each escaped unless it is HTML; `between` is HTML."""
    return Html(between.join(safe(part) for part in parts))


def lines(parts: Iterable[object]) -> Html:
    """The parts below one another."""
    return joined(parts, "<br>")


def bdi(text: object) -> Html:
    """Words of a story: their direction is their own and changes nothing around them."""
    return Html(f'<bdi dir="auto">{safe(text)}</bdi>')


def quiet(text: object) -> Html:
    """Words that stand back."""
    return Html(f'<span class="dl-quiet">{safe(text)}</span>')


def code(text: object) -> Html:
    """An id, or a value of the contract."""
    return Html(f"<code>{safe(text)}</code>")


def paragraph(*parts: object) -> Html:
    """A paragraph of these parts."""
    return Html(f"<p>{joined(parts)}</p>")


def table(rows: Iterable[Row], columns: Sequence[Column], caption: object) -> Html:
    """A table with a caption and headed columns."""
    head = joined(Html(f'<th scope="col">{safe(column.title)}</th>') for column in columns)
    body = joined(Html(f"<tr>{joined(_cell(column, row) for column in columns)}</tr>") for row in rows)
    return Html(f"<table><caption>{safe(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>")


def _cell(column: Column, row: Row) -> Html:
    look = f' class="dl-{column.look}"' if column.look else ""
    return Html(f"<td{look}>{safe(column.cell(row))}</td>")


def page(*parts: object, label: str) -> str:
    """The whole piece of HTML: style sheet and parts in one frame with a label for screen readers."""
    return f'<div class="dateline-view" role="region" aria-label="{safe(label)}"><style>{_look()}</style>{joined(parts)}</div>'


@cache
def _look() -> str:
    sheet = files(__package__).joinpath("look.css").read_text("utf-8")
    return re.sub(r"\s*\n\s*", "\n", re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)).strip()


def plain(value: Any) -> object:  # noqa: ANN401  (any value of a row)
    """Any value of a row in short: lists by comma, records by name or field by field."""
    if isinstance(value, list):
        return ", ".join(str(plain(item)) for item in value)
    if isinstance(value, dict):
        named = value.get("name") or value.get("text")
        return named or ", ".join(f"{key} {plain(item)}" for key, item in value.items() if item is not None)
    return "" if value is None else value
