"""One frozen Settings, passed down; there are no globals."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What `read` refuses, so that no input can exhaust the machine.

    Sizes are bytes after decompression; `ratio` is decompressed over compressed size; `depth` is nesting of markup.
    `text_characters` is the length of the text that is left to code: the longest transcript that we know has 120,000
    characters, half a million is a book, and its coding takes minutes. The defaults hold the largest real wire archives
    we know (a day of newswire as JSON Lines is about 40 MiB).
    """

    file_bytes: int = 4096 * MEBIBYTE
    story_bytes: int = 8 * MEBIBYTE
    text_characters: int = 500_000
    ratio: int = 200
    depth: int = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Choices of one run.

    published: publication date for stories that bring none of their own (`--published`).
    published_year: the year alone, for stories that bring neither date nor year.
    source: name of the outlet for stories that bring none (`--source`).
    any_language: code stories that are not in English too (`--any-language`).
    workers: processes; the output does not depend on it.
    batch: stories that cross a room together.
    rules_only: code by the frames alone, without the judge (`--rules-only`): three times as fast, and less right.
    sanction_quad: PLOVER's manual has SANCTION as material (4) and as verbal (3) conflict; 4 follows its section heading.
    """

    published: dt.date | None = None
    published_year: int | None = None
    source: str | None = None
    any_language: bool = False
    workers: int = 1
    batch: int = 32
    sanction_quad: int = 4
    rules_only: bool = False
    limits: Limits = Limits()
