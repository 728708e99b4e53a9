"""The spells of one office: by class where it has one, else by the words of the title."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from dataclasses import dataclass

from dateline.lexicon.registry import Registry
from dateline.lexicon.registry_names import key_words
from dateline.lexicon.registry_own import title_of_office
from dateline.lexicon.registry_persons import INDEXED, Holder

from .sources import facts

#: Classes whose holders have titles that tell one office of a state from another: a president from a monarch.
_TOLD_BY_TITLE = frozenset({"head_of_state", "head_of_government"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """An office of a state or organisation with all spells that are told of it; office: its class, "" if it has none."""

    title: str
    office: str
    country: str
    spells: tuple[Holder, ...]


def find_office(registry: Registry, office: str, country: str) -> Office:
    """The office that a title or the name of a class means in a country; without spells where the registry has none."""
    title, found = title_of_office(office.strip())
    by_class = "_" in office or title != office.strip().lower()
    spells: Iterable[Holder]
    if found in INDEXED:
        spells = registry.holders(country, found)
        if found in _TOLD_BY_TITLE and not by_class:
            spells = _of_title(title, list(spells), is_president=found == "head_of_state")
    else:
        spells = (
            spell for person in registry.persons.in_country(country) for spell in person.spells
            if is_title(title, spell.title)
        )  # fmt: skip
    return Office(title=title, office=found, country=country, spells=tuple(spells))


def find_titled(registry: Registry, title: str, country: str) -> list[Holder]:
    """Spells of a country whose title has all words of the one asked for."""
    people = registry.persons.in_country(country)
    return [spell for person in people for spell in person.spells if is_title(title, spell.title)]


def _of_title(title: str, spells: list[Holder], *, is_president: bool) -> list[Holder]:
    """Spells whose title says what was asked for; a head of government may go by any title, a head of state may not."""
    wanted = _words(title)
    own = [spell for spell in spells if wanted <= _words(spell.title)]
    if not is_president:
        return own if len(wanted) > len(_words("prime minister")) else spells
    if wanted <= _monarchs():
        return own + [spell for spell in spells if spell not in own and _words(spell.title) & _monarchs()]
    return own


def is_title(asked: str, title: str) -> bool:
    """Does a title of the registry mean what was asked for? All words asked for, and none that makes it another office.

    >>> is_title("secretary-general", "secretary general"), is_title("minister of health", "deputy minister of health")
    (True, False)
    """
    if _usual(asked) == _usual(title):
        return True
    wanted, words = _words(asked), _words(title)
    return bool(wanted) and wanted <= words and not (words - wanted) & set(facts()["other_office"])


def is_same_title(asked: str, title: str) -> bool:
    """Does a title have the words that were asked for, and no other?"""
    return _words(asked) == _words(title)


def _usual(title: str) -> str:
    """The usual one of titles that are one office."""
    return next((titles[0] for titles in facts()["same_office"] if title in titles), title)


def is_empty(title: str) -> bool:
    """Does the title say no more than that there was an office?"""
    return title in facts()["empty_titles"]


@functools.lru_cache(maxsize=20_000)
def _words(title: str) -> frozenset[str]:
    same, empty = facts()["words"], facts()["empty_words"]
    return frozenset(same.get(word, word) for word in key_words(title) if word not in empty and word != ",")


@functools.lru_cache(maxsize=1)
def _monarchs() -> frozenset[str]:
    return frozenset(word for title in facts()["monarchs"] for word in title.split())
