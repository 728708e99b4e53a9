"""Names of persons beside each other: which mean one person."""

from __future__ import annotations

import functools
from collections.abc import Iterable

from .registry_persons import name_key


@functools.lru_cache(maxsize=50_000)
def name_words(name: str) -> frozenset[str]:
    """The words that a name is compared by: folded, without particles and initials."""
    return frozenset(name_key(name).split())


def may_be_one(name: str, other: str) -> bool:
    """Are all words of one name in the other?

    >>> may_be_one("Raul Iturbe", "Raúl Iturbe Paz"), may_be_one("Dorj Batbayar", "Luvsan Batbayar")
    (True, False)
    """
    words, others = name_words(name), name_words(other)
    return words <= others or others <= words


def one_spelling(names: Iterable[str]) -> dict[str, str]:
    """For each name of persons in one office its fullest form, where only one of the others can be meant.

    >>> one_spelling(["Raul Iturbe", "Raúl Iturbe", "Iturbe", "Raul Iturbe Paz"])["Iturbe"]
    'Raul Iturbe Paz'
    """
    full: list[str] = []
    spelling: dict[str, str] = {}
    for name in sorted(set(names), key=lambda name: (-len(name_words(name)), name)):
        fuller = [other for other in full if name_words(name) <= name_words(other)]
        spelling[name] = fuller[0] if len(fuller) == 1 else name
        if len(fuller) != 1:
            full.append(name)
    return spelling
