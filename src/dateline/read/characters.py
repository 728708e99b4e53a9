"""Characters that no program after this one can be trusted with, replaced one for one, so that offsets stay."""

from __future__ import annotations

import re

_ODD = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
_LINE_ENDS = "\x0b\x0c\u2028\u2029"


def clean(text: str) -> str:
    r"""The text in as many characters, without control characters, line separators and lone surrogates.

    Carriage returns before a line feed become spaces, alone they become line feeds, like form feeds and Unicode's line
    separators. U+0080 to U+009F are Windows-1252 read as Latin-1 and become what was meant (HTML Standard, "numeric
    character reference end state"). Lone surrogates and noncharacters become U+FFFD; all else becomes a space.

    >>> clean("one\x00two\x93three\x94\ud800")
    'one two“three”\ufffd'
    """
    if _ODD.search(text) is None:
        return text
    return _ODD.sub(_meant, text.replace("\r\n", " \n"))


def one_line(text: str | None) -> str | None:
    """A headline, name or address on one line, cleaned; None where there is nothing in it."""
    return (" ".join(clean(text).split()) or None) if text else None


def _meant(match: re.Match[str]) -> str:
    odd = match[0]
    if odd in _LINE_ENDS or odd == "\r":
        return "\n"
    if "\x80" <= odd <= "\x9f":
        return bytes((ord(odd),)).decode("cp1252", "ignore") or " "
    return "\ufffd" if odd > "\ud7ff" and odd != "\ufeff" else " "
