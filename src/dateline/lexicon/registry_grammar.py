"""Word classes of phrases that name actors: what may stand before, behind and between names and role nouns."""

from __future__ import annotations

from dataclasses import dataclass

from .registry_names import ACTORS, fold
from .yaml_files import read_yaml


@dataclass(frozen=True, slots=True, kw_only=True)
class Grammar:
    """The word classes of actors/grammar.yaml, folded; see there for what each is."""

    titles: frozenset[str]
    suffixes: frozenset[str]
    bearing: frozenset[str]
    prefixes: frozenset[str]
    quantities: frozenset[str]
    places: frozenset[str]
    motion: frozenset[str]
    transfer: frozenset[str]
    calendar: frozenset[str]
    things: frozenset[str]
    directions: frozenset[str]
    abroad: frozenset[str]
    place_nouns: frozenset[str]
    sent: frozenset[str]
    belonging: frozenset[str]
    possession: frozenset[str]
    mediation: frozenset[str]
    receiving: frozenset[str]
    others: frozenset[str]
    errands: frozenset[str]
    plain_nouns: frozenset[str]


def read_grammar() -> Grammar:
    """The grammar file as it ships; raises LexiconError where it is no YAML."""
    rows = {key: frozenset(map(fold, words)) for key, words in read_yaml(ACTORS / "grammar.yaml").items()}
    return Grammar(**rows)
