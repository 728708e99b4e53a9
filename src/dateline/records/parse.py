"""Syntax of one sentence: tokens with dependencies. Labels are those of spaCy's English models (ClearNLP style)."""

from __future__ import annotations

from dataclasses import dataclass

from .story import SplitStory


@dataclass(frozen=True, slots=True)
class Token:
    """One token: `start` and `end` are offsets in the story, `head` is the index of its head (the root's is its own).

    Positional, because a story has thousands of them.
    """

    i: int
    start: int
    end: int
    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Parse:
    """Tokens of the sentence with index `sentence`; white space is no token. `children[i]` lists token indexes in order."""

    sentence: int
    tokens: tuple[Token, ...]
    children: tuple[tuple[int, ...], ...]

    def subtree(self, i: int) -> list[int]:
        """Indexes of the token i and all below it, in order."""
        out, todo = [], [i]
        while todo:
            j = todo.pop()
            out.append(j)
            todo.extend(self.children[j])
        return sorted(out)


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedStory:
    """A split story with a parse for each sentence that deserved one; `parses[k]` belongs to `split.sentences[k]`."""

    split: SplitStory
    parses: tuple[Parse | None, ...]
