"""Quotations: text between quotation marks, nested or not, marks straight, curly, doubled ('' ``) or angled.

One pass over a paragraph with a stack. A single mark between letters is an apostrophe; one opens only where a word starts,
and counts only if it is closed in the same paragraph. A quotation that its paragraph does not close is open if the next paragraph
opens with the same mark, as wire copy and books have it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dateline.records import Quotation

_MARKS = re.compile(r"[\"“”„«»]|``|''|[‘’']")
_LEADING = re.compile(r"\s*(?:``|''|[\"“„«])")
_OPENING = frozenset({"“", "„", "«", "``"})
_CLOSES = {
    '"': {'"', "”", "''"},
    "“": {"”", '"', "''"},
    "„": {"“", "”", '"'},
    "«": {"»"},
    "``": {"''", '"', "”"},
    "''": {"''"},
}
_SINGLE = frozenset({"‘", "’", "'"})
#: A mark behind one of these, with no blank behind it, opens a quotation, within another one if need be.
_BEFORE_WORD = frozenset(" \t\n\r\u00a0([—–-/‘'“")
MAX_DEPTH = 8
#: Longer quotations between single marks are apostrophes far apart.
MAX_SINGLE = 600


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    sign: str


def find_quotations(text: str, paragraphs: Sequence[tuple[int, int]], clipped: frozenset[str]) -> tuple[Quotation, ...]:
    """The quotations in these stretches of a text, in order of their start; `clipped`: words that lose letters to an apostrophe."""
    found: list[Quotation] = []
    for at, (start, end) in enumerate(paragraphs):
        goes_on = at + 1 < len(paragraphs) and bool(_LEADING.match(text, paragraphs[at + 1][0], paragraphs[at + 1][1]))
        found += _Paragraph(text, start, end, clipped).quotations(goes_on=goes_on)
    return tuple(sorted(found, key=lambda quotation: (quotation.start, -quotation.end)))


class _Paragraph:
    """The quotations of one paragraph."""

    def __init__(self, text: str, start: int, end: int, clipped: frozenset[str]) -> None:
        self._text = text
        self._start = start
        self._end = end
        self._clipped = clipped
        self._stack: list[_Mark] = []
        self._spans: list[tuple[int, int]] = []
        self._possessive: int | None = None

    def quotations(self, *, goes_on: bool) -> list[Quotation]:
        for match in _MARKS.finditer(self._text, self._start, self._end):
            mark = _Mark(match.start(), match.end(), match[0])
            if mark.sign in _SINGLE:
                self._single(mark)
            else:
                self._double(mark)
        left = self._left_open(goes_on=goes_on)
        closed = self._with_depth(self._spans, left)
        if left is None:
            return closed
        return [*closed, Quotation(start=left, end=self._end, text=self._text[left : self._end], depth=1, open=True)]

    def _before(self, mark: _Mark) -> str:
        return self._text[mark.start - 1] if mark.start > self._start else " "

    def _behind(self, mark: _Mark) -> str:
        return self._text[mark.end] if mark.end < self._end else " "

    def _double(self, mark: _Mark) -> None:
        top = next((open_mark for open_mark in reversed(self._stack) if open_mark.sign not in _SINGLE), None)
        before, behind = self._before(mark), self._behind(mark)
        if top and mark.sign in _CLOSES[top.sign] and not (before in _BEFORE_WORD and not behind.isspace()):
            self._close(top, mark)
        elif self._can_open(mark, before, behind) and len(self._stack) < MAX_DEPTH:
            self._stack.append(_Mark(mark.start, mark.end, mark.sign if mark.sign in _CLOSES else '"'))
        self._possessive = None

    @staticmethod
    def _can_open(mark: _Mark, before: str, behind: str) -> bool:
        """Does a quotation open here, where none is open or one that the mark does not close? Strays are left alone."""
        return mark.sign in _OPENING or before in _BEFORE_WORD or (behind.isalpha() and not before.isalnum())

    def _single(self, mark: _Mark) -> None:
        before, behind = self._before(mark), self._behind(mark)
        if mark.sign == "‘" or (mark.sign == "'" and self._may_open(mark, before, behind)):
            if not behind.isspace() and len(self._stack) < MAX_DEPTH:
                self._stack.append(mark)
            return
        if before.isspace() or behind.isalnum() or mark.sign == "‘":
            return
        if self._stack and self._stack[-1].sign in _SINGLE:
            self._possessive = len(self._spans) if before in "sS" and behind == " " else None
            self._close(self._stack[-1], mark)
        elif self._possessive is not None and self._possessive < len(self._spans):
            self._spans[self._possessive] = (self._spans[self._possessive][0], mark.end)
            self._possessive = None

    def _may_open(self, mark: _Mark, before: str, behind: str) -> bool:
        if not (before.isspace() or before in '(["“«—–-/`') or not (behind.isalnum() or behind in '"“[('):
            return False
        word = re.match(r"\w+", self._text[mark.end : mark.end + 12])
        return not (behind.isdigit() and before.isspace() and word is not None and len(word[0]) in {2, 3}) and not (
            word is not None and word[0].casefold() in self._clipped
        )

    def _close(self, opened: _Mark, mark: _Mark) -> None:
        """Takes the quotation off the stack with all that was opened in it and never closed: apostrophes and strays."""
        while self._stack and self._stack[-1] is not opened:
            self._stack.pop()
        self._stack.pop()
        if opened.sign not in _SINGLE or mark.end - opened.start <= MAX_SINGLE:
            self._spans.append((opened.start, mark.end))

    def _left_open(self, *, goes_on: bool) -> int | None:
        """Start of a quotation that the paragraph leaves open, None if there is none or the mark is a stray."""
        doubles = [mark for mark in self._stack if mark.sign not in _SINGLE]
        if not doubles:
            return None
        first = doubles[0]
        if any(start > first.start and self._text[start] not in _SINGLE for start, _ in self._spans):
            return None
        if goes_on or not self._text[self._start : first.start].strip():
            return first.start
        return None

    def _with_depth(self, spans: Iterable[tuple[int, int]], left: int | None) -> list[Quotation]:
        found: list[Quotation] = []
        ends: list[int] = []
        for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
            while ends and ends[-1] <= start:
                ends.pop()
            outer = 1 if left is not None and left < start else 0
            found.append(Quotation(start=start, end=end, text=self._text[start:end], depth=len(ends) + 1 + outer))
            ends.append(end)
        return found
