"""Measures the series of dated stories: every expectation, at every as-of and known-on date.

python eval/series.py                         all series: figures by kind, developed and held
python eval/series.py --only '03*' --log      one series, with every expectation that does not hold (never a held one)
python eval/series.py --dir FOLDER            series from elsewhere, of the same form
python eval/series.py --keep FOLDER           keeps the ledgers there, and asks those that are there already again
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests" / "series"))

from series_measure import Tally, measure  # noqa: E402  (found by the line above)
from series_run import HERE, Asked, chosen, code_series, read_series  # noqa: E402  (as above)

from dateline.ledger import Ledger  # noqa: E402
from dateline.pipeline import load_kit  # noqa: E402


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", help="series whose name fits this pattern")
    parser.add_argument("--dir", type=Path, default=HERE, help="folder of series")
    parser.add_argument("--keep", type=Path, help="folder for the ledgers; those that are there are not coded again")
    parser.add_argument(
        "--log", action="store_true", help="every expectation that does not hold, of series that are not held"
    )
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        _report(given, given.keep or Path(folder))


def _report(given: argparse.Namespace, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    tallies = {"developed": Tally(), "held": Tally()}
    kit = None
    for series in chosen(read_series(given.dir), given.only):
        ledger = folder / f"{series.name}.dateline"
        if not (given.keep and ledger.exists()):
            kit = kit or load_kit()
            code_series(series, kit, ledger)
        alone = Tally()
        with Ledger.open(ledger, read_only=True) as opened:
            for tally in (alone, tallies["held" if series.held else "developed"]):
                measure(series, Asked(opened), tally)
        print(f"{series.name:34} {alone.figures()['all']:.3f}")
        if given.log and not (series.held and given.dir == HERE):
            print(*(f"    {line}" for line in alone.log), sep="\n")
    for name, tally in tallies.items():
        if tally.asked:
            print(
                name,
                ", ".join(
                    f"{kind} {value:.3f} of {tally.asked[kind] or ''}" for kind, value in tally.figures().items()
                ),
            )


if __name__ == "__main__":
    main()
