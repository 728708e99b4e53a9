"""A web page to a story: what stands in it, from the headline to the last paragraph, and what its metadata say.

trafilatura finds the body and the metadata. It drops headline, byline and captions, and its text cannot tell paragraphs
from lines; so the text is made of the page's own blocks, and trafilatura only says which of them are the body.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import trafilatura
from lxml import etree
from lxml import html as lxml_html
from trafilatura.metadata import extract_metadata

from dateline.records import Declined, Story

from .blocks import find_blocks, text_of
from .encodings import declared_encoding, decode
from .inputs import Input
from .page import choose_blocks, key_of, same_words
from .page_date import find_page_date
from .plain import unix_lines
from .taming import tame

_MANY_ELEMENTS = 8000  # trafilatura takes quadratic time: 2 s for 9,000 nested elements; a long news page has 3,000
# What trafilatura and lxml were seen to raise on broken pages; the page is then read by its blocks alone.
_FAULTS = (ValueError, TypeError, AttributeError, LookupError, RecursionError, AssertionError, etree.LxmlError)
_TITLE_SEPARATOR = re.compile(r"\s[-–—|·:»/]{1,2}\s")
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class _Metadata:
    title: str | None = None
    author: str | None = None
    site: str | None = None
    url: str | None = None


def read(entry: Input) -> Iterator[Story | Declined]:
    """One story: the page; a file without a tag is plain text, whatever its name."""
    data = entry.whole()
    page = decode(data, declared=declared_encoding(data))
    if "<" not in page:
        yield entry.story(unix_lines(page), medium="plain")
        return
    yield read_page(page, entry.story("", medium="html"), depth=entry.limits.depth)


def read_page(page: str, story: Story, *, depth: int) -> Story:
    """The story with the page's text, title, date ("page"), author, site and address; a given `url` stays."""
    tree = parse_page(page, depth)
    if tree is None:
        return story
    blocks = find_blocks(tree)
    is_small = sum(1 for _ in tree.iter()) <= _MANY_ELEMENTS
    metadata = _find_metadata(tree) if is_small else _Metadata()
    body = _find_body(tree) if is_small else []
    page_title = _title_element(tree)
    chosen = choose_blocks(blocks, body, [title for title in (metadata.title, page_title) if title])
    title = chosen.headline
    published = find_page_date(tree, story.url or metadata.url, chosen.times)
    return replace(
        story,
        text=text_of(chosen.blocks),
        title=title,
        published=published,
        published_basis="page" if published else "",
        author=metadata.author,
        source=_site(metadata.site, page_title, title),
        url=story.url or metadata.url,
    )


def markup_text(markup: str, depth: int) -> str:
    """The text of a piece of HTML, all its blocks in order: for mail and feeds, which have no page around the story."""
    tree = parse_page(markup, depth)
    return "" if tree is None else text_of(find_blocks(tree))


def parse_page(page: str, depth: int) -> Any | None:  # noqa: ANN401  (lxml has no types)
    """The parsed page, or None where there is no element in it; no script, nothing fetched, no deeper than `depth`."""
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    data = tame(page, depth).replace("\0", " ").encode("utf-8", "replace")
    try:
        return lxml_html.document_fromstring(data, parser=parser)
    except etree.LxmlError:
        return None


def _find_metadata(tree: Any) -> _Metadata:  # noqa: ANN401  (lxml has no types)
    try:
        found = extract_metadata(tree, date_config={"extensive_search": False, "original_date": True})
    except _FAULTS:
        return _Metadata()
    return _Metadata(title=found.title, author=found.author, site=found.sitename, url=found.url)


def _find_body(tree: Any) -> list[str]:  # noqa: ANN401  (lxml has no types)
    """The paragraphs that trafilatura takes for the body."""
    try:
        found = trafilatura.bare_extraction(tree, include_comments=False, include_tables=True, with_metadata=False)
    except _FAULTS:
        return []
    text = getattr(found, "text", None)  # a Document, or None; never a dict, which only as_dict gives
    return text.splitlines() if text else []


def _title_element(tree: Any) -> str | None:  # noqa: ANN401  (lxml has no types)
    title = tree.find(".//title")
    return (" ".join(title.text_content().split()) or None) if title is not None else None


def _site(site: str | None, page_title: str | None, headline: str | None) -> str | None:
    """The site's name: from metadata, else what `<title>` has behind (or before) the headline."""
    if site or not page_title or not headline or same_words(page_title, headline):
        return site
    key = key_of(headline)
    for separator in _TITLE_SEPARATOR.finditer(page_title):
        front, back = page_title[: separator.start()], page_title[separator.end() :]
        if key_of(front) == key and len(back) <= _LONGEST_NAME:
            return back
        if key_of(back) == key and len(front) <= _LONGEST_NAME:
            return front
    return None
