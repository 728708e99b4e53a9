"""A ledger with something of everything that pictures have to show; fictional."""

import datetime as dt

from dateline.records import Place, When
from factories import make_actor, make_coded, make_event, make_mention, make_run, make_story

RUN = make_run()
STATES = {"Norway": "NOR", "Chile": "CHL", "Kenya": "KEN", "Peru": "PER", "Ghana": "GHA"}
CABLE, HOSTILE = "a sea cable", "<script>alert(\"1\")</script> & \u202e'x'"
_PLACES = {
    "Oslo": ("NOR", 59.91, 10.75),
    "Lima": ("PER", -12.05, -77.04),
    "Atlantis": (None, None, None),
    "Kenya": ("KEN", 1.0, 38.0),
}


def day(text):
    return When(
        value=text, first=dt.date.fromisoformat(text), last=dt.date.fromisoformat(text), grain="day", basis="given"
    )


def period(first, last, grain):
    return When(
        value=first, first=dt.date.fromisoformat(first), last=dt.date.fromisoformat(last), grain=grain, basis="given"
    )


def told(number, sides, when=None, **more):
    """A story of one event: sides are two names of states, the second one acted upon where the act is not a contact."""
    one, other = sides
    kind, place, topic = more.pop("type", "CONSULT"), more.pop("place", None), more.pop("topic", CABLE)
    story = make_story(
        [f"{one} dealt with {other} about {topic}{f' in {place}' if place else ''}."],
        source_id=f"wire{number:03}.txt",
        source=f"Fjord Wire {number % 3}",
        title=topic,
    )
    people = [make_actor(story, one, STATES[one]), make_actor(story, other, STATES[other])]
    if kind == "CONSULT":
        more |= {"actors": tuple(people), "channel": more.get("channel", "in_person")}
    else:
        more |= {"actors": (people[0],), "recipients": (people[1],)}
    if place:
        country, lat, lon = _PLACES[place]
        at = story.text.index(f"in {place}") + 3
        more["where"] = Place(
            text=place, start=at, end=at + len(place), name=place, country=country, lat=lat, lon=lon, geonames_id=None,
            basis="event", sentence=0,
        )  # fmt: skip
    event = make_event(story, "dealt", type=kind, when=when or When(), **more)
    return make_coded(story, (event,), published=dt.date(2021, 6, 1) + dt.timedelta(days=number % 30))


def few():
    """Twelve events: every grain, status and family, places with and without a point, two of unknown date, one long ago."""
    return [
        told(1, ("Norway", "Chile"), day("2021-03-02"), place="Oslo", issues=("arctic",)),
        told(2, ("Norway", "Chile"), day("2021-03-02"), type="SANCTION", topic=HOSTILE),
        told(3, ("Chile", "Norway"), period("2021-04-01", "2021-04-30", "month"), type="AID"),
        told(4, ("Norway", "Chile"), period("2021-05-03", "2021-05-09", "week"), status="planned"),
        told(5, ("Kenya", "Peru"), day("2021-05-20"), place="Lima", status="cancelled"),
        told(6, ("Kenya", "Peru"), period("2021-01-01", "2021-12-31", "year"), type="ACCUSE"),
        told(7, ("Kenya", "Peru"), None, type="AGREE"),
        told(8, ("Ghana", "Norway"), None, channel="phone"),
        told(9, ("Norway", "Kenya"), day("2021-06-11"), channel="phone"),
        told(10, ("Ghana", "Peru"), day("2021-06-15"), place="Atlantis"),
        told(11, ("Ghana", "Peru"), day("2021-06-16"), channel="video", status="not_occurred"),
        told(12, ("Norway", "Chile"), day("1953-07-27"), type="AGREE", background=True),
    ]


def many(number=520):
    """So many that they are counted by period: contacts above the line, every fifth a sanction, every thirteenth without a date."""
    sides = [("Norway", "Chile"), ("Kenya", "Peru"), ("Ghana", "Peru"), ("Norway", "Kenya")]
    made = []
    for at in range(number):
        when = None if at % 13 == 0 else day(str(dt.date(2015, 1, 1) + dt.timedelta(days=4 * at)))
        kind = "CONSULT" if at % 5 else "SANCTION"
        made.append(told(at, sides[at % 4], when, type=kind, topic=f"cable {at}"))
    return made


def line():
    """A line between Norway and Chile: cut, then restored; and a plan of which no day is told."""
    story = make_story(
        ["Norway and Chile cut the hotline.", "They restored it.", "A review is planned."],
        source_id="line.txt",
        source="Fjord Wire 0",
    )
    cut = make_mention(story, "cut the hotline", "cut", day=dt.date(2021, 3, 2))
    back = make_mention(story, "restored it", "restored", day=dt.date(2021, 5, 2))
    plan = make_mention(story, "is planned", "planned", kind="review", name=HOSTILE, terms=("review",))
    return make_coded(story, (), published=dt.date(2021, 6, 1), processes=(cut, back, plan))
