"""Which examples are kept from training: a tenth, by hash of the sentence or of the story, the same on every machine."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from dateline.lexicon.examples import Example

#: One of so many is kept.
SHARE = 10


def is_kept(example: Example) -> bool:
    """Whether an example is kept for choosing and scoring; the sentences of a story are kept together or not at all."""
    digest = _digest(example.path + example.story) if example.story else example.example_id.removeprefix("ex_")
    return int(digest, 16) % SHARE == 0


def split(examples: Iterable[Example]) -> tuple[list[Example], list[Example]]:
    """Examples to train on and examples that are kept from it, both in their order."""
    told = list(examples)
    return [e for e in told if not is_kept(e)], [e for e in told if is_kept(e)]


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=6).hexdigest()
