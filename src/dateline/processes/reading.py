"""One sentence as the rules of this room see it: syntax, and who, when and where stands at which token."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from dateline.lexicon.process_kinds import Kinds
from dateline.records import ActorMention, CodedStory, Parse, Place, Sentence, When
from dateline.syntax import Syntax

LOCATIVE = "place:locative"
#: What the story around a bare title suggested is too weak for a party ("deputy ministers" of no state in particular).
_GUESSED = "context"
T = TypeVar("T", ActorMention, Place)
_CLAUSES = frozenset({"relcl", "acl", "advcl", "ccomp", "parataxis", "appos"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What belongs to one sentence of a story; rank: its place among those that are read, from 0."""

    coded: CodedStory
    sentence: Sentence
    parse: Parse
    rank: int
    actors: tuple[ActorMention, ...]
    dates: tuple[When, ...]
    places: tuple[Place, ...]


class Reading:
    """A sentence with its syntax; tokens are indexes of the parse, offsets those of the story."""

    def __init__(self, scene: Scene, kinds: Kinds) -> None:
        self.scene = scene
        self.sentence = scene.sentence
        self.syntax = Syntax(scene.parse)
        self.tokens = scene.parse.tokens
        self.text = scene.coded.resolved.parsed.split.story.text
        self.kinds = kinds
        self._actors = self._by_token(scene.actors)
        self._places = self._by_token(scene.places)

    def _by_token(self, records: Sequence[T]) -> dict[int, T]:
        return {t.i: record for record in records for t in self.tokens if record.start <= t.start < record.end}

    def actor(self, i: int) -> ActorMention | None:
        """The mention of an actor that covers the token."""
        return self._actors.get(i)

    def is_named(self, i: int) -> bool:
        """Is the token part of the name of a state, of an organisation or of somebody's own people?"""
        mention = self._actors.get(i)
        named = mention is not None and mention.country is not None and mention.kind in {"state", "organisation"}
        pair = self._of_pair(i) or (self.tokens[i].text == "-" and self._of_pair(i - 1))
        if pair and (set(pair) in [set(codes) for codes in self.kinds.pairs.values()]):
            return False  # "inter-Korean" is part of the name
        return named or bool(pair) or self.tokens[i].text.lower() in self.kinds.peoples

    def _of_pair(self, i: int) -> tuple[str, ...]:
        """The code of one half of "Greek-Turkish"; both codes of "inter-Korean"."""
        for hyphen, other in ((i - 1, i - 2), (i + 1, i + 2)):
            if (
                not (0 <= hyphen < len(self.tokens) and 0 <= other < len(self.tokens))
                or self.tokens[hyphen].text != "-"
            ):
                continue
            first, last = sorted((i, other))
            whole = f"{self.tokens[first].text}-{self.tokens[last].text}".lower()
            if whole in self.kinds.pairs:
                return self.kinds.pairs[whole]
            if self.tokens[other].text.lower() in self.kinds.peoples:
                return self.kinds.peoples.get(self.tokens[i].text.lower(), ())
        return ()

    def is_date(self, i: int) -> bool:
        """Is the token part of an expression of time?"""
        return any(when.start <= self.tokens[i].start < when.end for when in self.scene.dates)

    def is_official(self, i: int) -> bool:
        """Does the token name people of a government?"""
        mention = self._actors.get(i)
        return mention is not None and mention.country is not None and "GOV" in mention.sectors

    def codes(self, i: int, *, places: bool = False) -> tuple[str, ...]:
        """Codes of the states and organisations that the mention at the token stands for; of a place only if asked."""
        if pair := self._of_pair(i) or self.kinds.pairs.get(self.tokens[i].text.lower()):
            return pair
        mention = self._actors.get(i)
        if mention is not None and _GUESSED not in mention.basis and (places or mention.basis != LOCATIVE):
            found = [member.country for member in mention.members] or [mention.country]
            return tuple(dict.fromkeys(code for code in found if code))
        place = self._places.get(i) if places else None
        return (place.country,) if place is not None and place.country else ()

    def below(self, i: int) -> Iterator[int]:
        """The token and all below it in its own phrase or clause: clauses and asides below are left out."""
        todo = [i]
        while todo:
            j = todo.pop(0)
            yield j
            todo.extend(k for k in self.syntax.children(j) if self.tokens[k].dep not in _CLAUSES)

    def span(self, indexes: Iterable[int]) -> tuple[int, int]:
        """Offsets from the first to the last of the tokens."""
        found = sorted(indexes)
        return self.tokens[found[0]].start, self.tokens[found[-1]].end

    @property
    def is_question(self) -> bool:
        """Does the sentence ask?"""
        return self.sentence.text.rstrip(" \"'”’)").endswith("?")


def readings_of(coded: CodedStory, kinds: Kinds) -> list[Reading]:
    """The sentences of the body, or of the headline where there is no body, in the order of the text."""
    story = coded.resolved
    split = story.parsed.split
    wanted = "body" if any(sentence.part == "body" for sentence in split.sentences) else "headline"
    found: list[Reading] = []
    for sentence, parse in zip(split.sentences, story.parsed.parses, strict=True):
        if parse is None or not parse.tokens or sentence.part != wanted:
            continue
        scene = Scene(
            coded=coded,
            sentence=sentence,
            parse=parse,
            rank=len(found),
            actors=tuple(m for m in story.actors if m.sentence == sentence.index),
            dates=tuple(w for w in story.dates if w.sentence == sentence.index),
            places=tuple(p for p in story.places if p.sentence == sentence.index),
        )
        found.append(Reading(scene, kinds))
    return found


def states_of(reading: Reading) -> tuple[str, ...]:
    """The states that the sentence tells of as acting, third ones that host or mediate left out."""
    found: dict[str, None] = {}
    for mention in reading.scene.actors:
        if mention.country and mention.basis != LOCATIVE:
            verb = reading.syntax.governing_verb(mention.head) if mention.head >= 0 else -1
            if verb < 0 or not reading.kinds.has("third", reading.syntax.lemma(verb)):
                found[mention.country] = None
    return tuple(found)
