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
    """The page made of a template; every template knows `path`, `navigation`, `ledger_name` and `version`."""
    shared = {
        "path": request.url.path,
        "navigation": NAVIGATION,
        "ledger_name": request.app.state.snapshots.path.name,
        "version": __version__,
    }
    return HTMLResponse(TEMPLATES.get_template(template).render(**shared, **context))
