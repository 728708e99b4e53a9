"""The words that a filter can have, with the names that people use for them: for advice on misspelt ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import get_args

from dateline.records.claim import Stance
from dateline.records.event import Channel, PloverType, Status
from dateline.records.process import Outcome

from .levels import load_levels
from .process_states import load_state_terms
from .registry_names import state_names
from .yaml_files import HERE, read_yaml

Words = Mapping[str, tuple[str, ...]]


@cache
def words_of(field: str) -> Words:
    """The words that filters of this name know, each with other names for it, the plainest first; none for free text.

    >>> words_of("country")["FIN"][0]
    'Finland'
    """
    return _SOURCES[field]() if field in _SOURCES else {}


def _plain(words: Iterator[str] | tuple[str, ...]) -> Words:
    return dict.fromkeys(words, ())


def _countries() -> Words:
    names: dict[str, dict[str, None]] = {}
    for phrase, name in state_names():
        if name.country and name.kind in {"state", "adjective"}:
            names.setdefault(name.country, {})[phrase] = None
    for code, sectors in read_yaml(HERE / "actors" / "organisations.yaml").items():
        listed = (form for forms in sectors.values() for entry in forms for form in str(entry).split("|"))
        names.setdefault(code, {}).update(dict.fromkeys(listed))
    return {code: tuple(known) for code, known in names.items()}


def _modes() -> Words:
    files = sorted((HERE / "plover").glob("*.yaml"))
    return _plain(tuple(mode for path in files for mode in read_yaml(path).get("modes") or ()))


def _kinds() -> Words:
    return _plain(tuple(read_yaml(path)["kind"] for path in sorted((HERE / "processes").glob("*.yaml"))))


def _levels() -> Words:
    return _plain(tuple(dict.fromkeys(rule.level for rule in load_levels() if rule.level)))


_SOURCES: dict[str, Callable[[], Words]] = {
    "type": lambda: _plain(get_args(PloverType)),
    "act": lambda: _plain(get_args(PloverType)),
    "status": lambda: _plain(get_args(Status)),
    "channel": lambda: _plain(get_args(Channel)),
    "stance": lambda: _plain(get_args(Stance)),
    "outcome": lambda: _plain(get_args(Outcome)),
    "mode": _modes,
    "issue": lambda: _plain(tuple(read_yaml(HERE / "issues.yaml"))),
    "context": lambda: _plain(tuple(read_yaml(HERE / "contexts.yaml"))),
    "level": _levels,
    "kind": _kinds,
    "state": lambda: _plain(tuple(load_state_terms().stage)),
    "country": _countries,
    "host": _countries,
    "mediator": _countries,
}
