"""Which date belongs to which act, and is it news or history?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dateline.records import Publication, Token, When
from dateline.syntax import Syntax

from .modality import Verdict

#: Told as history: over a week before publication (annotation guide of our gold stories).
NEWS_DAYS = 7
#: Sentences of a story in which the present perfect is the news itself ("has imposed"), not background.
LEAD_SENTENCES = 2
_SIDE_CLAUSES = frozenset({"relcl", "advcl", "acl", "ccomp", "parataxis", "appos"})
_FAR = 99
_OTHER_ACT = 4
#: Steps in the tree beyond which a date is some other word's.
_LIMIT = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """The date of an act, whether it is background, and the rule that said so."""

    when: When
    background: bool
    basis: str


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


def date_of(tree: Tree, dates: Sequence[When], verdict: Verdict, story: tuple[Publication, int]) -> Dated:
    """The date of the act in `tree`; `dates` are those of its sentence, `story` publication and sentence rank.

    Syntax first, then nearness. An act without a date is news of the day only where it is told as such; else its date
    stays unknown: the publication date never stands in for it.
    """
    publication, rank = story
    own = _nearest(tree, dates)
    if own is not None:
        return Dated(when=own, background=_is_history(own, publication, verdict), basis=f"syntax+{own.basis}")
    if verdict.status in {"planned", "hypothetical", "postponed", "cancelled"} or tree.meeting or _is_aside(tree):
        return Dated(when=When(), background=False, basis="none")
    if verdict.perfect == "past" or (verdict.perfect == "present" and rank >= LEAD_SENTENCES):
        return Dated(when=When(), background=True, basis=f"{verdict.perfect}-perfect")
    if publication.date is None:
        return Dated(when=When(), background=False, basis="none")
    day = When(
        value=publication.date.isoformat(),
        first=publication.date,
        last=publication.date,
        grain="day",
        basis="dateline:news-of-the-day",
    )
    return Dated(when=day, background=False, basis=day.basis)


def _is_aside(tree: Tree) -> bool:
    """Is it told in a clause that only says more about a noun ("vessels seized recently by Iran")? Then it is not today's news."""
    verb = tree.syntax.governing_verb(tree.trigger)
    return tree.syntax.tokens[verb].dep in {"relcl", "acl"}


def _is_history(when: When, publication: Publication, verdict: Verdict) -> bool:
    if when.last is None or publication.date is None:
        return verdict.perfect == "past"
    return when.last < publication.date - dt.timedelta(days=NEWS_DAYS)


def _nearest(tree: Tree, dates: Sequence[When]) -> When | None:
    """The date whose words hang closest to the trigger in the parse."""
    best: tuple[int, int, When] | None = None
    for when in dates:
        if when.first is None and not when.value:
            continue
        head = _head(when, tree.syntax.tokens)
        if head is None or _is_reference(when):
            continue
        steps = _distance(head, tree)
        candidate = (steps, abs(head - tree.trigger), when)
        if steps <= _LIMIT and (best is None or candidate[:2] < best[:2]):
            best = candidate
    return best[2] if best else None


def _is_reference(when: When) -> bool:
    """PAST_REF and the like tell no date; durations neither."""
    return when.value.endswith("_REF") or (when.value.startswith("P") and when.first is None)


def _head(when: When, tokens: Sequence[Token]) -> int | None:
    """The token of the expression whose head lies outside it."""
    inside = [token for token in tokens if when.start <= token.start < when.end]
    indexes = {token.i for token in inside}
    return next((token.i for token in inside if token.head not in indexes), inside[0].i if inside else None)


def _distance(date: int, tree: Tree) -> int:
    """Steps between date and trigger in the tree; far where a clause of another act lies between them.

    From the date up to a common ancestor no clause border may be crossed (a date in a relative clause dates that clause);
    from the trigger up to it a border costs, and a date of saying never dates what is said.
    """
    syntax, trigger = tree.syntax, tree.trigger
    up = [date, *syntax.ancestors(date)]
    path = [trigger, *syntax.ancestors(trigger)]
    common = next((i for i in up if i in path), None)
    if common is None:
        return _FAR
    cost = 0
    for i in up[: up.index(common)]:
        if syntax.is_verb(i) and not _opens_to(i, tree):
            return _FAR
        if syntax.tokens[i].pos == "NOUN" and i not in tree.own and i != date and syntax.lemma(i) in tree.acts:
            cost += _OTHER_ACT  # "compensation for the shooting on Feb. 1": rather the shooting's date
        cost += 1
    on_noun = syntax.tokens[date].head == common and not syntax.is_verb(common)
    for i in path[: path.index(common)]:
        if syntax.tokens[i].dep == "relcl" and syntax.tokens[i].head == common and on_noun:
            cost += 2  # "the 1950-53 war, which ended with": the noun's own date
            continue
        if syntax.tokens[i].dep in {"ccomp", "relcl", "advcl", "parataxis"} and syntax.is_verb(i):
            return _FAR
        cost += 2 if syntax.tokens[i].dep in {"conj", "acl", "xcomp"} else 1
    return cost


def _opens_to(i: int, tree: Tree) -> bool:
    """May a date under the verb i date the trigger above it? In its own complement, or in a verb coordinated with it."""
    token = tree.syntax.tokens[i]
    if token.dep == "conj":
        return True
    return tree.inside and token.dep not in _SIDE_CLAUSES and token.head == tree.trigger


def as_event_date(when: When) -> When:
    """The date as an event keeps it (the sentence index is the story's business)."""
    return replace(when, sentence=-1) if when.sentence != -1 else when
