"""A page of HTML around a picture, with its data as a table below."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import jinja2
from markupsafe import Markup

from .palette import load_palette
from .picture import Picture
from .svg import plain

TEMPLATES = Path(__file__).parent / "templates"
#: Rows of the table; how many more there are is said below it.
MOST = 2000


def page(picture: Picture) -> str:
    """The page: no script, nothing loaded, light or dark as the reader's system is."""
    columns = list(dict.fromkeys(name for row in picture.rows for name in row))
    cells = [[cell(row.get(name)) for name in columns] for row in picture.rows[:MOST]]
    return (
        environment()
        .get_template("picture.html")
        .render(
            picture=picture,
            bare=picture.theme == "page",
            css=load_palette().css(),
            columns=[name.replace("_", " ") for name in columns],
            cells=cells,
            more=len(picture.rows) - len(cells),
        )
    )


def cell(value: object) -> str:
    """A value as it stands in a table; nothing for None.

    >>> cell(["KOR", "PRK"]), cell(None), cell(1200)
    ('KOR, PRK', '', '1,200')
    """
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return ", ".join(map(cell, value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:,}" if isinstance(value, int) else str(value)


def _plain(value: object) -> object:
    """Text without what no page may hold; markup of our own as it is."""
    return plain(value) if isinstance(value, str) and not isinstance(value, Markup) else value


@cache
def environment() -> jinja2.Environment:
    """The templates of this room; all that is put into them is escaped."""
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES), autoescape=True, trim_blocks=True, lstrip_blocks=True,
        undefined=jinja2.StrictUndefined, finalize=_plain, keep_trailing_newline=True,
    )  # fmt: skip
