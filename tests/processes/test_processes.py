"""Processes: the examples of the lexicon, rows of the board that must not appear, and what holds for every text."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.lexicon.process_kinds import load_kinds
from dateline.pipeline import code_stories
from dateline.processes import find_processes
from dateline.records import Story
from dateline.settings import Settings

KINDS = load_kinds()
CASES = [(kind.name, number, case) for kind in KINDS.kinds.values() for number, case in enumerate(kind.examples)]
NAMES = [f"{kind} {number}: {case['text'][:50]}" for kind, number, case in CASES]
#: A week told by its day may be any of its days.
WEEK = dt.timedelta(days=7)


def story_of(number, case):
    day = dt.datetime.combine(case["day"], dt.time(12), dt.UTC)
    return Story(story_id=f"st_{number}", source_id=f"case-{number}", text=case["text"], published=day)


@pytest.fixture(scope="session")
def coded(kit):
    stories = [story_of(number, case) for number, (_, _, case) in enumerate(CASES)]
    return dict(zip(NAMES, code_stories(stories, kit, Settings()), strict=True))


def shown(mention):
    who = (
        f"{' '.join(mention.by)} > {' '.join(mention.against)}"
        if mention.by or mention.against
        else " ".join(mention.parties)
    )
    since = mention.when.first and (mention.when.first, mention.when.grain)
    return f"{mention.name} | {who} | {mention.state} | {since} {'' if mention.change else 'standing'}"


def is_since(told, mention, day):
    """`1994`, `1994-02`, `1994-02-03`; "now": as a standing state on the day of the story; "-": no date."""
    first, last = mention.when.first, mention.when.last
    if told == "-" or first is None or last is None:
        return told == "-" and first is None
    if told == "now":
        return first == day and not mention.change
    if len(told) == len("1994-02-03"):
        return first <= dt.date.fromisoformat(told) <= last and last - first < WEEK
    return first.isoformat().startswith(told) and last.isoformat().startswith(told)


def is_told(want, mention, day):
    """Name within two words, parties with their sides, state and date as the example says."""
    name, who, state, since = (field.strip() for field in want.split("|"))
    by, sided, against = (set(side.split()) for side in who.partition(">"))
    parties = (by, against) == (set(mention.by), set(mention.against)) if sided else by == set(mention.parties)
    words, told = set(name.lower().split()), set(mention.name.lower().split())
    named = words <= told and len(told) <= len(words) + 2
    return named and parties and state == mention.state and is_since(since, mention, day)


def unexpected(mentions, matched):
    """Mentions that no line of the example tells; that it is still so adds nothing to a state told with its date."""
    told = {(mention.name, mention.state) for mention in matched}
    return [m for m in mentions if m not in matched and (m.change or (m.name, m.state) not in told)]


@pytest.mark.parametrize(("name", "case"), [(n, c) for n, (_, _, c) in zip(NAMES, CASES, strict=True)], ids=NAMES)
def test_every_example_of_the_lexicon_tells_what_it_says_and_no_more(coded, name, case):
    mentions = coded[name].processes
    matched, missed = [], []
    for want in case["says"]:
        hit = next((m for m in mentions if m not in matched and is_told(want, m, case["day"])), None)
        (missed if hit is None else matched).append(want if hit is None else hit)
    assert missed == [], [shown(m) for m in mentions]
    assert [shown(m) for m in unexpected(mentions, matched)] == []


def test_the_lexicon_has_examples_for_every_kind():
    assert {kind.name for kind in KINDS.kinds.values() if not kind.examples} == set()
    assert len(CASES) >= 150


# ---------------------------------------------------------------------------------------------------------- properties
def assert_sound(coded):
    text = coded.resolved.parsed.split.story.text
    for mention in coded.processes:
        assert text[mention.trigger.start : mention.trigger.end] == mention.trigger.text != ""
        assert mention.kind in KINDS.kinds
        assert mention.name.strip() == mention.name != ""
        assert list(mention.parties) == sorted({*mention.parties, *mention.by, *mention.against}) != []
        assert all(e.start <= mention.trigger.start < e.end for e in mention.evidence[:1])
        assert mention.event_id is None or mention.event_id in {event.event_id for event in coded.events}
    starts = [mention.trigger.start for mention in coded.processes]
    assert starts == sorted(starts)
    for item in coded.declined:
        assert text[item.start : item.end] == item.text
    assert [item.start for item in coded.declined] == sorted(item.start for item in coded.declined)


def test_mentions_of_the_examples_slice_back_and_are_in_order(coded):
    for name in NAMES:
        assert_sound(coded[name])


PIECES = [
    "The naval hotline between Chile and Peru ",
    "was cut on Monday",
    ", dead since May,",
    " Talks on tuna quotas ",
    "collapsed",
    " but were not resumed",
    ". ",
    "It was restored",
    "Both lines ",
    "said Lima would lift its embargo on ",
    "two lines, a hotline and a telephone",
    " the suspension of ",
    " if ",
    "?",
    '"',
    " they remain frozen",
    " and ",
    "\n\n",
]
TEXTS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=10).map("".join)


@given(TEXTS)
def test_whatever_the_order_of_the_words_the_mentions_are_sound(kit, text):
    case = {"text": "LIMA, June 3 (Andes News) -- " + text, "day": dt.date(2019, 6, 3)}
    assert_sound(code_stories([story_of(0, case)], kit, Settings())[0])


def test_reading_a_story_again_gives_the_same_mentions(coded, kit):
    for story in coded.values():
        without = tuple(item for item in story.declined if item.room != "processes")
        again = find_processes(replace(story, processes=(), declined=without), kit.kinds)
        assert again.processes == story.processes
        assert again.declined == story.declined


# --------------------------------------------------------------------------------------------------------- whole stories
def told(kit, text, day=dt.date(2017, 2, 3)):
    return code_stories([story_of(0, {"text": text, "day": day})], kit, Settings())[0]


def test_what_is_declined_says_why(kit):
    cases = {
        "Was the hotline between Chile and Peru cut on Monday?": "processes.question",
        "Lima denied that the hotline between Chile and Peru had been cut.": "processes.den",
        "Chile could lift its embargo on Peru.": "processes.open",
        "Officials of Chile and Peru held talks in Arica on Monday.": "processes.one-off",
    }
    for text, reason in cases.items():
        story = told(kit, text)
        assert story.processes == (), text
        assert any(item.reason.startswith(reason) for item in story.declined if item.room == "processes"), (
            text,
            story.declined,
        )


def test_a_mention_bears_the_event_of_its_words_and_who_says_so(kit):
    story = told(kit, "Chile suspended talks with Peru on tuna quotas on Thursday, the Peruvian foreign ministry said.")
    (mention,) = story.processes
    (event,) = [event for event in story.events if event.event_id == mention.event_id]
    assert event.trigger.text.startswith("suspended")
    assert [who.country for who in mention.attributed_to] == ["PER"]


def test_a_story_that_was_killed_tells_of_no_process(kit):
    text = "KILL: The story about a hotline is wrong.\n\nLIMA, Feb. 3 (Andes News) -- The hotline between Chile and Peru was cut."
    story = told(kit, text)
    if story.resolved.parsed.split.masthead.withdrawn:
        assert story.processes == ()
