"""A report on a pair, an actor or a period: pictures and tables on one page, every row with the sentence that tells it."""

from __future__ import annotations

import dataclasses

from dateline.ledger import Ledger
from dateline.query import Filters
from dateline.query.events import KNOWN
from dateline.query.filters import EVERYTHING, check_filters

from .days import most_days
from .described import count_of, name_of, source_line, subject, subtitle
from .map import map_
from .network import network
from .page import environment
from .palette import load_palette
from .picture import Picture, PictureOptions
from .report_data import (
    MOST,
    contact_lines,
    disputed_lines,
    event_lines,
    figures,
    plan_lines,
    process_rows,
    source_rows,
)
from .timeline import timeline


def report(ledger: Ledger, filters: Filters = EVERYTHING, options: PictureOptions | None = None) -> str:
    """A page of HTML, complete in itself: no script, nothing loaded, light or dark on the screen, ready to be printed to PDF.

    Headline figures; a timeline; a map, and a network where no single pair is asked for; contacts and other events with the
    sentence that tells each; accounts that differ; processes and their state; open plans; sources; how it was counted. options:
    title, width, link, and limit (rows of each table; 100 without). Raises UsageError for a filter that events do not know.
    """
    look = dataclasses.replace(options or PictureOptions(), theme="page")
    check_filters(filters, KNOWN, "a report")
    asked = dataclasses.replace(filters, sort=None, limit=None)
    most = look.limit or MOST
    total, days = most_days(ledger, asked)
    counted = figures(ledger, asked)
    who, (found, in_all) = subject(asked), process_rows(ledger, asked, most)
    return (
        environment()
        .get_template("report.html")
        .render(
            title=look.title or (f"{who}: a report" if who else "A report on the ledger"),
            subtitle=subtitle(asked, days, shown=count_of(total, "event")),
            source=source_line(ledger, asked, total),
            css=load_palette().css(),
            figures=counted,
            pictures=_pictures(ledger, asked, dataclasses.replace(look, limit=None, title=None)),
            contacts=contact_lines(ledger, asked, most, counted.contacts),
            events=event_lines(ledger, asked, most, counted.events - counted.contacts),
            disputed=disputed_lines(ledger, asked, most),
            processes=found,
            process_number=in_all,
            withdrawn=asked.withdrawn,
            plans=plan_lines(ledger, asked, most),
            sources=source_rows(ledger, asked),
            link=look.url,
            name_of=name_of,
        )
    )


def _pictures(ledger: Ledger, filters: Filters, look: PictureOptions) -> list[Picture]:
    """The pictures of the report that have something to show."""
    made = [timeline(ledger, filters, by="dyad", options=look), map_(ledger, filters, options=look)]
    if filters.dyad is None:
        made.insert(1, network(ledger, filters, options=look))
    return [picture for picture in made if picture.rows]
