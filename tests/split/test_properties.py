"""Properties that hold for every text: parts tile, spans slice back, no text is slow."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.lexicon.wire import load_wire
from dateline.records import Story
from dateline.split import split_story

WIRE = load_wire()
INVISIBLE = "\ufeff\u200b\u200c\u200d\u200e\u200f\u2060"
PIECES = st.sampled_from(
    [
        "(LEAD) ",
        "UPDATE 2-",
        "URGENT\n",
        "Envoys meet\n",
        "(ATTN: ADDS para 3)\n",
        "By Ama Serwaa\n",
        "By Reuters\n",
        "ACCRA, May 9 (Volta Press) -- ",
        "GOMA - ",
        "(AP) — ",
        "The envoys of two states met on Thursday, the ministry said.\n",
        '"We agree," Obi said. "We shall sign.',
        "FILE - The ferry, seen in May.\n",
        "desk@volta.example\n",
        "mh.rb\n",
        "(END) 12/11/2019 1407 EAT\n",
        "(END)\n",
        "-\n",
        "* * *\n",
        "More from Coast\n",
        "Share · Tweet · Print\n",
        "© Lake Ledger 2002\n",
        "Mon, 03/01/2004 - 02:15 AM\n",
        "(Corrects figure)\n",
        "(MORE)\n",
        "the U.S. and ",
        "U.S. ",
        "Lt. Col. J. W. ",
        "...",
        "'",
        '"',
        "“",
        "”",
        "\n",
        "\n\n",
        "    ",
        "\u00a0",
        "\ufeff",
        "\r\n",
        "\u2028",
        "\x1c",
        "e\u0301",
        "\ud800",
        "😀",
    ]
)
TEXTS = st.one_of(st.lists(PIECES, max_size=30).map("".join), st.text(max_size=300))
FIELD = st.one_of(st.none(), st.text(max_size=40), PIECES)


def visible(text):
    return [character for character in text if not character.isspace() and character not in INVISIBLE]


def split(text, **fields):
    return split_story(Story(story_id="st_1", source_id="case", text=text, **fields), WIRE)


@given(TEXTS, FIELD, FIELD, FIELD)
def test_parts_tile_the_text(text, title, dateline, author):
    parts = split(text, title=title, dateline=dateline, author=author).parts
    assert "".join(part.text for part in parts) == text
    assert [part.end for part in parts[:-1]] == [part.start for part in parts[1:]]
    assert all(part.start < part.end and part.text == text[part.start : part.end] for part in parts)


@given(TEXTS)
def test_no_part_begins_with_white_space_but_the_first(text):
    assert not any(part.text[0].isspace() for part in split(text).parts[1:])


@given(TEXTS)
def test_sentences_lie_in_order_within_their_parts(text):
    found = split(text)
    end = 0
    for index, sentence in enumerate(found.sentences):
        assert sentence.index == index
        assert sentence.text == text[sentence.start : sentence.end]
        assert sentence.text == sentence.text.strip()
        assert end <= sentence.start < sentence.end
        end = sentence.end
        assert any(p.start <= sentence.start and sentence.end <= p.end and p.kind == sentence.part for p in found.parts)
    paragraphs = [sentence.paragraph for sentence in found.sentences]
    assert paragraphs == sorted(paragraphs)


@given(TEXTS)
def test_sentences_leave_out_nothing_but_white_space(text):
    found = split(text)
    for part in found.parts:
        if part.kind in {"body", "headline", "caption"}:
            spans = [(s.start, s.end) for s in found.sentences if part.start <= s.start < part.end]
            inside = "".join(text[start:end] for start, end in spans)
            assert visible(inside) == visible(part.text)


@given(TEXTS)
def test_quotations_slice_back_and_nest(text):
    quotations = split(text).quotations
    assert [quotation.start for quotation in quotations] == sorted(quotation.start for quotation in quotations)
    for quotation in quotations:
        assert quotation.text == text[quotation.start : quotation.end]
        around = [q for q in quotations if q.start < quotation.start and quotation.end <= q.end]
        assert quotation.depth == len(around) + 1


@given(TEXTS)
def test_the_masthead_points_at_its_dateline(text):
    found = split(text)
    masthead = found.masthead
    if masthead.end:
        assert any(
            part.kind == "dateline" and part.start <= masthead.start < masthead.end <= part.end for part in found.parts
        )


@given(TEXTS)
def test_the_same_text_gives_the_same_story(text):
    assert split(text) == split(text)


@pytest.mark.parametrize(
    "piece",
    [
        "a",
        "A",
        ".",
        "...",
        ". ",
        '"',
        "'",
        " '",
        '"a ',
        "“",
        "-",
        "- ",
        "--",
        "(",
        "()",
        "/",
        "1",
        "1/",
        " ",
        "\t",
        "\n",
        "\n\n",
        "\n ",
        "A-",
        "A,",
        "AB ",
        "By ",
        "U.S. ",
        "a.b",
        "a@b.",
        "(LEAD) ",
        "LEAD-",
        "May 9 ",
        "| ",
        "1 2 ",
        "said. ",
        "a\n",
        "A b c d e f.\n",
        "By Ama Serwaa\n",
        "More from X\n",
        "Mon, 03/01/2004\n",
        "LIMA, May 3 (AP) -- A.\n",
        "(ADDS \n",
    ],
)
def test_hostile_text_takes_linear_time(piece):
    def seconds(length):
        text = (piece * (length // len(piece) + 1))[:length]
        start = time.process_time()
        split(text)
        return time.process_time() - start

    seconds(2_000)
    assert seconds(20_000) < 1.0
