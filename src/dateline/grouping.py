"""Whatever is counted once, grouped anew: stories, events, outcomes of plans, what claims are about, processes, holders."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from . import ledger as ledger_room
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
    relink_plans,
    tell_states,
)
from .records.grouping import HandChange, LastGrouping

if TYPE_CHECKING:
    from .ledger import Ledger
    from .records import StoryGroup
    from .records.correction import Override

_SHOWN = "SELECT DISTINCT group_id FROM current_events WHERE event_id IN (SELECT unnest(?))"


def group(ledger: Ledger) -> None:
    """Group the ledger's stories (versions and copies), then its events (tellings), anew: both are counted once.

    What persons said of rows and groups is followed on the way. Then plans get what became of them, claims the events that other
    stories tell, mentions of processes become processes with their states, and offices that one story leaves unnamed get the
    holder whom an earlier story names. Where all was grouped by these rules before and only persons' words on other than groups of
    stories came since, only what these can change is grouped again; the outcome is the same.
    """
    rules, end = _rules(), ledger.log_end()
    last = ledger.last_grouping(rules)
    following = Following(ledger)
    said = following.story_overrides()
    if last is not None and (last.until != end or last.stories != said):
        last = None
    versions = None if last else _group_stories(ledger, said)
    overrides = following.rows()
    touched = _group_events(ledger, following, overrides, (last, versions))
    following.settle()
    if touched is None or touched or following.changed.others:
        _link(ledger, touched, following.changed)
    steps = _take_steps(ledger, last)
    ledger.keep_grouping(rules, LastGrouping(until=end, stories=said, events=overrides, steps=steps))


def _group_stories(ledger: Ledger, said: Sequence[Override]) -> Sequence[StoryGroup]:
    versions = merge_stories(list(ledger.story_digests()), said)
    ledger.regroup(versions, None)
    return versions


def _group_events(
    ledger: Ledger,
    following: Following,
    overrides: tuple[Override, ...],
    known: tuple[LastGrouping | None, Sequence[StoryGroup] | None],
) -> set[str] | None:
    """Groups the events; the groups that may have changed come back, None for all."""
    last, versions = known
    was, now = following.changed.was, following.changed.now
    if last is not None:
        if not was and not now and last.events == overrides:
            return set()
        some = regroup_events(EventChange(was=was, now=now, said=last.events, says=overrides), ledger)
        if some is not None:
            touched = ledger.regroup_some(some, was)
            return touched | {group for (group,) in ledger.tuples(_SHOWN, [[event.event_id for event in now]])}
    events = list(ledger.events_for_merge())
    groups = merge_events(events, overrides, stories=ledger.story_digests())
    ledger.regroup(versions or ledger.story_groups(), groups)
    return None


def _link(ledger: Ledger, touched: set[str] | None, changed: HandChange) -> None:
    """Links plans and claims to events, where that may be otherwise than before."""
    plans = relink_plans(touched, ledger) if touched is not None else None
    if plans is not None:
        ledger.set_some_plans(*plans)
    if touched is not None and not changed.others:
        claims = ledger.claims_touched(touched, changed.was)
        acts = {act for claim in claims for act in claim.topic.acts}
        countries = {code for claim in claims for code in claim.topic.countries}
        told = ledger.told_in(ledger.groups_telling(acts, countries))
        groups = {(event.event_id, event.source_id): group for group, event in told}
        links = link_claims(claims, [event for _, event in told], groups)
        ledger.set_claim_links(links, [claim.claim_no for claim in claims])
        if plans is not None:
            return
    events, names = list(ledger.events_for_merge()), ledger.event_groups()
    if plans is None:
        ledger.set_plans(link_plans(events, names))
    if touched is None or changed.others:
        ledger.set_claim_links(link_claims(ledger.claim_digests(), events, names))


def _take_steps(ledger: Ledger, last: LastGrouping | None) -> dict[str, str]:
    """What else follows, where it is otherwise than before; digests of what each step worked on and wrote come back."""
    before = last.steps if last else {}
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


def _rules() -> str:
    """What decides how the same rows are grouped: the program and all that we know."""
    digest = hashlib.blake2b(f"{version('dateline')} {fingerprint().digest}".encode(), digest_size=8)
    rooms = (Path(room.__path__[0]) for room in (merge, ledger_room))
    for path in (
        Path(__file__),
        *(path for room in rooms for path in sorted((*room.glob("*.py"), *room.glob("*.sql")))),
    ):
        digest.update(path.read_bytes())
    return digest.hexdigest()
