"""Names of persons as the sources write them, brought into the form of wire copy, and what tells namesakes apart."""

from __future__ import annotations

import functools
import re

from dateline.lexicon.registry_names import fold
from dateline.lexicon.registry_persons import PARTICLES, name_key

from .sources import facts

_LATIN = re.compile(r"^[A-Za-zÀ-ɏḀ-ỿ'’`.,\- ]+$")
_OF_STATE = re.compile(
    r" of (?:the )?(?:Saudi Arabia|Jordan|Morocco|Spain|Belgium|Netherlands|Norway|Sweden|Denmark|Bahrain|Lesotho)$"
)
#: Rows of the directories in which a title has run into the name.
_TITLE_IN_NAME = re.compile(r"\b(?:sec|min)\. of\b", re.IGNORECASE)
_GENERATION = re.compile(r"\b[A-Z]\. ?[A-Z]\. |\bJr\b")
_SHORTEST_CAPITALS = 4


def is_latin(name: str) -> bool:
    """Is this a name, written in Latin letters?"""
    return _LATIN.match(name) is not None and not _TITLE_IN_NAME.search(name)


def clean_name(raw: str) -> str:
    """A name without the words before it, in mixed case, the family name behind if the source sets it first in capitals.

    >>> clean_name("Dr. JAISHANKAR Subrahmanyam"), clean_name("Sheikh Hasina"), clean_name("Mohammed Bin Salman of Saudi Arabia")
    ('Subrahmanyam Jaishankar', 'Sheikh Hasina', 'Mohammed bin Salman')
    """
    whole = _OF_STATE.sub("", raw.replace("’", "'").strip())
    name = _before_names().sub("", whole)
    name = name if " " in name else whole
    first, *given = name.split()
    if first.isupper() and len(first) >= _SHORTEST_CAPITALS:
        name = " ".join([*given, first.title()])
    return _particles().sub(lambda found: found[0].lower() if found.start() else found[0], name)


def identity_of(name: str, country: str) -> tuple[str, str]:
    """What persons of one spelling share: first and last word of the name, the generation, and the country.

    >>> identity_of("George H. W. Bush", "USA") == identity_of("George Bush", "USA")
    False
    """
    words = name_key(name).split()
    found = _GENERATION.search(name)
    return f"{words[0]} {words[-1]}" + (f" {found[0].strip()[:2]}" if found else ""), country


def may_be_one(name: str, other: str) -> bool:
    """May two names with the same first and last word be of one person? Not where what stands between them begins otherwise.

    >>> may_be_one("Jigme Khesar Wangchuck", "Jigme Singye Wangchuck"), may_be_one("Ali Mahdi Mohamed", "Ali Mehdi Muhammad")
    (False, True)
    >>> may_be_one("George W. Bush", "George H.W. Bush"), may_be_one("George W. Bush", "George Walker Bush")
    (False, True)
    """
    between, others = _between(name), _between(other)
    if not between or not others or between[0][0] == others[0][0]:
        return True
    with_initials = any(len(word) == 1 for word in (*between, *others))
    return not with_initials and bool({word[0] for word in between} & {word[0] for word in others})


def _between(name: str) -> list[str]:
    """The words between the first and the last of a name, initials among them, without particles."""
    words = [fold(word) for word in re.split(r"[\s.-]+", name) if fold(word) and fold(word) not in PARTICLES]
    return words[1:-1]


def share_half(name: str, other: str) -> bool:
    """Do two names share half of the words of the shorter one, the first or last among them?

    >>> share_half("Anwar As-sadat", "Anwar Sadat"), share_half("Jean-Pascal Delamuraz", "Pascal Couchepin")
    (True, False)
    """
    words, others = (name_key(one).split() for one in (name, other))
    if not {words[0], words[-1]} & {others[0], others[-1]}:
        return min(len(words), len(others)) == 1 and bool({*words} & {*others})
    return 2 * len({*words} & {*others}) >= min(len(words), len(others))


@functools.lru_cache(maxsize=1)
def _before_names() -> re.Pattern[str]:
    words = "|".join(map(re.escape, facts()["before_names"]))
    return re.compile(rf"^(?:(?:{words})\.? +)+", re.IGNORECASE)


@functools.lru_cache(maxsize=1)
def _particles() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(word.title() for word in facts()['particles'])})\b")
