"""CAMEO dyads: day, source, target, code and id of the row between tabs, no header; --- for nobody."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from dateline.lexicon.exchange import Exchange
from dateline.records.event import EventActor
from dateline.records.loss import ExportChoices, Loss
from dateline.records.told import ToldEvent

from .actor_cells import actor_codes
from .dyadic import DyadicFormat, write_dyadic
from .dyads_of import dyads_of

#: The columns of a dyads file, in order.
DYADS_COLUMNS = ("date", "source", "target", "code", "id")
NOBODY = "---"
CHOICES = {
    "id": "the event's id, a point and the number of the row: what stands before the point folds the rows of an event together",
    "source, target": f"CAMEO actor codes; {NOBODY} for nobody, or where neither state, organisation nor role is known",
}
NOT_HELD = (
    *("mode", "contexts", "goldstein", "plover_score", "status", "background", "channel", "issues", "attributed_to"),
    *("confidence", "when.last", "when.grain", "when.basis", "when.text", "where.name", "trigger.text", "evidence"),
    *("basis.type", "actors.name", "actors.office", "actors.entity_id", "actors.role", "recipients.name"),
    *("recipients.office", "recipients.entity_id", "mentions", "sources", "story_id"),
)


def write_dyads(told: Iterable[ToldEvent], stream: BinaryIO, choices: ExportChoices) -> Loss:
    """Write the rows of the events, in order; the books come back."""
    return write_dyadic(_FORMAT, told, stream, choices)


def dyad_rows(told: ToldEvent, day: dt.date, exchange: Exchange) -> Iterator[tuple[str, ...]]:
    """The cells of each row of the event, in the order of DYADS_COLUMNS."""
    date = f"{day.year:04}{day:%m%d}"
    for serial, pair in enumerate(dyads_of(told.event, exchange)):
        row_id = f"{told.event.event_id}.{serial}"
        yield (date, _code(pair.source), _code(pair.target), pair.code, row_id)


def _code(actor: EventActor | None) -> str:
    return (actor_codes(actor.country, actor.sectors).code if actor else "") or NOBODY


_FORMAT = DyadicFormat(name="cameo-dyads", rows=dyad_rows, not_held=NOT_HELD, choices=CHOICES)
