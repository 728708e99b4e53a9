"""An actor: a person, state, body or group, and all that the ledger tells of him."""

from __future__ import annotations

from dataclasses import replace

from fastapi import APIRouter, Request
from fastapi.responses import Response

from dateline import query
from dateline.ledger import Ledger
from dateline.query.filters import Filters
from dateline.records.rows import Row
from dateline.web.asked import Question
from dateline.web.listing import check_names
from dateline.web.render import page
from dateline.web.snapshots import Reader

from . import actor_facts as facts
from . import wording  # noqa: F401  (its filters)
from .actor_who import Who, find_actors, lay_out
from .bars import tenure_line, year_bars
from .missing import missing

router = APIRouter(include_in_schema=False)
#: The days that the page is asked for.
KNOWN = frozenset({"as_of", "known_on"})
#: Officers and processes of a state that its page shows.
OFFICERS, PROCESSES = 20, 12


@router.get("/actor/{actor:path}")
def actor(request: Request, ledger: Reader, asked: Question, actor: str) -> Response:
    """The page of an actor, as known and as it was on the days asked about."""
    check_names(asked, KNOWN, "/actor")
    found = find_actors(ledger, actor)
    if not found:
        return missing(request, "actor", actor, "/contacts")
    who, filters = found[0], Filters(as_of=asked.filters.as_of, known_on=asked.filters.known_on)
    lay_out(ledger, who, filters)
    told = facts.read_told(ledger)
    most = max((line.most for line in told.lines), default=0)
    return page(
        request,
        "actor.html",
        who=who,
        others=found[1:],
        asked=asked,
        told=told,
        lines=[(line, year_bars(line.years, most)) for line in told.lines],
        counterparts=facts.read_counterparts(ledger, who),
        names=facts.read_names(ledger, who, filters),
        contacts=facts.read_contacts(ledger, filters),
        made=facts.read_claims(ledger, who, filters, about=False),
        about=facts.read_claims(ledger, who, filters, about=True),
        filter_name="country" if who.whole else "actor",
        filter_value=who.code if who.whole else who.key,
        **(_of_state(ledger, who, filters) if who.whole else _of_person(ledger, who, filters)),
    )


def _of_state(ledger: Ledger, who: Who, filters: Filters) -> Row:
    officers, number = facts.read_officers(ledger, who.code or "", filters, OFFICERS)
    asked = replace(filters, country=(who.code or "",), limit=PROCESSES)
    processes = query.processes(ledger, asked).rows()
    ((last,),) = ledger.tuples("SELECT max(published) FROM current_stories")
    return {
        "officers": officers, "number_of_officers": number, "processes": processes, "offices": [], "line": None, "last_day": last,
    }  # fmt: skip


def _of_person(ledger: Ledger, who: Who, filters: Filters) -> Row:
    offices = facts.read_offices(ledger, who, filters)
    ((today,),) = ledger.tuples("SELECT max(published) FROM current_stories")
    line = tenure_line(offices, today)
    return {"officers": [], "number_of_officers": 0, "processes": [], "offices": offices, "line": line}
