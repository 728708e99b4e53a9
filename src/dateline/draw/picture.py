"""What a drawing gives: the picture in every form, its words, and the data drawn."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from dateline.errors import UsageError
from dateline.records.rows import Row

from .measure import FONTS
from .palette import load_palette

Theme = Literal["light", "dark", "page"]
THEMES = ("light", "dark", "page")
#: Pixels: narrower than a phone nothing can be read, wider no screen and no page is.
NARROWEST, WIDEST = 320, 4000
_COLOUR = re.compile(r'="var\(--pic-([a-z]+)\)"')


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureOptions:
    """How a picture is to look.

    title: instead of the one that the filters make. width: pixels, 320 to 4000; the height follows. limit: lanes, actors or places
    at most; what is left out is said. link: the address of a row by kind ("event", "process", "actor", "dyad", "place", "issue",
    "person") and id or words; marks become links.
    theme: "light", "dark", or "page" for a drawing within a web page: no colours but the custom properties that
    `dateline.draw.css()` defines (--pic-paper, --pic-ink, --pic-muted, --pic-grid, --pic-band; --pic-contact, --pic-accord,
    --pic-help, --pic-dispute, --pic-force; --pic-ahead, --pic-running, --pic-troubled, --pic-back, --pic-over; --pic-land,
    --pic-border, --pic-sea), the font of the page, no ground, and neither title nor caption: the page has them from
    `Picture.title`, `.subtitle`, `.caption`.
    Raises UsageError for an unknown theme or an impossible width or limit.
    """

    title: str | None = None
    theme: Theme = "light"
    width: int = 960
    link: Callable[[str, str], str] | None = None
    limit: int | None = None

    def __post_init__(self) -> None:
        if self.theme not in THEMES:
            raise UsageError(f"there is no theme {self.theme!r}; themes: {', '.join(THEMES)}")
        if not NARROWEST <= self.width <= WIDEST:
            raise UsageError(f"a picture is {NARROWEST} to {WIDEST} pixels wide, not {self.width}")
        if self.limit is not None and self.limit < 1:
            raise UsageError(f"limit is {self.limit}: give 1 or more")

    def url(self, kind: str, name: str) -> str | None:
        """The address of a row, None without links."""
        return self.link(kind, name) if self.link else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """One picture. title, subtitle, caption: its words; description: for those who cannot see it; rows: the data drawn.

    drawing: SVG with custom properties for colours; `.svg`, `.png()` and `.html()` put those of the theme in their place.
    """

    title: str
    subtitle: str
    caption: str
    description: str
    rows: list[Row]
    theme: Theme
    drawing: str = field(repr=False)

    @property
    def svg(self) -> str:
        """The picture as SVG, complete in itself."""
        return self.drawing if self.theme == "page" else _coloured(self.drawing, self.theme)

    def png(self, scale: float = 2) -> bytes:
        """The picture as PNG; scale: pixels of it a pixel of the drawing. The same bytes everywhere: the font ships with us."""
        import resvg_py  # noqa: PLC0415  (only for this form)

        if not 0 < scale <= 8:  # noqa: PLR2004  (8 x 4000 pixels is as much as memory should hold)
            raise UsageError(f"scale is {scale}: give a number above 0, 8 at most")
        flat = _coloured(self.drawing, "light" if self.theme == "page" else self.theme)
        return bytes(
            resvg_py.svg_to_bytes(
                svg_string=flat,
                zoom=scale,
                skip_system_fonts=True,
                font_files=[str(path) for path in FONTS],
                font_family="Inter",
                sans_serif_family="Inter",
            )
        )

    def html(self) -> str:
        """A page of its own: the picture, light or dark as the reader's system is, and a table of the data under it."""
        from .page import page  # noqa: PLC0415  (jinja2, only for this form)

        return page(self)

    def _repr_html_(self) -> str:
        return self.svg

    def _repr_svg_(self) -> str:
        return self.svg


def _coloured(drawing: str, theme: str) -> str:
    colours = load_palette().colours
    return _COLOUR.sub(lambda found: f'="{colours[found[1]][theme]}"', drawing)
