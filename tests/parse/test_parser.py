"""The parser: every token slices back, whatever line breaks, quotation marks and blanks the copy has."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.parse.spacy_parser import MAX_CHARACTERS
from dateline.records import Masthead, Sentence, SplitStory, Story, content_id

LONG = "The ministry lists " + ", ".join(["grain", "barley", "copper"] * 200) + "."


def split_of(*pieces, part="body"):
    """A story of the pieces, each of them one sentence, two blanks between them."""
    text = "  ".join(pieces)
    sentences, start = [], 0
    for i, piece in enumerate(pieces):
        end = start + len(piece)
        sentences.append(Sentence(index=i, part=part, paragraph=0, start=start, end=end, text=piece))
        start = end + 2
    story = Story(story_id=content_id("st", text), source_id="parse", text=text)
    return SplitStory(story=story, parts=(), masthead=Masthead(), sentences=tuple(sentences), quotations=())


def parses(kit, *pieces, part="body"):
    [parsed] = kit.parser.parse([split_of(*pieces, part=part)])
    return parsed.parses


def slices_back(text, parse):
    return all(text[t.start : t.end].translate(STRAIGHT) == t.text for t in parse.tokens)


#: The marks that the parser reads as their plain forms, one character for one.
STRAIGHT = str.maketrans({"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "\u00a0": " ", "–": "-"})


def test_every_token_of_every_sentence_slices_back_out_of_the_story(kit):
    split = split_of("Oman recalled its envoy.", "Qatar\n  said nothing.", "Yemen's army, too, kept silent.")
    [parsed] = kit.parser.parse([split])
    assert [parse.sentence for parse in parsed.parses] == [0, 1, 2]
    for parse in parsed.parses:
        assert slices_back(split.story.text, parse)


def test_a_broken_line_is_parsed_like_an_unbroken_one(kit):
    whole, broken, indented = parses(
        kit,
        "The foreign minister of Peru met his Chilean colleague.",
        "The foreign minister of Peru met\nhis Chilean colleague.",
        "The foreign minister of\r\n     Peru met his\t Chilean colleague.",
    )
    shape = [(t.text, t.lemma, t.dep, t.head) for t in whole.tokens]
    assert [(t.text, t.lemma, t.dep, t.head) for t in broken.tokens] == shape
    assert [(t.text, t.lemma, t.dep, t.head) for t in indented.tokens] == shape


def test_typographic_quotation_marks_are_parsed_like_straight_ones(kit):
    plain = "\"We shan't leave,\" Togo's envoy said."
    curly = "“We shan’t leave,” Togo’s envoy said."
    first, second = parses(kit, plain, curly)
    assert [(t.text, t.tag, t.dep, t.head) for t in first.tokens] == [
        (t.text, t.tag, t.dep, t.head) for t in second.tokens
    ]
    assert [t.end - t.start for t in first.tokens] == [t.end - t.start for t in second.tokens]


def test_a_sentence_longer_than_the_parser_takes_has_none_in_its_place(kit):
    assert len(LONG) > MAX_CHARACTERS
    first, second, third = parses(kit, "Mali rested.", LONG, "Niger rested.")
    assert second is None
    assert (first.sentence, third.sentence) == (0, 2)


def test_captions_and_teasers_are_not_parsed_and_headlines_are(kit):
    assert parses(kit, "The envoys shake hands.", part="caption") == (None,)
    assert parses(kit, "Envoys shake hands", part="headline")[0] is not None


def test_only_sentences_that_are_wanted_are_parsed(kit):
    split = split_of("Mali rested.", "Niger rested.")
    [parsed] = kit.parser.parse([split], want=lambda sentence: sentence.index == 1)
    assert [parse is None for parse in parsed.parses] == [True, False]


def test_one_sentence_stays_one_whatever_stops_stand_in_it(kit):
    text = "The U.S. Sen. J. P. Hale met Gov. Roy. He left. No. 5 stayed! Did it?"
    [parse] = parses(kit, text)
    assert len([token for token in parse.tokens if token.head == token.i]) == 1
    assert parse.tokens[-1].end == len(text)


@pytest.mark.parametrize(
    ("sentence", "form", "lemma"),
    [
        ("Police shot two men.", "shot", "shoot"),
        ("Rebels fled the town.", "fled", "flee"),
        ("The two sides fought for hours.", "fought", "fight"),
        ("Troops withdrew from the valley.", "withdrew", "withdraw"),
        ("Opposition parties staged a rally.", "staged", "stage"),
        ("A court in Lome fined the captain.", "fined", "fine"),
        ("The two sides waged a long war.", "waged", "wage"),
        ("Guerrillas are sniping at the convoy.", "sniping", "snipe"),
    ],
)
def test_lemmas_of_verbs_are_those_of_the_dictionary(kit, sentence, form, lemma):
    [parse] = parses(kit, sentence)
    assert {t.lemma for t in parse.tokens if t.text == form} == {lemma}


def test_stories_come_back_in_the_order_given_whatever_the_batch(kit):
    splits = [split_of(f"Envoy number {n} left.") for n in range(7)]
    together = kit.parser.parse(splits)
    assert [parsed.split for parsed in together] == splits
    assert together == [kit.parser.parse([split])[0] for split in splits]


def test_a_story_without_sentences_has_no_parses(kit):
    assert parses(kit) == ()


def test_the_name_of_the_parser_holds_model_and_version(kit):
    library, _, model = kit.parser.name.partition(":")
    assert library == "spacy"
    assert model.rpartition("-")[2][0].isdigit()


@pytest.fixture(scope="module")
def parse_one(kit):
    """A parse of a text as one sentence; a function, because hypothesis would print the whole kit."""

    def parse_one(text):
        [parse] = parses(kit, text)
        return parse

    return parse_one


@given(text=st.text(st.characters(exclude_categories=["Cs"]), max_size=80))
def test_no_text_fails_and_all_its_tokens_slice_back_in_order(parse_one, text):
    parse = parse_one(text)
    assert slices_back(text, parse)
    assert [t.start for t in parse.tokens] == sorted(t.start for t in parse.tokens)
    assert all(0 <= t.head < len(parse.tokens) for t in parse.tokens)
    assert all(i == parse.tokens[j].head for i, below in enumerate(parse.children) for j in below)
