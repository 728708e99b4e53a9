"""What a person says of a row against the program, or beside it: kept for ever, taken back only by a later word."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from typing import Literal

from .ids import content_id

#: accept: it is right; change: a field is otherwise; reject: it is no row; add: here is one that the program did not see; split: it
#: is not the same as others; join: it is the same as another; withdraw: an earlier correction is taken back.
Action = Literal["accept", "change", "reject", "add", "split", "join", "withdraw"]
TargetKind = Literal["event", "claim", "tenure", "story", "correction"]
#: applied: the ledger's answers follow it; conflict: it and the program, or a newer version of the story, say different things, and
#: a person has to decide; stale: there is nothing (more) for it to act on; withdrawn: taken back by a later correction.
CorrectionState = Literal["applied", "conflict", "stale", "withdrawn"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """Where the target stands, so that it is found again when ids have changed.

    target: its id when it was corrected. story_group: of its story then. start, end, text: the words of the act (a claim's content,
    a tenure's words), sentence likewise; offsets are those of the story's text. type: PLOVER type, stance of a claim, office of
    a tenure. value: what the program said there of the field that is changed, as JSON. seen: ids of the other versions and copies
    of the story that were known then. Of a story only the ids count.
    """

    target: str
    story_id: str
    source_id: str
    story_group: str = ""
    start: int = 0
    end: int = 0
    text: str = ""
    sentence_start: int = 0
    sentence_end: int = 0
    sentence: str = ""
    type: str = ""
    value: str = ""
    seen: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One correction by hand; `dateline.correcting.propose` makes them with anchors, `sealed` gives them their id.

    target: id of the row (of the correction that is taken back). field: what `change` sets. old, new: values as JSON, "" where
    there is none: old is what the program said, new what the person says (for `add` the whole row). made_at: UTC.
    anchors: the target and the other tellings of the same event, all of which are corrected. others: for split those that it does
    not belong with, for join those that it belongs with.
    """

    correction_id: str
    action: Action
    kind: TargetKind
    target: str
    author: str
    made_at: dt.datetime
    reason: str
    field: str = ""
    old: str = ""
    new: str = ""
    anchors: tuple[Anchor, ...] = ()
    others: tuple[Anchor, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedCorrection:
    """A correction and what became of it in a ledger. why: in words.

    targets: ids of the rows that it acts on now; program: what the program says there now, as JSON, "" where that cannot be told.
    overruled_by: id of the correction that took it back or overruled it.
    """

    correction: Correction
    state: CorrectionState
    why: str
    targets: tuple[str, ...] = ()
    program: str = ""
    overruled_by: str = ""


def sealed(correction: Correction) -> Correction:
    """The correction with the id that its content gives: the same correction has the same id on every machine.

    What the ledger said is no part of it (`old`, anchors), but for the ids of `others`: it is what the person says.
    """
    made_at = correction.made_at.astimezone(dt.UTC) if correction.made_at.tzinfo else correction.made_at
    made_at = made_at.replace(tzinfo=None)
    found = content_id(
        "co", correction.action, correction.kind, correction.target, correction.field, correction.new, correction.author,
        made_at.isoformat(), correction.reason, *(anchor.target for anchor in correction.others),
    )  # fmt: skip
    return replace(correction, correction_id=found, made_at=made_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """What a person says of the grouping of events or stories, with the ids that it means today.

    together: `one` and `others` are the same; else none of `one` is the same as any of `others`. words: for the reason of a group.
    """

    correction_id: str
    made_at: dt.datetime
    together: bool
    one: tuple[str, ...]
    others: tuple[str, ...] = field(default=())
    words: str = ""
