"""Who took part in a contact: the union over all its tellings, each person once, in a role and at a level."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from dateline.lexicon.levels import level_of
from dateline.records.rows import Row

from .contact_tellings import Contact, Telling

_FIELDS = ("name", "entity_id", "kind", "country", "office")
#: Roles that a telling may give; any other is plain participation. The stronger of two stays.
_ROLES = {"mediator": 3, "host": 2, "visitor": 1, "participant": 0}
_NAMED = "person"
_AT_A_PLACE = frozenset({"in_person", "unknown", "multilateral", None})
_PARTS = frozenset({"participant", "host", "mediator"})


def participants(contact: Contact, chosen: Row) -> list[Row]:
    """All who took part, those of the representative first: name, entity_id, kind, country, office, role, level and told.

    told: where each is named. A body, a state or an office stands only where none of its persons does, or in a role of its own.
    """
    people: list[Row] = []
    for who, told in _named(contact, chosen):
        known = next((one for one in people if _same(one, who)), None)
        if known is None:
            people.append({**who, "told": [told]})
        else:
            _join(known, who, told)
    people = _with_place(people, contact, chosen)
    people = list(_without_doubles(_titled(people)))
    return [_ranked(who) for who in people]


def _titled(people: list[Row]) -> list[Row]:
    """In "Foreign ministers A of X and B of Y" the title is that of both."""
    shared = next(
        (who["office"] for who in people if who["office"] and f"{who['office']}s " in who["text"].lower()), None
    )
    for who in people:
        if shared and who["kind"] == _NAMED and not who["office"]:
            who["office"] = shared
    return people


def _named(contact: Contact, chosen: Row) -> Iterator[tuple[Row, Row]]:
    """Everybody whom a telling names, with the place: the representative's first, then the others, then details."""
    order = sorted(
        contact.valid,
        key=lambda t: (t.event["event_id"] != chosen["event_id"], t.source_id != chosen["source_id"]),
    )
    for telling in order:
        for who in (*telling.event["actors"], *telling.event["recipients"]):
            yield _who(who, who["role"]), _place(telling, who)
    for telling in order:
        for detail in telling.details:
            if detail["actor"] and detail["field"] in _PARTS:
                yield _who(detail["actor"], detail["field"]), _place(telling, detail["told"])


def _who(who: Row, role: str) -> Row:
    fields = {name: who[name] for name in _FIELDS}
    return {**fields, "text": who["text"], "role": role if role in _ROLES else "participant"}


def _place(telling: Telling, span: Row) -> Row:
    return {
        "story_id": telling.story_id,
        "source_id": telling.source_id,
        "start": span["start"],
        "end": span["end"],
        "text": span["text"],
    }


def _same(one: Row, other: Row) -> bool:
    """The same entity, or the same name in another spelling, for the same state."""
    if one["country"] and other["country"] and one["country"] != other["country"]:
        return False
    if one["entity_id"] == other["entity_id"]:
        return True
    return one["kind"] == other["kind"] == _NAMED and same_name(one["name"], other["name"])


def same_name(one: str, other: str) -> bool:
    """Is it the same name, or all of the shorter in the longer?

    >>> same_name("Fode Bangoura", "Bangoura"), same_name("Sékou Oularé", "Sekou Oulare"), same_name("Ann Lee", "Bob Lee")
    (True, True, False)
    """
    a, b = _letters(one), _letters(other)
    return bool(a and b) and (a <= b or b <= a)


def _letters(name: str) -> set[str]:
    plain = unicodedata.normalize("NFKD", name.lower())
    return set(re.findall(r"[a-z0-9]+", "".join(c for c in plain if not unicodedata.combining(c))))


def _join(known: Row, who: Row, told: Row) -> None:
    """Takes over what the other telling knows better: role, office, full name."""
    if _ROLES[who["role"]] > _ROLES[known["role"]]:
        known["role"] = who["role"]
    if len(level_of(who["office"], who["country"]) or "") and not level_of(known["office"], known["country"]):
        known["office"] = who["office"]
    known["country"] = known["country"] or who["country"]
    if known["kind"] == who["kind"] and _letters(known["name"]) < _letters(who["name"]):
        known["name"] = who["name"]
    if told not in known["told"]:
        known["told"].append(told)


def _with_place(people: list[Row], contact: Contact, chosen: Row) -> list[Row]:
    """Where nobody is said to be host, the side at whose home it was is; so is the state of a mediator at his home."""
    if chosen["channel"] not in _AT_A_PLACE or any(who["role"] in {"host", "visitor"} for who in people):
        return people
    wheres = (telling.event["where"] for telling in (*_first(contact, chosen), *contact.valid))
    where = next((where for where in wheres if where and where["country"]), None)
    if where is None:
        return people
    home = [who for who in people if who["country"] == where["country"]]
    for who in home:
        if who["role"] == "participant" and len({one["country"] for one in people}) > 1:
            who["role"] = "host"
    if any(who["role"] == "mediator" for who in home):
        told = {"story_id": chosen["story_id"], "source_id": chosen["source_id"]}
        place = {**told, "start": where["start"], "end": where["end"], "text": where["text"]}
        return [*people, _state(home[0], place)]
    return people


def _first(contact: Contact, chosen: Row) -> list[Telling]:
    return [telling for telling in contact.valid if telling.event["event_id"] == chosen["event_id"]]


def _state(of: Row, place: Row) -> Row:
    country = of["country"]
    state = {"name": country, "entity_id": f"state:{country}", "kind": "state", "country": country, "office": None}
    return {**state, "text": place["text"], "role": "host", "told": [place]}


def _without_doubles(people: list[Row]) -> Iterator[Row]:
    """A state, body, group or office is left out where a person of its state stands in the same role, or any if it has none."""
    persons = [who for who in people if who["kind"] == _NAMED and who["country"]]
    seen: set[tuple[str | None, str]] = set()
    for who in people:
        mine = [one for one in persons if one["country"] == who["country"]]
        if who["kind"] != _NAMED and mine:
            if who["role"] == "participant" or any(one["role"] == who["role"] for one in mine):
                _hand_over(who, mine)
                continue
            if (who["country"], who["role"]) in seen:
                continue
            seen.add((who["country"], who["role"]))
            _hand_over_host(who, mine)
            if who["role"] == "host" and any(one["role"] == "host" for one in mine):
                continue
        yield who


def _hand_over(who: Row, persons: list[Row]) -> None:
    """A person who stands for an office or a group takes over its title, if he has none."""
    for one in persons:
        if not one["office"] and who["office"] and len(persons) == 1:
            one["office"] = who["office"]


def _hand_over_host(who: Row, persons: list[Row]) -> None:
    """A state is host by its persons, unless they have another role."""
    plain = [one for one in persons if one["role"] == "participant"]
    if who["role"] == "host" and plain:
        for one in plain:
            one["role"] = "host"


def _ranked(who: Row) -> Row:
    title = who["office"] or ("" if who["kind"] in {"person", "state"} else who["text"])
    level = level_of(title, who["country"])
    return {**{name: who[name] for name in _FIELDS}, "role": who["role"], "level": level, "told": who["told"]}


def countries(people: Iterable[Row], role: str) -> list[str]:
    """Codes of those in a role, sorted."""
    return sorted({who["country"] for who in people if who["role"] == role and who["country"]})
