"""What a client may ask with: arguments of the tools, by the names of the filters of the commands."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from dateline.records.claim import Stance
from dateline.records.event import Channel, PloverType, Status
from dateline.records.process import Outcome

#: Rows of an answer: asked for by default, and at most.
ROWS, MOST = 10, 50
#: Words of a list, at most.
LISTED = 20
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def _to_day(value: Any) -> Any:  # noqa: ANN401  (whatever a client sends)
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return value
    if isinstance(value, str) and _DAY.fullmatch(value):
        return value
    raise ValueError("a day is written as 2020-09-02")


def _to_list(value: Any) -> Any:  # noqa: ANN401  (as above)
    """One word stands for a list of one."""
    return [value] if isinstance(value, str) else value


Day = Annotated[dt.date, BeforeValidator(_to_day)]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
_Few = Field(max_length=LISTED)
_OneOrMore = BeforeValidator(_to_list)
Codes = Annotated[list[Annotated[str, StringConstraints(min_length=2, max_length=60)]], _Few, _OneOrMore]
Types = Annotated[list[PloverType], _Few, _OneOrMore]
Statuses = Annotated[list[Status], _Few, _OneOrMore]
Channels = Annotated[list[Channel], _Few, _OneOrMore]
Outcomes = Annotated[list[Outcome], _Few, _OneOrMore]
Stances = Annotated[list[Stance], _Few, _OneOrMore]
Listed = Annotated[list[Words], _Few, _OneOrMore]


class Arguments(BaseModel):
    """Arguments of a tool; unknown ones are refused."""

    model_config = ConfigDict(extra="forbid")


class Paged(Arguments):
    """Arguments of a tool that gives rows by the page."""

    limit: int = Field(default=ROWS, ge=1, le=MOST, strict=True, description="Rows on this page.")
    cursor: str | None = Field(default=None, max_length=100, description="next_cursor of the page before.")


class Clocked(Paged):
    """Arguments of a tool that knows both clocks."""

    as_of: Day | None = Field(default=None, description="What was so on that day (2020-09-02).")
    known_on: Day | None = Field(default=None, description="Only what stories published until that day tell.")
    source: Words | None = Field(default=None, description="Part of the outlet's name.")
    text: Words | None = Field(default=None, description="Words that stand in the sentence, content or headline.")


class _Happening(Clocked):
    country: Codes = Field(default=[], description="Codes of states or organisations on any side: FIN, JPN, UNO.")
    dyad: Words | None = Field(default=None, description="FIN-JPN either way, FIN>JPN who to whom.")
    actor: Words | None = Field(default=None, description="Part of an actor's name, phrase or office.")
    issue: Listed = Field(default=[], description="Long-running questions, as in iran-nuclear.")
    place: Words | None = Field(default=None, description="Country code or part of a place's name.")
    since: Day | None = Field(default=None, description="First day of the event.")
    until: Day | None = Field(default=None, description="Last day of the event.")


class EventsAsked(_Happening):
    """Which events."""

    type: Types = Field(default=[], description="PLOVER types; see dateline://codebook/types.")
    status: Statuses = Field(default=[], description="What became of it; only occurred and ongoing took place.")
    background: bool | None = Field(default=None, strict=True, description="true: told as history; false: as news.")


class ContactsAsked(_Happening):
    """Which contacts."""

    channel: Channels = Field(default=[], description="Over which channel.")
    status: Statuses = Field(default=[], description="Contacts that are planned or cancelled have no other status.")
    level: Listed = Field(default=[], description="head, minister, deputy, envoy or working: of some participant.")
    disputed: bool = Field(default=False, strict=True, description="Only those of which accounts differ.")


class PlansAsked(_Happening):
    """Which plans."""

    outcome: Outcomes = Field(default=[], description="What became of it; open and overdue are still to come.")


class ClaimsAsked(Clocked):
    """Which claims."""

    country: Codes = Field(default=[], description="For which states or organisations the speakers speak.")
    actor: Words | None = Field(default=None, description="Part of the speaker's name, phrase or office.")
    stance: Stances = Field(default=[], description="How it is said.")
    about: Words | None = Field(default=None, description="Id of an event: claims about it.")
    disputed: bool = Field(default=False, strict=True, description="Only claims on events that accounts contradict.")
    since: Day | None = Field(default=None, description="First day of publication.")
    until: Day | None = Field(default=None, description="Last day of publication.")


class OfficesAsked(Clocked):
    """Which tenures."""

    holder: Words | None = Field(
        default=None, description='Who held this office on as_of: "foreign minister of Finland". Asks the registry too.'
    )
    office: Words | None = Field(default=None, description="Part of an office's title.")
    country: Codes = Field(default=[], description="Codes of states or organisations of the office.")
    actor: Words | None = Field(default=None, description="Part of the person's name: all that this person held.")


class ProcessesAsked(Clocked):
    """Which processes."""

    kind: Listed = Field(default=[], description="talks, line, measure, agreement, ceasefire, exercise, detention ...")
    state: Listed = Field(default=[], description="planned, under way, in force, stalled, cut, restored, lifted ...")
    country: Codes = Field(default=[], description="Codes of parties.")
    dyad: Words | None = Field(default=None, description="Two parties: FIN-JPN.")
    open: bool = Field(default=False, strict=True, description="Only what is not over.")
    since: Day | None = Field(default=None, description="First day of the last change.")
    until: Day | None = Field(default=None, description="Last day of the last change.")


class StoriesAsked(Clocked):
    """Which stories."""

    story: Words | None = Field(default=None, description="story_id, source_id or group.")
    since: Day | None = Field(default=None, description="First day of publication.")
    until: Day | None = Field(default=None, description="Last day of publication.")


class TimelineAsked(Paged):
    """The timeline of which dyad."""

    dyad: Words = Field(description="FIN-JPN either way, FIN>JPN who to whom.")
    since: Day | None = Field(default=None, description="First day.")
    until: Day | None = Field(default=None, description="Last day.")
    issue: Listed = Field(default=[], description="Only these long-running questions.")
    known_on: Day | None = Field(default=None, description="Only what stories published until that day tell.")


class CountAsked(Arguments):
    """What is counted, and by which headings."""

    by: Annotated[list[Words], Field(max_length=3), _OneOrMore] = Field(
        default=[],
        description="Headings, three at most: type, status, channel, country, dyad, issue, source, day, month, year ...",
    )
    unit: Literal["event", "story", "source", "mention"] | None = Field(
        default=None, description="What counts as one; null: all four beside each other."
    )
    type: Types = Field(default=[], description="PLOVER types.")
    status: Statuses = Field(default=[], description="What became of it.")
    country: Codes = Field(default=[], description="Codes on any side.")
    dyad: Words | None = Field(default=None, description="FIN-JPN either way, FIN>JPN who to whom.")
    actor: Words | None = Field(default=None, description="Part of an actor's name, phrase or office.")
    text: Words | None = Field(default=None, description="Words that stand in the sentence.")
    since: Day | None = Field(default=None, description="First day of the event.")
    until: Day | None = Field(default=None, description="Last day of the event.")
    known_on: Day | None = Field(default=None, description="Only what stories published until that day tell.")


class KnownAsked(Arguments):
    """What was known, of which topic, on which day."""

    topic: Words = Field(description="Words that stand in the sentences: hotline, survey ship, sanctions.")
    day: Day = Field(description="The day on which it has to have been known (2020-09-02).")
    country: Codes = Field(default=[], description="Codes of states or organisations.")
    limit: int = Field(default=5, ge=1, le=20, strict=True, description="Rows of each kind.")


class WhyAsked(Arguments):
    """Which row."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z]{2}_[0-9a-f]{3,64}$")] = Field(
        description="Id of an event (ev_), claim (cl_), process (pr_), mention of one (pm_), tenure (te_) or story (st_)."
    )
