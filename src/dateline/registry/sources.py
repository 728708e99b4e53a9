"""The sources of the registry: what is known of each, and their open rows in one form."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dateline.errors import InputError
from dateline.lexicon.yaml_files import HERE, read_yaml

OPEN_ROWS = "office_holders.jsonl"
_CODE = 3
_CONGLOMERATE = re.compile(r"^\[YUG(\w{3})")
#: The Soviet Union's last day; until the first of these days the rest of Yugoslavia kept its name, until the second with Serbia.
_DISSOLVED, _NEW_YUGOSLAVIA, _SERBIA_AND_MONTENEGRO = "1991-12-26", "1992-04-27", "2003-02-05"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenRow:
    """One row of the open sources: raw name and title, state as of the time, ISO dates ("" where not told).

    several: the source lists all titles that the person had over the years without saying which one when.
    """

    person: str
    aliases: tuple[str, ...]
    identity: str
    country: str
    title: str
    leads: bool
    first: str
    last: str
    as_of: str
    source: str
    several: bool


@functools.lru_cache(maxsize=1)
def facts() -> dict[str, Any]:
    """What the lexicon tells of sources (registry_sources.yaml)."""
    found: dict[str, Any] = read_yaml(HERE / "registry_sources.yaml")
    return found


def source_name(letter: str) -> str:
    """What a source is called in an answer.

    >>> source_name("w")
    'Wikidata'
    """
    return str(facts()["sources"][letter]["name"])


def is_exact(letter: str) -> bool:
    """Are the source's dates those of the office, and not those of the directory that saw it?"""
    return bool(facts()["sources"][letter]["exact"])


def read_open_rows(folder: Path) -> Iterator[OpenRow]:
    """The open rows of a folder in the order of the file; raises InputError with file and line."""
    path = folder / OPEN_ROWS
    for number, row in read_objects(path):
        try:
            found = _open_row(row)
        except (KeyError, TypeError, AttributeError) as error:
            raise InputError(f"is no row of office holders: {error!r}", path=str(path), line=number) from error
        if found is not None:
            yield found


def read_objects(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """(line, object) of a file of JSON Lines; raises InputError with file and line."""
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot be read ({error}): --from names the folder that holds it", path=str(path)) from error
    for number, line in enumerate(lines, 1):
        try:
            row = json.loads(line)
        except ValueError as error:
            raise InputError(f"is not JSON: {error}", path=str(path), line=number) from error
        yield number, row


def _open_row(row: dict[str, Any]) -> OpenRow | None:
    country = _country_of(row)
    if country is None:
        return None
    letter = next(letter for start, letter in facts()["rows"].items() if row["source"].startswith(start))
    several = row.get("titles_n", 1) > 1
    first, last = row["start"] or "", row["end"] or ""
    if letter == "g":
        first, last = first[:7], last[:7]
    as_of = str(row.get("as_of") or row.get("open_end_as_of") or "")
    return OpenRow(
        person=row["person"],
        aliases=tuple(row["aliases"]),
        identity=row.get("qid") or "",
        country=country,
        title=row["title"] or "",
        leads=row["level"] == "leader",
        first=first,
        last=last,
        as_of="" if last else max(str(facts()["open_as_of"].get(letter, as_of)), first),
        source="h" if several else letter,
        several=several,
    )


def _country_of(row: dict[str, Any]) -> str | None:
    """The state of a row, as of its time; None if it has none."""
    code, end = row["country"] or "", row["end"] or ""
    code = facts()["wrong_codes"].get(code, {}).get(row["person"], code)
    found = _CONGLOMERATE.match(code)
    if found:
        code = found[1]
        if (end and end < _NEW_YUGOSLAVIA) or (code == "SRB" and (end or "9") < _SERBIA_AND_MONTENEGRO):
            code = "YUG"
    code = facts()["codes"].get(code, code[:_CODE])
    if code == "RUS" and end and end <= _DISSOLVED:
        code = "SUN"
    return code if len(code) == _CODE else None
