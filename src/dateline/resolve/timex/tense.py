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
    r"|scheduled|due|expected|plans|planned|set|ahead"
)
_UNTIL_BEFORE = re.compile(r"\b(?:until|till)\s+(?:(?:the|early|late|mid)\W+)*$", re.IGNORECASE)
_LASTED = frozenset({"was", "were", "had", "been", "held", "led", "ran", "fought", "taught"})
_UNTIL = frozenset({"until", "till"})
_TARGETS = frozenset({"until", "till", "to", "for"})


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
    preposition = ""
    below = False
    for _ in range(len(tokens)):
        token = tokens[i]
        if token.pos in {"ADP", "SCONJ"} and token.start < start:
            preposition = token.text.lower()
            if preposition == "since":
                return "past"
        if not below and _is_scheduled(parse, token):
            return "future"
        found = _direction_of_token(parse, token, start, preposition)
        if found:
            return found
        below = below or token.pos in {"VERB", "AUX", "NOUN"}
        if token.head == i:
            return ""
        i = token.head
    return ""


def is_attributive(parse: Parse, start: int) -> bool:
    """Does the expression at offset `start` stand before a noun that it describes ("their February talks")?"""
    token = next((token for token in parse.tokens if token.start <= start < token.end), None)
    if token is None or token.dep not in {"compound", "nmod", "amod", "nummod"}:
        return False
    head = parse.tokens[token.head]
    return head.i > token.i and head.pos in {"NOUN", "PROPN"}


def _direction_of_words(before: str) -> Direction:
    found: Direction = ""
    last = ""
    for match in _words().finditer(before):
        found, last = ("future" if match.group("future") else "past"), match.group()
    if (
        _UNTIL_BEFORE.search(before)
        and last not in _LASTED
        and last.removesuffix("d").removesuffix("e") not in _lasting_stems()
    ):
        return "future"
    return found


@cache
def _lasting_stems() -> frozenset[str]:
    return frozenset(verb.removesuffix("e") for verb in load_tense_words().lasting)


def direction_after(text: str) -> Direction:
    """The side that the first word with a tense tells, for a date that opens its clause ("In 1990 the army withdrew")."""
    match = _words().search(text)
    return "" if match is None else "future" if match.group("future") else "past"


def _direction_of_token(parse: Parse, token: Token, start: int, preposition: str) -> Direction:
    words, lemma = load_tense_words(), token.lemma.lower()
    if (preposition in _TARGETS and lemma in words.moving) or (preposition == "from" and lemma in words.asking):
        return "future"
    if lemma in words.scheduling and token.start < start:
        return "past" if _is_overtaken(parse, token) else "future"
    if token.lemma.lower() == "be" and _is_due(parse, token, start):
        return "future"
    if token.pos not in {"VERB", "AUX"}:
        return ""
    found = _direction_of_verb(parse, token, start)
    if preposition in _UNTIL and found != "future" and token.start < start:
        return "past" if found == "past" and lemma in words.lasting else "future"
    return found


def _is_due(parse: Parse, token: Token, start: int) -> bool:
    """`Is due in Oslo on Wednesday`: the parser may hang the day on "is"."""
    said = [parse.tokens[k] for k in parse.children[token.i] if parse.tokens[k].dep in {"acomp", "oprd"}]
    return any(word.lemma.lower() in load_tense_words().scheduling and word.start < start for word in said)


def _is_scheduled(parse: Parse, token: Token) -> bool:
    """A passive in the plain present speaks of a schedule too: "elections are held on May 26"."""
    if token.tag != "VBN" or token.lemma.lower() in load_tense_words().standing:
        return False
    helpers = {
        parse.tokens[k].text.lower() for k in parse.children[token.i] if parse.tokens[k].dep in {"aux", "auxpass"}
    }
    return bool(helpers & {"is", "are"}) and not helpers & {"has", "have", "had", "been"}


def _is_overtaken(parse: Parse, token: Token) -> bool:
    return any(parse.tokens[k].text.lower() in load_tense_words().overtaken for k in parse.children[token.i])


def _direction_of_verb(parse: Parse, token: Token, start: int) -> Direction:
    helpers = [parse.tokens[k] for k in parse.children[token.i] if parse.tokens[k].dep in {"aux", "auxpass"}]
    words = {helper.text.lower() for helper in helpers}
    if words & load_tense_words().future_auxiliaries and "have" not in words:
        return "future"
    if "to" in words:
        ahead = any(helper.text.lower() == "to" and helper.start > start for helper in helpers)
        return "" if ahead else _direction_of_infinitive(parse, token)
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
    head, words = parse.tokens[token.head], load_tense_words()
    if head.i != token.i and head.lemma.lower() in words.carried_out and token.dep in {"xcomp", "advcl"}:
        return ""
    if head.lemma.lower() in words.commanding and any(parse.tokens[k].text == "had" for k in parse.children[head.i]):
        return ""
    return "future"
