"""`dateline` alone: what to do next, by what lies in the current folder."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

import click

from dateline import __version__
from dateline.errors import LedgerError

if TYPE_CHECKING:
    from dateline.ledger import Ledger

_HEAD = "dateline {version}: news wire in, a dated, sourced ledger of diplomacy out.\n"
#: A command and what it does; a text alone is a line of its own.
Step = tuple[str, str] | str
_NEW: tuple[Step, ...] = (
    "",
    ("dateline demo", "see it work on sample stories"),
    ("dateline code story.txt", "code a story and print its events"),
    ("dateline code wire/*.jsonl --ledger my.dateline", "code many into a ledger"),
    ("dateline contacts --ledger my.dateline", "ask the ledger"),
)
_LAST = ("dateline --help", "all commands")
#: Ledgers that are named beside the newest.
_NAMED = 5
_COUNTS = """
SELECT count(*), min(published), max(published), (SELECT count(*) FROM events_once),
  (SELECT count(*) FROM events_once WHERE act = 'CONSULT'), (SELECT count(DISTINCT process_id) FROM process_groups)
FROM current_stories"""
#: The two states of which most contacts are told.
_DYAD = """
WITH sides AS (SELECT group_no, unnest(countries) AS code FROM events_once WHERE act = 'CONSULT')
SELECT a.code, b.code, count(*) AS n FROM sides a JOIN sides b ON a.group_no = b.group_no AND a.code < b.code
GROUP BY a.code, b.code ORDER BY n DESC, a.code, b.code LIMIT 1"""


def show_start(folder: Path = Path()) -> None:
    """Print the newest ledger of the folder with three questions to ask of it; where there is none, how to make one."""
    click.echo(_HEAD.format(version=__version__), nl=False)
    steps = [*_next_steps(sorted(folder.glob("*.dateline"), key=_age)), _LAST]
    width = max(len(step[0]) for step in steps if isinstance(step, tuple))
    for step in steps:
        click.echo(step if isinstance(step, str) else f"  {step[0]:{width}}   {step[1]}")


def _age(path: Path) -> tuple[float, str]:
    """The newest first, then by name."""
    try:
        return -path.stat().st_mtime, path.name
    except OSError:
        return 0.0, path.name


def _next_steps(ledgers: Sequence[Path]) -> Iterator[Step]:
    if not ledgers:
        yield from _NEW
        return
    from dateline.ledger import Ledger  # noqa: PLC0415  (0.2 s: the database, only where there is a ledger)

    path, *others = ledgers
    try:
        with Ledger.open(path, read_only=True) as ledger:
            told = list(_of_ledger(ledger, quote(path.name)))
        yield from told
    except LedgerError as error:
        yield f"\nHere is a ledger that cannot be read now:\n  {error}"
        yield from _NEW
    if others:
        more = f" and {len(others) - _NAMED} more" if len(others) > _NAMED else ""
        yield f"\nOther ledgers here: {', '.join(quote(other.name) for other in others[:_NAMED])}{more}\n"


def _of_ledger(ledger: Ledger, name: str) -> Iterator[Step]:
    ((stories, first, last, events, contacts, processes),) = ledger.tuples(_COUNTS)
    if not stories:
        yield f"\n{name} is empty.\n"
        yield f"dateline code story.txt --ledger {name}", "code stories into it"
        return
    told = f" published {first} to {last}" if first else ""
    kinds = (_many(events, "event", "events"), _many(contacts, "contact", "contacts"))
    board = _many(processes, "process", "processes")
    yield f"\n{name} has {_many(stories, 'story', 'stories')}{told}: {', '.join(kinds)}, {board}.\n\nAsk it:"
    dyad = next(iter(ledger.tuples(_DYAD)), None)
    of_whom = f" --dyad {dyad[0]}-{dyad[1]}" if dyad else ""
    yield f"dateline contacts --ledger {name}{of_whom}", "who spoke to whom, over which channel?"
    yield f"dateline processes --ledger {name}", "what is stalled, in force, restored?"
    yield f"dateline plans --ledger {name} --open", "what is still to come?"
    yield "\nGo on:"
    yield f"dateline serve --ledger {name}", "look at it in the browser"
    yield f"dateline code wire/*.jsonl --ledger {name}", "code more stories into it"


def _many(number: int, one: str, more: str) -> str:
    return f"{number:,} {one if number == 1 else more}"
