"""Codes of other programs' files: CAMEO acts, actors' countries and roles, FIPS places, and how ours become theirs."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from dateline.errors import LexiconError
from dateline.records.event import Quad

from .yaml_files import HERE, line_of, read_yaml

_QUADS = {"verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ExchangeCode:
    """A CAMEO code in the eyes of other programs; None where they have no value for it.

    icews_text: the label that ICEWS writes. type, mode, quad: PLOVER, None where it has no place for
    the code (01, 02) or two (08 alone).
    gdelt: the code that GDELT knows, with its class and score there.
    """

    code: str
    icews_text: str
    type: str | None
    mode: str | None
    quad: Quad | None
    goldstein_icews: float | None
    goldstein_gdelt: float | None
    quad_gdelt: int
    gdelt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExchangeState:
    """A state or territory: our code, English name, name in ICEWS, code as an actor (CAMEO), code as a place (FIPS 10-4)."""

    code: str
    name: str
    icews: str
    cameo: str
    fips: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExchangeSector:
    """A PLOVER sector: CAMEO role ("" for none), whether GDELT's list of types has it, and the words of ICEWS."""

    sector: str
    cameo: str
    in_gdelt: bool
    icews: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """All tables. by_..., groups and kinds go back: codes and names of other programs to ours; names in lower case.

    kinds: what an actor is that is no state (NGM is ISM); organisation: the kind of an organisation of states.
    """

    codes: Mapping[str, ExchangeCode]
    states: Mapping[str, ExchangeState]
    sectors: Mapping[str, ExchangeSector]
    non_states: Mapping[str, tuple[str, str]]
    icews_types: Mapping[str, str]
    symmetric: frozenset[str]
    visit: str
    host: str
    mediate: str
    meet: str
    words: frozenset[str]
    slips: Mapping[str, str]
    generic: frozenset[str]
    missing: frozenset[str]
    by_text: Mapping[str, str]
    by_cameo: Mapping[str, str]
    by_fips: Mapping[str, str]
    by_name: Mapping[str, str]
    by_organisation: Mapping[str, str]
    groups: Mapping[str, str]
    kinds: Mapping[str, str]
    organisation: str = "IGO"


@cache
def load_exchange(folder: Path = HERE) -> Exchange:
    """The tables of exchange/ and data/cameo.csv; raises LexiconError with file and line where one is not as it should be."""
    path = folder / "exchange" / "codes.yaml"
    words = _words(path)
    states = tuple(
        _rows(
            folder / "exchange" / "countries.csv",
            ("code", "name", "icews", "other_names", "cameo", "fips", "other_codes"),
        )
    )
    codes = _codes(folder / "data" / "cameo.csv", words, path)
    non_states = {str(code): (str(kind), str(group)) for code, (kind, group) in words["non_states"].items()}
    return Exchange(
        codes=codes,
        states={
            row["code"]: ExchangeState(
                code=row["code"], name=row["name"], icews=row["icews"], cameo=row["cameo"], fips=row["fips"]
            )
            for row in states
        },
        sectors=_sectors(folder / "exchange" / "sectors.csv"),
        non_states=non_states,
        icews_types=words["icews_types"],
        symmetric=frozenset(words["symmetric"]),
        visit=words["visit"],
        host=words["host"],
        mediate=words["mediate"],
        meet=words["meet"],
        words=frozenset(words["words"]),
        slips=words["slips"],
        generic=frozenset(words["generic"]),
        missing=frozenset(words["missing"]),
        by_text=_by_text(codes),
        by_cameo=_by_code(states, "cameo", 3),
        by_fips=_by_code(states, "fips", 2),
        by_name=_by_name(states),
        by_organisation=_by_organisation(folder / "actors" / "organisations.yaml"),
        groups={group: code for code, (_, group) in non_states.items() if group},
        kinds={kind: code for code, (kind, group) in non_states.items() if not group},
    )


def _words(path: Path) -> dict[str, Any]:
    words = read_yaml(path)
    wanted = {
        "symmetric",
        "visit",
        "host",
        "mediate",
        "meet",
        "words",
        "gdelt",
        "slips",
        "quads",
        "non_states",
        "icews_types",
    }
    wanted |= {"generic", "missing"}
    if not isinstance(words, dict) or set(words) != wanted:
        odd = sorted(wanted ^ set(words if isinstance(words, dict) else ()))
        raise LexiconError(f"missing or unknown: {', '.join(odd)}", path=str(path))
    if set(words["quads"]) != _QUADS:
        raise LexiconError(f"the classes are {', '.join(sorted(_QUADS))}", path=str(path), line=line_of(path, "quads:"))
    return words


def _rows(path: Path, columns: tuple[str, ...]) -> Iterator[dict[str, str]]:
    """The rows of a CSV file with these columns, comments left out."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise LexiconError(f"cannot be read: {error}", path=str(path)) from error
    numbered = [(number, line) for number, line in enumerate(lines, 1) if line and not line.startswith("#")]
    reader = csv.reader(line for _, line in numbered)
    header = next(reader, [])
    if not set(columns) <= set(header):
        raise LexiconError(f"the columns are {','.join(header)}, wanted {','.join(columns)}", path=str(path))
    for (number, _), cells in zip(numbered[1:], reader, strict=True):
        if len(cells) != len(header):
            raise LexiconError(f"{len(cells)} cells, wanted {len(header)}", path=str(path), line=number)
        yield dict(zip(header, cells, strict=True))


def _codes(path: Path, words: Mapping[str, Any], words_path: Path) -> dict[str, ExchangeCode]:
    quads: dict[str, Quad] = {kind: quad for quad, kinds in words["quads"].items() for kind in kinds}
    columns = (
        "code",
        "label",
        "icews_event_text",
        "plover_type_v2",
        "plover_mode_v2",
        "goldstein_icews",
        "goldstein_gdelt",
    )
    rows = {row["code"]: row for row in _rows(path, (*columns, "quad_gdelt"))}
    if unknown := sorted({*words["gdelt"], *words["gdelt"].values(), *words["symmetric"]} - set(rows)):
        raise LexiconError(
            f"no CAMEO code: {', '.join(unknown)}", path=str(words_path), line=line_of(words_path, unknown[0])
        )
    return {code: _code(row, rows[words["gdelt"].get(code, code)], quads) for code, row in rows.items()}


def _code(row: Mapping[str, str], gdelt: Mapping[str, str], quads: Mapping[str, Quad]) -> ExchangeCode:
    kind = row["plover_type_v2"] if row["plover_type_v2"] in quads else None  # root 08 alone is either of two types
    return ExchangeCode(
        code=row["code"],
        icews_text=row["icews_event_text"] or row["label"],
        type=kind,
        mode=(row["plover_mode_v2"] or None) if kind else None,
        quad=quads.get(kind or ""),
        goldstein_icews=_score(row["goldstein_icews"]),
        goldstein_gdelt=_score(gdelt["goldstein_gdelt"]),
        quad_gdelt=int(gdelt["quad_gdelt"]),
        gdelt=gdelt["code"],
    )


def _score(cell: str) -> float | None:
    return float(cell) if cell else None


def _sectors(path: Path) -> dict[str, ExchangeSector]:
    rows = _rows(path, ("sector", "cameo", "write", "in_gdelt", "icews"))
    return {
        row["sector"]: ExchangeSector(
            sector=row["sector"], cameo=row["cameo"], in_gdelt=row["in_gdelt"] == "yes", icews=row["icews"]
        )
        for row in rows
        if row["write"] == "yes"
    }


def _by_text(codes: Mapping[str, ExchangeCode]) -> dict[str, str]:
    """Codes by label in lower case; the longer code where a root has the label of its first child."""
    return {code.icews_text.lower(): code.code for code in sorted(codes.values(), key=lambda code: len(code.code))}


def _by_code(states: tuple[dict[str, str], ...], column: str, length: int) -> dict[str, str]:
    own = {row[column]: row["code"] for row in states if row[column]}
    others = {code: row["code"] for row in states for code in row["other_codes"].split("|") if len(code) == length}
    return others | own


def _by_name(states: tuple[dict[str, str], ...]) -> dict[str, str]:
    return {
        name.lower(): row["code"]
        for row in states
        for name in (*row["other_names"].split("|"), row["icews"], row["name"])
        if name
    }


def _by_organisation(path: Path) -> dict[str, str]:
    """Codes of organisations of states by each of their names; the first code where two have one."""
    found: dict[str, str] = {}
    for code, bodies in (read_yaml(path) or {}).items():
        for names in bodies.values():
            for name in (form for forms in names for form in str(forms).split("|")):
                found.setdefault(name.strip().lower(), str(code))
    return found
