"""Templates to pages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from dateline import __version__

from .shown import FILTERS

#: The pages in the order of the navigation: path, name.
NAVIGATION = (
    ("/", "Board"),
    ("/timeline", "Timeline"),
    ("/contacts", "Contacts"),
    ("/events", "Events"),
    ("/claims", "Claims"),
    ("/plans", "Plans"),
    ("/offices", "Offices"),
    ("/network", "Network"),
    ("/map", "Map"),
    ("/disputed", "Disputed"),
    ("/review", "Review"),
    ("/compare", "Compare"),
)
TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
TEMPLATES.filters.update(FILTERS)


def page(request: Request, template: str, **context: Any) -> HTMLResponse:  # noqa: ANN401  (what the template names)
    """The page made of a template; every template knows what `shared` gives."""
    return HTMLResponse(
        TEMPLATES.get_template(template).render(**shared(request), **context).encode("utf-8", "replace")
    )


def shared(request: Request) -> dict[str, Any]:
    """What every template knows: `path`, `navigation`, `ledger_name`, `version`, `trouble` (why the state is not the file's)."""
    snapshots = request.app.state.snapshots
    return {
        "path": request.url.path,
        "navigation": NAVIGATION,
        "ledger_name": snapshots.path.name,
        "version": __version__,
        "trouble": snapshots.trouble,
    }
