"""Offices told by titles and predicates: "Foreign Minister X", "X, the foreign minister,", "X is the new ambassador to Y"."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from dateline.lexicon.registry_names import read_role_words, slug
from dateline.lexicon.tenure_cues import TenureCues
from dateline.records import ActorMention, Sentence

from .tenures_scene import Said, Scene, is_no_office, says_title, tenure_cues

_CAPITALS = r"(?:the )?[A-Z][\w.'’-]*(?: (?:(?:of|and|the) )*[A-Z][\w.'’-]*)*"
_DAY = re.compile(
    r"(?: (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day| (?:Jan|Feb|March|April|May|June|July|Aug|Sept?|Oct|Nov|Dec)\b).*"
)
_FIELDED = ("minister", "secretary")


def find_titles(actors: Sequence[ActorMention], cues: TenureCues, text: str) -> Iterator[Said]:
    """As in "Foreign Minister X", "X, the foreign minister,": held on the day of publication; "former" ones are over."""
    for mention in actors:
        if mention.kind != "person" or not mention.office or not says_title(mention):
            continue
        if is_no_office(mention.office, cues):
            continue
        words = mention.text.lower().replace("-", " ").split()
        if any(word in cues.not_held for word in words):
            continue
        what = "former" if any(word in cues.former for word in words) else "held"
        what = "designated" if any(word in cues.not_yet for word in words) else what
        over = _until_now(text[: mention.start], cues) or _at_the_time(mention, actors, text, cues)
        what = "former" if what == "held" and over else what
        yield Said(what, mention, mention.office, mention.start, mention.end)


def with_fields(actors: Sequence[ActorMention], text: str) -> list[ActorMention]:
    """The mentions, with the field of a minister in the office of each of his mentions ("... and Defence Minister B")."""
    full = {
        (m.entity_id, m.office or ""): office for m in actors if (office := _fielded(m, text)) != m.office and m.office
    }
    return [replace(m, office=full.get((m.entity_id, m.office or ""), m.office)) for m in actors]


def _until_now(before: str, cues: TenureCues) -> bool:
    return any(before.endswith((f"{words} ", f"{words} the ")) for words in cues.until_now)


def _at_the_time(mention: ActorMention, actors: Sequence[ActorMention], text: str, cues: TenureCues) -> bool:
    """As in "X, foreign minister at the time,": behind the name or the title that is apposed to it."""
    near = [m for m in actors if m.entity_id == mention.entity_id and m.sentence == mention.sentence]
    return any(text[m.end :].lstrip(" ").startswith(tuple(cues.at_the_time)) for m in near)


def parted(actors: Sequence[ActorMention], sentence: Sentence, cues: TenureCues) -> Iterator[ActorMention]:
    """The mentions, with name and office apart where "appointed X Y foreign minister" was taken for one title."""
    for mention in actors:
        found = _NAME_FIRST.match(mention.text) if mention.basis.startswith("role") and mention.office else None
        before = sentence.text[: max(mention.start - sentence.start, 0)].lower()
        told_in_front = "+country" in mention.basis and " of " not in mention.text
        if found is None or told_in_front or not cues.naming_forms.intersection(before.split()):
            yield mention
            continue
        name = found[1]
        at = mention.start + found.end()
        person = f"person:{slug(name)}:{mention.country}"
        yield replace(
            mention,
            text=name,
            end=mention.start + len(name),
            kind="person",
            name=name,
            entity_id=person,
            country=None,
            office=None,
            basis="shape",
        )
        basis = mention.basis.split("+holder.")[0]
        yield replace(mention, text=mention.text[found.end() :], start=at, kind="office", basis=basis)


#: Two to four words of a name, and the first word of a title behind them.
_NAME_FIRST = re.compile(r"([A-Z][\w.'’-]*(?: (?:al-|el-)?(?:[A-Z][\w.'’-]*|al|bin|ben|de|da|van|von)){1,3}) (?=[a-z])")


@functools.lru_cache(maxsize=1)
def _fields() -> frozenset[str]:
    return read_role_words().office_words


def _fielded(mention: ActorMention, text: str) -> str:
    """The office with the field that stands before a bare "Minister X" ("Foreign Minister A and Defence Minister B")."""
    office = mention.office or ""
    within = re.search(rf"(\w+) {re.escape(office)}\b", mention.text.lower())
    if within and within[1] in tenure_cues().fields:
        return f"{within[1]} {office}"
    if office not in _FIELDED:
        return office
    before = re.search(r"([A-Z]\w+) $", text[: mention.start])
    word = before[1].lower() if before else ""
    return f"{word} {office}" if word in _fields() and mention.text.lower().startswith(office) else office


def find_predicates(scene: Scene) -> Iterator[Said]:
    """As in "X is the new ambassador to Y", "X was then Peru's foreign minister": held, or former where told in the past."""
    for token in scene.parse.tokens:
        if token.lemma != "be" or scene.is_unreal(token) or any(c.dep == "aux" for c in scene.children(token)):
            continue
        who = scene.subject(token)
        for noun in (child for child in scene.children(token) if child.dep == "attr"):
            titled = scene.at(noun, [m for m in scene.actors if m is not who and scene.is_title(m)])
            if who is None or titled is None or not titled.office or is_no_office(titled.office, scene.cues):
                continue
            words = titled.text.lower().split()
            if set(words) & scene.cues.not_held or titled.office == who.office or words[0] in {"a", "an"}:
                continue
            past = token.tag == "VBD" or set(words) & scene.cues.former
            what = "former" if past else "designated" if set(words) & scene.cues.not_yet else "held"
            sent = titled.office.split()[-1] in scene.cues.complemented
            country = scene.own_country(titled) or who.country or (None if sent else titled.country)
            yield Said(what, who, titled.office, token.start, titled.end, None, country)


def with_complement(said: Said, sentence: str, start: int, cues: TenureCues) -> str:
    """The office with where it is sent to, as in "ambassador to Indonesia"; start: the first character of the sentence."""
    noun = said.office.split()[-1] if said.office else ""
    if noun not in cues.complemented:
        return said.office
    pattern = re.compile(rf"\b(?i:{noun})(?:-\w+)? (?:to|for|in) ({_CAPITALS})")
    first, last = max(said.mention.start - start, 0), max(said.mention.end, said.end) - start
    near = pattern.search(sentence, first)
    found = near if near is not None and near.start() <= last else None
    if found is None and len(re.findall(rf"\b{noun}s?\b", sentence.lower())) == 1:
        found = pattern.search(sentence)
    if found is None or not found[1].removeprefix("the ")[:1].isupper():
        return said.office
    name = re.split(rf"\s*\b(?:{'|'.join(map(re.escape, said.mention.name.split()))})\b", _DAY.sub("", found[1]))[0]
    joined = found[0][: found.start(1) - found.start()].split()[-1]
    return f"{said.office} {joined} {name.rstrip('.')}" if name else said.office
