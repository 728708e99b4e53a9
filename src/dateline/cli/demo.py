"""`dateline demo`: the sample stories into a fresh ledger, and what can be asked of it."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

import dateline
from dateline import query
from dateline.errors import LedgerError
from dateline.query import Filters
from dateline.settings import Settings

from .console import coded_only, console, watched

if TYPE_CHECKING:
    from rich.console import Console

    from dateline.ledger import Ledger
    from dateline.records import Declined

#: Rows that the demonstration shows of each kind.
SHOWN = 8


@click.command("demo")
@click.option(
    "--folder", type=click.Path(file_okay=False, path_type=Path), help="Where to put the ledger; default: a new folder."
)
def command(folder: Path | None) -> None:
    """Code the sample stories that ship with the package into a fresh ledger and show the result."""
    from rich.text import Text  # noqa: PLC0415  (0.3 s with the next ones: not for --help)

    from dateline import api  # noqa: PLC0415  (as above)
    from dateline.doctor import sample_paths  # noqa: PLC0415  (as above)

    ledger = _fresh(folder)
    paths = sample_paths()
    rejected: list[Declined] = []
    coded = list(coded_only(watched(api.code_into([str(path) for path in paths], Settings(), ledger)), rejected))
    events, claims = sum(len(story.events) for story in coded), sum(len(story.claims) for story in coded)
    screen = console()
    screen.print(Text(f"{len(coded)} sample stories, {events} events and {claims} claims as told, in {ledger}\n"))
    with dateline.Ledger.open(ledger, read_only=True) as opened:
        _show(opened, screen)
    _say_what_next(ledger, paths[0], screen)


def _fresh(folder: Path | None) -> Path:
    """A path for a new ledger; one from an earlier demonstration makes way."""
    place = folder or Path(tempfile.mkdtemp(prefix="dateline-demo-"))
    ledger = place / "demo.dateline"
    try:
        place.mkdir(parents=True, exist_ok=True)
        ledger.unlink(missing_ok=True)
    except OSError as error:
        raise LedgerError(
            f"{place}: cannot be used ({error.strerror}); give a folder of your own with --folder"
        ) from error
    return ledger


def _show(ledger: Ledger, screen: Console) -> None:
    from rich.text import Text  # noqa: PLC0415  (as above)

    from . import tables  # noqa: PLC0415  (as above)
    from .board import processes_table  # noqa: PLC0415  (as above)
    from .why import drawn  # noqa: PLC0415  (as above)

    screen.print(tables.stories_table(query.stories(ledger), title="Stories: versions and copies share a group"))
    contacts = query.contacts(ledger).rows()
    screen.print(tables.contacts_table(contacts[:SHOWN], title="Contacts: each counts once, however often it is told"))
    news = query.events(ledger, Filters(background=False)).rows()
    screen.print(tables.events_table(news[:SHOWN], title=f"Events: the first {SHOWN} that are news"))
    board = query.processes(ledger).rows()
    screen.print(processes_table(board[:SHOWN], title="Processes: the board, with the sentence of the last change"))
    plans = query.plans(ledger).rows()
    screen.print(tables.plans_table(plans[:SHOWN], title="Plans: what is to come, and what became of it"))
    claims = query.claims(ledger, Filters(limit=SHOWN // 2))
    screen.print(tables.claims_table(claims, title="Claims: who says what"))
    if contacts:
        told = max(contacts, key=lambda row: (row["status"] == "occurred", len(row["mentions"])))
        screen.print(Text("Why is that contact there?", style="bold"))
        screen.print(drawn(query.why(ledger, told["event_id"])))


def _say_what_next(ledger: Path, story: Path, screen: Console) -> None:
    from rich.text import Text  # noqa: PLC0415  (as above)

    screen.print(Text("\nWhat next", style="bold"))
    steps = (
        (f"dateline serve --ledger {ledger} --open", "look at it in the browser"),
        (f"dateline timeline --ledger {ledger} --dyad FIN-JPN -o timeline.svg", "draw it"),
        (f"dateline contacts --ledger {ledger}", "who spoke to whom"),
        (f"dateline events --ledger {ledger} --known-on 2025-03-04", "what was known on a day"),
        (f"dateline processes --ledger {ledger} --as-of 2025-03-01", "what was stalled or in force on a day"),
        (f"dateline inspect {story} --stage parts", "what each room made of a story"),
        ("dateline code YOUR-STORY.txt --ledger my.dateline", "code stories of your own"),
    )
    for command, words in steps:
        screen.print(Text.assemble(f"  {command}", (f"   {words}", "dim")), soft_wrap=True)
