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
        return found, "infinitive" if "infinitive" in forms and _is_wished(reading, i) else "clause"
    if "as" in forms and (found := _named(reading, i)):
        return found, "as"
    if "object" in forms and (found := _object(reading, i, cue)):
        return found, "object"
    return None


def _clause(reading: Reading, i: int, *, guarded: bool) -> tuple[int, int] | None:
    """The complement clause, or the main clause that "he said" is put behind or into."""
    syntax = reading.syntax
    clauses = [j for j in syntax.children(i, "ccomp") if reading.quotation_at(j) is None]
    clauses = [j for j in clauses if j > i] or clauses[:1] or _behind_that(reading, i) or _gerund(reading, i)
    if guarded:
        clauses = [j for j in clauses if syntax.children(j, "nsubj", "nsubjpass", "expl", "csubj")]
    if clauses:
        spans = [span for j in clauses if (span := _whole(reading, j, i))]
        whole = (min(start for start, _ in spans), max(end for _, end in spans)) if spans else None
        subject = misread_subject(reading, i)
        if subject is not None and whole is not None:
            left = min(syntax.parse.subtree(subject))
            whole = reading.trimmed((whole[0], min(whole[1], reading.tokens[left].start)))
        return _with_object(reading, i, clauses[0], whole)
    head = syntax.tokens[i].head
    if (
        syntax.tokens[i].dep in _REPORTING_DEPS
        and syntax.tokens[i].dep == "parataxis"
        and syntax.is_verb(head)
        and reading.quotation_at(head) is None
    ):
        return _whole(reading, head, i)
    return _before(reading, i)


def misread_subject(reading: Reading, i: int) -> int | None:
    """The noun between commas before a cue without subject, read as an apposition ("... for Oman, the official, who ..., told").

    None where the cue has a subject, or nothing is said before it.
    """
    syntax = reading.syntax
    if syntax.agent(i) or not any(j < i for j in syntax.children(i, "ccomp")):
        return None
    for j in range(i - 1, 0, -1):
        token = syntax.tokens[j]
        if (
            token.dep in {"appos", "conj"}
            and token.pos in {"NOUN", "PROPN", "PRON"}
            and reading.quotation_at(j) is None
        ):
            left = min(syntax.parse.subtree(j))
            return j if left and syntax.tokens[left - 1].text == "," else None
    return None


def _gerund(reading: Reading, i: int) -> list[int]:
    """The verb of a gerund that says what is denied or admitted ("denied having fired")."""
    syntax = reading.syntax
    below = [j for j in syntax.children(i, "xcomp") if j > i]
    return [
        j
        for j in below
        if syntax.tokens[j].tag == "VBG" or any(syntax.tokens[k].tag == "VBG" for k in syntax.children(j, "aux"))
    ]


def _is_wished(reading: Reading, i: int) -> bool:
    """Is the clause in the subjunctive ("asked that the contact be kept quiet")?"""
    syntax = reading.syntax
    verbs = [k for j in syntax.children(i, "ccomp") if j > i for k in (*syntax.children(j, "aux", "auxpass"), j)]
    return bool(verbs) and syntax.tokens[verbs[0]].tag == "VB"


def _behind_that(reading: Reading, i: int) -> list[int]:
    """A that-clause that the parse hung on a noun between ("told reporters after the meeting that he would resign")."""
    syntax = reading.syntax
    for mark in reading.tokens[i + 1 :]:
        if mark.dep == "mark" and mark.lemma == "that":
            verb = syntax.tokens[mark.head]
            above = syntax.governing_verb(verb.head)
            fits = verb.dep in {"relcl", "acl", "dep", "advcl"} and syntax.children(
                verb.i, "nsubj", "nsubjpass", "expl"
            )
            noun = syntax.tokens[verb.head]
            return [verb.i] if fits and above == i and noun.dep in {"pobj", "dobj", "npadvmod", "pcomp"} else []
    return []


def _with_object(reading: Reading, i: int, clause: int, content: tuple[int, int] | None) -> tuple[int, int] | None:
    """The clause with the noun before it that the parse took for the object of a demand ("demanded Athens make amends")."""
    syntax = reading.syntax
    if content is None or syntax.tokens[clause].tag != "VB" or syntax.children(clause, "nsubj", "nsubjpass", "aux"):
        return content
    objects = [j for j in syntax.children(i, "dobj") if i < j < clause]
    return (reading.span(syntax.parse.subtree(objects[0]))[0], content[1]) if objects else content


def _before(reading: Reading, i: int) -> tuple[int, int] | None:
    """The stretch before ", officials said" at the end of a sentence, where the parse does not tell."""
    syntax = reading.syntax
    subjects = syntax.children(i, "nsubj")
    if not subjects or any(syntax.is_verb(t.i) for t in reading.tokens[i + 1 :] if t.dep not in {"relcl", "acl"}):
        return None
    first = min(i, *syntax.parse.subtree(subjects[0]))
    comma = first - 1
    if comma < 1 or reading.tokens[comma].text != ",":
        return None
    content = reading.trimmed((reading.sentence.start, reading.tokens[comma].start))
    return content if any(syntax.is_verb(t.i) for t in reading.tokens[:comma]) else None


def _whole(reading: Reading, top: int, cue: int) -> tuple[int, int] | None:
    """The subtree of `top` without that of the cue, where it is below, and without a leading "that"."""
    syntax = reading.syntax
    inside = syntax.parse.subtree(top)
    for i in (i for i, above in reading.raised.items() if above == cue):
        inside = [j for j in inside if j < i and not (j == i - 1 and syntax.tokens[j].dep in {"cc", "advmod"})]
        while inside and syntax.tokens[inside[-1]].dep == "cc":
            inside.pop()
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
    if any(syntax.lemma(j) == "what" for j in thing):
        return None
    names = [*syntax.children(i, "oprd"), *(p for p in syntax.children(i, "prep") if syntax.lemma(p) == "as")]
    names += [k for j in thing for k in syntax.parse.subtree(j) if k > j and reading.quotation_at(k, direct=False)][:1]
    names += [k for j in thing for k in syntax.children(j, "amod") if reading.quotation_at(k, direct=False)][:1]
    small = [j for j in syntax.children(i, "ccomp", "xcomp") if not syntax.children(j, "aux", "mark")]
    tops = [j for j in [*thing, *names, *small] if j > i]
    if not tops or not (names or small):
        return None
    return reading.span([k for j in tops for k in syntax.parse.subtree(j)])


def _object(reading: Reading, i: int, cue: Cue) -> tuple[int, int] | None:
    """The object of the verb with what is said of it; of a passive its subject, or what follows by "of"."""
    syntax = reading.syntax
    more = [p for p in syntax.children(i, "prep") if syntax.lemma(p) in _MORE and p > i]
    if syntax.is_passive(i):
        tops = more[:1] or syntax.children(i, "nsubjpass")
    else:
        objects = [j for j in syntax.children(i, "dobj") if j > i]
        if cue.preposition:
            objects = syntax.preposition_objects(i, cue.preposition)
        tops = [*objects[:1], *(p for p in more if objects and p > objects[0])]
        tops = tops if objects else []
    inside = [k for j in tops for k in syntax.parse.subtree(j)]
    if len(inside) < 2 and not any(syntax.tokens[k].pos in {"NOUN", "PROPN"} for k in inside):  # noqa: PLR2004  (a lone pronoun)
        return None
    start, end = reading.span(inside)
    return (start, end) if end > start else None
