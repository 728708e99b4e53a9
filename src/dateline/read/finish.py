"""A story as a reader gives it to a Story with text cleaned, settings filled in, language judged and an id."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from dateline.records import Declined, Story, content_id
from dateline.settings import Settings

from .characters import clean, one_line
from .inputs import over
from .language import judge_language, language_name


def finish(story: Story, settings: Settings) -> Story | Declined:
    """The complete story, or why it is not read: nothing in it, too large, or not in English."""
    text = clean(story.text)
    if not text or text.isspace():
        return _decline(story, "empty", "there is no text in it")
    if len(text) > settings.limits.story_bytes:
        return _decline(story, "size", f"{over(settings.limits.story_bytes)}; split it, or raise Limits.story_bytes")
    if len(text) > settings.limits.text_characters:
        words = f"the text has {len(text):,} characters; split it into stories, or raise Limits.text_characters"
        return _decline(story, "size", words)
    language = judge_language(text)
    if language.code != "en" and not settings.any_language:
        words = (
            f"looks like {language_name(language.code)} ({language.share:.2f}); give --any-language to code it anyway"
        )
        return _decline(story, "language", words)
    return identify(replace(story, text=text, language=language.code), settings)


def identify(story: Story, settings: Settings) -> Story:
    """The story with its metadata on one line each, what the settings add, and its content id."""
    published, basis, year = story.published, story.published_basis, story.published_year
    if published is None and year is None:
        year = settings.published_year
        if settings.published is not None:
            published, basis = _midnight(settings.published), "given"
    title, source, dateline = one_line(story.title), one_line(story.source) or settings.source, one_line(story.dateline)
    year = None if published else year
    written = published.isoformat() if published else str(year) if year else None
    return replace(
        story,
        story_id=content_id("st", story.text, title, written, source, dateline),
        title=title,
        published=published,
        published_year=year,
        published_basis=basis if published else "",
        dateline=dateline,
        author=one_line(story.author),
        source=source,
        url=one_line(story.url),
    )


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime(day.year, day.month, day.day)  # noqa: DTZ001  (naive on purpose: see read_published)


def _decline(story: Story, rule: str, words: str) -> Declined:
    reason = f"read.{rule}: {words}"
    return Declined(room="read", reason=reason, source_id=story.source_id, path=story.path, line=story.line)
