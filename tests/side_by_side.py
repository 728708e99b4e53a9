"""The whole suite in several processes at once, one for each core: `python tests/side_by_side.py [what pytest takes]`.

Each process takes the next file of tests that nobody has taken, so that none waits for another. What the first says is shown
at once, what the others say when they end; the exit code is 0 only if all tests passed.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pytest

#: More processes than this would wait for memory: each loads parser and judge.
MOST = 4
_NO_TESTS = 5  # exit code of pytest where the others took all files


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--beside FOLDER`: where processes that share the tests note which files are taken."""
    parser.addoption(
        "--beside", metavar="FOLDER", help="Share the tests with other processes, by notes in this folder."
    )


def pytest_runtestloop(session: pytest.Session) -> bool | None:
    """As pytest's own loop, for the files that this process takes; None, so that pytest's own runs, without --beside."""
    folder = session.config.getoption("beside")
    if folder is None or session.config.option.collectonly or session.testsfailed:
        return None
    mine = taken(session.items, Path(folder))
    item = next(mine, None)
    while item is not None:
        following = next(mine, None)
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        if session.shouldfail:
            raise session.Failed(session.shouldfail)
        if session.shouldstop:
            raise session.Interrupted(session.shouldstop)
        item = following
    return True


def taken(items: Iterable[pytest.Item], folder: Path) -> Iterator[pytest.Item]:
    """The tests of the files that nobody else has taken by the time when their turn comes."""
    mine: dict[Path, bool] = {}
    for item in items:
        if item.path not in mine:
            mine[item.path] = _take(folder / item.nodeid.partition("::")[0].replace("/", "-"))
        if mine[item.path]:
            yield item


def _take(note: Path) -> bool:
    try:
        note.touch(exist_ok=False)
    except FileExistsError:
        return False
    return True


def run(arguments: Sequence[str], processes: int) -> int:
    """Run pytest so many times at once; 0 comes back if all went well, else the first other exit code."""
    with tempfile.TemporaryDirectory(prefix="tests-") as folder:
        notes = Path(folder) / "taken"
        notes.mkdir()
        command = [sys.executable, "-m", "pytest", f"--beside={notes}", *arguments]
        first, others = subprocess.Popen(command), []
        for number in range(1, processes):
            with (Path(folder) / f"{number}.txt").open("wb") as told:
                others.append(subprocess.Popen(command, stdout=told, stderr=subprocess.STDOUT))
        codes = [first.wait()]
        for number, process in enumerate(others, 1):
            codes.append(process.wait())
            sys.stdout.write((Path(folder) / f"{number}.txt").read_text("utf-8", "replace"))
            sys.stdout.flush()
    return next((code for code in codes if code not in {0, _NO_TESTS}), 0 if 0 in codes else _NO_TESTS)


if __name__ == "__main__":
    began = time.monotonic()
    ended = run(sys.argv[1:], min(os.cpu_count() or 1, MOST))
    sys.stdout.write(f"{time.monotonic() - began:.0f} s, {'passed' if ended == 0 else 'failed'}\n")
    sys.exit(ended)
