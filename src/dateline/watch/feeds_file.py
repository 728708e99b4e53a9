"""feeds.toml to a WatchPlan; everything wrong in it is told with file, key and cure."""

from __future__ import annotations

import glob
import re
import tomllib
from collections.abc import Callable, Iterable
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

from dateline.errors import InputError

from .keys import Keys
from .outputs_file import read_output
from .plan import DAY, Feed, Folder, Manners, Output, WatchPlan
from .rules_file import read_rule

T = TypeVar("T")
#: A feeds.toml with a comment for every key.
EXAMPLE = files("dateline.watch").joinpath("example.toml").read_text("utf-8")
_TABLES = ("watch", "feed", "folder", "output", "alert")
_WATCH = (
    "contact", "delay", "timeout", "total_timeout", "max_bytes", "max_stories", "max_wait", "parallel", "keep_days",
)  # fmt: skip
_FEED = ("name", "url", "source", "language", "interval", "full_text", "max_items")
_FOLDER = ("name", "path", "source", "language", "settle")
_CONTACT = re.compile(r"[^@\s<>()]+@[^@\s<>()]+\.[^@\s<>()]+|https?://[^\s()]+")


def read_feeds_file(path: str) -> WatchPlan:
    """The plan of the file. Raises InputError: no such file, no TOML, an unknown key, a value that cannot be meant."""
    tables = Keys(_parse(path), path=path, table="the file", known=_TABLES)
    given = tables.rest(())
    outputs = _each("output", given, path, read_output)
    plan = WatchPlan(
        path=path,
        manners=_manners(given.get("watch", {}), path),
        feeds=_each("feed", given, path, _feed),
        folders=_each("folder", given, path, _folder),
        outputs=outputs or (Output(name="terminal", kind="terminal"),),
    )
    names = tuple(output.name for output in plan.outputs)
    rules = _each("alert", given, path, lambda values, where, file: read_rule(values, where, file, names))
    _check_names(
        path, "feed or folder", [*(feed.name for feed in plan.feeds), *(folder.name for folder in plan.folders)]
    )
    _check_names(path, "output", list(names))
    _check_names(path, "alert", [rule.name for rule in rules])
    if not plan.feeds and not plan.folders:
        raise InputError(
            "names no feed and no folder; add a [[feed]] with a url or a [[folder]] with a path", path=path
        )
    return WatchPlan(
        path=path, manners=plan.manners, feeds=plan.feeds, folders=plan.folders, outputs=plan.outputs, rules=rules
    )


def _parse(path: str) -> dict[str, Any]:
    try:
        return tomllib.loads(Path(path).read_text("utf-8-sig"))
    except FileNotFoundError as error:
        words = f"there is no such file; `dateline watch --new {path}` writes an example to start from"
        raise InputError(words, path=path) from error
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror}); check its permissions", path=path) from error
    except UnicodeDecodeError as error:
        raise InputError("is not UTF-8; save it as UTF-8", path=path) from error
    except tomllib.TOMLDecodeError as error:
        raise InputError(
            f"is no TOML: {error}; texts stand in quotation marks, tables in [[brackets]]", path=path
        ) from error


def _each(kind: str, given: dict[str, Any], path: str, read: Callable[[Any, str, str], T]) -> tuple[T, ...]:
    """Every [[table]] of a kind, named by its number and its own name in errors."""
    tables = given.get(kind, [])
    if not isinstance(tables, list):
        raise InputError(f"[{kind}] is one table; write [[{kind}]], which may stand any number of times", path=path)
    return tuple(read(values, _place(kind, number, values), path) for number, values in enumerate(tables, 1))


def _place(kind: str, number: int, values: Any) -> str:  # noqa: ANN401  (anything TOML can hold)
    name = values.get("name") if isinstance(values, dict) else None
    return f"[[{kind}]] {number}" + (f" ({name})" if isinstance(name, str) else "")


def _check_names(path: str, kind: str, names: Iterable[str]) -> None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise InputError(f'two of {kind} have the name "{name}"; give each a name of its own', path=path)
        seen.add(name)


def _manners(values: Any, path: str) -> Manners:  # noqa: ANN401  (as above)
    keys = Keys(values, path=path, table="[watch]", known=_WATCH)
    contact = keys.text("contact")
    if not _CONTACT.fullmatch(contact) or not contact.isascii():
        words = f"is {contact!r}; write an e-mail address or a web page by which the owner of a feed can reach you"
        raise keys.error("contact", words)
    plain = Manners(user_agent="", contact=contact)
    return Manners(
        user_agent=f"dateline/{version('dateline')} (+{contact})",
        contact=contact,
        delay=keys.number("delay", plain.delay, least=0, most=3600),
        timeout=keys.number("timeout", plain.timeout, least=0.05, most=600),
        total_timeout=keys.number("total_timeout", plain.total_timeout, least=0.05, most=3600),
        max_bytes=keys.count("max_bytes", plain.max_bytes, least=1000, most=1 << 30),
        max_stories=keys.count("max_stories", plain.max_stories, least=1, most=1_000_000),
        max_wait=keys.number("max_wait", plain.max_wait, least=60, most=30 * DAY),
        parallel=keys.count("parallel", plain.parallel, least=1, most=32),
        keep_days=keys.count("keep_days", plain.keep_days, least=7, most=3650),
    )


def _feed(values: Any, where: str, path: str) -> Feed:  # noqa: ANN401  (as above)
    keys = Keys(values, path=path, table=where, known=_FEED)
    url = keys.text("url")
    parts = _split(url)
    if parts is None or parts.scheme not in {"http", "https"} or not parts.hostname:
        raise keys.error("url", f"is {url!r}; write an address that begins with https:// or http://")
    if parts.username is not None or parts.password is not None:
        raise keys.error("url", "holds a name or a password; feeds behind a login are not read, take them out")
    plain = Feed(name="", url="")
    return Feed(
        name=keys.text("name", parts.hostname),
        url=url,
        source=keys.text("source", "") or None,
        any_language=_any_language(keys),
        interval=keys.number("interval", plain.interval, least=60, most=30 * DAY),
        full_text=keys.flag("full_text", default=plain.full_text),
        max_items=keys.count("max_items", plain.max_items, least=1, most=10_000),
    )


def _split(url: str) -> Any | None:  # noqa: ANN401  (a SplitResult)
    try:
        parts = urlsplit(url)
        _ = parts.port  # raises where it is no number
    except ValueError:
        return None
    return parts


def _folder(values: Any, where: str, path: str) -> Folder:  # noqa: ANN401  (as above)
    keys = Keys(values, path=path, table=where, known=_FOLDER)
    given = keys.text("path")
    place = Path(path).parent / Path(given).expanduser()
    if not glob.has_magic(str(place)) and not place.exists():
        raise keys.error("path", f"there is no {place}; make the folder, or write its path as seen from {path}")
    return Folder(
        name=keys.text("name", given),
        path=str(place),
        source=keys.text("source", "") or None,
        any_language=_any_language(keys),
        settle=keys.number("settle", Folder(name="", path="").settle, least=0, most=3600),
    )


def _any_language(keys: Keys) -> bool:
    """Whether "any" is asked for; "en": a story in another language is declined, as by `dateline code`."""
    return keys.one_of("language", ("en", "any"), "en") == "any"
