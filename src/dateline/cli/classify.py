"""`dateline classify`: what does the source do to the target? For pairs that the user gives."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from dateline.export import write_jsonl
from dateline.settings import Settings

from .console import watched
from .exits import DONE, REJECTED
from .knowledge import codebook_option, model_option
from .output import opened, output_option

if TYPE_CHECKING:
    from dateline.judge import Question
    from dateline.records import Row

#: Rows that are asked together.
BATCH = 128
#: Characters of a line; a sentence has a few hundred.
LONGEST_LINE = 1_000_000


@click.command("classify")
@click.argument("path", metavar="FILE.jsonl")
@output_option
@model_option
@codebook_option
def command(path: str, output: str | None) -> int:
    """Tell the relation type of each pair: one JSON object a line, {"id", "text", "source": [start, end], "target": [start, end]}.

    Out comes one line each, in the same order: {"id", "type", "scores", "mode", "labels": {"plv15"}, "basis"}. Spans are
    half-open, in code points of the text; null where a side is not known. A line that cannot be used is named on standard error
    and the exit code is 1.
    """
    from dateline.pipeline import load_kit  # noqa: PLC0415  (2 s: parser and model)
    from dateline.relation import classify  # noqa: PLC0415  (as above)

    rejected: list[str] = []
    with _input(path) as stream:
        questions = _questions(stream, path, rejected)
        kit, settings = load_kit(), Settings()
        with opened(output) as out:
            while batch := list(islice(questions, BATCH)):
                answers = classify([question for _, question in batch], kit, settings)
                rows = (_row(name, answer) for (name, _), answer in zip(batch, answers, strict=True))
                write_jsonl(watched(rows), out)
    for complaint in rejected:
        click.echo(f"dateline: rejected {complaint}", err=True)
    return REJECTED if rejected else DONE


def _input(path: str) -> BinaryIO:
    if path == "-":
        return sys.stdin.buffer
    if not Path(path).exists() or Path(path).is_dir():
        raise click.UsageError(f"there is no file {path}")
    return Path(path).open("rb")


def _questions(lines: Iterable[bytes], path: str, rejected: list[str]) -> Iterator[tuple[Any, Question]]:
    """(id, question) of every line that can be used."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            yield _question(line)
        except ValueError as error:
            rejected.append(f"{path}:{number}: {error}")


def _question(line: bytes) -> tuple[Any, Question]:
    """Id and question of a line; raises ValueError with cause and cure."""
    from dateline.judge import Question  # noqa: PLC0415  (with the model, as above)

    if len(line) > LONGEST_LINE:
        raise ValueError(f"the line is longer than {LONGEST_LINE:,} bytes: give one sentence a line")
    try:
        row = json.loads(line.decode("utf-8-sig", errors="replace"))
    except (ValueError, RecursionError) as error:
        raise ValueError(f"this is no JSON ({error}); write one object a line") from error
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        raise ValueError(  # noqa: TRY004  (what is wrong is the line, not a type of ours)
            'give an object with "text": {"id": ..., "text": "...", "source": [0, 6], "target": null}'
        )
    text = row["text"].encode("utf-8", errors="replace").decode("utf-8")  # lone surrogates become question marks
    spans = [_span(row.get(name), name, text) for name in ("source", "target")]
    return row.get("id"), Question(text=text, source=spans[0], target=spans[1])


def _span(value: object, name: str, text: str) -> tuple[int, int] | None:
    if value is None:
        return None
    if isinstance(value, list) and [type(n) for n in value] == [int, int] and 0 <= value[0] < value[1] <= len(text):
        return value[0], value[1]
    raise ValueError(
        f'"{name}": {value!r} is no span of this text: give [start, end] within {len(text)} characters, or null'
    )


def _row(name: object, answer: Any) -> Row:  # noqa: ANN401  (a Relation; its module is loaded late)
    return {
        "id": name,
        "type": answer.type,
        "scores": {label: round(share, 4) for label, share in answer.scores.items()},
        "mode": answer.mode,
        "labels": {"plv15": answer.plv15},
        "basis": {"rule": answer.rule, "model": answer.model},
    }
