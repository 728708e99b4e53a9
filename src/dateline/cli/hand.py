"""Corrections by hand as a table: what was said, by whom, when and why, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from dateline.correcting.values import shown

from .tables import QUIET, Column, table

if TYPE_CHECKING:
    from dateline.records import Row
    from dateline.records.correction import JudgedCorrection

_COLOURS = {"applied": "green", "conflict": "red", "stale": "yellow", "withdrawn": "dim"}


def corrections_table(judged: Iterable[JudgedCorrection], title: str | None = None) -> Table:
    """One row a correction."""
    return table(({"judged": one} for one in judged), _COLUMNS, title)


def said(one: JudgedCorrection) -> str:
    """What a person said, in few words: "type: SANCTION -> SUPPORT", "reject", "not the same as ev_..."."""
    correction = one.correction
    if correction.action == "change":
        was, new = (shown(value, correction.field) for value in (correction.old, correction.new))
        return f"{correction.field}: {was} -> {new}"
    others = ", ".join(dict.fromkeys(anchor.target for anchor in correction.others))
    if correction.action == "split":
        return f"split {correction.target} from {others}"
    if correction.action == "join":
        return f"join {correction.target} and {others}"
    return f"{correction.action} {correction.target}"


def _became(row: Row) -> Text:
    one: JudgedCorrection = row["judged"]
    return Text.assemble((one.state, _COLOURS[one.state]), f": {one.why}")


def _who(row: Row) -> Text:
    correction = row["judged"].correction
    who = Text(f"{correction.author}, {correction.made_at:%Y-%m-%d %H:%M}")
    return who.append(f"\n{correction.reason}", style=QUIET) if correction.reason else who


_COLUMNS = (
    Column(title="id", cell=lambda row: row["judged"].correction.correction_id, ratio=2),
    Column(title="said", cell=lambda row: said(row["judged"]), ratio=4),
    Column(title="by", cell=_who, ratio=3),
    Column(title="became", cell=_became, ratio=4),
)
