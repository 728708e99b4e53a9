"""Titles of offices as the sources write them, taken apart and brought into one form."""

from __future__ import annotations

import functools
import re
from typing import Any

from dateline.lexicon.registry_names import ACTORS, fold
from dateline.lexicon.registry_persons import INDEXED, office_class
from dateline.lexicon.registry_table import plain
from dateline.lexicon.yaml_files import read_yaml

from .sources import facts

UNKNOWN = "official"
_LONGEST = 60
_PARLIAMENT = re.compile(r"^(?:rada|assembly|representatives)-\d+$")
_ITEM = re.compile(r"^Q\d+$")
_SLUG = re.compile(r"^(minister|governor|ambassador|mayor)-([a-z-]+)$")
_BRACKET = re.compile(r"\s*\(.*$")
#: Titles of those around a holder, and of the heads of parts of a state.
_BESIDE = re.compile(r"'s |spokes|advis|aide\b|premier of |srpska|candidate|elect$")
_ACTING = re.compile(r'^(.*?),? "?\(?\bacting\b\)?"?$', re.IGNORECASE)


def titles_of(raw: str, country: str = "") -> list[str]:
    """The titles that a source writes in one field for a country, in lower case, without the country, in order, without doubles.

    >>> titles_of("Prime Minister & Minister of Defense"), titles_of("Minister of Youth & Sports")
    (['prime minister', 'minister of defense'], ['minister of youth & sports'])
    >>> titles_of("Egyptian Minister of Foreign Affairs", "EGY"), titles_of("President of Albania", "ALB")
    (['minister of foreign affairs'], ['president'])
    >>> titles_of("Secretary of State of Georgia", "USA")
    ['secretary of state of georgia']
    """
    spelled = " ".join(facts()["short"].get(word, word) for word in raw.replace("_", " ").split())
    return list(dict.fromkeys(title for part in _parts(spelled) if (title := _one(part, country)))) or [UNKNOWN]


def telling(titles: list[str]) -> list[str]:
    """Of many titles those that are asked for by office; the first one where none is."""
    return [title for title in titles if class_of_title(title) in INDEXED] or titles[:1]


def _parts(raw: str) -> list[str]:
    """Parts between "&" that are titles of their own."""
    starts = tuple(facts()["title_starts"])
    parts: list[str] = []
    for part in raw.split(" & "):
        if parts and not part.lower().startswith(starts):
            parts[-1] += f" & {part}"
        else:
            parts.append(part)
    return parts


def _one(raw: str, country: str) -> str:
    if _PARLIAMENT.match(raw):
        return "lawmaker"
    if _ITEM.match(raw):
        return UNKNOWN
    if found := _SLUG.match(raw):
        return f"{found[1]} of {found[2].replace('-', ' ')}"
    if found := _ACTING.match(raw):
        raw = f"acting {found[1]}"
    title = plain(raw).lower().strip(" ,.\"'")
    title = facts()["titles"].get(title, _singular(title))
    return _without_state(title, _state_words(country))[:_LONGEST].strip()


def _singular(title: str) -> str:
    """The title of one holder from the heading of a list: "presidents (of the council of state" is "president"."""
    singular = facts()["singular"]
    head, of, rest = _BRACKET.sub("", title).partition(" of ")
    words = head.split()
    return title if not words or words[-1] not in singular else " ".join([*words[:-1], singular[words[-1]]]) + of + rest


def class_of_title(title: str, *, leads: bool = False, by_hand: bool = False) -> str:
    """The class of office of an open row's title, "" where only its words look like one.

    leads: the source is a list of heads of state and government, so that every title in it is of one. by_hand: the title was
    written for a class, and only that of somebody beside the holder is none.

    >>> class_of_title("president"), class_of_title("president of the supreme court"), class_of_title("minister of foreign trade")
    ('head_of_state', '', 'trade_minister')
    """
    found = office_class(title)
    if by_hand and not _BESIDE.search(title):
        return found
    for named, pattern, instead in _not_of_class():
        if found == named and pattern.search(title) and (instead or not leads):
            return instead
    return found


@functools.lru_cache(maxsize=1)
def _not_of_class() -> tuple[tuple[str, re.Pattern[str], str], ...]:
    return tuple((named, re.compile(pattern), instead) for named, pattern, instead in facts()["not_of_class"])


def _without_state(title: str, own: frozenset[str]) -> str:
    """The title without the state that it names: "egyptian minister of ...", "president of the republic of albania"."""
    for found in re.finditer(r" of (?:the )?(?:republic of )?", title):
        if fold(title[found.end() :]) in own and "bank" not in title[: found.start()]:
            title = title[: found.start()]
            break
    for length in (3, 2, 1):
        words = title.split(" ", length)
        if len(words) > length and fold(" ".join(words[:length])) in own:
            return words[length]
    return title


@functools.lru_cache(maxsize=1_000)
def _state_words(country: str) -> frozenset[str]:
    """Names and adjectives of a state, folded, with what stands for the state as such."""
    row = _states().get(country, {})
    forms = (row["name"], *row.get("forms", ()), *row["adjectives"]) if row else ()
    return frozenset({"federal", "republic", "nation", *map(fold, forms)})


@functools.lru_cache(maxsize=1)
def _states() -> dict[str, Any]:
    found: dict[str, Any] = read_yaml(ACTORS / "states.yaml")
    return found
