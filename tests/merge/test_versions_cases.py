"""Chains of made-up wire copy, read and divided as the program does it: which texts are one story, and in which order."""

import itertools
import json
import re
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.ledger.digests import time_of
from dateline.lexicon.registry import load_registry
from dateline.lexicon.wire import load_wire
from dateline.merge import merge_stories
from dateline.read import read_paths
from dateline.records import StoryDigest
from dateline.resolve.publication import find_publication
from dateline.settings import Settings
from dateline.split import split_story

FOLDER = Path(__file__).parents[1] / "cases" / "stories"
CASES = [case for path in sorted(FOLDER.glob("*.yaml")) for case in yaml.safe_load(path.read_text("utf-8"))]


def written(case, name):
    """The text of a story: its parts with the paragraphs that they name, a blank line between them."""
    known = case.get("paragraphs", {})
    return "\n\n".join(re.sub(r"\$(\w+)", lambda m: known[m[1]], part) for part in case["stories"][name]["text"])


@pytest.fixture(scope="module")
def digests(tmp_path_factory):
    """The stories of all cases as a ledger tells them, by case and name."""
    path = tmp_path_factory.mktemp("stories") / "stories.jsonl"
    rows = [
        {"id": f"{n}/{name}", "text": written(case, name), "published": story["at"]}
        | {"source": story.get("from"), "title": story.get("title")}
        for n, case in enumerate(CASES)
        for name, story in case["stories"].items()
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    read = list(read_paths([str(path)], Settings(any_language=True)))
    assert len(read) == len(rows)
    wire, registry = load_wire(), load_registry()
    found = {}
    for story in read:
        number, _, name = story.source_id.partition("/")
        found.setdefault(int(number), {})[name] = digest(split_story(story, wire), registry)
    return [found[n] for n in range(len(CASES))]


def digest(split, registry):
    """One story as ledger/digests.py tells it."""
    story, masthead = split.story, split.masthead
    kinds = {
        kind: [part.text for part in split.parts if part.kind in kind] for kind in (("headline", "body"), ("slug",))
    }
    return StoryDigest(
        story_id=story.story_id,
        source_id=story.source_id,
        published=find_publication(split, registry, Settings()).date,
        published_at=time_of(story.published.isoformat() if story.published else None),
        outlet=story.source or masthead.agency,
        agency=masthead.agency,
        headline=masthead.headline or story.title,
        dateline_place=masthead.place,
        version_mark=masthead.version,
        note=masthead.note,
        withdrawn=masthead.withdrawn,
        corrected=masthead.corrected,
        url=None,
        body="\n".join(kinds["headline", "body"]),
        slug="\n".join(kinds[("slug",)]),
    )


def placed(stories):
    """The places by name."""
    return {member.source_id.partition("/")[2]: member for member in merge_stories(list(stories.values()))}


@pytest.mark.parametrize("number", range(len(CASES)), ids=[case["why"] for case in CASES])
def test_texts_are_one_story_where_a_reader_says_so(number, digests):
    case, members = CASES[number], placed(digests[number])
    found = {}
    for name, member in members.items():
        found.setdefault(member.group, set()).add(name)
    assert sorted(map(sorted, found.values())) == sorted(map(sorted, case["groups"])), {
        name: member.reason for name, member in members.items()
    }
    for name, version in case.get("versions", {}).items():
        assert members[name].version == version, name
    for name, words in case.get("reasons", {}).items():
        assert words in members[name].reason


def test_there_are_many_cases():
    assert len(CASES) >= 40


def test_cases_do_not_disturb_each_other(digests):
    together = merge_stories(list(itertools.chain.from_iterable(case.values() for case in digests)))
    groups = {}
    for member in together:
        groups.setdefault(member.group, set()).add(member.source_id)
    wanted = [{f"{n}/{name}" for name in group} for n, case in enumerate(CASES) for group in case["groups"]]
    assert sorted(map(sorted, groups.values())) == sorted(map(sorted, wanted))


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_the_order_of_arrival_changes_no_group_and_no_version(digests, data):
    stories = [story for case in data.draw(st.permutations(range(len(CASES))))[:6] for story in digests[case].values()]
    assert merge_stories(data.draw(st.permutations(stories))) == merge_stories(stories)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(number=st.integers(0, len(CASES) - 1), other=st.integers(0, len(CASES) - 1))
def test_an_unrelated_story_changes_no_place(digests, number, other):
    stories = list(digests[number].values())
    more = [] if other == number else list(digests[other].values())
    ids = {(story.story_id, story.source_id) for story in stories}
    beside = [member for member in merge_stories([*stories, *more]) if (member.story_id, member.source_id) in ids]
    assert tuple(beside) == merge_stories(stories)


def test_every_place_has_a_reason(digests):
    for case in digests:
        for member in merge_stories(list(case.values())):
            assert member.reason == "alone" or re.search(r"\d\.\d\d|same bytes|withdrawal", member.reason)
