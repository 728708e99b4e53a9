"""Claims and tenures as a person corrects them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, get_args

import msgspec

from dateline.coding.by_hand import FIELDS, Change, change_event
from dateline.coding.by_hand_values import Page, read_when
from dateline.errors import UsageError
from dateline.lexicon import Codebook
from dateline.records.actor import Tenure
from dateline.records.by_hand import Correctable
from dateline.records.claim import Claim, Stance
from dateline.records.correction import TargetKind
from dateline.records.event import Event
from dateline.records.when import When

#: Fields of each kind of row that a person may set.
CLAIM_FIELDS = ("stance", "country", "addressee", "medium", "quoted", "reported_by")
TENURE_FIELDS = ("person", "office", "country", "from", "to")


def fields_of(row: Correctable) -> tuple[str, ...]:
    """The fields of a row that a person may set."""
    return FIELDS if isinstance(row, Event) else CLAIM_FIELDS if isinstance(row, Claim) else TENURE_FIELDS


def change_row(row: Correctable, changes: Mapping[str, Change], page: Page, codebook: Codebook) -> Correctable:
    """The row with the changes (by field) in it; raises UsageError for a field or a value that cannot be."""
    if isinstance(row, Event):
        return change_event(row, changes, page, codebook)
    if unknown := sorted(set(changes) - set(fields_of(row))):
        known = ", ".join(fields_of(row))
        raise UsageError(f"a {kind_of(row)} has no field {', '.join(unknown)} to change; fields: {known}")
    return _claim(row, changes) if isinstance(row, Claim) else replace(row, tenure=_tenure(row.tenure, changes))


def kind_of(row: Correctable) -> TargetKind:
    """event, claim or tenure."""
    return "event" if isinstance(row, Event) else "claim" if isinstance(row, Claim) else "tenure"


def _claim(claim: Claim, changes: Mapping[str, Change]) -> Claim:
    for field, change in changes.items():
        value = change.value
        if field == "stance" and value not in get_args(Stance):
            raise UsageError(f"stance is {value!r}, not one of {', '.join(get_args(Stance))}")
        if field == "quoted" and not isinstance(value, bool):
            raise UsageError(f"quoted is {value!r}: true or false")
        if field not in {"stance", "quoted"} and not isinstance(value, (str, type(None))):
            raise UsageError(f"{field} is {value!r}: give words, or null")
        told: dict[str, Any] = {field: value}
        claim = replace(claim, **told, basis=change.basis)
    return claim


def _tenure(tenure: Tenure, changes: Mapping[str, Change]) -> Tenure:
    for field, change in changes.items():
        if field in {"from", "to"}:
            tenure = replace(tenure, **_end(field, change.value))
        elif (isinstance(change.value, str) and change.value) or (field == "country" and change.value is None):
            told: dict[str, Any] = {field: change.value}
            tenure = replace(tenure, **told)
        else:
            raise UsageError(f"{field} is {change.value!r}: give words")
        tenure = replace(tenure, basis=change.basis)
    return tenure


def _end(field: str, value: object) -> dict[str, Any]:
    """First or last day in office, and the same as exactly as it is told ("2031-05")."""
    if isinstance(value, dt.date):
        value = value.isoformat()
    words = "" if value is None else str(value)
    when = read_when(words, When(), Page(text="", sentence=(0, 0)), "") if words else When()
    day = when.first if when.grain == "day" else None
    if field == "from":
        return {"from_": day, "began": "" if day else words, "began_by": when.last}
    return {"to": day, "ended": "" if day else words}


def decode(row: str) -> Event | Claim:
    """An event or a claim from its record."""
    kind: type[Event | Claim] = Claim if '"claim_id"' in row[:20] else Event
    return msgspec.json.decode(row, type=kind)
