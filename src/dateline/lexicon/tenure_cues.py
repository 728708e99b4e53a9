"""Words that say that somebody takes, holds or leaves an office (actors/tenure_cues.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from .registry_names import ACTORS
from .yaml_files import read_yaml


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeVerbs:
    """Lemmas that tell a change in the passive, in the active, and with certain objects or particles."""

    passive: frozenset[str]
    active: frozenset[str]
    objects: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class TenureCues:
    """All cues of offices, by what they tell."""

    begins: ChangeVerbs
    ends: ChangeVerbs
    successions: frozenset[str]
    appointing: frozenset[str]
    former: frozenset[str]
    new: frozenset[str]
    not_held: frozenset[str]
    not_yet: frozenset[str]
    no_office: frozenset[str]
    with_field: frozenset[str]
    installing: frozenset[str]
    removing: frozenset[str]
    needs_office: frozenset[str]
    handing: Mapping[str, frozenset[str]]
    taking: Mapping[str, frozenset[str]]
    ending_nouns: frozenset[str]
    beginning_nouns: frozenset[str]
    happened: frozenset[str]
    after_prepositions: frozenset[str]
    holding: frozenset[str]
    modals: frozenset[str]
    unreal: frozenset[str]
    before_this: frozenset[str]
    electing: frozenset[str]
    electors: frozenset[str]
    naming_forms: frozenset[str]
    moving: frozenset[str]
    acting: frozenset[str]
    for_a_time: frozenset[str]
    heading: frozenset[str]
    charging: frozenset[str]
    places: frozenset[str]
    successors: frozenset[str]
    terms: frozenset[str]
    ending: frozenset[str]
    coming: frozenset[str]
    until_now: frozenset[str]
    at_the_time: frozenset[str]
    saying: frozenset[str]
    swapping: frozenset[str]
    posts: frozenset[str]
    declaring: frozenset[str]
    fields: frozenset[str]
    portfolios: frozenset[str]
    giving: frozenset[str]
    office_nouns: Mapping[str, str]
    complemented: frozenset[str]
    predecessors: frozenset[str]
    until_then: frozenset[str]
    getting: frozenset[str]
    going: frozenset[str]
    serving: frozenset[str]
    posting: frozenset[str]
    reshuffling: frozenset[str]
    departing: frozenset[str]
    appointers: frozenset[str]
    particles: Mapping[str, frozenset[str]]


def _verbs(row: Mapping[str, Any]) -> ChangeVerbs:
    objects = {verb: frozenset(words) for verb, words in row["objects"].items()}
    return ChangeVerbs(passive=frozenset(row["passive"]), active=frozenset(row["active"]), objects=objects)


_MAPS = ("handing", "taking", "particles")
_WORDS = tuple(
    field.name for field in fields(TenureCues) if field.name not in {"begins", "ends", "office_nouns", *_MAPS}
)


def load_tenure_cues() -> TenureCues:
    """The cues as they ship; raises LexiconError where the file is no YAML."""
    row = read_yaml(ACTORS / "tenure_cues.yaml")
    told: dict[str, Any] = {name: frozenset(row[name]) for name in _WORDS}
    told |= {name: {verb: frozenset(objects) for verb, objects in row[name].items()} for name in _MAPS}
    return TenureCues(begins=_verbs(row["begins"]), ends=_verbs(row["ends"]), office_nouns=row["office_nouns"], **told)
