"""Rows of the ledger as rows of the protocol, each with its citations and how it was counted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from dateline.query import Citation
from dateline.records import Row

from .rows import (
    Actor,
    Change,
    Cited,
    ClaimRow,
    ContactRow,
    EventRow,
    PlanRow,
    ProcessRow,
    Readout,
    StoryRow,
    TenureRow,
    Told,
    When,
)

#: Citations of a row, characters of a sentence, changes of a process, accounts of a contact, people on a side.
CITED, SENTENCE, CHANGES, READOUTS, PEOPLE = 5, 2000, 12, 6, 20
Draw = Callable[[Row, Sequence[Citation]], Told]


def uri_of(row_id: str) -> str:
    """The address of the resource of a row.

    >>> uri_of("ev_0123456789abcdef")
    'dateline://event/ev_0123456789abcdef'
    """
    return f"dateline://{KINDS.get(row_id[:3], 'group')}/{row_id}"


#: Kinds of rows by the beginning of their ids.
KINDS = {"ev_": "event", "cl_": "claim", "te_": "tenure", "st_": "story", "pm_": "mention", "pr_": "process"}


def event_row(row: Row, citations: Sequence[Citation]) -> EventRow:
    """An event with the sentences that tell it."""
    return EventRow(**_event(row, citations))


def plan_row(row: Row, citations: Sequence[Citation]) -> PlanRow:
    """A plan with what became of it."""
    return PlanRow(
        **_event(row, citations),
        outcome=row["outcome"],
        outcome_event=row["outcome_event"],
        reason=row["reason"],
    )


def contact_row(row: Row, citations: Sequence[Citation]) -> ContactRow:
    """A contact with participants, accounts and what they differ on."""
    return ContactRow(
        **_event(row, citations),
        participants=[_actor(person) for person in row["participants"][:PEOPLE]],
        participants_left_out=_beyond(row["participants"], PEOPLE),
        topics=row["topics"],
        readouts=[_readout(readout) for readout in row["readouts"][:READOUTS]],
        readouts_left_out=_beyond(row["readouts"], READOUTS),
        differences=list(dict.fromkeys(difference["field"] for difference in row.get("differences") or ())),
    )


def claim_row(row: Row, citations: Sequence[Citation]) -> ClaimRow:
    """A claim with its speaker and whole sentence."""
    return ClaimRow(
        **_identified(row["claim_id"], citations, "one for each statement in a story"),
        speaker=_actor({**row["speaker"], "country": row["country"]}),
        stance=row["stance"],
        words=row["text"][:SENTENCE],
        whole=len(row["text"]) <= SENTENCE,
        quoted=row["quoted"],
        about=row["about"],
        dispute=row.get("dispute"),
        disputed_event=row.get("event_id"),
    )


def tenure_row(row: Row, citations: Sequence[Citation]) -> TenureRow:
    """A tenure; what the registry says has no sentence, and its basis names the source."""
    told = (
        f"once for this person in this office; {_tellings(citations)}"
        if citations
        else "by the registry, not by a story"
    )
    return TenureRow(
        **_told(citations, told),
        person=row["person"],
        office=row["office"],
        country=row["country"],
        to=row["to"],
        basis=row["basis"],
        **{"from": row["from"]},
    )


def process_row(row: Row, citations: Sequence[Citation]) -> ProcessRow:
    """A process with its last changes."""
    return ProcessRow(
        **_identified(row["process_id"], citations, "one process, however many stories tell its changes"),
        kind=row["kind"],
        name=row["name"],
        parties=row["parties"],
        subject=row["subject"],
        state=row["state"],
        since=row["since"],
        open=row["open"],
        history=[_change(change) for change in row["history"][-CHANGES:]],
        history_left_out=_beyond(row["history"], CHANGES),
    )


def story_row(row: Row, citations: Sequence[Citation]) -> StoryRow:
    """A story; the citation is the first sentence of its body."""
    names = ("source_id", "group", "version", "published", "published_basis", "headline", "withdrawn", "corrected")
    return StoryRow(
        **_identified(row["story_id"], citations, "each version and copy is a row; those of one group are one story"),
        outlet=row["source"] or row["agency"],
        **{name: row[name] for name in names},
    )


def cited(citations: Sequence[Citation]) -> dict[str, Any]:
    """The first citations, and how many are left out."""
    shown = [
        Cited(
            sentence=one.text[:SENTENCE],
            whole=len(one.text) <= SENTENCE,
            outlet=one.outlet,
            published=one.published,
            story_id=one.story_id,
            source_id=one.source_id,
            start=one.start,
            end=one.end,
        )
        for one in citations[:CITED]
    ]
    return {"citations": shown, "citations_left_out": _beyond(citations, CITED)}


def _beyond(rows: Sequence[object], bound: int) -> int:
    """How many are left out."""
    return max(len(rows) - bound, 0)


def _told(citations: Sequence[Citation], counted: str) -> dict[str, Any]:
    return {**cited(citations), "counted": counted}


def _identified(row_id: str, citations: Sequence[Citation], counted: str) -> dict[str, Any]:
    return {**_told(citations, counted), "id": row_id, "uri": uri_of(row_id)}


def _tellings(citations: Sequence[Citation]) -> str:
    stories = len({one.source_id for one in citations})
    return f"told in {len(citations)} sentence{'s' * (len(citations) != 1)} of {stories} stor{'y' if stories == 1 else 'ies'}"


def _event(row: Row, citations: Sequence[Citation]) -> dict[str, Any]:
    when, where = row["when"], row["where"]
    return {
        **_identified(row["event_id"], citations, f"once; {_tellings(citations)}"),
        "type": row["type"],
        "act": row["act"],
        "status": row["status"],
        "told_as_history": row["background"],
        "when": When(first=when["first"], last=when["last"], grain=when["grain"], text=when["text"]),
        "who": [_actor(actor) for actor in row["actors"][:PEOPLE]],
        "who_left_out": _beyond(row["actors"], PEOPLE),
        "whom": [_actor(actor) for actor in row["recipients"][:PEOPLE]],
        "whom_left_out": _beyond(row["recipients"], PEOPLE),
        "channel": row["channel"],
        "place": where["name"] if where else None,
        "issues": row["issues"],
        "confidence": row["confidence"],
    }


def _actor(actor: Row) -> Actor:
    names = ("country", "office", "role", "kind")
    return Actor(name=actor["name"] or actor["text"], **{name: actor.get(name) for name in names})


def _readout(readout: Row) -> Readout:
    return Readout(
        speaker=readout["speaker"] or readout["text"],
        country=readout["country"],
        stance=readout["stance"],
        sentence=readout["sentence"][:SENTENCE],
        whole=len(readout["sentence"]) <= SENTENCE,
        published=readout["published"],
    )


def _change(change: Row) -> Change:
    return Change(
        state=change["state"],
        since=change["from"],
        known_on=change["known_on"],
        sentence=change["text"][:SENTENCE],
        whole=len(change["text"]) <= SENTENCE,
        source_id=change["source_id"],
    )
