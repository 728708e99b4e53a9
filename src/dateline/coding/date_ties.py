"""How closely a date of the sentence is tied to an act: steps in the parse, and the ties that no step may cut."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.lexicon.timewords import load_tense_words
from dateline.records import Token, When
from dateline.syntax import Syntax

FAR = 99
_SIDE_CLAUSES = frozenset({"relcl", "advcl", "acl", "ccomp", "parataxis", "appos"})
_BORDERS = frozenset({"ccomp", "relcl", "advcl", "parataxis"})
_OBJECTS = frozenset({"dobj", "nsubjpass", "nsubj", "pobj"})
_OTHER_ACT = 4
#: Steps in the tree beyond which a date is some other word's.
_LIMIT = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """The act in its parse: trigger, tokens of its own, whether dates in its complement are its own, nouns of acts.

    meeting: the act is a meeting agreed on; without a date of its own it has none.
    """

    syntax: Syntax
    trigger: int
    own: frozenset[int]
    inside: bool
    acts: frozenset[str]
    meeting: bool = False


def nearest(tree: Tree, dates: Sequence[When], until: dt.date | None = None) -> When | None:
    """The date whose words hang closest to the trigger in the parse; none that begins after `until`."""
    best: tuple[bool, int, int, When] | None = None
    for when in dates:
        if not can_date(when) or (until is not None and when.first is not None and when.first > until):
            continue
        head = head_of(when, tree.syntax.tokens)
        if head is None or not _is_of_its_clause(when, head, tree) or _is_lost(when, head, tree.syntax):
            continue
        gone = until is not None and when.last is not None and when.last < until
        steps = 0 if _is_beside(head, tree) else _distance(head, tree, gone=gone, counted="+event" in when.basis)
        candidate = (when.first is None, steps, abs(head - tree.trigger), when)
        if steps <= _LIMIT and (best is None or candidate[:3] < best[:3]):
            best = candidate
    return best[3] if best else None


def can_date(when: When) -> bool:
    """Tells the expression days? PAST_REF, habits and lengths of time without an end tell none."""
    if when.first is not None:
        return True
    return (
        bool(when.value) and when.basis != "set" and not when.value.endswith("_REF") and not when.value.startswith("P")
    )


def head_of(when: When, tokens: Sequence[Token]) -> int | None:
    """The token of the expression whose head lies outside it."""
    inside = [token for token in tokens if when.start <= token.start < when.end]
    indexes = {token.i for token in inside}
    return next((token.i for token in inside if token.head not in indexes), inside[0].i if inside else None)


def preposition_of(when: When, syntax: Syntax) -> str:
    """The preposition or conjunction that the expression stands behind, "" if none."""
    head = head_of(when, syntax.tokens)
    if head is None:
        return ""
    above = syntax.tokens[syntax.tokens[head].head]
    return above.lemma.lower() if above.pos in {"ADP", "SCONJ"} and above.i < head else ""


def _is_of_its_clause(when: When, head: int, tree: Tree) -> bool:
    """A day counted back to another act ("on Friday, two days after ...") is that act's; "the first since May" compares."""
    if when.basis.endswith("+event"):
        return tree.syntax.tokens[tree.trigger].start > when.end
    if preposition_of(when, tree.syntax) != "since":
        return True
    above = next((i for i in tree.syntax.ancestors(tree.syntax.tokens[head].head)), head)
    noun = tree.syntax.tokens[above]
    things = {above, *tree.own, *tree.syntax.children(above, *_OBJECTS)}
    if any(_compares(j, tree.syntax) for i in things for j in tree.syntax.children(i, "amod", "advmod")):
        return False
    return noun.pos not in {"NOUN", "PROPN"} or above in tree.own or (noun.dep == "nsubj" and noun.head == tree.trigger)


def _compares(i: int, syntax: Syntax) -> bool:
    """`Their first meeting since 1965`, `the longest talks since the war`: the date is that of the one before."""
    return syntax.tokens[i].tag == "JJS" or syntax.lemma(i).lower() in load_tense_words().comparing


def _is_beside(head: int, tree: Tree) -> bool:
    """Does the date follow a participle directly ("the emergency declared in November")?"""
    token = tree.syntax.tokens[tree.trigger]
    if token.tag != "VBN" or token.dep not in {"acl", "relcl", "amod"}:
        return False
    between = [tree.syntax.tokens[i].pos for i in range(tree.trigger + 1, head)]
    return head > tree.trigger and between in ([], ["ADP"], ["SCONJ"])


def _distance(date: int, tree: Tree, *, gone: bool = False, counted: bool = False) -> int:
    """Steps between date and trigger in the tree; far where a clause of another act lies between them.

    From the date up to a common ancestor no clause border may be crossed (a date in a relative clause dates that clause);
    from the trigger up to it a border costs, and a date of saying never dates what is said. gone: the date lies behind, so that
    in "applied to join in July 2009" it is that of the applying.
    """
    syntax, trigger = tree.syntax, tree.trigger
    up = [date, *syntax.ancestors(date)]
    if not counted and _is_before_clause(date, syntax):
        del up[1]
    path = [trigger, *syntax.ancestors(trigger)]
    common = next((i for i in up if i in path), None)
    if common is None:
        return FAR
    below = up[: up.index(common)]
    planned = _is_its_schedule(below, tree)
    cost = 0
    for i in below:
        if syntax.is_verb(i) and not planned and not _opens_to(i, tree, gone=gone):
            return FAR
        if (
            syntax.tokens[i].pos == "NOUN"
            and i not in tree.own
            and i != date
            and syntax.lemma(i) in tree.acts
            and not any(_tells_release(j, syntax) for j in below if syntax.tokens[j].head == i)
            and not planned
        ):
            cost += _OTHER_ACT  # "compensation for the shooting on Feb. 1": rather the shooting's date
        cost += 1
    return cost + _way_down(path[: path.index(common)], common, date, tree)


def _is_lost(when: When, head: int, syntax: Syntax) -> bool:
    """`In a note issued the following day`: that day is counted from one that the sentence does not tell, so it dates no act."""
    return "anchor:" in when.basis and any(_tells_release(i, syntax) for i in syntax.ancestors(head))


def _is_before_clause(date: int, syntax: Syntax) -> bool:
    """`Imposed sanctions last month after its army used gas`: the parser may hang the date on the verb behind "after"."""
    head = syntax.tokens[date].head
    marks = syntax.children(head, "mark")
    return syntax.is_verb(head) and head > date and bool(marks) and marks[0] > date


def _way_down(path: Sequence[int], common: int, date: int, tree: Tree) -> int:
    """What the way from the trigger up to the common ancestor costs."""
    syntax, cost = tree.syntax, 0
    on_noun = syntax.tokens[date].head == common and not syntax.is_verb(common)
    for i in path:
        if syntax.tokens[i].dep == "relcl" and syntax.tokens[i].head == common and on_noun:
            cost += 2  # "the 1950-53 war, which ended with": the noun's own date
            continue
        if syntax.tokens[i].dep in _BORDERS and syntax.is_verb(i):
            return FAR
        cost += 2 if syntax.tokens[i].dep in {"conj", "acl", "xcomp"} else 1
    return cost


def _opens_to(i: int, tree: Tree, *, gone: bool) -> bool:
    """May a date under the verb i date the trigger above it? In its own complement, or in a verb coordinated with it."""
    token = tree.syntax.tokens[i]
    if token.dep == "conj":
        return True
    if token.tag == "VBG" and token.dep in {"advcl", "acl"} and token.lemma.lower() in load_tense_words().speaking:
        return True  # "the minister, speaking on Monday, accused ..."
    if _tells_release(i, tree.syntax):
        return True
    if gone and token.dep == "xcomp" and token.head == tree.trigger and tree.syntax.is_infinitive(i):
        return True
    return tree.inside and token.dep not in _SIDE_CLAUSES and token.head == tree.trigger


def _tells_release(i: int, syntax: Syntax) -> bool:
    """`Denounced it in a statement issued on Friday`: the participle tells when the words came out."""
    token = syntax.tokens[i]
    return token.tag in {"VBN", "VBD"} and token.dep == "acl" and token.lemma.lower() in load_tense_words().releasing


def _is_its_schedule(below: Sequence[int], tree: Tree) -> bool:
    """`A visit, scheduled for May 5, was put off`: the clause tells when the act's own noun or object was to be."""
    syntax, scheduling = tree.syntax, load_tense_words().scheduling
    reach = tree.own | {j for i in tree.own for j in syntax.children(i) if syntax.tokens[j].dep in _OBJECTS}
    verbs = [i for i in below if syntax.is_predicate(i)]
    if not verbs or syntax.tokens[verbs[-1]].dep not in {"relcl", "acl"} or syntax.tokens[verbs[-1]].head not in reach:
        return False
    return any(syntax.lemma(i).lower() in scheduling for i in verbs)
