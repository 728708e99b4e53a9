"""Marks in the copy: spans that may overlap and cross, cut so that they nest; characters that do not show, made to show."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

#: Kinds of marks in the order of the legend: word of the class, words of the legend.
LAYERS = {
    "act": "acts",
    "actor": "actors",
    "date": "dates",
    "place": "places",
    "office": "offices",
    "claim": "claims",
    "process": "states of processes",
    "detail": "details of contacts",
    "declined": "declined",
}
#: Of two marks of the same characters the one of the earlier layer stands inside.
_INNER = {layer: place for place, layer in enumerate(("act", "date", "place", "detail", "actor", "process", "office"))}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Characters of a story that tell something. start, end: code points of its text, half-open; row: id of the row."""

    start: int
    end: int
    layer: str
    row: str
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """What a template writes next: the beginning of a mark, some text, or the end of the mark that began last.

    Of words `mark` is the innermost mark of a row around them. first: the mark begins here, rather than being taken up again
    after a crossing, or the text is the first of its mark. id: of the element, for links.
    """

    what: Literal["open", "text", "close"]
    text: str = ""
    mark: Mark | None = None
    first: bool = False
    id: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """Text to be shown; code: "U+202E" for a character that would not show, or would change how others are shown."""

    text: str
    code: str = ""


def tokens(text: str, start: int, end: int, marks: Iterable[Mark]) -> Iterator[Token]:
    """The characters from start to end of a story's text, with the marks in them as a tree: one that crosses another is cut.

    The texts put together are text[start:end]; each mark's texts are its own characters.

    >>> marks = [Mark(start=0, end=5, layer="claim", row="a"), Mark(start=3, end=8, layer="act", row="b")]
    >>> "".join(t.text or {"open": "<", "close": ">"}[t.what] for t in tokens("They met.", 0, 9, marks))
    '<The<y >><met>.'
    """
    inside = sorted(
        (one for one in marks if one.start < end and start < one.end and one.start < one.end), key=_outermost
    )
    cuts = sorted({start, end, *(min(max(at, start), end) for one in inside for at in (one.start, one.end))})
    stack: list[Mark] = []
    linked: set[Mark | None] = set()
    waiting = 0
    for at, after in pairwise(cuts):
        kept = next((depth for depth, one in enumerate(stack) if one.end <= at), len(stack))
        yield from (Token(what="close") for _ in stack[kept:])
        again = [one for one in stack[kept:] if one.end > at]
        del stack[kept:]
        while waiting < len(inside) and inside[waiting].start <= at:
            again.append(inside[waiting])
            waiting += 1
        for one in sorted(again, key=lambda one: (-one.end, _outermost(one))):
            yield Token(what="open", mark=one, first=max(one.start, start) == at)
            stack.append(one)
        words = text[at:after]
        inner = next((one for one in reversed(stack) if one.row), None) if words.strip() else None
        yield Token(what="text", text=words, mark=inner, first=inner is not None and inner not in linked)
        linked.add(inner)
    yield from (Token(what="close") for _ in stack)


def _outermost(mark: Mark) -> tuple[int, int, int, str]:
    """The key by which an outer mark comes before an inner one."""
    return mark.start, -mark.end, -_INNER.get(mark.layer, len(_INNER)), mark.row


def visible(text: str) -> Sequence[Shown]:
    r"""The text in pieces; each character that is no text is a piece of its own, with its code.

    >>> visible("a\x07b")
    [Shown(text='a', code=''), Shown(text='␇', code='U+0007'), Shown(text='b', code='')]
    """
    if text.isprintable():
        return [Shown(text)]
    pieces, at = [], 0
    for place, sign in enumerate(text):
        if sign in "\n\t" or unicodedata.category(sign) not in {"Cc", "Cf", "Co", "Cs"}:
            continue
        pieces += [Shown(text[at:place]), Shown(_picture(sign), f"U+{ord(sign):04X}")]
        at = place + 1
    pieces.append(Shown(text[at:]))
    return [piece for piece in pieces if piece.text]


def _picture(sign: str) -> str:
    """A sign that stands for a character: Unicode's control pictures, else its code."""
    code = ord(sign)
    if code < 0x20:  # noqa: PLR2004  (the first printable character)
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else f"[{code:04X}]"  # noqa: PLR2004  (delete)
