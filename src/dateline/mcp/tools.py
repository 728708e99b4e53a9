"""The tools: what each is for, what it takes and gives, and how it answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from pydantic import BaseModel

from dateline import query
from dateline.ledger import Ledger
from dateline.query import Filters, WhyReport

from .arguments import (
    Arguments,
    ClaimsAsked,
    ContactsAsked,
    CountAsked,
    EventsAsked,
    KnownAsked,
    OfficesAsked,
    Paged,
    PlansAsked,
    ProcessesAsked,
    StoriesAsked,
    TimelineAsked,
    WhyAsked,
)
from .asking import Kind, asked_of, drawn, extent, filters_of, nothing_found, page_of, page_type
from .drawing import (
    SENTENCE,
    cited,
    claim_row,
    contact_row,
    event_row,
    plan_row,
    process_row,
    story_row,
    tenure_row,
    uri_of,
)
from .rows import (
    Change,
    ClaimRow,
    ContactRow,
    Counted,
    Declined,
    EventRow,
    Known,
    Line,
    PlanRow,
    ProcessRow,
    Reason,
    StoryRow,
    TenureRow,
    Why,
)

#: Lines of a count, declined candidates and changes of an explanation.
LINES, DECLINED, CHANGES = 100, 10, 20
#: Characters of a field's value in an explanation, and words that it rests on.
VALUE, WORDS = 500, 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    """A tool: the answer to arguments of this type is of that type."""

    name: str
    title: str
    description: str
    takes: type[Arguments]
    gives: type[BaseModel]
    answer: Callable[[Ledger, Any], BaseModel]


EVENTS = Kind(
    name="events", query=query.events, draw=event_row, counted="one row an event, however many stories tell it"
)
CONTACTS = Kind(
    name="contacts", query=query.contacts, draw=contact_row, counted="one row a contact, however many stories tell it"
)
CLAIMS = Kind(name="claims", query=query.claims, draw=claim_row, counted="one row for each statement in each story")
OFFICES = Kind(name="offices", query=query.offices, draw=tenure_row, counted="one row for each person in each office")
PROCESSES = Kind(
    name="processes",
    query=query.processes,
    draw=process_row,
    counted="one row a process, in its state on the day asked about",
)
PLANS = Kind(
    name="plans", query=query.plans, draw=plan_row, counted="one row a planned event, however many stories tell it"
)
STORIES = Kind(
    name="stories", query=query.stories, draw=story_row, counted="one row for each version and copy of a story"
)


def _paged(kind: Kind, gives: type[BaseModel], ledger: Ledger, arguments: Paged) -> BaseModel:
    return gives(**page_of(ledger, kind, arguments))


def _timeline(gives: type[BaseModel], ledger: Ledger, arguments: TimelineAsked) -> BaseModel:
    return gives(**page_of(ledger, EVENTS, arguments, sort="date"))


def _count(ledger: Ledger, arguments: CountAsked) -> Counted:
    filters = filters_of(ledger, arguments)
    rows = query.count(ledger, tuple(arguments.by), unit=arguments.unit, filters=filters).rows()
    lines = [_line(row, arguments.by) for row in rows[:LINES]]
    return Counted(
        lines=lines,
        lines_left_out=max(len(rows) - LINES, 0),
        total=rows[0]["total"] if rows else 0,
        unit=arguments.unit,
        how_counted=rows[0]["counted"] if rows else "",
        asked=asked_of(arguments),
        note=None if rows and rows[0]["total"] else nothing_found(),
        ledger=extent(ledger),
    )


def _line(row: dict[str, Any], headings: list[str]) -> Line:
    return Line(
        heading={name: row[name] for name in headings},
        events=row.get("events"),
        stories=row.get("stories"),
        sources=row.get("sources"),
        mentions=row.get("mentions"),
        share=row.get("share"),
    )


def _known(ledger: Ledger, arguments: KnownAsked) -> Known:
    """Each kind by the same words and day; what is known only later is counted, not told."""
    then = filters_of(ledger, arguments, text=arguments.topic, known_on=arguments.day)
    found: dict[str, list[Any]] = {}
    more: dict[str, int] = {}
    for kind in (EVENTS, CLAIMS, PROCESSES, PLANS):
        rows = kind.query(ledger, replace(then, limit=arguments.limit + 1)).rows()
        found[kind.name] = drawn(ledger, kind, rows[: arguments.limit])
        if len(rows) > arguments.limit:
            more[kind.name] = max(query.total(ledger, kind.name, then) - arguments.limit, 1)
    known, ever = (_total(ledger, filters) for filters in (then, filters_of(ledger, arguments, text=arguments.topic)))
    return Known(
        topic=arguments.topic,
        day=arguments.day,
        **found,
        more=more,
        learnt_later=max(ever - known, 0),
        note=None if any(found.values()) else nothing_found(),
        ledger=extent(ledger),
    )


def _total(ledger: Ledger, filters: Filters) -> int:
    return int(next(iter(query.count(ledger, (), filters=filters)), {"total": 0})["total"])


def explain(ledger: Ledger, row_id: str) -> Why:
    """Where every field of a row comes from. Raises UsageError for an unknown id."""
    report = query.why(ledger, row_id)
    run = report.run
    return Why(
        id=report.id,
        uri=uri_of(report.id),
        kind=report.kind,
        headline=report.headline,
        source_id=report.source_id,
        published=report.published,
        current=report.current,
        rejected=report.rejected,
        fields=[
            Reason(
                field=one.field,
                value=one.value[:VALUE],
                whole=len(one.value) <= VALUE,
                rule=one.rule,
                words=[mark.text for mark in one.marks[:WORDS]],
                words_left_out=max(len(one.marks) - WORDS, 0),
            )
            for one in report.fields
        ],
        **cited(query.citations(ledger, [_places(report)])[0]),
        changes=[_change(change) for change in report.changes[-CHANGES:]],
        changes_left_out=max(len(report.changes) - CHANGES, 0),
        declined=[
            Declined(words=one.text[:SENTENCE], whole=len(one.text) <= SENTENCE, reason=one.reason)
            for one in report.declined[:DECLINED]
        ],
        declined_left_out=max(len(report.declined) - DECLINED, 0),
        run=f"dateline {run.program}, codebook {run.codebook}, {', '.join(run.models) or 'no model'}",
    )


def _change(change: query.ChangeReason) -> Change:
    sentences = " ".join(told.text for told in change.sentences)
    return Change(
        state=change.state,
        since=change.since,
        known_on=change.known_on.isoformat() if change.known_on else None,
        sentence=sentences[:SENTENCE],
        whole=len(sentences) <= SENTENCE,
        source_id=change.source_id,
    )


def _places(report: WhyReport) -> dict[str, Any]:
    """Where all tellings of the row stand, as a row of its own for the citations."""
    names = ("story_id", "source_id", "start", "end")
    places = [{name: getattr(telling, name) for name in names} for telling in report.tellings if telling.end]
    own = {"story_id": report.story_id, "source_id": report.source_id}
    return {"mentions": places or [{**own, "start": told.start, "end": told.end} for told in report.sentences]}


_EVENT_PAGE, _CONTACT_PAGE, _CLAIM_PAGE = page_type(EventRow), page_type(ContactRow), page_type(ClaimRow)
_OFFICE_PAGE, _PROCESS_PAGE, _PLAN_PAGE = page_type(TenureRow), page_type(ProcessRow), page_type(PlanRow)
_STORY_PAGE = page_type(StoryRow)
TOOLS = (
    Tool(
        name="search_events",
        title="Events",
        description="Acts of diplomacy and conflict, coded in PLOVER, by type, country, dyad, actor, day, words. Each has its "
        "sentences. Only status occurred and ongoing took place; the rest is planned, denied or hypothetical.",
        takes=EventsAsked,
        gives=_EVENT_PAGE,
        answer=partial(_paged, EVENTS, _EVENT_PAGE),
    ),
    Tool(
        name="contacts",
        title="Contacts",
        description="Who spoke to whom, over which channel, at which level, about what, with each side's account (readouts) and "
        "what the accounts differ on. Planned contacts are among them: look at status.",
        takes=ContactsAsked,
        gives=_CONTACT_PAGE,
        answer=partial(_paged, CONTACTS, _CONTACT_PAGE),
    ),
    Tool(
        name="claims",
        title="Claims",
        description="Who says, denies, demands or predicts what. disputed=true: events that accounts contradict, claims side by "
        "side. A claim is not a fact: name its speaker.",
        takes=ClaimsAsked,
        gives=_CLAIM_PAGE,
        answer=partial(_paged, CLAIMS, _CLAIM_PAGE),
    ),
    Tool(
        name="offices",
        title="Offices",
        description="Who held which office, from when to when. For one office on one day: holder='foreign minister of Finland' and "
        "as_of. Rows from the registry have no citation; their basis names the source.",
        takes=OfficesAsked,
        gives=_OFFICE_PAGE,
        answer=partial(_paged, OFFICES, _OFFICE_PAGE),
    ),
    Tool(
        name="processes",
        title="Processes",
        description="The board on a day (as_of): talks, hotlines, sanctions, agreements, ceasefires, exercises, detentions and the "
        "state of each, with the sentence of every change.",
        takes=ProcessesAsked,
        gives=_PROCESS_PAGE,
        answer=partial(_paged, PROCESSES, _PROCESS_PAGE),
    ),
    Tool(
        name="plans",
        title="Plans",
        description="What was planned, and what became of it by as_of: held, cancelled, postponed, open, overdue or unknown.",
        takes=PlansAsked,
        gives=_PLAN_PAGE,
        answer=partial(_paged, PLANS, _PLAN_PAGE),
    ),
    Tool(
        name="stories",
        title="Stories",
        description="The stories that were read: versions and copies of one story share a group; withdrawn ones are told as such.",
        takes=StoriesAsked,
        gives=_STORY_PAGE,
        answer=partial(_paged, STORIES, _STORY_PAGE),
    ),
    Tool(
        name="timeline",
        title="Timeline of a dyad",
        description="All events between two states, by day; those without a day come last.",
        takes=TimelineAsked,
        gives=_EVENT_PAGE,
        answer=partial(_timeline, _EVENT_PAGE),
    ),
    Tool(
        name="count",
        title="Count",
        description="How many events, stories, sources or mentions there are, by up to three headings. Never count the rows of "
        "other tools yourself: they come by the page.",
        takes=CountAsked,
        gives=Counted,
        answer=_count,
    ),
    Tool(
        name="what_was_known",
        title="What was known",
        description="Events, claims, processes and plans on a topic as stories published until a day told them, and how much was "
        "learnt only later.",
        takes=KnownAsked,
        gives=Known,
        answer=_known,
    ),
    Tool(
        name="why",
        title="Why",
        description="Where every field of a row comes from: the words, the rule or model, all sentences, and what was declined "
        "beside it.",
        takes=WhyAsked,
        gives=Why,
        answer=lambda ledger, arguments: explain(ledger, arguments.id),
    ),
)
