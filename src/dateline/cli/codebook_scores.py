"""Figures of the judge, and what two of them decide otherwise, drawn for a reader."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from rich.text import Text

from dateline.judge.scores import Change, Scores, TypeScore, Verdict

from .codebook_show import STYLES, plain_table
from .console import console

#: What the kinds of changes are called.
_TITLES = {
    "gained": "Gained: NONE before",
    "lost": "Lost: NONE now",
    "changed": "Changed: another type",
}


def draw_scores(scores: Scores, before: Scores | None = None) -> None:
    """The figures of a judge; before: those of the one that it is compared with, for the change of F1 in points."""
    screen = console()
    old = {line.type: line for line in before.types} if before else {}
    headings = ("type", ">pairs", ">precision", ">recall", ">F1", *((">change",) if before else ()))
    table = plain_table(*headings)
    for line in scores.types:
        cells = [percent(line.precision), percent(line.recall), percent(line.f1)]
        table.add_row(line.type, str(line.asked), *cells, *([_points(line, old.get(line.type))] if before else []))
    screen.print(table)
    screen.print()
    shares = plain_table("question", ">of", ">right")
    for share in (*scores.kinds, *scores.heads):
        shares.add_row(share.name, str(share.asked), percent(share.right / share.asked))
    screen.print(shares)
    screen.print()
    screen.print(Text(_summary(scores, before)))


def _summary(scores: Scores, before: Scores | None) -> str:
    """Mean F1 and calibration in a line, with what they were."""
    was_f1 = f" (before: {percent(before.macro_f1)})" if before else ""
    was_error = f" (before: {percent(before.calibration)})" if before else ""
    return (
        f"mean F1 of the types {percent(scores.macro_f1)}{was_f1}; "
        f"calibration error {percent(scores.calibration)}{was_error}"
    )


def draw_changes(found: Sequence[Change], count: int) -> None:
    """The changes by kind, so many sentences of each, the source and the target marked."""
    screen = console()
    if not found:
        screen.print(Text("\nno verdict changes"))
    for kind, group in groupby(found, key=lambda change: change.kind):
        told = list(group)
        better = sum(change.outcome == "now right" for change in told)
        worse = sum(change.outcome == "now wrong" for change in told)
        screen.print(Text(f"\n{_TITLES[kind]} ({len(told)}; {better} now right, {worse} now wrong)", style="bold"))
        coloured = screen.color_system is not None
        for change in told[:count]:
            screen.print(_line(change, coloured=coloured), soft_wrap=not coloured)
        if len(told) > count:
            screen.print(Text(f"  and {len(told) - count} more"))


def _line(change: Change, *, coloured: bool) -> Text:
    """A changed verdict: what it was, what it is, and the sentence."""
    text = Text(f"  {change.before.type} > {change.after.type} ({change.outcome}): ")
    question = change.drill.question
    marks = sorted((span, label) for span, label in ((question.source, "a"), (question.target, "r")) if span)
    last = 0
    for (start, end), label in marks:
        start = max(start, last)  # noqa: PLW2901  (spans may overlap)
        text.append(question.text[last:start])
        piece = question.text[start:end]
        text.append(piece if coloured else f"{{{label}:{piece}}}", style=STYLES[label] if coloured else "")
        last = max(end, last)
    text.append(question.text[last:])
    return text


def change_row(change: Change) -> dict[str, Any]:
    """A change as plain values."""
    question = change.drill.question
    return {
        "kind": change.kind,
        "outcome": change.outcome,
        "text": question.text,
        "source": question.source,
        "target": question.target,
        "answer": change.drill.type,
        "before": _verdict_row(change.before),
        "after": _verdict_row(change.after),
    }


def _verdict_row(verdict: Verdict) -> dict[str, Any]:
    return {"type": verdict.type, "share": round(verdict.share, 3), "mode": verdict.mode, "status": verdict.status}


def _points(line: TypeScore, old: TypeScore | None) -> str:
    if line.f1 is None or old is None or old.f1 is None:
        return "-"
    return f"{100 * (line.f1 - old.f1):+.1f}"


def percent(share: float | None) -> str:
    """A share in hundredths with one digit; a dash where there is none."""
    return "-" if share is None else f"{100 * share:.1f}"
