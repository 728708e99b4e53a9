"""What a contact was about, and what came of it, in the words of the text."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.lexicon.contact_words import ContactWords
from dateline.syntax import Syntax

from .found import Found
from .page import Page

#: Characters of a subject; what is longer is a clause, and is cut at its first comma.
LONGEST = 140
_OF_ITS_OWN = frozenset({"relcl", "advcl", "parataxis", "appos", "punct"})
_AGREED = ("xcomp", "ccomp")


def topics(page: Page, words: ContactWords) -> Iterator[Found]:
    """Subjects: behind "on", "about" ... of the act or a noun of contact, and what was discussed, reviewed, raised."""
    syntax = page.syntax
    if syntax is None:
        return
    seen: set[int] = set()
    for i in sorted(_heads(page, syntax, words)):
        below = [i, *syntax.children(i, "dobj", "obj", "attr"), *_behind_with(i, syntax)]
        for j in below:
            for preposition in sorted(words.subject_prepositions):
                for k in syntax.preposition_objects(j, preposition):
                    yield from _subject(page, syntax, k, words, seen)
    for token in syntax.tokens:
        prepositions = words.subject_verbs.get(token.lemma.lower()) if syntax.is_verb(token.i) else None
        for preposition in prepositions or ():
            heads = syntax.patient(token.i) if not preposition else syntax.preposition_objects(token.i, preposition)
            for k in heads:
                yield from _subject(page, syntax, k, words, seen)


def results(page: Page, words: ContactWords) -> Iterator[Found]:
    """What they agreed: the clause behind "agreed", "settled", "undertook"."""
    syntax = page.syntax
    if syntax is None:
        return
    for token in syntax.tokens:
        if token.lemma.lower() not in words.agree_verbs or not syntax.is_verb(token.i) or token.tag == "VBG":
            continue
        clauses = syntax.children(token.i, *_AGREED) or [
            k for word in ("on", "to") for k in syntax.preposition_objects(token.i, word)
        ]
        for clause in clauses[:1]:
            start, end = _stretch(syntax, clause, all_below=True)
            yield _cut(page, "agreed", start, end)


def _heads(page: Page, syntax: Syntax, words: ContactWords) -> set[int]:
    """Words that tell the contact: its trigger, the verb above it, and nouns of contact."""
    heads = {t.i for t in syntax.tokens if t.pos in {"NOUN", "PROPN"} and t.lemma.lower() in words.nouns}
    for event in page.own:
        inside = [t.i for t in syntax.tokens if event.trigger.start <= t.start < event.trigger.end]
        heads |= {i for i in inside if syntax.is_verb(i) or syntax.tokens[i].pos == "NOUN"}
        heads |= {syntax.governing_verb(i) for i in inside[:1]}
    return heads


def _behind_with(i: int, syntax: Syntax) -> list[int]:
    """The parser often hangs "on X" under the partner: "held talks with Oman on prisoners"."""
    found = [k for word in ("with", "to", "between", "for") for k in syntax.preposition_objects(i, word)]
    return found + [j for k in found for j in syntax.children(k, "conj")]


def _subject(page: Page, syntax: Syntax, head: int, words: ContactWords, seen: set[int]) -> Iterator[Found]:
    token = syntax.tokens[head]
    lemma = token.lemma.lower()
    dated = any(when.start <= token.start < when.end for when in page.dates)
    person = any(m.start <= token.start < m.end and m.kind == "person" for m in page.mentions)
    if head in seen or lemma in words.no_subjects or dated or person or token.pos in {"PRON", "DET"}:
        return
    if lemma in words.nouns and not syntax.children(head, "prep"):
        return
    seen.add(head)
    start, end = _stretch(syntax, head)
    yield _cut(page, "topic", start, end)


def _stretch(syntax: Syntax, head: int, *, all_below: bool = False) -> tuple[int, int]:
    """From the first to the last word below the head; clauses of their own are left out of a noun."""
    out, todo = [], [head]
    while todo:
        i = todo.pop()
        out.append(i)
        todo += [j for j in syntax.children(i) if all_below or syntax.tokens[j].dep not in _OF_ITS_OWN]
    return syntax.tokens[min(out)].start, syntax.tokens[max(out)].end


def _cut(page: Page, field: str, start: int, end: int) -> Found:
    offset = page.sentence.start
    words = page.text[start - offset : end - offset]
    if len(words) > LONGEST:
        words = words[:LONGEST].rsplit(",", 1)[0] if "," in words[:LONGEST] else words[:LONGEST].rsplit(" ", 1)[0]
    words = words.rstrip(' ,;:-"”')
    return Found(field=field, value=" ".join(words.split()), start=start, end=start + len(words), rule=field)  # type: ignore[arg-type]
