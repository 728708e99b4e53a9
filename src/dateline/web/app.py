"""The application: which routes there are, and what every answer carries."""

from __future__ import annotations

from pathlib import Path

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

from dateline import __version__

from .pages import ROUTERS
from .security import SecurityHeaders
from .snapshots import Snapshots

STATIC = Path(__file__).parent / "static"


def create_app(ledger: Path) -> FastAPI:
    """The pages and the API over a ledger. Raises LedgerError if there is no ledger to read."""
    app = FastAPI(title="dateline", version=__version__, docs_url=None, redoc_url=None)
    app.state.snapshots = Snapshots(ledger)
    app.add_middleware(SecurityHeaders)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    for router in ROUTERS:
        app.include_router(router)
    return app
