"""What the states of a process mean for one another: their course, which are over, and which say no more than another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from dateline.errors import LexiconError

from .yaml_files import line_of, read_yaml

PROCESS_STATES = Path(__file__).parent / "process_states.yaml"
_KEYS = ("course", "over", "over_but_open", "planned_after", "includes", "comes_after", "whole", "named")


@dataclass(frozen=True, slots=True, kw_only=True)
class StateTerms:
    """stage: place of a state in the course of things. includes: for a state, those that say no more than it.

    comes_after: for a state, those that it presupposes. whole: by kind the names that mean all of its processes between two
    sides. named: kinds that have proper names.
    """

    stage: Mapping[str, int]
    over: frozenset[str]
    over_but_open: Mapping[str, frozenset[str]]
    planned_after: frozenset[str]
    includes: Mapping[str, frozenset[str]]
    comes_after: Mapping[str, frozenset[str]]
    whole: Mapping[str, frozenset[str]]
    named: frozenset[str]

    def stage_of(self, state: str) -> int:
        """The stage of a state; one that the file does not know stands in the middle."""
        return self.stage.get(state, self.stage["stalled"])

    def is_open(self, kind: str, state: str) -> bool:
        """Whether a process of this kind goes on in this state."""
        return state not in self.over or state in self.over_but_open.get(kind, frozenset())

    def says_no_more(self, told: str, known: str) -> bool:
        """Whether a told state says no more than the one that is known.

        >>> load_state_terms().says_no_more("in force", "eased"), load_state_terms().says_no_more("lifted", "eased")
        (True, False)
        """
        return told == known or told in self.includes.get(known, frozenset())


@cache
def load_state_terms(path: Path = PROCESS_STATES) -> StateTerms:
    """The terms of process_states.yaml; raises LexiconError with file, line and key where the file is wrong."""
    document = read_yaml(path)
    if not isinstance(document, dict) or set(document) != set(_KEYS):
        raise LexiconError(f"a mapping with the keys {', '.join(_KEYS)} is wanted", path=str(path))
    course = [_states(path, "course", states) for states in _list(path, "course", document["course"])]
    stage = {state: place for place, states in enumerate(course) for state in states}
    if len(stage) != sum(map(len, course)) or "stalled" not in stage:
        _refuse(path, "course", "each state stands in one stage, and stalled in one of them")
    terms = StateTerms(
        stage=stage,
        over=_states(path, "over", document["over"]),
        over_but_open=_by_word(path, "over_but_open", document["over_but_open"]),
        planned_after=_states(path, "planned_after", document["planned_after"]),
        includes=_by_word(path, "includes", document["includes"]),
        comes_after=_by_word(path, "comes_after", document["comes_after"]),
        whole=_by_word(path, "whole", document["whole"]),
        named=_states(path, "named", document["named"]),
    )
    of_states = (terms.includes, terms.comes_after)
    named = terms.over | terms.planned_after
    named = named.union(*of_states, *(states for rows in of_states for states in rows.values()))
    if unknown := sorted(named - set(stage)):
        _refuse(path, "course", f"a stage is wanted for {', '.join(unknown)}")
    return terms


def _states(path: Path, key: str, words: Any) -> frozenset[str]:  # noqa: ANN401  (any YAML value)
    return frozenset(str(word) for word in _list(path, key, words))


def _list(path: Path, key: str, words: Any) -> list[Any]:  # noqa: ANN401  (any YAML value)
    if not isinstance(words, list) or not words:
        _refuse(path, key, "a list of states is wanted")
    return list(words)


def _by_word(path: Path, key: str, rows: Any) -> Mapping[str, frozenset[str]]:  # noqa: ANN401  (any YAML value)
    if not isinstance(rows, dict):
        _refuse(path, key, "a mapping of words to lists of states is wanted")
    return {str(word): _states(path, str(word), states) for word, states in rows.items()}


def _refuse(path: Path, key: str, words: str) -> None:
    raise LexiconError(f"{key}: {words}", path=str(path), line=line_of(path, f"{key}:"), key=key)
