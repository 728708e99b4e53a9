"""Events with their tellings, made by hand and by hypothesis, for the writers of other programs' formats."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hypothesis import strategies as st

from dateline.records import Attribution, Basis, Event, EventActor, Evidence, Labels, Place, Span, When
from dateline.records.told import EventMention, NamedSide, ToldEvent, ToldStory

TUESDAY = dt.date(2021, 3, 2)
OSLO = Place(
    text="Oslo", start=40, end=44, name="Oslo", country="NOR", admin1="Oslo", lat=59.91, lon=10.75, geonames_id=3143244
)


def actor(name: str = "Norway", country: str | None = "NOR", **more: Any) -> EventActor:
    fields: dict[str, Any] = {
        "text": name,
        "start": 0,
        "end": len(name),
        "entity_id": f"state:{country}" if country else f"group:{name.lower()}",
        "kind": "state" if country else "group",
        "sectors": ("GOV",),
        "office": None,
        "role": "actor",
    }
    return EventActor(name=name, country=country, **{**fields, **more})


def event(type: str = "SUPPORT", **more: Any) -> Event:  # noqa: A002
    """Norway backs Chile on a Tuesday, unless told otherwise; day=None: nobody tells when."""
    day = more.pop("day", TUESDAY)
    fields: dict[str, Any] = {
        "event_id": "ev_0123456789abcdef",
        "story_id": "st_1",
        "source_id": "wire.txt",
        "act": type,
        "mode": None,
        "cameo": "051",
        "quad": "verbal_cooperation",
        "labels": Labels(plv15="SUPPORT"),
        "goldstein": 3.4,
        "plover_score": 5.0,
        "contexts": ("diplomatic", "environment"),
        "status": "occurred",
        "background": False,
        "actors": (actor(),),
        "recipients": (actor("Chile", "CHL", role="recipient"),),
        "channel": None,
        "when": When(value=str(day), first=day, last=day, grain="day", basis="given") if day else When(),
        "where": None,
        "attributed_to": (),
        "trigger": Span(start=7, end=13, text="backed"),
        "evidence": (Evidence(part="body", start=0, end=30),),
        "issues": (),
        "confidence": 0.75,
        "basis": Basis(type="rule:support"),
    }
    return Event(type=type, **{**fields, **more})


def told(one: Event | None = None, *, published: dt.date | None = dt.date(2021, 3, 3), **more: Any) -> ToldEvent:
    """The event as one story tells it."""
    one = one or event(**more)
    story = ToldStory(
        story_id=one.story_id,
        source_id=one.source_id,
        group="sg_1",
        version=1,
        published=published,
        published_given=None,
        outlet="Nordwire",
        url="https://nordwire.example/1",
        headline="Norway backs Chile",
        language="en",
        length=400,
    )
    mention = EventMention(
        event_id=one.event_id,
        story=story,
        number=1,
        lead=True,
        part="body",
        start=0,
        end=30,
        text="Norway backed Chile on Tuesday.",
        act_start=7,
        sides=(NamedSide(side="actor", entity_id="state:NOR", country="NOR", start=0),),
        confidence=one.confidence,
        background=one.background,
    )
    return ToldEvent(event=one, group="eg_1", known_first=published, story=story, mentions=(mention,))


_WORDS = st.text(st.characters(exclude_categories=("Cs",)), max_size=12)
_COUNTRIES = st.sampled_from([None, "NOR", "CHL", "KOR", "XKX", "UNO", "NAT", "SUN"])
_DAYS = st.dates(dt.date(1950, 1, 1), dt.date(2030, 1, 1))


@st.composite
def actors(draw: st.DrawFn) -> EventActor:
    country = draw(_COUNTRIES)
    return actor(
        draw(_WORDS) or "somebody",
        country,
        sectors=tuple(draw(st.lists(st.sampled_from(["GOV", "MIL", "REB"]), max_size=3, unique=True))),
        office=draw(st.none() | _WORDS),
        role=draw(st.sampled_from(["actor", "participant", "host", "visitor", "mediator", "recipient"])),
        entity_id=f"x:{country}:{draw(st.integers(0, 3))}",
    )


@st.composite
def whens(draw: st.DrawFn) -> When:
    grain = draw(st.sampled_from(["day", "week", "month", "year", "unknown"]))
    if grain == "unknown":
        return When()
    first = draw(_DAYS)
    last = first + dt.timedelta(days={"day": draw(st.integers(0, 4)), "week": 6, "month": 29, "year": 364}[grain])
    return When(value=str(first), first=first, last=last, grain=grain, basis="words", text=draw(_WORDS))


@st.composite
def told_events(draw: st.DrawFn) -> ToldEvent:
    kind = draw(st.sampled_from(["CONSULT", "AGREE", "SANCTION", "ASSAULT", "REQUEST", "AID"]))
    quads = {"SANCTION": "material_conflict", "ASSAULT": "material_conflict", "AID": "material_cooperation"}
    one = event(
        kind,
        event_id=f"ev_{draw(st.integers(0, 2**64 - 1)):016x}",
        act=draw(st.sampled_from([kind, "CONSULT"])),
        mode=draw(st.none() | st.sampled_from(["visit", "phone"])),
        cameo=draw(st.sampled_from(["040", "042", "043", "045", "046", "057", "163", "190", "020", "036"])),
        quad=quads.get(kind, "verbal_cooperation"),
        goldstein=draw(st.none() | st.floats(-10, 10)),
        plover_score=draw(st.none() | st.floats(-10, 10)),
        status=draw(st.sampled_from(["occurred", "ongoing", "planned", "cancelled", "not_occurred", "hypothetical"])),
        background=draw(st.booleans()),
        actors=tuple(draw(st.lists(actors(), max_size=3))),
        recipients=tuple(draw(st.lists(actors(), max_size=2))),
        when=draw(whens()),
        where=draw(st.none() | st.just(OSLO)),
        attributed_to=tuple(
            draw(st.lists(st.builds(Attribution, text=_WORDS, country=_COUNTRIES, cue=_WORDS), max_size=1))
        ),
        trigger=Span(start=0, end=5, text=draw(_WORDS)),
        confidence=draw(st.floats(0, 1)),
    )
    return told(one, published=draw(st.none() | _DAYS))
