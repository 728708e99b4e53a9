"""`dateline review`: correct rows by hand, at the terminal or by script; corrections survive whatever codes the stories again."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

import dateline
from dateline import query
from dateline.query import Filters, known

from .advice import say_what_means_nothing
from .ask import filtered
from .console import console
from .options import existing_ledger, ledger_option
from .output import form_of, format_option, output_option, write_answer

if TYPE_CHECKING:
    from rich.table import Table

    from dateline.records import Row
    from dateline.records.correction import JudgedCorrection

_ASKING = ("accept", "change", "reject", "add", "split", "join", "undo")


_CORRECTING = (
    click.option("--accept", multiple=True, metavar="ID", help="This event is right as it stands."),
    click.option(
        "--change",
        multiple=True,
        nargs=2,
        metavar="ID FIELD=VALUE",
        help="A field is otherwise: type=AID, actors=+KOR, when=2020-09-02.",
    ),
    click.option("--reject", multiple=True, metavar="ID", help="This is no event."),
    click.option(
        "--add",
        multiple=True,
        type=(str, int, int, str),
        metavar="STORY START END FIELD=VALUE",
        help="An event that the program did not see: the story, the characters of the act, 'type=AID actors=KOR ...'.",
    ),
    click.option(
        "--split", multiple=True, metavar="ID", help="This telling is another event than those that it is counted with."
    ),
    click.option("--join", multiple=True, nargs=2, metavar="ID ID", help="These two are the same event."),
    click.option("--undo", multiple=True, metavar="CORRECTION", help="Take a correction back."),
    click.option("--reason", metavar="WORDS", help="Why; the reason of all corrections of this call."),
    click.option(
        "--author", metavar="NAME", help="Who. By default DATELINE_AUTHOR, git's user.name or the system's user."
    ),
    click.option("--list", "listed", is_flag=True, help="All corrections, and what became of each."),
    click.option(
        "--conflicts", is_flag=True, help="Corrections that the program, or a newer version of the story, contradicts."
    ),
    click.option("--queue", is_flag=True, help="The events that are most worth a look, with the reasons."),
    click.option(
        "--export", "to_file", metavar="FILE", help="Write all corrections as JSON Lines, for another ledger."
    ),
    click.option("--import", "from_file", metavar="FILE", help="Keep and follow the corrections of such a file."),
    click.option("--unreviewed/--all", default=True, help="Only events that no person has looked at; the default."),
)


def _options(command: click.decorators.FC) -> click.decorators.FC:
    for option in reversed(_CORRECTING):
        command = option(command)
    return command


@click.command("review")
@ledger_option
@_options
@filtered(known.REVIEW)
@format_option
@output_option
def command(ledger: str, author: str | None, reason: str | None, **given: Any) -> None:  # noqa: ANN401  (click's values)
    """Correct events by hand: accept, change a field, reject, add, split, join. Every correction has author, time and reason.

    Without further options, on a terminal: one event after another, those first that are most worth a look (rules and model
    disagree, accounts contradict each other, a plan is overdue, a merge is doubtful); ? shows the keys. Each correction is written
    at once. With options, scripts do the same. Corrections stay when stories are coded again, and say so when a newer version of
    the program or of the story contradicts them.
    """
    from .merge import author_of  # noqa: PLC0415  (0.3 s with the next: rich, and all that corrects; not for --help)
    from .review_script import REASON, asked_for, export_corrections, import_corrections, write  # noqa: PLC0415  (as above)

    path = existing_ledger(ledger)
    output, form = given.pop("output"), given.pop("form")
    chosen = {
        name: given.pop(name)
        for name in (*_ASKING, "listed", "conflicts", "queue", "to_file", "from_file", "unreviewed")
    }
    filters = Filters(**given)
    reading = not any(chosen[name] for name in (*_ASKING, "from_file"))
    at_terminal = reading and not any(chosen[name] for name in ("listed", "conflicts", "queue", "to_file"))
    if at_terminal:
        _at_terminal(path, author_of(author), filters, unreviewed=chosen["unreviewed"])
        return
    with dateline.Ledger.open(path, read_only=reading) as opened:
        say_what_means_nothing(opened, filters)
        if chosen["to_file"]:
            number = export_corrections(opened, chosen["to_file"])
            click.echo(f"{number} corrections written to {chosen['to_file']}", err=True)
        if chosen["from_file"]:
            new, judged = import_corrections(opened, chosen["from_file"])
            click.echo(f"{new} of {len(judged)} corrections are new", err=True)
            _show(judged, form, output)
        if any(chosen[name] for name in _ASKING):
            _show(write(opened, asked_for(chosen, opened), author_of(author), reason or REASON), form, output)
        elif chosen["listed"] or chosen["conflicts"]:
            _show([one for one in opened.corrections() if chosen["listed"] or one.state == "conflict"], form, output)
        elif chosen["queue"]:
            found = query.review_queue(opened, filters, unreviewed=chosen["unreviewed"])
            write_answer(found, form_of(form, output), output, _queue_table)


def _at_terminal(path: Path, author: str, filters: Filters, *, unreviewed: bool) -> None:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise click.UsageError(
            "review needs a terminal; without one give --accept, --change, --reject, --add, --list, --queue ..."
        )
    from .review_keys import Terminal  # noqa: PLC0415  (as above)
    from .review_session import Session  # noqa: PLC0415  (as above)

    with dateline.Ledger.open(path) as opened:
        session = Session(
            ledger=opened, author=author, keys=Terminal(), screen=console(), filters=filters, unreviewed=unreviewed
        )
        session.said = f"you are {author} (--author NAME)"
        written = session.run()
    click.echo(f"{written} corrections written by {author}", err=True)


def _show(judged: Sequence[JudgedCorrection], form: str | None, output: str | None) -> None:
    from .hand import corrections_table  # noqa: PLC0415  (as above)
    from .review_script import as_answer  # noqa: PLC0415  (as above)

    write_answer(as_answer(judged), form_of(form, output), output, lambda _: corrections_table(judged))


def _queue_table(rows: Iterable[Row]) -> Table:
    from .tables import Column, short, table  # noqa: PLC0415  (as above)

    columns = (
        Column(title="id", cell=lambda row: row["event_id"]),
        Column(title="points", cell=lambda row: f"{row['points']:.1f}"),
        Column(title="type", cell=lambda row: row["type"]),
        Column(title="when", cell=lambda row: row["first"] or "?"),
        Column(title="why", cell=lambda row: short("; ".join(row["why"]), 200), ratio=1),
    )
    return table(rows, columns)
