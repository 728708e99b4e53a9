"""Sentences and short stories with the events that they tell: one table a theme in cases/coding."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
import yaml

from dateline.pipeline import code_stories
from dateline.records import Story, content_id
from dateline.settings import Settings

TABLES = sorted((Path(__file__).parents[1] / "cases" / "coding").glob("*.yaml"))
#: Publication day of a case that gives none; a Wednesday.
WEDNESDAY = dt.date(2019, 5, 15)
HAPPENED = {"occurred", "ongoing"}


def read_cases():
    """Every case of every table as (table, row)."""
    return [(path.stem, case) for path in TABLES for case in yaml.safe_load(path.read_text("utf-8"))]


CASES = read_cases()


def story_of(case):
    day = case.get("day", WEDNESDAY)
    return Story(
        story_id=content_id("st", case["text"]),
        source_id="case",
        text=case["text"] + "\n",
        published=day and dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC),
        published_basis="given" if day else "",
    )


@pytest.fixture(scope="module")
def coded(kit):
    """All cases, coded in one batch: {text: coded story}."""
    stories = code_stories([story_of(case) for _, case in CASES], kit, Settings())
    return {case["text"]: story for (_, case), story in zip(CASES, stories, strict=True)}


def day_or_span(when):
    if when.first is None:
        return None
    return str(when.first) if when.first == when.last else f"{when.first}/{when.last}"


def codes(people):
    return sorted(person.country or "?" for person in people)


def row_of(event, asked):
    """The asked fields of an event in the form of the tables."""
    found = {
        "actors": codes(event.actors),
        "recipients": codes(event.recipients),
        "sides": codes((*event.actors, *event.recipients)),
        "by": codes(event.attributed_to),
        "when": day_or_span(event.when),
        "trigger": event.trigger.text,
        "where": event.where and event.where.name,
        "names": [actor.name for actor in event.actors],
    }
    return {key: found[key] if key in found else getattr(event, key) for key in asked}


def as_written(row):
    """The row of a table with its codes sorted and its dates as text."""
    plain = {key: sorted(value) if isinstance(value, list) and key != "names" else value for key, value in row.items()}
    return {key: str(value) if isinstance(value, dt.date) else value for key, value in plain.items()}


def test_the_tables_hold_many_cases_and_no_sentence_twice():
    assert len(CASES) >= 130
    assert len({case["text"] for _, case in CASES}) == len(CASES)


@pytest.mark.parametrize(("table", "case"), CASES, ids=[f"{table}: {case['text'][:70]}" for table, case in CASES])
def test_a_story_tells_the_events_of_its_row_and_no_others(table, case, coded):
    story = coded[case["text"]]
    told = [row_of(event, ["type", "status", "actors", "recipients"]) for event in story.events]
    if "none" in case:
        assert told == []
        reasons = [declined.reason for declined in story.declined]
        assert any(reason.startswith(case["none"]) for reason in reasons) or (not case["none"] and not reasons), reasons
    if "events" in case:
        assert [row_of(e, w) for e, w in zip(story.events, case["events"], strict=False)] == [
            as_written(row) for row in case["events"]
        ], told
        assert len(told) == len(case["events"]), told
    for row in map(as_written, case.get("has", ())):
        assert row in [row_of(event, row) for event in story.events], told
    not_told = set(case.get("not", ()))
    assert {event.type for event in story.events if event.status in HAPPENED} & not_told == set(), told
