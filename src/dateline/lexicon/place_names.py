"""Keys of place names: what makes two spellings one name."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_APOSTROPHES = dict.fromkeys(map(ord, "'’‘ʼʻʿʾ`´"))
_JOINS = re.compile(r"[\s\-‐‑–_/]+")
#: Letters that no decomposition takes apart, as English copy writes them.
_LETTERS = str.maketrans({"ø": "o", "đ": "d", "ł": "l", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"})
_SHORT = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}


@lru_cache(maxsize=100_000)
def place_key(name: str) -> str:
    """One key for the spellings of a name: case, marks, hyphens and apostrophes do not count, "St." is "Saint".

    >>> place_key("Sainte-Foy") == place_key("Ste. Foy"), place_key("Łódź"), place_key("U.S.")
    (True, 'lodz', 'us')
    """
    if not name.isascii():
        decomposed = unicodedata.normalize("NFKD", name.translate(_APOSTROPHES))
        name = "".join(c for c in decomposed if not unicodedata.combining(c))
    key = _JOINS.sub(" ", name.casefold().translate(_LETTERS).replace("'", "").replace(".", "")).strip()
    first, _, rest = key.partition(" ")
    return f"{_SHORT[first]} {rest}" if rest and first in _SHORT else key
