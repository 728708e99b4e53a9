"""Levels of office: the rank at which somebody takes part in a contact, by the words of the title."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from dateline.errors import LexiconError

from .yaml_files import line_of, read_yaml

LEVELS = Path(__file__).parent / "levels.yaml"
#: The ranks, the highest first; "none" in the file is no level.
RANKS = ("head", "minister", "deputy", "envoy", "working")
_NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelRule:
    """One rule of levels.yaml. level: None where the file says "none"; of: codes, any where it is empty; pattern: of lower case."""

    level: str | None
    of: frozenset[str]
    pattern: re.Pattern[str]


@cache
def load_levels(path: Path = LEVELS) -> tuple[LevelRule, ...]:
    """The rules in the order in which they are to be tried.

    Raises LexiconError if the file is not a list of {level, titles} with one of the ranks, or has other keys than of and whole.
    """
    document = read_yaml(path)
    if not isinstance(document, list) or not document:
        raise LexiconError("a list of {level, titles} is wanted", path=str(path))
    return tuple(_rule(row, number, path) for number, row in enumerate(document, 1))


def level_of(office: str | None, country: str | None = None) -> str | None:
    """The level of an office by the words of its title: head, minister, deputy, envoy, working, or None.

    country: whose office it is; a secretary of state is a minister in Washington and a deputy in Paris.

    >>> level_of("deputy prime minister"), level_of("Foreign Minister"), level_of("cellist")
    ('deputy', 'minister', None)
    >>> level_of("secretary of state", "USA"), level_of("secretary of state", "FRA")
    ('minister', 'deputy')
    """
    title = " ".join((office or "").lower().replace("’", "'").split())
    if not title:
        return None
    fitting = (rule for rule in load_levels() if not rule.of or country in rule.of)
    return next((rule.level for rule in fitting if rule.pattern.search(title)), None)


def _rule(row: Any, number: int, path: Path) -> LevelRule:  # noqa: ANN401  (any YAML value)
    complaint = _complaint(row)
    if complaint:
        words = row.get("titles") if isinstance(row, dict) else None
        line = line_of(path, str(words[0])) if isinstance(words, list) and words else None
        raise LexiconError(f"rule {number}: {complaint}", path=str(path), line=line)
    level = None if row["level"] == _NONE else str(row["level"])
    pattern = _pattern([str(word) for word in row["titles"]], whole=bool(row.get("whole")))
    return LevelRule(level=level, of=frozenset(row.get("of", ())), pattern=pattern)


def _complaint(row: Any) -> str:  # noqa: ANN401  (as above)
    if not isinstance(row, dict) or not isinstance(row.get("titles"), list) or not row["titles"]:
        return "titles is to be a list of words"
    if row.get("level") not in {*RANKS, _NONE}:
        return f"level is {row.get('level')!r}, not one of {', '.join((*RANKS, _NONE))}"
    unknown = sorted(set(row) - {"level", "titles", "of", "whole"})
    return f"there is no key {', '.join(unknown)}" if unknown else ""


def _pattern(words: list[str], *, whole: bool) -> re.Pattern[str]:
    ordered = sorted((word.lower() for word in words), key=lambda word: (-len(word), word))
    titles = "|".join(_both_numbers(word) for word in ordered)
    return re.compile(rf"^(?:the )?(?:{titles})$" if whole else rf"(?<![\w-])(?:{titles})(?![\w-])")


def _both_numbers(word: str) -> str:
    """The words as a pattern, each of them in the singular or the plural.

    >>> bool(re.fullmatch(_both_numbers("secretary of state"), "secretaries of state"))
    True
    """
    parts = (".*" if part == "..." else re.escape(part) for part in word.split())
    return r"\b ?\b".join(f"{part[:-1]}(?:y|ies)" if part.endswith("y") else f"{part}(?:e?s)?" for part in parts)
