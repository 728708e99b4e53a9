"""Accounts of a contact: who tells of it, and what each says of day, length, who asked for it, topics and results."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dateline.records.rows import Row

from .contact_people import same_name
from .contact_tellings import Contact, Telling, holds

_SAID = ("duration", "asked_by")
_LISTS = {"topic": "topics", "agreed": "agreed"}


def readouts(contact: Contact) -> list[Row]:
    """One account a story and speaker, by publication and place.

    story_id, source_id, text, country, cue as in `attributed_to`; speaker, published, sentence, stance; day, duration, asked_by,
    topics and agreed as far as the account itself tells them.
    """
    accounts: list[Row] = []
    for account in (*_attributed(contact), *_claimed(contact)):
        known = next((one for one in accounts if _same_voice(one, account)), None)
        if known is None:
            accounts.append(account)
        else:
            _join(known, account)
    return sorted(
        accounts, key=lambda one: (one["published"] is None, one["published"] or "", one["source_id"], one["start"])
    )


def _attributed(contact: Contact) -> Iterator[Row]:
    """Those to whom a telling is attributed; the telling's own sentence is what they say."""
    for telling in contact.valid:
        told = telling.event["evidence"][0]
        own = [detail for detail in telling.details if detail["evidence"] == told]
        for who in telling.event["attributed_to"]:
            stance = "denies" if telling.event["status"] == "not_occurred" else "asserts"
            yield {
                **_voice(telling, who["text"], who["country"], who["cue"]),
                "speaker": who["text"],
                "sentence": telling.sentence,
                "stance": stance,
                "start": told["start"],
                "end": told["end"],
                "day": day_of(telling.event),
                **_said(own),
            }


def _claimed(contact: Contact) -> Iterator[Row]:
    """Those whose claims are about the contact."""
    by_story = {(telling.story_id, telling.source_id): telling for telling in contact.tellings}
    replaced = {(t.story_id, t.source_id) for t in contact.tellings if t.superseded}
    valid = {(t.story_id, t.source_id) for t in contact.valid}
    for claim in contact.claims:
        key = (claim["story_id"], claim["source_id"])
        if key in replaced and key not in valid:
            continue
        telling = by_story.get(key)
        details = telling.details if telling else []
        inside = [detail for detail in details if holds(claim, detail["told"])]
        tells = telling is not None and holds(claim, telling.event["trigger"])
        yield {
            "story_id": claim["story_id"],
            "source_id": claim["source_id"],
            "published": claim["published"],
            "text": claim["speaker_text"],
            "country": claim["country"],
            "cue": claim["cue"],
            "speaker": claim["speaker"],
            "sentence": claim["text"],
            "stance": claim["stance"],
            "start": claim["start"],
            "end": claim["end"],
            "day": day_of(telling.event) if telling and tells else None,
            **_said(inside),
        }


def _voice(telling: Telling, text: str, country: str | None, cue: str) -> Row:
    return {
        "story_id": telling.story_id,
        "source_id": telling.source_id,
        "published": telling.published,
        "text": text,
        "country": country,
        "cue": cue,
    }


def _said(details: list[Row]) -> Row:
    said: dict[str, Any] = dict.fromkeys(_SAID)
    said |= {name: [] for name in _LISTS.values()}
    for detail in details:
        if detail["field"] in _SAID:
            said[detail["field"]] = said[detail["field"]] or detail["value"]
        elif detail["field"] in _LISTS and detail["value"] not in said[_LISTS[detail["field"]]]:
            said[_LISTS[detail["field"]]].append(detail["value"])
    return said


def day_of(event: Row) -> str | None:
    """The day of an event, None where the text is less exact."""
    when = event["when"]
    return when["first"] if when["grain"] == "day" and when["first"] == when["last"] else None


def _same_voice(one: Row, other: Row) -> bool:
    if any(one[name] != other[name] for name in ("story_id", "source_id", "country")):
        return False
    if (one["stance"] == "denies") != (other["stance"] == "denies"):
        return False
    mine, yours = {one["text"], one["speaker"]}, {other["text"], other["speaker"]}
    return any(same_name(a, b) for a in mine for b in yours) or one["country"] is not None


def _join(known: Row, other: Row) -> None:
    """Adds what the same voice says elsewhere in its story."""
    for name in ("day", *_SAID):
        known[name] = known[name] or other[name]
    for name in _LISTS.values():
        known[name] += [value for value in other[name] if value not in known[name]]
