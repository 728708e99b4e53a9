"""The pages of a large ledger are made before they are asked for: nobody waits for the first of them."""

from __future__ import annotations

import asyncio

import anyio.to_thread
from starlette.types import ASGIApp

from .facts import read_facts
from .inside import ask
from .picturing import LARGE
from .render import NAVIGATION
from .snapshots import LOOK, Snapshots

#: A comparison is long work that somebody has to want.
PAGES = tuple(path for path, _ in NAVIGATION if path != "/compare")


async def keep_warm(app: ASGIApp, snapshots: Snapshots, host: str) -> None:
    """Ask for the pages of the navigation, one after another, at the start and for each new state, until it is cancelled.

    host: as readers name the server; an answer is kept for one name. A ledger of up to LARGE stories is fast without it.
    """
    done = ""
    while True:
        version = snapshots.version
        if version != done and await anyio.to_thread.run_sync(_is_large, snapshots):
            for path in PAGES:
                if snapshots.version == version:
                    await ask(app, path, host)
        done = version
        await asyncio.sleep(LOOK)


def _is_large(snapshots: Snapshots) -> bool:
    with snapshots.current() as state, state.reader() as ledger:
        return read_facts(ledger).stories > LARGE
