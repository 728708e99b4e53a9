"""Contacts: what a text tells of a contact beside who, when, where and over which channel."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .event import EventActor
from .span import Evidence, Span

DetailField = Literal[
    "topic", "first_since", "duration", "asked_by", "agreed", "venue", "participant", "host", "mediator"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactDetail:
    """A sentence tells something of a contact that its event has no field for.

    event_id: the contact, an event whose act is CONSULT. field, value: topic and agreed: the words; first_since: when there was
    the last one, in EDTF ("2015", "2015-10", "2003~" where told as about); duration: ISO 8601 ("PT40M", "P2D"); asked_by: code of
    the side that wanted it; venue: the words; participant, host, mediator: code of the state or organisation, and `actor` has who.
    told: the words that say so. evidence: their sentence. basis: the rule that read it, then the rule that tied it to the contact.
    """

    detail_id: str
    story_id: str
    source_id: str
    event_id: str
    field: DetailField
    value: str
    actor: EventActor | None
    told: Span
    evidence: Evidence
    basis: str
