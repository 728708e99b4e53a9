"""Writes the tables of export_formats.md from the code: columns, choices, what is not held. Run by `make docs`; a test compares.

python docs/write_formats.py
"""

from __future__ import annotations

import fnmatch
import io
import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import yaml

from dateline import export
from dateline.cli.export import FORMATS, WRITERS
from dateline.export import dyads, gdelt, gdelt_mentions, graphml, icews, ics, plover, polecat
from dateline.records.loss import ExportChoices

HERE = Path(__file__).parent
PAGE = HERE / "export_formats.md"
HOW: dict[str, dict[str, str]] = yaml.safe_load((HERE / "export_columns.yaml").read_text("utf-8"))
#: Names of the columns of formats that are tables.
COLUMNS: dict[str, Sequence[str]] = {
    "gdelt": gdelt.GDELT_COLUMNS,
    "gdelt-mentions": gdelt_mentions.GDELT_MENTIONS_COLUMNS,
    "icews": icews.ICEWS_COLUMNS,
    "cameo-dyads": dyads.DYADS_COLUMNS,
}
NOT_HELD = {
    "gdelt": gdelt.NOT_HELD,
    "gdelt-mentions": gdelt_mentions.NOT_HELD,
    "icews": icews.NOT_HELD,
    "cameo-dyads": dyads.NOT_HELD,
    "polecat": polecat.NOT_HELD,
    "graphml": graphml.NOT_HELD,
}
_WRITTEN = re.compile(r"<!-- written: (\S+) (\S+) -->\n.*?<!-- end -->", re.DOTALL)


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of Markdown; bars in cells are escaped."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |\n" for line in lines)


def how(form: str, column: str) -> str:
    """How our ledger fills the column; KeyError where export_columns.yaml does not say."""
    known = HOW[form]
    patterns = [pattern for pattern in known if fnmatch.fnmatchcase(column, pattern)]
    if not patterns:
        raise KeyError(f"{form}: export_columns.yaml does not tell how {column} is filled")
    return known[max(patterns, key=lambda pattern: (pattern == column, len(pattern)))]


def columns_of(form: str) -> str:
    """The columns, fields, attributes or properties of a format in order, with how they are filled."""
    if form == "polecat":
        rows = [(str(n), f"`{column.name}`", column.how) for n, column in enumerate(polecat.COLUMNS, 1)]
    elif form == "plover":
        rows = [(part, f"`{name}`", words) for part, fields in plover.FIELDS.items() for name, words in fields.items()]
    elif form == "graphml":
        rows = [
            (owner, f"`{name}`", f"{kind}: {words}")
            for owner, attributes in graphml.ATTRIBUTES.items()
            for name, (kind, words) in attributes.items()
        ]
    elif form == "ics":
        rows = [
            ("VEVENT" if name != "PRODID" else "VCALENDAR", f"`{name}`", words) for name, words in HOW["ics"].items()
        ]
    else:
        rows = [(str(n), f"`{name}`", how(form, name)) for n, name in enumerate(COLUMNS[form], 1)]
    return table(("", "name", "filled with"), rows)


def choices_of(form: str) -> str:
    """What is decided where the format leaves it open, as the loss report declares it."""
    if form == "ics":
        declared = list(ics.CHOICES.items())
    else:
        loss = getattr(export, WRITERS[form])([], io.BytesIO(), ExportChoices())
        declared = [(choice.name, choice.chosen) for choice in loss.choices]
    return table(("choice", "what is done"), declared)


def not_held_by(form: str) -> str:
    """The fields of our record that the format has no place for."""
    return ", ".join(f"`{field}`" for field in NOT_HELD[form]) + ".\n"


_PARTS: dict[str, Callable[[str], str]] = {"columns": columns_of, "choices": choices_of, "not-held": not_held_by}


def page(text: str) -> str:
    """The page with everything between its marks written anew."""

    def written(found: re.Match[str]) -> str:
        part, form = found[1], found[2]
        return f"<!-- written: {part} {form} -->\n{_PARTS[part](form)}<!-- end -->"

    return _WRITTEN.sub(written, text)


def missing(text: str) -> list[str]:
    """Formats of the program of which the page has no columns, but for those that write rows as they are."""
    told = {form for part, form in _WRITTEN.findall(text) if part == "columns"}
    return sorted(set(FORMATS) - told - {"csv", "parquet", "jsonl"})


def main() -> None:
    """Write the page."""
    PAGE.write_text(page(PAGE.read_text("utf-8")), "utf-8")
    print(PAGE)


if __name__ == "__main__":
    main()
