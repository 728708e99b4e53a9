"""Names that bodies of several states share ("PRD", "Socialist Party"): the state beside it decides, or those of the story."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from dateline.lexicon.registry import Name

from .actors_elements import Element, Elements

_SHARED = frozenset("OBGobg")
_STATES = frozenset("NCKPnckp")
_BETWEEN = frozenset("md'")


def states_told(stories: Sequence[Elements]) -> Counter[str]:
    """How often the sentences of a story name each state, by names of states, nationalities, places and known persons."""
    told: Counter[str] = Counter()
    for elements in stories:
        for item in elements.items:
            one = item.names[0] if item.letter in _STATES and item.names else next(iter(item.persons), None)
            if one is not None and one.country:
                told[one.country] += 1
    return told


def choose_names(elements: Elements, told: Mapping[str, int]) -> Elements:
    """The elements with the likeliest bearer of each shared name first; where nothing tells, the order of the lists stays."""
    items = [_chosen(elements.items, i, told) for i in range(len(elements.items))]
    return replace(elements, items=items)


def _chosen(items: Sequence[Element], i: int, told: Mapping[str, int]) -> Element:
    item = items[i]
    if len(item.names) == 1 or item.letter not in _SHARED:
        return item
    beside = {_state_before(items, i), _state_behind(items, i)} - {None}

    def weight(name: Name) -> tuple[bool, int]:
        return name.country in beside, told.get(name.country or "", 0)

    best = max(item.names, key=weight)
    if best.shared and best.country is not None and weight(best) == (False, 0):
        best = replace(best, country=None, entity_id=best.entity_id.replace(f":{best.country}:", ":-:"))
    return replace(item, names=(best, *(name for name in item.names if name is not best)))


def _state_before(items: Sequence[Element], i: int) -> str | None:
    """As in "Mexico's PRD", "the Dominican opposition PRD"."""
    for item in reversed(items[max(i - 3, 0) : i]):
        if item.letter in _STATES and item.names:
            return item.names[0].country
        if item.letter not in _BETWEEN:
            return None
    return None


def _state_behind(items: Sequence[Element], i: int) -> str | None:
    """As in "the PRD of Mexico"."""
    for item in items[i + 1 : i + 4]:
        if item.letter in _STATES and item.names:
            return item.names[0].country
        if item.letter not in ">d":
            return None
    return None
