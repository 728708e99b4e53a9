"""Where something stands in a story: half-open offsets in Unicode code points of the story's text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of the story's text: `text == story.text[start:end]`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The characters that a row rests on, and the kind of part that they stand in (a sentence as a rule)."""

    part: str
    start: int
    end: int
