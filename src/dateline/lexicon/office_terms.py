"""What is known of offices as such: which titles mean one office, which have one holder at a time, how long a telling serves."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass

from .registry_names import ACTORS
from .registry_persons import office_class
from .yaml_files import read_yaml

#: "minister of trade and industry", "spokesman for the foreign ministry": the words behind go before.
_TURNED = re.compile(r"(minister|secretary|spokesperson|director|commander|chair|chief|head) (?:of|for|at) (.+)")
_FOREIGN_MINISTRY = re.compile(
    r"\b(?:ministry of (?:foreign|external)|(?:foreign|external))(?: relations)?(?: ministry)?(?= spokesperson)"
)
_SENT = re.compile(r" (?:to|for|in|on) ")


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeTerms:
    """single: classes of office with one holder at a time. titled_for, appointed_for: days that a telling serves."""

    single: frozenset[str]
    titled_for: int
    appointed_for: int
    same_words: Mapping[str, str]
    empty_words: frozenset[str]
    sent_out: frozenset[str]
    several: frozenset[str]
    heads: frozenset[str]
    not_yet: frozenset[str]
    below: frozenset[str]
    vague: frozenset[str]
    own_heads: frozenset[str]
    of_states: frozenset[str]


@functools.lru_cache(maxsize=1)
def load_office_terms() -> OfficeTerms:
    """The terms of single_offices.yaml; raises LexiconError where the file is missing or wrong."""
    rows = read_yaml(ACTORS / "single_offices.yaml")
    days = {"titled_for", "appointed_for"}
    return OfficeTerms(
        titled_for=rows["titled_for"],
        appointed_for=rows["appointed_for"],
        same_words=rows["same_words"],
        **{name: frozenset(words) for name, words in rows.items() if name not in days | {"same_words"}},
    )


def _single_class(title: str) -> str:
    """The class of an office with one holder, "" for other titles, those of deputies, and those of bodies within a state."""
    terms = load_office_terms()
    found = office_class(title)
    below = terms.below.intersection(re.findall(r"\w+", title)) or title.startswith("minister of state")
    if (
        found not in terms.single
        or title in terms.vague
        or (below and found not in {"vice_president", "un_representative"})
    ):
        return ""
    head, _, body = title.partition(" of ")
    own = found in {"head_of_state", "head_of_government"} and head in terms.own_heads and body
    return "" if own and not any(name in body for name in terms.of_states) else found


@functools.lru_cache(maxsize=20_000)
def one_title(title: str) -> str:
    """A title in the one spelling of its variants.

    >>> one_title("Minister of External Relations"), one_title("acting foreign minister"), one_title("Economics Minister")
    ('foreign_minister', 'foreign_minister', 'economy minister')
    >>> one_title("spokeswoman for the Foreign Office"), one_title("ambassador to the United Nations")
    ('foreign ministry spokesperson', 'un_representative')
    """
    terms = load_office_terms()
    lowered = " ".join(title.lower().split())
    if terms.not_yet.intersection(re.findall(r"\w+", lowered)):
        return lowered.replace("-", " ")
    if found := _single_class(lowered):
        return found
    for variant, word in terms.same_words.items():
        lowered = re.sub(rf"(?<!\w){re.escape(variant)}(?!\w)", word, lowered)
    words = " ".join(word for word in lowered.split() if word not in terms.empty_words)
    if turned := _TURNED.fullmatch(words):
        words = f"{turned[2]} {turned[1]}"
    words = _FOREIGN_MINISTRY.sub("foreign ministry", words)
    forms = [words, f"minister of {words.removesuffix(' minister')}"][: 1 + words.endswith(" minister")]
    return next((found for form in forms if (found := _single_class(form))), words)


@functools.lru_cache(maxsize=20_000)
def without_complement(title: str) -> str:
    """The title of one who is sent out without where to; other titles as they are, in the one spelling of `one_title`.

    >>> without_complement("ambassador to Indonesia"), without_complement("minister for the environment")
    ('ambassador', 'environment minister')
    """
    title = one_title(title)
    head = _SENT.split(title)[0]
    return head if any(head == word or head.endswith(f" {word}") for word in load_office_terms().sent_out) else title


@functools.lru_cache(maxsize=20_000)
def has_one_holder(title: str) -> bool:
    """Is the office one that a single person holds at a time?

    >>> has_one_holder("minister of mines"), has_one_holder("deputy foreign minister"), has_one_holder("ambassador")
    (True, False, False)
    >>> has_one_holder("ambassador to Indonesia"), has_one_holder("minister")
    (True, False)
    """
    terms = load_office_terms()
    title = one_title(title)
    if title in terms.single:
        return True
    words = title.split()
    head = next((h for h in terms.heads if title == h or title.endswith(f" {h}") or title.startswith(f"{h} of ")), None)
    if title in terms.vague:
        return False
    if head is not None and " " in head:
        return True
    if terms.several.intersection(re.findall(r"\w+", title)):
        return False
    if _SENT.search(title):
        return any(title.startswith(f"{word} ") or f" {word} " in title for word in terms.sent_out)
    return head is not None or (len(words) > 1 and words[-1] in {"minister", "secretary"})


#: How much a telling of somebody's state counts, by how the story knows it.
_WEIGHTS = {"told": 8, "scene": 3, "dateline": 2}


def weight_of_state(placed_by: str) -> int:
    """How much a telling of the state of a holder counts beside others: 8 where its words name the state, 1 at the least."""
    return _WEIGHTS.get(placed_by, 1)


def most_told(weights: Mapping[str, int]) -> str | None:
    """The state to which the tellings of a person in an office of one holder give most; None where two are level.

    >>> most_told({"GUY": 3, "CAN": 1}), most_told({"GUY": 1, "CAN": 1}), most_told({})
    ('GUY', None, None)
    """
    most = max(weights.values(), default=0)
    usual = [country for country, weight in weights.items() if weight == most]
    return usual[0] if len(usual) == 1 else None
