"""Corrections by hand: proposed with their anchors, kept in the ledger, followed at once."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from . import api
from .errors import UsageError
from .records.correction import Action, Anchor, Correction, JudgedCorrection, TargetKind, sealed
from .records.rows import to_json

if TYPE_CHECKING:
    from .ledger import Ledger
    from .records.rows import Row

#: Of the event's row, what a person may set.
EVENT_FIELDS = (
    "type", "act", "mode", "status", "channel", "background", "when", "where", "actors", "recipients", "issues", "contexts",
    "cameo", "quad", "goldstein", "plv15", "plover_score",
)  # fmt: skip

_EVENT = """
SELECT c.event_id, c.group_id, c.story_id, c.source_id, c.story_group, c.sentence, c.evidence, e.record
FROM current_events c JOIN events e USING (event_no)
WHERE c.group_id IN (SELECT group_id FROM current_events WHERE event_id = $1 OR group_id = $1)
ORDER BY c.event_id <> $1, NOT c.representative, c.event_id, c.source_id, c.story_id"""


def propose(  # noqa: PLR0913  (what a correction says; all by name)
    ledger: Ledger,
    action: Action,
    target: str,
    *,
    author: str,
    reason: str,
    field: str = "",
    new: Any = None,  # noqa: ANN401  (a JSON value)
    others: Sequence[str] = (),  # noqa: ARG001  (split and join: next)
    alone: bool = False,
    made_at: dt.datetime | None = None,
) -> Correction:
    """A correction of a row of the ledger as it is now, with the anchors by which its target is found again; nothing is written.

    target: id of an event (or of its group), which is corrected in all its tellings unless `alone`; id of the correction for
    `withdraw`; of the story for `add` (new: the event's row, evidence and trigger at least). new: the value of the field as
    a row of `dateline events` has it. others: for `split` ids of the tellings that it does not belong with (all others of its group
    if empty), for `join` the id that it belongs with. Raises UsageError where the target, the field or the value cannot be.
    """
    made_at = made_at or dt.datetime.now(dt.UTC)
    if action == "withdraw":
        found = [
            judged.correction for judged in ledger.corrections(target) if judged.correction.correction_id == target
        ]
        if not found:
            raise UsageError(
                f"{ledger.path}: there is no correction {target!r}; `dateline review --list` shows them all"
            )
        kind: TargetKind = "correction"
        anchors: tuple[Anchor, ...] = ()
        old = ""
    else:
        rows = list(ledger.ask(_EVENT, [target]))
        if not rows:
            raise UsageError(f"{ledger.path}: no current event has the id {target!r}")
        kind = "event"
        anchors = tuple(_anchor(row, field) for row in (rows[:1] if alone else rows))
        target, old = rows[0]["event_id"], anchors[0].value
    return sealed(
        Correction(
            correction_id="",
            action=action,
            kind=kind,
            target=target,
            author=author,
            made_at=made_at,
            reason=reason,
            field=field,
            old=old,
            new="" if new is None and action != "change" else to_json(new),
            anchors=anchors,
        )
    )


def _anchor(row: Row, field: str) -> Anchor:
    event = json.loads(row["record"])
    evidence = row["evidence"][0] if row["evidence"] else {"start": 0, "end": 0}
    return Anchor(
        target=row["event_id"],
        story_id=row["story_id"],
        source_id=row["source_id"],
        story_group=row["story_group"],
        start=event["trigger"]["start"],
        end=event["trigger"]["end"],
        text=event["trigger"]["text"],
        sentence_start=evidence["start"],
        sentence_end=evidence["end"],
        sentence=row["sentence"],
        type=event["type"],
        value=to_json(event[field]) if field else "",
    )


def correct(ledger: Ledger, corrections: Iterable[Correction]) -> tuple[JudgedCorrection, ...]:
    """Keeps the corrections in the ledger, follows them at once, and gives back what became of each."""
    kept = tuple(map(sealed, corrections))
    ledger.correct(kept)
    api.group(ledger)
    return ledger.corrections(*(correction.correction_id for correction in kept)) if kept else ()
