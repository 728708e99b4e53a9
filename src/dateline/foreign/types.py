"""PLOVER types and modes as files write them, those of earlier drafts included."""

from __future__ import annotations

from typing import get_args

from dateline.lexicon.plover_formats import load_plover_formats
from dateline.records.event import PloverType

from .cells import value_of

_TYPES = frozenset(get_args(PloverType))


def plover_type(cell: str | None, mode: str | None) -> tuple[str, str | None]:
    """(type, mode) by PLOVER 2.0: DEMAND is REQUEST, DISAPPROVE is ACCUSE/disapprove. Raises ValueError for an unknown type."""
    text = (value_of(cell) or "").upper()
    told = value_of(mode)
    if text in _TYPES:
        return text, told
    former = load_plover_formats().former_types.get(text)
    if former is None:
        raise ValueError(f"{cell!r} is no type of PLOVER: {', '.join(sorted(_TYPES))}")
    kind, of_type = former
    return kind, told or of_type
