"""HTML made safe to parse: no scripts, few attributes a tag, bounded depth. Linear in the length of the page.

libxml2 takes quadratic time over the attributes of one tag (300,000 of them: minutes) and stops reading at 256 nested
elements. Whatever stands in the page, what leaves here has neither.
"""

from __future__ import annotations

import html
import re
from itertools import islice

_TOKEN = re.compile(
    r"""
      <!--.*?(?:-->|\Z)
    | <(?P<raw>script|style|iframe|noembed|noframes|xmp)\b(?P<opening>[^>]*+)>?(?P<content>.*?)(?:</(?P=raw)\b[^>]*+>?|\Z)
    | <[!?][^>]*+>?
    | <(?P<end>/?)(?P<name>[a-z][a-z0-9:-]{0,30}+)
      (?P<attributes>(?:[\s/]++|[^\s=>/]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>]*+))?+|=)*+)>?
    """,
    re.IGNORECASE | re.DOTALL | re.VERBOSE,
)
_ATTRIBUTE = re.compile(r"""([^\s=>/"']++)\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s>]*+))|[^\s=>/]++""")
_KEPT = re.compile(
    "class|id|role|rel|name|property|content|itemprop|datetime|href|type|lang|pubdate|charset", re.IGNORECASE
)
_GAP = "<br><br>"
_MOST_ATTRIBUTES = 40
_LONGEST_VALUE = 2000
_LONGEST_DATA = 200_000  # characters of JSON-LD
# HTML Standard 13.1.2: elements without an end tag.
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)
# Elements that may stay open: a page without </p> is not deep. A table is three levels, a list two.
_LEVELS = {
    "p": 0,
    "li": 0,
    "dt": 0,
    "dd": 0,
    "tr": 0,
    "td": 0,
    "th": 0,
    "option": 0,
    "table": 3,
    "ul": 2,
    "ol": 2,
    "dl": 2,
}
# HTML Standard 4.5 (text-level semantics): where one of these is left out, no paragraph ends.
_MARKED = frozenset(
    {"a", "abbr", "cite", "code", "em", "kbd", "label", "mark", "q", "small", "span", "strong", "sub", "sup", "time"}
)
_INLINE = _MARKED | {"b", "bdi", "bdo", "big", "center", "font", "i", "ins", "s", "tt", "u"}


def tame(page: str, depth: int) -> str:
    """The page with the tags and attributes that reading it needs, nested no deeper than `depth`.

    Elements below that depth lose their tags; their text stays, in paragraphs of its own where they were blocks.
    """
    return _TOKEN.sub(_Tamer(depth).tame, page)


class _Tamer:
    """Counts open elements from tag to tag."""

    def __init__(self, depth: int) -> None:
        self._depth = depth
        self._open = 0
        self._gap_ends = -1

    def tame(self, token: re.Match[str]) -> str:
        if token["raw"]:
            is_data = token["raw"].lower() == "script" and "ld+json" in token["opening"].lower()
            data = token["content"][:_LONGEST_DATA].replace("<", "\\u003c")
            return f'<script type="application/ld+json">{data}</script>' if is_data else " "
        if not token["name"]:
            return ""
        name = token["name"].lower()
        written = self._end(name) if token["end"] else self._start(name, token["attributes"])
        return self._one_gap(token) if written == _GAP else written

    def _one_gap(self, token: re.Match[str]) -> str:
        """A gap, if none stands right before."""
        again = token.start() == self._gap_ends
        self._gap_ends = token.end()
        return "" if again else _GAP

    def _start(self, name: str, attributes: str) -> str:
        if name in _VOID:
            return f"<{name}{_few(attributes)}>"
        self._open += _LEVELS.get(name, 1)
        if self._open > self._depth:
            return _gap(name)
        return f"<{name}{_few(attributes)}>"

    def _end(self, name: str) -> str:
        too_deep = self._open > self._depth
        self._open = max(0, self._open - _LEVELS.get(name, 1))
        return _gap(name) if too_deep else f"</{name}>"


def _gap(name: str) -> str:
    return "" if name in _INLINE else _GAP


def _few(attributes: str) -> str:
    """The attributes that reading needs, written out in full."""
    if not attributes or attributes.isspace():
        return ""
    found = islice(_ATTRIBUTE.finditer(attributes), _MOST_ATTRIBUTES)
    return "".join(_attribute(match) for match in found if match[1] and _KEPT.fullmatch(match[1]))


def _attribute(match: re.Match[str]) -> str:
    value = html.unescape(match[2] or match[3] or match[4] or "")[:_LONGEST_VALUE]
    return f' {match[1].lower()}="{html.escape(value)}"'
