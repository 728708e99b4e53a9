"""Words that say that somebody takes, holds or leaves an office (actors/tenure_cues.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
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
    no_office: frozenset[str]
    with_field: frozenset[str]


def _verbs(row: Mapping[str, Any]) -> ChangeVerbs:
    objects = {verb: frozenset(words) for verb, words in row["objects"].items()}
    return ChangeVerbs(passive=frozenset(row["passive"]), active=frozenset(row["active"]), objects=objects)


def load_tenure_cues() -> TenureCues:
    """The cues as they ship; raises LexiconError where the file is no YAML."""
    row = read_yaml(ACTORS / "tenure_cues.yaml")
    return TenureCues(
        begins=_verbs(row["begins"]),
        ends=_verbs(row["ends"]),
        successions=frozenset(row["successions"]),
        appointing=frozenset(row["appointing"]),
        former=frozenset(row["former"]),
        new=frozenset(row["new"]),
        not_held=frozenset(row["not_held"]),
        no_office=frozenset(row["no_office"]),
        with_field=frozenset(row["with_field"]),
    )
