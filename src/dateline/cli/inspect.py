"""`dateline inspect`: one stage's records as JSON Lines."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from dateline.export import write_jsonl

from .console import coded_only
from .exits import DONE, REJECTED
from .options import reading_options, settings_of
from .stages import STAGES, stage_rows

if TYPE_CHECKING:
    from dateline.records import Declined


@click.command("inspect")
@reading_options
@click.option("--stage", type=click.Choice(list(STAGES)), required=True, help="Which room of the path to look into.")
def command(stage: str, **reading: Any) -> int:  # noqa: ANN401  (click's values)
    """Show what one stage of the path made of a text.

    Every line has source_id, start, end and text (half-open offsets in code points of the story's text) and the
    fields of the stage.
    """
    from dateline import api  # noqa: PLC0415  (0.1 s: not for --help)

    rejected: list[Declined] = []
    stories = coded_only(api.code_into(reading["paths"], settings_of(reading)), rejected)
    write_jsonl(stage_rows(stories, stage), sys.stdout.buffer)
    return REJECTED if rejected else DONE
