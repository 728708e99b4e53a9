"""GDELT 2.0 events: 61 columns between tabs, no header, one row a directed pair (reference: GDELT event codebook 2.0)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import BinaryIO

from dateline.lexicon.exchange import Exchange
from dateline.records.event import EventActor
from dateline.records.loss import ExportChoices, Loss
from dateline.records.row_ids import row_number
from dateline.records.told import ToldEvent, ToldStory

from .actor_cells import actor_codes
from .dyadic import DyadicFormat, write_dyadic
from .dyads_of import Pair, dyads_of
from .gdelt_place import NOWHERE, place_cells
from .tabbed import clean_cell, number

_ACTOR = ("Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code")
_TYPES = ("Type1Code", "Type2Code", "Type3Code")
_GEO = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
#: The columns of an events file, in order.
GDELT_COLUMNS = (
    *("GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate"),
    *(f"Actor{side}{name}" for side in "12" for name in (*_ACTOR, *_TYPES)),
    *("IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale"),
    *("NumMentions", "NumSources", "NumArticles", "AvgTone"),
    *(f"{whose}Geo_{name}" for whose in ("Actor1", "Actor2", "Action") for name in _GEO),
    *("DATEADDED", "SOURCEURL"),
)
CHOICES = {
    "GLOBALEVENTID": "a hash of the event's id, and the number of the row: shifted right by 12 bits, one number an event",
    "Goldstein table": "GDELT's (goldstein_gdelt in cameo.csv)",
    "QuadClass": "GDELT's, by root: 09 is 2, 14 is 3",
    "codes that GDELT does not know": "the nearest that it does (1213 as 121, 155 as 154 ...)",
    "NumMentions, NumSources, NumArticles": "sentences, outlets and stories of the whole ledger that tell the event",
    "IsRootEvent": "1 if the first story tells it in its headline or first sentence",
    "DATEADDED": "time of publication of the first story, by its own clock (000000 where only its day is known; empty if unknown)",
    "SOURCEURL": "address of the first story, else its id in the input",
    "FractionDate": "year + ((month - 1) * 30 + day) / 365, as in GDELT's own rows",
    "empty": "AvgTone, ethnic and religion codes, places of actors (type 0), codes of divisions",
    "countries": "actors in CAMEO's codes (ROM, TMP, MTN, IMY), places in FIPS 10-4",
    "double quotes in names": "written as single quotes",
}
#: Fields of our record that the columns cannot hold.
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
)
NEAREST = "codes that GDELT does not know: written as the nearest"
_DAYS = 365
_NOBODY = ("",) * 10


def write_gdelt(told: Iterable[ToldEvent], stream: BinaryIO, choices: ExportChoices) -> Loss:
    """Write the rows of the events, in order; the books come back. What is left out, and why: CHOICES."""
    return write_dyadic(_FORMAT, told, stream, choices)


def changes(told: ToldEvent, exchange: Exchange) -> Iterator[str]:
    """What the rows say otherwise than the ledger, for the report."""
    if exchange.codes[told.event.cameo].gdelt != told.event.cameo:
        yield NEAREST


def gdelt_rows(told: ToldEvent, day: dt.date, exchange: Exchange) -> Iterator[tuple[str, ...]]:
    """The cells of each row of the event, in the order of GDELT_COLUMNS."""
    dates = _date_cells(day)
    counts = _count_cells(told)
    places = (*NOWHERE, *NOWHERE, *place_cells(told.event.where))
    first = told.mentions[0].story
    end = (added(first), source_url(first))
    root = "1" if any(mention.lead and mention.story.source_id == first.source_id for mention in told.mentions) else "0"
    for serial, pair in enumerate(dyads_of(told.event, exchange)):
        number_ = str(row_number(told.event.event_id, serial))
        sides = (*_actor_cells(pair.source), *_actor_cells(pair.target))
        yield (number_, *dates, *sides, root, *_code_cells(pair, exchange), *counts, *places, *end)


def added(story: ToldStory) -> str:
    """When the story was published, by the newsroom's own clock, as YYYYMMDDHHMMSS; "" if unknown."""
    return _added(story.published_given or story.published)


@lru_cache(maxsize=10_000)
def _added(time: dt.datetime | dt.date | None) -> str:
    if isinstance(time, dt.datetime):
        return f"{time:%Y%m%d%H%M%S}"
    return f"{time:%Y%m%d}000000" if time else ""


def source_url(story: ToldStory) -> str:
    """Where the story is to be found: its address, else its id in the input."""
    return clean_cell(story.url or story.source_id)


@lru_cache(maxsize=10_000)
def _date_cells(day: dt.date) -> tuple[str, str, str, str]:
    fraction = day.year + ((day.month - 1) * 30 + day.day) / _DAYS
    return f"{day.year:04}{day:%m%d}", f"{day.year:04}{day:%m}", f"{day.year:04}", f"{fraction:.4f}"


def _actor_cells(actor: EventActor | None) -> tuple[str, ...]:
    return _cells_of(actor.name or actor.text, actor.country, actor.sectors) if actor else _NOBODY


@lru_cache(maxsize=50_000)
def _cells_of(name: str, country: str | None, sectors: tuple[str, ...]) -> tuple[str, ...]:
    codes, name = actor_codes(country, sectors), clean_cell(name).upper()
    return (codes.code, name, codes.country, codes.group, "", "", "", *codes.types)


def _code_cells(pair: Pair, exchange: Exchange) -> tuple[str, str, str, str, str]:
    """Code, base, root, class and score."""
    known = exchange.codes[pair.code]
    code = known.gdelt
    return code, code[:3], code[:2], str(known.quad_gdelt), number(known.goldstein_gdelt)


def _count_cells(told: ToldEvent) -> tuple[str, str, str, str]:
    stories = {(mention.story.story_id, mention.story.source_id) for mention in told.mentions}
    sources = len(told.event.sources) or 1
    return str(len(told.mentions)), str(sources), str(len(stories)), ""


_FORMAT = DyadicFormat(name="gdelt", rows=gdelt_rows, not_held=NOT_HELD, choices=CHOICES, changes=changes)
