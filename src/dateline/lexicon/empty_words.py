"""Words that say nothing of what a sentence tells."""

from __future__ import annotations

from functools import cache
from itertools import chain
from pathlib import Path

from .yaml_files import HERE, read_yaml


@cache
def load_empty_words(path: Path = HERE / "empty_words.yaml") -> frozenset[str]:
    """All words of the file, in small letters.

    >>> "spokesman" in load_empty_words(), "frontier" in load_empty_words()
    (True, False)
    """
    return frozenset(chain.from_iterable(read_yaml(path).values()))
