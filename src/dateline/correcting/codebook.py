"""The codebook in use, loaded once: corrections come one by one, and it takes a second."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import lru_cache

from dateline.lexicon import ActType, Codebook, load_codebook
from dateline.lexicon.act_types import read_act_types
from dateline.lexicon.own_codebook import FOLDER_VARIABLE


def codebook_in_use() -> Codebook:
    """The shipped codebook with that of $DATELINE_CODEBOOK over it; raises LexiconError where a file of it is wrong."""
    return _loaded(os.environ.get(FOLDER_VARIABLE, ""))


def types_in_use() -> Mapping[str, ActType]:
    """The types of that codebook by their names; its frames are not read, so that it costs little. Raises LexiconError as above."""
    return _types(os.environ.get(FOLDER_VARIABLE, ""))


@lru_cache(maxsize=2)
def _types(_own: str) -> Mapping[str, ActType]:
    return read_act_types()


@lru_cache(maxsize=2)
def _loaded(_own: str) -> Codebook:
    return load_codebook()
