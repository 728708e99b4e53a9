"""Whatever is counted once, grouped anew: stories, events, outcomes of plans, what claims are about, processes, holders."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from . import merge
from .correcting.follow import Following
from .lexicon.fingerprint import fingerprint
from .merge import (
    EventChange,
    learn_holders,
    link_claims,
    link_plans,
    merge_events,
    merge_processes,
    merge_stories,
    regroup_events,
    tell_states,
)
from .records.grouping import LastGrouping

if TYPE_CHECKING:
    from .ledger import Ledger
    from .records import StoryGroup
    from .records.correction import Override

_UNGROUPED = "SELECT 1 FROM current_stories ANTI JOIN story_groups USING (story_id, source_id) LIMIT 1"


def group(ledger: Ledger, *, stories: bool = True) -> None:
    """Group the ledger's stories (versions and copies), then its events (tellings), anew: both are counted once.

    What persons said of rows and groups is followed on the way. Then plans get what became of them, claims the events that other
    stories tell, mentions of processes become processes with their states, and offices that one story leaves unnamed get the
    holder whom an earlier story names. stories: false where no story came and nothing was said of their groups; these stay then,
    which saves half of the time and more. Where all was grouped by these rules before and only persons' words came since, only
    what these can change is grouped again; the outcome is the same.
    """
    rules, end = _rules(), ledger.log_end()
    last = ledger.last_grouping(rules)
    following = Following(ledger)
    said = following.story_overrides()
    if last is not None and (last.until != end or last.stories != said):
        last = None
    versions = None if last else _group_stories(ledger, said, anew=stories)
    overrides = following.rows()
    changed = _group_events(ledger, following, overrides, (last, versions))
    following.settle()
    steps = _group_the_rest(ledger, last, changed=changed or following.changed.rows > 0)
    ledger.keep_grouping(rules, LastGrouping(until=end, stories=said, events=overrides, steps=steps))


def _group_stories(ledger: Ledger, said: Sequence[Override], *, anew: bool) -> Sequence[StoryGroup]:
    if not anew and not ledger.tuples(_UNGROUPED):
        return ledger.story_groups()
    versions = merge_stories(list(ledger.story_digests()), said)
    ledger.regroup(versions, None)
    return versions


def _group_events(
    ledger: Ledger,
    following: Following,
    overrides: tuple[Override, ...],
    known: tuple[LastGrouping | None, Sequence[StoryGroup] | None],
) -> bool:
    """Groups the events; whether any telling or group may be another now."""
    last, versions = known
    was, now = following.changed.was, following.changed.now
    if last is not None:
        if not was and not now and last.events == overrides:
            return False
        some = regroup_events(EventChange(was=was, now=now, said=last.events, says=overrides), ledger)
        if some is not None:
            ledger.regroup_some(some, was)
            return True
    events = list(ledger.events_for_merge())
    groups = merge_events(events, overrides, stories=ledger.story_digests())
    ledger.regroup(versions or ledger.story_groups(), groups)
    return True


def _group_the_rest(ledger: Ledger, last: LastGrouping | None, *, changed: bool) -> dict[str, str]:
    """What follows from the groups of events; digests of what each step worked on and wrote come back."""
    before = last.steps if last else {}
    if last is None or changed:
        events, told = list(ledger.events_for_merge()), ledger.event_groups()
        ledger.set_plans(link_plans(events, told))
        ledger.set_claim_links(link_claims(ledger.claim_digests(), events, told))
    after: dict[str, str] = {}
    for step, take in _STEPS.items():
        if step not in before or before[step] != ledger.step_digest(step):
            take(ledger)
            after[step] = ledger.step_digest(step)
        else:
            after[step] = before[step]
    return after


def _processes(ledger: Ledger) -> None:
    mentions = list(ledger.process_digests())
    states, groups = tell_states(mentions, merge_processes(mentions))
    ledger.set_processes(groups, states)


def _holders(ledger: Ledger) -> None:
    ledger.set_holders(learn_holders(ledger.tenure_digests(), ledger.unnamed_officers()))


#: Steps that are left out where nothing is otherwise than when they were last taken.
_STEPS = {"processes": _processes, "holders": _holders}


@cache
def _rules() -> str:
    """What decides how the same rows are grouped: the program and all that we know."""
    digest = hashlib.blake2b(f"{version('dateline')} {fingerprint().digest}".encode(), digest_size=8)
    for path in sorted(Path(merge.__file__).parent.glob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()
