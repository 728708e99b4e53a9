"""Options that several commands share, and what their values become."""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from dateline.settings import Settings

from . import completing

Decorated = Callable[..., Any]


class Day(click.ParamType[dt.date]):
    """A calendar day, written as 2020-09-02."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> dt.date:  # noqa: ANN401  (click's signature)
        """Reads the value; a usage error names the form."""
        if isinstance(value, dt.date):
            return value
        try:
            return dt.datetime.strptime(value, "%Y-%m-%d").date()  # noqa: DTZ007  (a day has no zone)
        except ValueError:
            return self.fail(f"{value!r} is no day; write it as 2020-09-02", param, ctx)


def date_option(name: str, words: str) -> Decorated:
    """An option whose value is a calendar day, written as 2020-09-02."""
    return click.option(name, type=Day(), metavar="YYYY-MM-DD", help=words)


class DayOrYear(click.ParamType[dt.date | int]):
    """A calendar day, written as 2020-09-02, or a year alone: a date or a number comes back."""

    name = "day or year"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> dt.date | int:  # noqa: ANN401  (click's signature)
        """Reads the value; a usage error names both forms."""
        if isinstance(value, dt.date | int):
            return value
        if re.fullmatch(r"[12]\d{3}", value):
            return int(value)
        try:
            return dt.datetime.strptime(value, "%Y-%m-%d").date()  # noqa: DTZ007  (a day has no zone)
        except ValueError:
            return self.fail(f"{value!r} is no day; write it as 2020-09-02, or the year alone as 2020", param, ctx)


paths_argument = click.argument("paths", nargs=-1, required=True, metavar="PATH...")
published_option = click.option(
    "--published",
    type=DayOrYear(),
    metavar="YYYY-MM-DD|YYYY",
    help="Publication date, or the year alone, for stories that bring none of their own.",
)
source_option = click.option("--source", metavar="NAME", help="Name of the outlet for stories that bring none.")
language_option = click.option("--any-language", is_flag=True, help="Code stories that are not in English too.")
workers_option = click.option(
    "--workers",
    type=click.IntRange(1, 256),
    default=1,
    show_default=True,
    help="Processes; the output does not depend on it.",
)
rules_option = click.option(
    "--rules-only", is_flag=True, help="Code by the frames alone, without the model: faster, and less right."
)
ledger_option = click.option(
    "--ledger",
    required=True,
    metavar="FILE",
    help="The ledger to ask.",
    shell_complete=completing.ledgers,
)


def reading_options(command: Decorated) -> Decorated:
    """The options of every command that reads stories."""
    for option in (rules_option, language_option, workers_option, source_option, published_option, paths_argument):
        command = option(command)
    return command


def settings_of(given: dict[str, Any]) -> Settings:
    """Settings from the values of `reading_options`."""
    published = given["published"]
    return Settings(
        published=published if isinstance(published, dt.date) else None,
        published_year=published if isinstance(published, int) else None,
        source=given["source"],
        any_language=given["any_language"],
        rules_only=given["rules_only"],
        workers=min(given["workers"], 4 * (os.cpu_count() or 1)),
    )


def existing_ledger(path: str) -> Path:
    """The path of a ledger to query; a usage error names the cure if there is none."""
    ledger = Path(path)
    if not ledger.exists():
        raise click.UsageError(f"there is no ledger at {path}: make one with `dateline code STORY... --ledger {path}`")
    return ledger
