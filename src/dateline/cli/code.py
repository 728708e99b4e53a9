"""`dateline code`: files in, events out, and into a ledger."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any, BinaryIO

import click

from dateline import api
from dateline.export import atomic_file, columns_of, write_csv, write_jsonl, write_parquet
from dateline.records import CodedStory, Declined, Event, to_row

from .console import coded_only, console, terminal, watched
from .exits import DONE, REJECTED
from .options import reading_options, settings_of

FORMATS = ("table", "jsonl", "csv", "parquet")


@click.command("code")
@reading_options
@click.option(
    "-o", "--output", metavar="OUT", help="File to write, whole or not at all; its ending chooses the format."
)
@click.option("--format", "form", type=click.Choice(FORMATS), help="Default: table on a terminal, else jsonl.")
@click.option("--ledger", metavar="FILE", help="Ledger to append to; it is made if there is none.")
def command(output: str | None, form: str | None, ledger: str | None, **reading: Any) -> int:  # noqa: ANN401  (click's values)
    """Code stories and print or write their events.

    PATH is a file, a folder, a glob, or - for standard input; .txt .md .html .eml .jsonl .csv .parquet .xml .warc are
    read, and .gz and .zst of any.
    What cannot be read is named on standard error, the rest is coded, and the exit code is 1.
    """
    form = form or _form_of(output)
    if form == "parquet" and output is None and terminal():
        raise click.UsageError("parquet is not for a terminal: give -o OUT.parquet")
    rejected: list[Declined] = []
    coded = api.code_into(reading["paths"], settings_of(reading), Path(ledger) if ledger else None)
    stories = coded_only(watched(coded), rejected)
    try:
        with _opened(output) as stream:
            _write(_events(stories), form, stream)
    except BrokenPipeError:
        if ledger is None:
            raise
        for _ in stories:  # nobody reads on, but the ledger is to be whole
            pass
    return REJECTED if rejected else DONE


def _form_of(output: str | None) -> str:
    """The format for a file by its ending; a table for a terminal; JSON Lines for everything else."""
    if output is None:
        return "table" if terminal() else "jsonl"
    ending = Path(output).suffix.removeprefix(".").lower()
    return ending if ending in FORMATS else "jsonl"


def _opened(output: str | None) -> AbstractContextManager[BinaryIO]:
    return nullcontext(sys.stdout.buffer) if output is None or output == "-" else atomic_file(Path(output))


def _events(stories: Iterable[CodedStory]) -> Iterator[Event]:
    return (event for story in stories for event in story.events)


def _write(events: Iterable[Event], form: str, stream: BinaryIO) -> None:
    if form == "jsonl":
        write_jsonl(map(to_row, events), stream)
    elif form == "csv":
        write_csv(map(to_row, events), columns_of(Event), stream)
    elif form == "parquet":
        write_parquet(events, Event, stream)
    else:
        _draw(list(map(to_row, events)), stream)


def _draw(rows: list[dict[str, Any]], stream: BinaryIO) -> None:
    from .tables import events_table  # noqa: PLC0415  (rich: 0.1 s)

    drawn = console()
    if stream is sys.stdout.buffer:
        drawn.print(events_table(rows))
        return
    with drawn.capture() as capture:
        drawn.print(events_table(rows))
    stream.write(capture.get().encode("utf-8"))
