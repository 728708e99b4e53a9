"""What the picture commands share: their options, and writing a picture in the form that the file's ending asks for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

import dateline
from dateline.query import Filters

from .advice import say_what_means_nothing
from .ask import filtered
from .options import date_option, existing_ledger, ledger_option
from .output import opened

if TYPE_CHECKING:
    from dateline.draw import Picture, PictureOptions
    from dateline.ledger import Ledger

FORMS = ("svg", "png", "html")
Decorated = Callable[..., Any]
Draw = Callable[["Ledger", Filters, "PictureOptions"], "Picture"]

_LOOKS = (
    click.option("--title", metavar="WORDS", help="Title instead of the one that the filters make."),
    click.option(
        "--theme",
        type=click.Choice(["light", "dark"]),
        default="light",
        show_default=True,
        help="Colours of svg and png; a page of html is light or dark as its reader's system is.",
    ),
    click.option(
        "--width",
        type=click.IntRange(320, 4000),
        default=960,
        show_default=True,
        metavar="PIXELS",
        help="Width; the height follows.",
    ),
    click.option(
        "--scale",
        type=click.FloatRange(0.25, 8),
        default=2,
        show_default=True,
        help="png: pixels of the file to a pixel of the width.",
    ),
    date_option("--on", "As it was on that day, by what was known then: --as-of and --known-on in one."),
)


def picture_options(known: frozenset[str], limit: str) -> Callable[[Decorated], Decorated]:
    """The options of a picture: ledger, output, looks, and the filters that are known. limit: what --limit limits."""

    def decorate(command: Decorated) -> Decorated:
        command = filtered(known - {"sort", "limit", "offset"})(command)
        limited = click.option("--limit", type=click.IntRange(1), metavar="N", help=limit)
        output = click.option(
            "-o",
            "--output",
            required=True,
            metavar="OUT",
            help="File to write, whole or not at all; - is standard output.",
        )
        form = click.option("--format", "form", type=click.Choice(FORMS), help="Default: by the ending of OUT.")
        for option in reversed((ledger_option, output, form, *_LOOKS, limited)):
            command = option(command)
        return command

    return decorate


def write_picture(given: dict[str, Any], draw: Draw) -> None:
    """Draw by the options given, and write; a page of html has the colours of the reader's system."""
    from dateline.draw import PictureOptions  # noqa: PLC0415  (0.1 s: only once the options are right)

    ledger, output, scale = given.pop("ledger"), given.pop("output"), given.pop("scale")
    form = form_of(given.pop("form"), output, FORMS)
    asked_theme: Literal["light", "dark"] = given.pop("theme")
    options = PictureOptions(
        title=given.pop("title"),
        theme="page" if form == "html" else asked_theme,
        width=given.pop("width"),
        limit=given.pop("limit"),
    )
    with dateline.Ledger.open(existing_ledger(ledger), read_only=True) as asked:
        filters = filters_of(given)
        say_what_means_nothing(asked, filters)
        picture = draw(asked, filters, options)
    content = (
        picture.png(scale) if form == "png" else (picture.html() if form == "html" else picture.svg).encode("utf-8")
    )
    with opened(output) as stream:
        stream.write(content)


def filters_of(given: dict[str, Any]) -> Filters:
    """The filters of the options; --on gives way to the days that it stands for."""
    on = given.pop("on", None)
    if on:
        given |= {name: given.get(name) or on for name in ("as_of", "known_on")}
    return Filters(**given)


def form_of(form: str | None, output: str, known: tuple[str, ...]) -> str:
    """The form asked for, else that of the file's ending; a usage error names the forms."""
    found = form or Path(output).suffix.removeprefix(".").lower()
    if found not in known:
        asked = " or ".join(f"FILE.{one}" for one in known)
        raise click.UsageError(
            f"{output}: what is to be written cannot be told; give -o {asked}, or --format {'|'.join(known)}"
        )
    return found
