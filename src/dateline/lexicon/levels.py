"""Levels of office: the rank at which somebody takes part in a contact, by the words of the title."""

from __future__ import annotations

import re
from pathlib import Path

from dateline.errors import LexiconError

from .yaml_files import read_yaml

LEVELS = Path(__file__).parent / "levels.yaml"


def load_levels(path: Path = LEVELS) -> dict[str, re.Pattern[str]]:
    """A pattern for lower-case titles for each level, in the order in which they are to be tried.

    Raises LexiconError if the file is not a mapping of levels to lists of words.
    """
    document = read_yaml(path)
    if not isinstance(document, dict) or not all(isinstance(words, list) and words for words in document.values()):
        raise LexiconError("levels with lists of words are wanted (deputy: [deputy, vice minister])", path=str(path))
    return {str(level): _pattern(words) for level, words in document.items()}


def _pattern(words: list[str]) -> re.Pattern[str]:
    ordered = sorted((str(word).lower() for word in words), key=lambda word: (-len(word), word))
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, ordered))})s?(?![\w-])")
