"""Milliseconds of every question of the cookbook, and of `why`, over a ledger of a million events.

    python bench/ledger.py build/large.dateline                 build the ledger if it is not there, ask, write the line
    python bench/ledger.py build/small.dateline --stories 7000  a small one, to try the script itself: writes no line

The ledger is made by bench/ledger_rows.sql straight into the tables, then refreshed as `append` does. Each question is asked once
on a connection opened for it ("first"), and three times more: "warm" is the best of these, "cpu" the least processor time, all
threads together. Commands are run in this process with opening the ledger and writing JSON Lines, at most 100 rows. As machines are
shared, read the ratios: "ratio" is processor time against that of `SELECT count(*) FROM current_events WHERE representative` in the
same run. The result is one line of JSON on standard output and, with the commit, in bench/results.jsonl.
"""

from __future__ import annotations

import argparse
import io
import json
import platform
import re
import shlex
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import duckdb
from speed import RESULTS, ROOT, commit

from dateline import query
from dateline.cli import app
from dateline.ledger import Ledger
from dateline.ledger.schema import statements

sys.path.insert(0, str(ROOT / "docs"))
from write_cookbook import PAGE, questions

HERE = Path(__file__).parent
STORIES = 700_000
CHUNK = 70_000  # stories built at once: under 3 GB of memory
#: Paragraphs of background, as an SQL text.
BACKGROUND = "(" + "' The two countries have long been at odds, and earlier rounds brought little.' || " * 3 + "' ')"


def build(path: Path, stories: int) -> float:
    """Build the ledger; the seconds that it took come back."""
    began = time.monotonic()
    part = path.with_suffix(".part")
    part.unlink(missing_ok=True)
    Ledger.open(part).close()
    rows = (HERE / "ledger_rows.sql").read_text("utf-8")
    with duckdb.connect(str(part)) as connection:
        connection.execute("INSERT INTO runs VALUES ('run_bench', '0', 'cb', '{}', ['judge@bench'], NULL)")
        for first in range(0, stories, CHUNK):
            last = min(first + CHUNK, stories)
            connection.execute(rows.format(first=first, last=last, stories=stories, background=BACKGROUND))
            print(f"{last} stories, {time.monotonic() - began:.0f} s", flush=True)
        connection.execute("CREATE TEMP TABLE touched_stories AS SELECT story_id FROM stories")
        connection.execute("CREATE TEMP TABLE touched_groups (group_id VARCHAR)")
        for statement in (*statements("refresh.sql"), *statements("tellings.sql")):
            connection.execute(statement)
        connection.execute((HERE / "ledger_links.sql").read_text("utf-8"))
        for statement in statements("contested.sql"):
            connection.execute(statement)
    part.replace(path)
    return time.monotonic() - began


#: Words of the sample stories, and what stands for them in this ledger: the dyads and persons with the most rows.
STAND_INS = {
    "FIN": "USA",
    "JPN": "CHN",
    "BWA": "USA",
    "NAM": "RUS",
    "MYS": "FRA",
    "AUS": "DEU",
    "hotline": "gas pipeline",
}
COMMAND = re.compile(r"^\$ dateline (.+?--ledger) samples/demo.dateline(.*)$", re.MULTILINE)
BASELINE = "SELECT count(*) FROM current_events WHERE representative"
IDS = {
    "event": "SELECT event_id FROM events WHERE event_no = 2 * (SELECT max(event_no) FROM events) // 3",
    "event of three tellings": "SELECT min(group_id) FROM current_events WHERE coding = "
    "(SELECT max(coding) // 20 * 10 + 8 FROM stories)",
    "claim": "SELECT claim_id FROM claims WHERE claim_no = (SELECT max(claim_no) // 2 FROM claims)",
    "tenure": "SELECT max(tenure_id) FROM tenures",
    "story": "SELECT story_id FROM stories WHERE coding = (SELECT max(coding) // 2 FROM stories)",
    "plan": "SELECT event_id FROM plan_outcomes WHERE outcome = 'postponed' LIMIT 1",
    "process": "SELECT max(process_id) FROM process_states",
}


def stood_in(words: str) -> str:
    """The same with what stands for the samples here."""
    return re.sub("|".join(STAND_INS), lambda found: STAND_INS[found[0]], words)


def tasks(path: Path) -> Iterator[tuple[str, Callable[[Ledger], object]]]:
    """Name and call of everything that is measured."""
    page = PAGE.read_text("utf-8")
    for asked in questions(page):
        sql = stood_in(asked.sql)
        yield f"sql {asked.number}", lambda ledger, sql=sql: ledger.tuples(sql)
    for n, found in enumerate(COMMAND.finditer(page), 1):
        words = [*shlex.split(stood_in(found[1])), str(path), *shlex.split(stood_in(found[2]))]
        if words[0] != "export":
            limit = [] if "--limit" in words else ["--limit", "100"]
            yield f"cli {n} {words[0]}", lambda _, words=[*words, *limit, "--format", "jsonl"]: run(words)
    with Ledger.open(path, read_only=True) as ledger:
        for kind, sql in IDS.items():
            ((row_id,),) = ledger.tuples(sql)
            yield f"why {kind}", lambda ledger, row_id=row_id: query.why(ledger, row_id)
            if kind == "event":
                yield "why by the beginning", lambda ledger, row_id=row_id: query.why(ledger, row_id[:13])


def run(words: list[str]) -> None:
    """One command of the program in this process; its output goes nowhere."""
    with redirect_stdout(io.TextIOWrapper(io.BytesIO(), encoding="utf-8")):
        if code := app.run(words):
            raise RuntimeError(f"dateline {shlex.join(words)}: exit code {code}")


def measure(path: Path, call: Callable[[Ledger], object]) -> dict[str, float]:
    """Milliseconds of a call: the first on a new connection, the best of three more, and the least processor time of these."""
    with Ledger.open(path, read_only=True) as ledger:
        times = [timed(call, ledger) for _ in range(4)]
    return {
        "first": round(times[0][0]),
        "warm": round(min(wall for wall, _ in times[1:])),
        "cpu": round(min(cpu for _, cpu in times[1:])),
    }


def timed(call: Callable[[Ledger], object], ledger: Ledger) -> tuple[float, float]:
    """Milliseconds on the wall and of the processor."""
    wall, cpu = time.perf_counter(), time.process_time()
    call(ledger)
    return (time.perf_counter() - wall) * 1e3, (time.process_time() - cpu) * 1e3


def ask(path: Path) -> dict[str, Any]:
    """The line of results."""
    baseline = measure(path, lambda ledger: ledger.tuples(BASELINE))
    with Ledger.open(path, read_only=True) as ledger:
        events = ledger.tuples("SELECT count(*) FROM current_events")[0][0]
    asked: dict[str, dict[str, float]] = {}
    for name, call in tasks(path):
        asked[name] = measure(path, call)
        asked[name]["ratio"] = round(asked[name]["cpu"] / max(baseline["cpu"], 1), 1)
        print(f"{name:28} {asked[name]}", file=sys.stderr, flush=True)
    return {
        "commit": commit(),
        "python": platform.python_version(),
        "ledger_events": events,
        "baseline": baseline,
        "ms": asked,
    }


def measured(words: str | None, stories: int, measure: Callable[[Path], dict[str, Any]]) -> None:
    """Build the ledger that the command line names, measure, print the line, and keep it where it is of the usual size."""
    parser = argparse.ArgumentParser(description=words, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("ledger", type=Path, help="where the ledger is kept; built if it is not there")
    parser.add_argument("--stories", type=int, default=stories, help="how many stories to build")
    given = parser.parse_args()
    if not given.ledger.exists():
        print(f"built in {build(given.ledger, given.stories):.0f} s", file=sys.stderr)
    line = json.dumps(measure(given.ledger))
    print(line)
    if given.stories == stories:
        with RESULTS.open("a", encoding="utf-8") as results:
            results.write(line + "\n")


if __name__ == "__main__":
    measured(__doc__, STORIES, ask)
