"""An office: who held it from when to when, what is not told, and what was done in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec
from fastapi import APIRouter, Request
from fastapi.responses import Response

from dateline.ledger import Ledger
from dateline.lexicon.office_terms import has_one_holder, one_title
from dateline.query.events import representatives
from dateline.query.filters import Conditions, Filters
from dateline.query.offices import find
from dateline.records.rows import Row
from dateline.web.asked import Question
from dateline.web.listing import check_names
from dateline.web.render import page
from dateline.web.snapshots import Reader

from . import wording  # noqa: F401  (its filters)
from .bars import tenure_line
from .missing import missing

router = APIRouter(include_in_schema=False)
#: The office, and the days that it is asked for.
KNOWN = frozenset({"office", "country", "as_of", "known_on"})
#: Tenures and events that a page shows.
HOLDERS, EVENTS = 60, 15


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Days between two holders of which nothing is told."""

    first: str
    last: str


@router.get("/office")
def office(request: Request, ledger: Reader, asked: Question, office: str = "", country: str = "") -> Response:
    """The page of an office of a state or an organisation."""
    check_names(asked, KNOWN, "/office")
    if not office.strip():
        return missing(
            request, "office", "no office named", "/offices", why="Write /office?office=foreign+minister&country=FIN."
        )
    titles = titles_of(ledger, office, country)
    if not titles:
        return missing(request, "office", f"{office} {country}".strip(), "/offices")
    rows, number = holders(ledger, titles, country, asked.filters)
    ((today,),) = ledger.tuples("SELECT max(published) FROM current_stories")
    return page(
        request,
        "office.html",
        office=office,
        country=country.upper(),
        titles=titles,
        single=has_one_holder(office),
        rows=with_gaps(rows) if has_one_holder(office) and not asked.filters.as_of else rows,
        number=number,
        line=tenure_line(rows, today),
        events=done(ledger, titles, country, asked.filters),
        asked=asked,
        Gap=Gap,
    )


def titles_of(ledger: Ledger, office: str, country: str) -> list[str]:
    """The titles in the ledger that mean this office, as written; none if there are none."""
    code, asked = country.upper(), one_title(office)
    known = ledger.tuples("SELECT DISTINCT office FROM tenures WHERE $1 = '' OR country = $1 ORDER BY office", [code])
    meant = [title for (title,) in known if title.lower() == office.lower() or one_title(title) == asked]
    return [title for title in meant if ledger.tuples(_IS_TOLD, [code, title])]


#: Four times as fast as all titles of the view.
_IS_TOLD = "SELECT 1 FROM current_tenures WHERE office = $2 AND ($1 = '' OR country = $1) LIMIT 1"


def holders(ledger: Ledger, titles: Sequence[str], country: str, filters: Filters) -> tuple[list[Row], int]:
    """The tenures in an office of these titles, the first first, those without days last; and how many there are in all."""
    among = Conditions()
    among.add("office IN (SELECT unnest(?))", list(titles))
    asked = Filters(country=(country,) if country else (), as_of=filters.as_of, known_on=filters.known_on)
    found = find(ledger, asked, among=among)
    keys = [
        (first or last or "9999", tenure.name[0])
        for (first, last), tenure in zip(found.days(), found.tenures, strict=True)
    ]
    places = sorted(range(len(found)), key=keys.__getitem__)
    return found.answer(places[:HOLDERS]).rows(), len(found)


_DONE = """
SELECT e.record FROM (
  SELECT c.event_no, c.first FROM ({representatives}) c
  WHERE event_no IN (SELECT event_no FROM participants WHERE office IN ({titles}) AND (? = '' OR country = ?))
    AND told_until_now AND coalesce(first <= ?::DATE, true)
  ORDER BY first DESC NULLS LAST, event_no DESC LIMIT {limit}
) d JOIN events e USING (event_no) ORDER BY d.first DESC NULLS LAST, d.event_no DESC"""


def done(ledger: Ledger, titles: Sequence[str], country: str, filters: Filters) -> list[Row]:
    """The last events of which a side is told by one of these titles, of that state or organisation."""
    marks = ", ".join("?" * len(titles))
    sql = _DONE.format(representatives=representatives(filters), titles=marks, limit=EVENTS)
    rows = ledger.tuples(sql, [*titles, country.upper(), country.upper(), filters.as_of])
    return [msgspec.json.decode(record) for (record,) in rows]


def with_gaps(rows: Sequence[Row]) -> list[Row | Gap]:
    """The tenures of an office that one person holds, with what is not told between them.

    >>> rows = [{"from": "2001", "to": "2003"}, {"from": "2006", "to": None}]
    >>> with_gaps(rows)[1]
    Gap(first='2003', last='2006')
    """
    found: list[Row | Gap] = []
    latest: str | None = None
    for row in rows:
        if latest and row["from"] and row["from"][:7] > latest[:7] and not row["from"].startswith(latest):
            found.append(Gap(first=latest, last=row["from"]))
        found.append(row)
        latest = max(filter(None, (latest, row["to"])), default=None) if row["to"] else None if row["from"] else latest
    return found
