"""`dateline code`: files in, events out, and into a ledger."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from dateline.export import columns_of, write_csv, write_jsonl, write_parquet
from dateline.records import to_row

from .console import coded_only, watched
from .exits import DONE, REJECTED
from .knowledge import codebook_option, model_option
from .options import reading_options, settings_of
from .output import form_of, format_option, opened, output_option, write_drawn

if TYPE_CHECKING:
    from dateline.records import Declined, Event


@click.command("code")
@reading_options
@output_option
@format_option
@click.option("--ledger", metavar="FILE", help="Ledger to append to; it is made if there is none.")
@model_option
@codebook_option
def command(output: str | None, form: str | None, ledger: str | None, **reading: Any) -> int:  # noqa: ANN401  (click's values)
    """Code stories and print or write their events.

    PATH is a file, a folder, a glob, or - for standard input; .txt .md .html .eml .jsonl .csv .parquet .xml .warc are
    read, and .gz and .zst of any.
    What cannot be read is named on standard error, the rest is coded, and the exit code is 1.
    """
    from dateline import api  # noqa: PLC0415  (0.1 s: not for --help)

    form = form_of(form, output)
    rejected: list[Declined] = []
    coded = api.code_into(reading["paths"], settings_of(reading), Path(ledger) if ledger else None)
    stories = coded_only(watched(coded), rejected)
    try:
        with opened(output) as stream:
            _write((event for story in stories for event in story.events), form, stream)
    except BrokenPipeError:
        if ledger is None:
            raise
        for _ in stories:  # nobody reads on, but the ledger is to be whole
            pass
    return REJECTED if rejected else DONE


def _write(events: Iterable[Event], form: str, stream: BinaryIO) -> None:
    from dateline.records import Event  # noqa: PLC0415  (as above)

    if form == "jsonl":
        write_jsonl(map(to_row, events), stream)
    elif form == "csv":
        write_csv(map(to_row, events), columns_of(Event), stream)
    elif form == "parquet":
        write_parquet(events, Event, stream)
    else:
        from .tables import events_table  # noqa: PLC0415  (rich: 0.1 s)

        write_drawn(events_table(map(to_row, events)), stream)
