"""Lines of a text and the paragraphs that they make.

Three layouts are met: a line a paragraph (web and agency feeds), paragraphs between blank lines, and old copy or mail with lines
broken inside sentences, where a new paragraph is indented or follows a blank line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

#: Longer lines were not broken for a screen or a teleprinter (69 to 80 characters as a rule).
MAX_BROKEN_LINE = 110
#: Share of characters in short lines, and of joints where the next line goes on in lower case, that tell broken lines.
BROKEN_SHARE = 0.8
FLOWING_SHARE = 0.3
#: A bracket may run over so many lines.
MAX_BRACKET_LINES = 8
_INVISIBLE = "\ufeff\u200b\u200c\u200d\u200e\u200f\u2060"
#: Words that no headline and no sentence ends with.
_ENDS_OPEN = re.compile(r" (?:the|an?|of|on|in|to|and|by|for|with|at|from|that|its|his|or|was|has|had|will)$")
_TERMINATORS = ".!?:;\"”’')]…"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line that is not blank, without the white space around it."""

    start: int
    end: int
    text: str
    indent: int
    after_blank: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """Lines that belong together.

    flat: the lines joined by blanks; words: about their number of words.
    line_starts: offsets of each line in `flat` and in the story.
    """

    start: int
    end: int
    flat: str
    words: int
    line_starts: tuple[tuple[int, int], ...]
    after_blank: bool

    def offset(self, at: int) -> int:
        """The offset in the story of a character of `flat`."""
        flat_start, start = next(pair for pair in reversed(self.line_starts) if pair[0] <= at)
        return min(start + at - flat_start, self.end)


def read_lines(text: str) -> list[Line]:
    """The lines of a text that are not blank, in order."""
    found: list[Line] = []
    at, after_blank = 0, False
    for raw in text.splitlines(keepends=True):
        body = raw.strip().strip(_INVISIBLE).strip()
        if body:
            indent = raw.index(body)
            start = at + indent
            found.append(
                Line(start=start, end=start + len(body), text=body, indent=indent, after_blank=after_blank or not found)
            )
        after_blank = not body
        at += len(raw)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The paragraphs of a text, and whether its lines are broken inside sentences."""

    paragraphs: tuple[Paragraph, ...]
    broken: bool


def read_layout(
    text: str, *, alone: Callable[[str], bool], opens_note: Callable[[str], bool], cut_first: int = 0
) -> Layout:
    """The paragraphs of a text.

    alone: is this line furniture that is never joined to another? opens_note: does a bracket that may run over lines open here?
    cut_first: characters that were cut off the first line (a dateline given in a field of its own).
    """
    lines = read_lines(text)
    if not lines:
        return Layout(paragraphs=(), broken=False)
    joint = _Joint(lines, alone, opens_note, cut_first)
    groups: list[list[Line]] = [[lines[0]]]
    for line in lines[1:]:
        if joint.holds(groups[-1], line):
            groups[-1].append(line)
        else:
            groups.append([line])
    return Layout(paragraphs=tuple(_paragraph(group) for group in groups), broken=joint.broken)


def _paragraph(lines: Sequence[Line]) -> Paragraph:
    flat = lines[0].text if len(lines) == 1 else " ".join(line.text for line in lines)
    starts, at = [], 0
    for line in lines:
        starts.append((at, line.start))
        at += len(line.text) + 1
    return Paragraph(
        start=lines[0].start,
        end=lines[-1].end,
        flat=flat,
        words=flat.count(" ") + 1,
        line_starts=tuple(starts),
        after_blank=lines[0].after_blank,
    )


class _Joint:
    """Decides whether a line goes on with the paragraph before it."""

    def __init__(
        self, lines: Sequence[Line], alone: Callable[[str], bool], opens_note: Callable[[str], bool], cut_first: int
    ) -> None:
        self._alone = alone
        self._opens_note = opens_note
        self._first = lines[0]
        self._cut_first = cut_first
        self.broken = _lines_are_broken(lines)
        self._width = max((len(line.text) for line in lines if len(line.text) <= MAX_BROKEN_LINE), default=0)
        self._margin = min(line.indent for line in lines)

    def holds(self, group: Sequence[Line], line: Line) -> bool:
        if line.after_blank:
            return False
        if _bracket_is_open(group) and self._opens_note(group[0].text):
            return True
        if not self.broken or line.indent > self._margin:
            return False
        if _is_bullet(line.text) and group[-1].text[-1] in _TERMINATORS:
            return False
        if self._alone(line.text) or (len(group) == 1 and self._alone(group[0].text)):
            return False
        return self._goes_on(group[-1], line)

    def _goes_on(self, line: Line, following: Line) -> bool:
        length = len(line.text) + (self._cut_first if line is self._first else 0)
        if line.text[-1] in _TERMINATORS:
            word = following.text.split(maxsplit=1)[0]
            return length + 1 + len(word) > self._width - 8
        if following.text[0].islower() or line.text[-1] == ",":
            return True
        return length >= self._width // 2


def _is_bullet(line: str) -> bool:
    return line[0] in "-–•*·" and line[1:2] in {" ", ""}


def _bracket_is_open(group: Sequence[Line]) -> bool:
    if not group[0].text.startswith(("(", "[", "^(")) or len(group) > MAX_BRACKET_LINES:
        return False
    return sum(line.text.count("(") - line.text.count(")") for line in group) > 0


def _lines_are_broken(lines: Sequence[Line]) -> bool:
    """Are lines broken inside sentences? Told from line lengths and from lines that go on in lower case."""
    total = sum(len(line.text) for line in lines)
    short = sum(len(line.text) for line in lines if len(line.text) <= MAX_BROKEN_LINE)
    if short < BROKEN_SHARE * total:
        return False
    margin = min(line.indent for line in lines)
    joints = [pair for pair in pairwise(lines) if not pair[1].after_blank and pair[1].indent <= margin]
    flowing = sum(1 for line, following in joints if following.text[0].islower() or _ENDS_OPEN.search(line.text[-8:]))
    return flowing > 0 and flowing >= FLOWING_SHARE * len(joints)
