"""How well the judge does on the kept questions, and what another judge decides otherwise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from dateline.lexicon.examples import NONE

from .drill import Drill
from .heads import Array, Head, shares
from .labels import Labels

#: Classes of confidence that calibration is measured over.
_BINS = 10
#: Kinds of questions without an act: the judge has to say NONE.
SILENT = ("swapped", "bystander", "none")


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a judge says to a question: type (NONE among them) with its probability, mode of that type, status, background."""

    type: str
    share: float
    mode: str
    status: str
    background: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeScore:
    """How often a type was asked for, how often it was said, and how often both; for pairs without marked trigger."""

    type: str
    asked: int
    said: int
    right: int

    @property
    def precision(self) -> float | None:
        """Share of what was said that is right; None where nothing was said."""
        return self.right / self.said if self.said else None

    @property
    def recall(self) -> float | None:
        """Share of what was asked for that was said; None where nothing was asked for."""
        return self.right / self.asked if self.asked else None

    @property
    def f1(self) -> float | None:
        """Harmonic mean of both; None where nothing was asked for."""
        return 2 * self.right / (self.asked + self.said) if self.asked else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """So many right of so many questions of a kind."""

    name: str
    right: int
    asked: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """Figures of one judge. calibration: mean distance between confidence and how often it is right (ECE, 10 classes).

    kinds: share of right types by kind of question; heads: share of right modes (where the type is right), statuses and
    background among the pairs that tell an act.
    """

    types: tuple[TypeScore, ...]
    kinds: tuple[Share, ...]
    heads: tuple[Share, ...]
    calibration: float

    @property
    def macro_f1(self) -> float:
        """Mean F1 of the types that were asked for, NONE not among them."""
        found = [score.f1 for score in self.types if score.f1 is not None and score.type != NONE]
        return sum(found) / len(found) if found else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A question that two judges answer differently. kind: gained (NONE before), lost (NONE now) or changed."""

    kind: str
    drill: Drill
    before: Verdict
    after: Verdict

    @property
    def outcome(self) -> str:
        """Whether the change is for the better: "now right", "now wrong", or "still wrong"."""
        if self.after.type == self.drill.type:
            return "now right"
        return "now wrong" if self.before.type == self.drill.type else "still wrong"


def verdicts_of(features: Array, heads: Mapping[str, Head], labels: Labels, temperature: float) -> list[Verdict]:
    """The verdicts on questions with these features, in their order."""
    scores = {name: head.scores(features) for name, head in heads.items()}
    types = shares(scores["type"] / np.float32(temperature))
    own = {name: [k for k, mode in enumerate(labels.modes) if mode.partition("/")[0] == name] for name in labels.types}
    found = []
    for k, row in enumerate(types):
        best = labels.types[int(row.argmax())]
        modes = own[best]
        mode = labels.modes[modes[int(scores["mode"][k, modes].argmax())]].partition("/")[2] if modes else ""
        found.append(
            Verdict(
                type=best,
                share=float(row.max()),
                mode=mode,
                status=labels.statuses[int(scores["status"][k].argmax())],
                background=bool(scores["background"][k, 0] > 0),
            )
        )
    return found


def score(drills: Sequence[Drill], verdicts: Sequence[Verdict]) -> Scores:
    """The figures of a judge that gave these verdicts."""
    rows = list(zip(drills, verdicts, strict=True))
    pairs = [(d, v) for d, v in rows if d.kind != "whole" and d.question.trigger is None]
    return Scores(
        types=_types(pairs),
        kinds=_shares_of([(_kind(d), d.type == v.type) for d, v in rows]),
        heads=_heads([(d, v) for d, v in pairs if d.type != NONE]),
        calibration=_calibration(pairs),
    )


def changes(drills: Sequence[Drill], before: Sequence[Verdict], after: Sequence[Verdict]) -> list[Change]:
    """Pairs (without marked trigger) on which the verdicts differ: gained, lost, changed, each in the order of the examples."""
    found = [
        Change(kind=_kind_of_change(old, new), drill=drill, before=old, after=new)
        for drill, old, new in zip(drills, before, after, strict=True)
        if old.type != new.type and drill.kind != "whole" and drill.question.trigger is None
    ]
    order = ("gained", "lost", "changed")
    return sorted(found, key=lambda change: order.index(change.kind))


def _kind_of_change(before: Verdict, after: Verdict) -> str:
    if before.type == NONE:
        return "gained"
    return "lost" if after.type == NONE else "changed"


def _kind(drill: Drill) -> str:
    return f"{drill.kind}, trigger marked" if drill.question.trigger else drill.kind


def _types(pairs: Sequence[tuple[Drill, Verdict]]) -> tuple[TypeScore, ...]:
    asked, said = Counter(d.type for d, _ in pairs), Counter(v.type for _, v in pairs)
    right = Counter(d.type for d, v in pairs if d.type == v.type)
    names = sorted(asked | said, key=lambda name: (name == NONE, name))
    return tuple(TypeScore(type=name, asked=asked[name], said=said[name], right=right[name]) for name in names)


def _heads(pairs: Sequence[tuple[Drill, Verdict]]) -> tuple[Share, ...]:
    typed = [(d, v) for d, v in pairs if d.type == v.type]
    return _shares_of(
        [("mode", v.mode in (d.modes or ("",))) for d, v in typed]
        + [("status", v.status == d.status) for d, v in pairs]
        + [("background", v.background == d.background) for d, v in pairs]
    )


def _shares_of(rows: Sequence[tuple[str, bool]]) -> tuple[Share, ...]:
    asked, right = Counter(name for name, _ in rows), Counter(name for name, ok in rows if ok)
    return tuple(Share(name=name, right=right[name], asked=count) for name, count in asked.items())


def _calibration(pairs: Sequence[tuple[Drill, Verdict]]) -> float:
    bins: dict[int, list[tuple[float, bool]]] = {}
    for drill, verdict in pairs:
        bins.setdefault(min(int(verdict.share * _BINS), _BINS - 1), []).append(
            (verdict.share, drill.type == verdict.type)
        )
    apart = sum(abs(sum(share for share, _ in found) - sum(ok for _, ok in found)) for found in bins.values())
    return apart / len(pairs) if pairs else 0.0
