"""Pages with a picture: the drawing in the page's own colours, its data as a table, and the same as a file of its own."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from fastapi import Request
from fastapi.responses import Response
from markupsafe import Markup

from dateline.draw import Picture, PictureOptions
from dateline.errors import UsageError
from dateline.ledger import Ledger
from dateline.query import Filters

from .asked import Asked
from .counts import Value
from .facts import Facts, read_facts
from .listing import COUNTS, check_names
from .render import page
from .snapshots import State

#: A ledger with more stories than this is drawn for its last years, unless days are asked for.
LARGE, YEARS = 100_000, 2
ROWS = 200  # of the table under a picture
CHOICES = 12  # values of a filter to choose from
WIDTH = 1100
FORMATS = ("svg", "png")
Drawer = Callable[[Ledger, Filters, PictureOptions], Picture]


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A page with a picture. path: its address; template: its page; beside: what else its address may say, with the values."""

    path: str
    template: str
    known: frozenset[str]
    api: str = "events"
    beside: dict[str, tuple[str, ...]] = dataclasses.field(default_factory=dict)


def choice(asked: Asked, view: View, name: str, default: str) -> str:
    """One of the values that the address may say under a name. Raises UsageError for another."""
    value = next((value for key, value in asked.text if key == name), default)
    if value not in view.beside[name] and value != default:
        raise UsageError(f"{view.path} has no {name} {value}; there are {', '.join(view.beside[name])}")
    return value


def show(request: Request, state: State, ledger: Ledger, asked: Asked, view: View, drawer: Drawer) -> Response:
    """The page of this state, or with format=svg or png in the address the picture alone. Raises UsageError for wrong filters."""
    check_names(asked, view.known - {"sort"}, view.path, (*view.beside, "format"))
    facts = read_facts(ledger)
    filters = dataclasses.replace(asked.filters, sort=None, limit=None, offset=0)
    cut = _last_years(filters, facts, view)
    filters = dataclasses.replace(filters, since=cut) if cut else filters
    if chosen := next((value for name, value in asked.text if name == "format"), ""):
        return _file(chosen, drawer(ledger, filters, PictureOptions(width=WIDTH)), view)
    picture = drawer(ledger, filters, PictureOptions(theme="page", width=WIDTH, link=link))
    shown: dict[str, Any] = {
        "asked": asked,
        "facts": facts,
        "view": view,
        "picture": picture,
        "drawing": Markup(picture.svg),  # noqa: S704  (draw escapes every word in it)
        "cut": cut,
        "table": picture.rows[:ROWS],
        "values": _values(state, ledger, filters, view),
    }
    return page(request, view.template, **shown)


def _values(state: State, ledger: Ledger, filters: Filters, view: View) -> dict[str, tuple[Value, ...]]:
    """What events can be narrowed by, with counts."""
    if view.api != "events":
        return {}
    found = COUNTS.values(ledger, state.version, filters, ("type", "country", "issue"))
    return {name: tuple(value for value in values if value.n)[:CHOICES] for name, values in found.values.items()}


def _last_years(filters: Filters, facts: Facts, view: View) -> dt.date | None:
    """The first day to draw, where a large ledger is asked for as a whole."""
    if facts.stories <= LARGE or facts.known_until is None or filters.since or filters.until or filters.known_on:
        return None
    if any(getattr(filters, name) for name in ("actor", "dyad", "text", "story")) or "since" not in view.known:
        return None
    return facts.known_until - dt.timedelta(days=365 * YEARS)


def _file(chosen: str, picture: Picture, view: View) -> Response:
    if chosen not in FORMATS:
        raise UsageError(f"there is no picture as {chosen}; there are {', '.join(FORMATS)}")
    name = f'inline; filename="dateline{view.path.replace("/", "-")}.{chosen}"'
    if chosen == "png":
        return Response(picture.png(), media_type="image/png", headers={"content-disposition": name})
    return Response(picture.svg, media_type="image/svg+xml", headers={"content-disposition": name})


def link(kind: str, name: str) -> str:
    """Where a mark of a picture leads to."""
    if kind in {"event", "process"}:
        return f"/why/{quote(name, safe='')}"
    if kind == "actor":
        return f"/actor/{quote(name, safe=':')}"
    query = {"dyad": "/contacts?dyad=", "issue": "/events?issue=", "place": "/events?place="}[kind]
    return f"{query}{quote(name, safe='')}"
