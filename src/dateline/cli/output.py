"""Where rows go: standard output or a file, in one of four formats."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from dateline import export

from .console import console, terminal

if TYPE_CHECKING:
    from rich.console import RenderableType

    from dateline.ledger import Answer
    from dateline.records import Row

FORMATS = ("table", "jsonl", "csv", "parquet")
Draw = Callable[[Iterable["Row"]], "RenderableType"]

output_option = click.option(
    "-o", "--output", metavar="OUT", help="File to write, whole or not at all; its ending chooses the format."
)
format_option = click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    help="Default: by the ending of OUT; table on a terminal, else jsonl.",
)


def form_of(form: str | None, output: str | None) -> str:
    """The format asked for, else that of the file's ending, else a table for a terminal and JSON Lines for a pipe."""
    if form is None:
        form = _ending(output) if output is not None else "table" if terminal() else "jsonl"
    if form == "parquet" and output is None and terminal():
        raise click.UsageError("parquet is not for a terminal: give -o OUT.parquet")
    return form


def _ending(output: str) -> str:
    ending = Path(output).suffix.removeprefix(".").lower()
    return ending if ending in FORMATS else "jsonl"


def opened(output: str | None) -> AbstractContextManager[BinaryIO]:
    """Standard output for None and "-", else a file that appears whole or not at all."""
    return nullcontext(sys.stdout.buffer) if output is None or output == "-" else export.atomic_file(Path(output))


def write_answer(answer: Answer, form: str, output: str | None, draw: Draw) -> None:
    """Write the rows of a query."""
    with opened(output) as stream:
        if form == "jsonl":
            export.write_jsonl(answer, stream)
        elif form == "csv":
            export.write_flat_csv(answer, answer.columns, stream)
        elif form == "parquet":
            export.write_table(answer.arrow(), stream)
        else:
            write_drawn(draw(answer), stream)


def write_drawn(drawn: Any, stream: BinaryIO) -> None:  # noqa: ANN401  (whatever rich can draw)
    """Draw on standard output, or as plain text into a file."""
    screen = console()
    if stream is sys.stdout.buffer:
        screen.print(drawn)
        return
    with screen.capture() as capture:
        screen.print(drawn)
    stream.write(click.unstyle(capture.get()).encode("utf-8"))
