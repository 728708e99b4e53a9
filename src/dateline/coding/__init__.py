"""Acts to events.

Takes: resolved stories (parses, dates, actors, places).
Gives: CodedStory with events in PLOVER and CAMEO, one for each telling of an act (`merge` joins them).
Also: `hear`: the same after the judge has filled, declined and proposed; both verdicts stay on the row.
Drops: candidates without an actor, inside another act, only aimed at, or only a topic: each a Declined with its reason.
Reads: the codebook (lexicon/plover, classes, modality, channels, contexts, issues).
Never: codes captions, teasers or related headlines; turns an unknown date into the publication date.
"""

from typing import TYPE_CHECKING

from dateline.later import later

if TYPE_CHECKING:
    from .hearing import hear
    from .room import code_story

__all__ = ["code_story", "hear"]

__getattr__ = later(
    __name__,
    {
        "hearing": "hear",
        "room": "code_story",
    },
)
