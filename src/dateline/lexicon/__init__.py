"""What we know, as data: the codebook (PLOVER types and frames), the registry of actors, the gazetteer, wire conventions.

Takes: nothing.
Gives: `load_codebook`, and in modules of their own the registry, the gazetteer, time words and wire conventions.
Drops: nothing; a wrong file is a LexiconError with file, line and key.
Reads: the YAML, CSV and TSV files beside it.
Never: decides; rooms do, with what stands here.
"""

from typing import TYPE_CHECKING

from dateline.later import later

if TYPE_CHECKING:
    from .codebook import CameoCode, Codebook, Modality, load_codebook
    from .cue_words import CueIndex
    from .frames import ActType, Frame

__all__ = ["ActType", "CameoCode", "Codebook", "CueIndex", "Frame", "Modality", "load_codebook"]

__getattr__ = later(
    __name__,
    {
        "codebook": "CameoCode Codebook Modality load_codebook",
        "cue_words": "CueIndex",
        "frames": "ActType Frame",
    },
)
