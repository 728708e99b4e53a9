"""GDELT 2.0 mentions: 16 columns between tabs, no header, one row an event row and story (reference: GDELT event codebook 2.0)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import BinaryIO
from urllib.parse import urlsplit

from dateline.lexicon.exchange import Exchange
from dateline.records.event import EventActor
from dateline.records.loss import ExportChoices, Loss
from dateline.records.row_ids import row_number
from dateline.records.told import EventMention, ToldEvent, ToldStory

from .dyadic import DyadicFormat, write_dyadic
from .dyads_of import Pair, dyads_of
from .gdelt import added, changes, source_url
from .tabbed import clean_cell

#: The columns of a mentions file, in order.
GDELT_MENTIONS_COLUMNS = (
    *("GlobalEventID", "EventTimeDate", "MentionTimeDate", "MentionType", "MentionSourceName", "MentionIdentifier"),
    *("SentenceID", "Actor1CharOffset", "Actor2CharOffset", "ActionCharOffset", "InRawText", "Confidence"),
    *("MentionDocLen", "MentionDocTone", "MentionDocTranslationInfo", "Extras"),
)
CHOICES = {
    "rows": "one a row of the events file and story: the first sentence of the story that tells the event",
    "MentionType": "1 where the story has an address, else 2 with its id in the input",
    "offsets": "code points of the story's text as the ledger holds it, from 0; -1 where the telling does not name the side",
    "Confidence": "per cent, in steps of ten, at least 10",
    "InRawText": "1: nothing is rewritten",
    "empty": "MentionDocTone, MentionDocTranslationInfo, Extras",
}
NOT_HELD = (
    "type",
    "mode",
    "cameo",
    "contexts",
    "status",
    "channel",
    "when.first",
    "where.name",
    "actors.name",
    "recipients.name",
)
MORE_SENTENCES = "told in several sentences of a story: the first is written"
_WEB, _CITATION = "1", "2"


def write_gdelt_mentions(told: Iterable[ToldEvent], stream: BinaryIO, choices: ExportChoices) -> Loss:
    """Write the stories that tell each row which `write_gdelt` writes of the same events; the books come back."""
    return write_dyadic(_FORMAT, told, stream, choices)


def mention_rows(told: ToldEvent, _day: dt.date, exchange: Exchange) -> Iterator[tuple[str, ...]]:
    """The cells of each row of the event, in the order of GDELT_MENTIONS_COLUMNS: by row of the event, then by publication."""
    first = added(told.mentions[0].story)
    mentions = _by_story(told)
    for serial, pair in enumerate(dyads_of(told.event, exchange)):
        event = str(row_number(told.event.event_id, serial))
        for mention in mentions:
            yield (event, first, *_story_cells(mention), *_sentence_cells(mention, pair), *_document_cells(mention))


def _by_story(told: ToldEvent) -> list[EventMention]:
    """The first mention of each story."""
    firsts: dict[tuple[str, str], EventMention] = {}
    for mention in told.mentions:
        firsts.setdefault((mention.story.story_id, mention.story.source_id), mention)
    return list(firsts.values())


def _story_cells(mention: EventMention) -> tuple[str, str, str, str]:
    story = mention.story
    return added(story), _WEB if story.url else _CITATION, _source_name(story), source_url(story)


def _source_name(story: ToldStory) -> str:
    domain = urlsplit(story.url).hostname if story.url else None
    return clean_cell(story.outlet or domain or "")


def _sentence_cells(mention: EventMention, pair: Pair) -> tuple[str, str, str, str]:
    act = -1 if mention.act_start is None else mention.act_start
    return str(mention.number), str(_offset(mention, pair.source)), str(_offset(mention, pair.target)), str(act)


def _offset(mention: EventMention, actor: EventActor | None) -> int:
    """Where the telling names the actor: the same entity, else one of the same state."""
    if actor is None:
        return -1
    same = [side.start for side in mention.sides if side.entity_id == actor.entity_id]
    akin = [side.start for side in mention.sides if side.country and side.country == actor.country]
    return next(iter((*same, *akin)), -1)


def _document_cells(mention: EventMention) -> tuple[str, ...]:
    confidence = max(10, round(mention.confidence * 10) * 10)
    return "1", str(confidence), str(mention.story.length), "", "", ""


def _changes(told: ToldEvent, exchange: Exchange) -> Iterator[str]:
    yield from changes(told, exchange)
    if len(_by_story(told)) < len(told.mentions):
        yield MORE_SENTENCES


_FORMAT = DyadicFormat(name="gdelt-mentions", rows=mention_rows, not_held=NOT_HELD, choices=CHOICES, changes=_changes)
