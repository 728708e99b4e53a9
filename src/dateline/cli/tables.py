"""Rows as tables for people: the few fields that a reader scans, in 80 columns and more."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from dateline.records import Row

#: Colour by quad class; conflict is red in every newsroom.
QUADS = {
    "verbal_cooperation": "green",
    "material_cooperation": "bright_green",
    "verbal_conflict": "yellow",
    "material_conflict": "red",
}
QUIET = "dim"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: heading, how a row fills it, its share of the width (0: as wide as it needs)."""

    title: str
    cell: Callable[[Row], Text | str]
    ratio: int = 0


def table(rows: Iterable[Row], columns: Sequence[Column], title: str | None = None) -> Table:
    """A table of the rows; text wraps, nothing is cut off."""
    drawn = Table(box=SIMPLE_HEAD, title=title, title_justify="left", expand=True, pad_edge=False, title_style="bold")
    for column in columns:
        drawn.add_column(column.title, ratio=column.ratio or None, no_wrap=not column.ratio, overflow="fold")
    for row in rows:
        drawn.add_row(*(column.cell(row) for column in columns))
    return drawn


def events_table(rows: Iterable[Row], title: str | None = None) -> Table:
    """Events: when, type, who, whom, the words of the act."""
    return table(
        rows,
        (_ID, _WHEN, _TYPE, _actors_column("who", "actors", 5), _actors_column("whom", "recipients", 4), _ACT),
        title,
    )


def units_table(rows: Iterable[Row], title: str | None = None) -> Table:
    """Events by what tells them: the story, outlet or sentence that makes the row, then when, type, who, whom."""
    told = Column(title="told by", cell=_teller, ratio=4)
    return table(
        rows,
        (_ID, told, _WHEN, _TYPE, _actors_column("who", "actors", 4), _actors_column("whom", "recipients", 3)),
        title,
    )


def contacts_table(rows: Iterable[Row], title: str | None = None) -> Table:
    """Contacts: when, channel, who took part, the words of the act."""
    participants = Column(title="participants", cell=_participants, ratio=4)
    return table(rows, (_ID, _WHEN, Column(title="channel", cell=_channel), participants, _ACT), title)


def plans_table(rows: Iterable[Row], title: str | None = None) -> Table:
    """Plans: when, who, what is planned, and what became of it."""
    return table(
        rows,
        (
            _ID,
            Column(title="due", cell=_when),
            Column(title="outcome", cell=_outcome),
            Column(title="who", cell=_participants, ratio=4),
            _ACT,
        ),
        title,
    )


def claims_table(rows: Iterable[Row], title: str | None = None) -> RenderableType:
    """Claims: who, says or denies, what; disputed ones side by side under the event that they are about."""
    speaker = Column(title="speaker", cell=_speaker, ratio=2)
    verdict = Column(title="", cell=lambda row: row["stance"])
    content = Column(title="what", cell=lambda row: short(row["text"], 220), ratio=5)
    columns = (Column(title="id", cell=_id("claim_id")), speaker, verdict, content)
    told = list(rows)
    if not told or "dispute" not in told[0]:
        return table(told, columns, title)
    return Group(
        *(
            table(of_event, columns, f"{event_id[:11]} {dispute}: {short(event, 160)}")
            for (event_id, dispute, event), of_event in itertools.groupby(told, key=_disputed)
        )
    )


def _disputed(row: Row) -> tuple[str, str, str]:
    return row["event_id"], row["dispute"], row["event"]


def stories_table(rows: Iterable[Row], title: str | None = None) -> Table:
    """Stories: group, version and what it is (corrected, withdrawn), published, agency, place, headline."""
    columns = (
        Column(title="group", cell=_id("group")),
        Column(title="v", cell=lambda row: str(row.get("version") or "")),
        Column(title="is", cell=_what_it_is),
        Column(title="published", cell=_published),
        Column(title="agency", cell=lambda row: row.get("agency") or row.get("source") or ""),
        Column(title="place", cell=lambda row: row.get("dateline_place") or ""),
        Column(title="headline", cell=lambda row: short(row.get("headline") or row["source_id"], 160), ratio=1),
    )
    return table(rows, columns, title)


def _what_it_is(row: Row) -> str:
    """What a story says of itself: withdrawn, corrected, or its version mark."""
    return (
        "withdrawn" if row.get("withdrawn") else "corrected" if row.get("corrected") else row.get("version_mark") or ""
    )


def offices_table(rows: Iterable[Row], title: str | None = None) -> Table:
    """Offices: who held what, from when to when, and how we know."""
    columns = (
        Column(title="person", cell=lambda row: row["person"] or "unknown", ratio=3),
        Column(title="office", cell=lambda row: row["office"], ratio=4),
        Column(title="of", cell=lambda row: row.get("country") or ""),
        Column(title="from", cell=lambda row: row.get("from") or ""),
        Column(title="to", cell=lambda row: row.get("to") or ""),
        Column(title="by", cell=lambda row: Text(row.get("basis") or "", style=QUIET), ratio=2),
    )
    return table(rows, columns, title)


def declined_table(rows: Iterable[Row], title: str | None = None) -> Table:
    """Declined candidates and rejected inputs: where, what, why."""
    columns = (
        Column(title="source", cell=lambda row: row["source_id"], ratio=2),
        Column(title="room", cell=lambda row: row["room"]),
        Column(title="candidate", cell=lambda row: short(row["text"], 60), ratio=2),
        Column(title="reason", cell=lambda row: row["reason"], ratio=3),
    )
    return table(rows, columns, title)


def day(when: dict[str, Any]) -> str:
    """The date of an event in as many digits as the text tells: 2020-09-02, 2020-09, 2020, or "?" for none.

    >>> day({"first": "2019-02-01", "last": "2019-02-28", "grain": "month"})
    '2019-02'
    """
    first, last, grain = when.get("first"), when.get("last"), when.get("grain")
    if first is None:
        return "?" if last is None else f"..{last}"
    if grain == "month":
        return str(first[:7])
    if grain == "year":
        return str(first[:4])
    if last is None:
        return f"{first}.."
    return str(first) if first == last else f"{first}..{last}"


def who(actor: dict[str, Any]) -> str:
    """An actor in a few words: name and country, the office where the name tells none."""
    name, country = actor.get("name") or actor["text"], actor.get("country")
    return f"{name} ({country})" if country else name


def _id(field: str) -> Callable[[Row], Text]:
    return lambda row: Text((row.get(field) or "")[:11], style=QUIET)


def short(text: str, limit: int) -> str:
    """One line; a long one ends in an ellipsis."""
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def _when(row: Row) -> str:
    return day(row["when"]).replace("..", "\n..")


def _type(row: Row) -> Text:
    drawn = Text(row["type"], style=QUADS.get(row["quad"], ""))
    if row["status"] != "occurred":
        drawn.append(f"\n{row['status'].replace('_', ' ')}", style=QUIET)
    if row["background"]:
        drawn.append("\nbackground", style=QUIET)
    return drawn


def _actors_column(title: str, field: str, ratio: int) -> Column:
    return Column(title=title, cell=lambda row: "\n".join(who(actor) for actor in row[field]), ratio=ratio)


def _teller(row: Row) -> str:
    """What makes a row of `events --unit`, and where it tells the event; a row of plain events has all that tell it."""
    places = (f"{mention['source_id']} {mention['start']}-{mention['end']}" for mention in row["mentions"])
    named = [row["unit_id"] or "outlet unknown"] if row.get("unit") in {"story", "source"} else []
    return "\n".join([*named, *places])


def _participants(row: Row) -> str:
    people = row.get("participants") or [*row["actors"], *row["recipients"]]
    lines = (
        who(person) + (f", {person['role']}" if person.get("role") in {"host", "visitor", "mediator"} else "")
        for person in people
    )
    return "\n".join(lines)


def _outcome(row: Row) -> Text:
    drawn = Text(row["outcome"])
    if row["outcome_event"]:
        drawn.append(f"\n{row['outcome_event'][:11]}", style=QUIET)
    return drawn


def _channel(row: Row) -> Text:
    drawn = Text((row.get("channel") or "unknown").replace("_", " "))
    if row["status"] != "occurred":
        drawn.append(f"\n{row['status']}", style=QUIET)
    return drawn


def _act(row: Row) -> str:
    return short(row["trigger"]["text"], 60)


def _speaker(row: Row) -> str:
    speaker = row["speaker"]
    name = speaker["name"] or speaker["text"]
    return f"{name} ({row['country']})" if row.get("country") else name


def _published(row: Row) -> Text:
    drawn = Text((row.get("published") or "?")[:10])
    if row.get("published_basis") in {"inferred", "unknown"}:
        drawn.append(f"\n{row['published_basis']}", style=QUIET)
    return drawn


_ID = Column(title="id", cell=_id("event_id"))
_WHEN = Column(title="when", cell=_when)
_TYPE = Column(title="type", cell=_type)
_ACT = Column(title="act", cell=_act, ratio=3)
