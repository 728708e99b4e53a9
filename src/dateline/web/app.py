"""The application: which routes there are, and what every answer carries."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import anyio.to_thread
from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles
from starlette.types import ASGIApp

from dateline import __version__

from . import api_diff, api_docs, api_rows, api_single, api_write, problems, tokens
from .cache import Cache
from .pages import ROUTERS
from .security import Gate, SecurityHeaders
from .snapshots import Snapshots
from .warming import keep_warm
from .writing import Writing

STATIC = Path(__file__).parent / "static"
#: Requests that ask the ledger at the same time; the database spreads each over the cores by itself.
THREADS = 8


def create_app(
    ledger: Path, *, token: str | None = None, names: Sequence[str] = (), host: str | None = None
) -> FastAPI:
    """The pages and the API over a ledger. Raises LedgerError if there is no ledger to read.

    token: who shows it may write; None: nobody may. names: Host names by which the server is called beside those of this machine.
    host: name and port as readers write them; then the pages of a large ledger are made before they are asked for.
    """
    app = _Application(
        title="dateline", version=__version__, docs_url=None, redoc_url=None, openapi_url=None, lifespan=_running
    )
    app.state.snapshots = Snapshots(ledger)
    app.state.tokens = tokens.Tokens(token)
    app.state.writing = Writing(app.state.snapshots)
    app.state.host = host
    app.add_middleware(Cache, snapshots=app.state.snapshots, tokens=app.state.tokens)
    app.add_middleware(Gate, names=names)
    problems.install(app)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    for router in (
        tokens.router,
        api_docs.router,
        api_rows.router,
        api_diff.router,
        api_single.router,
        api_write.router,
        *ROUTERS,
    ):
        app.include_router(router)
    return app


class _Application(FastAPI):
    """With the headers around what FastAPI itself puts around all: its answer to a defect."""

    def build_middleware_stack(self) -> ASGIApp:
        return SecurityHeaders(super().build_middleware_stack())


@asynccontextmanager
async def _running(app: FastAPI) -> AsyncIterator[None]:
    """While the server runs: the file is looked at, and few threads ask the ledger."""
    anyio.to_thread.current_default_thread_limiter().total_tokens = THREADS
    app.state.snapshots.start()
    warming = asyncio.create_task(keep_warm(app, app.state.snapshots, app.state.host)) if app.state.host else None
    try:
        yield
    finally:
        if warming is not None:
            warming.cancel()
        app.state.writing.close()
        if comparing := getattr(app.state, "comparing", None):  # the page made it when it was first asked for
            del app.state.comparing
            comparing.close()
        app.state.snapshots.close()
