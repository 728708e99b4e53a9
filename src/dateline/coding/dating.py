"""Which date belongs to which act, and is it news or history?"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dateline.lexicon.timewords import load_tense_words
from dateline.records import Parse, Publication, When
from dateline.syntax import Syntax

from .date_ties import Tree, can_date, head_of, nearest, preposition_of
from .modality import Verdict

__all__ = ["Dated", "News", "Tree", "as_event_date", "date_of", "day_before", "lead_of"]

#: Told as history: over a week before publication (annotation guide of our gold stories).
NEWS_DAYS = 7
#: Sentences of a story in which the present perfect is the news itself ("has imposed"), not background.
LEAD_SENTENCES = 2
#: A lead may tell of so many days ago; what tells of older things is a feature or a look back.
LEAD_DAYS = 4
_SAID = frozenset({"ccomp", "parataxis"})
_LENGTH = re.compile(r"P(\d+)D")
_LONGEST = 31
_OFFSET = re.compile(r"relative:(?P<unit>[a-z]+)(?P<shift>[+-][\d.]+)?\+event")
#: Days in the units that count back to an act; hours before the news of a day are of that day.
_UNIT_DAYS = {"minute": 0.0, "hour": 0.0, "day": 1.0, "week": 7.0}
_ASIDES = frozenset({"relcl", "acl", "advcl", "appos"})
_OPEN = frozenset({"since", "until", "till", "by", "before", "after", "from"})
_TO = frozenset({"to", "until", "till", "through", "and", "-", "–", "—"})
_FROM = frozenset({"from", "between"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """The date of an act, whether it is background, and the rule that said so."""

    when: When
    background: bool
    basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """The day of the news: of publication, and of the lead where that tells its own (None where not); rank of the sentence.

    before: the day, earlier than the news, that the sentence before tells in the same paragraph; None where it tells none.
    """

    publication: Publication
    lead: When | None
    rank: int
    before: When | None = None


def lead_of(dates: Sequence[When], publication: Publication) -> When | None:
    """The day that the lead tells: the last day told in it, if that is up to four days before the story was published."""
    if publication.date is None:
        return None
    earliest = publication.date - dt.timedelta(days=LEAD_DAYS)
    days = {when.first: when for when in dates if when.text and when.grain == "day" and when.first == when.last}
    told = [day for day in days if day is not None and earliest <= day <= publication.date]
    return days[max(told)] if told else None


def day_before(dates: Sequence[When], parse: Parse, publication: Publication) -> When | None:
    """The one date of a sentence, not of its side clauses, that lies before the story was published: the next may go on from it."""
    syntax = Syntax(parse)
    if publication.date is None or any(when.first is not None and when.first >= publication.date for when in dates):
        return None
    found = [when for when in dates if can_date(when) and when.first is not None and _is_of_main_clause(when, syntax)]
    days = {(when.first, when.last) for when in found}
    if len(days) != 1 or (found[0].grain == "day" and _is_history(found[0], publication)):
        return None  # "met on May 2. He criticized": what follows an old day is news again, what follows a year or month is not
    return found[0]


def _is_of_main_clause(when: When, syntax: Syntax) -> bool:
    head = head_of(when, syntax.tokens)
    if head is None or preposition_of(when, syntax) in _OPEN:
        return False
    return not any(syntax.tokens[i].dep in _ASIDES for i in (head, *syntax.ancestors(head)))


def date_of(tree: Tree, dates: Sequence[When], verdict: Verdict, news: News) -> Dated:
    """The date of the act in `tree`; `dates` are those of its sentence.

    Syntax first, then nearness. An act without a date takes that of the clause that it completes ("stormed it on Monday,
    killing six"); it is news of the day, which is that of the lead behind the lead, only where it is told as such; else
    its date stays unknown: the publication date never stands in for it.
    """
    publication, rank = news.publication, news.rank
    until = publication.date if _is_done(tree, verdict) else None
    own, moment, counted = _own(tree, dates, until, publication), _of_when_clause(tree, dates), _counted_to(tree, dates)
    if counted is not None and (own is None or own.end <= counted.start):
        day = _counted_back(counted, tree, dates, news)
        return Dated(when=day, background=_is_history(day, publication, verdict), basis=day.basis)
    own = moment if own is None or own is moment else _whole(own, tree, dates, publication)
    if own is not None:
        return Dated(when=own, background=_is_history(own, publication, verdict), basis=f"syntax+{own.basis}")
    if _is_habit(tree, dates):
        return Dated(when=When(), background=False, basis="none")
    above = _of_main_clause(tree, dates, publication)
    if above is not None:
        return Dated(when=above, background=_is_history(above, publication, verdict), basis=f"clause+{above.basis}")
    if not _is_told(tree, verdict):
        return Dated(when=When(), background=False, basis="none")
    if verdict.perfect == "past":
        return Dated(when=When(), background=True, basis="past-perfect")
    if rank >= LEAD_SENTENCES and _is_present_perfect(tree):
        return Dated(when=When(), background=False, basis="present-perfect")
    if news.before is not None:
        told, basis = _is_history(news.before, publication, verdict), f"sentence-before+{news.before.basis}"
        return Dated(when=When() if told else news.before, background=told, basis=basis)
    today = _today(news)
    if today is None:
        return Dated(when=When(), background=False, basis="none")
    basis = "dateline:news-of-the-day" if today == publication.date else "lead:news-of-the-day"
    when = When(value=today.isoformat(), first=today, last=today, grain="day", basis=basis)
    return Dated(when=when, background=False, basis=basis)


def _today(news: News) -> dt.date | None:
    """The day of the news: behind the lead that which the lead tells, else the day of publication."""
    lead = news.lead.first if news.lead is not None and news.rank > 0 else None
    return (lead or news.publication.date) if news.publication.date is not None else None


def _is_present_perfect(tree: Tree) -> bool:
    """`Has called off the visit`, reported or not: it came about at some time before, which the text does not tell."""
    syntax = tree.syntax
    verb = syntax.governing_verb(tree.trigger)
    have = [syntax.tokens[j] for j in syntax.children(verb, "aux") if syntax.lemma(j) == "have"]
    return any(token.tag in {"VBP", "VBZ"} for token in have)


def _is_done(tree: Tree, verdict: Verdict) -> bool:
    """Is the act told as past? Then a day to come is that of something else ("called an election for Dec. 21")."""
    verb = tree.syntax.tokens[tree.syntax.governing_verb(tree.trigger)]
    return verdict.status == "occurred" and verb.tag in {"VBD", "VBN"} and not tree.meeting


def _is_told(tree: Tree, verdict: Verdict) -> bool:
    """May the act be news of the day? Promises are made on the day even where what they promise is planned."""
    if tree.meeting or _is_aside(tree) or verdict.status in {"hypothetical", "postponed", "cancelled"}:
        return False
    return verdict.status != "planned" or tree.syntax.tokens[tree.trigger].tag == "VBD"


def _is_aside(tree: Tree) -> bool:
    """Is it told in a clause that only says more about a noun ("vessels seized recently by Iran")? Then it is not today's news."""
    verb = tree.syntax.tokens[tree.syntax.governing_verb(tree.trigger)]
    if verb.tag == "VBG" and verb.lemma.lower() in load_tense_words().dwelling:
        return False  # "the minister, visiting Lima, said": he is there on the day
    return verb.dep == "relcl" or (
        verb.dep == "acl" and verb.tag != "VBD"
    )  # a finite one is the main verb of a broken parse


def _is_history(when: When, publication: Publication, verdict: Verdict | None = None) -> bool:
    if when.last is None or publication.date is None:
        return verdict is not None and verdict.perfect == "past"
    return when.last < publication.date - dt.timedelta(days=NEWS_DAYS)


def _own(tree: Tree, dates: Sequence[When], until: dt.date | None, publication: Publication) -> When | None:
    """The act's own date; "agreed on Monday to meet on July 10" is of a meeting on a day to come, where one is told."""
    today = publication.date
    if tree.meeting and today is not None:
        to_come = [when for when in dates if when.first is not None and when.first >= today]
        later = [when for when in to_come if when.first is not None and when.first > today]
        ahead = nearest(tree, later) or nearest(tree, to_come)
        if ahead is not None:
            return ahead
    return nearest(tree, dates, until)


def _counted_to(tree: Tree, dates: Sequence[When]) -> When | None:
    """`A week after jets bombed the port`: the length of time that leads to the act, None if there is none."""
    syntax = tree.syntax
    verb = syntax.governing_verb(tree.trigger)
    above = {verb, *syntax.ancestors(verb), *syntax.children(verb, "mark", "prep", "advmod")}
    for when in dates:
        if when.first is None and "+event" in when.basis:
            signal = next((token for token in syntax.tokens if token.start >= when.end), None)
            if signal is not None and signal.i in above and signal.i < tree.trigger:
                return when
    return None


def _counted_back(counted: When, tree: Tree, dates: Sequence[When], news: News) -> When:
    """The day of an act that so many hours, days or weeks lie before the main clause, or before the news of the day.

    It is unknown where the main clause has no day and the length of time no number.
    """
    match = _OFFSET.fullmatch(counted.basis)
    unit = _UNIT_DAYS.get(match["unit"]) if match else None
    if match is None or unit is None or (unit and not match["shift"]):
        return When()
    above = _of_clause_above(tree, [when for when in dates if when.end <= counted.start], news.publication)
    start = above.first if above is not None else _today(news)
    days = round(unit * float(match["shift"] or 0))
    if start is None or (above is not None and above.grain != "day") or not 0 <= days <= NEWS_DAYS:
        return When()
    day = start - dt.timedelta(days=days)
    basis = f"{counted.basis}:{above.basis if above is not None else 'news-of-the-day'}"
    return replace(counted, value=day.isoformat(), first=day, last=day, grain="day", basis=basis)


def _of_clause_above(tree: Tree, dates: Sequence[When], publication: Publication) -> When | None:
    """The date of the verb that the trigger's clause hangs on."""
    verb = tree.syntax.governing_verb(tree.trigger)
    head = tree.syntax.tokens[verb].head
    above = tree.syntax.governing_verb(head) if head != verb else verb
    if above == verb:
        return None
    return nearest(replace(tree, trigger=above, own=frozenset({above})), dates, publication.date)


def _is_habit(tree: Tree, dates: Sequence[When]) -> bool:
    """`They pray there every day`: a habit of the verb itself, which is of no day."""
    verb = tree.syntax.governing_verb(tree.trigger)
    for when in dates:
        head = head_of(when, tree.syntax.tokens) if when.basis == "set" else None
        if head is not None and tree.syntax.tokens[head].dep in {"npadvmod", "advmod"}:
            return tree.syntax.tokens[head].head == verb
    return False


# ------------------------------------------------------------------------------------------------ from other clauses
def _of_when_clause(tree: Tree, dates: Sequence[When]) -> When | None:
    """`Since Monday, when seven people were shot`: the day before "when" is that of its clause."""
    syntax = tree.syntax
    verb = syntax.governing_verb(tree.trigger)
    for i in (verb, *syntax.ancestors(verb)):
        words = [j for j in syntax.children(i, "advmod", "mark") if syntax.lemma(j).lower() == "when"]
        if words:
            start = syntax.tokens[words[0]].start
            return next((when for when in dates if 0 <= start - when.end <= 2 and can_date(when)), None)  # noqa: PLR2004
        if syntax.tokens[i].dep != "conj":
            return None
    return None


def _of_main_clause(tree: Tree, dates: Sequence[When], publication: Publication) -> When | None:
    """The date of the clause above, for participles, for "when" and for relative clauses that carry the story on."""
    syntax = tree.syntax
    verb = syntax.governing_verb(tree.trigger)
    while syntax.tokens[verb].dep == "conj" and syntax.is_verb(syntax.tokens[verb].head):
        verb = syntax.tokens[verb].head
    token = syntax.tokens[verb]
    above = syntax.governing_verb(token.head) if token.head != verb else verb
    if above == verb or not syntax.is_verb(above):
        return None
    reported = token.dep in _SAID and token.tag == "VBD" and syntax.tokens[above].tag in {"VBD", "VBN"}
    if not (reported or _goes_on(verb, above, tree)):
        return None
    found = nearest(replace(tree, trigger=above, own=frozenset({above})), dates, publication.date)
    if found is None or (reported and not _is_earlier_report(found, publication)):
        return None
    return found


def _goes_on(verb: int, above: int, tree: Tree) -> bool:
    """`..., killing six`; `when guards beat a shepherd`; `met Clark, who offered help`."""
    syntax, token = tree.syntax, tree.syntax.tokens[verb]
    if token.dep == "advcl" and token.tag == "VBG":
        return not syntax.children(verb, "mark")
    if token.dep == "advcl":
        return any(syntax.lemma(j).lower() in {"when", "as", "while"} for j in syntax.children(verb, "advmod", "mark"))
    if token.dep != "relcl" or token.tag != "VBD" or syntax.tokens[above].tag != "VBD":
        return False
    first = min(syntax.parse.subtree(verb))
    return first > 0 and syntax.tokens[first - 1].text == ","


def _is_earlier_report(when: When, publication: Publication) -> bool:
    """A report of a day before publication: what it tells is no news of the publication day."""
    return (
        when.grain == "day" and when.last is not None and publication.date is not None and when.last < publication.date
    )


# ------------------------------------------------------------------------------------------------ ranges
def _whole(own: When, tree: Tree, dates: Sequence[When], publication: Publication) -> When:
    """The range that a date is an end of: "June 8 to 10", "since Monday", "ended a two-day visit on Friday"."""
    if ":" in own.basis and "range:" in own.basis:
        return _joined(own, dates)
    pair = _pair_of(own, tree, dates)
    if pair is not None:
        return _from_to(*pair)
    day = publication.date
    if preposition_of(own, tree.syntax) == "since" and own.first and day is not None and own.first <= day:
        value = f"{own.value}/{day.isoformat()}"
        return replace(own, value=value, last=max(day, own.last or day), basis=own.basis + "+since")
    return _stretched(own, tree, dates)


def _joined(own: When, dates: Sequence[When]) -> When:
    at = dates.index(own)
    if own.basis.endswith("range:first") and at + 1 < len(dates):
        return _from_to(own, dates[at + 1])
    return _from_to(dates[at - 1], own) if own.basis.endswith("range:last") and at else own


def _from_to(first: When, last: When) -> When:
    if first.first is None or last.last is None or first.first > last.last:
        return first
    basis = first.basis.split("+range:")[0] + "+range"
    return replace(first, value=f"{first.value}/{last.value}", last=last.last, basis=basis)


def _pair_of(own: When, tree: Tree, dates: Sequence[When]) -> tuple[When, When] | None:
    """`From June 24 to July 2`: two dates with one word between them, and "from" or "between" in front."""
    at, tokens = dates.index(own), tree.syntax.tokens
    for k in (at, at - 1):
        if k < 0 or k + 1 >= len(dates):
            continue
        before = [token for token in tokens if token.start < dates[k].start]
        between = [token for token in tokens if dates[k].end <= token.start < dates[k + 1].start]
        opened = (bool(before) and before[-1].lemma.lower() in _FROM) or _follows(dates[k], dates[k + 1])
        if opened and len(between) == 1 and between[0].text.lower() in _TO and can_date(dates[k + 1]):
            return dates[k], dates[k + 1]
    return None


def _follows(one: When, other: When) -> bool:
    """Is the second date the day after the first ("on Feb. 18 and 19")?"""
    if one.grain != "day" or other.grain != "day" or one.last is None or other.first is None:
        return False
    return other.first == one.last + dt.timedelta(days=1)


def _stretched(own: When, tree: Tree, dates: Sequence[When]) -> When:
    """The day on which something with a length ends ("ended two days of talks on Tuesday") or starts, with all its days."""
    verb, words = tree.syntax.governing_verb(tree.trigger), load_tense_words()
    lemma = tree.syntax.lemma(verb).lower()
    if own.grain != "day" or own.first is None or lemma not in words.concluding | words.opening:
        return own
    for when in dates:
        match, head = _LENGTH.fullmatch(when.value), head_of(when, tree.syntax.tokens)
        near = head is not None and verb in tree.syntax.ancestors(head) and when.first is None
        if match and near and 1 < int(match[1]) <= _LONGEST:
            days = dt.timedelta(days=int(match[1]) - 1)
            first, last = (own.first, own.first + days) if lemma in words.opening else (own.first - days, own.first)
            value = f"{first.isoformat()}/{last.isoformat()}"
            return replace(own, value=value, first=first, last=last, basis=own.basis + "+length")
    return own


def as_event_date(when: When) -> When:
    """The date as an event keeps it (the sentence index is the story's business)."""
    return replace(when, sentence=-1) if when.sentence != -1 else when
