"""What a story has told so far: persons by name, offices and bodies by title, states by recency."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from dateline.lexicon.actor_phrases import load_actor_phrases
from dateline.lexicon.office_terms import has_one_holder, one_title
from dateline.lexicon.person_names import may_be_one
from dateline.lexicon.registry import spelled
from dateline.lexicon.registry_names import fold
from dateline.records import ActorMention, Entity

from .actors_build import Draft
from .actors_elements import Elements
from .actors_position import LOCATIVE

#: What a story about both Koreas calls each of them.
KOREAS = {"north": "PRK", "south": "KOR"}
_PERSON_LETTERS = frozenset("XS")
_FAMILY_FIRST = frozenset({"KOR", "PRK", "CHN", "TWN", "HKG", "VNM"})
#: Where persons are called by the name that stands first and is no family name.
_GIVEN_ALONE = frozenset({"THA", "ETH", "ERI", "ISL", "MYS", "LAO", "MMR", "LKA", "SOM", "DJI"})
_SHORTEST_SURNAME = 2
_REACH_BACK = 300
#: How many mentions back a title may stand that means the same.
_NEAR = 12
_BODIES = frozenset({"body", "group", "organisation"})
#: Heads, whose bare title never means their deputies: "Vice President X ... The president".
_HEADS = frozenset({"president", "premier", "chancellor", "prime"})
_DEPUTIES = frozenset({"vice", "deputy", "assistant", "acting", "first", "former"})
_PARTICLES = frozenset({"al", "el", "bin", "ibn", "de", "van", "von", "abu", "der", "den", "da", "di", "du"})


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceDrafts:
    """The drafts of one sentence, in order, and its elements; text: the whole story, for the tokens' offsets."""

    index: int
    text: str
    elements: Elements
    drafts: list[Draft]


def entity_of(mention: ActorMention) -> Entity:
    """The entity that a mention names."""
    return Entity(
        entity_id=mention.entity_id,
        name=mention.name,
        kind=mention.kind,
        country=mention.country,
        sectors=mention.sectors,
        office=mention.office,
    )


def name_words(words: Sequence[str]) -> tuple[str, ...]:
    """Words of a personal name in one spelling, without particles (unless nothing else is left)."""
    kept = tuple(spelled(word) for word in words if word not in _PARTICLES)
    return kept or tuple(words)


class People:
    """Full names of the story: who bears a surname, whoever comes first."""

    def __init__(self, sentences: Iterable[SentenceDrafts]) -> None:
        self._full: dict[tuple[str, ...], Draft] = {}
        self._by_word: dict[str, list[tuple[str, ...]]] = {}
        for sentence in sentences:
            for draft in sentence.drafts:
                self.learn(draft)

    def learn(self, draft: Draft) -> None:
        """Keep a full name, and what the mention tells about its bearer; a surname known from the registry counts as full."""
        if draft.letter not in _PERSON_LETTERS or (draft.letter == "S" and not _personlike(draft)):
            return
        words = name_words(draft.words)
        if not words or (len(words) == 1 and draft.person is None):
            return
        have = self._full.get(words)
        if have is None:
            for word in dict.fromkeys(words):
                self._by_word.setdefault(word, []).append(words)
        self._full[words] = draft if have is None else _richer(have, draft)

    def is_taken(self, draft: Draft) -> bool:
        """Has the story given the office in that country to somebody else already?"""
        office, country = draft.mention.office, draft.mention.country
        if country is None or office is None:
            return False
        words, title = name_words(draft.words), one_title(office)
        theirs = [(known, have.mention) for known, have in self._full.items() if have.mention.country == country]
        if any(other.office == office and known != words for known, other in theirs):
            return True
        held = [other for _, other in theirs if other.office and "ELI" not in other.sectors]
        return has_one_holder(title) and any(
            one_title(other.office or "") == title and not may_be_one(other.name, draft.mention.name) for other in held
        )

    def bearer(self, words: Sequence[str]) -> Draft | None:
        """The only person of the story whose name, or family name, the words are; None if there is none or several."""
        key = name_words(words)
        found = [
            self._full[known]
            for known in self._by_word.get(key[0], ())
            if known == key or _bears(known, key, self._full[known])
        ]
        return found[0] if len(found) == 1 else None

    def namesake(self, draft: Draft) -> Draft | None:
        """Whom the story itself has introduced under the name of somebody in the registry; None if nobody."""
        have = self._full.get(name_words(draft.words))
        return have if have is not None and have.letter == "S" and have.mention.kind == "person" else None

    def full(self, draft: Draft) -> Draft | None:
        """The full mention of the person whom a draft names: a longer name that its words are part of, else the same name."""
        words = name_words(draft.words)
        if not words:
            return None
        longer = [
            self._full[known]
            for known in self._by_word.get(words[0], ())
            if _bears(known, words, self._full[known]) or _by_given_name(known, words, self._full[known], draft)
        ]
        longer = [have for have in longer if not any(_is_inside(have, other) for other in longer)]
        before = [have for have in longer if have.mention.start < draft.mention.start]
        fitting = [have for have in before or longer if _compatible(have, draft)]
        if not fitting:
            return self._full.get(words)
        return fitting[-1] if before else fitting[0]


def _is_inside(short: Draft, full: Draft) -> bool:
    """Is one name a stretch of the other ("Da Silva Costa" of "Luiz da Silva Costa")?"""
    have, known = name_words(short.words), name_words(full.words)
    return len(have) < len(known) and any(known[at : at + len(have)] == have for at in range(len(known)))


def _personlike(draft: Draft) -> bool:
    return draft.mention.kind in {"person", "unknown"}


def _richer(have: Draft, new: Draft) -> Draft:
    """Of two mentions of a person the first, with office and country of the second where it has none."""
    old, told = have.mention, new.mention
    if old.office and old.country:
        return have
    country = old.country or told.country
    mention = replace(
        old,
        kind="person" if "person" in (old.kind, told.kind) else old.kind,
        country=country,
        office=old.office or told.office,
        sectors=old.sectors or told.sectors,
        entity_id=told.entity_id if old.country is None and told.country else old.entity_id,
    )
    return replace(have, mention=mention, role=have.role or new.role, person=have.person or new.person)


def _bears(full: tuple[str, ...], words: tuple[str, ...], draft: Draft) -> bool:
    """May the full name be shortened to these words: its family name, or a stretch of it that has the family name."""
    if not words or len(words) >= len(full) or len(words[-1]) < _SHORTEST_SURNAME:
        return False
    if len(words) == 1:
        family_first = draft.mention.country in _FAMILY_FIRST or (len(full) == 3 and all(len(w) < 6 for w in full))  # noqa: PLR2004
        return words[0] == full[-1] or (family_first and words[0] == full[0]) or words[0] in full[1:]
    return any(full[at : at + len(words)] == words for at in range(len(full)))


def _by_given_name(full: tuple[str, ...], words: tuple[str, ...], have: Draft, draft: Draft) -> bool:
    """Is a bearer known by the first name alone: Thais, Ethiopians and others, and royals ("Prince Abdullah")?"""
    if len(words) != 1 or len(full) < 2 or words[0] != full[0]:  # noqa: PLR2004
        return False
    return have.mention.country in _GIVEN_ALONE or (
        draft.role.split()[-1:] == have.role.split()[-1:] and bool(draft.role)
    )


def _compatible(full: Draft, short: Draft) -> bool:
    """Do country and role of the short mention, where it has any, agree with the full one?"""
    one, other = full.mention.country, short.mention.country
    if one and other and one != other and short.country_from != "context":
        return False
    if "apposition" in short.mention.basis:
        return True
    return not short.role or not full.role or short.role.split()[-1] == full.role.split()[-1] or not full.mention.office


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Counterparts that the story named together: who they are, how many, and where."""

    drafts: tuple[Draft, ...]
    strong: bool

    @property
    def countries(self) -> tuple[str | None, ...]:
        return tuple(draft.mention.country for draft in self.drafts)


Kept = TypeVar("Kept", Draft, Pair)


def _keep(kept: list[Kept], new: Kept) -> None:
    """Append to a list that holds no more than the latest few hundred: nothing refers further back, and books are long."""
    kept.append(new)
    if len(kept) > 2 * _REACH_BACK:
        del kept[:_REACH_BACK]


class Memory:
    """What has been mentioned before the present point, the latest last."""

    def __init__(self, dateline: str | None) -> None:
        self.dateline = dateline
        self.mentioned: list[Draft] = []
        self.pairs: list[Pair] = []
        self.subjects: list[Draft] = []
        self.sexes: dict[str, str] = {}

    def see(self, draft: Draft, *, subject: bool) -> None:
        """Remember a draft; `subject`: it stood as subject of its clause."""
        _keep(self.mentioned, draft)
        if subject and draft.mention.basis != LOCATIVE and not draft.mention.attributive:
            _keep(self.subjects, draft)

    def tell_sex(self, draft: Draft, pronoun: str) -> None:
        """Remember of whom the story has said "he" or "she"."""
        sex = {"he": "m", "she": "f"}.get(pronoun)
        if sex is not None and draft.mention.kind == "person":
            self.sexes.setdefault(draft.mention.entity_id, sex)

    def sex_of(self, draft: Draft) -> str | None:
        """The sex, "f" or "m", by title, given name, or the pronouns of the story so far; None where nothing tells."""
        phrases = load_actor_phrases()
        for word in (
            *draft.mention.text.lower().replace(".", "").split()[:-1],
            draft.role.split()[-1] if draft.role else "",
        ):
            if (sex := phrases.sex_of_title.get(word)) is not None:
                return sex
        if (told := self.sexes.get(draft.mention.entity_id)) is not None:
            return told
        named = draft.mention.kind == "person" or (draft.letter == "S" and " " in draft.mention.name)
        return phrases.sex_of_name.get(fold(draft.mention.name.split()[0])) if named else None

    def pair(self, pair: Pair) -> None:
        """Remember counterparts that were named together."""
        _keep(self.pairs, pair)

    def last_state(self, barred: str | None = None) -> Draft | None:
        """The state mentioned last, as an actor rather than as a place, in free position rather than as an attribute."""
        states = [d for d in self.mentioned if d.mention.kind == "state" and d.mention.country not in {None, barred}]
        free = [d for d in states if d.mention.basis != LOCATIVE and not d.mention.attributive]
        return free[-1] if free else (states[-1] if states else None)

    def last_titled(self, office: str, role: str, *, body: bool = False) -> Draft | None:
        """The latest person, office or body whose title has all words of this one ("secretary": "deputy secretary of state").

        `body`: only bodies with the same noun ("the government" is no "government official").
        """
        wanted = set((office or role).split()) - {"the", "of"}
        deputy: Draft | None = None
        for draft in reversed(self.mentioned):
            if draft.plural or (draft.mention.attributive and draft.mention.kind == "state"):
                continue
            if body and (draft.mention.kind not in _BODIES or draft.role.split()[-1:] != role.split()[-1:]):
                continue
            title = draft.mention.office or (draft.role if draft.mention.kind in {"body", "group"} else "")
            have = set((title or "").split()) | set(draft.role.split())
            if wanted and wanted <= have and (draft.mention.country or draft.mention.kind == "person"):
                if not (have - wanted) & _DEPUTIES:
                    return draft
                deputy = deputy or draft
        return None if body else self._by_synonym(wanted) or (None if wanted & _HEADS else deputy)

    def _by_synonym(self, wanted: set[str]) -> Draft | None:
        """As in "Ambassador X ... The envoy": the latest person of the last sentences with a title that means the same."""
        others = (
            load_actor_phrases().synonyms.get(next(iter(wanted), ""), frozenset()) if len(wanted) == 1 else frozenset()
        )
        for draft in reversed(self.mentioned[-_NEAR:]):
            title = {*(draft.mention.office or "").split(), *draft.role.split()}
            if draft.mention.kind == "person" and not draft.plural and title & others and draft.mention.country:
                return draft
        return None
