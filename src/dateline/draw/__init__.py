"""Pictures of a ledger: a timeline, a network, a map, and a report that holds them.

Takes: an open ledger, Filters, PictureOptions.
Gives: a Picture (SVG, PNG, HTML, its words and the data drawn); for a report one page of HTML.
Drops: nothing silently: what has no day, no place or no room is counted in the caption.
Reads: the ledger by aggregating queries; palette.yaml, the font and the outlines in data/.
Never: writes, runs a script, loads anything from outside, or draws a day more exactly than it is told.
"""

from typing import TYPE_CHECKING

from dateline.later import later

if TYPE_CHECKING:
    from .map import map_
    from .network import network
    from .picture import THEMES, Picture, PictureOptions
    from .report import report
    from .timeline import timeline

__all__ = ["THEMES", "Picture", "PictureOptions", "css", "map_", "network", "report", "timeline"]

__getattr__ = later(
    __name__,
    {
        "map": "map_",
        "network": "network",
        "picture": "THEMES Picture PictureOptions",
        "report": "report",
        "timeline": "timeline",
    },
)


def css() -> str:
    """The custom properties that pictures of the theme "page" take their colours from: light, dark where the reader's system is."""
    from .palette import load_palette  # noqa: PLC0415  (only who asks for it)

    return load_palette().css()
