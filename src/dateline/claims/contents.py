"""What is said: the span of the content in the form that the verb of saying takes it."""

from __future__ import annotations

from .cues import Cue
from .reading import Reading

#: Prepositions that say more of the object of a verb of saying ("accused Athens of spying", "praised Oslo for its patience").
_MORE = frozenset({"of", "for", "over", "as"})
_REPORTING_DEPS = frozenset({"parataxis", "ccomp", "advcl", "dep", "conj"})
Found = tuple[tuple[int, int], str]


def content_of(reading: Reading, i: int, cue: Cue) -> Found | None:
    """Span and form of the content of the cue at token i, quotations that stand for themselves left aside; None without one."""
    forms = cue.stances
    if "infinitive" in forms and (found := _infinitive(reading, i)):
        return found, "infinitive"
    if "clause" in forms and (found := _clause(reading, i, guarded=cue.guarded)):
        return found, "clause"
    if "as" in forms and (found := _named(reading, i)):
        return found, "as"
    if "object" in forms and (found := _object(reading, i)):
        return found, "object"
    return None


def _clause(reading: Reading, i: int, *, guarded: bool) -> tuple[int, int] | None:
    """The complement clause, or the main clause that "he said" is put behind or into."""
    syntax = reading.syntax
    clauses = [j for j in syntax.children(i, "ccomp") if reading.quotation_at(j) is None]
    if guarded:
        clauses = [j for j in clauses if syntax.children(j, "nsubj", "nsubjpass", "expl", "csubj")]
    if clauses:
        return _whole(reading, clauses[0], i)
    head = syntax.tokens[i].head
    if (
        syntax.tokens[i].dep in _REPORTING_DEPS
        and syntax.tokens[i].dep == "parataxis"
        and syntax.is_verb(head)
        and reading.quotation_at(head) is None
    ):
        return _whole(reading, head, i)
    return None if guarded else _before(reading, i)


def _before(reading: Reading, i: int) -> tuple[int, int] | None:
    """The stretch before ", officials said" at the end of a sentence, where the parse does not tell."""
    syntax = reading.syntax
    subjects = syntax.children(i, "nsubj")
    if not subjects or any(syntax.is_verb(t.i) for t in reading.tokens[i + 1 :] if t.dep not in {"relcl", "acl"}):
        return None
    first = min(i, min(syntax.parse.subtree(subjects[0])))
    comma = first - 1
    if comma < 1 or reading.tokens[comma].text != ",":
        return None
    content = reading.trimmed((reading.sentence.start, reading.tokens[comma].start))
    return content if any(syntax.is_verb(t.i) for t in reading.tokens[:comma]) else None


def _whole(reading: Reading, top: int, cue: int) -> tuple[int, int] | None:
    """The subtree of `top` without that of the cue, where it is below, and without a leading "that"."""
    syntax = reading.syntax
    inside = syntax.parse.subtree(top)
    if any(j == top for j in syntax.ancestors(cue)):
        outside = set(syntax.parse.subtree(cue))
        inside = [j for j in inside if j not in outside]
    if inside and syntax.lemma(inside[0]) == "that" and syntax.tokens[inside[0]].dep == "mark":
        inside = inside[1:]
    if not inside:
        return None
    start, end = reading.span(inside)
    return (start, end) if end > start else None


def _infinitive(reading: Reading, i: int) -> tuple[int, int] | None:
    """The infinitive with who shall do it ("urged Athens to sign")."""
    syntax = reading.syntax
    infinitives = syntax.complements(i, "to")
    behind = [j for j in infinitives if j > i]
    if not behind:
        return None
    objects = [j for j in syntax.children(i, "dobj", "dative") if i < j < behind[0]]
    objects += [k for p in syntax.children(i, "prep") for k in syntax.children(p, "pobj") if i < k < behind[0]][:1]
    inside = [k for j in [*objects[:1], behind[0]] for k in syntax.parse.subtree(j)]
    start, end = reading.span([k for k in inside if k > i])
    return (start, end) if end > start else None


def _named(reading: Reading, i: int) -> tuple[int, int] | None:
    """A thing and what it is said to be: "called the plan a trap", "described the talks as frank"."""
    syntax = reading.syntax
    thing = syntax.children(i, "dobj")
    names = [*syntax.children(i, "oprd"), *(p for p in syntax.children(i, "prep") if syntax.lemma(p) == "as")]
    small = [j for j in syntax.children(i, "ccomp", "xcomp") if not syntax.children(j, "aux", "mark")]
    tops = [j for j in [*thing, *names, *small] if j > i]
    if not tops or not (names or small):
        return None
    return reading.span([k for j in tops for k in syntax.parse.subtree(j)])


def _object(reading: Reading, i: int) -> tuple[int, int] | None:
    """The object of the verb with what is said of it; of a passive its subject, or what follows by "of"."""
    syntax = reading.syntax
    more = [p for p in syntax.children(i, "prep") if syntax.lemma(p) in _MORE and p > i]
    if syntax.is_passive(i):
        tops = more[:1] or syntax.children(i, "nsubjpass")
    else:
        objects = [j for j in syntax.children(i, "dobj") if j > i] or _behind_preposition(reading, i)
        tops = [*objects[:1], *(p for p in more if objects and p > objects[0])]
        tops = tops if objects else []
    inside = [k for j in tops for k in syntax.parse.subtree(j)]
    if len(inside) < 2 and not any(syntax.tokens[k].pos in {"NOUN", "PROPN"} for k in inside):  # noqa: PLR2004  (a lone pronoun)
        return None
    start, end = reading.span(inside)
    return (start, end) if end > start else None


def _behind_preposition(reading: Reading, i: int) -> list[int]:
    syntax = reading.syntax
    particles = [p for p in syntax.prepositions(i) if p == i + 1]
    return [k for p in particles for k in syntax.children(p, "pobj", "pcomp")][:1]
