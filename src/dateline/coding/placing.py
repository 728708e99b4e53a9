"""Where an act took place: a place said of the act, else the dateline where the text says "here"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dateline.lexicon.yaml_files import HERE, read_yaml
from dateline.records import Place
from dateline.syntax import Syntax

from .matching import CALENDAR, Match

_WORDS = read_yaml(HERE / "event_places.yaml")
_LOCATIVE = tuple(_WORDS["locative"])
_SAID_HERE = frozenset(_WORDS["said_here"])
_MOTION, _SITES = frozenset(_WORDS["motion"]), frozenset(_WORDS["sites"])
_ON, _WITH_OBJECT = frozenset(_WORDS["acts_on"]), frozenset(_WORDS["acts_with_object"])


def place_of(match: Match, syntax: Syntax, places: Sequence[Place], dateline: Place | None) -> Place | None:
    """The place of the act, with basis "event" or "dateline"; None where the text does not tell.

    A place that the act is only about ("talks on Kashmir", "sales to Japan") is not where it happened.
    """
    heads = [match.trigger] + ([match.noun] if match.noun is not None else [])
    for i in [*heads, *_objects(match, heads, syntax)]:
        for j in _where(i, match, syntax):
            found = _at(j, syntax, places)
            if found is not None:
                return replace(found, basis="event", sentence=-1)
    struck = syntax.children(match.trigger, "dobj", "obj") if match.frame.type in _ON else []
    for j in struck:
        found = _at(j, syntax, places)
        if found is not None and found.basis != "gazetteer.country":  # a state is whom it strikes, a town is where
            return replace(found, basis="event", sentence=-1)
    above = _meeting_above(match, syntax) if match.frame.type == "CONSULT" else []
    if dateline is not None and any(
        syntax.lemma(j) == "here" for i in (*heads, *above) for j in syntax.children(i, "advmod")
    ):
        return replace(dateline, basis="dateline", sentence=-1)
    return None


def _meeting_above(match: Match, syntax: Syntax) -> list[int]:
    """Verbs above a contact that tell what was done at it ("agreed here at talks with"); who says a thing here is left out."""
    verbs = [i for i in syntax.ancestors(match.trigger) if syntax.is_verb(i)]
    return [i for i in verbs if syntax.lemma(i) not in _SAID_HERE]


def has_venue(match: Match, syntax: Syntax) -> bool:
    """Is the act said to take place in or at something with a name, known to the gazetteer or not?"""
    heads = [match.trigger, *match.complements, *([match.noun] if match.noun is not None else [])]
    behind = [k for i in heads for preposition in ("in", "at") for k in syntax.preposition_objects(i, preposition)]
    named = (j for k in behind for j in (k, *syntax.children(k, "compound", "nmod")))
    return any(syntax.tokens[j].pos == "PROPN" and syntax.lemma(j) not in CALENDAR for j in named)


def _objects(match: Match, heads: Sequence[int], syntax: Syntax) -> Iterator[int]:
    """Whom or what the act is done to or with: the parser often hangs the place there."""
    if match.frame.type not in _WITH_OBJECT:
        return
    for i in heads:
        yield from syntax.children(i, "dobj", "obj")
        yield from syntax.preposition_objects(i, "with")


def _where(i: int, match: Match, syntax: Syntax) -> Iterator[int]:
    """What stands behind the prepositions of place under token i, or before a "where" that it tells of."""
    if syntax.tokens[i].dep == "relcl" and any(syntax.lemma(j) == "where" for j in syntax.children(i, "advmod")):
        yield syntax.tokens[i].head
    for preposition in _LOCATIVE:
        yield from syntax.preposition_objects(i, preposition)
    for j in syntax.preposition_objects(i, "on"):
        if match.frame.type in _ON or syntax.lemma(j) in _SITES:
            yield j
    heads = {syntax.lemma(match.trigger), syntax.lemma(match.noun) if match.noun is not None else ""}
    if heads & _MOTION:
        for preposition in ("to", "into"):
            yield from syntax.preposition_objects(i, preposition)
    if match.frame.type == "RETREAT":
        yield from syntax.preposition_objects(i, "from")


def _at(i: int, syntax: Syntax, places: Sequence[Place], depth: int = 4) -> Place | None:
    """The place that token i names, or that what it names lies in: "a hotel in Moscow", "the port of Basra"."""
    start = syntax.tokens[i].start
    own = next((place for place in places if place.start <= start < place.end), None)
    if own is not None or not depth:
        return own
    inner = [j for preposition in _LOCATIVE for j in syntax.preposition_objects(i, preposition)]
    inner += syntax.children(i, "appos", "conj")
    if syntax.lemma(i) in _SITES:
        inner += [*syntax.preposition_objects(i, "of"), *syntax.children(i, "compound", "nmod", "poss")]
    elif syntax.tokens[i].pos == "PROPN":
        inner += syntax.children(i, "compound", "nmod")
    return next((found for j in inner if (found := _at(j, syntax, places, depth - 1)) is not None), None)
