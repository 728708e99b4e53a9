"""Where words go: tables to standard output, trouble and progress to standard error."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, TypeVar

import click

if TYPE_CHECKING:
    from rich.console import Console

    from dateline.records import CodedStory, Declined

T = TypeVar("T")
#: Columns of a table that goes into a pipe or a file; on a terminal its own width counts (and COLUMNS everywhere).
PIPED_WIDTH = 100


def terminal() -> bool:
    """Whether somebody looks at standard output."""
    return sys.stdout.isatty()


def console() -> Console:
    """A console on standard output: colour and its own width on a terminal, plain text and 100 columns elsewhere."""
    from rich.console import Console  # noqa: PLC0415  (0.1 s; only commands that draw tables pay for it)

    width = PIPED_WIDTH if not terminal() and "COLUMNS" not in os.environ else None
    return Console(highlight=False, emoji=False, markup=False, width=width)


def complain_of(rejected: Declined) -> None:
    """Name a rejected input on standard error: place and cause."""
    place = rejected.path or rejected.source_id
    line = f":{rejected.line}" if rejected.line is not None else ""
    click.echo(f"dateline: rejected {place}{line}: {rejected.reason}", err=True)


def watched(stories: Iterable[T]) -> Iterator[T]:
    """The same items; on a terminal a line on standard error counts them as they pass."""
    if not sys.stderr.isatty():
        yield from stories
        return
    from rich.console import Console  # noqa: PLC0415  (as above)
    from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn  # noqa: PLC0415

    columns = (SpinnerColumn(), TextColumn("{task.description}"), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("stories coded", total=None)
        for story in stories:
            yield story
            progress.advance(task)


def coded_only(stories: Iterable[CodedStory | Declined], rejected: list[Declined]) -> Iterator[CodedStory]:
    """The coded stories; what was rejected is named on standard error and put into `rejected`."""
    from dateline.records import Declined  # noqa: PLC0415  (20 ms with all that a story is made of: only who codes)

    for story in stories:
        if isinstance(story, Declined):
            complain_of(story)
            rejected.append(story)
        else:
            yield story
