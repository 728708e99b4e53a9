"""Alerts that wait for their outputs: delivered, or kept and tried again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from .alert import Alert, make_alert_id, read_alert
from .backoff import wait_after
from .clock import Clock, stamp
from .outputs import send
from .plan import DAY, Output, WatchPlan
from .state import State
from .trouble import NotFetchedError, Trouble

_AT_ONCE = 500
_FIRST, _MOST = 60.0, 6 * 3600.0
#: Alerts that no output has taken for so long are given up.
_GIVEN_UP = 30 * DAY
#: An alert that the output itself refuses keeps others waiting for so many tries.
_TRIES = 3
_NEXT = """
SELECT n, alert, attempts, next_try, refused FROM deliveries WHERE output = ? AND (refused < ? OR next_try <= ?)
ORDER BY refused >= ?, n LIMIT ?"""

Say = Callable[[str], None]


def deliver(plan: WatchPlan, state: State, clock: Clock, say: Say) -> list[Trouble]:
    """Delivers what is due; what an output does not take stays, and comes back as trouble."""
    troubles: list[Trouble] = []
    for output in plan.outputs:
        troubles += _deliver_to(output, plan, state, clock, say)
    return troubles + _give_up(state, clock.now())


def _deliver_to(output: Output, plan: WatchPlan, state: State, clock: Clock, say: Say) -> list[Trouble]:
    """Delivers to one output until nothing is due or it fails; the first that waits decides when all are tried.

    An alert that the output itself has refused a few times is set aside: it waits behind all others.
    """
    troubles: list[Trouble] = []
    while True:
        now = clock.now()
        rows = state.ask(_NEXT, [output.name, _TRIES, now.timestamp(), _TRIES, _at_once(output)])
        if not rows or rows[0][3] > now.timestamp():
            return troubles
        try:
            send(output, [read_alert(line) for _, line, *_ in rows], say, plan.manners.user_agent)
        except NotFetchedError as error:
            troubles.append(_failed(output, rows[0], error, state, now))
            if not error.lasting or rows[0][4] + 1 != _TRIES:
                return troubles
        else:
            state.tell("DELETE FROM deliveries WHERE n = ?", [(row[0],) for row in rows])


def _at_once(output: Output) -> int:
    return 1 if output.kind == "webhook" else _AT_ONCE


def _failed(output: Output, row: tuple[Any, ...], error: NotFetchedError, state: State, now: dt.datetime) -> Trouble:
    """Notes when the alert is tried again."""
    n, _, before, _, refused = row
    attempts, refused = before + 1, refused + error.lasting
    aside = refused >= _TRIES
    again = now + dt.timedelta(seconds=_MOST if aside else wait_after(attempts, _FIRST, _MOST))
    state.tell(
        "UPDATE deliveries SET attempts = ?, next_try = ?, error = ?, refused = ? WHERE n = ?",
        [(attempts, again.timestamp(), error.what, refused, n)],
    )
    ((waiting,),) = state.ask("SELECT count(*) FROM deliveries WHERE output = ?", [output.name])
    what = (
        f"1 alert set aside, the others go on: {error.what}"
        if aside
        else f"{_many(waiting)} not delivered: {error.what}"
    )
    return Trouble(feed=output.name, url="", what=what, cure=error.cure, attempts=attempts, next_try=again)


def _many(count: int) -> str:
    return "1 alert" if count == 1 else f"{count} alerts"


def _give_up(state: State, now: dt.datetime) -> list[Trouble]:
    before = now.timestamp() - _GIVEN_UP
    rows = state.ask("SELECT output, count(*) FROM deliveries WHERE made < ? GROUP BY output ORDER BY output", [before])
    if rows:
        state.tell("DELETE FROM deliveries WHERE made < ?", [(before,)])
    words = "no output took them for 30 days; correct the [[output]] in feeds.toml"
    return [Trouble(feed=output, url="", what=f"given up: {_many(count)}", cure=words) for output, count in rows]


def test_outputs(plan: WatchPlan, ledger: str, clock: Clock, say: Say) -> list[Trouble]:
    """Sends one message that says it is a test to every output; what an output did not take comes back."""
    troubles = []
    made = stamp(clock.now())
    for output in plan.outputs:
        alert = Alert(
            alert_id=make_alert_id("test", f"{output.name} {made}"),
            rule="test",
            query="test",
            id="",
            words=f"this is a test of the output {output.name}; nothing has happened",
            sentence="",
            source=None,
            source_id="",
            published=None,
            url=None,
            more=f"dateline watch --status {plan.path} --ledger {ledger}",
            made=made,
        )
        try:
            send(output, [alert], say, plan.manners.user_agent)
        except NotFetchedError as error:
            troubles.append(Trouble(feed=output.name, url="", what=error.what, cure=error.cure))
        else:
            say(f"{output.name}: delivered ({output.kind})")
    return troubles
