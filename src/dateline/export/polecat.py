"""POLECAT: 40 columns between tabs, with a header; one row an event, lists joined by "; ", the word None for what is missing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from typing import BinaryIO

from dateline.lexicon.cow import cow_number
from dateline.lexicon.exchange import load_exchange
from dateline.lexicon.plover_formats import load_plover_formats
from dateline.records.event import EventActor
from dateline.records.loss import ExportChoices, Loss
from dateline.records.told import ToldEvent

from .counted import CHOICES as OF_DAYS
from .counted import counted
from .features import feature_of
from .loss import LossBook
from .tabbed import clean_cell, number, tabbed_line

MISSING = "None"
SEPARATOR = "; "
SANCTION_QUADS = {4: "MATERIAL CONFLICT", 3: "VERBAL CONFLICT"}
_CITIES = ("city", "capital")
Cell = str | int | float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: its name, how our ledger fills it, and the function that does."""

    name: str
    how: str
    fill: Callable[[ToldEvent], Cell]


def write_polecat(told: Iterable[ToldEvent], stream: BinaryIO, choices: ExportChoices) -> Loss:
    """Write the events that took place, one row each; the books come back. What is left out, and why: CHOICES.

    Tabs and line ends within a cell become blanks, double quotes single ones: the format has no quoting.
    """
    declared = CHOICES | {"quad of SANCTION": SANCTION_QUADS[choices.sanction_quad]}
    exchange, book = load_exchange(), LossBook("polecat", not_held=NOT_HELD, choices=declared)
    write_rows([[column.name for column in COLUMNS]], stream)
    for one in told:
        found = counted(one, choices, exchange)
        if found.day is None:
            book.leave_out(found.reason)
            continue
        write_rows([polecat_row(one, found.day, choices)], stream)
        book.write(one.event)
        for remark in found.remarks:
            book.change(remark)
    return book.close()


def polecat_row(told: ToldEvent, day: dt.date, choices: ExportChoices) -> list[str]:
    """The cells of the event in the order of COLUMNS; day: its Event Date."""
    row = {column.name: column.fill(told) for column in COLUMNS}
    row["Event Date"] = day.isoformat()
    if told.event.type == "SANCTION":
        row["Quad Code"] = SANCTION_QUADS[choices.sanction_quad]
    return [_cell(value) for value in row.values()]


def write_rows(rows: Iterable[Sequence[str]], stream: BinaryIO) -> None:
    """Rows of cells as lines, as they are."""
    stream.writelines(map(tabbed_line, rows))


def _cell(value: Cell) -> str:
    """One line without tabs; what is missing or empty is the word None."""
    text = number(value) if isinstance(value, float) else "" if value is None else str(value)
    return clean_cell(text) or MISSING


def _joined(side: str, pick: Callable[[EventActor, ToldEvent], object]) -> Callable[[ToldEvent], Cell]:
    """One value for each actor of the side, joined by "; "; None where all are missing."""

    def fill(told: ToldEvent) -> Cell:
        values = [pick(actor, told) for actor in getattr(told.event, side)]
        if not any(value not in (None, "") for value in values):
            return None
        return SEPARATOR.join(str(value).replace(";", ",") if value not in (None, "") else MISSING for value in values)

    return fill


def _people(title: str, side: str) -> tuple[Column, ...]:
    """The eight columns of a side; title: Actor or Recipient."""
    formats = load_plover_formats()

    def column(name: str, how: str, pick: Callable[[EventActor, ToldEvent], object]) -> Column:
        return Column(name=name, how=how, fill=_joined(side, pick))

    return (
        column(f"{title} Name", f"{side}.name", lambda actor, _: actor.name or actor.text),
        column(
            f"{title} Country",
            f"{side}.country; XKX is KOS, an organisation other than UNO and EUR is IGO",
            lambda actor, _: formats.code(actor.country),
        ),
        column(
            f"{title} COW",
            "number of that state on the day of the event (lexicon/data/cow.csv)",
            lambda actor, told: cow_number(actor.country, told.event.when.first),
        ),
        column(f"Primary {title} Sector", f"the first of {side}.sectors", lambda actor, _: (*actor.sectors, None)[0]),
        column(
            f"{title} Sectors",
            f"the others of {side}.sectors, with | between those of one actor",
            lambda actor, _: "|".join(actor.sectors[1:]),
        ),
        column(f"{title} Title", f"{side}.office", lambda actor, _: actor.office),
        column(f"{title} Name Raw", f"{side}.text", lambda actor, _: actor.text),
        column(f"Wikipedia {title} ID", "None: we know no Wikipedia ids", lambda _actor, _told: None),
    )


def _place(pick: Callable[[ToldEvent, str | None], Cell]) -> Callable[[ToldEvent], Cell]:
    def fill(told: ToldEvent) -> Cell:
        where = told.event.where
        return pick(told, feature_of(where)) if where else None

    return fill


def _where(name: str) -> Callable[[ToldEvent], Cell]:
    def fill(told: ToldEvent) -> Cell:
        value: Cell = getattr(told.event.where, name, None)
        return value

    return fill


def _quad(told: ToldEvent) -> Cell:
    return load_plover_formats().quad_words[told.event.quad]


def _named(told: ToldEvent, kind: str | None) -> Cell:
    return told.event.where.name if told.event.where and kind in _CITIES else None


def _feature(_told: ToldEvent, kind: str | None) -> Cell:
    feature = load_plover_formats().features.get(kind or "")
    return feature.feature_code if feature else None


def _nothing(_told: ToldEvent) -> Cell:
    return None


COLUMNS: tuple[Column, ...] = (
    Column(name="Event ID", how="event_id", fill=lambda told: told.event.event_id),
    Column(name="Event Date", how="when.first; of a plan that is announced, the day of the first story", fill=_nothing),
    Column(name="Event Type", how="type", fill=lambda told: told.event.type),
    Column(name="Event Mode", how="mode", fill=lambda told: told.event.mode),
    Column(name="Intensity", how="plover_score", fill=lambda told: told.event.plover_score),
    Column(name="Quad Code", how="quad, in words", fill=_quad),
    Column(name="Contexts", how="contexts", fill=lambda told: SEPARATOR.join(told.event.contexts)),
    *_people("Actor", "actors"),
    *_people("Recipient", "recipients"),
    Column(name="Placename", how="where.name", fill=_where("name")),
    Column(name="City", how="where.name, if the gazetteer has it as a city", fill=_place(_named)),
    Column(name="District", how="None", fill=_nothing),
    Column(name="Province", how="where.admin1", fill=_where("admin1")),
    Column(
        name="Country",
        how="where.country",
        fill=lambda told: load_plover_formats().code(told.event.where.country) if told.event.where else None,
    ),
    Column(name="Latitude", how="where.lat", fill=_where("lat")),
    Column(name="Longitude", how="where.lon", fill=_where("lon")),
    Column(name="GeoNames ID", how="where.geonames_id", fill=_where("geonames_id")),
    Column(name="Raw Placename", how="where.text", fill=_where("text")),
    Column(name="Feature Type", how="GeoNames code of the gazetteer's kind of place", fill=_place(_feature)),
    Column(name="Source", how="outlet of the telling that stands for the event", fill=lambda told: told.story.outlet),
    Column(
        name="Publication Date",
        how="day of publication of its story",
        fill=lambda told: told.story.published.isoformat() if told.story.published else None,
    ),
    Column(name="Story People", how="None: a ledger keeps those who act, not all who are named", fill=_nothing),
    Column(name="Story Organizations", how="None, likewise", fill=_nothing),
    Column(name="Story Locations", how="None, likewise", fill=_nothing),
    Column(name="Language", how="language of the story", fill=lambda told: told.story.language),
    Column(name="Version", how="dateline and its version", fill=lambda _told: f"dateline {version('dateline')}"),
)
#: Fields of the record that no column has.
NOT_HELD = (
    "act",
    "cameo",
    "goldstein",
    "background",
    "status",
    "channel",
    "when.grain",
    "when.basis",
    "attributed_to",
    "trigger",
    "evidence",
    "issues",
    "confidence",
    "basis",
    "mentions",
    "actors.entity_id",
    "actors.role",
    "recipients.entity_id",
    "recipients.role",
)
CHOICES = {
    "rows": "one an event; several actors or recipients are lists in the order of our record, aligned from column to column",
    "lists": 'joined by "; "',
    "missing values": "the word None, also for one item of a list",
    **OF_DAYS,
    "Intensity": "PLOVER score",
    "double quotes in names": "written as single quotes; semicolons in an item of a list as commas",
}
