"""Persons of two tellings: where both name persons of one state, one of them has to be the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


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
    """Do no two persons of one state contradict each other?"""
    return all(one[state] & other[state] for state in one.keys() & other.keys())


def share_persons(one: Mapping[str, frozenset[str]], other: Mapping[str, frozenset[str]]) -> bool:
    """Do both name the same person?"""
    return any(one[state] & other[state] for state in one.keys() & other.keys())
