"""One table of feeds.toml, read key by key: a wrong value or an unknown key is told with file, table, key and cure."""

from __future__ import annotations

import difflib
import math
from collections.abc import Collection, Mapping
from typing import Any

from dateline.errors import InputError


class Keys:
    """The keys of one table. Every method gives the value or its default; all raise InputError."""

    __slots__ = ("_known", "_path", "_table", "_values")

    def __init__(self, values: Any, *, path: str, table: str, known: Collection[str]) -> None:  # noqa: ANN401  (anything TOML can hold)
        self._path = path
        self._table = table
        self._known = sorted(known)
        if not isinstance(values, Mapping):
            raise InputError(f"{table} has to be a table; write its keys below a line {table}", path=path)
        self._values = dict(values)
        for key in sorted(set(self._values) - set(known)):
            raise self.error(key, f"no such key{self._nearest(key)}; keys here: {', '.join(self._known)}")

    def _nearest(self, key: str) -> str:
        near = difflib.get_close_matches(key, self._known, n=1, cutoff=0.5)
        return f"; did you mean {near[0]}?" if near else ""

    def error(self, key: str, words: str) -> InputError:
        """The error for a key of this table; words: what is wrong and the cure."""
        return InputError(f"{self._table}: {key}: {words}", path=self._path)

    def has(self, key: str) -> bool:
        """Whether the key is there."""
        return key in self._values

    def text(self, key: str, default: str | None = None) -> str:
        """A text that is not empty; without a default the key has to be there."""
        value = self._values.get(key, default)
        if value is None:
            raise self.error(key, f'is missing; write {key} = "..."')
        if not isinstance(value, str) or (not value.strip() and value != default):
            raise self.error(key, f'is {value!r}; write a text: {key} = "..."')
        return value.strip()

    def texts(self, key: str) -> tuple[str, ...]:
        """One text or a list of them."""
        value = self._values.get(key, [])
        value = [value] if isinstance(value, str) else value
        if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
            raise self.error(key, f'is {value!r}; write a text or a list of texts: {key} = ["..."]')
        return tuple(value)

    def one_of(self, key: str, choices: Collection[str], default: str | None = None) -> str:
        """One of the choices."""
        value = self.text(key, default)
        if value not in choices:
            near = difflib.get_close_matches(value, choices, n=1, cutoff=0.5)
            hint = f"; did you mean {near[0]}?" if near else ""
            raise self.error(key, f"is {value!r}{hint}; choose one of {', '.join(choices)}")
        return value

    def flag(self, key: str, *, default: bool) -> bool:
        """Whether it is true."""
        value = self._values.get(key, default)
        if not isinstance(value, bool):
            raise self.error(key, f"is {value!r}; write true or false")
        return value

    def number(self, key: str, default: float, *, least: float, most: float) -> float:
        """A number within the limits."""
        value = self._values.get(key, default)
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            raise self.error(key, f"is {value!r}; write a number from {least:g} to {most:g}")
        if not least <= value <= most:
            raise self.error(key, f"is {value:g}; give {least:g} to {most:g}")
        return float(value)

    def count(self, key: str, default: int, *, least: int, most: int) -> int:
        """A whole number within the limits."""
        value = self.number(key, default, least=least, most=most)
        if value != int(value):
            raise self.error(key, f"is {value:g}; write a whole number")
        return int(value)

    def rest(self, without: Collection[str]) -> dict[str, Any]:
        """The values of all other keys."""
        return {key: value for key, value in self._values.items() if key not in without}
