"""Milliseconds of every page and route of `dateline serve`, and a load of 50 readers while another process writes.

    python bench/serve.py routes LEDGER            each page and route on a fresh server: a dozen addresses of a kind, one again
    python bench/serve.py load LEDGER --seconds 60 every address once, then 50 connections, 200 requests a second in all
    ... --write-line                               write the line into bench/results.jsonl

The ledger is copied first: nothing is written to the one that is given. The server is `dateline serve` in a process of its own, so
is the writer (`dateline.api.code_into` with a kit that is loaded once), and so is this client, on raw sockets that are kept open.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import quote

from speed import RESULTS, commit

from dateline.ledger import Ledger

READERS, RATE = 50, 200
FINE, PROMISED = 200, 300  # status, milliseconds
PATIENCE = 10.0  # seconds that a reader waits for an answer
PAUSE = 4.0  # seconds between two stories of the writer
TABLES = ("events", "contacts", "claims", "offices", "processes", "plans", "stories", "declined")
PAGES = (
    "/",
    "/timeline",
    "/contacts",
    "/events",
    "/claims",
    "/plans",
    "/offices",
    "/network",
    "/map",
    "/disputed",
    "/review",
    "/compare",
)
#: Pages that know the filter of a country.
FILTERED = ("/timeline", "/contacts", "/events", "/claims", "/plans", "/network", "/map", "/disputed", "/review")
VIEWS = 12  # first views of a kind
WRITER = """
import sys, time
from pathlib import Path
from dateline import api
from dateline.pipeline import load_kit
from dateline.settings import Settings
folder, ledger, pause = Path(sys.argv[1]), Path(sys.argv[2]), float(sys.argv[3])
kit = load_kit()
print("ready", flush=True)
sys.stdin.readline()
for number in range(10_000):
    story = folder / f"{number}.txt"
    story.write_text(f"OSLO, March {number % 28 + 1} (Wire) -- Norway's foreign minister met Finland's foreign minister in Oslo on "
                     f"Monday, the ministry said. They agreed to hold round {number} of the talks next month.")
    began = time.monotonic()
    for _ in api.code_into([str(story)], Settings(), ledger, kit):
        pass
    print(round(time.monotonic() - began, 2), flush=True)
    time.sleep(pause)
"""


@contextmanager
def served(ledger: Path) -> Iterator[tuple[str, int]]:
    """Host and port of a server over the ledger."""
    words = [sys.executable, "-u", "-c", "import sys; from dateline.cli import main; sys.exit(main())"]
    began = time.monotonic()
    with subprocess.Popen(
        [*words, "serve", "--ledger", str(ledger), "--port", "0"], stdout=subprocess.PIPE, text=True
    ) as server:
        found = re.search(r"http://([\d.]+):(\d+)/", server.stdout.readline() if server.stdout else "")
        try:
            if found is None:
                raise RuntimeError("the server did not start")
            host, port = found[1], int(found[2])
            urllib.request.urlopen(f"http://{host}:{port}/api/v1/ledger", timeout=60).read()
            print(f"started in {time.monotonic() - began:.1f} s", flush=True)
            yield host, port
        finally:
            server.terminate()
            server.wait(20)


def addresses(ledger: Path) -> dict[str, list[str]]:
    """Addresses by kind of route: filters, days, stories and rows that the ledger has."""
    with Ledger.open(ledger, read_only=True) as opened:

        def column(sql: str) -> list[str]:
            return [str(value) for (value,) in opened.tuples(sql) if value is not None]

        days = column("SELECT DISTINCT published FROM current_stories ORDER BY 1 DESC LIMIT 30")
        stories = column("SELECT story_id FROM current_stories ORDER BY 1 LIMIT 40")
        events = column("SELECT event_id FROM current_events WHERE representative ORDER BY 1 LIMIT 40")
        countries = column(
            "SELECT c FROM (SELECT unnest(countries) AS c FROM current_events) GROUP BY c ORDER BY count(*) DESC, c LIMIT 12"
        )
        names = column(
            "SELECT name FROM participants WHERE kind = 'person' GROUP BY name ORDER BY count(*) DESC, name LIMIT 12"
        )
    found = {f"page {path}": [path] for path in PAGES}
    found |= {
        "page / on a day": [f"/?as_of={day}&known_on={day}" for day in days],
        "page of a story": [f"/story/{story}" for story in stories],
        "page why": [f"/why/{event}" for event in events],
        **{f"page {path} by country": [f"{path}?country={country}" for country in countries] for path in FILTERED},
        "page /offices of a state": [f"/offices?actor={country}" for country in countries],
        "page /events by name": [f"/events?actor={quote(name)}" for name in names],
        "page /events by words": [f"/events?text={quote(name)}" for name in names],
        "page /contacts by dyad": [f"/contacts?dyad={one}-{other}" for one, other in pairwise(countries)],
        "page /events, second page": [f"/events?country={country}&page=2" for country in countries],
        "page of an actor": [f"/actor/{country}" for country in countries],
        "api why": [f"/api/v1/why/{event}" for event in events],
        "api text": [f"/api/v1/stories/{story}/text" for story in stories],
        "api ledger": ["/api/v1/ledger"],
        "api count": [f"/api/v1/count?by={by}" for by in ("type", "month", "dyad", "source")],
    }
    for name in TABLES:
        asked = [f"country={country}" for country in countries[:6]] if name not in {"stories", "declined"} else []
        asked += [f"known_on={day}" for day in days[:4]] + ["offset=50", "limit=20"]
        found[f"api {name}"] = [f"/api/v1/{name}", *(f"/api/v1/{name}?{one}" for one in asked)]
    found["file"] = [
        f"/api/v1/{name}?format={form}&limit=200" for name in TABLES for form in ("csv", "jsonl", "parquet")
    ]
    return found


class Connection:
    """A connection that is kept open."""

    def __init__(self, host: str, port: int) -> None:
        self._place = host, port
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def get(self, address: str, etag: str = "") -> tuple[int, int, str]:
        """Status, bytes of the body and ETag."""
        if self._streams is None:
            self._streams = await asyncio.open_connection(*self._place, limit=1 << 20)
        reader, writer = self._streams
        known = f"If-None-Match: {etag}\r\n" if etag else ""
        host = f"{self._place[0]}:{self._place[1]}"
        writer.write(f"GET {address} HTTP/1.1\r\nHost: {host}\r\nAccept-Encoding: gzip\r\n{known}\r\n".encode())
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        status = int(head.split(" ", 2)[1])
        length = re.search(r"content-length: (\d+)", head)
        size = 0
        if length:
            size = len(await reader.readexactly(int(length[1])))
        elif "transfer-encoding: chunked" in head:
            while chunk := int(await reader.readline(), 16):
                size += len(await reader.readexactly(chunk))
                await reader.readline()
            await reader.readline()
        found = re.search(r"etag: (\S+)", head)
        return status, size, found[1].replace("w/", "W/") if found else ""


async def time_routes(place: tuple[str, int], asked: dict[str, list[str]]) -> dict[str, list[int]]:
    """Milliseconds of each kind: the median and the longest of the first views of its addresses, and one seen before."""
    connection, found = Connection(*place), {}
    print(f"{'first views: ':>45}n median longest  again", flush=True)
    for kind, several in asked.items():
        times = [await timed(connection, address) for address in (*several[:VIEWS], several[0])]
        first = times[:-1]
        found[kind] = [round(statistics.median(first)), min(first) if min(first) < 0 else max(first), times[-1]]
        print(f"{kind:40} {len(first):5}" + "".join(f"{value:7}" for value in found[kind]) + " ms", flush=True)
    return found


async def timed(connection: Connection, address: str) -> int:
    """Milliseconds of an answer, the negative status where it is none."""
    began = time.perf_counter()
    status, _, _ = await connection.get(address)
    return round((time.perf_counter() - began) * 1e3) if status == FINE else -status


async def once(place: tuple[str, int], asked: dict[str, list[str]]) -> float:
    """Ask every address once, one after another, as a server that runs has been asked before; the seconds that it took."""
    connection, began = Connection(*place), time.perf_counter()
    for address in (address for several in asked.values() for address in several):
        await connection.get(address)
    return round(time.perf_counter() - began, 1)


async def load(place: tuple[str, int], asked: dict[str, list[str]], seconds: float) -> tuple[list[float], Counter[str]]:
    """Times of all requests, from the moment when each was due, and what came back, by status."""
    chosen = random.Random(1)  # noqa: S311  (no secret)
    kinds = list(asked)
    times: list[float] = []
    told: Counter[str] = Counter()
    slow: Counter[str] = Counter()
    failed: Counter[str] = Counter()
    began = time.perf_counter() + 0.5

    async def reader(number: int) -> None:
        connection, etags = Connection(*place), dict[str, str]()
        for turn in range(int(seconds * RATE / READERS)):
            due = began + (turn * READERS + number) / RATE
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            address = chosen.choice(asked[chosen.choice(kinds)])
            try:
                async with asyncio.timeout(PATIENCE):
                    status, _, etags[address] = await connection.get(address, etags.get(address, ""))
                told[str(status)] += 1
            except (OSError, TimeoutError, EOFError, ValueError, asyncio.IncompleteReadError) as error:
                told[type(error).__name__] += 1
                connection = Connection(*place)
                failed[address.partition("?")[0][:20]] += 1
            times.append((time.perf_counter() - due) * 1e3)
            if times[-1] > PROMISED:
                slow[address.partition("?")[0][:20]] += 1

    await asyncio.gather(*(reader(number) for number in range(READERS)))
    print("slow:", slow.most_common(12), "failed:", failed.most_common(12), flush=True)
    return times, told


@contextmanager
def writing(ledger: Path, folder: Path) -> Iterator[list[float]]:
    """Within: another process appends a story every few seconds. The seconds that each took are there afterwards."""
    took: list[float] = []
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, str(folder), str(ledger), str(PAUSE)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as writer:
        if not (writer.stdin and writer.stdout):
            raise RuntimeError("the writer did not start")
        writer.stdout.readline()
        writer.stdin.write("go\n")
        writer.stdin.flush()
        try:
            yield took
        finally:
            writer.kill()
            took += [float(line) for line in writer.stdout.read().split()]


def measured(times: list[float], told: Counter[str], took: list[float]) -> dict[str, Any]:
    """The figures of a load."""
    ordered = sorted(times)
    share = {f"p{p}": round(ordered[min(len(ordered) - 1, len(ordered) * p // 100)], 1) for p in (50, 95, 99)}
    errors = sum(number for name, number in told.items() if name not in {"200", "202", "304"})
    return {"requests": len(times), "errors": errors, **share, "told": dict(told), "stories_written": len(took)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("routes", "load"))
    parser.add_argument("ledger", type=Path)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--write-line", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        ledger = Path(folder) / given.ledger.name
        shutil.copyfile(given.ledger, ledger)
        asked = addresses(ledger)
        with served(ledger) as place:
            if given.what == "routes":
                line: dict[str, Any] = {"routes_ms": asyncio.run(time_routes(place, asked))}
            else:
                warm = asyncio.run(once(place, asked))
                with writing(ledger, Path(folder)) as took:
                    times, told = asyncio.run(load(place, asked, given.seconds))
                line = measured(times, told, took) | {"addresses": sum(map(len, asked.values())), "first_round_s": warm}
    line = {"bench": f"serve {given.what}", "ledger": given.ledger.name, "cores": os.cpu_count(), **line}
    print(json.dumps(line))
    if given.write_line:
        with RESULTS.open("a", encoding="utf-8") as stream:
            stream.write(json.dumps({"commit": commit(), **line}) + "\n")


if __name__ == "__main__":
    main()
