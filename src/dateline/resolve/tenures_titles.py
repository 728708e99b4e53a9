"""Offices told by titles and predicates: "Foreign Minister X", "X, the foreign minister,", "X is the new ambassador to Y"."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence

from dateline.lexicon.registry_names import read_role_words
from dateline.lexicon.tenure_cues import TenureCues
from dateline.records import ActorMention

from .tenures_scene import Said, Scene, is_no_office, says_title

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
        what = "former" if what == "held" and _until_now(text[: mention.start], cues) else what
        office = _fielded(mention, text)
        yield Said(what, mention, office, mention.start, mention.end)


def _until_now(before: str, cues: TenureCues) -> bool:
    return any(before.endswith((f"{words} ", f"{words} the ")) for words in cues.until_now)


@functools.lru_cache(maxsize=1)
def _fields() -> frozenset[str]:
    return read_role_words().office_words


def _fielded(mention: ActorMention, text: str) -> str:
    """The office with the field that stands before a bare "Minister X" ("Foreign Minister A and Defence Minister B")."""
    office = mention.office or ""
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
            country = scene.own_country(titled) or who.country or titled.country
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
