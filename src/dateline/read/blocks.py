"""A parsed page or XML body to its blocks: headings, paragraphs, list items, captions, in the order of the document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

# HTML Standard 4.3 sections, 4.4 grouping content, 4.9 tables, 4.10 forms; and NITF 3 (enriched text blocks).
_SECTIONS = frozenset(
    {"address", "article", "aside", "body", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "nav", "section"}
)
_GROUPS = frozenset(
    {"blockquote", "dd", "div", "dl", "dt", "figcaption", "figure", "hr", "li", "main", "ol", "p", "pre", "ul"}
)
_TABLES = frozenset({"caption", "table", "tbody", "td", "tfoot", "th", "thead", "tr"})
_FORMS = frozenset({"details", "fieldset", "form", "legend", "summary"})
_NITF = frozenset(
    {
        "block",
        "byline",
        "byttl",
        "dateline",
        "distributor",
        "hedline",
        "hl1",
        "hl2",
        "media",
        "media-caption",
        "media-producer",
        "tagline",
    }
)
_BLOCKS = _SECTIONS | _GROUPS | _TABLES | _FORMS | _NITF
_EMBEDDED = frozenset(
    {"audio", "canvas", "embed", "math", "media-metadata", "media-reference", "object", "svg", "video"}
)
_SKIPPED = _EMBEDDED | {
    "button",
    "head",
    "input",
    "noscript",
    "option",
    "script",
    "select",
    "style",
    "template",
    "textarea",
}
_FURNITURE_TAGS = frozenset({"nav", "aside", "footer"})
_FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:nav\w*|menu\w*|breadcrumbs?|crumbs?|social\w*|shar(?:e|ing)\w*|adverts?|advert\w+|ads?|promo\w*|newsletter"
    r"|subscribe|cookies?|comments?|sidebar|related|recommend\w*|tags?|toolbar|sponsor\w*|footer|foot|popular|trending)(?:$|[\s_-])",
    re.IGNORECASE,
)
_SPACES = re.compile(r"\s+")
_AROUND_BREAKS = re.compile(r"[ ]*\n[ ]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A stretch of text that a reader sees as a unit.

    tag: its element; parent: number of the element around that one; linked: characters of it inside links;
    furniture: it stands in an element that is, or is called, navigation, advertisement, footer or the like;
    times: the `datetime` values of `time` elements in it.
    """

    text: str
    tag: str
    parent: int
    linked: int = 0
    furniture: bool = False
    times: tuple[str, ...] = ()


class _Collector:
    """What is open at this point of the document, and the text since the last block began."""

    def __init__(self) -> None:
        self.furniture = 0
        self.links = 0
        self.preformatted = 0
        self._tags = [""]
        self._marks = [(False, False)]
        self._numbers = [0, 0]
        self._count = 0
        self._parts: list[str] = []
        self._linked = 0
        self._times: list[str] = []

    def open(self, tag: str, *, furniture: bool) -> None:
        self._count += 1
        self._tags.append(tag)
        self._numbers.append(self._count)
        self._marks.append((furniture, tag == "pre"))
        self.furniture += furniture
        self.preformatted += tag == "pre"

    def close(self) -> None:
        self._tags.pop()
        self._numbers.pop()
        furniture, preformatted = self._marks.pop()
        self.furniture -= furniture
        self.preformatted -= preformatted

    def time(self, value: str) -> None:
        self._times.append(value)

    def line_feed(self) -> Iterator[Block]:
        """A line feed; the second in a row ends the block."""
        if self._parts and self._parts[-1] == "\n":
            yield from self.flush()
        else:
            self._parts.append("\n")

    def text(self, text: str | None) -> None:
        if text and (self.preformatted or self._parts[-1:] != ["\n"] or not text.isspace()):
            self._parts.append(text if self.preformatted else _SPACES.sub(" ", text))
            if self.links:
                self._linked += len(text.strip())

    def flush(self) -> Iterator[Block]:
        """The block that ends here, if there is anything in it."""
        if not self._parts:
            return
        raw = "".join(self._parts)
        block = Block(
            text=raw.strip("\n").rstrip() if self.preformatted else _AROUND_BREAKS.sub("\n", raw).strip(),
            tag=self._tags[-1],
            parent=self._numbers[-2],
            linked=self._linked,
            furniture=self.furniture > 0,
            times=tuple(self._times),
        )
        self._parts, self._times, self._linked = [], [], 0
        if block.text.strip():
            yield block


def find_blocks(root: Any) -> list[Block]:  # noqa: ANN401  (lxml has no types)
    """The blocks of an element (HTML, XHTML, NITF; name spaces do not matter), in document order.

    White space is as a browser shows it: runs are one space, `br` is a line feed, two of them end a block, `pre` stays.
    """
    return list(_walk(root, _Collector()))


def text_of(blocks: list[Block]) -> str:
    """The blocks as text: one paragraph each, an empty line between two."""
    return "\n\n".join(block.text for block in blocks)


def _walk(root: Any, so_far: _Collector) -> Iterator[Block]:  # noqa: ANN401  (lxml has no types)
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        name = local_name(element)
        if name in _SKIPPED:
            if event == "start":
                walk.skip_subtree()
        elif event == "start":
            yield from _enter(element, name, so_far)
        else:
            yield from _leave(name, so_far)
        if event == "end" and element is not root:
            so_far.text(element.tail)
    yield from so_far.flush()


def _enter(element: Any, name: str, so_far: _Collector) -> Iterator[Block]:  # noqa: ANN401  (lxml has no types)
    if name in _BLOCKS:
        yield from so_far.flush()
        so_far.open(name, furniture=_is_furniture(element, name))
    elif name == "a":
        so_far.links += 1
    elif name == "br":
        yield from so_far.line_feed()
    elif name == "time" and element.get("datetime"):
        so_far.time(element.get("datetime"))
    so_far.text(element.text)


def _leave(name: str, so_far: _Collector) -> Iterator[Block]:
    if name in _BLOCKS:
        yield from so_far.flush()
        so_far.close()
    elif name == "a":
        so_far.links -= 1


def _is_furniture(element: Any, name: str) -> bool:  # noqa: ANN401  (lxml has no types)
    if name in _FURNITURE_TAGS or element.get("role") == "navigation":
        return True
    called = f"{element.get('class', '')} {element.get('id', '')}"
    # The headline is in no advertisement: what holds it is a page "with-sidebar" or the like.
    return _FURNITURE.search(called) is not None and element.find(".//h1") is None


def local_name(element: Any) -> str:  # noqa: ANN401  (lxml has no types)
    """The element's name in lower case, without its name space; empty for what is no element."""
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""
