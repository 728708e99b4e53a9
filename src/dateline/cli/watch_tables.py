"""The table of `dateline watch --status`."""

from __future__ import annotations

from collections.abc import Iterable

from rich.table import Table
from rich.text import Text

from dateline.records import Row

from .tables import QUIET, Column, table


def status_table(rows: Iterable[Row]) -> Table:
    """Feeds and folders: when they were looked at, when again, what came of it, what went wrong last."""
    columns = (
        Column(title="name", cell=_name, ratio=4),
        Column(title="last look", cell=lambda row: _moment(row["last_fetch"]) or "never"),
        Column(title="last new", cell=lambda row: _moment(row["last_new"])),
        Column(title="next look", cell=_next),
        Column(title="stories", cell=_stories),
        Column(title="trouble", cell=_trouble, ratio=4),
    )
    return table(rows, columns)


def _name(row: Row) -> Text:
    drawn = Text(row["name"], style="bold")
    return drawn.append(f"\n{row['address']}", style=f"not bold {QUIET}") if row["address"] != row["name"] else drawn


def _moment(moment: str | None) -> str:
    """Day and time on two lines, in UTC."""
    return moment.replace("T", "\n") if moment else ""


def _next(row: Row) -> str:
    return "each round" if row["kind"] == "folder" else _moment(row["next_fetch"]) or "now"


def _stories(row: Row) -> str:
    return f"{row['stories']}" + (f"\n{row['waiting']} wait" if row["waiting"] else "")


def _trouble(row: Row) -> Text:
    drawn = Text(row["error"], style="yellow")
    if row["failures"] > 1:
        drawn.append(f"\n{row['failures']} failures in a row", style=QUIET)
    if row["troubles"]:
        lines = "1 line" if row["troubles"] == 1 else f"{row['troubles']} lines"
        drawn.append(f"{chr(10) if drawn.plain else ''}{lines} in the log", style=QUIET)
    return drawn
