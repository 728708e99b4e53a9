"""What an export left behind, told in a few lines, and in full as JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from dateline.records import to_row

from .output import opened

if TYPE_CHECKING:
    from dateline.records.loss import Loss


def tell_loss(loss: Loss, output: str | None) -> None:
    """Says on standard error in short what was left behind; writes the whole report as JSON to `output` ("-": standard output)."""
    if output is not None:
        with opened(output) as stream:
            stream.write((json.dumps(to_row(loss), ensure_ascii=False, indent=1) + "\n").encode())
    click.echo(in_short(loss), err=True)


def in_short(loss: Loss) -> str:
    """One line, and a second one if there is more in the report: "412 of 430 events written as 655 rows; left out: 12 of ..."."""
    line = f"{loss.written} of {loss.events} {'event' if loss.events == 1 else 'events'} written as {loss.rows} rows"
    if loss.left_out:
        line += "; left out: " + ", ".join(f"{out.events} {out.reason}" for out in loss.left_out)
    if loss.changed:
        line += "; changed: " + ", ".join(f"{changed.events} {changed.how}" for changed in loss.changed)
    if loss.lossless:
        return f"{line}; nothing is lost"
    if loss.not_held:
        most = sorted(loss.not_held, key=lambda field: (-field.events, field.field))[:3]
        line += f"\nnot held by {loss.format}: {', '.join(f'{held.field} ({held.events})' for held in most)}"
        line += f" and {len(loss.not_held) - 3} fields more" if len(loss.not_held) > len(most) else ""
    return f"{line}; --loss FILE writes the whole report"
