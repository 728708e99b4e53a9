"""`dateline watch`: feeds and folders into a ledger, round after round, with alerts."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dateline import watch
from dateline.watch.clock import SystemClock
from dateline.watch.trouble import StoppedError

from .exits import DONE, REJECTED

if TYPE_CHECKING:
    from dateline.watch import Watching, WatchPlan

_MODES = ("once", "dry", "status", "test", "new")
_STOPPED = "stopped; it goes on where it was when started again"


@click.command("watch")
@click.argument("feeds", metavar="FEEDS.TOML")
@click.option("--ledger", metavar="FILE", help="Ledger to append to; it is made if there is none.")
@click.option("--once", is_flag=True, help="One round, then end: for cron. The exit code is 1 if something failed.")
@click.option("--every", type=click.FloatRange(1, 86_400), default=60.0, show_default=True, metavar="SECONDS",
              help="How often to look what is due; each feed has an interval of its own.")  # fmt: skip
@click.option("--dry-run", "dry", is_flag=True, help="Fetch and say what would be coded; nothing on disk is changed.")
@click.option("--log", metavar="FILE", help="Log of what failed, as JSON Lines. Default: LEDGER.watch.jsonl")
@click.option("--replay", is_flag=True, help="Alerts also for what the ledger held before the rules.")
@click.option("--status", is_flag=True, help="Show what was fetched when, what failed, and what waits; fetch nothing.")
@click.option("--test-alerts", "test", is_flag=True, help="Send one test message to each output, then end.")
@click.option("--new", is_flag=True, help="Write a commented example to FEEDS.TOML, then end.")
def command(feeds: str, ledger: str | None, log: str | None, *, every: float, replay: bool, **modes: bool) -> int:
    """Watch feeds and folders, code what is new into a ledger, and send alerts.

    FEEDS.TOML names feeds, folders, outputs and alert rules; --new writes one to start from. It runs until it is stopped
    (Ctrl-C, SIGTERM) and may be stopped or killed at any time: it goes on where it was.
    """
    asked = [name for name in _MODES if modes[name]]
    if len(asked) > 1:
        raise click.UsageError("give one of --once, --dry-run, --status, --test-alerts and --new")
    if modes["new"]:
        return _write_example(Path(feeds))
    if ledger is None:
        raise click.UsageError("which ledger? Give --ledger FILE; it is made if there is none")
    plan = watch.read_feeds_file(feeds)
    log = log or f"{ledger}.watch.jsonl"
    if modes["status"]:
        return _show_status(plan, Path(ledger))
    with _stopped_by_signals() as clock:
        if modes["test"]:
            return _test(plan, ledger, clock)
        if modes["dry"]:
            from dateline.watch.telling import dry_run  # noqa: PLC0415  (0.4 s: the ledger, feeds and pages; not for --help)

            return DONE if dry_run(plan, Path(ledger), log, clock, _say) else REJECTED
        with watch.Watching(plan, Path(ledger), log=log, clock=clock, say=_say) as watching:
            watching.begin(replay=replay)
            if modes["once"]:
                return _once(watching)
            _say(f"watching {_what(plan)} for {ledger}; trouble goes to {log}; stop with Ctrl-C")
            watching.run(every)
            _say(_STOPPED)
    return DONE


def _once(watching: Watching) -> int:
    try:
        done = watching.round(once=True)
    except StoppedError:
        _say(_STOPPED)
        return REJECTED
    _say(done.line())
    return REJECTED if done.failed else DONE


def _say(line: str) -> None:
    """Trouble to standard error, all else to standard output."""
    click.echo(line.removeprefix("! "), err=line.startswith("! "))


def _what(plan: WatchPlan) -> str:
    feeds = f"{len(plan.feeds)} feed{'s' * (len(plan.feeds) != 1)}"
    folders = f"{len(plan.folders)} folder{'s' * (len(plan.folders) != 1)}"
    return " and ".join(part for part in (feeds if plan.feeds else "", folders if plan.folders else "") if part)


@contextmanager
def _stopped_by_signals() -> Iterator[SystemClock]:
    """A clock that SIGINT and SIGTERM stop: what is being done is finished first."""
    clock = SystemClock()
    before = {number: signal.signal(number, lambda *_: clock.stop()) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield clock
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _write_example(path: Path) -> int:
    try:
        with path.open("x", encoding="utf-8") as stream:
            stream.write(watch.EXAMPLE)
    except FileExistsError as error:
        raise click.UsageError(f"{path} is there already; give another name, or move it away") from error
    _say(f"wrote {path}: change contact, add your feeds, then run: dateline watch {path} --ledger my.dateline")
    return DONE


def _test(plan: WatchPlan, ledger: str, clock: SystemClock) -> int:
    from dateline.watch.delivering import test_outputs  # noqa: PLC0415  (as above)

    troubles = test_outputs(plan, ledger, clock, _say)
    for trouble in troubles:
        _say(f"! {trouble.line()}")
    return REJECTED if troubles else DONE


def _show_status(plan: WatchPlan, ledger: Path) -> int:
    from dateline.watch.telling import status_rows, undelivered  # noqa: PLC0415  (as above)

    from .console import console  # noqa: PLC0415  (rich: 0.1 s)
    from .watch_tables import status_table  # noqa: PLC0415  (as above)

    screen = console()
    screen.print(status_table(status_rows(plan, ledger)))
    for row in undelivered(ledger):
        again = f", next try {row['next_try']}" if row["next_try"] else ""
        why = f" ({row['error']}; {row['attempts']} attempts{again})" if row["error"] else ""
        screen.print(f"{row['output']}: {row['alerts']} alerts wait for delivery{why}")
    return DONE
