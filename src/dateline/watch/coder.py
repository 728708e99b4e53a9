"""From stories to the ledger: the kit is loaded once, the ledger is open only while something is put into it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

import duckdb

from dateline import api
from dateline.errors import LedgerError
from dateline.ledger import Ledger
from dateline.records import CodedStory, Declined, Story
from dateline.records.run import Run
from dateline.settings import Settings

from .clock import Clock
from .trouble import StoppedError

if TYPE_CHECKING:
    from dateline.pipeline import Kit

T = TypeVar("T")
#: How long a round waits for a ledger that another process has open, and how often it looks.
PATIENCE, PAUSE = 120.0, 2.0


class Coder(Protocol):
    """What codes stories; tests bring one that needs no kit."""

    def code(self, stories: Sequence[Story | Declined], settings: Settings) -> list[CodedStory | Declined]:
        """The stories, coded, in their order."""

    def run(self, settings: Settings) -> Run:
        """Who codes: what `dateline code` would write with these settings."""

    def settle(self, ledger: Ledger, settings: Settings) -> None:
        """Dates and groups anew what was appended."""


class KitCoder:
    """The path of `dateline code`. The kit is loaded for the first story and stays."""

    __slots__ = ("_kit",)

    def __init__(self, kit: Kit | None = None) -> None:
        self._kit = kit

    def code(self, stories: Sequence[Story | Declined], settings: Settings) -> list[CodedStory | Declined]:
        from dateline.pipeline import code_all, load_kit  # noqa: PLC0415  (0.5 s: the parser, only where there is a story)

        self._kit = self._kit or load_kit(rules_only=settings.rules_only)
        return list(code_all(stories, settings, self._kit))

    def run(self, settings: Settings) -> Run:
        return api.run_of(settings)

    def settle(self, ledger: Ledger, settings: Settings) -> None:
        api.settle(ledger, settings, self._kit)


def with_ledger(
    path: Path, work: Callable[[Ledger], T], clock: Clock, say: Callable[[str], None], *, read_only: bool = False
) -> T:
    """What `work` gives for the ledger, open no longer than that; while another process has it open, waits and tries again.

    Raises LedgerError where that takes too long or the file fails otherwise, StoppedError when asked to stop meanwhile.
    """
    until = clock.seconds() + PATIENCE
    told = False
    while True:
        try:
            ledger = Ledger.open(path, read_only=read_only)
        except LedgerError as error:
            if not is_busy(error) or clock.seconds() >= until:
                raise
            if not told:
                say(f"{path}: another process has it open; waiting for it, what was fetched is kept")
                told = True
            if clock.wait(PAUSE):
                raise StoppedError("stopped") from error
            continue
        with ledger:
            return work(ledger)


def is_busy(error: LedgerError) -> bool:
    """Whether the ledger is only open elsewhere just now."""
    return isinstance(error.__cause__, duckdb.IOException) and "lock" in str(error.__cause__).lower()
