"""What a person writes for a day, a place or an actor, as the records that stand in an event."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import msgspec

from dateline.errors import UsageError
from dateline.lexicon.gazetteer import Gazetteer, load_gazetteer
from dateline.lexicon.registry import Registry, load_registry
from dateline.records import Event, EventActor, Place, Span, When

_EDTF = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_GRAINS = {4: "year", 7: "month", 10: "day"}
_CODE = re.compile(r"[A-Z]{3}")
_DECEMBER = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The text that the offsets are of, and the sentence of the act (start, end). strict: words that are not there are refused."""

    text: str
    sentence: tuple[int, int]
    strict: bool = False

    def find(self, words: str, start: int = 0) -> Span:
        """Where the words stand: at `start`, else in the sentence, else anywhere; an empty span at 0 where they do not.

        Raises UsageError in that case if the page is strict.
        """
        if not words:
            return Span(start=0, end=0, text="")
        if self.text[start : start + len(words)] == words:
            return Span(start=start, end=start + len(words), text=words)
        at = self.text.find(words, *self.sentence)
        at = at if at >= 0 else self.text.find(words)
        if at >= 0:
            return Span(start=at, end=at + len(words), text=words)
        if self.strict:
            raise UsageError(f"the words {words!r} do not stand in the story; give them as they are written, or none")
        return Span(start=0, end=0, text="")


def trigger_of(row: Mapping[str, Any]) -> tuple[str, int | None]:
    """The words of the act in the row of an event, and where they stand if that is told. Raises UsageError for neither."""
    told = row.get("trigger")
    given = _words_of(told if isinstance(told, Mapping) else {"text": told})
    return given.get("text", ""), given.get("start")


def read_when(value: object, old: When, page: Page, basis: str) -> When:
    """A day as EDTF ("2020-09-02", "2020-09", "2020", or two of them with "/"), as {first, last, grain, text}, or None: not told.

    The time expression stays where no other is given: it is read otherwise. Raises UsageError for what is no day.
    """
    if value is None:
        return When(basis=basis)
    given = value if isinstance(value, Mapping) else _spell(str(value))
    try:
        when = msgspec.convert({key: given[key] for key in _WHEN if key in given}, When)
    except msgspec.ValidationError as error:
        raise UsageError(
            f"when is {value!r}: {error}; write it as 2020-09-02, 2020-09 or 2020-09-02/2020-09-04"
        ) from error
    if (when.first is None) != (when.last is None) or (when.first and when.last and when.first > when.last):
        raise UsageError(f"when is {value!r}: first and last are two days, the first not behind the last")
    span = page.find(when.text, when.start) if "text" in given else Span(start=old.start, end=old.end, text=old.text)
    words = when.value or (f"{when.first}" if when.first == when.last else f"{when.first}/{when.last}")
    return replace(when, value=words, basis=basis, text=span.text, start=span.start, end=span.end)


_WHEN = ("value", "first", "last", "grain", "text", "start")


def _spell(words: str) -> Mapping[str, Any]:
    ends = [_EDTF.fullmatch(part.strip()) for part in words.split("/")]
    try:
        days = [(_day(found, last=False), _day(found, last=True)) for found in ends if found]
    except ValueError:
        days = []
    if len(days) != len(ends) or len(ends) > 2:  # noqa: PLR2004  (from and to)
        raise UsageError(f"when is {words!r}: write it as 2020-09-02, 2020-09, 2020 or 2020-09-02/2020-09-04")
    grain = max(_GRAINS[len(part.strip())] for part in words.split("/"))
    return {"value": words.strip(), "first": days[0][0], "last": days[-1][1], "grain": grain}


def _day(found: re.Match[str], *, last: bool) -> dt.date:
    year, month, day = (int(part) if part else None for part in found.groups())
    if day is not None:
        return dt.date(year or 0, month or 0, day)
    if not last:
        return dt.date(year or 0, month or 1, 1)
    month = month or _DECEMBER
    after = dt.date((year or 0) + month // _DECEMBER, month % _DECEMBER + 1, 1)
    return after - dt.timedelta(1)


def read_where(value: object, page: Page, basis: str) -> Place | None:
    """A place by its name, as the gazetteer knows it, or as {name, country, lat, lon ...}; None: none is told."""
    if value is None:
        return None
    given = _words_of(value) if isinstance(value, Mapping) else _known_place(str(value))
    given.setdefault("name", given.get("text", ""))
    given.setdefault("country", None)
    words = given.get("text", given["name"])
    if "text" not in given and words not in page.text:
        words = ""
    span = page.find(words, given.get("start", 0))
    try:
        return msgspec.convert(
            {**given, "text": span.text, "start": span.start, "end": span.end, "basis": basis}, Place
        )
    except msgspec.ValidationError as error:
        raise UsageError(f"where is {value!r}: {error}; write a name, or a record with name and country") from error


def _words_of(record: Mapping[str, Any]) -> dict[str, Any]:
    """The record, without name, text and start where they are null. Raises UsageError where they are no words and no number."""
    kinds = {"name": str, "text": str, "start": int}
    given = {key: value for key, value in record.items() if value is not None or key not in kinds}
    for key, kind in kinds.items():
        if not isinstance(given.get(key, kind()), kind):
            words = "words" if kind is str else "a number of characters"
            raise UsageError(f"{key} is {given[key]!r} in {dict(record)!r}: give {words}")
    return given


def _known_place(name: str) -> dict[str, Any]:
    places = _gazetteer().lookup(name)
    if not places:
        return {"name": name}
    best = max(places, key=lambda place: (place.kind == "capital", place.population))
    columns = ("country", "admin1", "lat", "lon", "geonames_id")
    return {"name": best.name, **{column: getattr(best, column) for column in columns}} | (
        {"text": name} if name != best.name else {}
    )


def read_actors(value: object, event: Event, page: Page, role: str, basis: str) -> tuple[EventActor, ...]:
    """Actors as the event's own records, codes of states ("KOR"), names, or records with at least name or text and country.

    role: of those that bring none. One that takes part already stays as it was resolved. Raises UsageError for anything else.
    """
    if not isinstance(value, (list, tuple)):
        raise UsageError(f"{role}s are {value!r}: give a list of codes, names or records")
    return tuple(_actor(item, event, page, role, basis) for item in value)


def _actor(item: object, event: Event, page: Page, role: str, basis: str) -> EventActor:
    here = (*event.actors, *event.recipients)
    if isinstance(item, str):
        known = next((who for who in here if item in {who.entity_id, who.name, who.text}), None)
        known = known or next((who for who in here if who.country == item), None)
        if known is not None:
            return known if known.role not in _SIDES else replace(known, role=role)
        item = _known_actor(item, page.text)
        if item.get("text", "") not in page.text:
            del item["text"]
    if not isinstance(item, Mapping) or not (item.get("name") or item.get("text")):
        raise UsageError(f"{item!r} is no actor: give a code, a name, or a record with name and country")
    item = _words_of(item)
    name = item.get("name") or item["text"]
    country = item.get("country")
    span = page.find(item.get("text", ""), item.get("start", 0))
    told = {
        "name": name,
        "country": country,
        "kind": "unknown",
        "sectors": (),
        "office": None,
        "role": role,
        "basis": basis,
    }
    given = {**told, **item, "name": name, "text": span.text, "start": span.start, "end": span.end}
    given["entity_id"] = item.get("entity_id") or f"{given['kind']}:{'-'.join(name.lower().split())}:{country or '-'}"
    try:
        made = msgspec.convert(given, EventActor)
    except msgspec.ValidationError as error:
        raise UsageError(f"{item!r} is no actor: {error}") from error
    same = next((who for who in here if all(getattr(who, name) == getattr(made, name) for name in _SAME)), None)
    return same or replace(made, basis=basis)


#: An actor in whom all these are the same stands there already, in the words of the telling at hand.
_SAME = ("entity_id", "name", "kind", "country", "sectors", "office", "role")
_SIDES = frozenset({"actor", "recipient", "participant"})
_KINDS = frozenset({"state", "organisation", "body", "group"})


def _known_actor(words: str, text: str) -> dict[str, Any]:
    """A state by its code, or whatever the registry knows by that name. UsageError for a code of nobody that the text lacks."""
    registry = _registry()
    if _CODE.fullmatch(words) and words in registry.states:
        name = registry.state_name(words)
        return {"name": name, "entity_id": f"state:{words}", "kind": "state", "country": words}
    found = next((one for one in registry.names(words.lower()) if one.kind in _KINDS), None)
    if found is None and _CODE.fullmatch(words):
        found = next((one for one in registry.all_names() if one.entity_id == f"org:{words}"), None)
    if found is None:
        if _CODE.fullmatch(words) and words not in text:
            raise UsageError(
                f"{words} is no code of a state or an organisation; write its name, or a code as KOR or UNO"
            )
        return {"name": words, "text": words}
    columns = ("name", "entity_id", "kind", "country", "sectors")
    return {column: getattr(found, column) for column in columns} | {"text": words}


@cache
def _registry() -> Registry:
    return load_registry()


@cache
def _gazetteer() -> Gazetteer:
    return load_gazetteer()
