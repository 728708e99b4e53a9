"""Options for knowledge of one's own: a codebook that lies over the shipped one, and a model that was trained with it.

Both also stand in the environment, where worker processes find them; an option puts its value there for one command.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import click

from dateline.lexicon.own_codebook import FOLDER_VARIABLE as CODEBOOK_VARIABLE
from dateline.lexicon.own_codebook import MODEL_VARIABLE

from .options import Decorated


def _named_by(variable: str) -> Callable[[click.Context, click.Parameter, str | None], Path | None]:
    """A callback that puts an option's folder into the environment until the command ends."""

    def name(context: click.Context, _parameter: click.Parameter, value: str | None) -> Path | None:
        if value is None:
            return None
        before = os.environ.get(variable)
        os.environ[variable] = value
        context.call_on_close(lambda: _put_back(variable, before))
        return Path(value)

    return name


def _put_back(variable: str, before: str | None) -> None:
    if before is None:
        os.environ.pop(variable, None)
    else:
        os.environ[variable] = before


_FOLDER = click.Path(exists=True, file_okay=False, resolve_path=True)


def _folder_option(name: str, variable: str, words: str) -> Callable[[Decorated], Decorated]:
    """An option for a folder, which those who need it find in the environment."""
    words = f"{words} [env: {variable}]"
    return click.option(name, type=_FOLDER, metavar="DIR", expose_value=False, callback=_named_by(variable), help=words)


codebook_option = _folder_option("--codebook", CODEBOOK_VARIABLE, "Your own codebook, laid over the shipped one.")
model_option = _folder_option(
    "--model", MODEL_VARIABLE, "Model in place of the shipped one, as `dateline codebook train` writes it."
)
