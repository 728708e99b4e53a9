"""Lint of the codebook: what the loader accepts but a researcher did not mean, with file, line and key."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from dateline.errors import LexiconError
from dateline.records import Channel, EventType, Status

from .codebook import load_codebook
from .yaml_files import HERE, line_of, read_yaml

_PREPOSITIONS = frozenset(
    [
        "with",
        "to",
        "on",
        "against",
        "from",
        "at",
        "between",
        "among",
        "for",
        "of",
        "by",
        "toward",
        "towards",
        "over",
        "into",
        "in",
        "about",
        "under",
        "upon",
        "behind",
        "across",
    ]
)
_SLOTS = (
    frozenset({"subj", "obj", "iobj", "owner", "comp.subj", "comp.obj"})
    | _PREPOSITIONS
    | {"through", "via", "onto", "around", "near", "along", "outside", "off", "inside"}
)
_COMPLEMENTS = frozenset({"to", "that", "ing", "any"})
_NEEDS = frozenset({"actor", "recipient", "dyad"})
_LABELS = (frozenset(get_args(EventType)) - {"CONCEDE", "RETREAT"}) | {"YIELD"}
#: Verbs too common to tell an act by themselves: a frame for them needs a condition.
_BARE = frozenset(
    [
        "be",
        "have",
        "do",
        "say",
        "see",
        "hold",
        "take",
        "give",
        "make",
        "go",
        "come",
        "get",
        "put",
        "keep",
        "let",
        "know",
        "think",
        "want",
        "use",
        "find",
        "show",
        "tell",
    ]
)
_CHOICES: Mapping[str, frozenset[Any]] = {
    "channel": frozenset({*get_args(Channel), None}),
    "status": frozenset({*get_args(Status), None}),
    "act": frozenset({*get_args(EventType), None}),
    "plv15": frozenset({*_LABELS, None}),
    "complement": frozenset({*_COMPLEMENTS, None}),
    "passive": frozenset({"only", "never", None}),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint:
    """Something in the codebook that should be changed: where it stands and what to do."""

    path: str
    line: int | None
    key: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line or 1} [{self.key}] {self.message}"


def lint_codebook(folder: Path = HERE) -> tuple[Complaint, ...]:
    """All complaints about the codebook of a folder, in order of file and frame; () if it is well."""
    try:
        codebook = load_codebook(folder)
    except LexiconError as error:
        return (Complaint(path=error.path, line=error.line, key=error.key or "", message=str(error)),)
    found: list[Complaint] = []
    seen: dict[str, str] = {}
    for path in sorted((folder / "plover").glob("*.yaml")):
        document = read_yaml(path)
        modes = frozenset(document.get("modes") or {})
        if document["type"] != path.stem:
            found.append(
                _complaint(path, "type", f"the file of {document['type']} must be called {document['type']}.yaml")
            )
        for entry in document.get("frames") or ():
            name = str(entry.get("id"))
            messages = [*_wrong_words(entry, modes, codebook.cameo), *_weak(entry)]
            if name in seen:
                messages.append(f"this id is used in {seen[name]} too: give each frame its own")
            seen[name] = path.name
            found.extend(_complaint(path, name, message) for message in messages)
    return tuple(found)


def _complaint(path: Path, key: str, message: str) -> Complaint:
    return Complaint(path=str(path), line=line_of(path, key), key=key, message=message)


def _wrong_words(entry: Mapping[str, Any], modes: frozenset[str], cameo: Mapping[str, Any]) -> Iterator[str]:
    """Values that name nothing: slots, modes, codes and closed choices."""
    for side in ("actor", "recipient"):
        for slot in entry.get(side) or ():
            if slot not in _SLOTS:
                yield f"{side}: {slot!r} is no slot; slots are {', '.join(sorted(_SLOTS))}"
    if entry.get("mode") and entry["mode"] not in modes:
        yield f"mode {entry['mode']!r} is not one of the type's: {', '.join(sorted(modes)) or 'it has none'}"
    if not entry.get("cameo") or str(entry["cameo"]) not in cameo:
        yield f"cameo {entry.get('cameo')!r} is no CAMEO code: give one as text, see data/cameo.csv"
    for key, choices in _CHOICES.items():
        if entry.get(key) not in choices:
            yield f"{key} {entry[key]!r}: choose from {', '.join(sorted(str(c) for c in choices if c))}"
    for need in entry.get("needs") or ():
        if need not in _NEEDS:
            yield f"needs {need!r}: choose from {', '.join(sorted(_NEEDS))}"


def _weak(entry: Mapping[str, Any]) -> Iterator[str]:
    """Frames that would fire everywhere, or that show no example."""
    if not entry.get("examples"):
        yield "no example: write one fresh sentence that the frame must fire on"
    bound = any(entry.get(key) for key in ("objects", "subjects", "preps", "complement", "complement_acts"))
    for verb in entry.get("verbs") or ():
        if verb in _BARE and not bound:
            yield f"the verb {verb!r} is too common to stand alone: give it objects, preps or a complement"
