"""What travels between the rooms: frozen, slotted dataclasses.

Takes nothing, gives the record types and their ids, drops nothing, reads nothing, never imports a room.
"""

from typing import TYPE_CHECKING

from dateline.later import later

if TYPE_CHECKING:
    from .actor import ActorKind, ActorMention, Entity, Office, Tenure
    from .claim import Claim, Speaker, Stance, Tie, Topic
    from .coded import CodedStory
    from .comparison import Comparison, OnlyRow, UnitRow
    from .contact import ContactDetail, DetailField
    from .declined import Declined
    from .event import Attribution, Basis, Channel, Event, EventActor, EventType, Labels, PloverType, Quad, Status
    from .foreign import ForeignActor, ForeignEvent, ForeignProblem
    from .groups import (
        ClaimDigest,
        ClaimLink,
        EventDigest,
        EventGroup,
        PlanLink,
        ProcessDigest,
        ProcessGroup,
        StateSpan,
        StoryDigest,
        StoryGroup,
    )
    from .ids import content_id
    from .loss import Loss
    from .parse import Parse, ParsedStory, Token
    from .place import Place
    from .process import Outcome, Plan, Process, ProcessMention, StateChange
    from .resolved import ResolvedStory
    from .rows import Row, json_schema, to_json, to_row
    from .run import Run
    from .span import Evidence, Span
    from .story import Masthead, Part, PartKind, Quotation, Sentence, SplitStory, Story
    from .when import Grain, Publication, PublicationCandidate, When

__all__ = [
    "ActorKind",
    "ActorMention",
    "Attribution",
    "Basis",
    "Channel",
    "Claim",
    "ClaimDigest",
    "ClaimLink",
    "CodedStory",
    "Comparison",
    "ContactDetail",
    "Declined",
    "DetailField",
    "Entity",
    "Event",
    "EventActor",
    "EventDigest",
    "EventGroup",
    "EventType",
    "Evidence",
    "ForeignActor",
    "ForeignEvent",
    "ForeignProblem",
    "Grain",
    "Labels",
    "Loss",
    "Masthead",
    "Office",
    "OnlyRow",
    "Outcome",
    "Parse",
    "ParsedStory",
    "Part",
    "PartKind",
    "Place",
    "Plan",
    "PlanLink",
    "PloverType",
    "Process",
    "ProcessDigest",
    "ProcessGroup",
    "ProcessMention",
    "Publication",
    "PublicationCandidate",
    "Quad",
    "Quotation",
    "ResolvedStory",
    "Row",
    "Run",
    "Sentence",
    "Span",
    "Speaker",
    "SplitStory",
    "Stance",
    "StateChange",
    "StateSpan",
    "Status",
    "Story",
    "StoryDigest",
    "StoryGroup",
    "Tenure",
    "Tie",
    "Token",
    "Topic",
    "UnitRow",
    "When",
    "content_id",
    "json_schema",
    "to_json",
    "to_row",
]

__getattr__ = later(
    __name__,
    {
        "actor": "ActorKind ActorMention Entity Office Tenure",
        "claim": "Claim Speaker Stance Tie Topic",
        "coded": "CodedStory",
        "comparison": "Comparison OnlyRow UnitRow",
        "contact": "ContactDetail DetailField",
        "declined": "Declined",
        "event": "Attribution Basis Channel Event EventActor EventType Labels PloverType Quad Status",
        "foreign": "ForeignActor ForeignEvent ForeignProblem",
        "groups": "ClaimDigest ClaimLink EventDigest EventGroup PlanLink ProcessDigest ProcessGroup StateSpan "
        "StoryDigest StoryGroup",
        "ids": "content_id",
        "loss": "Loss",
        "parse": "Parse ParsedStory Token",
        "place": "Place",
        "process": "Outcome Plan Process ProcessMention StateChange",
        "resolved": "ResolvedStory",
        "rows": "Row json_schema to_json to_row",
        "run": "Run",
        "span": "Evidence Span",
        "story": "Masthead Part PartKind Quotation Sentence SplitStory Story",
        "when": "Grain Publication PublicationCandidate When",
    },
)
