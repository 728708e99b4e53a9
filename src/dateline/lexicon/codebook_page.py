"""What the codebook says of a type, gathered for a reader: definition, hard cases, modes, codes, frames and examples."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .codebook import Codebook
from .examples import Example
from .own_codebook import Layers
from .yaml_files import read_yaml

#: Slots, as a reader's words.
_BOTH = "both"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """How a hard case is coded."""

    id: str
    rule: str
    code_as: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ModeLine:
    """A mode: what it means, its PLOVER score, and how many acts of the examples have it. name "": acts without mode."""

    name: str
    meaning: str
    score: float | None
    acts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeLine:
    """A CAMEO code that frames of the type give, and how many do."""

    code: str
    label: str
    frames: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameLine:
    """A frame in short: its trigger words, what must stand with them, and where the actors stand."""

    id: str
    words: tuple[str, ...]
    condition: str
    actor: str
    recipient: str
    mode: str
    cameo: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TypePage:
    """Everything that there is to say of a type."""

    type: str
    path: Path
    own: bool
    quad: str
    definition: str
    rules: tuple[Rule, ...]
    modes: tuple[ModeLine, ...]
    codes: tuple[CodeLine, ...]
    frames: tuple[FrameLine, ...]
    examples: tuple[Example, ...]


def type_page(name: str, codebook: Codebook, examples: Iterable[Example], layers: Layers) -> TypePage:
    """The page of a type that the codebook has; examples: all that there are."""
    path = next(path for path in layers.find("plover/*.yaml") if path.stem == name)
    document: Mapping[str, Any] = read_yaml(path)
    entries: Sequence[Mapping[str, Any]] = document.get("frames") or ()
    told = tuple(example for example in examples if any(act.type == name for act in example.acts))
    act_type = codebook.types[name]
    return TypePage(
        type=name,
        path=path,
        own=layers.own is not None and path.is_relative_to(layers.own),
        quad=act_type.quad,
        definition=act_type.definition,
        rules=tuple(
            Rule(id=rule["id"], rule=rule["rule"], code_as=rule["code_as"]) for rule in document.get("rules") or ()
        ),
        modes=_modes(name, document, codebook, told),
        codes=tuple(
            CodeLine(code=code, label=codebook.cameo[code].label if code in codebook.cameo else "", frames=count)
            for code, count in sorted(Counter(str(entry.get("cameo") or "") for entry in entries).items())
            if code
        ),
        frames=tuple(_frame(entry) for entry in entries),
        examples=told,
    )


def _modes(
    name: str, document: Mapping[str, Any], codebook: Codebook, examples: Sequence[Example]
) -> tuple[ModeLine, ...]:
    """The modes in the order of the file; the first line counts the acts that have none."""
    counts = Counter(
        mode for example in examples for act in example.acts if act.type == name for mode in act.modes or ("",)
    )
    act_type = codebook.types[name]
    meanings = {"": "no mode", **(document.get("modes") or {})}
    return tuple(
        ModeLine(name=mode, meaning=str(meaning), score=act_type.score(mode or None), acts=counts[mode])
        for mode, meaning in meanings.items()
    )


def _frame(entry: Mapping[str, Any]) -> FrameLine:
    verbs = entry.get("verbs")
    words = verbs or entry.get("nouns") or ()
    usual = ["subj"] if verbs else ["owner", "by"]
    return FrameLine(
        id=str(entry["id"]),
        words=tuple(str(word).replace("_", " ") for word in ([words] if isinstance(words, str) else words)),
        condition=_condition(entry),
        actor=" ".join(entry.get("actor") or usual),
        recipient=_BOTH if entry.get("mutual") else " ".join(entry.get("recipient") or (["obj"] if verbs else [])),
        mode=str(entry.get("mode") or ""),
        cameo=str(entry.get("cameo") or ""),
    )


def _condition(entry: Mapping[str, Any]) -> str:
    """What must, or must not, stand with the trigger, in a few words."""
    parts = [
        f"{key.replace('_', ' ')}: {_few(entry[key])}"
        for key in ("objects", "not_objects", "subjects")
        if entry.get(key)
    ]
    parts += [f"{prep}: {_few(words)}" for prep, words in (entry.get("preps") or {}).items()]
    parts += [f"+ {entry['complement']} clause"] if entry.get("complement") else []
    return "; ".join(parts)


def _few(words: str | Sequence[str], most: int = 4) -> str:
    told = [words] if isinstance(words, str) else [str(word).replace("_", " ") for word in words]
    return ", ".join(told[:most]) + (" ..." if len(told) > most else "")
