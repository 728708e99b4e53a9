"""What leaves the pipeline for one story."""

from __future__ import annotations

from dataclasses import dataclass

from .claim import Claim
from .contact import ContactDetail
from .declined import Declined
from .event import Event
from .process import ProcessMention
from .resolved import ResolvedStory


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedStory:
    """A resolved story with its events, claims, mentions of processes, details of contacts and declined candidates, by start."""

    resolved: ResolvedStory
    events: tuple[Event, ...]
    claims: tuple[Claim, ...] = ()
    declined: tuple[Declined, ...] = ()
    processes: tuple[ProcessMention, ...] = ()
    details: tuple[ContactDetail, ...] = ()
