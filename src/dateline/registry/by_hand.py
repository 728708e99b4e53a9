"""The offices and persons written by hand, as they stand in the lexicon."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dateline.errors import LexiconError
from dateline.lexicon.registry_names import ACTORS
from dateline.lexicon.yaml_files import line_of, read_yaml

from .sources import facts

OFFICES = ACTORS / "offices"
_DATE = r"\d{4}(?:-\d\d(?:-\d\d)?)?"
_SPELL = re.compile(rf"^(?P<names>\S.*?) (?P<first>{_DATE})/(?P<last>(?:{_DATE})?)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class HandRow:
    """One row written by hand: all spellings of the name, and the spell; as_of only for spells that were open then."""

    names: tuple[str, ...]
    country: str
    title: str
    first: str
    last: str
    as_of: str


def read_by_hand(folder: Path = OFFICES) -> Iterator[HandRow]:
    """All rows of the files of a folder, in the order of their names; raises LexiconError with file, line and row."""
    for path in sorted(folder.glob("*.yaml")):
        table = read_yaml(path)
        as_of = str(table["as_of"])
        for country, offices in (table.get("offices") or {}).items():
            for title, rows in offices.items():
                for row in rows:
                    yield _spell(path, country, title, row, as_of)
        for country, sectors in (table.get("persons") or {}).items():
            for sector, rows in sectors.items():
                yield from (_person(country, facts()["held"][sector], row, as_of) for row in rows)


def _spell(path: Path, country: str, title: str, row: Any, as_of: str) -> HandRow:  # noqa: ANN401  (a value of YAML)
    found = _SPELL.match(row) if isinstance(row, str) else None
    if found is None:
        raise LexiconError(
            f"{country}: {title}: {row!r} is no 'Name first/last'", path=str(path), line=line_of(path, str(row))
        )
    return HandRow(
        names=tuple(found["names"].split(" = ")),
        country=country,
        title=title.lower(),
        first=found["first"],
        last=found["last"],
        as_of="" if found["last"] else as_of,
    )


def _person(country: str, title: str, row: str, as_of: str) -> HandRow:
    return HandRow(names=tuple(row.split(" = ")), country=country, title=title, first="", last="", as_of=as_of)
