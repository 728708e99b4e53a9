"""Queries in SPARQL for a Wikidata-compatible endpoint, and the rows that its answers hold."""

from __future__ import annotations

import datetime as dt
import functools
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dateline.errors import UsageError
from dateline.lexicon.registry_own import OwnRow
from dateline.lexicon.yaml_files import HERE, read_yaml

from .titles import class_of_title, titles_of

#: Digits of an ISO date by Wikidata's precision: 11 is a day, 10 a month, 9 a year; coarser ones are not told.
_DIGITS = {11: 10, 10: 7, 9: 4}
_ITEM = re.compile(r"^Q\d+$")
_TIME = re.compile(r"^\+?(\d{4}-\d\d-\d\d)T")
_CODE = re.compile(r"^[A-Z]{3}$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """One question to the endpoint: whose office, and the text without its page."""

    country: str
    office: str
    text: str

    def page(self, offset: int, limit: int) -> str:
        """The query for one page of its rows."""
        return self.text.replace("@LIMIT@", str(limit)).replace("@OFFSET@", str(offset))


@functools.lru_cache(maxsize=1)
def _forms() -> dict[str, Any]:
    found: dict[str, Any] = read_yaml(HERE / "registry_queries.yaml")
    return found


def office_names() -> tuple[str, ...]:
    """The offices that can be asked for, heads of state and government first."""
    return (*_forms()["heads"], *_forms()["offices"])


def queries_for(countries: Sequence[str], offices: Sequence[str], since: dt.date | None = None) -> list[Query]:
    """One query for each country and office; raises UsageError for an office that cannot be asked for."""
    unknown = sorted(set(offices) - set(office_names()))
    if unknown:
        raise UsageError(f"there is no office {unknown[0]!r} to ask for; there are {', '.join(office_names())}")
    return [_query(country, office, since) for country in countries for office in offices]


def _query(country: str, office: str, since: dt.date | None) -> Query:
    forms = _forms()
    if not _CODE.match(country):
        raise UsageError(f"{country!r} is no ISO code of three letters")
    head = forms["heads"].get(office)
    if head is not None:
        text = forms["head_query"].replace("@PROPERTY@", head["property"]).replace("@OFFICE@", head["office"])
    else:
        label = forms["offices"][office]["label"].replace("\\", "\\\\").replace('"', '\\"')
        text = forms["position_query"].replace("@LABEL@", label).replace("@NOT@", forms["not_label"])
    qualifiers = forms["qualifiers"] + (forms["since"].replace("@SINCE@", since.isoformat()) if since else "")
    filled = text.replace("@QUALIFIERS@", qualifiers.strip()).replace("@COUNTRY@", country)
    return Query(country=country, office=office, text=filled)


def bindings_of(body: bytes) -> list[dict[str, Any]]:
    """The rows of an answer in SPARQL 1.1 JSON; raises ValueError where it is none."""
    try:
        rows = json.loads(body)["results"]["bindings"]
    except (ValueError, KeyError, TypeError) as error:
        raise ValueError(f"no SPARQL results in JSON: {body[:80]!r}") from error
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise ValueError("SPARQL results without a list of bindings")
    return rows


def own_row(query: Query, binding: dict[str, Any], today: dt.date) -> OwnRow | None:
    """A row of own rows from a binding; None for a person without a name in English, or without any day."""
    name, label = _value(binding, "personLabel"), _value(binding, "positionLabel")
    first, last = _date(binding, "start"), _date(binding, "end")
    if not name or _ITEM.match(name) or not (first or last):
        return None
    as_of = "" if last else first if _value(binding, "ended") else today.isoformat()
    item = _value(binding, "person").rpartition("/")[2]
    return OwnRow(
        names=(name.replace("|", " "),),
        office=_office(query, label),
        country=query.country,
        first=first,
        last=last,
        as_of=as_of,
        sectors=(),
        note=f"Wikidata {item}".strip(),
        line=0,
    )


def _office(query: Query, label: str) -> str:
    """The title that the position's label gives without its state; the name of the class where that is of another class."""
    title = titles_of(label, query.country)[0] if label and not _ITEM.match(label) else ""
    return title if title and class_of_title(title) == query.office else query.office


def _value(binding: dict[str, Any], name: str) -> str:
    cell = binding.get(name)
    return str(cell.get("value") or "") if isinstance(cell, dict) else ""


def _date(binding: dict[str, Any], name: str) -> str:
    """The date of a binding as exact as it is told, "" for one coarser than a year."""
    found = _TIME.match(_value(binding, name))
    precision = _value(binding, f"{name}Precision") or "11"
    digits = _DIGITS.get(int(precision), 0) if precision.isdigit() else 0
    return found[1][:digits] if found else ""
