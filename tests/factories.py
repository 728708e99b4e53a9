"""Coded stories made by hand: texts with their spans looked up, so that every offset slices back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from dateline.records import (
    ActorMention,
    Attribution,
    Basis,
    Claim,
    CodedStory,
    ContactDetail,
    Declined,
    Event,
    EventActor,
    Evidence,
    Labels,
    Masthead,
    ParsedStory,
    Part,
    Place,
    ProcessMention,
    Publication,
    ResolvedStory,
    Sentence,
    Span,
    Speaker,
    SplitStory,
    Story,
    Tenure,
    Tie,
    When,
    content_id,
)
from dateline.records.run import Run

QUADS = {"SANCTION": "material_conflict", "REJECT": "verbal_conflict", "AID": "material_cooperation"}


def make_run(codebook: str = "cb1") -> Run:
    return Run(
        run_id=content_id("run", "0.1.0", codebook),
        program="0.1.0",
        codebook=codebook,
        models=("pair@0123",),
        started_at=dt.datetime(2021, 5, 1, 12, 0, tzinfo=dt.UTC),
    )


def make_story(sentences: Sequence[str], *, source_id: str = "a.txt", **given: Any) -> Story:
    text = "\n".join(sentences) + "\n"
    story_id = content_id("st", text, given.get("title"), given.get("published"), given.get("source"))
    return Story(story_id=story_id, source_id=source_id, text=text, path=source_id, **given)


def make_split(story: Story, **masthead: Any) -> SplitStory:
    sentences, start = [], 0
    for i, line in enumerate(story.text.splitlines(keepends=True)):
        words = line.rstrip("\n")
        sentences.append(Sentence(index=i, part="body", paragraph=i, start=start, end=start + len(words), text=words))
        start += len(line)
    body = Part(kind="body", start=0, end=len(story.text), text=story.text, basis="rest")
    return SplitStory(
        story=story, parts=(body,), masthead=Masthead(**masthead), sentences=tuple(sentences), quotations=()
    )


def make_resolved(
    split: SplitStory, *, published: dt.date | None, tenures: Iterable[Tenure] = (), actors: Iterable[ActorMention] = ()
) -> ResolvedStory:
    publication = Publication(date=published, basis="given" if published else "unknown", confidence=1.0)
    return ResolvedStory(
        parsed=ParsedStory(split=split, parses=(None,) * len(split.sentences)),
        publication=publication,
        dates=(),
        actors=tuple(actors),
        places=(),
        dateline_place=None,
        tenures=tuple(tenures),
    )


def span_of(story: Story, words: str) -> Span:
    start = story.text.index(words)
    return Span(start=start, end=start + len(words), text=words)


def sentence_of(story: Story, words: str) -> Evidence:
    at = story.text.index(words)
    start = story.text.rfind("\n", 0, at) + 1
    return Evidence(part="body", start=start, end=story.text.index("\n", at))


def make_actor(story: Story, words: str, country: str | None, *, role: str = "actor", **more: Any) -> EventActor:
    span = span_of(story, words)
    fields: dict[str, Any] = {
        "name": words,
        "entity_id": f"state:{country}" if country else f"group:{words.lower()}",
        "kind": "state",
        "sectors": ("GOV",),
        "office": None,
    }
    return EventActor(text=words, start=span.start, end=span.end, country=country, role=role, **{**fields, **more})


def make_event(story: Story, trigger: str, *, type: str = "CONSULT", **more: Any) -> Event:  # noqa: A002
    span = span_of(story, trigger)
    day = more.pop("day", None)
    fields: dict[str, Any] = {
        "act": type,
        "mode": None,
        "cameo": "040",
        "quad": QUADS.get(type, "verbal_cooperation"),
        "labels": Labels(plv15=type),
        "goldstein": 1.0,
        "plover_score": None,
        "contexts": ("diplomatic",),
        "status": "occurred",
        "background": False,
        "actors": (),
        "recipients": (),
        "channel": None,
        "when": When(value=str(day), first=day, last=day, grain="day", basis="given") if day else When(),
        "where": None,
        "attributed_to": (),
        "evidence": (sentence_of(story, trigger),),
        "issues": (),
        "confidence": 0.75,
        "basis": Basis(type=f"rule:{type.lower()}", actors="rule:subject", model="pair@0123"),
        "sources": (),
    }
    return Event(
        event_id=content_id("ev", story.story_id, type, span.start, span.end),
        story_id=story.story_id,
        source_id=story.source_id,
        type=type,
        trigger=span,
        **{**fields, **more},
    )


def make_claim(story: Story, speaker: str, cue: str, content: str, *, country: str | None, **more: Any) -> Claim:
    who, word, what = span_of(story, speaker), span_of(story, cue), span_of(story, content)
    return Claim(
        claim_id=content_id("cl", story.story_id, who.start, what.start, what.end),
        story_id=story.story_id,
        source_id=story.source_id,
        speaker=Speaker(
            text=speaker, start=who.start, end=who.end, name=speaker, entity_id=f"body:{speaker}", kind="body"
        ),
        country=country,
        cue=cue,
        cue_start=word.start,
        cue_end=word.end,
        quoted=False,
        content=(what.start, what.end),
        start=what.start,
        end=what.end,
        text=content,
        basis="indirect.that",
        **more,
    )


def make_mention(story: Story, words: str, state: str, **more: Any) -> ProcessMention:
    """The words tell that a line between Norway and Chile is in a state; `day` is its day, `change` is true unless given."""
    span = span_of(story, words)
    day = more.pop("day", None)
    fields: dict[str, Any] = {
        "kind": "line",
        "name": "hotline",
        "terms": (),
        "subject": None,
        "parties": ("CHL", "NOR"),
        "by": (),
        "against": (),
        "person": None,
        "when": When(value=str(day), first=day, last=day, grain="day", basis="given") if day else When(),
        "change": True,
        "background": False,
        "event_id": None,
        "attributed_to": (),
        "evidence": (sentence_of(story, words),),
        "confidence": 0.8,
        "basis": "process.verb",
    }
    return ProcessMention(
        mention_id=content_id("pm", story.story_id, span.start, span.end, more.get("name"), state),
        story_id=story.story_id,
        source_id=story.source_id,
        state=state,
        trigger=span,
        **{**fields, **more},
    )


def make_tenure(story: Story, words: str, person: str, office: str, country: str | None, **more: Any) -> Tenure:
    span = span_of(story, words)
    return Tenure(
        person=person,
        office=office,
        country=country,
        basis="appos.title",
        text=words,
        start=span.start,
        end=span.end,
        evidence=(sentence_of(story, words),),
        **more,
    )


def make_coded(  # noqa: PLR0913  (what a story may hold)
    story: Story,
    events: Iterable[Event] = (),
    *,
    published: dt.date | None = None,
    claims: Iterable[Claim] = (),
    tenures: Iterable[Tenure] = (),
    declined: Iterable[Declined] = (),
    processes: Iterable[ProcessMention] = (),
    details: Iterable[ContactDetail] = (),
    **masthead: Any,
) -> CodedStory:
    return CodedStory(
        resolved=make_resolved(make_split(story, **masthead), published=published, tenures=tenures),
        events=tuple(events),
        claims=tuple(claims),
        declined=tuple(declined),
        processes=tuple(processes),
        details=tuple(details),
    )


def envoy_talks(source_id: str = "talks.txt", *, day: dt.date = dt.date(2021, 3, 2), **given: Any) -> CodedStory:
    """A story with a phone call, a claim about it, a tenure and a declined candidate."""
    story = make_story(
        [
            "Norway's Arctic envoy Liv Aasen spoke by phone with her Chilean counterpart Diego Rojas on Tuesday.",
            "The Norwegian foreign ministry said the two agreed to meet again in Santiago.",
            "Analysts had expected a meeting in April.",
        ],
        source_id=source_id,
        **given,
    )
    call = make_event(
        story,
        "spoke by phone",
        mode="phone",
        channel="phone",
        day=day,
        actors=(
            make_actor(
                story,
                "Liv Aasen",
                "NOR",
                role="participant",
                kind="person",
                entity_id="person:liv-aasen:NOR",
                office="Arctic envoy",
            ),
            make_actor(
                story, "Diego Rojas", "CHL", role="participant", kind="person", entity_id="person:diego-rojas:CHL"
            ),
        ),
        issues=("arctic",),
        plover_score=1.5,
    )
    plan = make_event(
        story,
        "agreed to meet",
        type="AGREE",
        act="CONSULT",
        status="planned",
        actors=(make_actor(story, "Norway", "NOR"), make_actor(story, "Chilean", "CHL", name="Chile")),
        attributed_to=(Attribution(text="The Norwegian foreign ministry", country="NOR", cue="said"),),
        where=Place(
            text="Santiago",
            start=story.text.index("Santiago"),
            end=story.text.index("Santiago") + 8,
            name="Santiago",
            country="CHL",
            lat=-33.46,
            lon=-70.65,
            geonames_id=3871336,
            basis="event",
            sentence=1,
        ),
    )
    claim = make_claim(
        story,
        "The Norwegian foreign ministry",
        "said",
        "the two agreed to meet again in Santiago",
        country="NOR",
        about=(plan.event_id,),
        ties=(Tie(event_id=plan.event_id, score=0.95, reason="told: agreed to meet"),),
    )
    declined = Declined(
        room="coding",
        reason="coding.no-actor: analysts are no actor",
        source_id=source_id,
        start=story.text.index("meeting in"),
        end=story.text.index("meeting in") + 7,
        text="meeting",
        rule="consult.meet",
    )
    tenure = make_tenure(story, "Arctic envoy Liv Aasen", "Liv Aasen", "Arctic envoy", "NOR", as_of=day)
    talks = make_mention(
        story, "spoke by phone", "under way", kind="talks", name="Arctic talks", terms=("arctic",), day=day
    )
    return make_coded(
        story,
        (call, plan),
        published=day,
        claims=(claim,),
        tenures=(tenure,),
        declined=(declined,),
        processes=(talks,),
        agency="Nordwire",
    )
