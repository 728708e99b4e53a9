"""One thing that was looked at, and what becomes of its errors."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import metadata

from dateline.errors import DatelineError

#: What a broken installation raises while it is looked at: missing modules, files, models, wrong versions, wrong data.
BROKEN = (
    ImportError,
    OSError,
    ValueError,
    KeyError,
    AttributeError,
    TypeError,
    RuntimeError,
    DatelineError,
    metadata.PackageNotFoundError,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing that was looked at: `detail` is what was found, `cure` what to do if it is not well."""

    name: str
    ok: bool
    detail: str
    cure: str = ""


def look(name: str, find: Callable[[], str], cure: str) -> Check:
    """The check for something that raises when it is broken."""
    try:
        return Check(name=name, ok=True, detail=find())
    except BROKEN as error:
        return Check(name=name, ok=False, detail=f"{type(error).__name__}: {error}", cure=cure)
