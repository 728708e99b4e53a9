"""Who acts in a clause: the subject of a verb, through infinitives, lists of verbs and relative pronouns."""

from __future__ import annotations

from dateline.records import Parse

_SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_SHARING = frozenset({"conj", "xcomp", "advcl", "ccomp"})
_RELATIVE = frozenset({"which", "that", "who"})
_VERBS = frozenset({"VERB", "AUX"})
_DEEPEST = 6


def own_subject(parse: Parse, verb: int) -> int:
    """The token that is subject of this very verb, -1 if it has none; a relative pronoun gives the noun before it."""
    for j in parse.children[verb]:
        token = parse.tokens[j]
        if token.dep in _SUBJECTS:
            relative = token.text.lower() in _RELATIVE and parse.tokens[verb].dep in {"relcl", "acl"}
            return parse.tokens[verb].head if relative else j
    return -1


def subject_of(parse: Parse, verb: int) -> int:
    """The token that acts in a verb, also where it stands with the verb above ("offered to send"); -1 if nobody is told."""
    for _ in range(_DEEPEST):
        if (found := own_subject(parse, verb)) >= 0:
            return found
        token = parse.tokens[verb]
        if token.dep in {"relcl", "acl"}:
            return token.head
        if token.dep not in _SHARING or token.head == verb:
            return -1
        verb = token.head
    return -1


def verb_above(parse: Parse, i: int) -> int:
    """The verb whose clause the token stands in, -1 if there is none."""
    for _ in range(2 * _DEEPEST):
        above = parse.tokens[i].head
        if above == i:
            return -1
        if parse.tokens[above].pos in _VERBS:
            return above
        i = above
    return -1
