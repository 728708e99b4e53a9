"""Wire copy to parts, masthead, sentences and quotations.

Takes: a story, and the conventions of wire copy.
Gives: SplitStory: parts that tile the text, the masthead, sentences of body, headline and captions, quotations.
Drops: nothing; teasers, captions and navigation are parts, and only their sentences are not wanted.
Reads: lexicon/wire.
Never: codes, and never lets another story's headline or date into this one's body or masthead.
"""

from .splitting import split_story

__all__ = ["split_story"]
