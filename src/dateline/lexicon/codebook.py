"""The codebook: PLOVER types, frames, word classes, CAMEO codes, modality, channels and contexts, compiled for lookup."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from dateline.errors import LexiconError

from .cue_words import CueIndex
from .frames import ActType, Frame
from .own_codebook import Layers
from .yaml_files import HERE, line_of, read_yaml

CLASS_FILES = ("classes.yaml", "classes_conflict.yaml")
_KEYS = frozenset(Frame.__dataclass_fields__) | {"verbs", "nouns", "examples"}
_SETS = ("objects", "not_objects", "subjects", "predicate")


@dataclass(frozen=True, slots=True, kw_only=True)
class CameoCode:
    """One CAMEO code: label and Goldstein value (ICEWS table; None where it has none)."""

    code: str
    label: str
    goldstein: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Modality:
    """Words that make an embedded act planned, hypothetical and so on: status by (part of speech, lemma).

    reporting: verbs of saying. empty: verbs whose act is told by what stands behind them ("express", "issue", "decline").
    """

    words: Mapping[tuple[str, str], str]
    reporting: frozenset[str]
    empty: frozenset[str] = frozenset()

    def status(self, pos: str, lemma: str) -> str | None:
        """Status that the governing word (pos: "verbs", "nouns" or "adjectives") gives to the act inside it."""
        return self.words.get((pos, lemma))


@dataclass(frozen=True, slots=True, kw_only=True)
class Codebook:
    """Everything that coding looks up. `verbs` and `nouns` map the first lemma of a trigger to its frames, most specific first."""

    types: Mapping[str, ActType]
    frames: tuple[Frame, ...]
    verbs: Mapping[str, tuple[Frame, ...]]
    nouns: Mapping[str, tuple[Frame, ...]]
    classes: Mapping[str, frozenset[str]]
    cameo: Mapping[str, CameoCode]
    modality: Modality
    channels: CueIndex
    contexts: CueIndex
    issues: CueIndex
    version: str


def load_codebook(folder: Path = HERE, own: Path | None = None) -> Codebook:
    """The codebook of a lexicon folder with an own one over it (by default that of $DATELINE_CODEBOOK over the shipped one).

    Raises LexiconError with file, line and key where a file is wrong.
    """
    layers = Layers.of(folder, own)
    return compile_codebook(layers, read_type_files(layers))


def read_type_files(layers: Layers) -> list[tuple[Path, Any]]:
    """The type files in the order of their names, with what stands in them; the slow half of loading."""
    return [(path, _parsed(path, path.stat().st_mtime_ns)) for path in layers.find("plover/*.yaml")]


@lru_cache(maxsize=64)
def _parsed(path: Path, _changed: int) -> Any:  # noqa: ANN401  (any YAML value)
    """What stands in a file, read again when it has changed: lint, training and scoring load the codebook in turn."""
    return read_yaml(path)


def compile_codebook(layers: Layers, files: Sequence[tuple[Path, Any]]) -> Codebook:
    """The codebook of these type files and of what else lies in the layers; raises LexiconError."""
    folder, classes = layers.base, _read_classes(layers)
    types: dict[str, ActType] = {}
    frames: list[Frame] = []
    for path, document in files:
        act_type = read_type(document, path)
        types[act_type.type] = act_type
        frames.extend(_read_frames(document, path, classes, len(frames)))
    others = [
        folder / name for name in (*CLASS_FILES, "modality.yaml", "channels.yaml", "contexts.yaml", "issues.yaml")
    ]
    return Codebook(
        types=types,
        frames=tuple(frames),
        verbs=_index(frame for frame in frames if frame.kind == "verb"),
        nouns=_index(frame for frame in frames if frame.kind == "noun"),
        classes=classes,
        cameo=_read_cameo(folder / "data" / "cameo.csv"),
        modality=_read_modality(folder / "modality.yaml"),
        channels=CueIndex.read(folder / "channels.yaml"),
        contexts=CueIndex.read(folder / "contexts.yaml"),
        issues=CueIndex.read(folder / "issues.yaml"),
        version=_fingerprint([*(path for path, _ in files), *others, *_own_classes(layers)]),
    )


def _read_classes(layers: Layers) -> dict[str, frozenset[str]]:
    """The word classes of the shipped files; those of an own file are added, or stand for shipped ones of the same name."""
    classes: dict[str, frozenset[str]] = {}
    for name in CLASS_FILES:
        for key, lemmas in _classes_of(layers.base / name).items():
            if key in classes:
                raise LexiconError("class is defined twice", path=name, line=line_of(layers.base / name, key), key=key)
            classes[key] = lemmas
    for path in _own_classes(layers):
        classes |= _classes_of(path)
    return classes


def _own_classes(layers: Layers) -> list[Path]:
    return [path for name, path in layers.own_files().items() if name == CLASS_FILES[0]]


def _classes_of(path: Path) -> dict[str, frozenset[str]]:
    document = read_yaml(path) or {}
    try:
        return {str(key): frozenset(str(lemma) for lemma in lemmas) for key, lemmas in document.items()}
    except (TypeError, AttributeError) as error:
        raise LexiconError("a file of word classes is `name: [lemma, lemma]`, line by line", path=str(path)) from error


def read_type(document: Mapping[str, Any], path: Path) -> ActType:
    """The type that a file tells of; its frames are not looked at. Raises LexiconError where a key is missing or wrong."""
    if not isinstance(document, dict) or not isinstance(document.get("scores") or {}, dict):
        raise LexiconError("a type file is `key: value`, line by line; scores are, too", path=str(path), line=1)
    try:
        scores = document["scores"] or {}
        return ActType(
            type=document["type"],
            quad=document["quad"],
            recipient_required=bool(document["recipient_required"]),
            definition=str(document["definition"]).strip(),
            modes=tuple(document.get("modes") or {}),
            base_score=scores.get("base"),
            mode_scores=tuple((scores.get("modes") or {}).items()),
            mode_cues=tuple((m, frozenset(map(str, words))) for m, words in (document.get("mode_cues") or {}).items()),
        )
    except (KeyError, TypeError, AttributeError) as error:
        if isinstance(error, KeyError):
            raise LexiconError(f"a type file needs the key {error}", path=str(path), line=1) from error
        raise LexiconError(f"a key holds another kind of value than it should: {error}", path=str(path)) from error


def _read_frames(
    document: Mapping[str, Any], path: Path, classes: Mapping[str, frozenset[str]], first: int
) -> Iterator[Frame]:
    order = first
    for entry in document.get("frames") or ():
        if not isinstance(entry, dict):
            raise LexiconError(f"a frame begins with `- id: NAME`; {entry!r} does not", path=str(path), key="frames")
        name = str(entry.get("id"))
        unknown = set(entry) - _KEYS
        kinds = [kind for kind in ("verbs", "nouns") if entry.get(kind)]
        if unknown or len(kinds) != 1:
            problem = f"unknown key {sorted(unknown)}" if unknown else "give verbs or nouns, one of the two"
            raise LexiconError(problem, path=str(path), line=line_of(path, name), key=name)
        try:
            for trigger in sorted(_expand(entry[kinds[0]], classes)):
                yield _frame(entry, document, kinds[0][:-1], trigger, (classes, order))
                order += 1
        except KeyError as error:
            raise LexiconError(
                f"class {error} is not defined", path=str(path), line=line_of(path, name), key=name
            ) from error


def _frame(
    entry: Mapping[str, Any],
    document: Mapping[str, Any],
    kind: str,
    trigger: str,
    place: tuple[Mapping[str, frozenset[str]], int],
) -> Frame:
    classes, order = place
    head, *rest = trigger.split("_") if kind == "verb" else [trigger]
    return Frame(
        id=entry["id"],
        type=document["type"],
        kind=kind,
        head=head,
        rest=tuple(rest),
        **{key: _expand(entry.get(key) or (), classes) for key in _SETS},
        preps=tuple((p, _expand(words, classes)) for p, words in (entry.get("preps") or {}).items()),
        actor=tuple(entry.get("actor", ("subj",) if kind == "verb" else ("owner", "by"))),
        recipient=tuple(entry.get("recipient") or ("obj",) if kind == "verb" else entry.get("recipient") or ()),
        mutual=bool(entry.get("mutual")),
        mode=entry.get("mode"),
        mode_by_act=tuple((entry.get("mode_by_act") or {}).items()),
        cameo=str(entry.get("cameo") or ""),
        plv15=entry.get("plv15") or document.get("plv15"),
        channel=entry.get("channel"),
        complement=entry.get("complement"),
        complement_acts=frozenset(entry.get("complement_acts") or ()),
        act_from_complement=bool(entry.get("act_from_complement")),
        act=entry.get("act"),
        status=entry.get("status"),
        needs=frozenset(entry.get("needs") or ()),
        passive=entry.get("passive"),
        no_event=str(entry.get("no_event") or ""),
        order=order,
    )


def _expand(words: Iterable[str], classes: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """Lemmas with every "@class" replaced by its members; raises KeyError for a class that is not there."""
    if isinstance(words, str):
        words = [words]
    out: set[str] = set()
    for word in words:
        out.update(classes[word[1:]] if str(word).startswith("@") else {str(word)})
    return frozenset(out)


def _index(frames: Iterable[Frame]) -> dict[str, tuple[Frame, ...]]:
    by: dict[str, list[Frame]] = {}
    for frame in frames:
        by.setdefault(frame.head, []).append(frame)
    return {head: tuple(sorted(found, key=lambda f: (-f.specificity, f.order))) for head, found in by.items()}


def _read_cameo(path: Path) -> dict[str, CameoCode]:
    with path.open(encoding="utf-8", newline="") as file:
        return {
            row["code"]: CameoCode(
                code=row["code"],
                label=row["label"],
                goldstein=float(row["goldstein_icews"]) if row["goldstein_icews"] else None,
            )
            for row in csv.DictReader(line for line in file if not line.startswith("#"))
        }


def _read_modality(path: Path) -> Modality:
    document = read_yaml(path) or {}
    words = {
        (pos, str(lemma)): status
        for status, groups in document.items()
        if status not in {"reporting", "empty"}
        for pos, lemmas in groups.items()
        for lemma in lemmas or ()
    }
    reporting, empty = (
        frozenset(str(v) for group in (document.get(key) or {}).values() for v in group or ())
        for key in ("reporting", "empty")
    )
    return Modality(words=words, reporting=reporting, empty=empty)


def _fingerprint(paths: Iterable[Path]) -> str:
    """Hash of the codebook's files: it stands on every row, so that `diff` can tell what changed a verdict."""
    digest = hashlib.blake2b(digest_size=6)
    for path in paths:
        if path.exists():
            digest.update(path.name.encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()
