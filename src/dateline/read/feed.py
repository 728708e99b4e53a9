"""RSS and Atom: every entry is a story."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import feedparser
from lxml import etree

from dateline.records import Declined, Story

from .elements import wire_text
from .fields import written
from .html import markup_text
from .inputs import Input
from .published import read_published


def read_entries(root: Any, entry: Input) -> Iterator[Story | Declined]:  # noqa: ANN401  (lxml has no types)
    """A story for every entry: its title, then its content, else its summary. The entry's id (else its link) names it."""
    # Written out again, so that the feed is well-formed and feedparser never falls back on its guessing parser. As a
    # stream: a string could be taken for an address and fetched.
    stream = io.BytesIO(etree.tostring(root, encoding="utf-8"))
    parsed = feedparser.parse(stream, sanitize_html=False, resolve_relative_uris=False)
    outlet = written(parsed.feed.get("title"))
    for number, item in enumerate(parsed.entries, 1):
        link = written(item.get("link"))
        story = entry.story("", medium="feed", line=number, source_id=written(item.get("id")) or link)
        yield _story(item, replace(story, source=outlet, url=link), entry.limits.depth)


def _story(item: Any, story: Story, depth: int) -> Story:  # noqa: ANN401  (feedparser has no types)
    title = markup_text(written(item.get("title")) or "", depth) or None
    published = read_published(item.get("published") or item.get("updated"))
    return replace(
        story,
        text=wire_text([title], None, _content(item, depth)).strip(),
        title=title,
        published=published,
        published_basis="given",
        author=written(item.get("author")),
        source=written(item.get("source", {}).get("title")) or story.source,
    )


def _content(item: Any, depth: int) -> str:  # noqa: ANN401  (feedparser has no types)
    """The longest of the entry's contents and its summary, as text."""
    parts = [*item.get("content", ()), item.get("summary_detail", {})]
    texts = (_text(part, depth) for part in parts)
    return max(texts, key=len, default="")


def _text(part: Any, depth: int) -> str:  # noqa: ANN401  (feedparser has no types)
    value = part.get("value") or ""
    return value.strip() if part.get("type") == "text/plain" else markup_text(value, depth)
