"""Which phrases stand for several actors named elsewhere: "the two sides", "both ministers", "the envoys", "the two"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dateline.lexicon.actor_phrases import load_actor_phrases
from dateline.lexicon.registry import Registry
from dateline.records import ActorMention, Token

from .actors_build import Draft
from .references_memory import SentenceDrafts

COUNTS = {"two": 2, "both": 2, "three": 3, "four": 4, "each": 0}
_BARE = frozenset(
    {
        "ally",
        "neighbor",
        "neighbour",
        "side",
        "pair",
        "duo",
        "koreas",
        "rival",
        "office",
        "foe",
        "adversary",
        "enemy",
        "country",
    }
    | {"nation", "government", "superpower"}
)
#: Nouns for states; other nouns for a pair are persons or bodies, one of each state.
OF_STATES = frozenset(
    {"side", "country", "nation", "ally", "neighbor", "neighbour", "party", "capital", "state", "power", "rival"}
    | {"partner", "foe", "superpower", "adversary", "republic", "koreas", "delegation", "team", "island nation"}
)
#: Nouns that say nothing of the office: any two persons will do.
ANY_PERSON = frozenset(
    {
        "man",
        "men",
        "woman",
        "women",
        "leader",
        "pair",
        "duo",
        "statesman",
        "counterpart",
        "politician",
    }
)
#: Nouns for persons of whom there are many.
ANY_OFFICIAL = frozenset({"official", "diplomat", "man", "woman", "general"})
_LONGEST_TITLE = 3
_OF_BOTH = re.compile(r"\b(?:of|from|in) (?:the two|both|the three) (?:\w+ )?(\w+)$")
NUMERALS = {"two": 2, "both": 2, "three": 3}
_ROLES_OF_NUMERALS = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "dative"})


def numerals_of(sentence: SentenceDrafts) -> Iterator[Draft]:
    """A draft with the letter "2" for each "the two", "the three" or "both" that stands for actors without a noun."""
    tokens = sentence.elements.parse.tokens
    for token in tokens:
        word = token.text.lower()
        if word not in NUMERALS or token.dep not in _ROLES_OF_NUMERALS:
            continue
        the = word != "both" and token.i > 0 and tokens[token.i - 1].text.lower() == "the"
        after = tokens[token.i + 1] if token.i + 1 < len(tokens) else None
        if not (the or word == "both") or _has_noun(after):
            continue
        first = tokens[token.i - 1] if the else token
        text = sentence.text[first.start : token.end]
        mention = ActorMention(
            text=text,
            start=first.start,
            end=token.end,
            sentence=sentence.index,
            head=token.i,
            kind="group",
            name=text,
            entity_id="",
            basis="pronoun",
        )
        yield Draft(mention=mention, letter="2", words=(word,), plural=True, tokens=(first.i, token.i))


def _has_noun(after: Token | None) -> bool:
    return after is not None and (
        after.pos in {"NOUN", "PROPN", "ADJ", "NUM"} or after.text.lower() in {"of", "-", "and"}
    )


def is_group(draft: Draft, registry: Registry) -> bool:
    """Does the phrase stand for counterparts named elsewhere: "the two sides", "both countries", "the allies", "their offices"?"""
    if draft.letter == "2":
        return True
    if draft.letter not in "RS" or draft.mention.country is not None:
        return False
    if draft.role == "koreas" or draft.words == ("koreas",) or _officials_of_both(draft, registry):
        return True
    if _is_told_in_plural(draft, registry):
        return True
    return _is_paired(draft, registry) and (
        (count_of(draft) > 0 and not _is_indefinite(draft))
        or is_each(draft)
        or (draft.plural and draft.owner == "their" and draft.role not in registry.grammar.others)
        or (draft.definite and draft.plural and draft.role in _BARE | load_actor_phrases().pairs)
    )


def _is_told_in_plural(draft: Draft, registry: Registry) -> bool:
    """As in "The envoys agreed": persons by their office, without a number."""
    person = draft.mention.office is not None and draft.role in registry.words.pairs and draft.role not in ANY_OFFICIAL
    return draft.plural and draft.definite and person and draft.mention.text.count(" ") <= _LONGEST_TITLE


def tells_no_number(draft: Draft) -> bool:
    """Is it a title in the plural that may as well name others than those told before?"""
    titled = draft.mention.office is not None and draft.role not in OF_STATES
    return titled and draft.definite and not count_of(draft) and " of " not in draft.mention.text


def _is_paired(draft: Draft, registry: Registry) -> bool:
    if draft.role in registry.words.pairs or draft.role in load_actor_phrases().pairs or draft.words == ("koreas",):
        return draft.plural or is_each(draft)
    if not draft.plural or draft.mention.kind not in {"body", "group"}:
        return False
    return count_of(draft) > 0 or _is_of_each(draft)


def _is_of_each(draft: Draft) -> bool:
    """As in "their navies": one of each; "their troops" are not."""
    noun = draft.mention.text.lower().split()[-1]
    return draft.owner == "their" and draft.mention.kind == "body" and noun != draft.role.split()[-1]


def is_each(draft: Draft) -> bool:
    return draft.mention.text.lower().startswith("each ") and draft.role in OF_STATES


def _is_indefinite(draft: Draft) -> bool:
    """As in "two men": the number without "the" names others."""
    first = draft.mention.text.lower().split()[0]
    return first not in {"the", "these", "those", "both", "their", "its"} and not draft.definite


def _officials_of_both(draft: Draft, registry: Registry) -> bool:
    found = _OF_BOTH.search(" ".join(draft.mention.text.lower().split()))
    return found is not None and found[1] in registry.words.pairs


def count_of(draft: Draft) -> int:
    words = draft.mention.text.lower().split()
    return next((COUNTS[word] for word in words[:3] if word in COUNTS), 0)
