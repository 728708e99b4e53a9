"""Who holds which office, as the story says: by a title before a name, or by words of beginning and ending."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from dateline.lexicon.office_terms import weight_of_state
from dateline.lexicon.tenure_cues import TenureCues
from dateline.records import ActorMention, Evidence, Parse, ParsedStory, Publication, Sentence, Tenure, Token, When

from .tenures_changes import find_changes, find_opening, find_predecessors
from .tenures_relatives import find_relatives, with_bare_titles
from .tenures_scene import Before, Said, Scene, tenure_cues
from .tenures_titles import find_predicates, find_titles, parted, with_complement, with_fields

Key = TypeVar("Key")
Value = TypeVar("Value")
#: Values of dates that say when an office began or ended: a day, a week, a month, a quarter, a year.
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?|-W\d\d|-Q\d)?")


def find_tenures(
    parsed: ParsedStory, actors: Sequence[ActorMention], dates: Sequence[When], publication: Publication
) -> tuple[Tenure, ...]:
    """One tenure for each person and office of the story, in order of the first words that tell it.

    from_ and to are set only where the text tells the day; began and ended are as exact as the text. as_of is the day of
    publication for an office said to be held then; None for former ones and where that day is unknown.
    basis: title, appointed, took office, left office, former; elected and designated for those not in office yet.
    """
    cues = tenure_cues()
    text = parsed.split.story.text
    actors = with_fields(actors, text)
    said = [*find_titles(actors, cues, text), *_changes(parsed, actors, dates, cues)]
    home = _home(actors)
    said = [_in_full(s, parsed, home=home) for s in said]
    said = list(with_bare_titles(said))
    near = _grouped((s.mention.sentence, s) for s in said)
    said = [s for s in said if not any(_says_more(other, s) for other in near[s.mention.sentence])]
    merged: dict[tuple[str, str], Tenure] = {}
    for statement in sorted(said, key=lambda s: (s.start, s.end)):
        tenure = replace(_tenure(statement, parsed, publication), placed_by=_placed_by(statement, actors, home))
        key = (tenure.person, tenure.office)
        merged[key] = _merge(merged[key], tenure) if key in merged else tenure
    told = _until_successors(merged.values(), publication.date)
    return tuple(sorted(told, key=lambda tenure: (tenure.start, tenure.end)))


def _until_successors(tenures: Iterable[Tenure], today: dt.date | None) -> list[Tenure]:
    """Who is replaced by somebody that is to begin on a later day holds the office until then."""
    tenures = list(tenures)
    coming = {(t.office, t.country): t.from_ for t in tenures if t.from_ and today and t.from_ > today}
    return [
        replace(tenure, to=day, ended=day.isoformat(), as_of=today)
        if tenure.basis == "left office" and not tenure.ended and (day := coming.get((tenure.office, tenure.country)))
        else tenure
        for tenure in tenures
    ]


def _home(actors: Sequence[ActorMention]) -> str | None:
    """The state that the dateline gives to bare titles of the story."""
    return next((m.country for m in actors if m.country and "context.dateline" in m.basis), None)


def _in_full(said: Said, parsed: ParsedStory, *, home: str | None) -> Said:
    """The statement with the whole title, and with the state of the dateline where no other is told."""
    sentence = _sentence_at(said, parsed)
    office = with_complement(said, sentence.text, sentence.start, tenure_cues())
    return replace(said, office=office, country=said.country or said.mention.country or home)


def _placed_by(said: Said, actors: Sequence[ActorMention], home: str | None) -> str:
    """How the state of a statement is known; a title beside a name tells no more than the name's own rules."""
    mention = said.mention
    if said.country is None:
        return ""
    if mention.country is None:
        return "dateline" if said.country == home else "told"
    here = (m for m in actors if m.entity_id == mention.entity_id and m.sentence == mention.sentence)
    beside = (m for m in here if "coref" not in m.basis)
    basis = " ".join(m.basis for m in beside) if mention.basis.startswith("apposition") else mention.basis
    rule = next((rule for rule in _CONTEXT if rule in basis), "")
    return _CONTEXT.get(rule, "told") if said.country == mention.country else "told"


#: How a state is known by the rules in the basis of a mention.
_CONTEXT = {
    "context.dateline": "dateline",
    "context.previous": "context",
    "context.story": "context",
    "context.place": "context",
    "context": "scene",
    "coref": "scene",
}


def _grouped(pairs: Iterable[tuple[Key, Value]]) -> dict[Key, list[Value]]:
    """Values by key, in the order given."""
    groups: dict[Key, list[Value]] = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return groups


def _says_more(other: Said, said: Said) -> bool:
    """Does another statement on the person hold this one's words and more of the office?"""
    inside = other.start <= said.start and said.end <= other.end
    return other is not said and inside and other.office != said.office and other.office.startswith(said.office)


# ---------------------------------------------------------------------------------------------------- changes
def _changes(
    parsed: ParsedStory, actors: Sequence[ActorMention], dates: Sequence[When], cues: TenureCues
) -> Iterator[Said]:
    mentions = _grouped((mention.sentence, mention) for mention in actors)
    whens = _grouped((when.sentence, when) for when in dates if when.text and not _is_in_title(when, actors))
    offices = _grouped((mention.entity_id, mention) for mention in actors if mention.office)
    text = parsed.split.story.text
    before = Before()
    for sentence, parse in zip(parsed.split.sentences, parsed.parses, strict=True):
        if parse is None:
            continue
        actors_here = list(parted(mentions.get(sentence.index, []), sentence, cues))
        here = [mention for mention in actors_here if _is_told_of(mention)]
        scene = Scene(parse, here, actors_here, whens.get(sentence.index, []), offices, cues, text, sentence.index)
        said = list(_told_in(scene, before)) if here or before.appointed else []
        said = [replace(one, office=with_complement(one, sentence.text, sentence.start, cues)) for one in said]
        yield from said
        before = _remembered(before, said, scene)
        if (opened := find_opening(scene)) is not None:
            before = replace(
                before, opened=replace(opened, office=with_complement(opened, sentence.text, sentence.start, cues))
            )


def _is_in_title(when: When, actors: Sequence[ActorMention]) -> bool:
    """Is it the "present" of "the present minister"?"""
    return any(m.office and m.start <= when.start and when.end <= m.end for m in actors if m.sentence == when.sentence)


def _told_in(scene: Scene, before: Before) -> Iterator[Said]:
    """All statements of a sentence."""
    yield from find_relatives(scene, before.holder)
    yield from find_predicates(scene)
    changes = list(_on_day(find_changes(scene, before), scene, before.reshuffled))
    yield from changes
    yield from find_predecessors(scene, changes)
    yield from _terms(scene, scene.text)
    yield from _formerly(scene.parse, scene.here)


def _on_day(said: Iterable[Said], scene: Scene, day: When | None) -> Iterator[Said]:
    """The changes, those without a date in a sentence without any with that of the reshuffle told before."""
    for one in said:
        undated = day is not None and not scene.whens and one.when is None and one.what in {"begins", "ends"}
        yield replace(one, when=day) if undated else one


def _remembered(before: Before, said: Sequence[Said], scene: Scene) -> Before:
    """What the next sentence has before it."""
    begun = [one for one in said if one.what in {"begins", "elected", "designated"} or _is_new(one, scene)]
    left = [one for one in said if one.what == "ends"]
    holders = [mention for mention in scene.here if scene.office_of(mention)]
    days = [when for when in scene.whens if when.first is not None and when.first == when.last]
    shuffled = any(token.lemma in scene.cues.reshuffling for token in scene.parse.tokens) and len(days) == 1
    again = before.reshuffled if said and not scene.whens else None
    return Before(
        appointed=begun[-1] if begun else before.appointed,
        vacated=left[-1] if left else before.vacated,
        opened=before.opened,
        holder=holders[0] if holders else before.holder,
        reshuffled=days[0] if shuffled else again,
    )


def _is_new(said: Said, scene: Scene) -> bool:
    """As in "X is the new ambassador"."""
    return said.what == "held" and bool(scene.cues.new.intersection(_said_words(said, scene.text)))


def _said_words(said: Said, text: str) -> list[str]:
    """The words of a statement, in lower case."""
    return text[said.start : said.end].lower().split()


def _is_told_of(mention: ActorMention) -> bool:
    """A person whom the text names, not one whom the registry puts in for a title."""
    if "holder." in mention.basis:
        return False
    return mention.entity_id.startswith("person:") or _is_full_name(mention)


def _is_full_name(mention: ActorMention) -> bool:
    """Two words or more with capitals that nothing else is known of: a person if words of office say so."""
    return mention.kind == "unknown" and mention.basis == "shape" and len(mention.text.split()) > 1


def _terms(scene: Scene, text: str) -> Iterator[Said]:
    """As in "X, foreign minister since 2018", "who served from 2015 to 2019", "ambassador until 2012", "in office since May"."""
    whens = sorted((when for when in scene.whens if when.first is not None), key=lambda when: when.start)
    for at, when in enumerate(whens):
        before = next((t for t in reversed(scene.parse.tokens) if t.end <= when.start), None)
        word = before.text.lower() if before is not None else ""
        if before is None or word not in {"since", "from", "until"}:
            continue
        person = _officer_before(before, scene, text)
        if person is None:
            continue
        office, country = _office_between(person, before, scene)
        if not office and word == "until":
            office, country = _office_right_behind(when, scene)
        office, country = office or scene.office_of(person), country or person.country
        if not office:
            continue
        second = whens[at + 1] if at + 1 < len(whens) else None
        if word == "from":
            if second is None or text[when.end : second.start].split() not in (["to"], ["until"], ["till"]):
                continue
            yield Said("ends", person, office, before.start, second.end, second, country, since=when)
        elif word == "until":
            yield Said("ends", person, office, before.start, when.end, when, country)
        else:
            yield Said("begins", person, office, before.start, when.end, when, country, by="took office")


def _officer_before(word: Token, scene: Scene, text: str) -> ActorMention | None:
    """The person whom a term behind him is told of: between them stand only words of holding an office."""
    person = max((m for m in scene.here if m.end <= word.start), key=lambda m: m.end, default=None)
    if person is None:
        return None
    between = text[person.end : word.start].lower()
    for title in sorted((m.text for m in scene.actors if person.end <= m.start and m.end <= word.start), key=len):
        between = between.replace(title.lower(), " ")
    office = set((person.office or "").split())
    words = re.findall(r"[a-z']+", between)
    return person if all(found in scene.cues.holding or found in office for found in words) else None


def _office_between(person: ActorMention, word: Token, scene: Scene) -> tuple[str, str | None]:
    """The office that stands between a person and the term, as in "X, who has been prime minister of Y since"."""
    titled = (m for m in scene.actors if m.kind == "office" and person.end <= m.start and m.end <= word.start)
    return next(((m.office or "", m.country) for m in titled if m.office), ("", None))


def _office_right_behind(when: When, scene: Scene) -> tuple[str, str | None]:
    """The office in "X, until last week ambassador to Thailand,"."""
    near = (m for m in scene.actors if scene.is_title(m) and 0 < m.start - when.end <= len(" the "))
    return next(((m.office or "", scene.own_country(m)) for m in near), ("", None))


def _formerly(parse: Parse, here: Sequence[ActorMention]) -> Iterator[Said]:
    """As in "Choi, formerly presidential secretary for peace planning,": a former office of the person before."""
    tokens = parse.tokens
    for i, token in enumerate(tokens[1:-1], 1):
        if token.text.lower() not in {"formerly", "previously"} or tokens[i - 1].text != ",":
            continue
        person = next((m for m in here if m.end == tokens[i - 2].end), None) if i > 1 else None
        rest = _until_comma(tokens, i + 1)
        if person is not None and rest:
            office = " ".join(t.text.lower() for t in rest if t.tag != "DT")
            yield Said("former", person, office, token.start, rest[-1].end)


def _until_comma(tokens: Sequence[Token], i: int) -> list[Token]:
    out: list[Token] = []
    for token in tokens[i:]:
        if token.text in {",", ".", ";"} or token.pos in {"VERB", "AUX"}:
            break
        out.append(token)
    return out if out and any(t.pos == "NOUN" for t in out) else []


# ---------------------------------------------------------------------------------------------------- records
def _tenure(said: Said, parsed: ParsedStory, publication: Publication) -> Tenure:
    sentence = _sentence_at(said, parsed)
    begins, ends = (said.when if said.what == "begins" else said.since), (said.when if said.what == "ends" else None)
    first, last, today = _day(begins), _day(ends), publication.date
    over = said.what in {"former", "elected", "designated"} or (
        said.what == "ends" and not (ends and today and ends.first and ends.first > today)
    )
    basis = _BASIS.get(said.what, said.by)
    coming = begins is not None and today is not None and begins.first is not None and begins.first > today
    return Tenure(
        person=said.mention.name,
        office=said.office,
        country=said.country or said.mention.country,
        from_=first,
        to=last,
        as_of=None if over or coming else today,
        began=_value(begins),
        began_by=begins.last if begins is not None else None,
        ended=_value(ends),
        basis=basis,
        text=parsed.split.story.text[said.start : said.end],
        start=said.start,
        end=said.end,
        sentence=sentence.index,
        evidence=(Evidence(part=sentence.part, start=sentence.start, end=sentence.end),),
    )


_BASIS = {"held": "title", "leaving": "title", "former": "former", "ends": "left office"} | {
    what: what for what in ("elected", "designated")
}


def _sentence_at(said: Said, parsed: ParsedStory) -> Sentence:
    """The sentence whose words tell it; the mention may stand in the one before."""
    sentences = parsed.split.sentences
    near = sentences[said.mention.sentence : said.mention.sentence + 2]
    return next((s for s in near if s.start <= said.start < s.end), sentences[said.mention.sentence])


def _day(when: When | None) -> dt.date | None:
    return when.first if when is not None and when.first == when.last else None


def _value(when: When | None) -> str:
    """How exact the text tells the date, in EDTF; "" for none."""
    if when is None:
        return ""
    day = _day(when)
    return day.isoformat() if day else when.value if _DATE.fullmatch(when.value) else ""


_TELLING = ("former", "left office", "took office", "appointed", "title", "elected", "designated")


def _merge(have: Tenure, new: Tenure) -> Tenure:
    """Two statements on one person and office: days from either, the telling basis, evidence of both."""
    telling = min(have, new, key=lambda tenure: _TELLING.index(tenure.basis))
    placed = max(have, new, key=lambda tenure: (tenure.country is not None, weight_of_state(tenure.placed_by)))
    first = have.from_ or new.from_
    if new.from_ and have.basis == "appointed" and new.basis == "took office":
        first = new.from_
    as_of = _latest(have.as_of, new.as_of)
    over = any(tenure.as_of is None and tenure.basis in {"left office", "former"} for tenure in (have, new))
    coming = first is not None and as_of is not None and first > as_of
    return replace(
        telling,
        country=placed.country,
        placed_by=placed.placed_by,
        from_=first,
        to=have.to or new.to,
        began=first.isoformat() if first else max(have.began, new.began, key=len),
        began_by=have.began_by or new.began_by,
        ended=max(have.ended, new.ended, key=len),
        as_of=None if over or coming else as_of,
        evidence=tuple(dict.fromkeys((*have.evidence, *new.evidence))),
    )


def _latest(one: dt.date | None, other: dt.date | None) -> dt.date | None:
    return max(filter(None, (one, other)), default=None)
