"""Stage records: what each room made of a text, as `inspect` prints it. Every row has source_id, start, end, text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from dateline.records import to_row

if TYPE_CHECKING:
    from dateline.records import CodedStory, Row

#: Fields of the records that only the program needs; `to_row` would print them.
_INNER = ("head", "sentence")


def stage_rows(stories: Iterable[CodedStory], stage: str) -> Iterator[Row]:
    """Rows of one stage for each story in turn, in the order of the text."""
    rows_of = STAGES[stage]
    for story in stories:
        source_id = story.resolved.parsed.split.story.source_id
        for row in rows_of(story):
            yield _first(source_id, row)


def _first(source_id: str, row: Row) -> Row:
    """The row with the four fields that all stages share in front."""
    rest = {key: value for key, value in row.items() if key not in {"source_id", "start", "end", "text", *_INNER}}
    return {"source_id": source_id, "start": row["start"], "end": row["end"], "text": row["text"], **rest}


def _rows(records: Iterable[object]) -> Iterator[Row]:
    return map(to_row, records)


def _parts(story: CodedStory) -> Iterator[Row]:
    return _rows(story.resolved.parsed.split.parts)


def _sentences(story: CodedStory) -> Iterator[Row]:
    return _rows(story.resolved.parsed.split.sentences)


def _dates(story: CodedStory) -> Iterator[Row]:
    return _rows(story.resolved.dates)


def _actors(story: CodedStory) -> Iterator[Row]:
    return _rows(story.resolved.actors)


def _places(story: CodedStory) -> Iterator[Row]:
    return _rows(story.resolved.places)


def _processes(story: CodedStory) -> Iterator[Row]:
    for mention in story.processes:
        trigger: dict[str, Any] = to_row(mention.trigger)
        yield {**to_row(mention), **trigger}


def _offices(story: CodedStory) -> Iterator[Row]:
    return _rows(story.resolved.tenures)


def _claims(story: CodedStory) -> Iterator[Row]:
    return _rows(story.claims)


def _events(story: CodedStory) -> Iterator[Row]:
    for event in story.events:
        trigger: dict[str, Any] = to_row(event.trigger)
        yield {**to_row(event), **trigger}


STAGES: dict[str, Callable[[CodedStory], Iterator[Row]]] = {
    "parts": _parts,
    "sentences": _sentences,
    "dates": _dates,
    "actors": _actors,
    "places": _places,
    "claims": _claims,
    "processes": _processes,
    "offices": _offices,
    "events": _events,
}
