"""Contacts as people read them: the accounts of the sides beside one another, then the fields in which they differ."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from dateline.records import Row

from .tables import QUIET, day, who

_FIELDS = ("day", "duration", "asked_by", "topics", "agreed")


def side_by_side(rows: Iterable[Row], title: str | None = None) -> Group:
    """One table a contact: a column for each side that tells of it; below it every difference with its versions."""
    parts: list[RenderableType] = [Text(title, style="bold")] if title else []
    for row in rows:
        parts += [_head(row), accounts_table(row["readouts"]), *map(_difference, row["differences"]), Text("")]
    return Group(*parts)


def accounts_table(accounts: list[Row]) -> Table:
    """The accounts by side: who says it and when, the words, and what they tell."""
    sides = list(dict.fromkeys(account["country"] or "?" for account in accounts))
    drawn = Table(box=SIMPLE_HEAD, expand=True, pad_edge=False)
    drawn.add_column("")
    for side in sides:
        drawn.add_column(side, ratio=1, overflow="fold")
    by_side = {side: [one for one in accounts if (one["country"] or "?") == side] for side in sides}
    drawn.add_row("says", *("\n".join(map(_words, by_side[side])) for side in sides))
    for field in _FIELDS:
        cells = ["; ".join(_values(by_side[side], field)) for side in sides]
        if any(cells):
            drawn.add_row(field.replace("_", " "), *cells)
    return drawn


def _head(row: Row) -> Text:
    head = Text.assemble((row["event_id"][:11], QUIET), f" {day(row['when'])} {row['channel'] or 'unknown'}: ")
    people = (f"{who(one)}, {one['role']}" if one["role"] != "participant" else who(one) for one in row["participants"])
    head.append("; ".join(people), style="bold")
    if row["first_since"]:
        head.append(f" (first since {row['first_since']})")
    return head


def _words(account: Row) -> str:
    said = f"{account['text']} ({account['published'] or '?'}, {account['stance']})"
    return f"{said}: {' '.join(account['sentence'].split())}"


def _values(accounts: list[Row], field: str) -> list[str]:
    told: dict[str, None] = {}
    for account in accounts:
        value: Any = account[field]
        told.update(dict.fromkeys(value if isinstance(value, list) else [value] if value else []))
    return list(told)


def _difference(difference: Row) -> Text:
    versions = (f"{one['country'] or one['source_id']}: {one['value']}" for one in difference["versions"])
    return Text.assemble("  ", (difference["field"].replace("_", " "), "bold"), " differs: ", " | ".join(versions))
