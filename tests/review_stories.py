"""Stories of a sea cable, told twice, for tests of corrections by hand; what a ledger of them holds."""

import datetime as dt

from dateline.ledger import Ledger
from dateline.ledger_api import Ledger as Asked
from dateline.records import Basis
from factories import make_actor, make_coded, make_event, make_run, make_story

RUN = make_run()


def story_of(source_id, words, *events, published=dt.date(2024, 2, 9), source="Fjord Wire"):
    """A story with events: the words of the act, its type, actors as (phrase, country), and more fields."""
    story = make_story(words, source_id=source_id, source=source)
    made = []
    for verb, kind, actors, more in events:
        people = tuple(make_actor(story, text, country) for text, country in actors)
        made.append(make_event(story, verb, type=kind, actors=people, **more))
    return make_coded(story, tuple(made), published=published)


def judged(kind, verdict):
    return {"basis": Basis(type=f"rule:{kind.lower()}", actors="rule:subject", model="pair@0123", judged=verdict)}


CABLE = story_of(
    "cable.txt",
    [
        "Iceland and Ireland agreed on a sea cable on Monday.",
        "Denmark blocked the permit and recalled its envoy.",
        "Faroese fishermen cheered.",
    ],
    ("agreed on a sea cable", "AGREE", [("Iceland", "ISL"), ("Ireland", "IRL")], {"day": dt.date(2024, 2, 5)}),
    ("blocked the permit", "SANCTION", [("Denmark", "DNK")], judged("SANCTION", "REJECT 0.91")),
)
AGAIN = story_of(
    "again.txt",
    ["The sea cable was agreed on by Iceland and Ireland on Monday, officials said."],
    ("agreed on", "AGREE", [("Iceland", "ISL"), ("Ireland", "IRL")], {"day": dt.date(2024, 2, 5)}),
    published=dt.date(2024, 2, 11),
    source="Skerry Post",
)
AGREED, BLOCKED = (event.event_id for event in CABLE.events)


def events(path):
    with Asked.open(path, read_only=True) as opened:
        return {row["trigger"]["text"]: row for row in opened.events()}


def corrections(path):
    with Ledger.open(path, read_only=True) as opened:
        return opened.corrections()


def rows_of_events(path):
    with Asked.open(path, read_only=True) as opened:
        return opened.events().rows()
