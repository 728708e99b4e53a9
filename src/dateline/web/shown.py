"""How values are written on a page: days as exact as told, names of codes, stages of states, sentences with their marks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from dateline.lexicon.process_states import load_state_terms
from dateline.lexicon.registry_names import read_states
from dateline.lexicon.yaml_files import HERE, read_yaml
from dateline.show.days import day_words

from .asked import plain_flag

if TYPE_CHECKING:
    from .asked import Asked

#: Classes of the stages of a process, in the order of `course` in lexicon/process_states.yaml.
STAGES = ("planned", "postponed", "running", "troubled", "resumed", "over")
#: Parts of a basis that say the day was concluded rather than told.
_CONCLUDED = ("inferred", "news-of-the-day", "sibling", "lead:")


@dataclass(frozen=True, slots=True)
class Piece:
    """Some characters of a sentence, and what they tell; kind is "" for what is not marked."""

    text: str
    kind: str


def is_concluded(basis: str) -> bool:
    """Whether a day was concluded from something else than the words that tell it."""
    return any(part in basis for part in _CONCLUDED)


def plain_words(word: str) -> str:
    """A word of the contract as one reads it.

    >>> plain_words("not_occurred")
    'not occurred'
    """
    return word.replace("_", " ")


@cache
def code_names() -> Mapping[str, str]:
    """Names of the codes of states and organisations, from the lexicon."""
    organisations = read_yaml(HERE / "actors" / "organisations.yaml")
    firsts = {
        str(code): next((listed for listed in groups.values() if listed), None)
        for code, groups in organisations.items()
    }
    names = {code: str(listed[0]).split("|")[0] for code, listed in firsts.items() if listed}
    return names | {code: state.name for code, state in read_states().items()}


def code_name(code: str) -> str:
    """The name of a state or an organisation; the code itself where there is none."""
    return code_names().get(code, code)


def stage(state: str) -> str:
    """The stage of a state in the usual course of a process: one of STAGES; "" where the lexicon has none."""
    number = load_state_terms().stage.get(state)
    return "" if number is None else STAGES[min(number, len(STAGES) - 1)]


def marked(text: str, start: int, spans: Iterable[tuple[int, int, str]]) -> list[Piece]:
    """A sentence, which begins at `start` of its story, cut at its marks (start, end, kind); of two that overlap the first counts.

    >>> [(piece.text, piece.kind) for piece in marked("They met.", 10, [(15, 18, "trigger")])]
    [('They ', ''), ('met', 'trigger'), ('.', '')]
    """
    pieces, at = [], 0
    inside = ((max(first - start, 0), min(last - start, len(text)), kind) for first, last, kind in spans)
    for first, last, kind in sorted(inside):
        if first < at or last <= first:
            continue
        pieces += [Piece(text[at:first], ""), Piece(text[first:last], kind)]
        at = last
    pieces.append(Piece(text[at:], ""))
    return [piece for piece in pieces if piece.text]


def without(asked: Asked, path: str, name: str, value: str) -> str:
    """The same question with one condition taken away, from its first page."""
    kept = [(key, word) for key, word in asked.text if (key, word) != (name, value) and key != "page"]
    return f"{path}?{urlencode(kept)}".rstrip("?")


def api_link(asked: Asked, name: str, kind: str, left_out: Iterable[str] = ()) -> str:
    """The question to the REST API that gives all rows of a page as a file."""
    kept = [(key, plain_flag(key, word)) for key, word in asked.text if key not in {"page", "format", *left_out}]
    return f"/api/v1/{name}?{urlencode([*kept, ('format', kind)])}"


#: For the templates, by the names that they use.
FILTERS = {
    "day_words": day_words,
    "is_concluded": is_concluded,
    "plain_words": plain_words,
    "code_name": code_name,
    "stage": stage,
    "without": without,
    "api_link": api_link,
}
