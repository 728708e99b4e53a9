"""Advice on standard error: words of filters that mean nothing, with the nearest that do; and what an empty answer looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from dateline import query

if TYPE_CHECKING:
    from dateline.ledger import Answer, Ledger
    from dateline.query import Filters


def say_what_means_nothing(ledger: Ledger, filters: Filters) -> None:
    """Name each word that neither the lexicon nor the ledger knows; the query goes on, and finds nothing for it."""
    for words in query.unknown_words(ledger, filters):
        click.echo(f"dateline: {words}", err=True)


def say_if_nothing_fits(ledger: Ledger, answer: Answer) -> None:
    """Say of an empty answer what was looked at: a table without rows tells a reader too little."""
    if len(answer):
        return
    ((stories, first, last),) = ledger.tuples("SELECT count(*), min(published), max(published) FROM current_stories")
    told = f"{stories:,} {'story' if stories == 1 else 'stories'}" + (f" published {first} to {last}" if first else "")
    cure = (
        "ask with fewer filters" if stories else f"code stories into it: dateline code STORY... --ledger {ledger.path}"
    )
    click.echo(f"dateline: nothing in {ledger.path} fits: it has {told}; {cure}", err=True)
