"""Whatever is counted once, grouped anew: stories, events, outcomes of plans, what claims are about, processes, holders."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .correcting.follow import Following
from .merge import (
    learn_holders,
    link_claims,
    link_plans,
    merge_events,
    merge_processes,
    merge_stories,
    tell_states,
)

if TYPE_CHECKING:
    from .ledger import Ledger


def group(ledger: Ledger) -> None:
    """Group the ledger's stories (versions and copies), then its events (tellings), anew: both are counted once.

    What persons said of rows and groups is followed on the way. Then plans get what became of them, claims the events that other
    stories tell, mentions of processes become processes with their states, and offices that one story leaves unnamed get the
    holder whom an earlier story names.
    """
    following = Following(ledger)
    stories = merge_stories(list(ledger.story_digests()), following.story_overrides())
    ledger.regroup(stories, None)
    overrides = following.rows()
    events = list(ledger.events_for_merge())
    ledger.regroup(stories, merge_events(events, overrides, stories=ledger.story_digests()))
    following.settle()
    told = ledger.event_groups()
    ledger.set_plans(link_plans(events, told))
    ledger.set_claim_links(link_claims(ledger.claim_digests(), events, told))
    mentions = list(ledger.process_digests())
    states, groups = tell_states(mentions, merge_processes(mentions))
    ledger.set_processes(groups, states)
    ledger.set_holders(learn_holders(ledger.tenure_digests(), ledger.unnamed_officers()))
