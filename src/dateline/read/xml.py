"""XML files: what they are is told by the root element. No entity is expanded, nothing is fetched."""

from __future__ import annotations

import html.entities
import re
from collections.abc import Callable, Iterator
from typing import Any

from lxml import etree

from dateline.records import Declined, Story

from . import feed, newsml, nitf
from .blocks import local_name
from .characters import clean
from .encodings import declared_encoding, decode
from .html import read_page
from .inputs import Input, RefusedError

_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_ENTITY_DECLARATION = re.compile(r"(?i)<!ENTITY\b")
_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);|#)([A-Za-z][A-Za-z0-9]{1,30};)?")
_READERS: dict[str, Callable[[Any, Input], Iterator[Story | Declined]]] = {
    "newsitem": newsml.read_items,
    "newsmessage": newsml.read_items,
    "packageitem": newsml.read_items,
    "newsml": newsml.read_items,
    "nitf": nitf.read_document,
    "rss": feed.read_entries,
    "feed": feed.read_entries,
    "rdf": feed.read_entries,
}


def read(entry: Input) -> Iterator[Story | Declined]:
    """The stories of NewsML-G2, NITF, RSS, Atom and XHTML files; any other root element is refused by its name."""
    data = entry.whole()
    text = decode(data, declared=declared_encoding(data))
    root = parse_xml(text, entry.limits.depth)
    name = local_name(root)
    if name == "html":
        yield read_page(text, entry.story("", medium="html"), depth=entry.limits.depth)
    elif name in _READERS:
        yield from _READERS[name](root, entry)
    else:
        words = f"the root element is <{name}>; give NewsML-G2, NITF, RSS, Atom or XHTML"
        raise RefusedError("xml", words)


def parse_xml(text: str, depth: int) -> Any:  # noqa: ANN401  (lxml has no types)
    """The root element. HTML's named characters are read as such; broken markup is read as far as it can be mended.

    RefusedError where the text declares entities (the means of "billion laughs"), is nested deeper than `depth`, or has
    no element at all.
    """
    if _ENTITY_DECLARATION.search(text):
        words = "the file declares entities of its own, which can be a bomb; have them written out and the declarations removed"
        raise RefusedError("entities", words)
    # Documents in UTF-8 whatever they say: `text` is decoded already.
    data = _ENTITY.sub(_character, clean(_DECLARATION.sub("", text, count=1))).encode("utf-8", "replace")
    parser = etree.XMLParser(
        encoding="utf-8", recover=True, resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.LxmlError as error:
        raise RefusedError("xml", f"this is no XML ({error}); check how it was saved") from error
    if root is None:
        raise RefusedError("xml", "there is no XML element in the file; check how it was saved")
    if _depth(root) > depth or any("depth" in fault.message for fault in parser.error_log):
        raise RefusedError("depth", f"elements are nested more than {depth} deep; raise Limits.depth (to 250 at most)")
    return root


def _character(match: re.Match[str]) -> str:
    """The character that an HTML entity stands for; an ampersand that begins no entity is itself."""
    name = match[1]
    return html.entities.html5.get(name, f"&amp;{name}") if name else "&amp;"


def _depth(root: Any) -> int:  # noqa: ANN401  (lxml has no types)
    deepest = level = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        level += 1 if event == "start" else -1
        deepest = max(deepest, level)
    return deepest
