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

_UNGROUPED = "SELECT 1 FROM current_stories ANTI JOIN story_groups USING (story_id, source_id) LIMIT 1"


def group(ledger: Ledger, *, stories: bool = True) -> None:
    """Group the ledger's stories (versions and copies), then its events (tellings), anew: both are counted once.

    What persons said of rows and groups is followed on the way. Then plans get what became of them, claims the events that other
    stories tell, mentions of processes become processes with their states, and offices that one story leaves unnamed get the
    holder whom an earlier story names. stories: false where no story came and nothing was said of their groups; these stay then,
    which saves half of the time and more.
    """
    following = Following(ledger)
    said = following.story_overrides()
    if stories or ledger.tuples(_UNGROUPED):
        versions = merge_stories(list(ledger.story_digests()), said)
        ledger.regroup(versions, None)
    else:
        versions = ledger.story_groups()
    overrides = following.rows()
    events = list(ledger.events_for_merge())
    ledger.regroup(versions, merge_events(events, overrides, stories=ledger.story_digests()))
    following.settle()
    told = ledger.event_groups()
    ledger.set_plans(link_plans(events, told))
    ledger.set_claim_links(link_claims(ledger.claim_digests(), events, told))
    mentions = list(ledger.process_digests())
    states, groups = tell_states(mentions, merge_processes(mentions))
    ledger.set_processes(groups, states)
    ledger.set_holders(learn_holders(ledger.tenure_digests(), ledger.unnamed_officers()))
