"""`dateline registry`: who held which office when; build the table, add rows of one's own, ask."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dateline.lexicon.registry import Registry, load_registry
from dateline.lexicon.registry_persons import DATA_FILE
from dateline.records import Row
from dateline.registry.add import add_file, kept_files, remove_file
from dateline.registry.build import build_table
from dateline.registry.search import Found, country_code, read_question, search

from .console import console
from .mistakes import NearestGroup
from .options import date_option
from .output import form_of

if TYPE_CHECKING:
    from dateline.registry.sparql import Query

FORMATS = ("table", "jsonl", "csv")
#: What `update` asks for if nothing is said.
USUAL = ("head_of_state", "head_of_government", "foreign_minister", "defence_minister")


@click.group("registry", cls=NearestGroup)
def command() -> None:
    """Who held which office when: ask, add rows of your own, bring them up to date.

    Rows of your own are kept in your data folder (or $DATELINE_REGISTRY) and every command uses them from then on.
    """


@command.command("search")
@click.argument("query", nargs=-1, required=True, metavar="QUERY")
@click.option("--country", metavar="CODE", help="Code or English name of the state or organisation: EGY, Egypt, UNO.")
@date_option("--on", "Who was it on that day? Without it, all spells, the newest first.")
@click.option("--format", "form", type=click.Choice(FORMATS), help="Default: table on a terminal, else jsonl.")
def search_command(query: Sequence[str], country: str | None, on: dt.date | None, form: str | None) -> None:
    """Ask for a person ("lavrov") or an office ("foreign minister of Egypt", "UN secretary-general").

    With --on the answer is known, conflict (sources disagree: all are told) or unknown (no source covers that day: the last
    known holder is told beside, and nothing is guessed).
    """
    registry = load_registry()
    question = read_question(registry, " ".join(query), country)
    found = search(registry, question, on)
    chosen = form_of(form, None)
    if chosen == "jsonl":
        for row in found:
            click.echo(json.dumps(_row(row), ensure_ascii=False))
    elif chosen == "csv":
        click.echo(_as_csv(found), nl=False)
    else:
        _draw(found)


def _row(found: Found) -> Row:
    """The row as it is printed; what is not told is null."""
    row = asdict(found)
    return {
        "state": row["state"],
        "person": row["person"] or None,
        "office": row["office"] or None,
        "country": row["country"] or None,
        "from": row["first"] or None,
        "to": row["last"] or None,
        "as_of": row["as_of"] or None,
        "sources": list(row["sources"]),
        "certain": row["certain"],
        "why": row["why"] or None,
    }


def _as_csv(found: Iterable[Found]) -> str:
    text = io.StringIO()
    rows = [_row(row) for row in found]
    writer = csv.DictWriter(text, fieldnames=list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows({**row, "sources": "; ".join(row["sources"])} for row in rows)
    return text.getvalue()


def _draw(found: Sequence[Found]) -> None:
    """A table of the rows; what is not known is said above it."""
    from .tables import Column, table  # noqa: PLC0415  (0.1 s: rich)

    if found[0].state != "known":
        click.echo(f"{found[0].state}: {found[0].why}")
    columns = (
        Column(title="person", cell=lambda row: row["person"], ratio=4),
        Column(title="office", cell=lambda row: row["office"] or "", ratio=4),
        Column(title="of", cell=lambda row: row["country"] or ""),
        Column(title="from", cell=lambda row: row["from"] or ""),
        Column(title="to", cell=lambda row: row["to"] or ""),
        Column(title="as of", cell=lambda row: row["as_of"] or ""),
        Column(title="sources", cell=lambda row: ", ".join(row["sources"]), ratio=4),
        Column(title="", cell=lambda row: "" if row["certain"] else "?"),
    )
    rows = [_row(row) for row in found if row.person]
    if rows:
        console().print(table(rows, columns))


@command.command("add")
@click.argument("file", metavar="FILE.csv")
@click.option("--name", metavar="NAME", help="Name to keep the rows under; default: that of the file.")
def add_command(file: str, name: str | None) -> None:
    """Keep a CSV of office holders: from now on every command uses its rows, before those that ship.

    Columns: person, office, country, from, to, aliases (parted by "|"), sectors (PLOVER codes), source; person and country are
    needed. Dates are as exact as you know them: 2014-06-17, 2014-06, 2014. A row without `to` was open today, or on its as_of.
    A bad row is named with file and line, and nothing is kept then.
    """
    kept = add_file(Path(file), load_registry(own=()), dt.datetime.now(dt.UTC).date(), name)
    click.echo(f"{kept.name}: {kept.rows} rows, {kept.persons} persons, kept in {kept.path}")


@command.command("list")
def list_command() -> None:
    """List the rows of your own that are kept."""
    files = kept_files()
    for kept in files:
        click.echo(f"{kept.name:24}{kept.rows:6} rows {kept.persons:6} persons  {kept.path}")
    if not files:
        click.echo("no rows of your own: add some with `dateline registry add FILE.csv`")


@command.command("remove")
@click.argument("name")
def remove_command(name: str) -> None:
    """Forget the rows of your own that are kept under NAME."""
    click.echo(f"{name}: removed {remove_file(name)}")


@command.command("update")
@click.option("--endpoint", metavar="URL", help="SPARQL endpoint; default: https://query.wikidata.org/sparql.")
@click.option(
    "--country", "countries", multiple=True, metavar="CODE", help="Only this state; may be given more than once."
)
@click.option("--office", "offices", multiple=True, metavar="OFFICE", help=f"Of: {', '.join(USUAL)}, interior_minister, "
              "finance_minister, un_representative; may be given more than once. Default: the first four.")  # fmt: skip
@date_option("--since", "Only offices that were held on that day or later.")
@click.option("--timeout", type=click.FloatRange(1, 600), default=70.0, show_default=True, metavar="SECONDS",
              help="How long to wait for one answer.")  # fmt: skip
def update_command(
    endpoint: str | None, countries: Sequence[str], offices: Sequence[str], since: dt.date | None, timeout: float
) -> None:
    """Ask Wikidata, or an endpoint like it, for office holders, and keep them as rows of your own called "wikidata".

    The only command that uses the network. What was kept under that name before is replaced as a whole; if the endpoint does
    not answer, it stays. All states take about 15 minutes.
    """
    from dateline.registry.sparql import queries_for  # noqa: PLC0415  (0.1 s: only this command talks to the network)
    from dateline.registry.update import ENDPOINT, Endpoint, Manners, update  # noqa: PLC0415  (as above)

    registry = load_registry(own=())
    codes = [country_code(registry, country) for country in countries] or _states(registry)
    queries = queries_for(codes, offices or USUAL, since)
    asked = Endpoint(url=endpoint or ENDPOINT, manners=Manners(timeout=timeout))
    kept = update(asked, queries, dt.datetime.now(dt.UTC).date(), _tell if sys.stderr.isatty() else None)
    click.echo(f"{kept.name}: {kept.rows} rows, {kept.persons} persons, kept in {kept.path}")


def _states(registry: Registry) -> list[str]:
    """Codes of the states of today."""
    return sorted(code for code, state in registry.states.items() if not state.last)


def _tell(query: Query) -> None:
    click.echo(f"\rasking for {query.country} {query.office:24}", nl=False, err=True)


@command.command("build")
@click.option("--from", "folder", required=True, metavar="DIR", help="Folder that holds office_holders.jsonl.")
@click.option("-o", "--output", metavar="FILE", help="Table to write; default: the one that this installation uses.")
def build_command(folder: str, output: str | None) -> None:
    """Build the table of persons that ships: from the open rows and the offices written by hand.

    The same sources give the same bytes. The offices by hand stand in lexicon/actors/offices/ of the package.
    """
    target = Path(output) if output is not None else DATA_FILE
    built = build_table(Path(folder), target)
    click.echo(f"{target}: {built.persons} persons, {built.spells} spells, {built.size} bytes")
