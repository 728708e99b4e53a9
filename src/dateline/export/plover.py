"""PLOVER JSON Lines: one object an event, as the manual's chapter on JSON has it, with our whole record beside it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from importlib.metadata import version
from typing import Any, BinaryIO

from dateline.lexicon.plover_formats import PloverFormats, load_plover_formats
from dateline.records import to_json, to_row
from dateline.records.event import Event, EventActor
from dateline.records.loss import ExportChoices, Loss
from dateline.records.told import ToldEvent

from .days import CHOICES as OF_DAYS
from .days import announced, day_of
from .features import feature_of
from .loss import LossBook

#: Fields of each object in their order, with how they are filled; a field without a value is left out.
FIELDS: dict[str, dict[str, str]] = {
    "event": {
        "id": "event_id",
        "has_event": "true",
        "date": "when.first; see the choice on unknown dates",
        "enddate": "when.last, where it is another day",
        "actor": "actors",
        "recipient": "recipients; COOPERATE, AID and SANCTION have it even where nobody is named",
        "event": "type, alone in its list",
        "event_loc": "where",
        "event_text": "trigger.text, alone in its list",
        "quad_code": "quad, 1 to 4",
        "event_scale": "plover_score",
        "mode": "mode, alone in its list",
        "context": "contexts, then auxiliary modes: historical for background; by status future, negation, hypothetical",
        "link": "id of the group of tellings",
        "text_info": "the first sentence that tells it",
        "cite_info": "the story of the telling that stands for it",
        "coder": "dateline",
        "comment": "where the date is not the day of the act, what it is",
        "dateline": "everything: the record of the event, its group, story and mentions, without the words of the sentences",
    },
    "entity": {
        "code": "country; XKX is KOS, an organisation other than UNO and EUR is IGO",
        "sector": "the first two of sectors, 3 or 6 letters",
        "entity_text": "text",
        "office": "office",
    },
    "location": {
        "extracted_place": "where.text",
        "resolved_place": "where.name",
        "geonameid": "where.geonames_id",
        "lat": "where.lat",
        "lon": "where.lon",
        "city": "where.name, if the gazetteer has it as a city",
        "province": "where.admin1",
        "country_code": "where.country",
        "feature_class": "of the gazetteer",
        "feature_code": "of the gazetteer",
        "resolution": "1 country, 2 province, 3 district, 4 city",
    },
    "text_info": {
        "sequence": "number of the sentence in the story, from 1",
        "start": "its first character, from 0",
        "end": "one past its last character (the manual does not say; ours is half-open)",
    },
    "cite_info": {
        "citation": "source_id",
        "url": "url",
        "title": "headline",
        "language": "language",
        "publication": "outlet",
        "coder": "dateline and its version",
        "codebook": "PLOVER 2.0 draft",
    },
}
CHOICES = {
    "dates": "date to enddate span the interval that the text tells; its grain stands in dateline.event.when",
    "plans": "where tense changed the type (AGREE to CONSULT), the day of the first story; the planned one stands in comment",
    **OF_DAYS,
    "compound actors": "lists, as the manual has it; a reciprocal event has all in actor and no recipient",
    "status": "all are written; auxiliary modes stand among the contexts, but not beside a type that tense changed (manual: AGREE)",
    "texts": "no text of a story is written, only the words of the act and the names; offsets lead to the rest",
}


def write_plover(told: Iterable[ToldEvent], stream: BinaryIO, choices: ExportChoices) -> Loss:
    """Write the events, one JSON object a line; what is left out are events without a date (see ExportChoices.undated)."""
    formats = load_plover_formats()
    book = LossBook("plover", whole=True, choices=CHOICES | {"quad of SANCTION": str(choices.sanction_quad)})
    for one in told:
        row = plover_row(one, choices, formats)
        if row is None:
            book.leave_out("of unknown date")
            continue
        stream.write(to_json(row).encode() + b"\n")
        book.write(one.event)
        if announced(one)[0]:
            book.change("plans: on the day of the first story that tells them")
        elif one.event.when.first is None:
            book.change("of unknown date: on the day of the first story that tells them")
    return book.close()


def plover_row(told: ToldEvent, choices: ExportChoices, formats: PloverFormats) -> dict[str, Any] | None:
    """The event as an object of the manual, None if it has no date to write."""
    event = told.event
    said, remark = announced(told)
    day, comment = (said, remark) if said else day_of(told, choices)
    if day is None:
        return None
    last = event.when.last if event.when.first == day else None
    filled = {
        "id": event.event_id,
        "has_event": True,
        "date": day.isoformat(),
        "enddate": last.isoformat() if last and last != day else None,
        "actor": [_entity(actor, formats) for actor in event.actors],
        "recipient": [_entity(actor, formats) for actor in event.recipients],
        "event": [event.type],
        "event_loc": _location(event, formats),
        "event_text": [event.trigger.text] if event.trigger.text else None,
        "quad_code": quad_code(event, choices, formats),
        "event_scale": event.plover_score,
        "mode": [event.mode] if event.mode else None,
        "context": [*event.contexts, *_auxiliary(event, formats)],
        "link": told.group,
        "text_info": _text_info(told),
        "cite_info": _cite_info(told),
        "coder": "dateline",
        "comment": comment,
        "dateline": whole(told),
    }
    required = {"actor", *(("recipient",) if event.type in formats.recipient_required else ())}
    return {name: value for name, value in filled.items() if name in required or value not in (None, [], {})}


def whole(told: ToldEvent) -> dict[str, Any]:
    """Everything that is known of the event, without the words of the sentences (they are the agency's)."""
    return to_row(replace(told, mentions=tuple(replace(mention, text="") for mention in told.mentions)))


def quad_code(event: Event, choices: ExportChoices, formats: PloverFormats) -> int:
    """1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict."""
    return choices.sanction_quad if event.type == "SANCTION" else formats.quads[event.quad]


def _entity(actor: EventActor, formats: PloverFormats) -> dict[str, Any]:
    filled = {
        "code": formats.code(actor.country),
        "sector": "".join(actor.sectors[:2]),
        "entity_text": actor.text,
        "office": actor.office,
    }
    return {name: value for name, value in filled.items() if value}


def _location(event: Event, formats: PloverFormats) -> dict[str, Any]:
    where = event.where
    if where is None:
        return {}
    kind = feature_of(where)
    feature = formats.features.get(kind or "")
    filled = {
        "extracted_place": where.text,
        "resolved_place": where.name,
        "geonameid": where.geonames_id,
        "lat": where.lat,
        "lon": where.lon,
        "city": where.name if kind in {"city", "capital"} else None,
        "province": where.admin1,
        "country_code": formats.code(where.country),
        "feature_class": feature.feature_class if feature else None,
        "feature_code": feature.feature_code if feature else None,
        "resolution": feature.resolution if feature else None,
    }
    return {name: value for name, value in filled.items() if value not in (None, "")}


def _auxiliary(event: Event, formats: PloverFormats) -> tuple[str, ...]:
    told = (formats.historical,) if event.background else ()
    return told if event.act != event.type else (*told, *formats.auxiliary[event.status])


def _text_info(told: ToldEvent) -> dict[str, Any]:
    own = [mention for mention in told.mentions if mention.event_id == told.event.event_id]
    first = (own or told.mentions)[0]
    return {"sequence": first.number, "start": first.start, "end": first.end}


def _cite_info(told: ToldEvent) -> dict[str, Any]:
    story = told.story
    filled = {
        "citation": story.source_id,
        "url": story.url,
        "title": story.headline,
        "language": story.language,
        "publication": story.outlet,
        "coder": f"dateline {version('dateline')}",
        "codebook": "PLOVER 2.0 draft",
    }
    return {name: value for name, value in filled.items() if value}
