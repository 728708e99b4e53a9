"""What is going on between these two, in this sentence? A small model's opinion.

Takes: Questions: a sentence, the offsets of source, target and trigger (each may be unknown).
Gives: Opinions: probabilities of type (NONE among them), older root, mode and status; where the words of the act stand.
Drops: of sentences longer than 64 tokens, what stands furthest from any mark.
Reads: `models/judge`: an int8 encoder, its heads, its vocabulary; the codebook's examples where questions for training are made.
Never: lets an answer hang on what else was asked; decides alone: `coding` proposes, `pipeline` weighs both.
"""

from typing import TYPE_CHECKING

from dateline.later import later

if TYPE_CHECKING:
    from .model import Judge, Opinion
    from .question import Question, Scribe
    from .votes import Vote, votes_of, weigh

__all__ = ["Judge", "Opinion", "Question", "Scribe", "Vote", "votes_of", "weigh"]

__getattr__ = later(
    __name__,
    {
        "model": "Judge Opinion",
        "question": "Question Scribe",
        "votes": "Vote votes_of weigh",
    },
)
