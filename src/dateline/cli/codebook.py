"""`dateline codebook`: look after the codebook, read it, lay one's own over it, and teach the judge its examples."""

from __future__ import annotations

from pathlib import Path

import click

from dateline.lexicon import Codebook, load_codebook
from dateline.lexicon.codebook_lint import examine_codebook
from dateline.lexicon.codebook_new import new_type
from dateline.lexicon.examples import read_examples
from dateline.lexicon.examples_lint import lint_examples
from dateline.lexicon.own_codebook import Layers, known_types

from .exits import DONE, REJECTED
from .knowledge import codebook_option, model_option
from .mistakes import NearestGroup


@click.group("codebook", cls=NearestGroup)
def command() -> None:
    """Read the codebook, check it, lay your own over it, and train the judge on its examples.

    The codebook is data: PLOVER types, frames and word classes as YAML, and example sentences with their codes.
    """


@command.command("lint")
@codebook_option
def lint() -> int:
    """Check every file of the codebook and every example; a mistake is named with file, line and key, and the exit code is 1."""
    codebook = _sound()
    if codebook is None:
        return REJECTED
    examples = read_examples()
    click.echo(
        f"the codebook is sound: {len(codebook.types)} types, {len(codebook.frames)} frames, "
        f"{len(examples):,} examples, {codebook.version}"
    )
    return DONE


@command.command("show")
@click.argument("name", required=False, metavar="[TYPE]")
@click.option("--mode", metavar="M", help="Frames and examples of this mode only.")
@click.option(
    "--examples", "count", type=click.IntRange(0), default=8, show_default=True, metavar="N", help="Examples to show."
)
@codebook_option
def show(name: str | None, mode: str | None, count: int) -> None:
    """Print what the codebook says of TYPE: definition, hard cases, modes, CAMEO codes, frames, examples; without TYPE, all types.

    On a terminal the marks of the examples are coloured; elsewhere they stand as in the files: {a:actor}, {r:recipient},
    {t:trigger}, {b:bystander}.
    """
    from .codebook_show import draw_page, draw_types  # noqa: PLC0415  (rich: 0.1 s)

    types = known_types()
    name = name.upper() if name else None
    if name is not None and name not in types:
        raise click.UsageError(f"there is no type {name}; there are {', '.join(sorted(types))}")
    codebook, examples = load_codebook(), read_examples()
    if name is None:
        draw_types(codebook, examples, Layers.of())
        return
    if name not in codebook.types:
        raise click.UsageError(f"the file {name}.yaml tells another type: `dateline codebook lint` says what to do")
    modes = codebook.types[name].modes
    if mode is not None and mode not in modes:
        raise click.UsageError(f"{name} has no mode {mode}; it has {', '.join(modes) or 'none'}")
    draw_page(name, codebook, examples, (mode, count))


@command.command("new")
@click.argument("name", metavar="TYPE")
@click.option("--into", required=True, metavar="DIR", help="Folder of your own codebook; it is made if there is none.")
def new(name: str, into: str) -> None:
    """Begin a type of your own: write a commented file for it, and one for its examples, into DIR.

    Of a PLOVER type the shipped file is copied, for you to change. `dateline codebook lint --codebook DIR` tells what is missing.
    """
    for path in new_type(name, Path(into)):
        click.echo(f"wrote {path}")
    click.echo(f"fill them in; `dateline codebook lint --codebook {into}` tells what is missing")


@command.command("train")
@click.option(
    "-o", "--output", required=True, metavar="MODELDIR", help="Folder for the model; it is made if there is none."
)
@click.option("--seed", type=click.IntRange(0), default=13, show_default=True, help="Seed of the order of training.")
@model_option
@codebook_option
def train(output: str, seed: int) -> int:
    """Teach the judge the examples of the codebook, yours included: new heads on the encoder of the model in use.

    Takes minutes. The same examples and seed give the same model. Use it with --model MODELDIR.
    """
    from .codebook_model import train_model  # noqa: PLC0415  (0.5 s: the model's libraries)

    if _sound() is None:
        return REJECTED
    train_model(Path(output), seed)
    return DONE


@command.command("eval")
@model_option
@codebook_option
@click.option(
    "--against", type=click.Path(exists=True, file_okay=False), metavar="DIR", help="Another model to compare with."
)
@click.option(
    "--changes",
    "count",
    type=click.IntRange(0),
    default=20,
    show_default=True,
    metavar="N",
    help="Sentences to show of each kind.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
def evaluate(against: str | None, count: int, *, as_json: bool) -> None:
    """Score the judge on the tenth of the examples that is kept from training; with --against, show what changes.

    Gained are verdicts that this model gives and the other does not, lost the other way round.
    """
    from .codebook_model import evaluate_model  # noqa: PLC0415  (as above)

    evaluate_model(Path(against) if against else None, count, as_json=as_json)


def _sound() -> Codebook | None:
    """The codebook in use if the lint finds nothing; else None, and each complaint is named on standard error."""
    layers = Layers.of()
    found = examine_codebook(layers)
    complaints = [*found.complaints, *(lint_examples(found.codebook, layers) if found.codebook else ())]
    for complaint in complaints:
        click.echo(str(complaint), err=True)
    return found.codebook if not complaints else None
