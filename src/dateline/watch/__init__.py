"""Feeds and folders, looked at again and again, into a ledger; alerts on what is new in it.

Takes: feeds.toml (feeds, folders, outputs, alert rules), a ledger file, the time.
Gives: stories in the ledger, alerts at the outputs, lines for people and a log of what failed.
Drops: what is known already, and what cannot be fetched: the log says what, why and when it is tried again.
Reads: the addresses in feeds.toml and what their feeds link to, politely; the folders; FILE.watch, its memory.
Never: logs in, runs a script, follows a public address to a private one, or writes a secret down.
"""

from typing import TYPE_CHECKING

from dateline.later import later

if TYPE_CHECKING:
    from .feeds_file import EXAMPLE, read_feeds_file
    from .plan import WatchPlan
    from .watching import Watching

__all__ = ["EXAMPLE", "WatchPlan", "Watching", "read_feeds_file"]

__getattr__ = later(
    __name__,
    {
        "feeds_file": "EXAMPLE read_feeds_file",
        "plan": "WatchPlan",
        "watching": "Watching",
    },
)
