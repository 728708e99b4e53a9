"""The gate: measure on the development sets, compare with the floors of floors.json. Floors only rise.

    python eval/gate.py                  all figures; exit code 1 if one is below its floor or could not be measured
    python eval/gate.py timex places     only these scorers
    python eval/gate.py "blind places"   a measure of our own (OWN below); held.* are halves whose errors nobody has read
    python eval/gate.py --raise          the same, and better figures become the new floors

The development sets and their scorers are not part of this repository; DATELINE_SHARED says where they lie (default
../shared). Each entry of floors.json names its scorer and figure, so that anybody can run it alone:

    python ../shared/check/score.py timex --cmd dateline --verbose
"""

from __future__ import annotations

import argparse
import json
import os
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

ROOT = Path(__file__).parents[1]
FLOORS = ROOT / "eval" / "floors.json"
#: Figures are written with three digits; less than this is noise of rounding, not a loss.
ROUNDING = 0.0005


@dataclass(frozen=True, slots=True, kw_only=True)
class Floor:
    """A figure that must not get worse: its scorer, its name there, which way is better, and the best so far."""

    name: str
    scorer: str
    figure: str
    better: str = "higher"
    floor: float | None = None

    def holds(self, value: float | None) -> bool:
        """Whether the value is no worse than the floor; a figure that could not be measured does not hold."""
        if value is None:
            return False
        return self.floor is None or self.gain(value) >= -ROUNDING

    def gain(self, value: float) -> float:
        """How much better than the floor the value is."""
        change = value - (self.floor or 0.0)
        return change if self.better == "higher" else -change

    def raised(self, value: float | None) -> Floor:
        """The floor after this value: never lower than before."""
        if value is None or (self.floor is not None and self.gain(value) <= 0):
            return self
        return replace(self, floor=round(value, 3))


#: Measures of our own: their sets are part of this repository.
OWN = {
    "offices": ["eval/offices.py"],
    "publication": ["eval/publication.py"],
    "judge": ["eval/ablation.py"],
    "quotations": ["eval/quotes.py"],
    "stories": ["eval/stories.py"],
    "event coreference": ["eval/event_coref.py"],
    "claims about": ["tests/cases/claims_about/measure.py"],
    "blind mentions": ["tests/cases/blind_measure.py", "mentions"],
    "blind references": ["tests/cases/blind_measure.py", "references"],
    "blind places": ["tests/cases/blind_measure.py", "places"],
    "blind timex": ["tests/cases/time_blind/measure.py", "timex"],
    "blind dates": ["tests/cases/time_blind/measure.py", "events"],
    "blind publication": ["tests/cases/time_blind/measure.py", "publication"],
}


def read_floors(path: Path = FLOORS) -> list[Floor]:
    """The floors, in the order of the file."""
    return [Floor(name=name, **entry) for name, entry in json.loads(path.read_text("utf-8")).items()]


def write_floors(floors: Sequence[Floor], path: Path = FLOORS) -> None:
    """Write the floors back, one a line."""
    lines = []
    for floor in floors:
        entry = {key: value for key, value in asdict(floor).items() if key != "name"}
        lines.append(f"  {json.dumps(floor.name)}: {json.dumps(entry)}")
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n", "utf-8")


def measure(scorer: str, shared: Path, program: str) -> dict[str, float]:
    """All figures of one scorer, by name; empty if it could not be run."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "figures.json"
        scored = [str(shared / "check" / "score.py"), scorer, "--cmd", program]
        own = [str(ROOT / OWN[scorer][0]), *OWN[scorer][1:]] if scorer in OWN else None
        command = [sys.executable, *(own or scored), "--json", str(out)]
        done = subprocess.run(command, check=False, capture_output=True, text=True)
        print(f"{scorer}: done" if own and done.stdout.strip() else done.stdout.strip() or f"{scorer}: no figures")
        if done.stderr.strip():
            print("  " + done.stderr.strip().splitlines()[-1][:200], file=sys.stderr)
        return json.loads(out.read_text("utf-8"))["figures"] if out.exists() else {}


def table(floors: Sequence[Floor], values: dict[str, float | None]) -> str:
    """Figure, floor, value and verdict, one a line."""
    lines = [f"{'figure':28}{'floor':>8}{'now':>8}  verdict"]
    for floor in floors:
        value = values[floor.name]
        verdict = "not measured" if value is None else "ok" if floor.holds(value) else "BELOW ITS FLOOR"
        if value is not None and floor.floor is not None and floor.gain(value) > ROUNDING:
            verdict = "better"
        lines.append(f"{floor.name:28}{_show(floor.floor):>8}{_show(value):>8}  {verdict}")
    return "\n".join(lines)


def _show(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def main() -> int:
    """Run the gate; the exit code is 0 if every floor holds."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("scorers", nargs="*", help="only these scorers (default: all that floors.json names)")
    parser.add_argument("--raise", dest="lift", action="store_true", help="write better figures as the new floors")
    parser.add_argument(
        "--cmd", default=shlex.quote(str(Path(sys.executable).with_name("dateline"))), help="the program"
    )
    given = parser.parse_args()
    shared = Path(os.environ.get("DATELINE_SHARED", ROOT.parent / "shared"))
    if not (shared / "check" / "score.py").exists():
        print(f"no scorers in {shared}: set DATELINE_SHARED to the folder that holds check/ and data/", file=sys.stderr)
        return 2
    floors = read_floors()
    asked = [floor for floor in floors if not given.scorers or floor.scorer in given.scorers]
    figures = {name: measure(name, shared, given.cmd) for name in dict.fromkeys(floor.scorer for floor in asked)}
    values = {floor.name: figures[floor.scorer].get(floor.figure) for floor in asked}
    print("\n" + table(asked, values))
    if given.lift:
        write_floors([floor.raised(values.get(floor.name)) for floor in floors])
    return 0 if all(floor.holds(values[floor.name]) for floor in asked) else 1


if __name__ == "__main__":
    sys.exit(main())
