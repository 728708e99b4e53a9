"""A sentence as a string of letters, one a token: the alphabet that the grammar of time expressions is written in.

The letters of words come from lexicon/time/words.yaml. The lexer adds, for what is no word:
d day number (1-31), y year, n other number, D ordinal ("17th"), N numeric date, T clock time, K decade ("1990s"),
V short year ("'68"), C B.C., A A.D., J quarter ("Q3"), Q fiscal year ("FY2021"), z a.m. or p.m., H holiday, and the marks
, - ( ) ' ; (any other).
A token that says nothing about time is ".". Which letters a doubtful token keeps is decided in `doubt`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import cast

from dateline.lexicon.timewords import TimeWord, load_timewords

Value = int | str | float

_TOKEN = re.compile(
    r"""
  (?P<meridiem>[ap]\.\s?m\b\.?|[ap]m\b)|
  (?P<before_christ>(?-i:B\.\s?C\b\.?(?:\s?E\b\.?)?|BCE?\b))|
  (?P<anno>(?-i:A\.\s?D\b\.?|AD\b|CE\b))|
  (?P<fiscal>FY\s?[’']?(?:\d{4}|\d\d)\b)|
  (?P<quarter>Q[1-4]\b|[1-4]Q\b)|
  (?P<word>[^\W\d_]\w*)|
  (?P<numeric>(?<![\d/.-])(?:\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?Z?)?|\d{4}/\d\d?/\d\d?|
     \d\d?/\d\d?/(?:\d{4}|\d\d)|\d\d?\.\d\d?\.\d{4}|\d\d?-\d\d?-\d{4})(?![\w/-]))|
  (?P<clock>\d\d?[:.]\d\d(?=\s?(?:[ap]\.?m\b|hrs|hours|GMT))|(?<![\d:.])(?:[01]?\d|2[0-4]):[0-5]\d(?![\d:])|
     \d\d?(?=\s?[ap](?:m\b|\.\s?m\b))|[0-2]\d[0-5]\d(?=\s?(?:GMT|UTC|hrs|hours\b)))|
  (?P<decade>[’']?\d{1,3}0[’']?s\b)|
  (?P<short>[’'‘]\d\d\b(?!\d|\s?%|\s?percent))|
  (?P<ordinal>\d\d?(?:st|nd|rd|th)\b)|
  (?P<number>\d+(?:,\d{3})*(?:\.\d+)?)(?P<glued>%|[^\W\d_]\w*)?|
  (?P<comma>,)|(?P<dash>[-–—‑])|(?P<open>[(\[])|(?P<close>[)\]])|(?P<apostrophe>['’](?:s\b)?)|(?P<money>[$£€¥₩\#])|(?P<mark>\S)
""",
    re.VERBOSE | re.IGNORECASE,
)
_LETTERS = {
    "meridiem": "z",
    "before_christ": "C",
    "anno": "A",
    "fiscal": "Q",
    "quarter": "J",
    "numeric": "N",
    "clock": "T",
    "decade": "K",
    "short": "V",
    "ordinal": "D",
    "comma": ",",
    "dash": "-",
    "open": "(",
    "close": ")",
    "apostrophe": "'",
    "money": "$",
    "mark": ";",
    "glued": ".",
}
# Letters without which no sentence has a time expression; articles, prepositions and marks are not among them.
_TELLING = frozenset("MW7PSuUYX4FNTKVJQHGyd@!R*CD")
_LAST_DAY_NUMBER = 31
_FIRST_YEAR, _LAST_YEAR = 1000, 2199
_DIGITS_OF_A_YEAR = 4
_ROUGH = re.compile(r"[^\W\d_]+|\d")
_LONG_WORD = 4
_LONGEST_PHRASE = 8


@dataclass(slots=True)
class Lexed:
    """A sentence as letters, with value, text and offsets (in the story) of every token. Lists, because the lexer builds them."""

    letters: list[str]
    values: list[Value]
    starts: list[int]
    ends: list[int]
    words: list[str]
    entries: list[TimeWord | None]

    def letter(self, i: int) -> str:
        """Letter of the token i, "" outside the sentence."""
        return self.letters[i] if 0 <= i < len(self.letters) else ""

    def dotted(self, i: int) -> bool:
        """Is the token i an abbreviation with its full stop?"""
        return self.ends[i] - self.starts[i] > len(self.words[i])

    def word(self, i: int) -> str:
        """Text of the token i, "" outside the sentence."""
        return self.words[i] if 0 <= i < len(self.words) else ""


def lex(text: str, offset: int = 0) -> Lexed | None:
    """The letters of a text that begins at `offset` of its story, or None if none of its words has to do with time."""
    if _telling_words().isdisjoint(_ROUGH.findall(text.lower())):
        return None
    table = load_timewords()
    words, phrases = table.words, table.phrases
    out = Lexed(letters=[], values=[], starts=[], ends=[], words=[], entries=[])
    heads: list[int] = []
    dotted, previous = -1, ""
    for match in _TOKEN.finditer(text):
        kind, token, end = match.lastgroup, match.group(), match.end()
        lower = token.lower().replace("’", "'")
        letter, value, entry = ".", cast("Value", token), None
        if end == dotted:
            continue
        if (previous, lower) in phrases:
            heads.append(len(out.letters) - 1)
        previous = lower
        if kind == "word":
            entry = words.get(lower)
            if entry is not None and not (entry.capital and token[0] == lower[0]):
                letter, value = entry.code, entry.value
                if entry.abbreviated and text.startswith(".", end):
                    dotted = end = end + 1
        elif kind == "number":
            letter, value = _number(token)
        elif kind is not None:
            letter = _LETTERS[kind]
        out.letters.append(letter)
        out.values.append(value)
        out.entries.append(entry)
        out.starts.append(offset + match.start())
        out.ends.append(offset + end)
        out.words.append(token)
    _join_phrases(out, heads)
    return out


@cache
def _telling_words() -> frozenset[str]:
    """Words and digits without one of which no sentence has a time expression."""
    table = load_timewords()
    words = [word for word, entry in table.words.items() if entry.code in _TELLING]
    # A phrase is known by its first word, or by the second where the first is a word of grammar ("the", "in", "a").
    heads = [pair[len(pair[0]) < _LONG_WORD] for pair, tails in table.phrases.items() if tails[0][1].code in _TELLING]
    return frozenset((*words, *heads, *"0123456789"))


def _number(token: str) -> tuple[str, Value]:
    if not token.isdecimal():
        return "n", float(token.replace(",", ""))
    number = int(token) if len(token) < 16 else 0  # noqa: PLR2004  (longer ones are no counts, and int() is quadratic)
    if len(token) == _DIGITS_OF_A_YEAR and _FIRST_YEAR <= number <= _LAST_YEAR:
        return "y", number
    return ("d" if 1 <= number <= _LAST_DAY_NUMBER and len(token) <= 2 else "n"), number  # noqa: PLR2004


def _join_phrases(out: Lexed, heads: list[int]) -> None:
    """Joins the phrases that begin at these tokens: the longest at each, none inside another."""
    spans: list[tuple[int, int, TimeWord]] = []
    for head in heads:
        found = _phrase_at(out, head)
        if found is not None and not (spans and head < spans[-1][1]):
            spans.append((head, *found))
    for head, end, entry in reversed(spans):
        out.letters[head], out.values[head], out.entries[head] = entry.code, entry.value, entry
        out.ends[head] = out.ends[end - 1]
        for column in (out.letters, out.values, out.entries, out.starts, out.ends, out.words):
            del column[head + 1 : end]


def _phrase_at(out: Lexed, head: int) -> tuple[int, TimeWord] | None:
    """End and entry of the longest phrase that begins at the token `head`, whose first two words are known to agree."""
    lower = [word.lower().replace("’", "'") for word in out.words[head : head + _LONGEST_PHRASE]]
    for tail, entry in load_timewords().phrases[lower[0], lower[1]]:
        fits = tuple(lower[2 : 2 + len(tail)]) == tail
        if fits and not (entry.capital and not out.words[head][0].isupper()):
            return head + 2 + len(tail), entry
    return None
