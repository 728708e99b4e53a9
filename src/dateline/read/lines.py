"""Lines of a stream, however long they are, in bounded memory."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator

from .encodings import decode, wide_encoding
from .inputs import Input

_HEAD = 4096
_WIDE_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def text_lines(entry: Input) -> Iterator[tuple[int, str | None]]:
    """Number (from 1) and text of every line, its end included; None for a line longer than a story may be.

    Lines are decoded one by one, so that one line in another encoding spoils no other.
    """
    head = entry.stream.peek(_HEAD)[:_HEAD]  # type: ignore[attr-defined]  # Input.stream is buffered
    wide = "utf-16" if head.startswith(_WIDE_MARKS) else wide_encoding(head) if b"\0" in head else None
    if wide is not None:
        yield from _wide_lines(entry, wide)
        return
    limit = entry.limits.story_bytes
    number = 0
    while line := entry.stream.readline(limit + 1):
        number += 1
        if len(line) > limit:
            while line and not line.endswith(b"\n"):
                line = entry.stream.readline(limit)
            yield number, None
        else:
            yield number, decode(line)


def _wide_lines(entry: Input, encoding: str) -> Iterator[tuple[int, str | None]]:
    limit = entry.limits.story_bytes
    text = io.TextIOWrapper(entry.stream, encoding=encoding, errors="replace", newline="")
    number = 0
    while line := text.readline(limit + 1):
        number += 1
        if len(line) > limit:
            while line and not line.endswith("\n"):
                line = text.readline(limit)
            yield number, None
        else:
            yield number, line
