"""`dateline diff`: what two ledgers, or two runs in one, make of the same stories."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Any

import click
from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

import dateline
from dateline import query
from dateline.query import Filters, known
from dateline.query.known import KINDS

from .advice import say_what_means_nothing
from .ask import filtered
from .exits import DONE, REJECTED
from .options import existing_ledger
from .output import form_of, format_option, output_option, write_answer
from .tables import QUIET, short
from .why import in_short

if TYPE_CHECKING:
    from dateline.query import Diff
    from dateline.records import Row

#: What may end the command with exit code 1, and the changes that it means.
FAILURES = {
    "gained": {"gained"},
    "lost": {"lost"},
    "changed": {"changed"},
    "stories": {"only in A", "only in B"},
}
_MARKS = {"gained": ("+", "green"), "lost": ("-", "red"), "changed": ("~", "yellow"), "rebased": ("=", QUIET)}
#: What follows from type and mode, and is left out of the lines for people where these differ; rules stand in the lines above.
_DERIVED = {
    "type": frozenset({"act", "mode", "cameo", "quad", "labels", "goldstein", "plover_score"}),
    "mode": frozenset({"cameo", "goldstein", "plover_score"}),
}
_SHOWN = frozenset({"basis"})


def _words(choices: Iterable[str]) -> Any:  # noqa: ANN401  (click's callback)
    allowed = tuple(choices)

    def split(_ctx: click.Context, _param: click.Parameter, given: tuple[str, ...]) -> tuple[str, ...]:
        words = tuple(word.strip() for each in given for word in each.split(",") if word.strip())
        if wrong := [word for word in words if word not in allowed]:
            raise click.BadParameter(f"{', '.join(wrong)}: choose from {', '.join(allowed)}")
        return words

    return split


@click.command("diff")
@click.argument("ledger", metavar="LEDGER_A")
@click.argument("other", metavar="LEDGER_B", required=False)
@click.option(
    "--runs", nargs=2, metavar="RUN_A RUN_B", help="Compare two runs in one ledger: their ids, or how these begin."
)
@click.option("--summary", is_flag=True, help="Only the counts.")
@click.option(
    "--rows",
    multiple=True,
    callback=_words(KINDS),
    metavar="KIND[,KIND...]",
    help=f"Which rows: {', '.join(KINDS)}. Default: event,story.",
)
@click.option(
    "--rebased", is_flag=True, help="Also rows that read the same by another rule or model, or as sure as another."
)
@click.option(
    "--fail-on",
    multiple=True,
    callback=_words(FAILURES),
    metavar="WORD[,WORD...]",
    help=f"Exit code 1 if any is found: {', '.join(FAILURES)} (events; stories that one side alone has).",
)
@filtered(known.DIFF)
@format_option
@output_option
def command(ledger: str, other: str | None, runs: tuple[str, str] | None, **given: Any) -> int:  # noqa: ANN401  (click's values)
    """Show events gained, lost and changed between two ledgers of the same stories, coded by other versions, codebooks or settings.

    Events are the same if their ids are, else if the words of the act overlap, else if one sentence tells both; the best agreement
    first. Stories that only one ledger has are told apart. The counts come by type, rule, model and field; then each row with both
    readings (+ gained, - lost, ~ changed, = rebased).
    """
    summary, kinds = given.pop("summary"), given.pop("rows") or ("event", "story")
    rebased, fail_on = given.pop("rebased"), given.pop("fail_on")
    output, form = given.pop("output"), given.pop("form")
    form = form_of(form, output)
    if (other is None) == (not runs):
        raise click.UsageError("give LEDGER_B, or --runs RUN_A RUN_B to compare two runs in LEDGER_A")
    with dateline.Ledger.open(existing_ledger(ledger), read_only=True) as opened:
        filters = Filters(**given)
        say_what_means_nothing(opened, filters)
        found = query.diff(opened, existing_ledger(other) if other else None, runs=runs or None, filters=filters)
    rows = found.answer(kinds, rebased=rebased, limit=given["limit"])
    if summary:
        write_answer(found.summary(), form, output, counts_table)
    else:
        write_answer(rows, form, output, lambda told: Group(counts_table(found.summary()), rows_drawn(told)))
    return REJECTED if _failed(found, fail_on) else DONE


def _failed(found: Diff, fail_on: Iterable[str]) -> bool:
    wanted = {change for word in fail_on for change in FAILURES[word]}
    return any(row.change in wanted for row in found.rows if row.kind in {"event", "story"})


def counts_table(rows: Iterable[Row]) -> RenderableType:
    """The counts: totals, then by type, rule, model and field; values of which nothing reads otherwise are left out."""
    drawn = Table(box=SIMPLE_HEAD, pad_edge=False)
    for name in ("", "", "A", "B", "same", "rebased", "changed", "gained", "lost"):
        drawn.add_column(name, justify="right" if name else "left", overflow="fold")
    for by, lines in groupby(rows, key=lambda row: row["by"]):
        shown = ("changed", "gained", "lost", *(("rebased",) if by in {"model", "field"} else ()))
        told = [line for line in lines if by == "total" or any(line[name] for name in shown)]
        for nth, line in enumerate(told):
            drawn.add_row(Text("" if nth or by == "total" else by, style="bold"), line["value"], *_numbers(line))
        if told:
            drawn.add_section()
    return drawn


def _numbers(line: Row) -> Iterator[str]:
    for name in ("a", "b", "same", "rebased", "changed", "gained", "lost"):
        yield f"{line[name]:,}" if line[name] or (name in {"a", "b"} and line["by"] == "total") else ""


def rows_drawn(rows: Iterable[Row]) -> RenderableType:
    """Story by story, the sentences that are read in two ways."""
    lines: list[RenderableType] = []
    for source_id, told in groupby(rows, key=lambda row: row["source_id"]):
        lines.append(Text(source_id, style="bold"))
        for row in told:
            lines += [Padding(line, (0, 0, 0, indent)) for indent, line in _row_lines(row)]
    return Group(*lines) if lines else Text("no difference", style=QUIET)


def _row_lines(row: Row) -> Iterator[tuple[int, Text]]:
    """Lines of a row with their indent."""
    if row["kind"] == "story":
        yield 2, Text(f"story {row['change']}, {row['events']} events: {short(row['sentence'], 120)}", style=QUIET)
        return
    mark, style = _MARKS[row["change"]]
    ids = " -> ".join(dict.fromkeys(name[:11] for name in (row["id_a"], row["id_b"]) if name))
    head = Text.assemble((f"{mark} ", style), short(row["sentence"], 200))
    head.append(f"  {'' if row['kind'] == 'event' else row['kind'] + ' '}{ids}", style=QUIET)
    yield 2, head
    for letter in "ab":
        if row[f"reading_{letter}"]:
            reading = Text.assemble((f"{letter.upper()} ", style), row[f"reading_{letter}"])
            yield 6, reading.append(f"  {row[f'rule_{letter}'] or ''}", style=QUIET)
    names = {change["field"] for change in row["fields"]}
    derived = _SHOWN.union(*(fields for name, fields in _DERIVED.items() if name in names))
    for change in row["fields"]:
        if change["field"] not in derived:
            old, new = (in_short(value or "") or "none" for value in (change["old"], change["new"]))
            yield 6, Text(f"{change['field']}: {old} -> {new}")
