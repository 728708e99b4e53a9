"""Grammatical questions to a parse: who does it, to whom, under which auxiliaries; passives, relatives and control undone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from dateline.records import Parse, Token

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
#: Modifiers of a noun that may name its actor: possessive, adjective of nationality, compound.
OWNERS = frozenset({"poss", "amod", "compound", "nmod", "nummod"})
#: Verbs whose object does not become the subject of the infinitive below them.
SUBJECT_CONTROL = frozenset({"promise", "vow", "pledge", "threaten", "use", "take", "hold", "make"})
#: Objects of these prepositions behind an object are done by that object ("accused Iran of shelling").
_DONE_BY_OBJECT = frozenset({"of", "from", "into", "for"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_WILLED, _IF = frozenset({"will", "would", "'ll", "'d"}), frozenset({"if", "unless", "until"})
_MAX_CLIMB = 12
_DENIES = frozenset({"deny", "reject", "dismiss", "dispute"})


class Syntax:
    """One parse with its questions. All answers are token indexes of that parse; [] where there is none."""

    def __init__(self, parse: Parse) -> None:
        self.parse = _mended(parse)
        self.tokens = self.parse.tokens

    def children(self, i: int, *deps: str) -> list[int]:
        """Children of token i, of the given dependencies only if any are named."""
        below = self.parse.children[i]
        return [j for j in below if self.tokens[j].dep in deps] if deps else list(below)

    def lemma(self, i: int) -> str:
        return self.tokens[i].lemma

    def is_verb(self, i: int) -> bool:
        token = self.tokens[i]
        return token.pos in {"VERB", "AUX"} or token.tag.startswith("VB")

    def is_predicate(self, i: int) -> bool:
        """Is the token a verb, or an adjective said of a subject ("is ready", "was grateful")?"""
        token = self.tokens[i]
        return self.is_verb(i) or (token.pos == "ADJ" and token.dep in {"acomp", "oprd"})

    def is_passive(self, i: int) -> bool:
        """Is the verb passive? Participles without auxiliary that modify a noun or clause count ("the ship seized by Iran")."""
        token = self.tokens[i]
        if self.children(i, "auxpass", "nsubjpass"):
            return True
        if token.tag != "VBN" or any(self.lemma(j) == "have" for j in self.children(i, "aux")):
            return False
        if token.dep == "conj" and self.is_verb(token.head):
            return not self.children(i, "nsubj") and self.is_passive(token.head)
        return token.dep in {"acl", "advcl", "amod", "oprd", "ROOT"} and not self.children(i, "dobj", "nsubj")

    # ------------------------------------------------------------------------------------------------ slots of a verb
    def agent(self, i: int) -> list[int]:
        """Who does it: subject of the active, by-phrase of the passive."""
        if self.is_passive(i):
            return [p for by in self.children(i, "agent") for p in self.children(by, "pobj")] or [
                p for by in self._by_phrases(i) for p in self.children(by, "pobj")
            ]
        return self.grammatical_subject(i)

    def _by_phrases(self, i: int) -> list[int]:
        """The "by" of a passive, that the parser also hangs under an object ("was refused entry to the port by Oman")."""
        todo, found = [i], list[int]()
        while todo and not found:
            below = [j for head in todo for j in self.children(head, "prep")]
            found = [j for j in below if self.lemma(j) == "by"]
            objects = self.children(i, "dobj") if todo == [i] else []
            todo = [*objects, *(k for j in below for k in self.children(j, "pobj"))]
        return found

    def patient(self, i: int) -> list[int]:
        """To whom it is done: direct object, subject of the passive, antecedent of an object relative."""
        if self.is_passive(i):
            return self.grammatical_subject(i)
        direct = self.children(i, "dobj")
        if direct and self.tokens[direct[0]].lemma in RELATIVE and self.tokens[i].dep in {"relcl", "acl"}:
            return [self.tokens[i].head]
        if direct:
            return direct
        raised = [
            k for j in self.children(i, "ccomp", "xcomp") if self.is_infinitive(j) for k in self.children(j, "nsubj")
        ]
        if raised:  # "allowed inspectors to enter": the parser hangs the inspectors on "enter"
            return raised
        if self.tokens[i].dep == "relcl" and self._has_noun_subject(i) and not self.children(i, "ccomp", "xcomp"):
            return [self.tokens[i].head]
        shared = [j for j in self.children(i, "conj") if self.is_verb(j)]
        for j in shared[:1]:
            return self.children(j, "dobj") if not self.is_passive(j) else []
        return []

    def grammatical_subject(self, i: int, climb: int = 0) -> list[int]:
        """Subject as the syntax has it, inherited through conjunction, control, participles and relatives."""
        own = [j for j in self.children(i) if self.tokens[j].dep in SUBJECTS]
        if own:
            return self._antecedent(i, own)
        token = self.tokens[i]
        if climb > _MAX_CLIMB or token.head == i:
            return []
        return self._inherited_subject(i, token, climb + 1)

    def _antecedent(self, i: int, own: list[int]) -> list[int]:
        """A relative pronoun stands for the noun that its clause modifies."""
        if self.tokens[own[0]].lemma in RELATIVE and self.tokens[i].dep in {"relcl", "ccomp", "acl"}:
            head = self.tokens[i].head
            return [head] if not self.is_verb(head) else []
        return own

    def _inherited_subject(self, i: int, token: Token, climb: int) -> list[int]:
        head = token.head
        if token.dep == "acl":
            return self._subject_of_acl(i, head, climb)
        if token.dep == "relcl":
            return [head] if not self._has_noun_subject(i) else []
        if token.dep == "xcomp" and self.tokens[head].dep in {"acomp", "oprd"}:
            return self.grammatical_subject(head, climb)  # "is due to sign": the subject of "is due"
        if token.dep == "xcomp" and self.is_verb(head):
            objects = self.children(head, "dobj")
            if objects and self.lemma(head) not in SUBJECT_CONTROL and not self.is_passive(head):
                return objects
            return self.grammatical_subject(head, climb)
        if token.dep == "pcomp":
            return self._subject_of_pcomp(head, climb)
        if token.dep in {"acomp", "oprd"} and self.is_verb(head):
            return self.grammatical_subject(head, climb)
        if token.dep in {"conj", "advcl", "ccomp", "dep", "auxpass", "aux"} and self.is_verb(head):
            return self.grammatical_subject(head, climb)
        return []

    def _subject_of_acl(self, i: int, noun: int, climb: int) -> list[int]:
        """In "troops attacking X" and "a ship seized by X" the noun; in "a plan to attack X" whoever has the plan."""
        if self.tokens[i].tag in {"VBG", "VBN", *_FINITE}:  # finite: the parser took the subject for the head
            return [noun]
        owners = self.children(noun, "poss")
        if owners:
            return owners
        governor = self.tokens[noun].head
        if self.tokens[noun].dep in {"dobj", "attr", "nsubjpass"} and self.is_verb(governor):
            return self.grammatical_subject(governor, climb) if self.tokens[noun].dep != "nsubjpass" else []
        return []

    def _subject_of_pcomp(self, prep: int, climb: int) -> list[int]:
        """In "accused Iran of shelling" Iran; in "ended a visit by signing" whoever ended it."""
        governor = self.tokens[prep].head
        if not self.is_verb(governor):
            return self.children(governor, "poss")
        if self.lemma(prep) in _DONE_BY_OBJECT:
            objects = self.children(governor, "dobj")
            if objects:
                return objects
        return self.grammatical_subject(governor, climb)

    def _has_noun_subject(self, i: int) -> bool:
        return any(self.tokens[j].lemma not in RELATIVE for j in self.children(i) if self.tokens[j].dep in SUBJECTS)

    def predicates(self, i: int) -> list[int]:
        """What the object of verb i is called or found: "a farce" of "called the vote a farce", wherever the parser hangs it."""
        objects = [
            k for j in self.children(i, "ccomp", "xcomp") for k in (j, *self.children(j, "attr", "acomp", "oprd"))
        ]
        found = [*self.children(i, "oprd", "attr", "npadvmod", "acomp"), *objects]
        found += [k for p in self.prepositions(i) if self.lemma(p) == "as" for k in self.children(p)]
        for head in self.children(i, "dobj"):
            below = [head, *(k for p in self.children(head, "prep") for k in self.children(p, "pobj"))]
            found += [k for j in below for k in self.children(j, "appos", "amod", "npadvmod") if k > j]
        return found

    # ------------------------------------------------------------------------------------------------ prepositions
    def preposition_objects(self, i: int, preposition: str) -> list[int]:
        """Objects of a preposition under token i, chains such as "out of" and conjoined phrases included."""
        found: list[int] = []
        for prep in self.prepositions(i):
            if self.lemma(prep) == preposition:
                found.extend(self.children(prep, "pobj", "pcomp"))
        return found

    def prepositions(self, i: int) -> Iterator[int]:
        """Prepositions under token i, and those chained under them ("out of", "along with")."""
        todo = [j for j in self.children(i) if self.tokens[j].dep in {"prep", "agent", "dative", "prt", "advmod"}]
        while todo:
            j = todo.pop(0)
            if self.tokens[j].pos in {"ADP", "SCONJ", "ADV", "PART", "VERB"}:
                yield j
                todo.extend(self.children(j, "prep"))
                todo.extend(k for k in self.children(j, "conj") if self.tokens[k].pos == "ADP")  # "with X and with Y"

    def has_particle(self, i: int, word: str) -> bool:
        """Does the verb have this particle, adverb or preposition as a child?"""
        return any(self.lemma(j) == word for j in self.prepositions(i))

    def expand(self, heads: Iterable[int]) -> list[int]:
        """The heads with everything that is coordinated with them, in order of the text."""
        out: dict[int, None] = {}
        todo = list(heads)
        while todo:
            i = todo.pop(0)
            if i not in out:
                out[i] = None
                todo.extend(j for j in self.children(i, "conj") if not self.is_verb(j) or self.tokens[j].pos == "PROPN")
        return sorted(out)

    # ------------------------------------------------------------------------------------------------ complements
    def complements(self, i: int, kind: str = "any") -> list[int]:
        """Verbs of the clauses that complete token i: kind "to", "that", "ing", "if" (would follow if ...) or "any"."""
        if kind == "if":
            return [j for j in self.children(i, "ccomp") if self._would_follow(j)]
        found = []
        for j in self.children(i, "xcomp", "ccomp", "acl", "advcl", "relcl"):
            if self.tokens[j].dep in {"advcl", "relcl"} and self._form(j) != "to":
                continue
            if kind in {"any", self._form(j)}:
                found.append(j)
        if kind in {"ing", "any"}:
            found += [v for prep in self.prepositions(i) for v in self.children(prep, "pcomp") if self.is_verb(v)]
        return found

    def _would_follow(self, i: int) -> bool:
        """Is it told what would or will be done if, or unless, something else happens?"""
        willed = any(self.lemma(j) in _WILLED for j in self.children(i, "aux"))
        return willed and any(
            self.lemma(m) in _IF
            for j in self.parse.subtree(i)
            if self.tokens[j].dep == "advcl"
            for m in self.children(j, "mark")
        )

    def _form(self, i: int) -> str:
        if any(self.tokens[j].tag == "TO" for j in self.children(i, "aux")):
            return "to"
        return "ing" if self.tokens[i].tag == "VBG" and not self.children(i, "aux") else "that"

    def is_infinitive(self, i: int) -> bool:
        """Is the verb a to-infinitive?"""
        return self._form(i) == "to"

    def ancestors(self, i: int) -> Iterator[int]:
        """Heads of token i up to the root, nearest first."""
        for _ in range(len(self.tokens)):
            head = self.tokens[i].head
            if head == i:
                return
            i = head
            yield i

    def governing_verb(self, i: int) -> int:
        """The nearest verb at or above token i, or i itself where there is none."""
        if self.is_verb(i):
            return i
        return next((j for j in self.ancestors(i) if self.is_verb(j)), i)


def _mended(parse: Parse) -> Parse:
    """The parse with "denied that X had met Y and accused him" hung as two acts of one subject.

    The parser joins the second verb to the nearest: but a finite past does not go on after "had", and who denies what was done
    accuses somebody himself.
    """
    tokens = parse.tokens
    for token in tokens:
        inner = tokens[token.head]
        outer = tokens[inner.head]
        if token.dep != "conj" or token.tag != "VBD" or inner.dep != "ccomp" or outer.lemma not in _DENIES:
            continue
        below = parse.children[inner.i]
        perfect = any(tokens[j].dep == "aux" and tokens[j].lemma == "have" for j in below) and inner.tag == "VBN"
        subject = any(tokens[j].dep in SUBJECTS for j in parse.children[token.i])
        if perfect and not subject and outer.tag == "VBD":
            joins = [j for j in below if tokens[j].dep == "cc" and j < token.i]
            return _mended(_rehung(parse, {token.i, *joins[-1:]}, outer.i))
    return parse


def _rehung(parse: Parse, moved: set[int], head: int) -> Parse:
    """The parse with these tokens under another head."""
    tokens = tuple(replace(token, head=head) if token.i in moved else token for token in parse.tokens)
    children: list[list[int]] = [[] for _ in tokens]
    for each in tokens:
        if each.head != each.i:
            children[each.head].append(each.i)
    return replace(parse, tokens=tokens, children=tuple(map(tuple, children)))
