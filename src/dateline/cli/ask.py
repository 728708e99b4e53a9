"""The commands that ask a ledger (`events`, `contacts`, `processes`, `plans` ...): its rows by filter and by date."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import TYPE_CHECKING, Any

import click

import dateline
from dateline import query
from dateline.query import UNITS, Filters
from dateline.query.known import KNOWN

from . import completing
from .advice import say_if_nothing_fits, say_what_means_nothing
from .app import COMMANDS
from .options import Decorated, date_option, existing_ledger, ledger_option
from .output import Draw, form_of, format_option, output_option, write_answer

if TYPE_CHECKING:
    from rich.console import RenderableType

    from dateline.records import Row


def drawn(name: str) -> Draw:
    """What draws the rows of this kind ("events", "units", "side_by_side" ...) as a table, loaded when it draws."""

    def draw(rows: Iterable[Row]) -> RenderableType:
        from . import board, contact_tables, tables  # noqa: PLC0415  (rich, 0.1 s: only who draws)

        draws: dict[str, Draw] = {
            "events": tables.events_table,
            "units": tables.units_table,
            "contacts": tables.contacts_table,
            "side_by_side": contact_tables.side_by_side,
            "claims": tables.claims_table,
            "offices": tables.offices_table,
            "processes": board.processes_table,
            "plans": tables.plans_table,
            "stories": tables.stories_table,
            "declined": tables.declined_table,
        }
        return draws[name](rows)

    return draw


def _words(field: str, metavar: str, words: str) -> Callable[..., Any]:
    return click.option(
        f"--{field}",
        multiple=True,
        metavar=metavar,
        help=f"{words} May be given more than once.",
        shell_complete=completing.words(field),
    )


def _word(field: str, metavar: str, words: str) -> Callable[..., Any]:
    return click.option(f"--{field}", metavar=metavar, help=words)


#: Options by the field of Filters that they fill; a query offers those that it knows.
OPTIONS: dict[str, Callable[..., Any]] = {
    "type": _words("type", "TYPE", "PLOVER type: CONSULT, AID, SANCTION ..."),
    "act": _words("act", "TYPE", "Type of the underlying act, planned ones included."),
    "mode": _words("mode", "MODE", "PLOVER mode."),
    "status": _words(
        "status", "STATUS", "occurred, ongoing, planned, cancelled, postponed, not_occurred, hypothetical."
    ),
    "channel": _words("channel", "CHANNEL", "phone, video, in_person, letter, hotline, multilateral, unknown."),
    "issue": _words("issue", "ISSUE", "Issue."),
    "context": _words("context", "CONTEXT", "PLOVER context: diplomatic, economic, cbrn ..."),
    "country": _words("country", "CODE", "Country on any side: KOR, USA, UNO ..."),
    "stance": _words("stance", "STANCE", "asserts, denies, confirms, doubts, demands, predicts."),
    "outcome": _words("outcome", "OUTCOME", "held, cancelled, postponed, open, overdue, unknown."),
    "kind": _words("kind", "KIND", "Kind of process: talks, line, sanctions, agreement ..."),
    "state": _words("state", "STATE", "under way, in force, stalled, cut, restored, lifted ..."),
    "level": _words("level", "LEVEL", "head, minister, deputy, envoy, working: of some participant."),
    "host": _words("host", "CODE", "Country of the host."),
    "mediator": _words("mediator", "CODE", "Country or organisation of the mediator."),
    "actor": _word("actor", "WORDS", "Part of an actor's name, phrase, office or entity id."),
    "dyad": _word("dyad", "A-B", "KOR-PRK either way, KOR>PRK actor to recipient."),
    "office": _word("office", "WORDS", "Part of an office's title."),
    "holder": _word(
        "holder", "OFFICE", "Who holds this office? The registry is asked too. 'foreign minister of Chile'"
    ),
    "source": _word("source", "NAME", "Part of the outlet's name, or a source_id."),
    "story": _word("story", "ID", "story_id, source_id or group."),
    "since": date_option("--since", "First day."),
    "until": date_option("--until", "Last day."),
    "place": _word("place", "NAME", "Country code or part of a place's name."),
    "text": _word("text", "WORDS", "Part of the sentence, content or headline."),
    "about": _word("about", "ID", "Claims about this event."),
    "room": _word("room", "ROOM", "The room that declined."),
    "background": click.option("--background/--news", default=None, help="Only what is told as history, or as news."),
    "withdrawn": click.option("--withdrawn", is_flag=True, help="Also what only withdrawn stories tell."),
    "open": click.option("--open", is_flag=True, help="Only what is not over."),
    "disputed": click.option("--disputed", is_flag=True, help="Only that on which accounts contradict each other."),
    "as_of": date_option("--as-of", "What was so on that day."),
    "known_on": date_option("--known-on", "What stories published until that day tell."),
    "sort": _word("sort", "FIELD", "Order of the rows; -FIELD turns it round."),
    "limit": click.option("--limit", type=click.IntRange(0), metavar="N", help="So many rows at most."),
    "offset": click.option(
        "--offset", type=click.IntRange(0), default=0, metavar="N", help="Leave out so many rows before them."
    ),
}


def filtered(known: Collection[str]) -> Callable[[Decorated], Decorated]:
    """Gives a command an option for each of these filters, in the order of OPTIONS."""

    def decorate(command: Decorated) -> Decorated:
        for name in reversed([name for name in OPTIONS if name in known]):
            command = OPTIONS[name](command)
        return command

    return decorate


_on = date_option("--on", "As it was on that day, by what was known then: --as-of and --known-on in one.")
#: Options that stand for several filters, by the query that has them.
SHORT: dict[str, tuple[Callable[..., Any], ...]] = {
    "events": (
        click.option(
            "--unit",
            type=click.Choice(list(UNITS)),
            help="One row for each story, source or mention that tells an event, rather than one for each event.",
        ),
    ),
    "offices": (
        click.option("--who", metavar="PERSON", help="All offices of a person, the first first: --actor, by day."),
        date_option("--on", "Who held it on that day, by all that is known: --as-of."),
    ),
    "plans": (click.option("--open", "still_open", is_flag=True, help="Only those that are open or overdue."), _on),
    "processes": (_on,),
    "contacts": (
        click.option(
            "--differences",
            is_flag=True,
            help="Only those of which accounts differ, the accounts of the sides beside one another.",
        ),
    ),
}


def _filters(given: dict[str, Any]) -> Filters:
    """The filters of the options; a short one gives way to the long ones that it stands for."""
    still_open, on = given.pop("still_open", False), given.pop("on", None)
    who = given.pop("who", None)
    if who:
        given |= {"actor": given["actor"] or who, "sort": given["sort"] or "from"}
    if still_open and not given["outcome"]:
        given["outcome"] = ("open", "overdue")
    if on:
        given |= {name: given[name] or on for name in ("as_of", *(() if "holder" in given else ("known_on",)))}
    return Filters(**given)


def command_for(name: str) -> click.Command:
    """The command that asks the query of this name, with an option for each filter that the query knows."""
    known = KNOWN[name]

    def command(ledger: str, output: str | None, form: str | None, **given: Any) -> None:  # noqa: ANN401  (click's values)
        chosen = form_of(form, output)
        with dateline.Ledger.open(existing_ledger(ledger), read_only=True) as opened:
            differing, unit = given.pop("differences", False), given.pop("unit", None)
            filters = _filters({**given, "disputed": True} if differing else given)
            say_what_means_nothing(opened, filters)
            answer = query.events_by_unit(opened, unit, filters) if unit else getattr(query, name)(opened, filters)
            write_answer(answer, chosen, output, drawn("units" if unit else "side_by_side" if differing else name))
            if chosen == "table":
                say_if_nothing_fits(opened, answer)

    options = (*SHORT.get(name, ()), *(OPTIONS[field] for field in OPTIONS if field in known))
    for option in (output_option, format_option, *reversed(options)):
        command = option(command)
    return click.command(name, help=COMMANDS[name])(ledger_option(command))
