"""Slugs, which stand before or above a headline: "(2nd LD)", "UPDATE 1-", "URGENT", "PERU-CHILE", "AM-Summit,1st Ld-Writethru"."""

from __future__ import annotations

import re
from dataclasses import replace

from dateline.lexicon.wire import WireConventions

from .marks import Slug
from .patterns import folded, one_of
from .stamps import Stamps

WINDOW = 120
MAX_LINE = 200
#: Shorter words ("LEAD", "ADD", "TEXT") open headlines too, so a dash behind them is not enough.
MIN_DASHED = 5
_ORDINAL = r"(?:\d{1,2}(?:st|nd|rd|th)|first|second|third|fourth|fifth)"
_KEYWORD = re.compile(
    r"[A-Z0-9][A-Z0-9.&'’]*+(?:[-/][A-Z0-9.&'’]++)++"
    r"(?:\s+\([^()]{1,40}\)|,\s?\S(?:(?!\s[-–—]).){0,40}| \d{1,2}(?: [A-Z]{3,20})?)?"
)
_CODE = re.compile(r"(?:ZCZC|NNNN)\b.*|[A-Z]{1,3}\d{3,6}(?:\s[^a-z]{0,40})?|\d{4} ?(?:GMT|UTC)")
_NUMERIC_DATE = re.compile(r"\b\d{1,4}(?P<sign>[-/.])\d{1,2}(?P=sign)\d{2,4}\b|\b\d{4}\s?(?:GMT|UTC|Z)\b")
_AFTER = r"[\s:–—-]*"


class Slugs:
    """Reads slugs at the head of a line and slugs that are a line of their own."""

    def __init__(self, wire: WireConventions, stamps: Stamps) -> None:
        words = wire.slugs
        self._stamps = stamps
        item = rf"(?:{_ORDINAL}[\s-]*)?{one_of((*words.version_words, *words.genre_words))}\b(?:[\s-]*(?:No\.\s*)?\d{{1,2}}(?!\d))?"
        run = rf"{item}(?:(?:\s*[-/,&]\s*|\s+){item}){{0,4}}"
        self._bracketed = re.compile(rf"\(\s*(?P<mark>{run})\s*\){_AFTER}", re.IGNORECASE)
        self._doubled = re.compile(rf"(?P<mark>{run}\s*\(\s*{run}\s*\)){_AFTER}", re.IGNORECASE)
        self._colon = re.compile(rf"(?P<mark>{run})\s*:\s+", re.IGNORECASE)
        self._dashed = re.compile(rf"(?P<mark>{run})\s*(?:--|[-–—])\s*")
        self._bare = re.compile(rf"(?P<mark>{one_of(words.bare_prefixes)})\s+(?P<next>\w+)")
        self._whole = re.compile(
            rf"\W{{0,4}}(?P<mark>{run}(?:\s*\(\s*{run}\s*\))?)(?:\s+{_ORDINAL})?\W{{0,6}}", re.IGNORECASE
        )
        self._run = re.compile(run, re.IGNORECASE)
        self._trailing = re.compile(
            rf"[\s(]\(?(?P<mark>{_ORDINAL}[\s-]*{one_of(words.version_words)}|UPDATE \d{{1,2}})\)?$", re.IGNORECASE
        )
        self._version = re.compile(rf"\b{one_of(words.version_words)}\b", re.IGNORECASE)
        self._cycle = re.compile(
            rf"\^?(?:[a-z]{{1,2}} ){{0,4}}(?:[a-z]?\d{{3,5}}\s+)?{one_of(words.cycles)}-[A-Z0-9]\S*(?:[\s,].{{0,80}})?"
        )
        self._label = re.compile(rf"{one_of(words.header_labels)}\s*:\s*.*", re.IGNORECASE)
        self._headline_label = re.compile(rf"{one_of(words.headline_labels)}\s*:\s*", re.IGNORECASE)
        self._release = frozenset(words.release_lines)
        self._embargo = re.compile(
            rf"(?:{one_of(words.embargo_words)}\s*[:,–—-]*\s*)?{one_of(words.embargo_phrases)}", re.IGNORECASE
        )
        self._withdrawn = {folded(word) for word in words.withdrawn_words}
        self._embargoed = {folded(word) for word in words.embargo_words}
        self._corrected = {folded(word) for word in words.corrected_words}
        self.words = frozenset(folded(word) for word in (*words.version_words, *words.genre_words))

    def prefix(self, flat: str) -> Slug | None:
        """The slug that a headline opens with, None if it opens with none."""
        window = flat[:WINDOW]
        for pattern, basis in ((self._doubled, "double"), (self._bracketed, "bracket"), (self._colon, "colon")):
            if (match := pattern.match(window)) and self._prefix_is_meant(match, flat):
                return self._slug(match, f"slug.{basis}")
        if (match := self._dashed.match(window)) and _is_dashed_slug(match["mark"]) and match.end() < len(flat):
            return self._slug(match, "slug.dash")
        if (match := self._bare.match(window)) and (
            match["mark"] in {"CORRECTED", "REFILE"} or not match["next"].isupper()
        ):
            return self._slug(match, "slug.word", end=match.start("next"))
        if match := self._headline_label.match(window):
            return Slug(end=match.end(), basis="slug.label")
        return None

    def _prefix_is_meant(self, match: re.Match[str], flat: str) -> bool:
        return match.end() < len(flat) and (match["mark"][0].isupper() or match["mark"][0].isdigit() or flat[0] == "(")

    def line(self, flat: str) -> Slug | None:
        """The slug that a whole line is, None if it is none."""
        if len(flat) > MAX_LINE:
            return None
        if self._embargo.match(flat.lstrip("([*")) and flat.lstrip("([*")[:1].isupper():
            return Slug(end=len(flat), embargoed=True, basis="slug.embargo")
        if match := self._whole.fullmatch(flat):
            if flat.lstrip("^*( ")[:1].islower() or not (self._version.search(flat) or flat.isupper()):
                return None
            return self._slug(match, "slug.line")
        if self._cycle.fullmatch(flat):
            return self._with_version(flat, "slug.cycle")
        if _KEYWORD.fullmatch(flat) and sum(character.isalpha() for character in flat) > MIN_DASHED:
            return self._with_version(flat, "slug.keyword")
        if self._is_header(flat):
            return Slug(end=len(flat), basis="slug.header")
        if self._label.fullmatch(flat) or folded(flat.strip(":.- ")) in self._release:
            return Slug(end=len(flat), basis="slug.label")
        return None

    def _is_header(self, flat: str) -> bool:
        """A service line in capitals with a date and time, or with a message number."""
        if any(character.islower() for character in flat):
            return False
        if _CODE.fullmatch(flat):
            return True
        return bool(_NUMERIC_DATE.search(flat)) and flat[:1].isalpha() and not self._stamps.is_date_line(flat)

    def trailing_version(self, headline: str) -> str | None:
        """The version that a headline ends with: "Envoys meet in Oslo (3rd LD)"."""
        match = self._trailing.search(headline[-24:])
        return match["mark"] if match else None

    def _with_version(self, flat: str, basis: str) -> Slug:
        tail = re.split(r"[,\s(]", flat, maxsplit=1)
        match = self._run.search(tail[1]) if len(tail) > 1 else None
        killed = not self._withdrawn.isdisjoint(folded(piece) for piece in re.split(r"[-,\s]+", flat))
        slug = self._slug(match, basis, end=len(flat)) if match else Slug(end=len(flat), basis=basis)
        return replace(slug, withdrawn=slug.withdrawn or killed)

    def _slug(self, match: re.Match[str], basis: str, *, end: int | None = None) -> Slug:
        mark = match["mark"] if "mark" in match.re.groupindex else match[0]
        words = {folded(word) for word in self._version.findall(mark)}
        return Slug(
            end=match.end() if end is None else end,
            version=_once(mark) if words else None,
            withdrawn=not words.isdisjoint(self._withdrawn),
            corrected=not words.isdisjoint(self._corrected),
            embargoed=not words.isdisjoint(self._embargoed),
            basis=basis,
        )


def _once(mark: str) -> str:
    """The mark with single blanks; a word that is only repeated ("KILL KILL KILL") stands once."""
    words = mark.split()
    return words[0] if len(set(words)) == 1 else " ".join(words)


def _is_dashed_slug(mark: str) -> bool:
    if any(character.islower() for character in re.sub(r"\d(?:st|nd|rd|th)", "", mark)):
        return False
    first = re.split(r"[\s\d/-]", mark, maxsplit=1)[0]
    return len(first) >= MIN_DASHED or first == "RPT" or any(character.isdigit() for character in mark)
