"""`dateline codebook`: look after the codebook."""

from __future__ import annotations

import click

from dateline.lexicon import load_codebook
from dateline.lexicon.codebook_lint import lint_codebook

from .exits import DONE, REJECTED


@click.group("codebook")
def command() -> None:
    """Look after the codebook: PLOVER types, frames and word classes, kept as YAML."""


@command.command("lint")
def lint() -> int:
    """Check every file of the codebook; a mistake is named with file, line and key, and the exit code is 1."""
    complaints = lint_codebook()
    for complaint in complaints:
        click.echo(str(complaint), err=True)
    if complaints:
        return REJECTED
    codebook = load_codebook()
    click.echo(f"the codebook is sound: {len(codebook.types)} types, {len(codebook.frames)} frames, {codebook.version}")
    return DONE
