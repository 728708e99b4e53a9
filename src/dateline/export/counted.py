"""Which events the formats of CAMEO count, and on which day: deeds on their day, words on the day on which they were said."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from dateline.lexicon.exchange import Exchange
from dateline.records.loss import ExportChoices
from dateline.records.told import ToldEvent

from .days import CHOICES as OF_DAYS
from .days import COARSE, coarseness, exact_day

CHOICES = {
    **OF_DAYS,
    **COARSE,
    "plans": "intents and threats (roots 01, 02, 03, 10 to 13) on the day of the first story that tells them, as CAMEO dates the "
    "announcement; planned deeds are left out",
    "cancelled, postponed, denied and hypothetical events": "left out",
    "events of several days": "on the first",
}
_HAPPENED = ("occurred", "ongoing")
_LEFT_OUT = {"not_occurred": "denied"}


@dataclass(frozen=True, slots=True)
class Counted:
    """The day of an event that is written, with remarks on how it came about; without a day, the reason why it is not."""

    day: dt.date | None
    reason: str = ""
    remarks: tuple[str, ...] = ()


def counted(told: ToldEvent, choices: ExportChoices, exchange: Exchange) -> Counted:
    """Whether a format of CAMEO counts the event, and on which day (CHOICES)."""
    event = told.event
    if event.status == "planned":
        return _announced(told, exchange)
    if event.status not in _HAPPENED:
        return Counted(None, _LEFT_OUT.get(event.status, event.status))
    day, reason = exact_day(told, choices)
    if day is None:
        return Counted(None, reason)
    return Counted(day, remarks=tuple(_remarks(told)))


def _announced(told: ToldEvent, exchange: Exchange) -> Counted:
    if told.event.cameo[:2] not in exchange.words:
        return Counted(None, "planned deeds")
    if told.known_first is None:
        return Counted(None, "plans whose announcement has no day")
    return Counted(told.known_first, remarks=("plans: on the day of the first story that tells them",))


def _remarks(told: ToldEvent) -> list[str]:
    when = told.event.when
    if when.first is None:
        return ["of unknown date: on the day of the first story that tells them"]
    if known := coarseness(when):
        return [f"{known}: on its first day"]
    return ["of several days: on the first"] if when.last not in {None, when.first} else []
