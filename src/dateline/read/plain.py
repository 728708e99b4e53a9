"""Plain text and Markdown: the file is the story."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.records import Declined, Story

from .encodings import decode
from .inputs import Input


def read(entry: Input) -> Iterator[Story | Declined]:
    """One story: the decoded text with line ends as line feeds."""
    yield entry.story(unix_lines(decode(entry.whole())), medium=entry.medium)


def unix_lines(text: str) -> str:
    """The text with CR LF, and CR alone, as LF."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
