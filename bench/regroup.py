"""What a correction of one event and an append of one story cost, against grouping the whole ledger.

    python bench/regroup.py build/small.dateline                     7,000 stories, 10,000 events: under two minutes
    python bench/regroup.py build/large.dateline --stories 70000     100,000 events: ten minutes

The ledger is made by bench/ledger.py where there is none, and grouped whole; then the channel of one event after the other is
corrected by hand, and one story more is appended and all settled. Seconds are of the processor, the least of three corrections;
"ratio" is a correction, and an append, over the whole grouping of the same run. The result is one line of JSON on standard output
and, with the commit and for 7,000 stories, in bench/results.jsonl.
"""

from __future__ import annotations

import datetime as dt
import platform
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from speed import commit

from dateline import api
from dateline.correcting import correct, propose
from dateline.grouping import group
from dateline.ledger import Ledger, describe_run
from dateline.lexicon.fingerprint import fingerprint
from dateline.settings import Settings
from ledger import measured

STORIES = 7000
_EVENTS = "SELECT event_id FROM current_events WHERE representative AND act <> 'CONSULT' ORDER BY event_key LIMIT 3"
_STORY = """VALLETTA, June 3 (Atlas Agency) -- Norway's foreign minister Liv Aasen telephoned her Chilean colleague on Wednesday.

They spoke about salmon, the foreign ministry said.
"""


def seconds(call: Callable[[], object]) -> float:
    """Seconds of the processor, all threads together."""
    began = time.process_time()
    call()
    return time.process_time() - began


def corrections(ledger: Ledger) -> list[float]:
    """Seconds of a correction of each of three events."""
    found = []
    for minute, (event_id,) in enumerate(ledger.tuples(_EVENTS)):
        made_at = dt.datetime(2031, 5, 7, 12, minute, tzinfo=dt.UTC)
        more = {"field": "channel", "new": "video", "made_at": made_at}
        said = propose(ledger, "change", event_id, author="bench", reason="to measure", **more)
        found.append(seconds(lambda said=said: correct(ledger, [said])))
    return found


def append_one(ledger: Ledger) -> float:
    """Seconds of appending a story that is coded already."""
    coded = api.code(_STORY, published=dt.date(2010, 6, 3)).stories
    run = describe_run(Settings(), codebook=fingerprint().digest)

    def append() -> None:
        ledger.append(coded, run)
        group(ledger)

    return seconds(append)


def measure(path: Path) -> dict[str, object]:
    """The line of results; the ledger itself stays as it is."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(shutil.copy(path, folder))
        with Ledger.open(copy) as ledger:
            ((events,),) = ledger.tuples("SELECT count(*) FROM current_events")
            whole = seconds(lambda: group(ledger))
            corrected = min(corrections(ledger))
            appended = append_one(ledger)
    return {
        "commit": commit(),
        "python": platform.python_version(),
        "bench": "regroup",
        "events": events,
        "whole_cpu_s": round(whole, 2),
        "correction_cpu_s": round(corrected, 2),
        "append_cpu_s": round(appended, 2),
        "ratio": {"correction": round(corrected / whole, 3), "append": round(appended / whole, 3)},
    }


if __name__ == "__main__":
    measured(__doc__, STORIES, measure)
