"""Persons of two tellings: where both name persons of one state, one of them has to be the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from dateline.lexicon.person_names import may_be_one


def persons_of(entities: Iterable[str]) -> dict[str, frozenset[str]]:
    """Persons by their state; ids of persons are "person:NAME:STATE".

    >>> persons_of(["person:liv_aasen:NOR", "state:NOR"])
    {'NOR': frozenset({'person:liv_aasen:NOR'})}
    """
    found: dict[str, set[str]] = {}
    for entity in entities:
        kind, _, rest = entity.partition(":")
        if kind == "person":
            found.setdefault(rest.rpartition(":")[2], set()).add(entity)
    return {state: frozenset(found[state]) for state in sorted(found)}


def persons_agree(one: Mapping[str, frozenset[str]], other: Mapping[str, frozenset[str]]) -> bool:
    """Do no two persons of one state contradict each other? A fuller name contradicts no shorter one."""
    return all(_meet(one[state], other[state]) for state in one.keys() & other.keys())


def share_persons(one: Mapping[str, frozenset[str]], other: Mapping[str, frozenset[str]]) -> bool:
    """Do both name the same person?"""
    return any(_meet(one[state], other[state]) for state in one.keys() & other.keys())


def _meet(some: frozenset[str], others: frozenset[str]) -> bool:
    return bool(some & others) or any(_may_be_one(a, b) for a in some for b in others)


@lru_cache(maxsize=100_000)
def _may_be_one(one: str, other: str) -> bool:
    """Whether two ids of persons may stand for one: all words of one name are in the other."""
    return may_be_one(*(entity.split(":")[1].replace("-", " ") for entity in (one, other)))
