"""Claims: who says what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Stance = Literal["asserts", "denies", "confirms", "doubts", "demands", "predicts"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Who speaks: the phrase as written, and who it was resolved to. basis: the rule that told who it is."""

    text: str
    start: int
    end: int
    name: str
    entity_id: str
    kind: str
    office: str | None = None
    basis: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One attributed statement. Offsets: `start`, `end`, `text` are the content; `cue` the word of saying with its span.

    quoted: the content stands in quotation marks, whole or for the most part. addressee: to whom it was said, as written.
    medium: how ("press release", "statement", "interview"), as written. about: ids of events whose evidence lies in the content.
    """

    claim_id: str
    story_id: str
    source_id: str
    speaker: Speaker
    country: str | None
    cue: str
    cue_start: int
    cue_end: int
    quoted: bool
    content: tuple[int, int]
    start: int
    end: int
    text: str
    stance: Stance = "asserts"
    addressee: str | None = None
    medium: str | None = None
    about: tuple[str, ...] = ()
    basis: str = ""
