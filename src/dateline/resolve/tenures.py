"""Who holds which office, as the story says: by a title before a name, or by words of beginning and ending."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from dateline.lexicon.tenure_cues import TenureCues, load_tenure_cues
from dateline.records import ActorMention, Evidence, Parse, ParsedStory, Publication, Sentence, Tenure, Token, When

Key = TypeVar("Key")
Value = TypeVar("Value")
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_CLAUSES = frozenset({"relcl", "acl", "advcl", "appos"})


@dataclass(frozen=True, slots=True)
class _Said:
    """A statement about an office: what it says (held, former, begins, ends), of whom, where, and its date if it has one."""

    what: str
    mention: ActorMention
    office: str
    start: int
    end: int
    when: When | None = None
    country: str | None = None


def find_tenures(
    parsed: ParsedStory, actors: Sequence[ActorMention], dates: Sequence[When], publication: Publication
) -> tuple[Tenure, ...]:
    """One tenure for each person and office of the story, in order of the first words that tell it.

    from_ and to are set only where the text tells the day. as_of is the day of publication for an office said to be held then;
    None for former ones and where that day is unknown. basis: title, appointed, took office, left office, former.
    """
    cues = _cues()
    said = [*_titles(actors, cues), *_changes(parsed, actors, dates, cues)]
    near = _grouped((s.mention.sentence, s) for s in said)
    said = [s for s in said if not any(_says_more(other, s) for other in near[s.mention.sentence])]
    merged: dict[tuple[str, str], Tenure] = {}
    for statement in sorted(said, key=lambda s: (s.start, s.end)):
        tenure = _tenure(statement, parsed, publication)
        key = (tenure.person, tenure.office)
        merged[key] = _merge(merged[key], tenure) if key in merged else tenure
    return tuple(sorted(merged.values(), key=lambda tenure: (tenure.start, tenure.end)))


def _grouped(pairs: Iterable[tuple[Key, Value]]) -> dict[Key, list[Value]]:
    """Values by key, in the order given."""
    groups: dict[Key, list[Value]] = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return groups


def _says_more(other: _Said, said: _Said) -> bool:
    """Does another statement on the person hold this one's words and more of the office?"""
    inside = other.start <= said.start and said.end <= other.end
    return other is not said and inside and other.office != said.office and other.office.startswith(said.office)


@functools.lru_cache(maxsize=1)
def _cues() -> TenureCues:
    return load_tenure_cues()


# ---------------------------------------------------------------------------------------------------- titles
def _titles(actors: Sequence[ActorMention], cues: TenureCues) -> Iterator[_Said]:
    """As in "Foreign Minister X", "X, the foreign minister,": held on the day of publication; "former" ones are over."""
    for mention in actors:
        if mention.kind != "person" or not mention.office or not _says_title(mention):
            continue
        if _is_no_office(mention.office, cues):
            continue
        words = mention.text.lower().replace("-", " ").split()
        if any(word in cues.not_held for word in words):
            continue
        what = "former" if any(word in cues.former for word in words) else "held"
        yield _Said(what, mention, mention.office, mention.start, mention.end)


def _is_no_office(office: str, cues: TenureCues) -> bool:
    """Does the noun name no post? "Aide" and "official" do only with a field before them ("presidential aide")."""
    *field, noun = office.split()
    return noun in cues.no_office and not (field and noun in cues.with_field)


def _says_title(mention: ActorMention) -> bool:
    """Does the mention itself (or its apposition) say the office, rather than the registry or an earlier mention?"""
    if "coref" in mention.basis or "holder" in mention.basis:
        return False
    if mention.basis.endswith(("posts", "apposition")):
        return True
    head = (mention.office or "").split()
    return bool(head) and head[-1] in mention.text.lower()


# ---------------------------------------------------------------------------------------------------- changes
@dataclass(frozen=True, slots=True)
class _Scene:
    """A sentence with its parse, the persons and all actors in it, its dates, and the titled mentions of the story by entity."""

    parse: Parse
    here: Sequence[ActorMention]
    actors: Sequence[ActorMention]
    whens: Sequence[When]
    offices: Mapping[str, Sequence[ActorMention]]


def _changes(
    parsed: ParsedStory, actors: Sequence[ActorMention], dates: Sequence[When], cues: TenureCues
) -> Iterator[_Said]:
    mentions = _grouped((mention.sentence, mention) for mention in actors)
    whens = _grouped((when.sentence, when) for when in dates if when.text)
    offices = _grouped((mention.entity_id, mention) for mention in actors if mention.office)
    appointed: _Said | None = None
    for sentence, parse in zip(parsed.split.sentences, parsed.parses, strict=True):
        if parse is None:
            continue
        actors_here = mentions.get(sentence.index, [])
        here = [mention for mention in actors_here if mention.entity_id.startswith("person:")]
        if not here:
            continue
        scene = _Scene(parse, here, actors_here, whens.get(sentence.index, []), offices)
        for said in (*_appointments(scene, cues), *_by_verbs(scene, cues, appointed)):
            appointed = said if said.what == "begins" else appointed
            yield said
        yield from _formerly(parse, here)


def _appointments(scene: _Scene, cues: TenureCues) -> Iterator[_Said]:
    """As in "named X, a former envoy, as foreign minister": the object of the verb begins, in the state of the one who names."""
    parse = scene.parse
    for token in parse.tokens:
        if token.lemma not in cues.appointing or token.pos != "VERB" or _is_denied(token, parse):
            continue
        person = _object(token, parse, scene.here)
        if person is None:
            continue
        office, country = _office_behind(token, parse, scene.actors, person)
        if not office:
            office, country = _office_after_as(token, scene)
        if office:
            subject = _subject(token, parse, scene.actors)
            country = person.country or country or (subject.country if subject is not None else None)
            yield _Said("begins", person, office, token.start, token.end, None, country)


def _office_after_as(token: Token, scene: _Scene) -> tuple[str, str | None]:
    """The office behind the next "as", wherever the parser has put that, if no other verb comes between."""
    tokens = scene.parse.tokens
    for other in tokens[token.i + 1 :]:
        if other.pos == "VERB":
            break
        if other.text.lower() == "as":
            titled = next((m for m in scene.actors if m.office and 0 < m.start - other.end <= len(" the ")), None)
            return (titled.office or "", titled.country) if titled is not None else ("", None)
    return "", None


def _by_verbs(scene: _Scene, cues: TenureCues, appointed: _Said | None) -> Iterator[_Said]:
    parse = scene.parse
    left: dict[str, tuple[str, str | None]] = {}
    for token in parse.tokens:
        what = _change_of(token, parse, cues)
        subject = _subject(token, parse, scene.here) if what else None
        if subject is None or _object_is_appointed(token, parse, scene, cues):
            continue
        before = _appointed_before(token, parse, subject, appointed, cues)
        office, country = _office_behind(token, parse, scene.actors, subject)
        office = (
            office or (before.office if before else "") or _office_of(scene.offices.get(subject.entity_id, ()), cues)
        )
        if not office and subject.entity_id in left:
            office, country = left[subject.entity_id]
        if not office:
            continue
        subject, country = (before.mention, before.country) if before else (subject, country or subject.country)
        when = _date_of(token, scene)
        yield _Said(what, subject, office, token.start, max(token.end, when.end if when else 0), when, country)
        other = _object(token, parse, scene.here) if token.lemma in cues.successions else None
        if other is not None:
            left[other.entity_id] = office, country
            yield _Said("ends", other, office, token.start, token.end, when, country)


def _object_is_appointed(token: Token, parse: Parse, scene: _Scene, cues: TenureCues) -> bool:
    """Does the verb put its object into office, rather than its subject?"""
    return token.lemma in cues.appointing and _object(token, parse, scene.here) is not None


def _appointed_before(
    token: Token, parse: Parse, subject: ActorMention, appointed: _Said | None, cues: TenureCues
) -> _Said | None:
    """As in "The premier named X. He succeeds Y": "he" is X."""
    takes_over = token.lemma in cues.successions or any(
        parse.tokens[j].lemma == "over" for j in parse.children[token.i]
    )
    pronoun = "coref.pronoun" in subject.basis
    if appointed is None or appointed.mention.entity_id == subject.entity_id:
        return appointed
    near = subject.sentence - appointed.mention.sentence == 1
    return appointed if takes_over and pronoun and near else None


def _date_of(token: Token, scene: _Scene) -> When | None:
    """The date in the clause of a verb, one behind the verb before one in front of it."""
    tokens = scene.parse.tokens
    below = set(scene.parse.subtree(token.i))
    for j in sorted(below):
        if tokens[j].dep == "relcl" and j != token.i:
            below -= set(scene.parse.subtree(j))
    spans = [(tokens[j].start, tokens[j].end) for j in sorted(below)]
    inside = [
        w
        for w in scene.whens
        if any(low <= w.start < high for low, high in spans) and w.first is not None and w.last is not None
    ]
    return min(inside, key=lambda w: (w.start < token.end, abs(w.start - token.end)), default=None)


def _change_of(token: Token, parse: Parse, cues: TenureCues) -> str:
    """Gives "begins" or "ends" for a verb that says so, "" for others; negated, hypothetical and refused changes are none."""
    if token.pos not in {"VERB", "AUX"} or _is_denied(token, parse):
        return ""
    passive = _is_passive(token, parse)
    words = {parse.tokens[j].text.lower() for j in parse.children[token.i]}
    for what, verbs in (("begins", cues.begins), ("ends", cues.ends)):
        objects = verbs.objects.get(token.lemma)
        if objects and words & objects:
            return what
        if token.lemma in (verbs.passive if passive else verbs.active) and not objects:
            return what
    return ""


def _is_passive(token: Token, parse: Parse) -> bool:
    deps = {parse.tokens[j].dep for j in parse.children[token.i]}
    return bool(deps & {"nsubjpass", "auxpass"}) or (
        token.tag == "VBN" and token.dep in {"acl", "relcl", "advcl", "conj"}
    )


def _is_denied(token: Token, parse: Parse) -> bool:
    for j in parse.children[token.i]:
        child = parse.tokens[j]
        if child.dep == "neg" or (
            child.dep == "aux" and child.lemma in {"would", "could", "should", "may", "might", "must", "to"}
        ):
            return True
        if child.dep == "mark" and child.lemma in {"if", "unless", "until", "whether"}:
            return True
    return False


def _subject(token: Token, parse: Parse, here: Sequence[ActorMention]) -> ActorMention | None:
    for j in parse.children[token.i]:
        if parse.tokens[j].dep in _SUBJECTS:
            found = _at(parse.tokens[j], here)
            if found is not None or parse.tokens[j].lemma not in {"who", "that"}:
                return found
    if token.dep in _CLAUSES or token.dep == "conj":
        head = parse.tokens[token.head]
        if head.pos in {"VERB", "AUX"}:
            return _subject(head, parse, here) if head.i != token.i else None
        return _at(head, here)
    return None


def _object(token: Token, parse: Parse, here: Sequence[ActorMention]) -> ActorMention | None:
    return next(
        (
            m
            for j in parse.children[token.i]
            if parse.tokens[j].dep in {"dobj", "oprd"} and (m := _at(parse.tokens[j], here))
        ),
        None,
    )


def _at(token: Token, mentions: Sequence[ActorMention]) -> ActorMention | None:
    return next((m for m in mentions if m.start <= token.start < m.end), None)


def _office_behind(
    token: Token, parse: Parse, actors: Sequence[ActorMention], subject: ActorMention
) -> tuple[str, str | None]:
    """The office in "appointed as foreign minister", "became prime minister of Fiji": lower case, and its country if told."""
    for j in parse.children[token.i]:
        child = parse.tokens[j]
        if child.dep == "prep" and child.text.lower() == "as":
            heads = [k for k in parse.children[j] if parse.tokens[k].dep == "pobj"]
        elif child.dep in {"oprd", "attr"} or (child.dep == "dobj" and token.lemma == "become"):
            heads = [j]
        else:
            continue
        for k in (k for k in heads if _at(parse.tokens[k], [subject]) is None):
            titled = _at(parse.tokens[k], [m for m in actors if m is not subject])
            if titled is not None and titled.basis.startswith("shape"):
                continue
            if titled is not None and titled.office:
                return titled.office, titled.country
            return _noun_phrase(k, parse), None
    return "", None


def _noun_phrase(i: int, parse: Parse) -> str:
    """A noun with its modifiers and of-phrase, lower case, without article, possessive and nationality."""
    kept = [
        parse.tokens[j].text.lower()
        for j in parse.subtree(i)
        if j <= i and parse.tokens[j].dep in {"compound", "amod", "nmod"} and not parse.tokens[j].text[0].isupper()
    ]
    return " ".join([*kept, parse.tokens[i].text.lower()])


def _office_of(titled: Sequence[ActorMention], cues: TenureCues) -> str:
    """The office that the story gives a person anywhere, an explicit title first."""
    held = [mention for mention in titled if mention.office and not _is_no_office(mention.office, cues)]
    explicit = [mention for mention in held if _says_title(mention)]
    return next((mention.office or "" for mention in (*explicit, *held)), "")


def _formerly(parse: Parse, here: Sequence[ActorMention]) -> Iterator[_Said]:
    """As in "Choi, formerly presidential secretary for peace planning,": a former office of the person before."""
    tokens = parse.tokens
    for i, token in enumerate(tokens[1:-1], 1):
        if token.text.lower() not in {"formerly", "previously"} or tokens[i - 1].text != ",":
            continue
        person = next((m for m in here if m.end == tokens[i - 2].end), None) if i > 1 else None
        rest = _until_comma(tokens, i + 1)
        if person is not None and rest:
            office = " ".join(t.text.lower() for t in rest if t.tag != "DT")
            yield _Said("former", person, office, token.start, rest[-1].end)


def _until_comma(tokens: Sequence[Token], i: int) -> list[Token]:
    out: list[Token] = []
    for token in tokens[i:]:
        if token.text in {",", ".", ";"} or token.pos in {"VERB", "AUX"}:
            break
        out.append(token)
    return out if out and any(t.pos == "NOUN" for t in out) else []


# ---------------------------------------------------------------------------------------------------- records
def _tenure(said: _Said, parsed: ParsedStory, publication: Publication) -> Tenure:
    sentence = _sentence_of(said, parsed)
    day = said.when.first if said.when is not None and said.when.first == said.when.last else None
    basis = {"held": "title", "former": "former", "ends": "left office"}.get(
        said.what, "took office" if day else "appointed"
    )
    serving = said.what in {"held", "begins"} and not (day and publication.date and day > publication.date)
    return Tenure(
        person=said.mention.name,
        office=said.office,
        country=said.mention.country or said.country,
        from_=day if said.what == "begins" else None,
        to=day if said.what == "ends" else None,
        as_of=publication.date if serving else None,
        basis=basis,
        text=parsed.split.story.text[said.start : said.end],
        start=said.start,
        end=said.end,
        sentence=said.mention.sentence,
        evidence=(Evidence(part=sentence.part, start=sentence.start, end=sentence.end),),
    )


def _sentence_of(said: _Said, parsed: ParsedStory) -> Sentence:
    return parsed.split.sentences[said.mention.sentence]


def _merge(have: Tenure, new: Tenure) -> Tenure:
    """Two statements on one person and office: days from either, the telling basis, evidence of both."""
    telling = new if have.basis in {"title", "appointed"} and new.basis not in {"title", "appointed"} else have
    first = have.from_ or new.from_
    as_of = _latest(have.as_of, new.as_of)
    over = (
        have.to or new.to or {"left office", "former"} & {have.basis, new.basis} or (first and as_of and first > as_of)
    )
    return replace(
        telling,
        country=have.country or new.country,
        from_=first,
        to=have.to or new.to,
        as_of=None if over else as_of,
        evidence=tuple(dict.fromkeys((*have.evidence, *new.evidence))),
    )


def _latest(one: dt.date | None, other: dt.date | None) -> dt.date | None:
    return max(filter(None, (one, other)), default=None)
