"""Who speaks: from the head of a noun phrase to the actor behind it; documents speak for who issued them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence

from dateline.records import ActorMention, Speaker
from dateline.syntax import Syntax

from .cues import Cues
from .reading import Reading

_LEFT_OUT = frozenset({"relcl", "acl", "appos", "punct", "conj", "cc", "advcl", "preconj", "case"})
#: Steps of the resolver that took a country from the surroundings, not from the words of the mention.
_GUESSED = "context"
_LOCATIVE = "place:locative"
_BODIES = frozenset({"state", "body", "office", "organisation", "person", "group"})
Who = tuple[Speaker, str | None]
#: Sentences after which "it" no longer stands for the last speaker.
RECENT = 2


class Speakers:
    """Resolves the speakers of one story in the order of the text, and remembers them."""

    def __init__(self, text: str, mentions: Sequence[ActorMention], cues: Cues) -> None:
        self._text = text
        self._mentions = sorted(mentions, key=lambda mention: mention.start)
        self._starts = [mention.start for mention in self._mentions]
        self._cues = cues
        self._by_word: dict[str, Who] = {}
        self._bearers: dict[str, ActorMention] = {}
        for mention in self._mentions:
            if mention.kind == "person" and mention.country:
                for word in mention.name.lower().replace("-", " ").split():
                    self._bearers.setdefault(word, mention)
        self._corrected: dict[str, str] = {}
        self._last: Who | None = None
        self._last_sentence = -1

    def resolve(self, reading: Reading, head: int, cue: int, before: Reading | None) -> Who:
        """Speaker and country; `before` is the sentence before, for documents and pronouns that point to it."""
        token = reading.tokens[head]
        mention = self._mention_of(reading, head)
        who = self._of_mention(mention) if mention is not None else self._of_phrase(reading, head)
        sure = mention is not None and bool(mention.country) and _GUESSED not in mention.basis
        if token.lemma.lower() in self._cues.documents and not sure:
            who = self._issued(reading, head, who, before)
        elif token.lemma.lower() == "it":
            who = self._named_as(who, self._thing_before(reading, before))
        elif not sure:
            who = self._better(reading, head, cue, who, before)
        who = who[0], self._corrected.get(who[0].name, who[1] or "") or None
        self._remember(token.lemma.lower(), who, reading)
        return who

    def _mention_of(self, reading: Reading, head: int) -> ActorMention | None:
        """The mention at the head, or at the name that explains it ("one of them, Aksel Moen, said")."""
        own = self.mention_at(reading.tokens[head].start)
        if own is not None:
            return own
        names = [self.mention_at(reading.tokens[j].start) for j in reading.syntax.children(head, "appos")]
        return next((mention for mention in names if mention is not None), None)

    def mention_at(self, offset: int) -> ActorMention | None:
        """The mention that the character stands in."""
        k = bisect_right(self._starts, offset) - 1
        return self._mentions[k] if k >= 0 and offset < self._mentions[k].end else None

    def within(self, start: int, end: int) -> Iterator[ActorMention]:
        """Mentions that begin in this stretch of the text."""
        k = bisect_right(self._starts, start - 1)
        while k < len(self._mentions) and self._mentions[k].start < end:
            yield self._mentions[k]
            k += 1

    def phrase(self, reading: Reading, head: int) -> tuple[int, int]:
        """Offsets of the noun phrase around a head: the mention there, else the phrase without clauses and appositions."""
        mention = self.mention_at(reading.tokens[head].start)
        if mention is not None:
            return mention.start, mention.end
        kept = [head, *_modifiers(reading.syntax, head)]
        return reading.tokens[min(kept)].start, reading.tokens[max(kept)].end

    # ------------------------------------------------------------------------------------------------------ first guess
    def _of_mention(self, mention: ActorMention) -> Who:
        speaker = Speaker(
            text=mention.text,
            start=mention.start,
            end=mention.end,
            name=mention.name,
            entity_id=mention.entity_id,
            kind=mention.kind,
            office=mention.office,
            basis=mention.basis,
        )
        return speaker, mention.country

    def _of_phrase(self, reading: Reading, head: int) -> Who:
        start, end = self.phrase(reading, head)
        text = self._text[start:end]
        return Speaker(text=text, start=start, end=end, name=" ".join(text.split()), entity_id="", kind="unknown"), None

    # ----------------------------------------------------------------------------------------------------- second look
    def _issued(self, reading: Reading, head: int, who: Who, before: Reading | None) -> Who:
        """A document with the identity of who issued it: named with it, subject of the sentence before, or the last speaker."""
        below = [k for k in reading.syntax.parse.subtree(head) if reading.quotation_at(k) is None]
        stretch = reading.tokens[below[0]].start, reading.tokens[below[-1]].end
        owners = [self._settled(m) for m in self.within(*stretch) if m.kind in _BODIES]
        owners = sorted(owners, key=lambda owner: (not owner[1], owner[0].end == who[0].end))
        lemma = reading.tokens[head].lemma.lower()
        return self._named_as(
            who, owners[0] if owners else self._by_word.get(lemma) or self._subject(before) or self._last
        )

    def _settled(self, mention: ActorMention) -> Who:
        """An owner as known from the words of its name, or from an earlier speaker of that word, else as resolved."""
        who = self._of_mention(mention)
        if mention.country and _GUESSED not in mention.basis:
            return who
        words = [word.removesuffix("'s").removesuffix("’s") for word in mention.text.split()]
        known = self._by_word.get(words[-1].lower()) or next(
            filter(None, map(self._named_before(mention), words)), None
        )
        return known if known is not None and known[1] else who

    def _named_before(self, mention: ActorMention) -> Callable[[str], Who | None]:
        return lambda word: self._bearer(word, mention.start)

    def _thing_before(self, reading: Reading, before: Reading | None) -> Who | None:
        """What "it" is that speaks: a body or document that the sentence before is about, or that spoke a little earlier."""
        if self._last_sentence == reading.sentence.index:
            return self._last
        near = self._subject(before)
        if near is not None and near[0].kind != "person":
            return near
        recent = self._last is not None and reading.sentence.index - self._last_sentence <= RECENT
        return self._last if recent and self._last is not None and self._last[0].kind != "person" else None

    def _subject(self, reading: Reading | None) -> Who | None:
        """The actor that the main clause of a sentence is about, None if it is none."""
        if reading is None:
            return None
        root = next((t.i for t in reading.tokens if t.head == t.i), 0)
        for head in reading.syntax.grammatical_subject(root):
            mention = self.mention_at(reading.tokens[head].start)
            if mention is not None:
                return self._of_mention(mention) if mention.kind in _BODIES else None
            if reading.tokens[head].lemma.lower() in self._cues.documents:
                return self._issued(reading, head, self._of_phrase(reading, head), None)
            speaker, _ = self._of_phrase(reading, head)
            country = self._country_in(speaker.start, speaker.end)
            return (speaker, country) if country else None
        return None

    def _country_in(self, start: int, end: int) -> str | None:
        """The country that the words of a phrase name, if it is one."""
        named = {m.country for m in self.within(start, end) if m.country and _GUESSED not in m.basis}
        return named.pop() if len(named) == 1 else None

    def _better(self, reading: Reading, head: int, cue: int, who: Who, before: Reading | None) -> Who:
        """The country from the words of the phrase, an earlier speaker of that word or name, or where it was said."""
        token = reading.tokens[head]
        speaker, country = who
        named = self._country_in(*self.phrase(reading, head))
        if named:
            return speaker, named
        if token.lemma.lower() in self._cues.unnamed or not country:
            bare = all(reading.tokens[j].pos == "DET" for j in _modifiers(reading.syntax, head))
            known = (self._by_word.get(token.lemma.lower()) if bare else None) or self._namesake(speaker)
            if known is not None and known[1]:
                return self._named_as(who, known)
            if bare and token.lemma.lower() in self._cues.stateless:
                return speaker, None
        if any(reading.tokens[j].tag == "PRP$" for j in reading.syntax.children(head, "poss")) and not country:
            owner = self._owner(reading, reading.tokens[head].start, before)
            return (speaker, owner[1]) if owner is not None else who
        here = [
            m.country
            for p in reading.syntax.children(cue, "prep")
            if reading.syntax.lemma(p) in {"in", "from"}
            for k in reading.syntax.children(p, "pobj")
            if (m := self.mention_at(reading.tokens[k].start)) is not None
            and m.basis == _LOCATIVE
            and m.kind == "state"
        ]
        if here and here[0]:
            self._corrected[speaker.name] = here[0]
            return speaker, here[0]
        return who

    def _owner(self, reading: Reading, offset: int, before: Reading | None) -> Who | None:
        """Whose "her office" and "its embassy" are: the first actor before it in its sentence, or who the one before is about."""
        near = (m for m in self.within(reading.sentence.start, offset) if m.kind in {"person", "state"} and m.country)
        first = next(near, None)
        return self._of_mention(first) if first is not None else self._subject(before) or self._last

    def _namesake(self, speaker: Speaker) -> Who | None:
        """Somebody of whose name this is a part ("Rear Admiral Arvo Tamm ... Arvo said")."""
        if speaker.kind not in {"unknown", "person"}:
            return None
        last = speaker.name.split()[-1:] or [""]
        if not last[0][:1].isupper():
            return None
        return self._by_word.get(last[0].lower()) or self._bearer(last[0], speaker.start)

    def _bearer(self, name: str, offset: int) -> Who | None:
        """The person with a country that was mentioned before the offset by a name with this word in it."""
        if not name[:1].isupper():
            return None
        first = self._bearers.get(name.lower())
        return self._of_mention(first) if first is not None and first.start < offset else None

    def _named_as(self, who: Who, behind: Who | None) -> Who:
        """The words of the one with the identity of the other."""
        if behind is None:
            return who
        written, known = who[0], behind[0]
        speaker = Speaker(
            text=written.text,
            start=written.start,
            end=written.end,
            name=known.name,
            entity_id=known.entity_id,
            kind=known.kind,
            office=known.office,
            basis=known.basis,
        )
        return speaker, behind[1]

    def _remember(self, lemma: str, who: Who, reading: Reading) -> None:
        self._last, self._last_sentence = who, reading.sentence.index
        self._by_word[lemma] = who
        for word in who[0].name.replace("-", " ").split():
            if word[0].isupper():
                self._by_word[word.lower()] = who


def _modifiers(syntax: Syntax, i: int) -> Iterator[int]:
    for j in syntax.children(i):
        if syntax.tokens[j].dep not in _LEFT_OUT:
            yield j
            yield from _modifiers(syntax, j)
