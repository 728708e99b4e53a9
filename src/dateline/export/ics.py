"""iCalendar (RFC 5545): one VEVENT an occasion, as whole days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from importlib.metadata import version
from typing import TYPE_CHECKING, BinaryIO

from dateline.records.calendar import Occasion
from dateline.records.loss import Choice, LeftOut, Loss

if TYPE_CHECKING:
    from icalendar import Event, Timezone

_DAY = dt.timedelta(days=1)
#: STATUS by what became of a plan; RFC 5545 has no word for one that was put off and has no new day.
_STATUS = {"held": "CONFIRMED", "cancelled": "CANCELLED", "postponed": "CANCELLED"}
#: The stamp of an entry whose story is of unknown date: it must have one, and the same one every time.
_UNKNOWN = dt.date(1970, 1, 1)
CHOICES = {
    "UID": "the id of the first event that tells it: a plan, put off and then held, stays one entry",
    "week, month, year": "DTSTART to DTEND span the whole interval; X-DATELINE-GRAIN says what it is; no day is picked",
    "put off, no new day": "STATUS:CANCELLED and X-DATELINE-OUTCOME:postponed",
    "nothing to write": "a calendar with the time zone UTC as its only component, which RFC 5545 allows",
}


def write_ics(occasions: Iterable[Occasion], stream: BinaryIO) -> Loss:
    """Write those that have a day; the report counts those that have none.

    UID is the event's id and SEQUENCE counts its changes, so that a calendar loaded again is brought up to date. DTSTART and DTEND
    are dates: the whole span that the text tells (a day, a month, a year), DTEND the day after it. STATUS: CONFIRMED for what was
    held, CANCELLED for what was cancelled or put off, else TENTATIVE. DTSTAMP is the day of the story that changed it last: the
    same ledger gives the same bytes. Without an entry the calendar has a time zone, as a calendar without components is not valid.
    """
    from icalendar import Calendar  # noqa: PLC0415  (0.1 s; only this format pays for it)

    calendar = Calendar()
    calendar.add("prodid", f"-//dateline//dateline {version('dateline')}//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "dateline")
    given = list(occasions)
    dated = [occasion for occasion in given if occasion.first is not None]
    for occasion in dated:
        calendar.add_component(_event(occasion))
    if not dated:
        calendar.add_component(_utc())
    stream.write(calendar.to_ical())
    left = len(given) - len(dated)
    return Loss(
        format="ics",
        events=len(given),
        written=len(dated),
        rows=len(dated),
        lossless=False,
        left_out=(LeftOut(reason="of unknown date", events=left),) if left else (),
        choices=tuple(Choice(name=name, chosen=chosen) for name, chosen in CHOICES.items()),
    )


def _event(occasion: Occasion) -> Event:
    from icalendar import Event, vGeo  # noqa: PLC0415  (as above)

    event = Event()
    event.add("uid", occasion.event_id)
    event.add("sequence", occasion.sequence)
    event.add("dtstamp", dt.datetime.combine(occasion.published or _UNKNOWN, dt.time(), dt.UTC))
    event.add("dtstart", occasion.first)
    event.add("dtend", (occasion.last or occasion.first or _UNKNOWN) + _DAY)
    event.add("summary", _summary(occasion))
    event.add("status", _STATUS.get(occasion.outcome, "TENTATIVE"))
    event.add("description", _description(occasion))
    event.add("transp", "TRANSPARENT")
    if occasion.place:
        event.add("location", occasion.place)
    if occasion.lat is not None and occasion.lon is not None:
        event.add("geo", vGeo((occasion.lat, occasion.lon)))
    if occasion.topics:
        event.add("categories", list(occasion.topics))
    for related in occasion.related:
        event.add("related-to", related)
    event.add("x-dateline-grain", occasion.grain)
    if occasion.basis:
        event.add("x-dateline-basis", occasion.basis)
    if occasion.planned:
        event.add("x-dateline-outcome", occasion.outcome)
    return event


def _utc() -> Timezone:
    from icalendar import Timezone, TimezoneStandard  # noqa: PLC0415  (as above)

    zone, standard = Timezone(), TimezoneStandard()
    zone.add("tzid", "UTC")
    standard.add("dtstart", dt.datetime.combine(_UNKNOWN, dt.time()))
    standard.add("tzoffsetfrom", dt.timedelta(0))
    standard.add("tzoffsetto", dt.timedelta(0))
    zone.add_component(standard)
    return zone


def _summary(occasion: Occasion) -> str:
    """What, who, and of a plan what became of it: "in person: Ada Berg (NOR), Jun Mori (JPN) [postponed]"."""
    known = occasion.channel if occasion.channel not in {None, "unknown"} else occasion.act.lower()
    outcome = f" [{occasion.outcome}]" if occasion.planned else ""
    return f"{str(known).replace('_', ' ')}: {', '.join(occasion.who)}{outcome}"


def _description(occasion: Occasion) -> str:
    """The sentence of the story and who published it; of a plan the rule that tells what became of it."""
    published = occasion.published.isoformat() if occasion.published else "day unknown"
    lines = [" ".join(occasion.sentence.split()), f"{', '.join(occasion.sources) or 'source unknown'}, {published}"]
    if occasion.planned:
        lines.append(f"Plan, {occasion.outcome}" + (f": {occasion.reason}" if occasion.reason else ""))
    return "\n".join(lines)
