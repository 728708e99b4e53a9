"""Where sentences end. A paragraph's end always ends one; a line's end never does.

Rules for the full stop: the word before it (title, month, initial, acronym) and the word behind it decide. What a trained splitter
gains on prose it loses on wire copy: "N. Korea", "Lt. Col.", a "U.S." at a sentence's end, capitals set by machine.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dateline.lexicon.wire import Calendar, SentenceWords

from .patterns import one_of

_STOP = re.compile(r"(?<![.!?…])(?P<stop>[.!?…]++)(?P<close>(?:[\"”’»)\]]|'(?!\w)){0,4}+)(?P<gap>\s++|(?=[A-Z“]))")
_NEXT = re.compile(r"[\"“‘'`«(\[]{0,3}(?P<word>[^\W\d_][\w'’-]{0,40})(?P<rest>\s+[A-Z])?")
_GLUED = re.compile(r"[a-z]{3}$|[a-z]{2}[)\]\"”’]$|\d{4}$")
_INITIALS = re.compile(r"[^\W\d_](?:\.[^\W\d_])+")
_ADDRESS = re.compile(r"@|/|^www\.|^https?:")
_ARTICLE = re.compile(r"(?:al|el|an|as|ad|ar|at|ash)-[A-Z]")
_ACRONYM_GOES_ON = re.compile(r"\b(?:U\.S|U\.N|U\.K|E\.C|E\.U)\.\s+[a-z]")
_OPEN_QUOTES = "\"“‘'`«"
#: Abbreviations are looked for in so many characters before a full stop.
MAX_WORD = 24
#: A verb of speech stands so near behind a quotation that ends in ? or !.
SPEECH_WINDOW = 60


class SentenceEnds:
    """Finds the sentences of a paragraph."""

    def __init__(self, words: SentenceWords, calendar: Calendar) -> None:
        self._titles = frozenset((*words.titles, *(title.upper() for title in words.titles)))
        self._before_figures = frozenset(words.before_figures)
        self._either = frozenset(words.either)
        self._hours = frozenset(words.hours)
        self._strong = frozenset(words.strong_openers)
        self._openers = frozenset(words.openers) | self._strong
        self._in_names = frozenset(words.openers_in_names)
        self._behind_hours = frozenset(
            word.casefold() for word in (*calendar.weekdays, *calendar.zones, *calendar.months)
        )
        self._speech = re.compile(
            rf"(?:(?:[A-Z][a-z]{{0,3}}\.|[^\W\d_][\w'’-]*)\s+){{1,5}}?{one_of(words.speech_verbs)}\b"
        )
        machine = one_of(words.capitalised_by_machine)
        self._machine = re.compile(rf"\b(?:U\.S|U\.N|U\.K|E\.C)\.\s+{machine}\b")

    def is_old_copy(self, text: str, *, broken_lines: bool) -> bool:
        """Did a machine set a capital after every full stop here, as in copy of the 1980s ("the U.S. And Japan")?"""
        if not broken_lines or "U." not in text:
            return broken_lines
        return bool(self._machine.search(text)) or not _ACRONYM_GOES_ON.search(text)

    def sentences(self, text: str, start: int, end: int, *, old_copy: bool = False) -> Iterator[tuple[int, int]]:
        """Start and end of each sentence of the paragraph at start to end, white space left out."""
        begin = start
        for match in _STOP.finditer(text, start, end):
            if match.end() < end and match.start() > begin and self._ends(text, match, begin, end, old_copy=old_copy):
                stop = match.start("gap")
                if match["close"].startswith('""') and not match["gap"]:
                    stop = match.start("close") + 1
                yield begin, stop
                begin = match.end() if match["gap"] else stop
        if begin < end:
            yield begin, end

    def _ends(self, text: str, match: re.Match[str], start: int, end: int, *, old_copy: bool) -> bool:
        stop, following = match["stop"], text[match.end()]
        if not match["gap"]:
            if _ADDRESS.search(self._token(text, match.start(), start)):
                return False
            return bool(_GLUED.search(text, max(start, match.start() - 4), match.start())) and _is_word(
                text, match.end(), end
            )
        if following.islower():
            return bool(_ARTICLE.match(text, match.end())) and self._token(text, match.start(), start)[-4:].islower()
        if following in ",;:)]}-–—/%":
            return False
        word = _NEXT.match(text, match.end(), end)
        if stop[-1] in "?!":
            return not (match["close"] and self._speech.match(text, match.end(), min(end, match.end() + SPEECH_WINDOW)))
        if len(stop) == 3 or stop == "…":  # noqa: PLR2004  (an ellipsis; four dots are one with a full stop)
            return bool(match["close"]) or self._opens(word, following, strict=old_copy)
        token = self._known(self._token(text, match.start(), start))
        return self._full_stop_ends(
            token, following, word, at_start=match.start() - len(token) <= start, old_copy=old_copy
        )

    def _full_stop_ends(
        self, token: str, following: str, word: re.Match[str] | None, *, at_start: bool, old_copy: bool
    ) -> bool:
        """Does the full stop behind this word end the sentence, with this behind it?"""
        if token in self._titles:
            return False
        if following.isdigit() and (token in self._before_figures or token in self._either):
            return False
        if at_start and (token.isdigit() or len(token) == 1):
            return False
        if token in self._hours:
            return following != "(" and (word is None or word["word"].casefold() not in self._behind_hours)
        if len(token) == 1 and token.isalpha() and token.isupper():
            return word is not None and len(word["word"]) > 1 and word["word"].casefold() in self._strong
        if token in self._either or _INITIALS.fullmatch(token):
            return self._opens(word, following, strict=old_copy)
        return True

    def _opens(self, word: re.Match[str] | None, following: str, *, strict: bool) -> bool:
        """Does this word open a sentence? `strict`: only words that stand at no other place of a sentence with a capital."""
        if word is None:
            return not following.isdigit() and following != "<"
        first = word["word"].casefold().replace("’", "'")
        if following in _OPEN_QUOTES:
            return True
        if first in self._strong:
            return True
        if strict or following == "(" or first not in self._openers:
            return False
        return not (first in self._in_names and word["rest"])

    def _known(self, token: str) -> str:
        """The last limb of a compound if it is an abbreviation: "Japan-U.S", "Lt.-Gen"."""
        limb = max(token.rfind("-"), token.rfind("/")) + 1
        if limb and (token[limb:] in self._either or token[limb:] in self._titles):
            return token[limb:]
        return token

    @staticmethod
    def _token(text: str, stop: int, start: int) -> str:
        """The word that ends at `stop`, opening marks left out."""
        window = text[max(start, stop - MAX_WORD) : stop]
        if not window or window[-1].isspace():
            return ""
        return window.split()[-1].lstrip("\"“‘'`([«—–").rsplit("—", 1)[-1]


def _is_word(text: str, at: int, end: int) -> bool:
    """Does an ordinary capitalised word or an opening quotation mark stand here?"""
    return text[at] == "“" or (at + 1 < end and text[at].isupper() and text[at + 1].islower())
