"""A row of named values (JSON Lines, CSV, Parquet) to a story."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from dateline.records import Declined, Story

from .inputs import Input
from .published import read_published, read_published_year

FIELDS = ("id", "text", "title", "published", "source", "url", "dateline")


def story_of_row(row: Mapping[str, object], entry: Input, *, line: int, medium: str) -> Story | Declined:
    """The story of a row; a Declined where `text` is missing or is not text. Fields we do not know are passed over.

    A `published` that cannot be read as a date or as a year (see `read_published`) counts as not given.
    """
    name = written(row.get("id"))
    text = row.get("text")
    if text is None:
        found = ", ".join(list(row)[:20]) or "none"
        words = f"there is no field 'text' (fields found: {found}); name the field that holds the story 'text'"
        return entry.decline("field", words, line=line, source_id=name)
    if not isinstance(text, str):
        words = f"'text' is of type {type(text).__name__}; give the story as one string"
        return entry.decline("field", words, line=line, source_id=name)
    return replace(
        entry.story(text, medium=medium, line=line, source_id=name),
        title=written(row.get("title")),
        published=read_published(row.get("published")),
        published_year=read_published_year(row.get("published")),
        published_basis="given",
        source=written(row.get("source")),
        url=written(row.get("url")),
        dateline=written(row.get("dateline")),
    )


def written(value: object) -> str | None:
    """A name or number as text; None for what is missing, empty or no single value."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(value)
    return (value.strip() or None) if isinstance(value, str) else None
