"""Training and scoring of the judge, as the command line does them."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from dateline import __version__
from dateline.judge.card import digest_of, scores_of, write_model
from dateline.judge.features import Watch, unwatched
from dateline.judge.heads import Recipe
from dateline.judge.kept import split
from dateline.judge.labels import Labels
from dateline.judge.model import Judge
from dateline.judge.scores import Verdict, changes, score, verdicts_of
from dateline.judge.train import Questions, questions_of, train
from dateline.lexicon import load_codebook
from dateline.lexicon.examples import read_examples
from dateline.lexicon.own_codebook import Layers

from .codebook_scores import change_row, draw_changes, draw_scores


def train_model(into: Path, seed: int) -> None:
    """Train on the codebook in use and write the model; its figures go to standard output."""
    base, examples = Judge(), read_examples()
    told = {
        "name": "judge",
        "dateline": __version__,
        "encoder_of": base.version,
        "codebook": load_codebook().version,
        "own_files": {name: digest_of(path) for name, path in Layers.of().own_files().items()},
    }
    with _progress("questions read") as watch:
        trained = train(base, examples, Labels.read(), Recipe(seed=seed), watch)
    write_model(trained, base.folder, into, told)
    click.echo(
        f"{trained.examples:,} examples, {trained.questions:,} questions; {trained.kept:,} examples kept from training\n"
    )
    draw_scores(trained.scores)
    click.echo(f"\nwrote {into}: use it with --model {into}")


def evaluate_model(against: Path | None, count: int, *, as_json: bool) -> None:
    """Score the model in use on the kept tenth, and compare it with another one."""
    judge, kept = Judge(), split(read_examples())[1]
    with _progress("questions read") as watch:
        asked = questions_of(judge, kept, watch)
    said = _verdicts(judge, asked)
    scores = score(asked.drills, said)
    was, found = None, []
    if against is not None:
        other = Judge(against)
        before = _verdicts(other, asked if _same_encoder(judge, other) else questions_of(other, kept))
        was, found = score(asked.drills, before), changes(asked.drills, before, said)
    if as_json:
        more = {"before": scores_of(was), "changes": [change_row(change) for change in found]} if was else {}
        click.echo(json.dumps({"model": judge.version, **scores_of(scores), **more}, indent=1, ensure_ascii=False))
        return
    click.echo(f"{judge.version} on {len(kept):,} examples that are kept from training\n")
    draw_scores(scores, was)
    if was is not None:
        draw_changes(found, count)


def _verdicts(judge: Judge, asked: Questions) -> list[Verdict]:
    return verdicts_of(asked.features, judge.heads, judge.labels, judge.temperature)


def _same_encoder(one: Judge, other: Judge) -> bool:
    return all(
        digest_of(one.folder / name) == digest_of(other.folder / name) for name in ("encoder.onnx", "tokenizer.json")
    )


@contextmanager
def _progress(words: str) -> Iterator[Watch]:
    """A bar on standard error if somebody looks at it, else silence."""
    if not sys.stderr.isatty():
        yield unwatched
        return
    from rich.console import Console  # noqa: PLC0415  (only on a terminal)
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(words, total=None)
        yield lambda done, of: bar.update(task, completed=done, total=of)
