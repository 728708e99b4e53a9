"""Words in a drawing: as wide as they were measured, whatever font the reader's browser has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .measure import width
from .svg import colour, tag, words

Side = Literal["start", "middle", "end"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How words look. ink: a colour of the palette; anchor: which end of them the point is; rim: the ground, to keep lines off."""

    size: float
    ink: str = "ink"
    bold: bool = False
    anchor: Side = "start"
    rim: str | None = None


def lettered(text: str, x: float, y: float, style: Style) -> str:
    """A line of words at a point of the base line; "" for no words."""
    if not text:
        return ""
    return tag(
        "text",
        words(text),
        x=x,
        y=y,
        font_size=style.size,
        font_weight="600" if style.bold else None,
        text_anchor=style.anchor if style.anchor != "start" else None,
        fill=colour(style.ink),
        stroke=colour(style.rim) if style.rim else None,
        stroke_width=3 if style.rim else None,
        stroke_linejoin="round" if style.rim else None,
        paint_order="stroke" if style.rim else None,
        textLength=width(text, style.size, bold=style.bold),
        lengthAdjust="spacingAndGlyphs",
    )
