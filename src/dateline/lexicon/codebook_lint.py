"""Lint of the codebook: what the loader accepts but a researcher did not mean, with file, line and key."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from dateline.errors import LexiconError
from dateline.records import Channel, Quad, Status

from .codebook import Codebook, compile_codebook, read_type_files
from .own_codebook import PARTS, PLOVER, ROOTS, TYPE_NAME, Layers, known_types
from .yaml_files import HERE, line_of

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
    frozenset({"subj", "obj", "iobj", "owner", "comp.subj", "comp.obj", "speaker"})
    | _PREPOSITIONS
    | {"through", "via", "onto", "around", "near", "along", "outside", "off", "inside"}
)
_COMPLEMENTS = frozenset({"to", "that", "ing", "if", "any"})
_NEEDS = frozenset({"actor", "recipient", "dyad"})
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
#: PLOVER scores go from minus this to this.
LIMIT = 10
_CHOICES: Mapping[str, frozenset[Any]] = {
    "channel": frozenset({*get_args(Channel), None}),
    "status": frozenset({*get_args(Status), None}),
    "plv15": frozenset({*ROOTS, None}),
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """All complaints, and the codebook; None where it does not load."""

    complaints: tuple[Complaint, ...]
    codebook: Codebook | None


def lint_codebook(folder: Path = HERE, own: Path | None = None) -> tuple[Complaint, ...]:
    """All complaints about the codebook of a folder (and an own one over it), in order of file and frame; () if it is well."""
    return examine_codebook(Layers.of(folder, own)).complaints


def examine_codebook(layers: Layers) -> Findings:
    """The complaints about a codebook, and the codebook itself, which takes a second to load."""
    found = [
        Complaint(path=str(path), line=1, key="", message=f"nothing reads this file: own files are {', '.join(PARTS)}")
        for path in layers.unread()
    ]
    try:
        files = read_type_files(layers)
        codebook = compile_codebook(layers, files)
    except LexiconError as error:
        found.append(Complaint(path=error.path, line=error.line, key=error.key or "", message=str(error)))
        return Findings(complaints=tuple(found), codebook=None)
    choices = {**_CHOICES, "act": frozenset({*known_types(layers), *PLOVER, None})}
    seen: dict[str, str] = {}
    for path, document in files:
        found.extend(
            Complaint(path=str(path), line=line_of(path, f"{key}:") or 1, key=key, message=message)
            for key, message in _wrong_type(document, path)
        )
        modes = frozenset(document.get("modes") or {})
        for entry in document.get("frames") or ():
            name = str(entry.get("id"))
            messages = [*_wrong_words(entry, modes, codebook.cameo, choices), *_weak(entry)]
            if name in seen:
                messages.append(f"this id is used in {seen[name]} too: give each frame its own")
            seen[name] = path.name
            found.extend(
                Complaint(path=str(path), line=line_of(path, name), key=name, message=message) for message in messages
            )
    return Findings(complaints=tuple(found), codebook=codebook)


def _wrong_type(document: Mapping[str, Any], path: Path) -> Iterator[tuple[str, str]]:
    """What is wrong with a type itself, as (key, message)."""
    name, modes = str(document["type"]), document.get("modes") or {}
    if name != path.stem:
        yield "type", f"the file of {name} must be called {name}.yaml"
    if not TYPE_NAME.fullmatch(name) or name == "NONE":
        yield "type", f"{name!r} is no name of a type: upper-case letters, digits and _ between them, and not NONE"
    if document["quad"] not in get_args(Quad):
        yield "quad", f"quad {document['quad']!r}: choose from {', '.join(get_args(Quad))}"
    if not str(document["definition"] or "").strip():
        yield "definition", "the definition is empty: say in one or two sentences what is told, and by whom to whom"
    if document.get("plv15") not in ROOTS and name not in PLOVER:
        yield "plv15", f"name the root of the older scheme that comes nearest: {', '.join(sorted(ROOTS))}"
    if not isinstance(modes, dict):
        yield "modes", "modes are `name: what it means`, line by line"
    yield from _wrong_scores(document, modes)
    for rule in document.get("rules") or ():
        missing = [key for key in ("id", "rule", "code_as") if not rule.get(key)]
        if missing:
            yield "rules", f"the rule {rule.get('id') or rule} lacks {' and '.join(missing)}"


def _wrong_scores(document: Mapping[str, Any], modes: Collection[str]) -> Iterator[tuple[str, str]]:
    """Scores and cue words of modes that the type does not have, and scores that are none."""
    scores = document["scores"] or {}
    told = [("modes", mode) for mode in (scores.get("modes") or {})]
    told += [("mode_cues", mode) for mode in (document.get("mode_cues") or {})]
    for key, mode in told:
        if mode not in modes:
            yield key, f"{mode!r} is not one of the type's modes: {', '.join(modes) or 'it has none'}"
    for score in (scores.get("base"), *(scores.get("modes") or {}).values()):
        if score is not None and not (isinstance(score, int | float) and -LIMIT <= score <= LIMIT):
            yield "scores", f"{score!r} is no score: a number from -{LIMIT} to {LIMIT}"


def _wrong_words(
    entry: Mapping[str, Any], modes: frozenset[str], cameo: Mapping[str, Any], choices: Mapping[str, frozenset[Any]]
) -> Iterator[str]:
    """Values that name nothing: slots, modes, codes and closed choices."""
    for side in ("actor", "recipient"):
        for slot in entry.get(side) or ():
            if slot not in _SLOTS:
                yield f"{side}: {slot!r} is no slot; slots are {', '.join(sorted(_SLOTS))}"
    if entry.get("mode") and entry["mode"] not in modes:
        yield f"mode {entry['mode']!r} is not one of the type's: {', '.join(sorted(modes)) or 'it has none'}"
    if not entry.get("cameo") or str(entry["cameo"]) not in cameo:
        yield f"cameo {entry.get('cameo')!r} is no CAMEO code: give one as text, see data/cameo.csv"
    for key, allowed in choices.items():
        if not isinstance(entry.get(key), str | None) or entry.get(key) not in allowed:
            yield f"{key} {entry[key]!r}: choose from {', '.join(sorted(str(c) for c in allowed if c))}"
    for need in entry.get("needs") or ():
        if need not in _NEEDS:
            yield f"needs {need!r}: choose from {', '.join(sorted(_NEEDS))}"


def _weak(entry: Mapping[str, Any]) -> Iterator[str]:
    """Frames that would fire everywhere, or that show no example."""
    if not entry.get("examples"):
        yield "no example: write one fresh sentence that the frame must fire on"
    bound = any(
        entry.get(key) for key in ("objects", "subjects", "predicate", "preps", "complement", "complement_acts")
    )
    for verb in entry.get("verbs") or ():
        if verb in _BARE and not bound:
            yield f"the verb {verb!r} is too common to stand alone: give it objects, preps or a complement"
