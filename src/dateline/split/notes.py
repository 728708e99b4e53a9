"""Notes of an agency to its editors, and corrections printed with a story."""

from __future__ import annotations

import re

from dateline.lexicon.wire import WireConventions

from .patterns import one_of

MAX_NOTE = 1200
MAX_BARE_NOTE = 200
MAX_CORRECTION = 600


class Notes:
    """Recognises notes and corrections that are a paragraph, and corrections that end one."""

    def __init__(self, wire: WireConventions) -> None:
        words, slugs = wire.notes, wire.slugs
        versions = one_of((*slugs.version_words, *slugs.genre_words))
        opening = one_of(words.note_openings)
        verbs = one_of(words.note_verbs)
        corrects = one_of((*words.correction_verbs, *words.correction_openings, *words.correction_headings))
        self._bracketed = re.compile(rf"[\^*]?[(\[]\s*(?:{opening}\s*[:,.–—-]|{verbs}\b|{versions}\b)", re.IGNORECASE)
        self._opened = re.compile(rf"[\^*]{{0,2}}{opening}\s*(?::|--|—|,\s+please\b|\s+please\b)", re.IGNORECASE)
        self._verb = re.compile(rf"{verbs}\b", re.IGNORECASE)
        self._word = re.compile(rf"\b{one_of(words.note_words)}\b", re.IGNORECASE)
        self._phrase = re.compile(rf"\b{one_of(words.note_phrases)}\b", re.IGNORECASE)
        self._withdrawal = re.compile(rf"\b{one_of(slugs.withdrawn_phrases)}\b", re.IGNORECASE)
        self._editors = re.compile(r"\b(?:editors|subscribers|clients|slugged|please|kindly|attn)\b", re.IGNORECASE)
        self._embargo = re.compile(one_of(slugs.embargo_phrases), re.IGNORECASE)
        this_story = r"(?:this\s+(?:[\w.,]+\s+){0,4}?(?:story|item|version|report)\s+)?"
        self._corrects_bracket = re.compile(rf"[(\[]\s*{this_story}{corrects}\b", re.IGNORECASE)
        self._inline = re.compile(rf"\((?:{verbs}|{opening}\s*[:,–—-]|{corrects})\b[^()]{{0,160}}\)\s*", re.IGNORECASE)
        self._corrects_opening = re.compile(
            rf"\W{{0,2}}(?:{one_of(words.correction_openings)}\b|{one_of(words.correction_headings)}\s*(?:[:–—-]|$))",
            re.IGNORECASE,
        )
        self._corrects_dash = re.compile(
            rf"(?:--?|[–—])\s*(?:[A-Z][\w ]{{0,30}} )?{one_of(words.dash_corrections)}\b", re.IGNORECASE
        )
        self._corrects_verb = re.compile(rf"{one_of(words.correction_verbs)}\b")
        self._corrects_end = re.compile(
            rf"(?<=[.!?\"”'’\d])\s+(?P<note>\(\s*{corrects}\b[^()]{{0,400}}\)\.?)$", re.IGNORECASE
        )

    def opens_note(self, line: str) -> bool:
        """Does a bracketed note or correction open here (it may run over several lines)?"""
        return bool(self._bracketed.match(line) or self._corrects_bracket.match(line))

    def note(self, flat: str) -> str | None:
        """The rule by which a paragraph above the body is a note to editors, None if it is none."""
        if len(flat) > MAX_NOTE:
            return None
        if self._bracketed.match(flat) and flat.rstrip(". ").endswith((")", "]")):
            return "note.bracket"
        if self._opened.match(flat):
            return "note.opening"
        if len(flat) <= MAX_BARE_NOTE and self._verb.match(flat) and self._word.search(flat) and flat[-1] not in "?!":
            return "note.verb"
        if len(flat) <= MAX_BARE_NOTE and self._phrase.search(flat) and flat[-1] != ".":
            return "note.phrase"
        return None

    def note_at(self, text: str, start: int, end: int) -> int | None:
        """Where a note that stands behind the dateline ends (a call to kill the story takes all of it), None if there is none."""
        if match := self._inline.match(text, start, end):
            return match.end()
        return end if self._opened.match(text, start, end) and self.withdraws(text[start:end]) else None

    def withdraws(self, flat: str) -> bool:
        """Does a note call a story back? It speaks to editors; news of a withdrawn report does not."""
        return len(flat) <= MAX_NOTE and bool(self._editors.search(flat) and self._withdrawal.search(flat))

    def embargoes(self, flat: str) -> bool:
        """Does a note hold a story back until a time?"""
        return bool(self._embargo.search(flat))

    def correction(self, flat: str) -> str | None:
        """The rule by which a paragraph is a note on a correction, None if it is none."""
        if len(flat) > MAX_CORRECTION:
            return None
        if self._corrects_bracket.match(flat) and flat.rstrip(". ").endswith((")", "]")):
            return "correction.bracket"
        if self._corrects_dash.match(flat):
            return "correction.dash"
        if self._corrects_opening.match(flat):
            return "correction.opening"
        return None

    def bare_correction(self, flat: str) -> bool:
        """Is it "Corrects year of loss in third paragraph" or the like: a sentence without a subject; only below a story?"""
        return (
            len(flat) <= MAX_CORRECTION
            and flat[0].isupper()
            and bool(self._corrects_verb.match(flat[0].lower() + flat[1:]))
        )

    def correction_at_end(self, text: str) -> int | None:
        """Where a bracketed correction at the end of a paragraph starts, None if there is none."""
        if not text.rstrip(".").endswith(")"):
            return None
        window = max(0, len(text) - 420)
        match = self._corrects_end.search(text, window)
        return match.start("note") if match else None
