"""Same story, same event: block, compare, group.

Takes: the events of one story (`told_once`), or the digests of all stories and events of a ledger.
Gives: events told once; story groups (versions and copies) and event groups, each membership with its reason; holders of
offices that one story leaves unnamed and an earlier one names; processes out of mentions, and their states on two clocks.
Drops: nothing; every telling stays, and every group can be taken apart.
Reads: what the states of processes mean for one another (lexicon/process_states.yaml); words of slugs and of periodic reports
(lexicon/wire).
Never: depends on the order in which stories arrived; joins a plan with what became of it.
"""

from .claims import link_claims
from .events import merge_events
from .holders import learn_holders
from .once import told_once
from .plans import link_plans
from .process_states import tell_states
from .processes import merge_processes
from .regroup import EventChange, regroup_events
from .replan import relink_plans
from .stories import merge_stories

__all__ = [
    "EventChange",
    "learn_holders",
    "link_claims",
    "link_plans",
    "merge_events",
    "merge_processes",
    "merge_stories",
    "regroup_events",
    "relink_plans",
    "tell_states",
    "told_once",
]
