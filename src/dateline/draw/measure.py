"""How wide words are in the font that ships with the package, and how they are broken into lines."""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path

from dateline.errors import LexiconError

DATA = Path(__file__).parent / "data"
#: Files of the font, regular first.
FONTS = (DATA / "inter-regular.ttf", DATA / "inter-semibold.ttf")
#: Thousandths of the size for characters that the font lacks; the wide ones of East Asia take a whole square.
_OTHER, _WIDE = 600, 1000


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Pixels that a line of text takes; kerning left out, which is less than a hundredth.

    >>> 20 < width("Oslo", 12) < 30
    True
    """
    table = _widths()[bold]
    return size / 1000 * sum(table.get(character) or _unknown(character) for character in text)


def shortened(text: str, size: float, room: float, *, bold: bool = False) -> str:
    """The text, or its beginning with an ellipsis where it is wider than the room."""
    if width(text, size, bold=bold) <= room:
        return text
    kept = text
    while kept and width(f"{kept.rstrip()}…", size, bold=bold) > room:
        kept = kept[:-1]
    return f"{kept.rstrip()}…" if kept else ""


def wrapped(text: str, size: float, room: float, *, bold: bool = False) -> list[str]:
    """The text in lines that fit the room, broken at blanks; a word too long is cut."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width(longer, size, bold=bold) <= room:
            lines[-1] = longer
        else:
            lines.append(shortened(word, size, room, bold=bold))
    return lines


def _unknown(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return _WIDE if unicodedata.east_asian_width(character) in "WF" else _OTHER


@cache
def _widths() -> tuple[dict[str, int], dict[str, int]]:
    path = DATA / "widths.tsv"
    regular, bold = {}, {}
    try:
        for line in path.read_text(encoding="utf-8").splitlines():
            code, light, heavy = line.split("\t")
            character = chr(int(code, 16))
            regular[character], bold[character] = int(light), int(heavy)
    except (OSError, ValueError) as error:
        raise LexiconError(
            f"the widths of the font cannot be read ({error}): reinstall the package", path=str(path)
        ) from error
    return regular, bold
