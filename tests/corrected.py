"""A story of a made-up agency in several versions, and corrections of what it tells."""

import datetime as dt
from dataclasses import replace

from dateline.correcting import correct, propose
from dateline.grouping import group
from dateline.query import Filters, events
from dateline.records import Basis
from factories import make_actor, make_coded, make_event, make_run, make_story

DAY = dt.date(2031, 5, 6)
CALL = "Ruritania's foreign minister telephoned his Zubrowkan colleague on Tuesday about the closed ferry."
RECALL = "Zubrowka recalled its envoy from Strelsau on Monday."
REST = (
    "The ferry across the Oder lagoon has been out of service since a storm tore away its landing stage in April.",
    "Shopkeepers on both banks have asked for a pontoon until the landing is repaired.",
    "Engineers of the two port authorities inspected the piles last week and found most of them sound.",
    "A spokeswoman said a timetable would be published as soon as the insurers had answered.",
)
NOON = dt.datetime(2031, 5, 7, 12, 0, tzinfo=dt.UTC)


def version(*lines, source_id="ferry.txt", day=DAY, **masthead):
    """The story with these lines before the rest; its call and its recall of an envoy are events, if it has the words."""
    given = {name: masthead.pop(name) for name in ("title", "source") if name in masthead}
    story = make_story([*(lines or (CALL, RECALL)), *REST], source_id=source_id, **given)
    told = []
    if "telephoned" in story.text:
        sides = tuple(make_actor(story, *who, role="participant") for who in _sides(story))
        told.append(make_event(story, "telephoned", mode="phone", channel="phone", day=DAY, cameo="041", actors=sides))
    if "recalled its envoy" in story.text:
        who = make_actor(story, "Zubrowka recalled"[:8], "ZUB")
        told.append(make_event(story, "recalled its envoy", type="SANCTION", actors=(who,)))
    return make_coded(story, told, published=day, agency="Ruritel", **masthead)


def _sides(story):
    return [("Ruritania", "RUR"), ("Zubrowkan", "ZUB")] if "Zubrowkan" in story.text else [("Ruritania", "RUR")]


def recoded(coded, *, drop=(), codebook="cb2", **fields):
    """The same story as another codebook codes it: other ids, other rules, and these fields of the call otherwise."""
    told = []
    for event in coded.events:
        more = fields if event.trigger.text == "telephoned" else {}
        told.append(replace(event, event_id=f"{event.event_id}{codebook}", basis=Basis(type="rule:other"), **more))
    return replace(coded, events=tuple(one for one in told if one.trigger.text not in drop))


def keep(ledger, *coded, codebook="cb1"):
    ledger.append(coded, make_run(codebook))
    group(ledger)


def row(ledger, words="telephoned"):
    """The event told by these words, as queries give it; None if they give none."""
    found = [one for one in events(ledger) if one["trigger"]["text"] == words]
    assert len(found) <= 1, [one["source_id"] for one in found]
    return found[0] if found else None


def say(ledger, action, target, *, minute=0, author="Ada", reason="read it", **more):
    """A correction made so many minutes after noon; what became of it comes back."""
    made_at = NOON + dt.timedelta(minutes=minute)
    (judged,) = correct(
        ledger, [propose(ledger, action, target, author=author, reason=reason, made_at=made_at, **more)]
    )
    return judged


def states(ledger):
    """State of each correction, in the order in which they were made."""
    return [one.state for one in ledger.corrections()]


def count(ledger, **filters):
    return len(events(ledger, Filters(**filters)))


def everything(ledger):
    """What corrections may change of a ledger."""
    tables = ("events", "participants", "by_hand", "current_events", "correction_states", "named_actors")
    return [ledger.tuples(f"SELECT * FROM {table} ORDER BY ALL") for table in tables]  # noqa: S608  (our own names)
