"""Rules asked of the ledger; what is new becomes alerts that wait for their outputs, each once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dateline.ledger import Ledger

from .changes import Asking, Hit, find_changes, last_coding, needs_noting
from .clock import stamp
from .plan import Rule
from .state import State

_EVERYTHING = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class _Record:
    baseline: int
    asked: int
    day: str


def begin_rules(rules: Sequence[Rule], state: State, ledger: Ledger | None, now: dt.datetime, *, replay: bool) -> None:
    """Gives every new or changed rule its beginning: what the ledger holds already is no news, unless it is to be replayed."""
    for rule in rules:
        record = _record(rule, state)
        if record is None or replay:
            top = last_coding(ledger) if ledger and not replay else _EVERYTHING
            hits = (
                _find(rule, _Record(baseline=top, asked=_EVERYTHING, day=""), state, ledger, now) if not replay else []
            )
            with state.transaction():
                if record is None:
                    state.tell("DELETE FROM known WHERE rule = ?", [(rule.name,)])
                if needs_noting(rule):
                    _note(rule, hits, state, now)
                _keep(rule, _Record(baseline=top, asked=top, day=""), state)


def ask_rules(rules: Sequence[Rule], state: State, ledger: Ledger, now: dt.datetime) -> int:
    """Asks every rule about what is new; the number of alerts comes back, which wait in the state for delivery."""
    top, made = last_coding(ledger), 0
    for rule in rules:
        record = _record(rule, state) or _Record(baseline=top, asked=top, day="")
        day = now.date().isoformat() if rule.on == "today" else ""
        if record.asked == top and record.day == day:
            continue
        hits = _find(rule, record, state, ledger, now)
        with state.transaction():
            made += _send(rule, hits, state, now)
            _note(rule, hits, state, now)
            _keep(rule, replace(record, asked=top, day=day), state)
    return made


def _find(rule: Rule, record: _Record, state: State, ledger: Ledger | None, now: dt.datetime) -> list[Hit]:
    if ledger is None or (record.asked == _EVERYTHING and record.baseline > _EVERYTHING and not needs_noting(rule)):
        return []  # events that were there before the rule are known by the number of their coding
    asking = Asking(
        rule=rule,
        baseline=record.baseline,
        asked=record.asked,
        today=now.date(),
        is_known=lambda key: _is_known(rule, key, state),
        noted=lambda: _noted(rule, state),
    )
    return find_changes(ledger, asking)


def _send(rule: Rule, hits: Sequence[Hit], state: State, now: dt.datetime) -> int:
    """Puts what is not known yet before the outputs."""
    made, seen = 0, set[str]()
    for hit in hits:
        if hit.alert is None or not seen.isdisjoint(hit.keys) or any(_is_known(rule, key, state) for key in hit.keys):
            continue
        seen.update(hit.keys)
        line = replace(hit.alert(), made=stamp(now)).json()
        moment = now.timestamp()
        state.tell(
            "INSERT INTO deliveries (output, alert, made) VALUES (?, ?, ?)", [(name, line, moment) for name in rule.to]
        )
        made += 1
    return made


def _note(rule: Rule, hits: Sequence[Hit], state: State, now: dt.datetime) -> None:
    rows = [(rule.name, key, now.timestamp()) for hit in hits for key in hit.keys]
    state.tell("INSERT OR REPLACE INTO known VALUES (?, ?, ?)", rows)


def _is_known(rule: Rule, key: str, state: State) -> bool:
    return bool(state.ask("SELECT 1 FROM known WHERE rule = ? AND key = ?", [rule.name, key]))


def _noted(rule: Rule, state: State) -> list[str]:
    return [key for (key,) in state.ask("SELECT key FROM known WHERE rule = ? ORDER BY key", [rule.name])]


def _conditions(rule: Rule) -> str:
    return f"{rule.query} {rule.on} {rule.filters}"


def _record(rule: Rule, state: State) -> _Record | None:
    rows = state.ask(
        "SELECT baseline, asked, day FROM rules WHERE name = ? AND conditions = ?", [rule.name, _conditions(rule)]
    )
    return _Record(baseline=rows[0][0], asked=rows[0][1], day=rows[0][2]) if rows else None


def _keep(rule: Rule, record: _Record, state: State) -> None:
    row = (rule.name, _conditions(rule), record.baseline, record.asked, record.day)
    state.tell("INSERT OR REPLACE INTO rules VALUES (?, ?, ?, ?, ?)", [row])
