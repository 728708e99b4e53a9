"""How a process is called: the words of its name, what it is about, and its proper name."""

from __future__ import annotations

from dateline.lexicon.process_kinds import Kind, Kinds, Naming

from .reading import Reading

_MODIFIERS = frozenset({"amod", "compound", "nmod", "npadvmod", "punct", "poss", "advmod"})
#: A subject of more words stands behind the noun: "talks on return of refugees".
_SHORT = 3


def modifiers_of(reading: Reading, i: int) -> list[int]:
    """Modifiers before the noun, from left to right; what belongs to the name of a state is left out."""
    found: list[int] = []
    todo = [i]
    while todo:
        j = todo.pop()
        below = [k for k in reading.syntax.children(j) if k < j and reading.tokens[k].dep in _MODIFIERS]
        todo.extend(k for k in below if not reading.is_named(k) and reading.tokens[k].dep != "poss")
        telling = [k for k in below if reading.tokens[k].pos not in {"DET", "NUM", "PRON"}]
        found.extend(k for k in telling if not reading.is_named(k) and not _is_day(reading, k))
    words = [k for k in found if reading.tokens[k].dep != "poss"]
    return sorted(k for k in words if reading.tokens[k].pos != "PUNCT" or {k - 1, k + 1} <= {*words, i})


def _is_day(reading: Reading, i: int) -> bool:
    return reading.tokens[i].pos == "PROPN" and reading.is_date(i)


def is_plain(reading: Reading, j: int, naming: Naming, kinds: Kinds) -> bool:
    """Does the modifier tell nothing apart: a word of rank or time, a number, or the state that the process is in?"""
    token = reading.tokens[j]
    text, lemma = token.text.lower(), token.lemma.lower()
    if (
        token.pos == "ADV"
        or lemma in kinds.words["rounds"]
        or text in kinds.words["plain"]
        or lemma in kinds.words["plain"]
    ):
        return text not in naming.needs
    state = any(word in naming.cues["is"] for word in (text, lemma))
    if token.tag in {"VBN", "VBG", "VBD"}:
        state = state or lemma in naming.cues["done"] or lemma in naming.cues["does"]
    return state and text not in naming.needs


def proper_name_of(reading: Reading, i: int, top: int) -> tuple[int, ...]:
    """The proper name beside the noun: "Malabar exercise", "exercise Cobra Flag", "Team Compass, a joint exercise"."""
    syntax, tokens = reading.syntax, reading.tokens
    if top != i and tokens[top].pos == "PROPN":
        return tuple(j for j in (*syntax.children(top, "compound"), top) if tokens[j].pos == "PROPN")
    beside: list[int] = []
    while (j := i + 1 + len(beside)) < len(tokens) and tokens[j].pos == "PROPN" and not reading.codes(j):
        beside.append(j)
    if beside:
        return tuple(beside)
    after = [j for j in syntax.children(i, "appos") if tokens[j].pos == "PROPN" and not reading.codes(j)]
    return tuple(k for j in after[:1] for k in (*syntax.children(j, "compound"), j) if tokens[k].pos == "PROPN")


def subject_of(reading: Reading, i: int, top: int, kind: Kind, kinds: Kinds) -> tuple[int, ...]:
    """Tokens of what it is about, () where that is not told, is a party, or is vague."""
    syntax, tokens = reading.syntax, reading.tokens
    verbs = [j for j in syntax.children(i, "acl", "relcl") if tokens[j].lemma in kind.subject]
    heads = [k for j in verbs for k in syntax.children(j, "dobj")]
    if (
        not heads
        and i + 1 < len(tokens)
        and tokens[i + 1].lemma.lower() in kind.subject
        and tokens[i + 1].dep == "prep"
    ):
        heads += syntax.children(i + 1, "pobj")
    preps = [j for j in _prepositions(reading, i, top, kinds) if tokens[j].lemma.lower() in kind.subject]
    heads += [k for j in preps for k in syntax.children(j, "pobj")]
    heads += [k for j in preps for verb in syntax.children(j, "pcomp") for k in syntax.children(verb, "dobj")]
    for head in heads or _beside_verb(reading, i, kind, kinds):
        inside = [j for j in _phrase(reading, head) if j == head or not reading.is_named(j)]
        telling = [j for j in inside if counts(reading, j)]
        party = (reading.is_named(head) or (kind.has_sides and reading.is_official(head))) and (
            kind.has_sides or tokens[tokens[head].head].lemma.lower() not in kinds.words["subject"]
        )
        if telling and not party and not reading.is_date(head) and not kinds.has("vague", tokens[head].lemma.lower()):
            return tuple(inside)
    return ()


def _prepositions(reading: Reading, i: int, top: int, kinds: Kinds) -> list[int]:
    """Prepositions below the noun; also "on" and its like below a party, where the parser may hang them."""
    syntax, tokens = reading.syntax, reading.tokens
    own = [*syntax.children(i, "prep"), *(syntax.children(top, "prep") if top != i else ())]
    parties = [j for j in reading.below(i) if j != i and reading.is_named(j)]
    hung = [k for j in parties for k in syntax.children(j, "prep") if kinds.has("subject", tokens[k].lemma.lower())]
    return [*own, *hung]


def _beside_verb(reading: Reading, i: int, kind: Kind, kinds: Kinds) -> list[int]:
    """`Postponed the talks between Greece and Albania on migrant labour`: the parser hangs the subject on the verb."""
    syntax, tokens = reading.syntax, reading.tokens
    verb = tokens[i].head
    if tokens[i].dep not in {"dobj", "nsubjpass", "nsubj"} or not syntax.is_verb(verb):
        return []
    near = kinds.words["subject_of_verb"]
    preps = [j for j in syntax.children(verb, "prep") if j > i and tokens[j].lemma.lower() in kind.subject & near]
    return [k for j in preps for k in syntax.children(j, "pobj") if not kind.has_sides]


def _phrase(reading: Reading, head: int) -> list[int]:
    """The noun with its modifiers, and one of-phrase: "return of refugees"."""
    owners = [
        j for j in reading.syntax.children(head, "poss") if not reading.is_named(j) and reading.tokens[j].pos == "NOUN"
    ]
    owned = [k for j in owners for k in (j, *reading.syntax.children(j, "case"))]
    words = [*owned, *modifiers_of(reading, head), head]
    for prep in reading.syntax.children(head, "prep"):
        if reading.tokens[prep].lemma == "of":
            for noun in [
                k
                for k in reading.syntax.children(prep, "pobj")
                if not reading.is_named(k) and not reading.codes(k, places=True)
            ][:1]:
                words += [prep, *modifiers_of(reading, noun), noun]
    return sorted(words)


def name_of(reading: Reading, words: tuple[int, ...], subject: tuple[int, ...], naming: Naming, kinds: Kinds) -> str:
    """The name in the fewest words: "gas debt talks" for talks on gas debt."""
    own = text_of(reading, words)
    if subject:
        said = [j for j in subject if reading.tokens[j].text.lower() not in kinds.words["plain"]]
        above = next(reading.tokens[j].head for j in subject if reading.tokens[j].head not in subject)
        simple = all(reading.tokens[j].pos != "ADP" for j in said) and len(said) <= _SHORT
        preposition = "between" if reading.syntax.is_verb(above) else reading.tokens[above].text
        one_end = preposition == "between" and reading.tokens[subject[-1]].tag == "NN"  # "between its army and Lima's"
        if simple and (one_end or preposition in {"on", "over", "about", "of"}):
            own = f"{text_of(reading, tuple(said))} {own}"
        else:
            own = f"{own} {preposition} {text_of(reading, tuple(said))}"
    return naming.name.replace("{}", own)


def text_of(reading: Reading, words: tuple[int, ...]) -> str:
    """The tokens as text, names and abbreviations as written, other words in lower case."""
    out = ""
    for k, j in enumerate(words):
        token = reading.tokens[j]
        shown = token.text if token.pos == "PROPN" or token.text.isupper() else token.text.lower()
        joined = k > 0 and j == words[k - 1] + 1 and reading.tokens[words[k - 1]].end == token.start
        out += shown if joined or not out else f" {shown}"
    return out


def term_of(reading: Reading, j: int) -> str:
    return reading.tokens[j].lemma.lower()


def counts(reading: Reading, j: int) -> bool:
    return reading.tokens[j].pos in {"NOUN", "PROPN", "ADJ", "VERB", "X"} and reading.tokens[j].text[0].isalnum()
