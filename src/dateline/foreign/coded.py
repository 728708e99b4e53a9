"""CAMEO codes, countries and organisations as the files of other programs write them."""

from __future__ import annotations

import re

from dateline.lexicon.exchange import Exchange, ExchangeCode

_TEXT = 2  # digits of a bare root, which rows do not carry: "20" is "020" without its zero


def read_code(cell: str, exchange: Exchange, *, root: str = "", label: str = "") -> ExchangeCode:
    """The code of a cell: slips set right (13y is 137), lost leading zeros put back, by root or label where that is not clear.

    Without a code, the label alone decides ("Event Text" of some ICEWS files). Raises ValueError for an unknown one.

    >>> from dateline.lexicon.exchange import load_exchange
    >>> [read_code(cell, load_exchange()).code for cell in ("042", "42", "13y", "10", "0841", "841")]
    ['042', '042', '137', '010', '0841', '0841']
    """
    by_label = exchange.by_text.get(label.strip().lower(), "")
    text = cell.strip()
    if text in exchange.missing:
        text = by_label
    text = exchange.slips.get(text, text)
    fits = [code for code in ("0" + text, text) if code in exchange.codes]
    if len(text) == _TEXT and len(fits) == _TEXT:
        told = [code for code in fits if code == by_label or (root and root == code[:2])]
        fits = told or fits
    if not fits:
        told_label = f" and Event Text {label!r}" if label else ""
        raise ValueError(f"unknown CAMEO code {cell!r}{told_label}")
    return exchange.codes[fits[0]]


def country_of_code(code: str, exchange: Exchange) -> str | None:
    """Our code for a CAMEO actor code: its state, its organisation (IGOEEC is EUR), or what kind of actor it is (NGM is ISM).

    >>> from dateline.lexicon.exchange import load_exchange
    >>> [country_of_code(code, load_exchange()) for code in ("ROMGOV", "IGOEEC", "NGM", "GOV", "")]
    ['ROU', 'EUR', 'ISM', None, None]
    """
    first = code[:3]
    state = exchange.by_cameo.get(first)
    if state or first not in exchange.kinds:
        return state
    return country_of_group(first, code[3:6], exchange)


def country_of_group(kind: str, group: str, exchange: Exchange) -> str | None:
    """Our code for an actor that is no state: its organisation if that is one of states, else its kind."""
    if kind == exchange.organisation and group:
        return exchange.groups.get(group, group)
    return exchange.kinds.get(kind)


def whole_number(cell: str, column: str, exchange: Exchange) -> int | None:
    """The figure, None where it is missing; "3.0" is 3, as data frames write it. Raises ValueError for anything else."""
    if cell.isdecimal():
        return int(cell)
    if cell in exchange.missing:
        return None
    if re.fullmatch(r"-?\d+(\.0*)?", cell):
        return int(cell.partition(".")[0])
    raise ValueError(f"{column} is {cell!r}, no whole number")


def degrees(cell: str, column: str, exchange: Exchange) -> float | None:
    """Degrees, None where they are missing. Raises ValueError for anything else."""
    if not cell or cell in exchange.missing:
        return None
    try:
        value = float(cell)
    except ValueError:
        value = float("inf")
    if not -180 <= value <= 180:  # noqa: PLR2004  (degrees)
        raise ValueError(f"{column} is {cell!r}, no degrees")
    return value
