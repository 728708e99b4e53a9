"""The parameters of the API: a model for each query, made of the filters that the query knows."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

from fastapi import Query
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema, create_model

from dateline.errors import UsageError
from dateline.ledger_api import to_filters
from dateline.lexicon.yaml_files import read_yaml
from dateline.query import Filters

FORMATS = ("json", "jsonl", "csv", "parquet")
ROWS, MOST_ROWS, LAST_ROW = 50, 1000, 1_000_000_000
_PARAMETERS = Path(__file__).parent / "parameters.yaml"
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_FLAGS = {"true": True, "false": False}
_MOST_WORDS, _LONGEST = 100, 500


def _day(value: object) -> object:
    if isinstance(value, str) and _DAY.fullmatch(value):
        return dt.date.fromisoformat(value)
    raise ValueError("a day is written as 2020-09-02")


def _flag(value: object) -> object:
    if isinstance(value, str) and value in _FLAGS:
        return _FLAGS[value]
    raise ValueError("write true or false")


def _number(value: object) -> object:
    if isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) <= len(str(LAST_ROW)):
        return int(value)
    raise ValueError("a number of rows is written in digits")


Day = Annotated[dt.date, BeforeValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]
Flag = Annotated[bool, BeforeValidator(_flag), WithJsonSchema({"type": "boolean"})]
Word = Annotated[str, Field(min_length=1, max_length=_LONGEST)]
Words = Annotated[list[Word], Field(max_length=_MOST_WORDS)]
_KINDS: dict[str, Any] = {
    "dt.date | None": Day | None,
    "bool": Flag,
    "bool | None": Flag | None,
    "str | None": Word | None,
}


class Parameters(BaseModel):
    """What every model is made of; a parameter that no field names is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    def filters(self) -> Filters:
        """The filters that are asked for, without limit and offset."""
        names = {field.name for field in dataclasses.fields(Filters)} - {"limit", "offset"}
        given = {name: getattr(self, name) for name in type(self).model_fields if name in names}
        return to_filters({name: tuple(value) if isinstance(value, list) else value for name, value in given.items()})


@cache
def words() -> dict[str, dict[str, Any]]:
    """What is said of each parameter: words and an example."""
    read = read_yaml(_PARAMETERS)
    return {**read["filters"], **read["others"]}


def parameters(name: str, known: frozenset[str], orders: tuple[str, ...] = (), **others: Any) -> type[Parameters]:  # noqa: ANN401  (types)
    """A model with a field for each known filter, in the order of Filters, and others: a type and a default each."""
    fields: dict[str, Any] = {}
    for field in dataclasses.fields(Filters):
        if field.name in known:
            kind, default = _kind(field, orders)
            fields[field.name] = (kind, _said(field.name, default))
    for other, (kind, default) in others.items():
        fields[other] = (kind, _said(other, default))
    return create_model(name, __base__=Parameters, **fields)


def _kind(field: dataclasses.Field[Any], orders: tuple[str, ...]) -> tuple[Any, Any]:
    if field.name == "sort":
        both = tuple(sign + name for name in orders for sign in ("", "-"))
        return Literal[both] | None, None
    if field.name == "limit":
        return Annotated[int, Field(ge=1, le=MOST_ROWS), BeforeValidator(_number)] | None, None
    if field.name == "offset":
        return Annotated[int, Field(ge=0, le=LAST_ROW), BeforeValidator(_number)], 0
    if isinstance(field.default, tuple):
        return Words, []
    return _KINDS[str(field.type)], field.default


def _said(name: str, default: object) -> Any:  # noqa: ANN401  (pydantic's own)
    if name not in words():
        raise UsageError(f"{_PARAMETERS.name} says nothing of {name}: add it")
    said = words()[name]
    example = said["example"]
    shown = [[example]] if isinstance(default, list) else [example]
    return Field(default, description=said["words"], examples=shown if example is not None else None)


def described(row: str, model: type[Parameters]) -> dict[str, Any]:
    """What the description of a route needs besides: what its rows are, and the names of its parameters (for near misses)."""
    return {"x-row": row, "x-parameters": list(model.model_fields)}


#: For routes that take no parameters: any is refused.
Bare = Annotated[Parameters, Query()]
