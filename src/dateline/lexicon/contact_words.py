"""Words and patterns that tell of a contact what its event has no field for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from dateline.errors import LexiconError

from .yaml_files import line_of, read_yaml

CONTACT_WORDS = Path(__file__).parent / "contact_words.yaml"
_UNITS = r"minutes?|hours?|days?|weeks?|months?|years?|decades?"
_LISTS = (
    "nouns", "about", "between", "mediating_offices", "no_attendance", "subject_prepositions", "no_subjects", "agree_verbs",
    "venues",
)  # fmt: skip
Patterns = tuple[re.Pattern[str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactWords:
    """numbers: by lower-case words. lengths: ISO 8601 by words. subject_verbs: prepositions by lemma, "" for the object itself."""

    nouns: frozenset[str]
    numbers: Mapping[str, float]
    lengths: Mapping[str, str]
    refers: Patterns
    since_dated: Patterns
    since_counted: Patterns
    durations: Patterns
    asked_by: Patterns
    mediator_before: Patterns
    mediator_after: Patterns
    host_before: Patterns
    host_after: Patterns
    attendance: Patterns
    between: frozenset[str]
    mediating_offices: frozenset[str]
    no_attendance: frozenset[str]
    subject_verbs: Mapping[str, tuple[str, ...]]
    subject_prepositions: frozenset[str]
    no_subjects: frozenset[str]
    agree_verbs: frozenset[str]
    venues: frozenset[str]


@cache
def load_contact_words(path: Path = CONTACT_WORDS) -> ContactWords:
    """The words of contact_words.yaml; raises LexiconError with file, line and key where a list or a pattern is wrong."""
    document = read_yaml(path)
    if not isinstance(document, dict):
        raise LexiconError("a mapping of names to lists is wanted", path=str(path))
    slots = _slots(path, document)
    lists = {name: frozenset(_words(path, document, name)) for name in _LISTS if name != "about"}

    def patterns(name: str, part: str | None = None) -> Patterns:
        rows = document.get(name, {}).get(part) if part else document.get(name)
        key = f"{name}.{part}" if part else name
        return tuple(_pattern(path, key, row, slots) for row in _list(path, key, rows))

    return ContactWords(
        numbers={str(word): float(number) for word, number in document["numbers"].items()},
        lengths=dict(document.get("lengths", {})),
        refers=patterns("refers"),
        since_dated=patterns("since", "dated"),
        since_counted=patterns("since", "counted"),
        durations=patterns("durations"),
        asked_by=patterns("asked_by"),
        mediator_before=patterns("mediator", "before"),
        mediator_after=patterns("mediator", "after"),
        host_before=patterns("host", "before"),
        host_after=patterns("host", "after"),
        attendance=patterns("attendance"),
        subject_verbs={str(verb): tuple(words) for verb, words in document["subject_verbs"].items()},
        **lists,
    )


def _slots(path: Path, document: Mapping[str, Any]) -> dict[str, str]:
    """What stands for the slots of patterns: {noun}, {n}, {about}, {unit}."""
    numbers = document.get("numbers")
    if not isinstance(numbers, dict) or not all(isinstance(number, int | float) for number in numbers.values()):
        raise LexiconError("numbers is to be a mapping of words to numbers", path=str(path))
    return {
        "{noun}": _either(_words(path, document, "nouns")),
        "{n}": rf"(?:\d+(?:\.5)?|{_either(map(str, numbers))})",
        "{about}": _either(_words(path, document, "about")),
        "{unit}": _UNITS,
    }


def _either(words: Any) -> str:  # noqa: ANN401  (an iterable of words)
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return f"(?:{'|'.join(map(re.escape, ordered))})"


def _words(path: Path, document: Mapping[str, Any], name: str) -> list[str]:
    return [str(word) for word in _list(path, name, document.get(name))]


def _list(path: Path, key: str, rows: Any) -> list[Any]:  # noqa: ANN401  (any YAML value)
    if not isinstance(rows, list) or not rows:
        raise LexiconError("a list is wanted", path=str(path), key=key)
    return rows


def _pattern(path: Path, key: str, row: Any, slots: Mapping[str, str]) -> re.Pattern[str]:  # noqa: ANN401  (any YAML value)
    text = str(row)
    for slot, words in slots.items():
        text = text.replace(slot, words)
    try:
        return re.compile(text, re.IGNORECASE)
    except re.error as error:
        raise LexiconError(
            f"no pattern: {error}", path=str(path), line=line_of(path, str(row)[:20]), key=key
        ) from error
