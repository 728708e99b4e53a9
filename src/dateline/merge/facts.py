"""The particulars of a text: names and numbers. Periodic reports share their wording; rewrites of one story share particulars."""

from __future__ import annotations

import re
from dataclasses import dataclass

#: A capitalised word behind a small one or a comma: not the first word of a sentence.
_NAME = re.compile(r"(?<=[a-z0-9,;] )[A-Z][\w'’&-]+")
_NUMBER = re.compile(r"(?<!\w)\d+(?:[.,/:-]\d+)*")
_HEADLINE_WORD = re.compile(r"\w{3,}")
#: With fewer particulars than this a comparison says nothing.
_FEWEST = 2
#: Channels that say nothing against another one.
UNSAID = frozenset({None, "unknown", "multilateral"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Names (lower case) and numbers of a body, and the words of its headline."""

    names: frozenset[str]
    numbers: frozenset[str]
    headline: frozenset[str]


def facts_of(headline: str | None, body: str) -> Facts:
    """The particulars of a story."""
    flat = " ".join(body.split())
    return Facts(
        names=frozenset(name.lower() for name in _NAME.findall(flat)),
        numbers=frozenset(_NUMBER.findall(flat)),
        headline=frozenset(_HEADLINE_WORD.findall((headline or "").lower())),
    )


def shared(a: frozenset[str], b: frozenset[str]) -> float | None:
    """Shared over the smaller set, 0 to 1; None where one set is too small to tell.

    >>> shared(frozenset({"10", "12"}), frozenset({"12", "15", "20"}))
    0.5
    """
    fewer = min(len(a), len(b))
    return len(a & b) / fewer if fewer >= _FEWEST else None
