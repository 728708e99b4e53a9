"""What a parser has to be: any class with this method can stand in for the spaCy one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from dateline.records import ParsedStory, Sentence, SplitStory

Want = Callable[[Sentence], bool]


def body_and_headline(sentence: Sentence) -> bool:
    """The default choice of sentences: those that can carry the story's own news."""
    return sentence.part in {"body", "headline"}


class Parser(Protocol):
    """Parses batches of stories; `name` goes into the basis of every row that rests on the parse."""

    name: str

    def parse(self, stories: Sequence[SplitStory], want: Want = body_and_headline) -> list[ParsedStory]:
        """Parsed stories in the order given; sentences that `want` refuses get None."""
        ...

    def knows(self, word: str) -> bool:
        """Is it a word of the language, so that it is no rare name?"""
        ...
