"""Who says what.

Takes: coded stories.
Gives: the same with claims: speaker, cue, content, quoted or not, stance, and the events that the content tells.
Drops: cues without content or speaker, what was expressly not said, quotations that nobody speaks: each a Declined.
Reads: the cue lexicon (lexicon/speech.yaml).
Never: turns a claim into a fact: an event told only by a party keeps its `attributed_to`.
"""

from .cues import Cues, load_cues
from .room import find_claims

__all__ = ["Cues", "find_claims", "load_cues"]
