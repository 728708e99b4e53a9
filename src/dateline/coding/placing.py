"""Where an act took place: a place said of the act, else the dateline where the text says "here"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.records import Place
from dateline.syntax import Syntax

from .matching import CALENDAR, Match

_LOCATIVE = ("in", "at", "near", "outside", "on", "off", "to", "into", "across")
_SIDE = frozenset({"relcl", "advcl", "ccomp", "parataxis"})


def place_of(match: Match, syntax: Syntax, places: Sequence[Place], dateline: Place | None) -> Place | None:
    """The place of the act, with basis "event" or "dateline"; None where the text does not tell."""
    heads = [match.trigger] + ([match.noun] if match.noun is not None else [])
    for i in heads:
        for preposition in _LOCATIVE:
            for j in syntax.preposition_objects(i, preposition):
                found = _at(j, syntax, places)
                if found is not None:
                    return replace(found, basis="event", sentence=-1)
    if dateline is not None and any(syntax.lemma(j) == "here" for i in heads for j in syntax.children(i, "advmod")):
        return replace(dateline, basis="dateline", sentence=-1)
    return None


def has_venue(match: Match, syntax: Syntax) -> bool:
    """Is the act said to take place in or at something with a name, known to the gazetteer or not?"""
    heads = [match.trigger, *match.complements, *([match.noun] if match.noun is not None else [])]
    behind = [k for i in heads for preposition in ("in", "at") for k in syntax.preposition_objects(i, preposition)]
    return any(syntax.tokens[k].pos == "PROPN" and syntax.lemma(k) not in CALENDAR for k in behind)


def _at(i: int, syntax: Syntax, places: Sequence[Place]) -> Place | None:
    """The place whose words cover token i or stand in its noun phrase."""
    inside = {i, *(j for j in syntax.parse.subtree(i) if not _crosses_clause(j, i, syntax))}
    starts = {syntax.tokens[j].start for j in inside}
    return next((place for place in places if any(place.start <= start < place.end for start in starts)), None)


def _crosses_clause(j: int, top: int, syntax: Syntax) -> bool:
    while j != top:
        if syntax.tokens[j].dep in _SIDE:
            return True
        j = syntax.tokens[j].head
    return False
