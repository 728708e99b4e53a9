"""Where accounts of one contact contradict each other, each version with its words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from dateline.records.rows import Row

from .contact_people import same_name
from .contact_readouts import day_of
from .contact_tellings import Contact

#: Lengths that differ by less than this share are one length told twice.
ALIKE = 0.25
_LENGTH = re.compile(r"PT?(\d+)([MHD])")
_MINUTES = {"M": 1, "H": 60, "D": 1440}
#: Letters that a word of a topic needs to say something.
_WORD = 4
_Same = Callable[[str, str], bool]


def differences(contact: Contact, accounts: list[Row]) -> list[Row]:
    """Fields in which accounts differ: day, channel, duration, asked_by, participants, topics, denial; with all versions.

    A version: value, country (None where the agency itself tells it), source_id, published, sentence.
    """
    found = [
        ("day", _apart(_days(contact, accounts), _equal)),
        ("channel", _apart(_channels(contact), _equal)),
        ("duration", _apart(_told(contact, accounts, "duration"), _as_long)),
        ("asked_by", _apart(_told(contact, accounts, "asked_by"), _equal)),
        ("participants", list(_persons(contact))),
        ("topics", _topics(accounts)),
        ("denial", _denial(contact, accounts)),
    ]
    return [{"field": name, "versions": versions} for name, versions in found if versions]


def _equal(one: str, other: str) -> bool:
    return one == other


def _as_long(one: str, other: str) -> bool:
    a, b = _minutes(one), _minutes(other)
    return one == other or (a > 0 and b > 0 and abs(a - b) <= ALIKE * max(a, b))


def _minutes(length: str) -> int:
    found = _LENGTH.fullmatch(length)
    return int(found[1]) * _MINUTES[found[2]] if found else 0


def _version(value: str, source: Row, country: str | None, sentence: str) -> Row:
    return {
        "value": value,
        "country": country,
        "source_id": source["source_id"],
        "published": source["published"],
        "sentence": sentence,
    }


def _apart(versions: Iterable[Row], same: _Same) -> list[Row]:
    """One version for each value, if there are two that are not the same; by publication."""
    kept: list[Row] = []
    for version in versions:
        if not any(same(version["value"], one["value"]) for one in kept):
            kept.append(version)
    return kept if len(kept) > 1 else []


def _days(contact: Contact, accounts: list[Row]) -> Iterator[Row]:
    for account in accounts:
        if account["day"]:
            yield _version(account["day"], account, account["country"], account["sentence"])
    for telling in contact.valid:
        day = day_of(telling.event)
        if day and telling.event["status"] != "planned":
            yield _version(day, _source(telling), None, telling.sentence)


def _source(telling: object) -> Row:
    return {name: getattr(telling, name) for name in ("source_id", "published")}


def _channels(contact: Contact) -> Iterator[Row]:
    for telling in contact.valid:
        channel = telling.event["channel"]
        if channel not in {None, "unknown"}:
            yield _version(channel, _source(telling), _only_side(telling.event), telling.sentence)


def _only_side(event: Row) -> str | None:
    sides = {said["country"] for said in event["attributed_to"]}
    return next(iter(sides)) if len(sides) == 1 else None


def _told(contact: Contact, accounts: list[Row], name: str) -> Iterator[Row]:
    """Versions of a detail: first those of the accounts, then those that the agency tells itself."""
    for account in accounts:
        if account[name]:
            yield _version(account[name], account, account["country"], account["sentence"])
    for telling in contact.valid:
        for detail in telling.details:
            if detail["field"] == name:
                yield _version(detail["value"], _source(telling), _only_side(telling.event), detail["sentence"])


def _persons(contact: Contact) -> Iterator[Row]:
    """Other persons of the same state and office in two tellings, none of which names both."""
    named: list[tuple[Row, Row]] = []
    for telling in contact.valid:
        people = [who for who in (*telling.event["actors"], *telling.event["recipients"]) if who["kind"] == "person"]
        side = _only_side(telling.event)
        named += [(who, _version(who["name"], _source(telling), side, telling.sentence)) for who in people]
    shown: list[Row] = []
    for i, (who, version) in enumerate(named):
        for other, its in named[i + 1 :]:
            if version["source_id"] != its["source_id"] and _replaces(who, other):
                shown += [one for one in (version, its) if one["value"] not in {s["value"] for s in shown}]
    yield from shown


def _replaces(who: Row, other: Row) -> bool:
    same_post = who["country"] == other["country"] and who["office"] is not None and who["office"] == other["office"]
    return same_post and not same_name(who["name"], other["name"])


def _topics(accounts: list[Row]) -> list[Row]:
    """Topics that only one side speaks of, where two sides speak of topics at all."""
    sides = {account["country"] for account in accounts if account["topics"] and account["country"]}
    if len(sides) < 2:  # noqa: PLR2004  (two sides)
        return []
    found = []
    for account in accounts:
        others = [t for one in accounts if one["country"] != account["country"] for t in one["topics"]]
        alone = [topic for topic in account["topics"] if not any(_words(topic) & _words(other) for other in others)]
        found += [_version(topic, account, account["country"], account["sentence"]) for topic in alone]
    return found


def _words(topic: str) -> set[str]:
    return {word for word in re.findall(r"\w+", topic.lower()) if len(word) >= _WORD}


def _denial(contact: Contact, accounts: list[Row]) -> list[Row]:
    """Who denies that there was a contact, and who or what tells that there was."""
    against = [account for account in accounts if account["stance"] == "denies"]
    if not against:
        return []
    told = [account for account in accounts if account["stance"] in {"asserts", "confirms"}]
    versions = [_version("told", one, one["country"], one["sentence"]) for one in told]
    if not versions:
        happened = [telling for telling in contact.valid if telling.event["status"] in {"occurred", "ongoing"}]
        versions = [_version("told", _source(one), None, one.sentence) for one in happened[:1]]
    denied = [_version("denied", one, one["country"], one["sentence"]) for one in against]
    return [*versions, *denied] if versions else []
