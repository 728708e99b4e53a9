"""How the pages of one thing write values: beside the filters of `shown`, for their templates."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from dateline.correcting.values import shown as in_short
from dateline.records.rows import Row
from dateline.web.render import TEMPLATES

from .story_marks import visible

#: Characters of a value in a table; the whole value stands behind it.
VALUE = 160


def clipped(text: str, most: int) -> str:
    r"""The text in one line, no longer than so many characters.

    >>> clipped("They\nmet in Oslo.", 9)
    'They met…'
    """
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def tenure_days(row: Mapping[str, Any]) -> str:
    """The days in office as exact as told.

    >>> tenure_days({"from": "2020-01-03", "to": None, "began": "", "ended": ""})
    'from 2020-01-03'
    """
    first, last = row["from"] or row.get("began"), row["to"] or row.get("ended")
    if first and last:
        return f"{first} to {last}"
    return f"from {first}" if first else f"until {last}" if last else "days not told"


def is_web(address: str) -> bool:
    """Whether an address may stand as a link: only the web, never a script."""
    return address.lower().startswith(("http://", "https://"))


def with_country(speaker: Mapping[str, Any], country: str | None) -> Row:
    """A speaker as the macros for actors take him."""
    return {"role": "", "country": country, **speaker}


def value_words(value: str) -> str:
    """A value as JSON, or words as they are, in short."""
    if not value.startswith(("[", "{")):
        return "none" if value == "null" else clipped(value, VALUE)
    try:
        plain = msgspec.json.decode(value)
    except msgspec.DecodeError:
        return clipped(value, VALUE)
    return clipped(_plain(plain), VALUE)


def _plain(value: object) -> str:
    """A value in words: lists by commas, records by their names, days by their ends."""
    if isinstance(value, list):
        return ", ".join(map(_plain, value)) or "none"
    if isinstance(value, dict):
        if "grain" in value:
            return in_short(msgspec.json.encode(value).decode(), "when")
        name = value.get("name") or value.get("text") or value.get("speaker")
        beside = f" ({value['country']})" if name and value.get("country") else ""
        return f"{name}{beside}" if name else ", ".join(f"{key} {_plain(one)}" for key, one in value.items() if one)
    return "none" if value is None else str(value)


def correction_words(judged: Mapping[str, Any]) -> str:
    """What a person said, in few words: "type: SANCTION to SUPPORT"."""
    one = judged["correction"]
    if one["action"] == "change":
        old, new = (in_short(one[name], one["field"]) for name in ("old", "new"))
        return f"{one['field']}: {old} to {new}"
    others = ", ".join(dict.fromkeys(anchor["target"] for anchor in one["others"]))
    words = {"split": f"not the same as {others}", "join": f"the same as {others}"}
    return words.get(one["action"], str(one["action"]))


TEMPLATES.filters.update(
    clipped=clipped,
    tenure_days=tenure_days,
    is_web=is_web,
    with_country=with_country,
    value_words=value_words,
    correction_words=correction_words,
    controls=visible,
)
