"""Is every act of a series counted once? Extra copies that are left, and tellings of two acts wrongly joined.

    python eval/doubles.py                        own series: figures of the developed (odd) and of the held (even) ones
    python eval/doubles.py --only '03*' --log     with every extra copy and wrong join of the developed ones
    python eval/doubles.py --dir FOLDER           series from elsewhere, of the same form
    python eval/doubles.py --keep FOLDER          keeps the ledgers there; those that are there are grouped anew, not coded again

A telling tells the expected act of its file that it fits best: same type or an alternative, same status, a side in common, days
that touch. One that fits two equally well counts for neither; one that fits none and stands in a quotation listed as no event is a
decoy. Extra copies: events that tell an act which another event tells too, as a share of the events that tell an act; "in other
stories" are those whose stories do not tell the other event, all else is told twice by one story. Wrong joins: pairs of tellings in
one event that tell two acts, or an act and a decoy, as a share of all joined pairs that tell something. "twins": rows beside the
one that is an expected act, with its type, sides, days and status.
"""

from __future__ import annotations

import argparse
import itertools
import json
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests" / "series"))

from series_measure import _apart, _days, _fit, _match, _states  # noqa: E402  (found by the line above)
from series_run import HERE, Asked, Series, chosen, code_series, read_series  # noqa: E402  (as above)

from dateline import api  # noqa: E402
from dateline.ledger import Ledger  # noqa: E402
from dateline.pipeline import load_kit  # noqa: E402

_TOLD = {"occurred", "ongoing"}
_SQL = (
    "SELECT c.group_id, e.record FROM current_events c JOIN events e USING (event_no) ORDER BY c.event_id, c.source_id"
)


@dataclass
class Count:
    """What was found in some series; log: the errors of those that are not held."""

    events: int = 0
    extra: int = 0
    across: int = 0
    matched: int = 0
    twins: int = 0
    joined: int = 0
    wrong: int = 0
    log: list[str] = field(default_factory=list)

    def line(self) -> str:
        """The figures as text."""
        counts = (
            (self.extra, self.events),
            (self.across, self.events),
            (self.twins, self.matched),
            (self.wrong, self.joined),
        )
        copies, across, twins, wrong = (part / max(1, whole) for part, whole in counts)
        return (
            f"extra copies {copies:.3f} ({self.extra} of {self.events} events), in other stories {across:.3f} ({self.across}), "
            f"twins {twins:.3f} ({self.twins} of {self.matched}), "
            f"wrong joins {wrong:.3f} ({self.wrong} of {self.joined} pairs)"
        )


def tells(row: Mapping, series: Series, text: str) -> str | None:
    """The key of the expected act that a telling tells, "decoy" for what is no event, None if that is open."""
    name = Path(row["source_id"]).name
    fits = sorted(
        ((_score(gold, row), gold["key"]) for gold in series.expected["events"] if name in gold["files"]), reverse=True
    )
    fits = [fit for fit in fits if fit[0]]
    if len(fits) > 1 and fits[0][0] == fits[1][0]:
        return None
    return fits[0][1] if fits else ("decoy" if _is_decoy(row, series, text) else None)


def _score(gold: Mapping, row: Mapping) -> float:
    """How well a telling fits an expected act of its file; 0 where type, status, or days say that it is another."""
    types = {gold["type"], *gold.get("alt_types", ())}
    same = row["type"] in types or (row["type"] == row["act"] == gold.get("act"))
    kind = gold["status"] == row["status"] or {gold["status"], row["status"]} <= _TOLD
    apart = _apart(gold, row)
    return _fit(gold, row) if same and kind and not apart else 0


def _is_decoy(row: Mapping, series: Series, text: str) -> bool:
    name, start = Path(row["source_id"]).name, row["trigger"]["start"]
    for decoy in series.expected.get("not_events", []):
        at = text.find(decoy["quote"]) if decoy["file"] == name else -1
        if 0 <= at <= start < at + len(decoy["quote"]):
            return True
    return False


def count(series: Series, ledger: Ledger, found: Count) -> None:
    """Adds the figures of a series."""
    asked = Asked(ledger)
    rows = [(group, json.loads(record)) for group, record in ledger.tuples(_SQL)]
    count_tellings(series, asked.texts(), rows, found)
    _count_twins(series, asked("events"), found)


def count_tellings(series: Series, texts: Mapping[str, str], rows: Iterable[tuple[str, Mapping]], found: Count) -> None:
    """Adds extra copies and wrong joins of tellings, each with the event that it is in."""
    groups: dict[str, list[tuple[str | None, Mapping]]] = defaultdict(list)
    for group, row in rows:
        groups[group].append((tells(row, series, texts[Path(row["source_id"]).name]), row))
    _count_extra(series, groups, found)
    _count_wrong(series, groups, found)


def _count_extra(series: Series, groups: Mapping[str, Sequence], found: Count) -> None:
    telling = defaultdict(list)
    for group, members in groups.items():
        keys = Counter(key for key, _ in members if key and key != "decoy")
        if keys:
            telling[min(keys, key=lambda key: (-keys[key], key))].append(group)
    for key, names in telling.items():
        stories = sorted(
            ({row["source_id"] for _, row in groups[name]} for name in names), key=lambda s: (-len(s), min(s))
        )
        found.events += len(names)
        found.extra += len(names) - 1
        found.across += sum(not stories[0] & more for more in stories[1:])
        if len(names) > 1:
            found.log.append(f"{series.name}: {key} is {len(names)} events:")
            found.log += [f"    {name[-4:]} {_said(row)}" for name in names for _, row in groups[name]]


def _count_wrong(series: Series, groups: Mapping[str, Sequence], found: Count) -> None:
    for group, members in groups.items():
        pairs = list(itertools.combinations([key for key, _ in members if key], 2))
        wrong = sum(a != b for a, b in pairs)
        found.joined += len(pairs)
        found.wrong += wrong
        if wrong:
            found.log.append(f"{series.name}: {group[-4:]} joins several acts:")
            found.log += [f"    {key} {_said(row)}" for key, row in members]


def _count_twins(series: Series, rows: Sequence[Mapping], found: Count) -> None:
    golds = series.expected["events"]
    match = _match(golds, rows)
    taken = {row["event_id"] for row in match.values()}
    found.matched += len(match)
    for row in rows:
        twin = next((gold["key"] for gold in golds if gold["key"] in match and _is_twin(gold, row)), None)
        if row["event_id"] not in taken and twin:
            found.twins += 1
            found.log += [f"{series.name}: {twin} has a twin:", f"    {_said(match[twin])}", f"    {_said(row)}"]


def _is_twin(gold: Mapping, row: Mapping) -> bool:
    same = row["type"] in {gold["type"], *gold.get("alt_types", ())} and row["status"] == gold["status"]
    return same and _states(gold) == _states(row) and _apart(gold, row) == 0


def _said(row: Mapping) -> str:
    days = "/".join(str(day) for day in _days(row))
    return (
        f"{Path(row['source_id']).name} {row['type']} {row['act']} {row['status']} {sorted(_states(row))} {days} "
        f"{row['when']['grain']} {row['trigger']['text']!r}"
    )


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", help="series whose name fits this pattern")
    parser.add_argument("--dir", type=Path, default=HERE, help="folder of series")
    parser.add_argument("--keep", type=Path, help="folder for the ledgers; those that are there are grouped anew")
    parser.add_argument("--log", action="store_true", help="every error, of series that are not held")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        _report(given, given.keep or Path(folder))


def _report(given: argparse.Namespace, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    counts = {"developed": Count(), "held": Count()}
    kit = None
    for series in chosen(read_series(given.dir), given.only):
        path = folder / f"{series.name}.dateline"
        if not path.exists():
            kit = kit or load_kit()
            code_series(series, kit, path)
        with Ledger.open(path) as ledger:
            api.group(ledger)
            count(series, ledger, counts["held" if series.held and given.dir == HERE else "developed"])
    for name, found in counts.items():
        print(f"{name}: {found.line()}")
    if given.log:
        print(*counts["developed"].log, sep="\n")


if __name__ == "__main__":
    main()
