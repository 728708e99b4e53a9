"""What a person types for a field and its value: the words of the codebook, of the records and the codes, or how they begin."""

from __future__ import annotations

import json
import math
import shlex
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, get_args

from dateline.coding.by_hand import FIELDS
from dateline.errors import UsageError
from dateline.lexicon.registry import load_registry
from dateline.records import Row
from dateline.records.event import Channel, Quad, Status

from .codebook import types_in_use

_LISTS = frozenset({"actors", "recipients", "issues", "contexts"})
_NUMBERS = frozenset({"goldstein", "plover_score"})
#: How a value is written that the text does not tell.
NONE = frozenset({"none", "null", "unknown day"})


def choices(field: str, row: Row | None = None) -> tuple[str, ...]:
    """The words that may stand in the field, in the order of the codebook; none for fields of free words. row: the event.

    >>> choices("status")[:2]
    ('occurred', 'ongoing')
    """
    if field in {"type", "act"}:
        return tuple(types_in_use())
    if field == "mode":
        types = types_in_use()
        asked = [types[row["type"]]] if row and row["type"] in types else list(types.values())
        return tuple(dict.fromkeys(mode for each in asked for mode in each.modes))
    if field in {"actors", "recipients"}:
        return _codes()
    return {
        "status": get_args(Status),
        "channel": get_args(Channel),
        "quad": get_args(Quad),
        "background": ("true", "false"),
    }.get(field, ())


@cache
def _codes() -> tuple[str, ...]:
    return tuple(load_registry().states)


def completed(word: str, known: Iterable[str]) -> str:
    """The word of these that is meant: itself, or the only one that begins so. Raises UsageError, with those that do, else.

    >>> completed("plan", ("occurred", "planned"))
    'planned'
    """
    words = list(known)
    same = [each for each in words if each.lower() == word.lower()]
    found = same or [each for each in words if each.lower().startswith(word.lower())]
    if len(found) != 1:
        raise UsageError(f"{word!r} is {'none' if not found else 'more than one'} of {', '.join(found or words)}")
    return found[0]


def read_field(word: str) -> str:
    """The field that is meant. Raises UsageError if there is none."""
    return completed(word, FIELDS)


def read_value(field: str, words: str, row: Row | None = None) -> Any:  # noqa: ANN401  (a JSON value)
    """The value that the words mean in a field: one of its words or the beginning of one, a number, a day, a list by commas, JSON.

    "none" is no value; "+KOR" and "-KOR" put an actor or a cue beside those of the row, or take it away. Days, places and names are
    read by what follows the correction. Raises UsageError for words that cannot be meant.
    """
    words = words.strip()
    if words.startswith(("[", "{", '"')):
        return _json(words)
    if words.lower() in NONE:
        return [] if field in _LISTS else None
    if field in _LISTS:
        return _list(field, words, row)
    if field in _NUMBERS:
        return _number(field, words)
    if field == "background":
        return completed(words, choices(field)) == "true"
    known = choices(field, row) if field != "mode" else choices(field)
    return completed(words, known) if known else words


def _json(words: str) -> Any:  # noqa: ANN401  (a JSON value)
    try:
        return json.loads(words, parse_constant=_no_number)
    except ValueError as error:
        raise UsageError(f"{words} is no JSON: {error}") from error


def _no_number(words: str) -> None:
    raise ValueError(f"{words} is no number")


def _number(field: str, words: str) -> float:
    try:
        number = float(words)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise UsageError(f"{field} is {words!r}: give a number")
    return number


def _list(field: str, words: str, row: Row | None) -> list[Any]:
    given = [word.strip() for word in words.split(",") if word.strip()]
    there = list(row[field]) if row else []
    if not all(word[0] in "+-" for word in given):
        return given
    for word in given:
        if word[0] == "+":
            there.append(word[1:].strip())
        else:
            there = [each for each in there if word[1:].strip() not in _names(each)]
    return there


def _names(each: Mapping[str, Any] | str) -> set[str]:
    return (
        {each} if isinstance(each, str) else {str(each.get(name)) for name in ("name", "text", "country", "entity_id")}
    )


def read_pairs(words: str, row: Row | None = None) -> dict[str, Any]:
    """Fields with values, written field=value; values with blanks in quotation marks. Raises UsageError for anything else.

    >>> read_pairs("type=aid status=plan")
    {'type': 'AID', 'status': 'planned'}
    """
    pairs = {}
    for name, value in pairs_of(words):
        field = read_field(name)
        pairs[field] = read_value(field, value, row)
    return pairs


def read_plain_pairs(words: str) -> dict[str, Any]:
    """The same for rows that are no events: what follows the correction knows their fields and what may stand in them.

    >>> read_plain_pairs("stance=denies addressee=none quoted=true")
    {'stance': 'denies', 'addressee': None, 'quoted': True}
    """
    return {name: read_plain(value) for name, value in pairs_of(words)}


def read_plain(words: str) -> Any:  # noqa: ANN401  (a JSON value)
    """The value that the words mean in a field of a row that is no event."""
    if words.startswith(("[", "{", '"')):
        return _json(words)
    return {"true": True, "false": False, **dict.fromkeys(NONE)}.get(words.lower(), words)


def pairs_of(words: str) -> list[tuple[str, str]]:
    """Names and values of words written name=value. Raises UsageError for anything else."""
    try:
        parts = shlex.split(words)
    except ValueError as error:
        raise UsageError(f"{words}: {error}; write name=value, values with blanks in quotation marks") from error
    if wrong := [part for part in parts if "=" not in part]:
        raise UsageError(f"{wrong[0]!r} is no name=value; values with blanks stand in quotation marks")
    return [(name, value) for name, _, value in (part.partition("=") for part in parts)]


def completions(line: str, row: Row | None = None) -> list[str]:
    """What the last word of a line "FIELD VALUE" may become, for the key that completes.

    >>> completions("sta"), completions("status pos")
    (['status '], ['postponed'])
    """
    field, blank, value = line.lstrip().partition(" ")
    if not blank:
        return [f"{name} " for name in FIELDS if name.startswith(field.lower())]
    if field not in FIELDS:
        return []
    word = value.rpartition(",")[2].strip()
    sign = word[:1] if word[:1] in {"+", "-"} else ""
    begin = word.removeprefix(sign).lower()
    return [sign + each for each in choices(field, row) if each.lower().startswith(begin)]
