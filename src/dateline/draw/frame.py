"""What stands around every picture: title, subtitle, legend, caption and source, and the words for those who cannot see it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from dateline.records.rows import Row

from .lettering import Style, lettered
from .marks import LegendItem, legend
from .measure import wrapped
from .picture import Picture, PictureOptions
from .svg import colour, number, tag, words

#: Pixels around the picture, and sizes of type.
MARGIN = 24.0
TITLE, SUBTITLE, SMALL = 22.0, 13.0, 11.0
#: Lines are broken a little early: in a browser without our font its own may be a little wider.
_SLACK = 0.94
FONT = "Inter, 'Helvetica Neue', Helvetica, 'Segoe UI', Roboto, Arial, 'Liberation Sans', sans-serif"


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A drawn body with its words. body: markup of `height` pixels, its left edge at 0; notes: sentences of the caption."""

    title: str
    subtitle: str
    body: str
    height: float
    items: list[LegendItem]
    notes: list[str]
    source: str
    description: str
    rows: list[Row]


def inner_width(options: PictureOptions) -> float:
    """Pixels between the margins."""
    return options.width - 2 * margin(options)


def margin(options: PictureOptions) -> float:
    """Pixels beside the body: none within a page, which has its own."""
    return 0.0 if options.theme == "page" else MARGIN


def framed(frame: Frame, options: PictureOptions) -> Picture:
    """The picture: title, subtitle, legend, body, caption and source from top to bottom; a page brings its own words."""
    title = options.title or frame.title
    room, edge = inner_width(options), margin(options)
    top, parts = edge, []
    bare = options.theme == "page"
    if not bare:
        for text, size, ink, bold in ((title, TITLE, "ink", True), (frame.subtitle, SUBTITLE, "muted", False)):
            drawn, top = _lines(text, (size, room), top, ink=ink, bold=bold)
            parts.append(drawn)
        top += 8
    signs, taken = legend(frame.items, room)
    if signs:
        parts.append(_moved(signs, top))
        top += taken + 8
    parts.append(_moved(frame.body, top))
    top += frame.height
    caption = " ".join(frame.notes)
    if not bare:
        top += 12
        parts.append(tag("path", d=f"M0 {number(top)}H{number(room)}", stroke=colour("grid")))
        top += 6
        for text in (caption, frame.source):
            drawn, top = _lines(text, (SMALL, room), top, ink="muted", bold=False)
            parts.append(drawn)
    height = top + edge
    return Picture(
        title=title,
        subtitle=frame.subtitle,
        caption=f"{caption} {frame.source}".strip(),
        description=frame.description,
        rows=frame.rows,
        theme=options.theme,
        drawing=_document("".join(parts), (title, frame.description), height, options),
    )


def empty(title: str, subtitle: str, source: str, options: PictureOptions) -> Picture:
    """A picture that says that nothing fits the filters."""
    said = "Nothing in the ledger fits these filters."
    room = inner_width(options)
    band = tag("rect", x=0, y=0, width=room, height=120, fill=colour("band"), rx=4)
    text = lettered(said, room / 2, 64, Style(size=14, ink="muted", anchor="middle"))
    return framed(
        Frame(
            title=title, subtitle=subtitle, body=band + text, height=120, items=[], notes=[said], source=source,
            description=said, rows=[],
        ),
        options,
    )  # fmt: skip


def _lines(text: str, fit: tuple[float, float], top: float, *, ink: str, bold: bool) -> tuple[str, float]:
    """Lines of text from `top` down, and where they end. fit: size of type and room."""
    size, room = fit
    drawn = []
    for line in wrapped(text, size, room * _SLACK, bold=bold):
        top += size * 1.1
        drawn.append(
            tag("text", words(line), x=0, y=top, font_size=size, font_weight="600" if bold else None, fill=colour(ink))
        )
        top += size * 0.35
    return "".join(drawn), top


def _moved(markup: str, down: float) -> str:
    return tag("g", markup, transform=f"translate(0 {number(down)})")


def _document(body: str, said: tuple[str, str], height: float, options: PictureOptions) -> str:
    """The SVG element. With links it is a group for screen readers: an image has nothing in it to go to."""
    title, description = said
    # Ids that no other picture on the same page has; no matter of safety.
    name = f"pic-{hashlib.sha256(body.encode()).hexdigest()[:8]}"
    ground = "" if options.theme == "page" else tag("rect", width="100%", height="100%", fill=colour("paper"))
    edge = margin(options)
    return (
        tag(
            "svg",
            tag("title", words(title), id=f"{name}-t"),
            tag("desc", words(description), id=f"{name}-d"),
            ground,
            tag("g", body, transform=f"translate({number(edge)} 0)") if edge else body,
            xmlns="http://www.w3.org/2000/svg",
            viewBox=f"0 0 {options.width} {number(height)}",
            width=options.width,
            height=height,
            role="group" if options.link else "img",
            aria_labelledby=f"{name}-t {name}-d",
            font_family=None if options.theme == "page" else FONT,
        )
        + "\n"
    )
