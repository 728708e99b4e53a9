"""NITF: one document, one story."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from dateline.records import Declined, Story

from .blocks import find_blocks, text_of
from .elements import attribute, elements, first, text_in, wire_text
from .inputs import Input
from .published import read_published

_LEAD = "lead_paragraph"  # the New York Times Annotated Corpus gives the first paragraph twice


def read_document(root: Any, entry: Input) -> Iterator[Story | Declined]:  # noqa: ANN401  (lxml has no types)
    """The story: headline, note, byline, dateline and body; `date.issue` (else `pubdata`) is the publication date."""
    headline = text_in(first(root, "hl1", "hedline", "title"))
    byline = text_in(first(root, "byline"))
    dateline = text_in(first(root, "dateline"))
    note = attribute(first(root, "ed-msg"), "info")
    publication = first(root, "pubdata")
    yield replace(
        entry.story(wire_text([headline, note, byline], dateline, body_text(root)), medium="nitf"),
        title=headline,
        published=_date(root),
        published_basis="given",
        dateline=dateline,
        author=byline,
        source=attribute(publication, "name") or text_in(first(root, "distributor", "creditline", "doc.copyright")),
        url=attribute(publication, "ex-ref"),
    )


def body_text(root: Any) -> str:  # noqa: ANN401  (lxml has no types)
    """The paragraphs of `body.content` (or of the whole body), captions on lines of their own."""
    blocks = list(elements(root, "block"))
    if len(blocks) > 1:
        for block in blocks:
            if block.get("class") == _LEAD and block.getparent() is not None:
                block.getparent().remove(block)
    content = first(root, "body.content", "body")
    end = first(root, "body.end")
    parts = [text_of(find_blocks(part)) for part in (root if content is None else content, end) if part is not None]
    return "\n\n".join(part for part in parts if part)


def _date(root: Any) -> Any:  # noqa: ANN401  (lxml has no types)
    written = (
        attribute(first(root, "date.issue"), "norm"),
        attribute(first(root, "pubdata"), "date.publication"),
        text_in(first(root, "date.issue")),
        attribute(first(root, "date.release"), "norm"),
    )
    return next((moment for moment in map(read_published, written) if moment is not None), None)
