"""One input on its way into stories, and the refusal that a reader raises on it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import BinaryIO

from dateline.errors import DatelineError
from dateline.records import Declined, Story
from dateline.settings import Limits

_ODD_IN_NAME = re.compile("[\ud800-\udfff]")


class RefusedError(DatelineError):
    """An input, or the rest of it, cannot be read; raised and caught within this room, where it becomes a Declined.

    `rule` is the last part of the rule's name, `words` the cause and the cure, `line` where reading stopped.
    """

    def __init__(self, rule: str, words: str, *, line: int | None = None) -> None:
        self.rule = rule
        self.words = words
        self.line = line
        super().__init__(f"read.{rule}: {words}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """A file, standard input or bytes given by the caller: decompressed, counted, not yet decoded.

    medium: how it is to be read (a key of `formats.READERS`); the stories may say more exactly what they are.
    """

    stream: BinaryIO
    path: str
    source_id: str
    medium: str
    limits: Limits

    def whole(self) -> bytes:
        """All bytes; RefusedError if they are more than one story may have."""
        data = self.stream.read(self.limits.story_bytes + 1)
        if len(data) > self.limits.story_bytes:
            raise RefusedError("size", f"{over(self.limits.story_bytes)}; split it, or raise Limits.story_bytes")
        return data

    def numbered(self, line: int) -> str:
        """The id of a story that has none of its own: path and record number."""
        return f"{self.source_id}:{line}"

    def decline(self, rule: str, words: str, *, line: int | None = None, source_id: str | None = None) -> Declined:
        """The Declined for this input, or for one record of it."""
        name = source_id or (self.source_id if line is None else self.numbered(line))
        return Declined(room="read", reason=f"read.{rule}: {words}", source_id=name, path=self.path, line=line)

    def story(self, text: str, *, medium: str, source_id: str | None = None, line: int | None = None) -> Story:
        """A story that has no id and no metadata yet; `finish` completes it."""
        name = source_id or (self.source_id if line is None else self.numbered(line))
        return Story(story_id="", source_id=name, text=text, medium=medium, path=self.path, line=line)


def over(limit: int) -> str:
    """The words for a size limit that was passed.

    >>> over(8 * 1024 * 1024)
    'larger than 8.0 MiB'
    """
    return f"larger than {limit / (1024 * 1024):.1f} MiB"


def printable(path: str) -> str:
    """The path as text that can be written anywhere: bytes that are no UTF-8 show as U+FFFD."""
    return _ODD_IN_NAME.sub("\ufffd", path)
