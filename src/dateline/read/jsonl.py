"""JSON Lines, one story a line; and JSON files that hold one story or a list of them."""

from __future__ import annotations

import json
from collections.abc import Iterator

from dateline.records import Declined, Story

from .encodings import decode
from .fields import story_of_row
from .inputs import Input, over
from .lines import text_lines

_DECODER = json.JSONDecoder(strict=False)  # tabs inside strings are wrong, and common


def read(entry: Input) -> Iterator[Story | Declined]:
    """A story, or a Declined, for every line that is not blank."""
    if entry.medium == "json" and not _is_json_lines(entry):
        yield from _whole(entry)
        return
    for number, line in text_lines(entry):
        if line is None:
            words = f"the line is {over(entry.limits.story_bytes)}; write one story a line, or raise Limits.story_bytes"
            yield entry.decline("size", words, line=number)
        elif line.strip():
            yield _story_of_json(line, entry, number)


def _is_json_lines(entry: Input) -> bool:
    """Is the first line an object of its own?"""
    head = entry.stream.peek(1)  # type: ignore[attr-defined]  # Input.stream is buffered
    first, end, _ = decode(head).lstrip().partition("\n")
    return isinstance(_parse(first), dict) or (not end and first.startswith("{"))


def _whole(entry: Input) -> Iterator[Story | Declined]:
    value = _parse(decode(entry.whole()))
    rows = value if isinstance(value, list) else [value]
    for number, row in enumerate(rows, 1):
        yield _story_of_value(row, entry, number)


def _story_of_json(line: str, entry: Input, number: int) -> Story | Declined:
    value = _parse(line)
    if isinstance(value, ValueError):
        words = f"this is no JSON ({value}); write one object a line, as with jq -c"
        return entry.decline("json", words, line=number)
    return _story_of_value(value, entry, number)


def _story_of_value(value: object, entry: Input, number: int) -> Story | Declined:
    if isinstance(value, dict):
        return story_of_row(value, entry, line=number, medium="jsonl")
    if isinstance(value, ValueError):
        return entry.decline("json", f"this is no JSON ({value}); give JSON Lines, one story a line")
    words = f'this is a JSON {type(value).__name__}, not an object; write {{"id": ..., "text": ...}}'
    return entry.decline("json", words, line=number)


def _parse(text: str) -> object:
    """The value, or the ValueError that tells why there is none."""
    try:
        return _DECODER.decode(text)
    except ValueError as error:
        return error
    except RecursionError:
        return ValueError("nested too deep")
