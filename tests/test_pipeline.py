"""THE PATH: the same bytes whatever the workers, every input accounted for, and no text that it cannot take."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.pipeline import code_all, code_paths, code_stories
from dateline.read import read_paths, read_text
from dateline.records import CodedStory, Declined, to_json, to_row
from dateline.settings import Settings

GOLDEN = Path(__file__).parent / "golden"
WIRES = sorted(str(path) for path in GOLDEN.glob("*/wire.*"))[:8]
SETTINGS = Settings(published=dt.date(2019, 5, 15))


def lines_of(item):
    """All that is written of a coded story or a rejected input, as JSON Lines."""
    if isinstance(item, Declined):
        return [to_json(to_row(item))]
    resolved = item.resolved
    records = (*item.events, *item.claims, *item.declined, *resolved.dates, *resolved.actors, *resolved.places)
    return [to_json(to_row(record)) for record in (*records, *resolved.tenures, resolved.publication)]


def source_of(item):
    """The source_id of a story, coded or not, or of a rejected input."""
    return item.resolved.parsed.split.story.source_id if isinstance(item, CodedStory) else item.source_id


@pytest.fixture(scope="module")
def inputs(tmp_path_factory):
    """Paths of stories, and among them a file that is no text and one that is empty."""
    folder = tmp_path_factory.mktemp("inputs")
    (folder / "noise.txt").write_bytes(bytes(range(256)) * 8)
    (folder / "empty.txt").write_bytes(b"")
    return [*WIRES[:5], str(folder / "noise.txt"), *WIRES[5:], str(folder / "empty.txt")]


@pytest.fixture(scope="module")
def items(kit, inputs):
    """The inputs as one process codes them."""
    return list(code_paths(inputs, SETTINGS, kit))


@pytest.fixture(scope="module")
def coded(items):
    """Those of the inputs that were coded."""
    return [item for item in items if isinstance(item, CodedStory)]


@pytest.fixture(scope="module")
def alone(items):
    """The inputs as one process writes them: [(source_id, lines)]."""
    return [(source_of(item), lines_of(item)) for item in items]


def test_every_input_is_coded_or_rejected_with_a_reason(items, inputs):
    assert sorted(source_of(item) for item in items) == sorted(inputs)
    rejected = {Path(item.path).name: item.reason for item in items if isinstance(item, Declined)}
    assert set(rejected) == {"noise.txt", "empty.txt"}
    assert all(reason.startswith("read.") for reason in rejected.values())


def test_two_workers_write_the_same_bytes_as_one(alone, inputs):
    two = code_paths(inputs, replace(SETTINGS, workers=2, batch=3))
    assert [(source_of(item), lines_of(item)) for item in two] == alone


def test_the_size_of_the_batch_changes_nothing(kit, alone, inputs):
    coded = code_paths(inputs, replace(SETTINGS, batch=1), kit)
    assert [(source_of(item), lines_of(item)) for item in coded] == alone


def test_the_order_of_the_files_changes_nothing_but_the_order(kit, alone, inputs):
    stories = list(read_paths(inputs, SETTINGS))
    coded = list(code_all(reversed(stories), SETTINGS, kit))
    assert [source_of(item) for item in coded] == [source_of(item) for item in reversed(stories)]
    assert {source_of(item): lines_of(item) for item in coded} == dict(alone)


def test_nothing_in_gives_nothing_out(kit):
    assert code_stories([], kit, SETTINGS) == []
    assert list(code_all([], SETTINGS, kit)) == []
    assert list(code_all([], replace(SETTINGS, workers=2))) == []


def test_what_was_rejected_keeps_its_place_between_stories(kit):
    story = read_text("Oman expelled a Qatari consul.\n", source_id="a")
    refused = Declined(room="read", reason="read.empty: the file is empty", source_id="b", path="b")
    found = list(code_all([refused, story, refused], SETTINGS, kit))
    assert [type(item) for item in found] == [Declined, CodedStory, Declined]


# ------------------------------------------------------------------------------------------------ what is coded
def story_of(kit, text):
    """The coded story of a text."""
    [coded] = code_stories([read_text(text, source_id="t", published=SETTINGS.published)], kit, SETTINGS)
    return coded


def test_a_flash_of_a_headline_alone_is_coded(kit):
    coded = story_of(kit, "FLASH: Chad expels Libyan ambassador\n")
    assert {sentence.part for sentence in coded.resolved.parsed.split.sentences} == {"headline"}
    [event] = coded.events
    assert (event.type, event.actors[0].country, event.recipients[0].country) == ("SANCTION", "TCD", "LBY")
    assert [evidence.part for evidence in event.evidence] == ["headline"]


def test_a_headline_over_a_body_is_not_coded_twice(kit):
    text = (
        "Chad expels Libyan ambassador\n\n"
        "N'DJAMENA, May 14 (Sahelwire) - Chad expelled the Libyan ambassador on Tuesday, a spokesman said.\n"
    )
    coded = story_of(kit, text)
    assert [event.type for event in coded.events] == ["SANCTION"]
    assert {evidence.part for event in coded.events for evidence in event.evidence} == {"body"}


KILLED = """\
KILL KILL KILL

NIAMEY, May 14 (Sahelwire) - EDITORS: Please kill the story about a border clash. It was based on a forged letter.

Niger expelled the Malian consul on Monday.
"""


def test_a_withdrawn_story_tells_no_events_and_says_why(kit):
    coded = story_of(kit, KILLED)
    assert coded.resolved.parsed.split.masthead.withdrawn
    assert coded.events == ()
    assert any(declined.reason.startswith("coding.withdrawn") for declined in coded.declined)


def test_the_same_story_not_withdrawn_does(kit):
    coded = story_of(
        kit, KILLED.split("\n\n", 1)[1].replace("EDITORS: Please kill the story about a border clash. ", "")
    )
    assert "SANCTION" in [event.type for event in coded.events]


def test_every_type_of_every_row_rests_on_a_frame_of_the_codebook_or_on_the_judge(kit, coded):
    frames = {f"rule:{frame.id}" for frame in kit.codebook.frames}
    frames |= {f"model:judge.{name.lower()}" for name in kit.codebook.types}
    rows = [event for item in coded for event in item.events]
    assert len(rows) > 10
    assert {event.basis.type for event in rows} <= frames


def test_every_event_and_every_claim_has_its_own_id(coded):
    events = [event.event_id for item in coded for event in item.events]
    claims = [claim.claim_id for item in coded for claim in item.claims]
    assert len(set(events)) == len(events)
    assert len(set(claims)) == len(claims)


def test_claims_are_about_events_of_their_own_story(coded):
    for item in coded:
        assert {about for claim in item.claims for about in claim.about} <= {event.event_id for event in item.events}


def test_records_come_in_the_order_of_the_text(coded):
    for item in coded:
        resolved = item.resolved
        for records in (item.claims, item.declined, resolved.dates, resolved.actors, resolved.places):
            assert [record.start for record in records] == sorted(record.start for record in records)
        assert [e.trigger.start for e in item.events] == sorted(e.trigger.start for e in item.events)


# ------------------------------------------------------------------------------------------------ any text
WHO = [
    "Chad",
    "the Libyan envoy",
    "Iran's army",
    "both sides",
    "the two ministers",
    "he",
    "U.N. officials",
    "“Peru”",
    "It",
]
DOES = [
    "expelled",
    "met",
    "will not meet",
    "agreed to visit",
    "was attacked by",
    "said it had",
    "talks with",
    "and",
    "whom",
]
WHAT = [
    "Syria",
    "a consul",
    "the proposal",
    "on Tuesday",
    "in 1987",
    "next week",
    "in Lima",
    "$5 mln",
    "if",
    "--",
    "'s",
]
ENDS = [".", "\n", "\n\n", '."', " - ", ", ", ";", "\n     ", "?", " <END>\n", "\nREUTER\n", "”"]
HEADS = [
    "",
    "LOME, May 14 (AP) - ",
    "BC-TALKS 1stLd\n",
    "Chad expels envoy\n\n",
    "KILL\n",
    "By A. Writer\n",
    "\ufeff",
    "<html>",
]
FRAGMENT = st.one_of(*(st.sampled_from(words) for words in (WHO, DOES, WHAT, ENDS)))
WIRE = st.builds(
    lambda head, words, end: head + " ".join(words) + end,
    st.sampled_from(HEADS),
    st.lists(FRAGMENT, max_size=40),
    st.sampled_from(ENDS),
)


def spans_of(item):
    """Every span of every record as (start, end, text)."""
    resolved, split = item.resolved, item.resolved.parsed.split
    for record in (*split.parts, *split.sentences, *split.quotations):
        yield record.start, record.end, record.text
    for record in (
        *resolved.dates,
        *resolved.actors,
        *resolved.places,
        *resolved.tenures,
        *item.claims,
        *item.declined,
    ):
        yield record.start, record.end, record.text
    for event in item.events:
        for record in (event.trigger, event.when, *event.actors, *event.recipients):
            yield record.start, record.end, record.text
        if event.where is not None:
            yield event.where.start, event.where.end, event.where.text
    for claim in item.claims:
        yield claim.speaker.start, claim.speaker.end, claim.speaker.text
        yield claim.cue_start, claim.cue_end, claim.cue


@pytest.fixture(scope="module")
def check(kit):
    """A check of a text; a function, because hypothesis would print the whole kit."""

    def check(text):
        """Every span slices back, every piece of evidence is a sentence, every type rests on a frame."""
        [item] = code_stories([read_text(text, source_id="any", published=dt.date(2019, 5, 15))], kit, SETTINGS)
        split = item.resolved.parsed.split
        assert [span for span in spans_of(item) if split.story.text[span[0] : span[1]] != span[2]] == []
        sentences = {(sentence.start, sentence.end) for sentence in split.sentences}
        assert {(e.start, e.end) for event in item.events for e in event.evidence} <= sentences
        frames = {f"rule:{frame.id}" for frame in kit.codebook.frames}
        assert {event.basis.type for event in item.events} <= frames
        for line in lines_of(item):
            line.encode("utf-8")

    return check


@given(text=st.text(max_size=300))
def test_no_text_fails_on_the_path_and_all_its_spans_slice_back(check, text):
    check(text)


@given(text=WIRE)
def test_no_rubble_of_wire_copy_fails_and_all_its_spans_slice_back(check, text):
    check(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n\n",
        "\ud800 expelled \udfff.",
        "(" * 300,
        "a" * 5000,
        "Chad met " * 300,
        "Chad met Iran. " * 300,
        "“" * 99,
    ],
    ids=["empty", "line ends", "surrogates", "brackets", "one word", "one sentence", "one act", "quotation marks"],
)
def test_hostile_text_does_not_fail_and_all_its_spans_slice_back(check, text):
    check(text)


def test_all_spans_of_whole_stories_slice_back(coded):
    for item in coded:
        text = item.resolved.parsed.split.story.text
        assert [span for span in spans_of(item) if text[span[0] : span[1]] != span[2]] == []


@pytest.mark.parametrize("path", WIRES[:3], ids=lambda path: Path(path).parent.name)
def test_a_story_cut_anywhere_is_still_coded(check, path):
    text = Path(path).read_text("utf-8")
    for share in (0.3, 0.7):
        check(text[: int(len(text) * share)])


def test_windows_line_ends_change_no_event(kit):
    text = "LOME, May 14 (Sahelwire) - Togo expelled\nthe Ghanaian consul on Monday.\n\nIt gave no reason.\n"
    plain, windows = story_of(kit, text), story_of(kit, text.replace("\n", "\r\n"))
    assert [(e.type, e.when.first) for e in plain.events] == [(e.type, e.when.first) for e in windows.events]
    assert len(plain.events) == 1
