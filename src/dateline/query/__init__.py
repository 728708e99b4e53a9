"""The ledger's rows by filter and by date, and why each of them is there.

Takes: an open ledger and Filters; for `why` an id.
Gives: Answers with the rows of the contract in a fixed order; WhyReport for one row.
Drops: nothing silently: withdrawn stories and what only they tell are left out unless `withdrawn` is asked for.
Reads: the ledger; levels of offices from the lexicon.
Never: writes, or answers with a row that was not known on the day asked about.
"""

from typing import TYPE_CHECKING

from dateline.later import later

if TYPE_CHECKING:
    from .calendar import occasions
    from .cited import Citation, citations
    from .claims import claims
    from .contacts import contacts
    from .count import count
    from .counting import UNITS
    from .declined import declined
    from .diff import Diff, diff
    from .events import events
    from .filters import Filters
    from .holders import offices
    from .plans import plans
    from .processes import processes
    from .queue import review_queue
    from .reasons import ChangeReason, FieldReason, Mark, Telling, ToldSentence, WhyReport
    from .stories import stories
    from .told import told_events
    from .totals import total
    from .units import events_by_unit
    from .unknown import unknown_words
    from .why import why

__all__ = [
    "UNITS",
    "ChangeReason",
    "Citation",
    "Diff",
    "FieldReason",
    "Filters",
    "Mark",
    "Telling",
    "ToldSentence",
    "WhyReport",
    "citations",
    "claims",
    "contacts",
    "count",
    "declined",
    "diff",
    "events",
    "events_by_unit",
    "occasions",
    "offices",
    "plans",
    "processes",
    "review_queue",
    "stories",
    "told_events",
    "total",
    "unknown_words",
    "why",
]

__getattr__ = later(
    __name__,
    {
        "calendar": "occasions",
        "cited": "Citation citations",
        "claims": "claims",
        "contacts": "contacts",
        "count": "count",
        "counting": "UNITS",
        "declined": "declined",
        "diff": "Diff diff",
        "events": "events",
        "filters": "Filters",
        "holders": "offices",
        "plans": "plans",
        "processes": "processes",
        "queue": "review_queue",
        "reasons": "ChangeReason FieldReason Mark Telling ToldSentence WhyReport",
        "stories": "stories",
        "told": "told_events",
        "totals": "total",
        "units": "events_by_unit",
        "unknown": "unknown_words",
        "why": "why",
    },
)
