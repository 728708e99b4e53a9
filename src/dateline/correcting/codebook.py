"""The codebook in use, loaded once: corrections come one by one, and it takes a second."""

from __future__ import annotations

import os
from functools import lru_cache

from dateline.lexicon import Codebook, load_codebook
from dateline.lexicon.own_codebook import FOLDER_VARIABLE


def codebook_in_use() -> Codebook:
    """The shipped codebook with that of $DATELINE_CODEBOOK over it; raises LexiconError where a file of it is wrong."""
    return _loaded(os.environ.get(FOLDER_VARIABLE, ""))


@lru_cache(maxsize=2)
def _loaded(_own: str) -> Codebook:
    return load_codebook()
