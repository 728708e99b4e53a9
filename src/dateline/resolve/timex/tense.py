"""On which side of the story's day does an expression lie? The governing verb tells, or its scheduling words."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from dateline.lexicon.timewords import load_tense_words
from dateline.records import Parse, Token

Direction = Literal["past", "future", ""]

_AHEAD = (
    r"(?:will|shall|would)(?:\s+[a-z]+){0,2}|to\s+(?!the\b|a\b)[a-z]+(?:\s+[a-z]+ed)?"
    r"|scheduled|due|expected|plans|planned|set|ahead|(?:has|have|been|was|were)\s+(?:postponed|put\s+off|delayed|deferred)"
)


@cache
def _words() -> re.Pattern[str]:
    past = "|".join(sorted(load_tense_words().past_forms))
    return re.compile(rf"\b(?:(?P<future>{_AHEAD})|(?P<past>{past}|[a-z]{{2,}}ed))\b")


def direction(parse: Parse | None, start: int, before: str) -> Direction:
    """`past`, "future" or "" for the expression at offset `start`; `before` is the sentence's text up to it, for want of a parse.

    A verb in the plain present beside a date speaks of what is scheduled ("parliament votes Friday"); headlines are another matter.
    """
    if parse is None:
        return _direction_of_words(before)
    tokens = parse.tokens
    i = next((token.i for token in tokens if token.start <= start < token.end), None)
    if i is None:
        return ""
    for _ in range(len(tokens)):
        found = _direction_of_token(parse, tokens[i], start)
        if found:
            return found
        if tokens[i].head == i:
            return ""
        i = tokens[i].head
    return ""


def _direction_of_words(before: str) -> Direction:
    found: Direction = ""
    for match in _words().finditer(before):
        found = "future" if match.group("future") else "past"
    return found


def direction_after(text: str) -> Direction:
    """The side that the first word with a tense tells, for a date that opens its clause ("In 1990 the army withdrew")."""
    match = _words().search(text)
    return "" if match is None else "future" if match.group("future") else "past"


def _direction_of_token(parse: Parse, token: Token, start: int) -> Direction:
    if token.lemma.lower() in load_tense_words().scheduling and token.start < start:
        return "future"
    if token.pos not in {"VERB", "AUX"}:
        return ""
    helpers = [parse.tokens[k] for k in parse.children[token.i] if parse.tokens[k].dep in {"aux", "auxpass"}]
    words = {helper.text.lower() for helper in helpers}
    if words & load_tense_words().future_auxiliaries and "have" not in words:
        return "future"
    if "to" in words:
        return _direction_of_infinitive(parse, token)
    if token.tag == "VBD" or words & {"was", "were", "had", "did", "has", "have", "'d", "been"}:
        return "past"
    if token.tag == "VBN":
        return "past" if token.dep in {"acl", "advcl", "ROOT", "conj"} or words else ""
    if token.tag in {"VBZ", "VBP"} and not words and token.lemma.lower() not in load_tense_words().standing:
        return "future"
    if token.tag == "VBG":
        return "future" if words & {"is", "are", "am", "'s", "’s", "'re"} else ""
    return ""


def _direction_of_infinitive(parse: Parse, token: Token) -> Direction:
    """`to meet` lies ahead, unless the verb above says that it came about ("began to", "failed to")."""
    head = parse.tokens[token.head]
    if head.i != token.i and head.lemma.lower() in load_tense_words().carried_out and token.dep in {"xcomp", "advcl"}:
        return ""
    return "future"
