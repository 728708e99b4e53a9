"""Bytes to text: byte order mark, zero bytes, UTF-8, the declared encoding, and only then a guess."""

from __future__ import annotations

import codecs
import re
import unicodedata

from .guessing import guess_encoding
from .inputs import RefusedError

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16: its mark begins with the same two bytes
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_HEAD = 4096
_DECLARED = re.compile(
    rb"""(?i)<meta[^>]{1,500}?charset\s*=\s*["']?\s*([\w.:-]{2,40})|<\?xml[^>]{1,200}?encoding\s*=\s*["']([\w.:-]{2,40})"""
)
_CONTROL = bytes(set(range(32)) - set(b"\t\n\r\f\x1a"))
_ODD_CODECS = re.compile(r"idna|punycode|utf.?7|escape|undefined|mbcs|oem|utf.?16|utf.?32")


def decode(data: bytes, *, declared: str | None = None) -> str:
    """The text; a byte order mark is not part of it.

    Valid UTF-8 wins over a declaration that says otherwise. Text that is UTF-8 but for a few bytes stays UTF-8, with
    U+FFFD for those; a wrong declaration, Latin-1 that is Windows-1252, and no declaration at all are seen through.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data.decode(name, "replace")
    if b"\0" in data and (wide := wide_encoding(data[:_HEAD])):
        return data.decode(wide, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_other(data, declared)


def declared_encoding(data: bytes) -> str | None:
    """The encoding that an HTML `meta` element or an XML declaration names in the first 4 KiB, if any."""
    match = _DECLARED.search(data[:_HEAD])
    return (match[1] or match[2]).decode("ascii") if match else None


def wide_encoding(head: bytes) -> str | None:
    """UTF-16 without a byte order mark, told by zero bytes that stand on one side only; else None."""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if even + odd < len(head) // 50 or min(even, odd) * 20 > max(even, odd):
        return None
    name = "utf-16-le" if odd > even else "utf-16-be"
    text = head[: len(head) // 2 * 2].decode(name, "replace")
    strange = sum(unicodedata.category(letter) in {"Cn", "Co", "Cc"} and letter not in "\t\r\n\f" for letter in text)
    return None if (strange + text.count("\ufffd")) * 50 > len(text) else name


def refuse_binary(head: bytes) -> None:
    """RefusedError where more than one byte in 100 is zero, or one in 20 is another control character.

    Single ones are no reason: old wire feeds have them as marks of their own (see `characters.clean`).
    """
    if head.startswith(tuple(mark for mark, _ in _MARKS)) or wide_encoding(head[:_HEAD]):
        return
    controls = len(head) - len(head.translate(None, _CONTROL))
    if head.count(0) * 100 > len(head) or controls * 20 > len(head):
        raise RefusedError("binary", "this is no text; export it as text, HTML or JSON Lines")


def _decode_other(data: bytes, declared: str | None) -> str:
    try:
        return data.decode("utf-8", "surrogatepass")  # UTF-8 written by programs that think in UTF-16
    except UnicodeDecodeError:
        nearly = data.decode("utf-8", "replace")
    damaged = nearly.count("\ufffd")
    if sum(letter > "\x7f" for letter in nearly) > damaged * 2:
        return nearly
    name = _usable(declared)
    if name is not None:
        try:
            return data.decode(name)
        except UnicodeDecodeError:
            pass  # the declaration is wrong
    return data.decode(guess_encoding(data), "replace")


def _usable(declared: str | None) -> str | None:
    """The codec of the declared name; Latin-1 and ASCII are Windows-1252, as in browsers; None if there is no such text codec."""
    if declared is None or _ODD_CODECS.search(declared.lower()):
        return None
    try:
        name = codecs.lookup(declared).name
        "".encode(name)
    except (LookupError, UnicodeError):
        return None
    return "cp1252" if name in {"iso8859-1", "ascii"} else name
