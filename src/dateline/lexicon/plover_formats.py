"""How the formats of PLOVER write codes, quad classes, places and types: plover_formats.yaml, and the codes of organisations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from dateline.errors import LexiconError

from .yaml_files import HERE, line_of, read_yaml

_KEYS = (
    "renamed",
    "organisations",
    "other_organisations",
    "quads",
    "auxiliary_modes",
    "historical",
    "statuses",
    "recipient_required",
    "features",
    "former_types",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """A kind of place: GeoNames class and code, and PLOVER's figure for how exact it is (1 country to 4 city)."""

    feature_class: str
    feature_code: str
    resolution: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PloverFormats:
    """What plover_formats.yaml says. renamed: codes that PLOVER writes otherwise; igos: codes that read as `igo` there.

    quads, quad_words: number and words of a quad class. auxiliary: contexts that stand for a status; statuses: the other way round.
    features: by kind of place.
    recipient_required: types of which the manual wants a recipient.
    former_types: (type, mode) of types of earlier drafts.
    """

    renamed: Mapping[str, str]
    igos: frozenset[str]
    igo: str
    quads: Mapping[str, int]
    quad_words: Mapping[str, str]
    auxiliary: Mapping[str, tuple[str, ...]]
    historical: str
    statuses: Mapping[str, str]
    recipient_required: frozenset[str]
    features: Mapping[str, Feature]
    former_types: Mapping[str, tuple[str, str | None]]

    def code(self, country: str | None) -> str | None:
        """PLOVER's code for a code of ours: Kosovo is KOS, an organisation other than the UN and the EU is IGO."""
        if country is None or country in self.igos:
            return self.igo if country else None
        return self.renamed.get(country, country)

    def our_code(self, code: str | None) -> str | None:
        """Our code for one of PLOVER's; IGO stays, as it does not say which."""
        ours = {theirs: code for code, theirs in self.renamed.items()}
        return ours.get(code, code) if code else None


@cache
def load_plover_formats(path: Path = HERE / "plover_formats.yaml") -> PloverFormats:
    """The file as a record; raises LexiconError if a key is missing, unknown or has a value of another kind."""
    document = read_yaml(path)
    if not isinstance(document, dict) or set(document) != set(_KEYS):
        raise LexiconError(f"these keys are wanted, and no others: {', '.join(_KEYS)}", path=str(path))
    organisations = read_yaml(HERE / "actors" / "organisations.yaml")
    own = {str(code) for code in document["organisations"]}
    return PloverFormats(
        renamed=_words(document, "renamed", path),
        igos=frozenset(map(str, organisations)) - own,
        igo=str(document["other_organisations"]),
        quads={name: int(row["number"]) for name, row in _rows(document, "quads", {"number", "words"}, path).items()},
        quad_words={name: str(row["words"]) for name, row in document["quads"].items()},
        auxiliary={status: tuple(map(str, modes)) for status, modes in document["auxiliary_modes"].items()},
        historical=str(document["historical"]),
        statuses=_words(document, "statuses", path),
        recipient_required=frozenset(map(str, document["recipient_required"])),
        features={
            kind: Feature(
                feature_class=str(row["class"]), feature_code=str(row["code"]), resolution=int(row["resolution"])
            )
            for kind, row in _rows(document, "features", {"class", "code", "resolution"}, path).items()
        },
        former_types={
            name: (str(row["type"]), row.get("mode"))
            for name, row in _rows(document, "former_types", {"type"}, path).items()
        },
    )


def _words(document: Mapping[str, Any], key: str, path: Path) -> dict[str, str]:
    value = document[key]
    if not isinstance(value, dict):
        raise LexiconError("a mapping of words is wanted", path=str(path), line=line_of(path, f"{key}:"), key=key)
    return {str(name): str(word) for name, word in value.items()}


def _rows(document: Mapping[str, Any], key: str, wanted: set[str], path: Path) -> Mapping[str, Any]:
    """The rows of a key, each with the keys that are wanted."""
    rows = document[key]
    if not isinstance(rows, dict):
        raise LexiconError("a mapping is wanted", path=str(path), line=line_of(path, f"{key}:"), key=key)
    for name, row in rows.items():
        if not isinstance(row, dict) or not wanted <= set(row):
            line = line_of(path, f"  {name}:")
            raise LexiconError(f"{name} needs {', '.join(sorted(wanted))}", path=str(path), line=line, key=key)
    return rows
