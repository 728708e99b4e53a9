"""SVG as text: elements, escaped words, numbers to a hundredth of a pixel. Nothing here knows what is drawn."""

from __future__ import annotations

import re
from functools import cache
from xml.sax.saxutils import escape

#: Characters that XML 1.0 forbids.
_FORBIDDEN = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
#: Characters that turn the direction of what follows: one in a headline must not turn the rest of the picture.
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
#: Characters of text that may not stand in markup as they are.
_ODD = re.compile("[^ !#$%(-;=?-~\u00a0-\u2029\u202f-\u2065\u206a-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
Value = str | float | None


def tag(name: str, *children: str, **attributes: Value) -> str:
    """An element; children are markup already, attributes are escaped, None leaves one out, "_" stands for "-".

    >>> tag("circle", cx=1, cy=2.5, r=3, fill="red", stroke_width=None)
    '<circle cx="1" cy="2.5" r="3" fill="red"/>'
    """
    told = "".join([f' {_name(key)}="{_value(value)}"' for key, value in attributes.items() if value is not None])
    inner = "".join(children)
    return f"<{name}{told}>{inner}</{name}>" if inner else f"<{name}{told}/>"


@cache
def _name(key: str) -> str:
    """The name of an attribute; there are as many as this room writes."""
    return key.rstrip("_").replace("_", "-")


def words(text: str) -> str:
    """Text as it may stand in an element or attribute: markup escaped, what XML forbids replaced, line breaks as blanks.

    >>> words('a < "b" & c')
    'a &lt; &quot;b&quot; &amp; c'
    """
    return escape(plain(text), {'"': "&quot;", "'": "&#39;"}) if _ODD.search(text) else text


def plain(text: str) -> str:
    """Text in one line, without marks that turn the direction of what follows; what XML forbids is replaced."""
    kept = _TURNING.sub("", _FORBIDDEN.sub("\ufffd", text))
    return kept.replace("\n", " ").replace("\r", " ").replace("\t", " ")


def number(value: float) -> str:
    """A number to two places without needless zeros.

    >>> number(3.0), number(2.504), number(-0.001)
    ('3', '2.5', '0')
    """
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def colour(name: str) -> str:
    """A colour of the palette as it stands in the drawing; `Picture` puts the theme's colour in its place.

    >>> colour("ink")
    'var(--pic-ink)'
    """
    return f"var(--pic-{name})"


def path_of(points: list[tuple[float, float]], *, closed: bool = False) -> str:
    """The data of a path through points."""
    body = "L".join(f"{number(x)} {number(y)}" for x, y in points)
    return f"M{body}Z" if closed else f"M{body}"


def linked(markup: str, url: str | None) -> str:
    """The markup, as a link where there is an address."""
    return tag("a", markup, href=url) if url else markup


def _value(value: str | float) -> str:
    return words(value) if isinstance(value, str) else number(value)
