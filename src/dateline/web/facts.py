"""What the foot of every page says of the ledger: how many stories, and until when anything is known."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from dateline.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Facts:
    """stories: versions and copies, too; known_from, known_until: first and last day of publication, None if no story has one."""

    stories: int
    known_from: dt.date | None
    known_until: dt.date | None


def read_facts(ledger: Ledger) -> Facts:
    """The facts of a ledger. Raises LedgerError where the file fails."""
    ((stories, first, last),) = ledger.tuples("SELECT count(*), min(published), max(published) FROM current_stories")
    return Facts(stories=stories, known_from=first, known_until=last)
