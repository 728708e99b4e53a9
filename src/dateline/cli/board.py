"""The board of processes for people: by state, what runs first, each with its parties and the sentence of its last change."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from dateline.lexicon.process_states import load_state_terms
from dateline.records import Row

from .tables import QUIET, short

#: Colour by stage of the usual course: planned, put off, running, troubled, running again, over.
_COLOURS = ("cyan", "cyan", "green", "yellow", "green", "dim")
#: Characters of a sentence that the board shows; `--format jsonl` has all of it.
SENTENCE = 170


def processes_table(rows: Iterable[Row], title: str | None = None) -> Table:
    """Processes under the heading of their state: since when, between whom, and the sentence that says so."""
    drawn = Table(box=SIMPLE_HEAD, title=title, title_justify="left", expand=True, pad_edge=False, title_style="bold")
    drawn.add_column("since", no_wrap=True)
    drawn.add_column("process", ratio=4, overflow="fold")
    drawn.add_column("last change", ratio=5, overflow="fold")
    for (_, state), found in groupby(sorted(rows, key=_heading), key=_heading):
        drawn.add_row("", Text(state.upper(), style=f"bold {_colour(state)}"), "")
        for row in found:
            drawn.add_row(_since(row), _process(row), _change(row))
        drawn.add_section()
    return drawn


def _heading(row: Row) -> tuple[int, str]:
    return load_state_terms().stage_of(row["state"]), row["state"]


def _colour(state: str) -> str:
    stage = load_state_terms().stage_of(state)
    return _COLOURS[min(stage, len(_COLOURS) - 1)]


def _since(row: Row) -> str:
    return (row["since"] or "?").replace("/", "\n../").replace("../..", "..")


def _process(row: Row) -> Text:
    """Name, parties with the direction of a measure, and what it is about."""
    drawn = Text(row["name"] or row["kind"], style="bold")
    sides = (
        f"{' '.join(row['by'])} > {' '.join(row['against'])}"
        if row["by"] and row["against"]
        else " ".join(row["parties"])
    )
    drawn.append(f"\n{row['kind']}  {sides}", style="not bold")
    about = row["subject"]
    if about and about.lower() not in row["name"].lower():
        drawn.append(f"\n{short(about, 80)}", style="not bold italic")
    drawn.append(f"\n{row['process_id'][:11]}", style=f"not bold {QUIET}")
    return drawn


def _change(row: Row) -> Text:
    """The sentence of the last change, where it stands, and how often the state changed before."""
    last = row["history"][-1]
    drawn = Text(short(last["text"], SENTENCE))
    known = f"{last['source_id'].rpartition('/')[2]}, {last['known_on'] or 'day unknown'}"
    before = "".join(f"{step['state']} {step['from'] or '?'}, " for step in row["history"][-3:-1])
    drawn.append(f"\n{known}" + (f"; before: {before.removesuffix(', ')}" if before else ""), style=QUIET)
    return drawn
