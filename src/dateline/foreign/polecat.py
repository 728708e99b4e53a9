"""POLECAT files: 40 columns under a header, with the drift that is known of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest

from dateline.errors import InputError
from dateline.export.polecat import COLUMNS
from dateline.lexicon.plover_formats import PloverFormats, load_plover_formats
from dateline.records.event import Quad
from dateline.records.foreign import ForeignActor, ForeignEvent, ForeignProblem

from .cells import column_key, day_of, items_of, number_of, value_of
from .types import plover_type

POLECAT_COLUMNS = tuple(column.name for column in COLUMNS)
_KEYS = tuple(column_key(name) for name in POLECAT_COLUMNS)
#: Other names that files have given to columns.
_ALSO = {"eventintensity": "intensity", "quad": "quadcode", "quadclass": "quadcode", "pubdate": "publicationdate"}
#: Without these a file is no POLECAT file, or of no use.
NEEDED = ("Event ID", "Event Date", "Event Type", "Actor Country", "Recipient Country")
Row = Mapping[str, str]


def is_polecat(header: str) -> bool:
    """Whether a line is the header of a POLECAT file."""
    names = {_name(cell) for cell in header.split("\t")}
    return {"eventtype", "eventdate"} <= names and bool({"primaryactorsector", "actorcow", "quadcode"} & names)


def read_polecat(lines: Iterable[tuple[int, str]], path: str) -> Iterator[ForeignEvent | ForeignProblem]:
    """The rows in order; a row that does not fit its header is a problem with line and cause.

    A header may have names more (Headline) and rows may end in more tabs: rows are read by the names where they have as many cells,
    else by the order of the 40 columns, and what is beyond them has to be empty. Raises InputError if a needed column is missing.
    """
    formats = load_plover_formats()
    rows = iter(lines)
    number, header = next(((number, text) for number, text in rows if text.strip()), (1, ""))
    names = [_name(cell) for cell in header.rstrip("\t").split("\t")]
    missing = [name for name in NEEDED if column_key(name) not in names]
    if missing:
        raise InputError(f"the header of a POLECAT file lacks {', '.join(missing)}", path=path, line=number)
    for line, text in rows:
        if not text.strip():
            continue
        cells = text.split("\t")
        try:
            yield _event(_row(cells, names), cells, (path, line), formats)
        except ValueError as error:
            yield ForeignProblem(format="polecat", path=path, line=line, reason=str(error), text=text[:200])


def _name(cell: str) -> str:
    key = column_key(cell)
    return _ALSO.get(key, key)


def _row(cells: Sequence[str], names: Sequence[str]) -> Row:
    """Cells by the keys of their columns. Raises ValueError where there are too few or too many of them."""
    surplus = set(names) - set(_KEYS)
    by_order = surplus and not any(value_of(cell) for cell in cells[len(_KEYS) :])
    wanted = _KEYS if by_order else names
    if len(cells) < len(wanted) or any(value_of(cell) for cell in cells[len(wanted) :]):
        raise ValueError(f"{len(cells)} cells under {len(names)} names: {len(wanted)} are wanted")
    return dict(zip(wanted, cells, strict=False))


def _event(row: Row, cells: Sequence[str], place: tuple[str, int], formats: PloverFormats) -> ForeignEvent:
    path, line = place
    kind, mode = plover_type(row.get("eventtype"), row.get("eventmode"))
    day = day_of(row.get("eventdate"))
    if day is None:
        raise ValueError("Event Date is missing")
    return ForeignEvent(
        format="polecat",
        id=value_of(row.get("eventid")) or f"{path}:{line}",
        first=day,
        last=day,
        actors=_actors(row, "actor", formats),
        recipients=_actors(row, "recipient", formats),
        cameo=None,
        type=kind,
        mode=mode,
        quad=_quad(row.get("quadcode"), formats),
        place=value_of(row.get("placename")),
        place_country=_country(value_of(row.get("country")), formats),
        lat=number_of(row.get("latitude")),
        lon=number_of(row.get("longitude")),
        raw=tuple(cells),
        path=path,
        line=line,
    )


def _actors(row: Row, side: str, formats: PloverFormats) -> tuple[ForeignActor, ...]:
    """The actors of a side, aligned from column to column."""
    names, countries = items_of(row.get(f"{side}name")), items_of(row.get(f"{side}country"))
    raw, primary = items_of(row.get(f"{side}nameraw")), items_of(row.get(f"primary{side}sector"))
    further = items_of(row.get(f"{side}sectors"))
    if max(len(names), len(countries)) <= 1:
        further = ["|".join(item for item in further if item)]
    aligned = zip_longest(names, countries, raw[: max(len(names), len(countries)) or None], primary, further)
    return tuple(
        ForeignActor(
            name=name or as_found or "",
            code=country or "",
            country=_country(country, formats),
            sectors=tuple(filter(None, (sector, *(more or "").split("|")))),
        )
        for name, country, as_found, sector, more in aligned
        if name or country or as_found
    )


def _country(code: str | None, formats: PloverFormats) -> str | None:
    """Our code for a code of three letters; names of countries stay in `raw`."""
    letters = 3
    return formats.our_code(code.upper()) if code and len(code) == letters and code.isalpha() else None


def _quad(cell: str | None, formats: PloverFormats) -> Quad | None:
    """The quad class in words or as a number."""
    text = (value_of(cell) or "").upper().replace("_", " ")
    for quad, words in formats.quad_words.items():
        if text in {words, str(formats.quads[quad]), f"{formats.quads[quad]}.0"}:
            return quad  # type: ignore[return-value]  # the keys of the file are the quad classes
    return None
