"""A sentence as a string of letters, one a token: the alphabet that the grammar of time expressions is written in.

The letters of words come from lexicon/time/words.yaml. The lexer adds, for what is no word:
d day number (1-31), y year, n other number, D ordinal ("17th"), N numeric date, T clock time, K decade ("1990s"),
V short year ("'68"), C B.C., A A.D., J quarter ("Q3"), Q fiscal year ("FY2021"), z a.m. or p.m., H holiday, and the marks
, - ( ) ' ; (any other).
A token that says nothing about time is ".". Which letters a doubtful token keeps is decided in `doubt`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from dateline.lexicon.timewords import TimeWord, load_timewords

Value = int | str | float
Row = tuple[str, Value, int, int, str, TimeWord | None]

# The alternatives stand in the order of their frequency: nine of ten tokens are words, and those that are more than a word ("a.m.",
# "B.C.", "FY 2021", "Q3") are looked at again.
_TOKEN = re.compile(
    r"""
  (?P<word>[^\W\d_]\w*)|
  (?P<numeric>(?<![\d/.-])(?:\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?Z?)?|\d{4}/\d\d?/\d\d?|
     \d\d?/\d\d?/(?:\d{4}|\d\d)|\d\d?\.\d\d?\.\d{4}|\d\d?-\d\d?-\d{4})(?![\w/-]))|
  (?P<clock>\d\d?[:.]\d\d(?=\s?(?:[ap]\.?m\b|hrs|hours|GMT))|(?<![\d:.])(?:[01]?\d|2[0-4]):[0-5]\d(?![\d:])|
     \d\d?(?=\s?(?:[ap](?:m\b|\.\s?m\b)|o['’]clock\b))|
     [0-2]\d[0-5]\d(?=\s?(?:GMT|UTC|local\stime|hrs|hours\b|E[SD]T\b|CES?T\b|BST\b|[JK]ST\b|P[SD]T\b)))|
  (?P<quarter>[1-4]Q\b)|
  (?P<decade>[’']?\d{1,3}0[’']?s\b)|
  (?P<short>[’'‘]\d\d\b(?!\d|\s?%|\s?percent))|
  (?P<ordinal>\d\d?(?:st|nd|rd|th)\b)|
  (?P<number>\d+(?:,\d{3})*(?:\.\d+)?)(?P<glued>%|[^\W\d_]\w*)?|
  (?P<comma>,)|(?P<dash>[-–—‑])|(?P<open>[(\[])|(?P<close>[)\]])|(?P<apostrophe>['’](?:s\b)?)|(?P<money>[$£€¥₩\#])|(?P<mark>\S)
""",
    re.VERBOSE | re.IGNORECASE,
)
_SPECIAL = re.compile(
    r"""
  (?P<meridiem>[ap]\.\s?m\b\.?|[ap]m\b)|
  (?P<before_christ>(?-i:B\.\s?C\b\.?(?:\s?E\b\.?)?|BCE?\b))|
  (?P<anno>(?-i:A\.\s?D\b\.?|AD\b|CE\b))|
  (?P<fiscal>FY\s?[’']?(?:\d{4}|\d\d)\b)|
  (?P<quarter>Q[1-4]\b)
""",
    re.VERBOSE | re.IGNORECASE,
)
_MAYBE_SPECIAL = frozenset({"a", "p", "b", "am", "pm", "bc", "bce", "ad", "ce", "q1", "q2", "q3", "q4"})
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
_TELLING = frozenset("MW7PSuUYX42FNTKVJQHGyd@!R*CDl")
_LAST_DAY_NUMBER = 31
_FIRST_YEAR, _LAST_YEAR = 1000, 2199
_DIGITS_OF_A_YEAR = 4
_PIECES = re.compile(r"[a-z]+")
# Words, and numbers that can be a date, a year or a time by themselves; "50 people" is none, and "50 days" is found by its unit.
_ROUGH = re.compile(
    r"[a-z]+|\d{3,}|\d+(?=[:/-]\d|[’']?s\b|st\b|nd\b|rd\b|th\b|\s?[ap]\.?\s?m\b|\s?(?:gmt|utc|hrs)\b|q\b)|[’'‘]\d\d"
)
_LONGEST_PHRASE = 8
_MARGIN = 45  # code points, some eight words: the grammar and the rules of doubt look no further
_NONE: frozenset[str] = frozenset()


class _Word(NamedTuple):
    """A token by itself. seconds: words that make a phrase behind it; more: the text behind it may belong to it."""

    letter: str
    value: Value
    entry: TimeWord | None
    lower: str
    seconds: frozenset[str]
    more: bool


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
    """The letters of a text that begins at `offset` of its story, or None if none of its words has to do with time.

    Of a long text only the stretch from a few words before the first telling word to a few behind the last one is read.
    """
    stretch = _stretch(text)
    if stretch is None:
        return None
    rows: list[Row] = []
    heads: list[int] = []
    resume, seconds = 0, _NONE
    for match in _TOKEN.finditer(text, *stretch):
        start, end = match.span()
        if start < resume:
            continue
        token = match.group()
        word = _word(token) if match.lastgroup == "word" else _mark(token, match.lastgroup or "mark")
        if word.more:
            word, token, end = _longer(word, token, text, start)
            resume = end
        if word.lower in seconds:
            heads.append(len(rows) - 1)
        seconds = word.seconds
        rows.append((word.letter, word.value, offset + start, offset + end, token, word.entry))
    return _lexed(rows, heads)


@lru_cache(maxsize=1 << 15)
def _word(token: str) -> _Word:
    """What a word says by itself; remembered, because texts repeat their words."""
    lower = token.lower()
    entry = load_timewords().words.get(lower)
    seconds = _phrase_pairs().get(lower, _NONE)
    more = lower in _MAYBE_SPECIAL or lower[:2] == "fy"
    if entry is None or (entry.capital and token[0] == lower[0]):
        return _Word(".", token, entry, lower, seconds, more)
    return _Word(entry.code, entry.value, entry, lower, seconds, more or entry.abbreviated)


@lru_cache(maxsize=1 << 12)
def _mark(token: str, kind: str) -> _Word:
    letter, value = _number(token) if kind == "number" else (_LETTERS[kind], token)
    lower = token.lower().replace("’", "'")
    return _Word(letter, value, None, lower, _phrase_pairs().get(lower, _NONE), more=False)


def _longer(word: _Word, token: str, text: str, start: int) -> tuple[_Word, str, int]:
    """Word, token and end where "a", "B" or "FY" begins a longer token, or an abbreviation takes its full stop."""
    special = _SPECIAL.match(text, start)
    if special is not None:
        token = special.group()
        letter = _LETTERS[special.lastgroup or "mark"]
        return _Word(letter, token, None, token.lower(), _NONE, more=False), token, special.end()
    end = start + len(token)
    dotted = word.letter != "." and word.entry is not None and word.entry.abbreviated and text.startswith(".", end)
    return word, token, end + dotted


def _lexed(rows: list[Row], heads: list[int]) -> Lexed:
    """The rows as columns, phrases joined."""
    out = Lexed(
        letters=[row[0] for row in rows],
        values=[row[1] for row in rows],
        starts=[row[2] for row in rows],
        ends=[row[3] for row in rows],
        words=[row[4] for row in rows],
        entries=[row[5] for row in rows],
    )
    _join_phrases(out, heads)
    return out


def _stretch(text: str) -> tuple[int, int] | None:
    """Where words of time stand in a text, with a margin of some words; None if it has none."""
    lower, telling = text.lower(), _telling_words()
    found = [word for word in _ROUGH.findall(lower) if word in telling or not word[0].isalpha()]
    if not found:
        return None
    if len(lower) != len(text):  # a capital whose small form is longer
        return 0, len(text)
    first, last = lower.find(found[0]) - _MARGIN, lower.rfind(found[-1]) + len(found[-1]) + _MARGIN
    start = text.rfind(" ", 0, first) + 1 if first > 0 else 0
    end = text.find(" ", last)
    return start, len(text) if end < 0 else end


@cache
def _phrase_pairs() -> Mapping[str, frozenset[str]]:
    """First words of phrases with the second words that may follow."""
    found: dict[str, set[str]] = {}
    for first, second in load_timewords().phrases:
        found.setdefault(first, set()).add(second)
    return {first: frozenset(seconds) for first, seconds in found.items()}


@cache
def _telling_words() -> frozenset[str]:
    """Words without one of which no text has a time expression, unless it has a number that `_ROUGH` knows."""
    table = load_timewords()
    own = {word for word, entry in table.words.items() if entry.code in _TELLING}
    phrases = (
        (*pair, *tail) for pair, tails in table.phrases.items() for tail, entry in tails if entry.code in _TELLING
    )
    # A phrase is known by a telling word in it, or by its longest.
    heads = {max(reversed(words), key=len) for words in phrases if own.isdisjoint(words)}
    return frozenset(piece for word in own | heads for piece in _PIECES.findall(word)[:1])


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
