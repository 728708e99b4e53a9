"""A sentence as a string of letters, one a token: the alphabet that the grammar of time expressions is written in.

The letters of words come from lexicon/time/words.yaml. The lexer adds, for what is no word:
d day number (1-31), y year, n other number, D ordinal ("17th"), N numeric date, T clock time, K decade ("1990s"), V short year ("'68"),
C B.C., A A.D., J quarter ("Q3"), Q fiscal year ("FY2021"), z a.m. or p.m., H holiday, and the marks , - ( ) ' ; (any other).
A token that says nothing about time is ".". Which letters a doubtful token keeps is decided in `doubt`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

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
  (?P<comma>,)|(?P<dash>[-–—‑])|(?P<open>[(\[])|(?P<close>[)\]])|(?P<apostrophe>['’])|(?P<money>[$£€¥₩\#])|(?P<mark>\S)
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
Phrases = tuple[tuple[tuple[str, ...], TimeWord], ...]


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
    table = load_timewords()
    words, phrases = table.words, table.phrases
    out = Lexed(letters=[], values=[], starts=[], ends=[], words=[], entries=[])
    heads: list[int] = []
    telling, dotted = False, -1
    for match in _TOKEN.finditer(text):
        kind, token, end = match.lastgroup, match.group(), match.end()
        letter, value, entry = ".", token, None
        if end == dotted:
            continue
        if kind == "word":
            lower = token.lower()
            entry = words.get(lower)
            if entry is not None and not (entry.capital and token[0] == lower[0]):
                letter, value = entry.code, entry.value
                if entry.abbreviated and text.startswith(".", end):
                    dotted = end = end + 1
            if lower in phrases:
                heads.append(len(out.letters))
        elif kind == "number":
            letter, value = _number(token)
        elif kind is not None:
            letter = _LETTERS[kind]
        telling = telling or letter in _TELLING
        _append(out, (letter, value, entry), (offset + match.start(), offset + end), token)
    for head in reversed(heads):
        telling = _join(out, head, phrases[out.words[head].lower()]) or telling
    return out if telling else None


def _append(out: Lexed, meaning: tuple[str, Value, TimeWord | None], span: tuple[int, int], token: str) -> None:
    out.letters.append(meaning[0])
    out.values.append(meaning[1])
    out.entries.append(meaning[2])
    out.starts.append(span[0])
    out.ends.append(span[1])
    out.words.append(token)


def _number(token: str) -> tuple[str, Value]:
    if not token.isdecimal():
        return "n", float(token.replace(",", ""))
    number = int(token) if len(token) < 16 else 0  # noqa: PLR2004  (longer ones are no counts, and int() is quadratic)
    if len(token) == _DIGITS_OF_A_YEAR and _FIRST_YEAR <= number <= _LAST_YEAR:
        return "y", number
    return ("d" if 1 <= number <= _LAST_DAY_NUMBER and len(token) <= 2 else "n"), number  # noqa: PLR2004


def _join(out: Lexed, head: int, phrases: Phrases) -> bool:
    """Joins the longest phrase that begins at the token `head`; whether there was one that tells of time."""
    for tail, entry in phrases:
        end = head + 1 + len(tail)
        if end > len(out.words) or (entry.capital and not out.words[head][0].isupper()):
            continue
        if all(out.words[head + 1 + k].lower().replace("’", "'") == word for k, word in enumerate(tail)):
            inner = slice(head + 1, end)
            out.letters[head], out.values[head], out.entries[head] = entry.code, entry.value, entry
            out.ends[head] = out.ends[end - 1]
            for column in (out.letters, out.values, out.entries, out.starts, out.ends, out.words):
                del column[inner]
            return entry.code in _TELLING
    return False
