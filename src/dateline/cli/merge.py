"""`dateline merge`: why tellings and stories are one, and taking them apart or joining them by hand."""

from __future__ import annotations

import getpass
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click
from rich.console import Group, RenderableType
from rich.text import Text

import dateline
from dateline import correcting, query
from dateline.errors import UsageError
from dateline.records import to_json, to_row

from .console import console
from .hand import corrections_table
from .options import existing_ledger, ledger_option
from .tables import table
from .why import TELLINGS

if TYPE_CHECKING:
    from dateline.ledger import Ledger
    from dateline.query import Telling, WhyReport
    from dateline.records.correction import JudgedCorrection

#: Kinds of rows that are grouped by rules and by hand, and what their groups are called.
_GROUPED = {"event": "event", "story": "story"}


def author_options(command: click.decorators.FC) -> click.decorators.FC:
    """Who says it, and why."""
    for option in (
        click.option("--reason", metavar="WORDS", help="Why. Asked for on a terminal if it is not given."),
        click.option(
            "--author",
            metavar="NAME",
            help="Who. By default DATELINE_AUTHOR, git's user.name or the system's user.",
        ),
    ):
        command = option(command)
    return command


@click.command("merge")
@click.argument("row_id", metavar="[ID]", required=False)
@ledger_option
@click.option("--split", metavar="ID", help="Take a telling or story out of its group; take a group apart.")
@click.option(
    "--telling",
    "tellings",
    metavar="ID",
    multiple=True,
    help="What --split takes out of the group, together.",
)
@click.option("--join", nargs=2, metavar="ID ID", help="Make one event of two, or one story of two.")
@author_options
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True)
def command(row_id: str | None, ledger: str, form: str, **asked: Any) -> None:  # noqa: ANN401  (click's values)
    """Show why tellings are one event, or versions one story; split and join them by hand.

    ID is that of an event or a story (ev_, eg_, st_, sg_). Shown is every telling with the rule that put it there and how sure that
    rule is. --split and --join are kept as corrections: they hold when stories are coded again, and
    `dateline review --undo` takes them back.
    """
    wanted = [name for name, value in (("ID", row_id), ("--split", asked["split"]), ("--join", asked["join"])) if value]
    if len(wanted) != 1:
        raise click.UsageError(f"give one of ID, --split and --join, not {' and '.join(wanted) or 'none'}")
    path = existing_ledger(ledger)
    if row_id:
        with dateline.Ledger.open(path, read_only=True) as opened:
            _show([_group(opened, row_id)], (), form)
        return
    author, reason = author_of(asked["author"]), reason_of(asked["reason"])
    with dateline.Ledger.open(path) as opened:
        judged = _join(opened, asked, author, reason) if asked["join"] else _split(opened, asked, author, reason)
        ids = dict.fromkeys(target for one in judged for target in _named(one))
        _show(_groups(opened, list(ids)), judged, form)


def _join(ledger: Ledger, asked: dict[str, Any], author: str, reason: str) -> tuple[JudgedCorrection, ...]:
    one, other = (_group(ledger, row_id).id for row_id in asked["join"])
    return correcting.correct(
        ledger, [correcting.propose(ledger, "join", one, others=(other,), author=author, reason=reason)]
    )


def _split(ledger: Ledger, asked: dict[str, Any], author: str, reason: str) -> tuple[JudgedCorrection, ...]:
    """Takes out what is named, together: each of them from all that stay. A group of which nothing is named is taken apart."""
    target, tellings = asked["split"], list(asked["tellings"])
    report = _group(ledger, target)
    ids = list(dict.fromkeys(telling.id for telling in report.tellings))
    if unknown := [one for one in tellings if one not in ids]:
        raise UsageError(f"{', '.join(unknown)} is no telling of {target}; its tellings: {', '.join(ids)}")
    apart = not tellings and not any(one.startswith(target) for one in ids)
    out = tellings or (ids if apart else [report.id])
    rest = ids if apart else [one for one in ids if one not in out]
    if len(ids) == 1 or not rest:
        raise UsageError(f"{target} stands alone, or is named whole; nothing is to be split")
    said = [(one, [other for other in rest if other != one]) for one in out]
    return correcting.correct(
        ledger, [correcting.propose(ledger, "split", one, others=of, author=author, reason=reason) for one, of in said]
    )


def _named(one: JudgedCorrection) -> Iterator[str]:
    yield one.correction.target
    yield from (anchor.target for anchor in one.correction.others)


def _group(ledger: Ledger, row_id: str) -> WhyReport:
    report = query.why(ledger, row_id)
    if report.kind not in _GROUPED:
        raise UsageError(f"{row_id} is a {report.kind}; events and stories are merged (ev_, eg_, st_, sg_)")
    return report


def _groups(ledger: Ledger, ids: Sequence[str]) -> list[WhyReport]:
    """The groups that the rows are in now, each once."""
    reports: dict[str, WhyReport] = {}
    for row_id in ids:
        report = query.why(ledger, row_id)
        reports.setdefault(report.group or report.id, report)
    return list(reports.values())


def _show(reports: Sequence[WhyReport], judged: Sequence[JudgedCorrection], form: str) -> None:
    if form == "json":
        groups = [
            {"group": one.group, "kind": one.kind, "tellings": [to_row(t) for t in one.tellings]} for one in reports
        ]
        click.echo(to_json({"groups": groups, "corrections": [to_row(one) for one in judged]}))
        return
    console().print(Group(*_paragraphs(reports, judged)))


def _paragraphs(reports: Sequence[WhyReport], judged: Sequence[JudgedCorrection]) -> Iterator[RenderableType]:
    if judged:
        yield corrections_table(judged)
    for report in reports:
        yield Text.assemble((f"{report.kind} {report.group or report.id}", "bold"), f": {_count(report.tellings)}")
        yield table((to_row(telling) for telling in report.tellings), TELLINGS)


def _count(tellings: Sequence[Telling]) -> str:
    return f"{len(tellings)} telling{'s' if len(tellings) != 1 else ''} (* stands for all)"


def author_of(given: str | None) -> str:
    """Who corrects: as given, else by DATELINE_AUTHOR, git or the system, which is told on standard error."""
    if given and given.strip():
        return given.strip()
    found = _author_by_default()
    click.echo(f"author: {found} (--author NAME for another)", err=True)
    return found


def _author_by_default() -> str:
    return os.environ.get("DATELINE_AUTHOR", "").strip() or _git_user() or _login() or "unknown"


def _login() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):  # no name for this user id
        return ""


def reason_of(given: str | None) -> str:
    """Why: as given, else as somebody on a terminal says; where nobody can be asked, no reason."""
    if given is None and sys.stdin.isatty():
        given = str(click.prompt("reason", default="", show_default=False))
    return (given or "").strip()


def _git_user() -> str:
    try:
        asked = subprocess.run(["git", "config", "user.name"], capture_output=True, text=True, check=False, timeout=5)  # noqa: S607  (git as the user has it)
    except (OSError, subprocess.SubprocessError):
        return ""
    return asked.stdout.strip()
