"""NewsML-G2 (and NewsML 1): every item with text is a story."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from dateline.records import Declined, Story

from . import nitf
from .blocks import find_blocks, local_name, text_of
from .elements import attribute, elements, first, text_in, wire_text
from .inputs import Input
from .plain import unix_lines
from .published import read_published

_DATES = ("versioncreated", "contentmodified", "contentcreated", "thisrevisioncreated", "firstcreated", "sent")


def read_items(root: Any, entry: Input) -> Iterator[Story | Declined]:  # noqa: ANN401  (lxml has no types)
    """A story for every news item; a Declined for one without text, such as a picture.

    An item alone in its file is named by the file, several by their `guid`. `versionCreated` is the publication date.
    """
    items = [item for item in elements(root, "newsitem", "packageitem") if not _holds_items(item)]
    for number, item in enumerate(items, 1):
        alone = len(items) == 1
        name = None if alone else attribute(item, "guid") or text_in(first(item, "newsidentifier"))
        line = None if alone else number
        text = _body(item)
        if text is None:
            yield entry.decline(
                "kind", "this news item has no text in it (a picture, a package)", line=line, source_id=name
            )
        else:
            yield _story(item, text, entry.story("", medium="newsml", line=line, source_id=name))


def _holds_items(item: Any) -> bool:  # noqa: ANN401  (lxml has no types)
    return any(other is not item for other in elements(item, "newsitem"))


def _story(item: Any, body: str, story: Story) -> Story:  # noqa: ANN401  (lxml has no types)
    meta = first(item, "contentmeta", "newslines")
    around = item if meta is None else meta
    headline = text_in(first(around, "headline"))
    byline = text_in(first(around, "by", "byline"))
    dateline = text_in(first(around, "dateline"))
    note = text_in(first(item, "ednote"))
    slug = text_in(first(around, "slugline"))
    return replace(
        story,
        text=wire_text([slug, headline, note, byline], dateline, body),
        title=headline,
        published=_date(item),
        published_basis="given",
        dateline=dateline,
        author=byline,
        source=text_in(first(item, "creditline")) or _provider(item),
    )


def _body(item: Any) -> str | None:  # noqa: ANN401  (lxml has no types)
    content = first(item, "inlinexml", "inlinedata", "datacontent")
    if content is None:
        return None
    if len(content):
        inner = content[0]
        return nitf.body_text(inner) if local_name(inner) == "nitf" else text_of(find_blocks(inner))
    return unix_lines(content.text or "").strip("\n") or None


def _date(item: Any) -> Any:  # noqa: ANN401  (lxml has no types)
    moments = (read_published(text_in(found)) for name in _DATES for found in elements(item, name))
    return next((moment for moment in moments if moment is not None), None)


def _provider(item: Any) -> str | None:  # noqa: ANN401  (lxml has no types)
    provider = first(item, "provider")
    if provider is None:
        return None
    return text_in(first(provider, "name")) or attribute(provider, "literal", "qcode")
