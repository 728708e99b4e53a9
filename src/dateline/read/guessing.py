"""The encoding of text that is not UTF-8 and says nothing, or nothing true, of itself."""

from __future__ import annotations

import re

_HIGH = re.compile(rb"[\x80-\xff]")
_LATIN = re.compile(rb"[A-Za-z]")
# Western encodings in the order of their probability; the first wins a draw.
_WESTERN = ("cp1252", "cp1250", "mac_roman", "cp437")
_OTHERS = [
    "cp1251",
    "koi8_r",
    "cp1253",
    "cp1254",
    "cp1255",
    "cp1256",
    "big5",
    "gb18030",
    "shift_jis",
    "euc_jp",
    "euc_kr",
]
_OPENING, _CLOSING = "“‘„«", "”’»…–—-"
_BEFORE = 4096
_SAMPLE = 16 * 1024
_LOOKED_AT = 200  # high characters: more change no verdict


def guess_encoding(data: bytes) -> str:
    """The codec under which the bytes above 0x7F make most sense where they stand.

    Among Latin letters: accented letters inside words, quotation marks around them, dashes between (so that Windows-1252,
    Mac Roman and the DOS code page tell themselves apart). Elsewhere charset-normalizer judges the first such lines.
    """
    first = _HIGH.search(data)
    start = max(0, first.start() - _BEFORE) if first else 0
    sample = data[start : start + _SAMPLE]
    if len(_LATIN.findall(sample)) > len(_HIGH.findall(sample)):
        return max(_WESTERN, key=lambda name: _sense(sample.decode(name, "replace")))
    # Imported here: 0.03 s, and one story in a thousand needs it.
    from charset_normalizer import from_bytes  # noqa: PLC0415

    best = from_bytes(sample, cp_isolation=[*_WESTERN, *_OTHERS], enable_fallback=False).best()
    return best.encoding if best else _WESTERN[0]


def _sense(text: str) -> int:
    """How many characters beyond ASCII stand where their kind belongs, less those that do not."""
    places = [index for index, letter in enumerate(text) if letter > "\x7f"][:_LOOKED_AT]
    return sum(
        1 if _fits(text[index - 1 : index] or " ", text[index], text[index + 1 : index + 3] + "  ") else -1
        for index in places
    )


def _fits(before: str, letter: str, after: str) -> bool:
    if letter.isalpha():
        alone = not before.isalpha() and not after[0].isalpha()
        mixed = letter.isupper() and (before.islower() or (after[0].isupper() and after[1].islower()))
        return not alone and not mixed
    if letter in _OPENING:
        return not before.isalnum() and not after[0].isspace()
    return letter in _CLOSING or (not before.isalpha() and not after[0].isalpha())
