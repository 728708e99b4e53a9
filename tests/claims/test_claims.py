"""Claims: tables of sentences, and what holds for every claim of every text."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from dateline.claims import find_claims, load_cues
from dateline.claims.cues import Subjects
from dateline.errors import LexiconError
from dateline.pipeline import code_stories
from dateline.records import Story
from dateline.settings import Settings

TABLES = Path(__file__).parents[1] / "cases" / "claims"
CASES = [
    (path.stem, case) for path in sorted(TABLES.glob("*.yaml")) for case in yaml.safe_load(path.read_text("utf-8"))
]
NAMES = [f"{table}: {case['name']}" for table, case in CASES]
DATELINE = "GENEVA, June 3 (Lakeside) -- "
COMPARED = ("quoted", "stance", "country", "addressee", "medium")


def story_of(number, text):
    return Story(
        story_id=f"st_{number}",
        source_id=f"case-{number}",
        text=DATELINE + text,
    )


@pytest.fixture(scope="session")
def coded(kit):
    stories = [story_of(number, case["text"]) for number, (_, case) in enumerate(CASES)]
    return dict(zip(NAMES, code_stories(stories, kit, Settings()), strict=True))


def shown(claim):
    return {
        "speaker": claim.speaker.text,
        "cue": claim.cue,
        "content": claim.text,
        **{name: getattr(claim, name) for name in COMPARED},
    }


@pytest.mark.parametrize(("name", "case"), [(n, c) for n, (_, c) in zip(NAMES, CASES, strict=True)], ids=NAMES)
def test_every_claim_of_the_tables_is_found(coded, name, case):
    found = [shown(claim) for claim in coded[name].claims]
    missed = [want for want in case["claims"] if not any(want.items() <= claim.items() for claim in found)]
    assert missed == [], f"found: {found}"
    if case.get("only"):
        assert len(found) == len(case["claims"]), found
    if case.get("declined"):
        reasons = [item.reason for item in coded[name].declined if item.room == "claims"]
        assert any(reason.startswith(case["declined"]) for reason in reasons), reasons


# ---------------------------------------------------------------------------------------------------------- properties
PIECES = [
    '"The gate is shut," ',
    "the Estonian envoy said",
    ". ",
    "\n\n",
    ' "We know nothing. ',
    'Nobody asked us."',
    "Tallinn denied that ",
    "its patrol had crossed the river",
    " and accused Riga of lying",
    ", according to the statement",
    " He added: ",
    "“Nothing more.”",
    " It will not say whether ",
    "(unseen)",
    "'",
    '"',
    "``",
    ":",
    " said ",
]
TEXTS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=12).map("".join)


def assert_sound(coded):
    text = coded.resolved.parsed.split.story.text
    for claim in coded.claims:
        assert text[claim.start : claim.end] == claim.text
        assert claim.content == (claim.start, claim.end)
        assert claim.text == claim.text.strip()
        assert claim.text
        assert text[claim.speaker.start : claim.speaker.end] == claim.speaker.text
        assert " ".join(text[claim.cue_start : claim.cue_end].split()) == claim.cue
        outside = claim.cue_end <= claim.start or claim.end <= claim.cue_start
        between = claim.start < claim.cue_start and claim.cue_end < claim.end
        assert outside or between, "a cue may interrupt its content, but never begin or end it"
    assert len({claim.claim_id for claim in coded.claims}) == len(coded.claims)
    assert list(coded.claims) == sorted(coded.claims, key=lambda claim: (claim.start, claim.end, claim.cue_start))
    for item in coded.declined:
        assert text[item.start : item.end] == item.text
    assert [item.start for item in coded.declined] == sorted(item.start for item in coded.declined)


def test_claims_of_the_tables_slice_back_and_do_not_begin_or_end_with_their_cue(coded):
    for name in NAMES:
        assert_sound(coded[name])


@given(TEXTS)
def test_whatever_the_order_of_cues_and_marks_the_claims_are_sound(kit, text):
    assert_sound(code_stories([story_of(0, text)], kit, Settings())[0])


def test_finding_claims_again_gives_the_same_claims(coded, kit):
    story = coded["quotations: a quotation over two paragraphs is one claim"]
    assert find_claims(story, kit.cues).claims == story.claims


def test_a_claim_tells_which_events_lie_in_its_content(coded):
    story = coded["clauses: an outer and an inner speaker"]
    for claim in story.claims:
        inside = [e.event_id for e in story.events if claim.start <= e.trigger.start and e.trigger.end <= claim.end]
        assert set(inside) <= set(claim.about)


def test_a_denial_is_about_the_event_that_the_story_tells_in_the_same_words(kit):
    text = (
        "Bolivian Foreign Minister Jaime Rocha met Paraguayan envoy Luis Ayala in Montevideo on Sunday, a hotel guest said.\n\n"
        "Paraguay said no meeting had taken place."
    )
    story = code_stories([story_of(1, text)], kit, Settings())[0]
    denial = next(claim for claim in story.claims if claim.stance == "denies")
    met = [event.event_id for event in story.events if event.trigger.text.startswith("met")]
    assert met
    assert set(met) <= set(denial.about)


# ------------------------------------------------------------------------------------------------------------- lexicon
def test_the_cue_lexicon_that_ships_is_whole():
    cues = load_cues()
    assert cues.verbs["deny"].stances["clause"] == "denies"
    assert cues.verbs["ask"].stances["infinitive"] == "demands"
    assert cues.verbs["call_for"].preposition == "for"


LEAST = """
stances: {asserts: [{takes: [clause], verbs: [say]}]}
guarded: []
nouns: {asserts: [claim]}
relays: []
media: []
documents: []
unnamed: []
stateless: []
silent: []
refusals: []
leads: []
denial_formulas: [untrue]
acts: [{types: [CONSULT], nouns: [meeting], verbs: [meet]}]
"""
LEAST += "".join(f"{name}: []\n" for name in Subjects.__dataclass_fields__ if name not in {"nouns", "verbs"})


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("asserts: [{", "murmurs: [{", "murmurs"),
        ("takes: [clause]", "takes: [song]", "song"),
        ("leads: []", "", "leads"),
        ("nouns: {asserts", "nouns: {sings", "sings"),
    ],
)
def test_a_wrong_cue_lexicon_is_refused_with_the_key(tmp_path, old, new, told):
    path = tmp_path / "speech.yaml"
    path.write_text(LEAST.replace(old, new), encoding="utf-8")
    with pytest.raises(LexiconError, match=told) as error:
        load_cues(path)
    assert error.value.path == str(path)


def test_a_small_cue_lexicon_is_read(tmp_path):
    path = tmp_path / "speech.yaml"
    path.write_text(LEAST, encoding="utf-8")
    assert set(load_cues(path).verbs) == {"say"}
