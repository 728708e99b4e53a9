"""What outranks the dateline for a bare title: its own body named before, the scene, the state that has just spoken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dateline.lexicon.registry import Registry

from .actors_build import Draft
from .actors_clauses import own_subject, verb_above
from .actors_position import LOCATIVE
from .references_memory import Memory, SentenceDrafts
from .references_repeats import country_of_force, is_fighting

_QUOTES = frozenset({'"', "“", "``", "''", "„", "«"})
_STATES = frozenset({"state", "body", "organisation"})
_PERSONS = frozenset({"person", "office"})
#: Sectors of persons who speak of the government or the army of their own state.
_OFFICIAL = frozenset({"GOV", "LEG", "MIL", "OPP", "PTY"})
#: How many drafts back the body of a title may stand.
_NEAR = 16
_HEAD_OF_SENTENCE = 5
_SAYING = frozenset({"ccomp", "advcl"})


@dataclass(frozen=True, slots=True)
class Evidence:
    """The story so far, as evidence for the country of a title that tells none."""

    sentences: Mapping[int, SentenceDrafts]
    registry: Registry
    counts: Mapping[str, int]

    def country(self, draft: Draft, before: Sequence[Draft], memory: Memory) -> tuple[str | None, str]:
        """(country, how): the best evidence that outranks the dateline; (None, "") where there is none."""
        if (country := self._by_body(draft, memory)) is not None:
            return country, "context.body"
        if (country := country_of_force(draft, memory)) is not None:
            return country, "context.previous"
        if (country := self._by_scene(draft)) is not None and self._may_be_of_scene(draft, country):
            return country, "context.scene"
        if is_fighting(draft):
            place = self._by_place(draft)
            return place, "context.place" if place else ""
        if (country := self._by_quotation(draft, memory)) is not None:
            return country, "context.previous"
        if (country := self._by_where(draft, before)) is not None:
            return country, "context.scene"
        if (country := self._by_clause(draft, before)) is not None:
            return country, "context.sentence"
        return None, ""

    def _by_body(self, draft: Draft, memory: Memory) -> str | None:
        """As in "The Kazakh Foreign Ministry ..., ministry spokesman X said"; a judge is of the court in the sentence before."""
        body = "court" if draft.role == "judge" else self._body_in_title(draft)
        if not body:
            return None
        for other in reversed(memory.mentioned[-_NEAR:]):
            if draft.mention.sentence - other.mention.sentence > 1:
                break
            if other.mention.kind == "body" and other.role.split()[-1:] == [body] and other.mention.country:
                return other.mention.country
        return None

    def _body_in_title(self, draft: Draft) -> str:
        words = (draft.mention.office or "").split()
        if len(words) < 2:  # noqa: PLR2004
            return ""
        first = next(iter(self.registry.names(words[0])), None)
        return words[0] if first is not None and first.level == "body" and not first.bound else ""

    def _may_be_of_scene(self, draft: Draft, country: str) -> bool:
        """Persons with a title travel: they are of the scene only in a capital of a state that the story names elsewhere, too."""
        if draft.mention.kind not in _PERSONS:
            return True
        drafts = self.sentences[draft.mention.sentence].drafts
        return bool(drafts) and drafts[0].letter == "K" and self.counts.get(country, 0) > 1

    def has_scene(self, draft: Draft) -> bool:
        """Does the sentence, or the one before, tell where it happens?"""
        return self._by_scene(draft) is not None

    def has_place(self, draft: Draft) -> bool:
        """Does the sentence name places of one state only?"""
        return self._by_place(draft) is not None

    def _by_scene(self, draft: Draft) -> str | None:
        """As in "In Oslo, students marched. Police fired": the place at the head of this sentence, or of the one before."""
        index = draft.mention.sentence
        own = self._scene(index)
        if own is not None or draft.tokens[0] > 1 or any(d.mention.country for d in self.sentences[index].drafts):
            return own
        return self._scene(index - 1)

    def _by_place(self, draft: Draft) -> str | None:
        """As in "Rebels seized Bunia": the only state in which the places of the sentence lie."""
        drafts = self.sentences[draft.mention.sentence].drafts
        codes = {d.mention.country for d in drafts if d.letter == "P" or d.mention.basis == LOCATIVE}
        return next(iter(codes)) if len(codes) == 1 else None

    def _scene(self, index: int) -> str | None:
        sentence = self.sentences.get(index)
        if sentence is None or not sentence.drafts:
            return None
        first, tokens = sentence.drafts[0], sentence.elements.parse.tokens
        if not tokens or tokens[0].text.lower() != "in" or first.tokens[0] >= _HEAD_OF_SENTENCE:
            return None
        capital = any(t.lemma == "capital" for t in tokens[first.tokens[1] : first.tokens[1] + 3])
        if first.mention.basis != LOCATIVE and not capital:
            return None
        country = first.mention.country
        return country if country in self.registry.states else None

    def _by_quotation(self, draft: Draft, memory: Memory) -> str | None:
        """As in "Haiti rejected the account. “Never,” Interior Minister X said": the one who speaks is of the state that acted."""
        if draft.mention.kind not in _PERSONS or draft.mention.attributive:
            return None
        index = draft.mention.sentence
        tokens = self.sentences[index].elements.parse.tokens
        if tokens[0].text not in _QUOTES:
            return None
        acted = [d for d in memory.subjects if d.mention.sentence == index - 1 and d.mention.kind in _STATES]
        acted = [d for d in acted if self._is_main(d)]
        codes = {d.mention.country for d in acted if d.mention.country in self.registry.states}
        return next(iter(codes)) if len(codes) == 1 else None

    def _is_main(self, draft: Draft) -> bool:
        """Is the subject that of the main verb, not of a clause that tells what came before?"""
        sentence = self.sentences.get(draft.mention.sentence)
        if sentence is None or draft.mention.head < 0:
            return False
        tokens = sentence.elements.parse.tokens
        return tokens[tokens[draft.mention.head].head].dep in {"ROOT", "conj"}

    def _by_where(self, draft: Draft, before: Sequence[Draft]) -> str | None:
        """As in "flies to Washington, where he will see the secretary": an object in a clause of the place before it."""
        parse = self.sentences[draft.mention.sentence].elements.parse
        if draft.mention.head < 0 or parse.tokens[draft.mention.head].dep in {"nsubj", "nsubjpass"}:
            return None
        verb = verb_above(parse, draft.mention.head)
        if verb < 0 or parse.tokens[verb].dep != "relcl":
            return None
        if not any(parse.tokens[j].text.lower() == "where" for j in parse.children[verb]):
            return None
        place = parse.tokens[verb].head
        found = next((d for d in before if d.tokens[0] <= place <= d.tokens[1]), None)
        return found.mention.country if found is not None and found.mention.country in self.registry.states else None

    def _by_clause(self, draft: Draft, before: Sequence[Draft]) -> str | None:
        """As in "Kenya said that the president would travel", "the minister said the army was ready": of the one who speaks."""
        parse = self.sentences[draft.mention.sentence].elements.parse
        head = draft.mention.head
        if head < 0 or parse.tokens[head].dep not in {"nsubj", "nsubjpass"}:
            return None
        verb = parse.tokens[head].head
        if parse.tokens[verb].dep not in _SAYING:
            return None
        above = verb_above(parse, verb)
        subject = own_subject(parse, above) if above >= 0 else -1
        found = next((d for d in before if d.tokens[0] <= subject <= d.tokens[1]), None)
        if found is None or parse.tokens[above].lemma in {"urge", "ask"}:
            return None
        speaks = found.mention.kind in _PERSONS and set(found.mention.sectors[:1]) <= _OFFICIAL
        if found.mention.kind not in _STATES and not (speaks and draft.mention.kind == "body"):
            return None
        return found.mention.country if found.mention.country in self.registry.states else None
