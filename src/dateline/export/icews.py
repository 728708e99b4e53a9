"""ICEWS events: 20 columns between tabs with a header, one row a directed pair (reference: ICEWS coded event data, Dataverse)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from dateline.lexicon.exchange import Exchange
from dateline.records.event import EventActor
from dateline.records.loss import ExportChoices, Loss
from dateline.records.place import Place
from dateline.records.row_ids import row_number, story_number
from dateline.records.told import ToldEvent

from .dyadic import DyadicFormat, write_dyadic
from .dyads_of import dyads_of
from .features import feature_of
from .tabbed import clean_cell, number

#: The columns of an ICEWS file, in order.
ICEWS_COLUMNS = (
    *("Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code"),
    *("Intensity", "Target Name", "Target Sectors", "Target Country", "Story ID", "Sentence Number", "Publisher"),
    *("City", "District", "Province", "Country", "Latitude", "Longitude"),
)
CHOICES = {
    "Event ID": "a hash of the event's id, and the number of the row: shifted right by 12 bits, one number an event",
    "Intensity": "Goldstein value of the ICEWS table (goldstein_icews in cameo.csv); empty for 155, 176, 1214, 1834, 1951, 1952",
    "Event Text": "the label of the code as ICEWS writes it",
    "names": "actors without a name of their own have their country in brackets; a state is called by its name in ICEWS",
    "Story ID, Sentence Number, Publisher": "of the first story that tells the event; Story ID is a hash of the story's id",
    "double quotes in names": "written as single quotes",
}
NOT_HELD = (
    *("event_id", "mode", "contexts", "status", "background", "channel", "issues", "attributed_to", "confidence"),
    *("plover_score", "when.last", "when.grain", "when.basis", "when.text", "trigger.text", "evidence", "basis.type"),
    *(
        "actors.office",
        "actors.entity_id",
        "actors.role",
        "recipients.office",
        "recipients.entity_id",
        "where.geonames_id",
    ),
    *("mentions", "sources"),
)


def write_icews(told: Iterable[ToldEvent], stream: BinaryIO, choices: ExportChoices) -> Loss:
    """Write the header and the rows of the events, in order; the books come back."""
    return write_dyadic(_FORMAT, told, stream, choices)


def icews_rows(told: ToldEvent, day: dt.date, exchange: Exchange) -> Iterator[tuple[str, ...]]:
    """The cells of each row of the event, in the order of ICEWS_COLUMNS."""
    first = told.mentions[0]
    story = (
        str(story_number(first.story.story_id)),
        str(first.number) if first.number else "",
        clean_cell(first.story.outlet or ""),
    )
    place = _place_cells(told.event.where, exchange)
    for serial, pair in enumerate(dyads_of(told.event, exchange)):
        known = exchange.codes[pair.code]
        intensity = "" if known.goldstein_icews is None else f"{known.goldstein_icews:.1f}"
        act = (known.icews_text, pair.code, intensity)
        sides = (*_actor_cells(pair.source, exchange), *act, *_actor_cells(pair.target, exchange))
        yield (str(row_number(told.event.event_id, serial)), day.isoformat(), *sides, *story, *place)


def _actor_cells(actor: EventActor | None, exchange: Exchange) -> tuple[str, str, str]:
    """Name, sectors in words, country by its name."""
    if actor is None:
        return "", "", ""
    state = exchange.states.get(actor.country or "")
    name = clean_cell(actor.name or actor.text)
    if state and actor.kind == "state":
        name = state.icews
    elif state and actor.kind in exchange.generic:
        name = f"{name} ({state.icews})"
    return name, _sectors(actor, exchange), state.icews if state else ""


def _sectors(actor: EventActor, exchange: Exchange) -> str:
    known = (exchange.sectors[sector].icews for sector in actor.sectors if sector in exchange.sectors)
    kind = None
    if actor.country and actor.country not in exchange.states:
        kind, _ = exchange.non_states.get(actor.country, ("IGO", actor.country))
    return ",".join(dict.fromkeys(filter(None, (exchange.icews_types.get(kind or ""), *known))))


def _place_cells(where: Place | None, exchange: Exchange) -> tuple[str, ...]:
    """City, district, province, country, latitude, longitude; a site or a sea stands under City."""
    if where is None:
        return ("", "", "", "", "", "")
    state = exchange.states.get(where.country or "")
    feature = feature_of(where)
    city = "" if feature in {"country", "admin1", "admin2"} else clean_cell(where.name)
    district = clean_cell(where.name) if feature == "admin2" else ""
    return (
        city,
        district,
        clean_cell(where.admin1 or ""),
        state.icews if state else "",
        number(where.lat),
        number(where.lon),
    )


_FORMAT = DyadicFormat(name="icews", rows=icews_rows, not_held=NOT_HELD, choices=CHOICES, header=ICEWS_COLUMNS)
