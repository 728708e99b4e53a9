"""What is known of offices as such: which have one holder at a time, and how long a telling of their holder serves."""

from __future__ import annotations

from dataclasses import dataclass

from .registry_names import ACTORS
from .yaml_files import read_yaml


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeTerms:
    """single: classes of office with one holder at a time. titled_for, appointed_for: days that a telling serves."""

    single: frozenset[str]
    titled_for: int
    appointed_for: int


def load_office_terms() -> OfficeTerms:
    """The terms of single_offices.yaml; raises LexiconError where the file is missing or wrong."""
    rows = read_yaml(ACTORS / "single_offices.yaml")
    return OfficeTerms(
        single=frozenset(rows["single"]), titled_for=rows["titled_for"], appointed_for=rows["appointed_for"]
    )
