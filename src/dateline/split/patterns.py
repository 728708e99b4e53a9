"""Word lists as patterns. Every pattern runs on a short window or has possessive repeats, so that no text makes it slow."""

from __future__ import annotations

import re
from collections.abc import Iterable

EMAIL = r"[\w.+-]{1,64}+@(?:[\w-]{1,63}+\.){1,6}+[a-zA-Z]{2,24}"
_OTHERS = re.compile(r"[\W_]+")
DASH = r"(?:--|[-–—―‒_])"


def one_of(words: Iterable[str]) -> str:
    """An alternation of the words, the longest first; a blank in a word stands for any white space."""
    longest = sorted(set(words), key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in longest) + ")"


def folded(text: str) -> str:
    """The text for comparison: no case, single blanks."""
    return " ".join(text.casefold().split())


def letters(text: str) -> str:
    """Letters and digits only, casefolded: what two writings of one headline share."""
    return _OTHERS.sub("", text.casefold())
