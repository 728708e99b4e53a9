"""What lasts: talks, lines, measures, agreements, and the state that a story says they are in.

Takes: coded stories with claims.
Gives: the same with mentions of processes: kind, parties, subject, state, since when, and the words that say so.
Drops: candidates that are denied, hypothetical or no process: each a Declined.
Reads: the kinds of processes (lexicon/processes).
Never: joins mentions of one story with those of another: the ledger's merge does.
"""

from dateline.lexicon.process_kinds import Kinds, load_kinds

from .room import find_processes

__all__ = ["Kinds", "find_processes", "load_kinds"]
