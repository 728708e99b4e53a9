"""The parts around the path: the page, pictures, feeds, the protocol server; each does its smallest real thing."""

from __future__ import annotations

import asyncio
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

from .check import Check, look

_FEED = """<?xml version="1.0"?>
<rss version="2.0"><channel><title>Wire</title><item><title>Envoys of Norway and Chile meet in Oslo</title>
<description>OSLO, March 4 (Wire) -- The envoys of Norway and Chile met in Oslo on Tuesday, the ministry said.</description>
</item></channel></rss>"""
_DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10">'
    '<text x="0" y="9" font-family="Inter" font-size="10">{}</text></svg>'
)
_PNG = b"\x89PNG\r\n"
_OK = 200
#: What a page loads.
_LOADED = re.compile(r'(?:href|src)="/static/([^"?#]+)')
#: Capitals at the least that a map needs; pixels between which four letters of 12 are wide.
_SEATS, _OSLO = 150, (20, 30)


def parts() -> Iterator[Check]:
    """The page, pictures, feeds and the protocol server, each tried on an empty ledger of its own."""
    cure = "reinstall dateline with its locked requirements: pip install -r requirements.lock"
    yield look("page", _page, f"{cure}; `dateline serve` needs it")
    yield look("pictures", _pictures, f"{cure}; `dateline timeline` and the like need it")
    yield look("feeds", _feeds, f"{cure}; `dateline watch` needs it")
    yield look("mcp server", _protocol, f"{cure}; `dateline mcp` needs it")


def _page() -> str:
    """The front page and what it loads, asked for in memory, and all templates; ValueError where a page cannot be had."""
    from dateline.web import create_app  # noqa: PLC0415  (what is examined must not break the examiner)
    from dateline.web.app import STATIC  # noqa: PLC0415  (as above)
    from dateline.web.inside import ask as ask_inside  # noqa: PLC0415  (as above)
    from dateline.web.render import TEMPLATES  # noqa: PLC0415  (as above)

    templates = [TEMPLATES.get_template(name) for name in TEMPLATES.list_templates()]
    with tempfile.TemporaryDirectory(prefix="dateline-doctor-") as folder:
        app = create_app(_empty(folder))
        try:
            status, body = asyncio.run(ask_inside(app, "/"))
        finally:
            app.state.snapshots.close()
    if status != _OK or b"<html" not in body:
        raise ValueError(f"the front page answers {status}")
    loaded = sorted(set(_LOADED.findall(body.decode())))
    missing = [name for name in loaded if not (STATIC / name).is_file()]
    if missing or not loaded:
        raise ValueError(f"the front page lacks {', '.join(missing) or 'its style'}")
    return f"the front page is {len(body):,} bytes and loads {len(loaded)} files; {len(templates)} templates"


def _pictures() -> str:
    """A PNG with a letter, and pictures of nothing; ValueError where the letter is not drawn, as where the font is missing."""
    from dateline.draw import Picture  # noqa: PLC0415  (as above)

    def png(letter: str) -> bytes:
        words = {"title": "", "subtitle": "", "caption": "", "description": ""}
        return Picture(**words, rows=[], theme="light", drawing=_DRAWING.format(letter)).png(scale=1)

    with_letter, without = png("d"), png("")
    if not with_letter.startswith(_PNG):
        raise ValueError("what is drawn is no PNG")
    if with_letter == without:
        raise ValueError("the font that ships with dateline draws no letter")
    return f"a PNG of {len(with_letter)} bytes, with the font that ships; {_drawn()}"


def _drawn() -> str:
    """A timeline, a network and a map of an empty ledger, and what a map is drawn on; ValueError where something is missing."""
    from dateline.draw import map_, network, timeline  # noqa: PLC0415  (as above)
    from dateline.draw.measure import width  # noqa: PLC0415  (as above)
    from dateline.draw.world import load_seats, load_world  # noqa: PLC0415  (as above)
    from dateline.ledger import Ledger  # noqa: PLC0415  (as above)

    with (
        tempfile.TemporaryDirectory(prefix="dateline-doctor-") as folder,
        Ledger.open(_empty(folder), read_only=True) as ledger,
    ):
        drawn = [draw(ledger).html() for draw in (timeline, network, map_)]
    if not all("<svg" in page for page in drawn):
        raise ValueError("a picture of an empty ledger has no drawing")
    world, seats = load_world(), load_seats()
    if not world.land or not world.borders or len(seats) < _SEATS:
        raise ValueError(f"the map has {len(world.land)} coasts, {len(world.borders)} borders, {len(seats)} capitals")
    if not _OSLO[0] < width("Oslo", 12) < _OSLO[1]:
        raise ValueError("the table of the widths of letters is damaged")
    return f"{len(drawn)} pictures of nothing, {len(world.land)} coasts and {len(seats)} capitals"


def _feeds() -> str:
    """A plan and a feed, read from files; ValueError where the feed's story is not found."""
    from dateline.read import read_paths  # noqa: PLC0415  (as above)
    from dateline.records import Story  # noqa: PLC0415  (as above)
    from dateline.settings import Settings  # noqa: PLC0415  (as above)
    from dateline.watch import EXAMPLE, read_feeds_file  # noqa: PLC0415  (as above)

    with tempfile.TemporaryDirectory(prefix="dateline-doctor-") as folder:
        plan, feed = Path(folder, "feeds.toml"), Path(folder, "wire.rss")
        plan.write_text(EXAMPLE, "utf-8")
        feed.write_text(_FEED, "utf-8")
        read = read_feeds_file(str(plan))
        found = [story for story in read_paths([str(feed)], Settings()) if isinstance(story, Story)]
    if len(found) != 1:
        raise ValueError(f"{len(found)} stories in a feed of one")
    return f"a plan with {len(read.feeds) + len(read.folders)} sources and a feed of one story were read"


def _protocol() -> str:
    """One question asked by the protocol's own client in memory; ValueError where it fails."""
    from mcp import Client  # noqa: PLC0415  (as above)

    from dateline.mcp import make_server  # noqa: PLC0415  (as above)

    async def ask(path: Path) -> tuple[int, bool]:
        async with Client(make_server(path)) as client:
            tools = await client.list_tools()
            return len(tools.tools), (await client.call_tool("stories", {})).is_error or False

    with tempfile.TemporaryDirectory(prefix="dateline-doctor-") as folder:
        tools, failed = asyncio.run(ask(_empty(folder)))
    if failed:
        raise ValueError("a question to an empty ledger fails")
    return f"{tools} tools, one question answered"


def _empty(folder: str) -> Path:
    from dateline.ledger import Ledger  # noqa: PLC0415  (as above)

    path = Path(folder, "empty.dateline")
    Ledger.open(path).close()
    return path
