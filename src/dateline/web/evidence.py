"""The sentences that tell a row, with the words marked that say what the row says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dateline.ledger import Ledger
from dateline.query import Citation, citations
from dateline.records.rows import Row

from .shown import Piece, marked

SENTENCES = 12  # shown of one row; the why page has all


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence of evidence: who published it, and its words cut at the marks."""

    citation: Citation
    pieces: tuple[Piece, ...]


def told(ledger: Ledger, rows: Sequence[Row]) -> list[list[Told]]:
    """For each row of a query the sentences that tell it, twelve at most: those of the telling that stands for it come first.

    Raises LedgerError where the file fails.
    """
    return [
        [_told(row, citation) for citation in _own_first(row, cited)[:SENTENCES]]
        for row, cited in zip(rows, citations(ledger, rows), strict=True)
    ]


def _own_first(row: Row, cited: Sequence[Citation]) -> list[Citation]:
    return sorted(cited, key=lambda citation: citation.story_id != row.get("story_id"))


def _told(row: Row, citation: Citation) -> Told:
    own = [
        (start, end, kind)
        for story, start, end, kind in _spans(row)
        if story == citation.story_id and start < citation.end and end > citation.start
    ]
    return Told(citation, tuple(marked(citation.text, citation.start, own)))


def _spans(row: Row) -> Iterator[tuple[str, int, int, str]]:
    """Where the words of the row's fields stand: story, first character, one past the last, what they tell."""
    story = row.get("story_id", "")
    for field, kind in (("trigger", "trigger"), ("when", "when"), ("where", "where"), ("speaker", "speaker")):
        yield from _span(story, row.get(field), kind)
    for side in ("actors", "recipients"):
        for actor in row.get(side, ()):
            yield from _span(story, actor, "actor")
    for person in row.get("participants", ()):
        for place in person["told"]:
            yield from _span(place["story_id"], place, "actor")
    if "claim_id" in row:
        yield (story, row["start"], row["end"], "claim")


def _span(story: str, value: object, kind: str) -> Iterator[tuple[str, int, int, str]]:
    if isinstance(value, Mapping) and value.get("text"):
        yield (story, value["start"], value["end"], kind)
