"""Which date of a sentence belongs to the words that tell a state."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from dateline.records import Grain, When

from .cues import Told
from .reading import Reading

_LENGTH = re.compile(r"P(?P<number>\d+)(?P<unit>[DWMY])")
#: Days in a unit, and how exact a length of time told in it is.
_UNITS: dict[str, tuple[int, Grain]] = {"D": (1, "day"), "W": (7, "week"), "M": (30, "month"), "Y": (365, "year")}
_ASIDES = frozenset({"amod", "appos", "acomp"})


def own_date(reading: Reading, told: Told) -> When | None:
    """The date that hangs on the words of the state, or on the verb of their clause; the nearest of several."""
    anchors = _anchors(reading, told)
    found: list[tuple[int, int, When]] = []
    for when in reading.scene.dates:
        if "+event" in when.basis:
            counted = when if when.first is not None else _counted_back(reading, when)
            found += [(-1, 0, counted)] if counted is not None and _counts_to(reading, when, told) else []
            continue
        if (
            when.first is None
            or when.value.endswith("_REF")
            or reading.kinds.has("ends", preposition_of(reading, when))
        ):
            continue
        above = reading.tokens[told.clause].head
        if (
            reading.tokens[told.clause].dep in {"relcl", "advcl"}
            and when.start <= reading.tokens[above].start < when.end
        ):
            found.append((-1, 0, when))  # "since February, when it severed the line"
            continue
        steps = _steps(reading, when, anchors, told)
        if steps is not None and not (told.aside and _head(reading, when) < told.at):
            found.append((steps + abs(_head(reading, when) - told.at), steps, when))
    return min(found, key=lambda item: item[:2])[2] if found else None


def _of_noun(reading: Reading, told: Told) -> set[int]:
    """A noun's date hangs on it, on a clause that tells it ("ordered in May"), or on a verb that only passes it on."""
    syntax = reading.syntax
    telling = [told.clause, *syntax.children(told.at, "acl", "relcl")]
    return {told.at, *(j for j in telling if _passes_on(reading, j))}


def _passes_on(reading: Reading, verb: int) -> bool:
    lemma = reading.syntax.lemma(verb)
    return any(reading.kinds.has(group, lemma) for group in ("passing", "copulas", "decided.verbs"))


def _head(reading: Reading, when: When) -> int:
    inside = [t for t in reading.tokens if when.start <= t.start < when.end]
    indexes = {t.i for t in inside}
    return next((t.i for t in inside if t.head not in indexes or t.head == t.i), inside[0].i if inside else 0)


def preposition_of(reading: Reading, when: When) -> str:
    above = reading.tokens[reading.tokens[_head(reading, when)].head]
    return above.lemma.lower() if above.pos in {"ADP", "SCONJ"} else ""


def _steps(reading: Reading, when: When, anchors: set[int], told: Told) -> int | None:
    """Steps up from the date to the first anchor; None where another verb, or a clause of its own, comes first."""
    i = _head(reading, when)
    if i in anchors:
        return 0
    for steps, j in enumerate(reading.syntax.ancestors(i), 1):
        if j in anchors:
            return steps
        if reading.syntax.is_verb(j) and not _since_clause(reading, j, told):
            return None
        if reading.tokens[j].dep in _ASIDES and j > reading.tokens[j].head:
            return None
        if (
            reading.tokens[j].dep == "nsubj"
            and j not in {told.thing.head, told.thing.top}
            and reading.tokens[j].pos == "PROPN"
        ):
            return None
    return None


def _since_clause(reading: Reading, verb: int, told: Told) -> bool:
    """`Has had no embassy there since Ottawa closed it in 2012`: the date of what it has been so since."""
    marks = [reading.syntax.lemma(j) for j in reading.syntax.children(verb, "mark")]
    return reading.tokens[verb].dep == "advcl" and "since" in marks and reading.tokens[verb].head == told.clause


def _first_of_list(reading: Reading, verb: int) -> set[int]:
    """`Restored ties in May and reopened embassies`: a verb without a date of its own shares that of the one before."""
    found: set[int] = set()
    i = verb
    while reading.tokens[i].dep == "conj" and reading.syntax.is_verb(reading.tokens[i].head):
        i = reading.tokens[i].head
        if reading.tokens[i].tag == reading.tokens[verb].tag and not _has_date(reading, verb):
            found.add(i)
    return found


def _has_date(reading: Reading, verb: int) -> bool:
    below = set(reading.syntax.parse.subtree(verb)) - {verb}
    own = {
        j
        for j in below
        if not any(reading.tokens[k].dep == "conj" and reading.syntax.is_verb(k) for k in _path(reading, j, verb))
    }
    return any(_head(reading, when) in own for when in reading.scene.dates if when.first is not None)


def _path(reading: Reading, j: int, top: int) -> list[int]:
    found = [j]
    for i in reading.syntax.ancestors(j):
        if i == top:
            break
        found.append(i)
    return found


def _counts_to(reading: Reading, when: When, told: Told) -> bool:
    """`Six months after Ashgabat cut it`: a length of time that counts back to this act."""
    after = [t for t in reading.tokens if t.start >= when.end][:1]
    if not after or told.at <= after[0].i:
        return False
    signal = after[0]
    syntax = reading.syntax
    if signal.i in syntax.children(told.clause, "mark") or reading.tokens[told.at].head == signal.i:
        return True
    return reading.tokens[told.clause].dep == "pcomp" and reading.tokens[told.clause].head == signal.i


def _counted_back(reading: Reading, length: When) -> When | None:
    """`Six weeks after Niger cut it, officers tested it on Monday`: the length of time before the day of the main clause."""
    match = _LENGTH.fullmatch(length.value)
    root = next((t.i for t in reading.tokens if t.head == t.i), None)
    if match is None or root is None:
        return None
    main = next(
        (w for w in reading.scene.dates if w.first is not None and w.grain == "day" and hangs_on(reading, w, root)),
        None,
    )
    if main is None or main.first is None:
        return None
    days, grain = _UNITS[match["unit"]]
    first = main.first - dt.timedelta(days=days * int(match["number"]))
    slack = dt.timedelta(days=days // 2)
    return replace(
        length, value=f"{first - slack}/{first + slack}", first=first - slack, last=first + slack, grain=grain
    )


def hangs_on(reading: Reading, when: When, verb: int) -> bool:
    above = (j for j in reading.syntax.ancestors(_head(reading, when)) if reading.syntax.is_verb(j))
    return next(above, None) == verb


def _anchors(reading: Reading, told: Told) -> set[int]:
    """The words that a date of the state can hang on."""
    if told.slot == "nouns":
        return _of_noun(reading, told)
    if told.aside:
        return {*told.words, told.at, *([told.thing.head] if told.thing.head < told.at else [])}
    return {*told.words, told.at, told.clause} | (
        _first_of_list(reading, told.clause) if told.slot in {"done", "does"} else set()
    )
