"""Same story, same event: block, compare, group.

Takes: the events of one story (`told_once`), or the digests of all stories and events of a ledger.
Gives: events told once; story groups (versions and copies) and event groups, each membership with its reason; holders of
offices that one story leaves unnamed and an earlier one names.
Drops: nothing; every telling stays, and every group can be taken apart.
Reads: nothing.
Never: depends on the order in which stories arrived; joins a plan with what became of it.
"""

from .events import merge_events
from .holders import learn_holders
from .once import told_once
from .plans import link_plans
from .stories import merge_stories

__all__ = ["learn_holders", "link_plans", "merge_events", "merge_stories", "told_once"]
