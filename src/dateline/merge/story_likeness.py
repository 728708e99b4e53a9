"""Are two texts versions of one story? Figures of likeness, and the rules that decide by them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from .facts import shared
from .shingles import jaccard
from .story_text import STEM, StoryText

#: Jaccard of 4-grams above which two texts are one story unless their particulars speak against it: of one day the numbers
#: may change (tolls, corrections), of two days not, because there the daily reports of banks and offices are as alike.
SAME = 0.6
FEW_NUMBERS = 0.3
#: Above this they are copies, whatever their headlines say; and a text that stands so fully in another one tells nothing else.
COPY, CONTAINED = 0.9, 0.9
#: Jaccard, and share of the shorter text, above which they are one story if numbers and headline do not speak against it.
ALIKE = 0.35
EXCERPT = 0.6
#: Share of the shorter text that a rewrite hours later keeps; its headline, names and numbers have to agree besides.
REWRITE = 0.15
#: The same where the texts have no numbers to compare, and where their headlines are half or wholly different ones.
REWRITE_BARE = 0.25
RETOLD = 0.3
#: Under a headline that is surely the same one, within so many hours, numbers may be put in other words.
SAME_HEADLINE, SOON = 0.85, 5.0
#: A rewrite has so much of all in common, or the same headline and numbers; else the one is only a small part of the other.
LEAST = 0.09
#: The same of a version that its mark (LEAD, UPDATE 1 ...) announces, and of an alert of one sentence.
MARKED = 0.03
#: The same under another headline, where so much is kept.
ANNOUNCED = 0.4
#: Shares of common particulars. On the Reuters rewrites of 1987 joined pairs that a reader calls one story have nearly all of
#: their names and numbers in common; notices of bonds, dividends and the money market share their wording and half of the names.
HEADLINE, NAMES, SOME_NAMES, NUMBERS, SOME_NUMBERS = 0.5, 0.65, 0.5, 0.8, 0.6
#: Under different headlines names and numbers have to be the same, and there have to be some.
SAME_NAMES, SAME_NUMBERS, SOME = 0.85, 0.95, 3
#: Within so many hours under different headlines numbers may differ a little, or be missing.
AT_ONCE = 2.0
#: Two round-ups of a day share items, and are two unless the longer one holds so much of the other.
ROUNDUP = 0.8
#: A story is part of a text if so much of it stands there, and if it is shorter by so much.
PART, SMALLER = 0.4, 0.6
#: A text that repeats less than this of the opening of another one begins with something else.
OPENING = 0.3
#: A text of fewer 4-grams than this is a notice: its headline has to agree.
NOTICE = 40
#: Where the words without figures are so much more alike than the texts, the two are one form filled in twice.
#: The same of two days, or hours apart, where numbers have changed besides: a report of every day.
FORM, FORM_LATER = 0.2, 0.1
#: A text with so many figures among its words is a table: its numbers have to be the same, unless its words are others under the
#: same headline (the accounts of a company, told twice).
TABLE, TABLE_NUMBERS, REWORDED = 0.4, 0.9, 0.05
#: A rewrite follows within so many hours (a day where no hour is told); what comes later tells what happened since, unless it
#: keeps headline, numbers and so much of the text.
HOURS, LATER, LATER_HEADLINE = 20, 0.4, 0.7


class Likeness:
    """How alike two stories are, in figures from 0 to 1; what few rules ask for is computed when it is first asked for."""

    def __init__(self, a: StoryText, b: StoryText) -> None:
        self._a, self._b = a, b
        together = len(a.grams & b.grams)
        fewer = min(len(a.grams), len(b.grams))
        self.jaccard = together / max(len(a.grams) + len(b.grams) - together, 1)
        self.excerpt = together / max(fewer, 1)  # share of the shorter text
        self.short = fewer < NOTICE
        day, other = a.story.published, b.story.published
        self.days = abs((day - other).days) if day and other else 0  # 0 if one is not known

    @cached_property
    def form(self) -> float:
        """Jaccard of the texts without figures."""
        return jaccard(self._a.form, self._b.form)

    @cached_property
    def headline(self) -> float | None:
        """Share of the words of the shorter headline; None, here and below, where there are too few to tell."""
        return shared(self._a.facts.headline, self._b.facts.headline)

    @cached_property
    def names(self) -> float | None:
        """Share of the names of the text that has fewer."""
        return shared(self._a.facts.names, self._b.facts.names)

    @cached_property
    def numbers(self) -> float | None:
        """Share of the numbers of the text that has fewer."""
        return shared(self._a.facts.numbers, self._b.facts.numbers)

    @property
    def few(self) -> int:
        """How many numbers there are in the text that has fewer."""
        return min(len(self._a.facts.numbers), len(self._b.facts.numbers))

    @cached_property
    def hours(self) -> float | None:
        """Hours between them; None if a time is not known."""
        at, other = self._a.story.published_at, self._b.story.published_at
        return abs((at - other).total_seconds()) / 3600 if at and other else None

    @property
    def same_place(self) -> bool:
        """Do they have the same place in the dateline, or none?"""
        return self._a.place == self._b.place

    @property
    def marked(self) -> bool:
        """Does one of them say that it is a version, from the same place?"""
        return self.same_place and (_is_marked(self._a) or _is_marked(self._b))

    @property
    def may_be_marked(self) -> bool:
        """Could one be the announced version of the other: marked, and under half the headline?"""
        return self.marked and (self.headline or 0.0) >= HEADLINE

    @property
    def other_hours(self) -> bool:
        """Do both titles name parts of the day, and different ones?"""
        return bool(self._a.hours and self._b.hours) and self._a.hours.isdisjoint(self._b.hours)

    @property
    def same_figures(self) -> bool:
        """Are the figures of one title those of the other, or some of them?"""
        if self._a.title == self._b.title:
            return True
        return self._a.title_figures <= self._b.title_figures or self._b.title_figures <= self._a.title_figures

    @cached_property
    def strange(self) -> int:
        """Of how many of the two the headline names somebody of whom the other text knows nothing."""
        same = self._a.title == self._b.title
        return 0 if same else _only_in(self._a, self._b) + _only_in(self._b, self._a)

    @cached_property
    def table(self) -> bool:
        """Are both tables of figures?"""
        return min(self._a.figures, self._b.figures) >= TABLE

    @property
    def is_background(self) -> bool:
        """Does the later text hold the earlier one under another headline, and open with something else?"""
        if (self.headline or 0.0) >= HEADLINE:
            return False
        one, other = sorted((self._a, self._b), key=lambda text: len(text.grams))
        at, later = ((text.story.published_at or text.story.published) for text in (one, other))
        if at is None or later is None or type(at) is not type(later) or str(at) > str(later):
            return False
        return sum(gram in one.grams for gram in other.opening) < OPENING * len(other.opening)

    @property
    def holds(self) -> int | None:
        """Which of the two is much longer, and says that it is a round-up or opens with something else."""
        texts = (self._a, self._b)
        whole = int(len(self._b.grams) > len(self._a.grams))
        longer, shorter = texts[whole], texts[1 - whole]
        if len(shorter.grams) > SMALLER * len(longer.grams):
            return None
        opening = sum(gram in shorter.grams for gram in longer.opening)
        return whole if opening < OPENING * len(longer.opening) or longer.is_roundup else None

    @property
    def roundups(self) -> int:
        """How many of the two hold several stories."""
        return self._a.is_roundup + self._b.is_roundup


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """same: they are one story by this rule ("": they are not). against: why they are surely two ("": nothing says so).

    holds: 0 or 1 if that one of the two tells the other beside or below something else, as a round-up does.
    """

    same: str = ""
    against: str = ""
    likeness: float = 0.0
    excerpt: float = 0.0
    holds: int | None = None

    @property
    def tells(self) -> bool:
        """Does it say anything?"""
        return bool(self.same or self.against or self.holds is not None)


def judge(a: StoryText, b: StoryText) -> Verdict:
    """Whether two stories are one, the rule with its figures, and what speaks against it."""
    if a.story.story_id == b.story.story_id:
        return Verdict(same="same bytes", likeness=1.0, excerpt=1.0)
    like = Likeness(a, b)
    if like.excerpt < REWRITE and not (like.excerpt >= MARKED and like.may_be_marked):
        return Verdict()
    against = "" if like.jaccard >= COPY else _against(like)
    rule = (
        "" if against or (like.short and not _agree(like.headline, HEADLINE)) else _same_text(like) or _same_news(like)
    )
    figures = f": Jaccard {like.jaccard:.2f}, {like.excerpt:.2f} of the shorter text" if against or rule else ""
    return Verdict(
        same=rule and rule + figures,
        against=against and against + figures,
        likeness=like.jaccard,
        excerpt=like.excerpt,
        holds=like.holds if like.excerpt >= PART else None,
    )


def _is_marked(text: StoryText) -> bool:
    story = text.story
    return bool(story.version_mark or story.note or story.corrected or story.withdrawn)


def _against(like: Likeness) -> str:
    """What says that they are two stories however alike they are worded; "" if nothing does."""
    if like.other_hours:
        return "reports of other hours"
    if like.jaccard < SAME and like.roundups == 1 and not (like.headline or 0.0) >= HEADLINE:
        return "a round-up"
    if like.excerpt < ROUNDUP and like.roundups > 1:
        return "two round-ups"
    if like.jaccard < SAME and like.excerpt >= EXCERPT and not _is_soon(like, SOON) and like.is_background:
        return "background of later news"
    if like.excerpt >= CONTAINED and not (like.days and like.table):
        return ""
    return _other_particulars(like)


def _other_particulars(like: Likeness) -> str:
    if not _is_soon(like, SOON) and like.form - like.jaccard >= FORM_LATER and not _agree(like.numbers, SAME_NUMBERS):
        return "the same report of another time"
    if like.jaccard >= SAME:
        return ""
    if not like.marked and like.form - like.jaccard >= FORM:
        return "one form, other figures"
    if not like.marked and not like.same_figures:
        return "headlines of other figures"
    if not _agree(like.numbers, TABLE_NUMBERS) and like.table and not _is_reworded(like):
        return "tables of other figures"
    return "headlines of other names" if like.strange > 1 else ""


def _is_reworded(like: Likeness) -> bool:
    return (like.headline or 0.0) >= SAME_HEADLINE and like.form - like.jaccard < REWORDED


def _only_in(a: StoryText, b: StoryText) -> bool:
    """Does the headline name somebody of whom the other text knows nothing?"""
    return any(name[:STEM] not in b.stems for name in a.title_names)


def _same_text(like: Likeness) -> str:
    if like.excerpt >= CONTAINED and (like.jaccard >= ALIKE or not like.days):
        return "near-duplicate" if like.jaccard >= ALIKE else "excerpt"
    numbers = _agree(like.numbers, NUMBERS if like.days else SOME_NUMBERS)
    if not _agree(like.names, SOME_NAMES):
        return "near-duplicate" if like.jaccard >= SAME and numbers and like.numbers is not None else ""
    if like.jaccard >= SAME and (not like.days or like.marked or _agree(like.numbers, FEW_NUMBERS)):
        return "near-duplicate"
    if like.jaccard >= ALIKE and (numbers or (like.marked and _agree(like.headline, HEADLINE))):
        return "near-duplicate"
    return "excerpt" if like.excerpt >= EXCERPT and numbers else ""


def _same_news(like: Likeness) -> str:
    """Rules for texts written anew, hours later."""
    least = REWRITE_BARE if _agree(like.headline, HEADLINE) else ANNOUNCED
    if (
        like.marked
        and like.excerpt >= least
        and _agree(like.names, NAMES)
        and (_is_soon(like, HOURS) or not like.is_background)
    ):
        return "marked version, same names and passages"
    if like.days > 1 or not (_is_soon(like, HOURS) or _is_kept(like)):
        return ""
    if like.excerpt >= MARKED and like.marked and _under_one_headline(like) and _agree(like.numbers, FEW_NUMBERS):
        return "marked version, same headline and names"
    if like.jaccard < LEAST and not (like.headline == 1 and like.numbers is not None):
        return ""
    if not _under_one_headline(like):
        return "rewrite of the same particulars" if _is_retold(like) else ""
    headline = like.headline or 0.0
    bare = REWRITE_BARE if headline >= LATER_HEADLINE else RETOLD
    if like.excerpt >= (bare if like.numbers is None else REWRITE) and _agree(like.numbers, NUMBERS):
        return "rewrite under the same headline, same particulars"
    if (
        headline >= SAME_HEADLINE
        and like.excerpt >= REWRITE_BARE
        and _is_soon(like, SOON)
        and _agree(like.numbers, SOME_NUMBERS)
    ):
        return "rewrite under the same headline"
    return ""


def _under_one_headline(like: Likeness) -> bool:
    return like.headline is not None and like.headline >= HEADLINE and _agree(like.names, NAMES)


def _is_soon(like: Likeness, hours: float) -> bool:
    return not like.days if like.hours is None else like.hours <= hours


def _is_kept(like: Likeness) -> bool:
    """Is so much kept that a text of the next day tells nothing new?"""
    headline = like.headline is not None and like.headline >= LATER_HEADLINE
    return headline and like.excerpt >= LATER and like.numbers is not None and like.numbers >= NUMBERS


def _is_retold(like: Likeness) -> bool:
    """The same place, day, names and numbers under another headline."""
    if like.names is None or like.names < SAME_NAMES or like.days or not like.same_place or like.strange:
        return False
    if like.excerpt < RETOLD or like.headline is None or like.table:
        return False
    if like.numbers is not None and like.numbers >= SAME_NUMBERS and like.few >= SOME:
        return True
    return like.hours is not None and like.hours <= AT_ONCE and _agree(like.numbers, NUMBERS)


def _agree(share: float | None, least: float) -> bool:
    return share is None or share >= least
