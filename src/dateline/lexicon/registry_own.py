"""The user's own rows of office holders: where they are kept, how a file of them reads, and how they lie over the table."""

from __future__ import annotations

import csv
import io
import os
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from dateline.errors import LexiconError

from .registry_persons import Holder, Person, Persons, name_key, office_class, told_by
from .registry_table import Entry, plain, put_entry
from .yaml_files import HERE, read_yaml

#: Names the folder of own rows; without it they are kept where the system keeps a user's data.
FOLDER_VARIABLE = "DATELINE_REGISTRY"
COLUMNS = ("person", "office", "country", "from", "to", "as_of", "aliases", "sectors", "source")
#: The file that `dateline registry update` writes; own rows of other files come before its rows.
ASKED = "wikidata"
_DATE = re.compile(r"^\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?$")
_NEEDED = ("person", "country")


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnRow:
    """One own row: names, the usual one first; office as the user calls it ("" for none); ISO dates, "" where not told."""

    names: tuple[str, ...]
    office: str
    country: str
    first: str
    last: str
    as_of: str
    sectors: tuple[str, ...]
    note: str
    line: int


class RowError(ValueError):
    """A row that cannot be used: its line in the file and what is wrong with it."""

    def __init__(self, message: str, line: int | None) -> None:
        self.line = line
        super().__init__(message)


def own_folder() -> Path:
    """The folder of own rows: $DATELINE_REGISTRY, else `dateline/registry` where the system keeps a user's data."""
    given = os.environ.get(FOLDER_VARIABLE)
    if given:
        return Path(given)
    home = os.path.expanduser("~")  # noqa: PTH111  (Path.home() raises where there is none)
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or os.path.join(home, "AppData", "Local")  # noqa: PTH118  (as above)
    elif sys.platform == "darwin":
        base = f"{home}/Library/Application Support"
    else:
        base = os.environ.get("XDG_DATA_HOME") or f"{home}/.local/share"
    return Path(base) / "dateline" / "registry"


def own_files(folder: Path | None = None) -> list[Path]:
    """The files of own rows, by name; [] where there is no such folder."""
    return sorted((folder or own_folder()).glob("*.csv"))


def read_own_rows(text: str) -> Iterator[OwnRow]:
    r"""The rows of a CSV; the order of its columns, their case and words beside ours do not matter. Raises RowError.

    >>> [row.names for row in read_own_rows("Person;Country;Office;Aliases\nAda Ray;FRA;mayor of Lyon;A. Ray|Ada Raye")]
    [('Ada Ray', 'A. Ray', 'Ada Raye')]
    """
    lines = text.removeprefix("\ufeff")
    head = lines.partition("\n")[0]
    mark = max(",;\t", key=head.count)
    reader = csv.reader(io.StringIO(lines, newline=""), delimiter=mark, strict=True)
    try:
        columns = _columns_of(next(reader, []))
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield _own_row(columns, [cell.strip() for cell in cells], reader.line_num)
    except csv.Error as error:
        raise RowError(f"is not CSV: {error}", reader.line_num) from error


def _columns_of(head: list[str]) -> list[str]:
    """Our name of each column, "" for one that we do not know."""
    synonyms = read_yaml(HERE / "registry_columns.yaml")
    ours = {word: column for column, words in synonyms.items() for word in (column, *words)}
    columns = [ours.get(re.sub(r"[\s-]+", "_", cell.strip().lower()), "") for cell in head]
    missing = [column for column in _NEEDED if column not in columns]
    if missing:
        raise RowError(f"the header lacks {' and '.join(missing)}; it may have {', '.join(COLUMNS)}", 1)
    doubled = sorted({column for column in columns if column and columns.count(column) > 1})
    if doubled:
        raise RowError(f"the header has two columns for {' and '.join(doubled)}", 1)
    return columns


def _own_row(columns: list[str], cells: list[str], line: int) -> OwnRow:
    if len(cells) > len(columns):
        raise RowError(f"{len(cells)} cells under {len(columns)} headings: quote cells that hold the separator", line)
    row = dict.fromkeys(COLUMNS, "") | {column: cell for column, cell in zip(columns, cells, strict=False) if column}
    if not all(cell.isprintable() for cell in cells):
        raise RowError("a cell has control characters or a line break", line)
    for column in _NEEDED:
        if not row[column]:
            raise RowError(f"{column} is empty", line)
    if not name_key(row["person"]).strip():
        raise RowError(f"{row['person']!r} is no name", line)
    for column in ("from", "to", "as_of"):
        if row[column] and not _is_date(row[column]):
            raise RowError(f"{column} is {row[column]!r}: write a date as 2014-06-17, 2014-06 or 2014", line)
    if row["from"] and row["to"] and row["to"] < row["from"][: len(row["to"])]:
        raise RowError(f"to ({row['to']}) is before from ({row['from']})", line)
    return OwnRow(
        names=tuple(dict.fromkeys(_tidy(name) for name in (row["person"], *row["aliases"].split("|")) if name.strip())),
        office=_tidy(row["office"]),
        country=row["country"],
        first=row["from"],
        last=row["to"],
        as_of=row["as_of"],
        sectors=tuple(dict.fromkeys(re.findall(r"[A-Z]{3}", row["sectors"].upper()))),
        note=plain(row["source"]),
        line=line,
    )


def _is_date(text: str) -> bool:
    return _DATE.match(text) is not None and not text.startswith("0000")


def _tidy(text: str) -> str:
    return plain(text).strip("\"'")


def title_of_office(office: str) -> tuple[str, str]:
    """(title, class) of an office as a user calls it: by title, or by the name of a class.

    >>> title_of_office("Minister of Foreign Affairs"), title_of_office("head of state"), title_of_office("")
    (('minister of foreign affairs', 'foreign_minister'), ('president', 'head_of_state'), ('', ''))
    """
    name = re.sub(r"[\s-]+", "_", office.lower())
    usual, _ = told_by(name)
    return (usual, name) if usual else (office.lower(), office_class(office) if office else "")


def load_own(path: Path) -> list[OwnRow]:
    """The rows of a file of the user's folder; raises LexiconError with file, line and cure."""
    try:
        return list(read_own_rows(path.read_text("utf-8")))
    except RowError as error:
        raise LexiconError(f"{error}; `dateline registry remove {path.stem}` drops it", path=str(path), line=error.line) \
            from error  # fmt: skip
    except (OSError, UnicodeDecodeError) as error:
        raise LexiconError(f"own rows cannot be read: {error}", path=str(path)) from error


def lay_over(persons: Persons, files: Iterable[Path]) -> None:
    """Put the rows of own files over the table, with the sectors that they tell for titles without a class.

    Rows of one name and country are one person, who keeps what the table tells of other offices and times.
    """
    rows = [(path.stem, row) for path in files for row in load_own(path)]
    rows.sort(key=lambda pair: pair[0] == ASKED)
    people: dict[tuple[str, str], list[tuple[str, OwnRow]]] = {}
    for stem, row in rows:
        people.setdefault((name_key(row.names[0]), row.country), []).append((stem, row))
    for (key, country), told in people.items():
        put_entry(persons, _entry(persons.named(key), country, told))
    told_sectors = ((_spell(stem, row), row.sectors) for stem, row in rows if row.sectors)
    persons.own_sectors.update((spell.title, sectors) for spell, sectors in told_sectors if not spell.office)


def _entry(known: list[Person], country: str, told: list[tuple[str, OwnRow]]) -> Entry:
    names = dict.fromkeys(name for _, row in told for name in row.names)
    shipped = next((person for person in known if person.country == country), None)
    spells = [_spell(stem, row) for stem, row in told if row.office or row.sectors]
    if shipped is not None:
        names = {shipped.name: None} | names
        spells += [spell for spell in shipped.spells if not any(_is_replaced(spell, own) for own in spells)]
    name = next(iter(names))
    ordered = sorted(spells, key=lambda s: (s.first, s.title, s.last, s.source))
    person = Person(name=name, country=country, spells=tuple(replace(spell, person=name) for spell in ordered))
    return Entry(names=tuple(names), person=person)


def _is_replaced(spell: Holder, own: Holder) -> bool:
    """Does an own row tell of the same office at the same time?"""
    same = spell.office == own.office if own.office else spell.title == own.title
    return same and (own.first or "0") <= (spell.last or "9") and (spell.first or "0") <= (own.last or "9")


def _spell(stem: str, row: OwnRow) -> Holder:
    title, office = title_of_office(row.office)
    if not row.office and row.sectors:
        held = read_yaml(HERE / "registry_sources.yaml")["held"]
        title = next((held[sector] for sector in row.sectors if sector in held), "official")
    return Holder(
        person="",
        title=title,
        office=office,
        country=row.country,
        first=row.first,
        last=row.last,
        as_of="" if row.last else row.as_of,
        source="v" if stem == ASKED else "u",
        note=row.note,
    )
