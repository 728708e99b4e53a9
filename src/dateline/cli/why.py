"""`dateline why`: where every field of a row comes from."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

import dateline
from dateline import query
from dateline.records import to_json, to_row

from . import completing
from .console import console
from .hand import corrections_table
from .options import existing_ledger, ledger_option
from .tables import QUIET, Column, day, table

if TYPE_CHECKING:
    from dateline.query import ChangeReason, FieldReason, ToldSentence, WhyReport
    from dateline.records import Row, Run

#: Characters of a value that a table shows; `--format json` has them all.
VALUE = 90


@click.command("why")
@click.argument("row_id", metavar="ID", shell_complete=completing.ids)
@ledger_option
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True)
def command(row_id: str, ledger: str, form: str) -> None:
    """Show where every field of a row comes from.

    ID is that of an event, a claim, a tenure, a process, a mention of one, or a story; its beginning will do. Shown are the
    sentences with the words that set a field, the rule behind each field, all other tellings of the same, and what was declined
    beside it; for a process all that for every change of its state.
    """
    with dateline.Ledger.open(existing_ledger(ledger), read_only=True) as opened:
        report = query.why(opened, row_id)
    if form == "json":
        click.echo(to_json(to_row(report)))
    else:
        console().print(drawn(report))


def drawn(report: WhyReport) -> Group:
    """The report as a page of text for a terminal or a pipe."""
    return Group(*_paragraphs(report))


def _paragraphs(report: WhyReport) -> Iterator[RenderableType]:
    yield _head(report)
    if report.kind == "process":
        yield from process_paragraphs(report)
        return
    for sentence in report.sentences:
        yield Padding(marked(sentence), (1, 0, 0, 2))
    yield table((to_row(field) for field in report.fields if _told(field)), _FIELDS)
    if report.corrections:
        yield corrections_table(report.corrections, "said by hand")
    if len(report.tellings) > 1:
        yield table((to_row(telling) for telling in report.tellings), TELLINGS, title="told by (* stands for all)")
    if report.declined:
        yield table((to_row(declined) for declined in report.declined), _DECLINED, title="declined beside it")
    yield _run(report.run)


def process_paragraphs(report: WhyReport) -> Iterator[RenderableType]:
    """A process: what it is, every change with its sentence and what was considered beside it, and all its tellings."""
    yield table((to_row(field) for field in report.fields if _told(field)), _FIELDS[:3])
    for change in report.changes:
        yield _change(change)
        for sentence in change.sentences:
            yield Padding(marked(sentence), (0, 0, 0, 2))
        for declined in change.declined:
            yield Padding(
                Text(f'declined: "{" ".join(declined.text.split())}", {declined.reason}', style=QUIET), (0, 0, 0, 2)
            )
    yield table((to_row(telling) for telling in report.tellings), TELLINGS, title="all tellings (* sets a state)")
    yield from (_run(run) for run in dict.fromkeys(change.run for change in report.changes))


def _change(change: ChangeReason) -> Text:
    """A state, since when, from which day that is known and by which story; the rule that read it and the one that joined it."""
    line = Text.assemble(("\n" + change.state, "bold"), f" since {change.since or 'an unknown day'}")
    line.append(f", known from {change.known_on or 'a story of unknown date'} by {change.source_id}")
    line.append(f"\n  {change.mention_id}: {change.rule}; joined: {change.reason} ({change.score:.2f})", style=QUIET)
    return line


def _run(run: Run) -> Text:
    models = ", ".join(run.models) or "no model"
    return Text(f"run {run.run_id}: dateline {run.program}, codebook {run.codebook}, {models}", style=QUIET)


def _head(report: WhyReport) -> Text:
    head = Text.assemble((f"{report.kind} {report.id}", "bold"), f"  from {report.source_id}")
    published = report.published.isoformat() if report.published else "on an unknown day"
    head.append(f", published {published} ({report.published_basis})")
    if report.headline:
        head.append(f"\n{report.headline}", style="italic")
    if report.rejected:
        head.append("\nA person rejected this row; queries do not give it.", style="yellow")
    if not report.current:
        head.append("\nA later run coded this story anew; queries do not give this row any more.", style="yellow")
    return head


def marked(sentence: ToldSentence) -> Text:
    """The sentence with the words that set a field in brackets, so that they show in plain text too."""
    line, at = Text(), sentence.start
    for start, end in _joined(sentence):
        line.append(sentence.text[at - sentence.start : start - sentence.start])
        line.append(f"[{sentence.text[start - sentence.start : end - sentence.start]}]", style="bold")
        at = end
    line.append(sentence.text[at - sentence.start :])
    line.append(f"  {sentence.part} {sentence.start}-{sentence.end}", style=QUIET)
    return line


def _joined(sentence: ToldSentence) -> list[tuple[int, int]]:
    """The spans of the marks within the sentence, in order; marks that overlap become one."""
    spans: list[tuple[int, int]] = []
    for start, end in sorted((mark.start, mark.end) for mark in sentence.marks if mark.end > mark.start):
        if spans and start < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return spans


def _told(field: FieldReason) -> bool:
    """Whether there is anything to say about the field."""
    return field.value not in {"null", "[]", '""', "false"} or bool(field.rule)


def in_short(value: str) -> str:
    """A value in short: lists of actors by their names, other records field by field; words stand as they are."""
    line = _plain(json.loads(value)) if value.startswith(("[", "{")) else " ".join(value.split())
    return line if len(line) <= VALUE else line[: VALUE - 1] + "…"


def _plain(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(_plain, value))
    if isinstance(value, dict):
        if "grain" in value:
            return day(value)
        name = value.get("name") or value.get("text")
        country = value.get("country")
        known = name or ", ".join(f"{key} {_plain(item)}" for key, item in value.items() if item is not None)
        return f"{known} ({country})" if country else str(known)
    return "-" if value is None else str(value)


def because(row: Row) -> Text:
    """Why a telling is one of its row, with the score of the rule."""
    score = f" ({row['score']:.2f})" if row["score"] is not None and row["reason"] else ""
    return Text(f"{row['reason']}{score}", style=QUIET)


_FIELDS = (
    Column(title="field", cell=lambda row: row["field"]),
    Column(title="value", cell=lambda row: in_short(row["value"]), ratio=3),
    Column(title="set by", cell=lambda row: Text(row["rule"], style=QUIET), ratio=3),
    Column(title="from", cell=lambda row: "\n".join(f"{m['text']}" for m in row["marks"]), ratio=2),
)
#: A telling: does it stand for all, where is it told, and why it belongs here.
TELLINGS = (
    Column(title="", cell=lambda row: "*" if row["chosen"] else ""),
    Column(title="source", cell=lambda row: row["source_id"], ratio=2),
    Column(title="published", cell=lambda row: row["published"] or "?"),
    Column(title="sentence", cell=lambda row: " ".join(row["text"].split()), ratio=4),
    Column(title="because", cell=because, ratio=2),
)
_DECLINED = (
    Column(title="candidate", cell=lambda row: " ".join(row["text"].split()), ratio=2),
    Column(title="reason", cell=lambda row: row["reason"], ratio=3),
    Column(title="rule", cell=lambda row: Text(row["rule"], style=QUIET), ratio=2),
)
