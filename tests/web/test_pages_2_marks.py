"""Marks in the copy: every span is cut exactly, whatever crosses it; versions side by side; small lines of bars."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from dateline.web.pages.bars import tenure_line, year_bars
from dateline.web.pages.office import with_gaps
from dateline.web.pages.story_marks import Mark, tokens, visible
from dateline.web.pages.story_versions import differences, figures, folded, paragraphs
from dateline.web.pages.wording import clipped, is_web, value_words

WORDS = "The two sides met in Oslo, the ministry said."
SPANS = st.lists(
    st.tuples(st.integers(0, 45), st.integers(0, 45), st.sampled_from(["act", "actor", "claim", "date"])), max_size=12
)


def marks_of(spans):
    pairs = [(*sorted((start, end)), layer) for start, end, layer in spans]
    return [Mark(start=a, end=b, layer=layer, row=f"r{n}") for n, (a, b, layer) in enumerate(pairs)]


@given(SPANS, st.integers(0, 20), st.integers(21, 45))
def test_every_mark_covers_exactly_its_own_characters_and_the_texts_are_the_copy(spans, start, end):
    marks = marks_of(spans)
    depth, text, told = [], "", {}
    for token in tokens(WORDS, start, end, marks):
        if token.what == "open":
            depth.append(token.mark)
        elif token.what == "close":
            depth.pop()
        else:
            text += token.text
            for mark in depth:
                told[mark] = told.get(mark, "") + token.text
    assert (text, depth) == (WORDS[start:end], [])
    wanted = {mark: WORDS[max(mark.start, start) : min(mark.end, end)] for mark in marks if mark.start < mark.end}
    assert told == {mark: words for mark, words in wanted.items() if words and mark.start < end and mark.end > start}


@given(SPANS)
def test_a_mark_begins_once_however_often_it_is_cut(spans):
    begun = [token.mark for token in tokens(WORDS, 0, 45, marks_of(spans)) if token.what == "open" and token.first]
    assert len(begun) == len(set(begun))


@given(st.text(max_size=80))
def test_characters_that_do_not_show_are_shown_and_nothing_else_changes(text):
    pieces = visible(text)
    assert (
        "".join(piece.text if not piece.code else chr(int(piece.code.removeprefix("U+"), base=16)) for piece in pieces)
        == text
    )
    assert not any(sign in piece.text for piece in pieces for sign in "\x00\x07\u202e\u2066\x7f")


def test_a_crossing_mark_is_taken_up_again_behind_the_other():
    claim, act = Mark(start=0, end=13, layer="claim", row="c"), Mark(start=8, end=17, layer="act", row="a")
    found = [(t.what, t.text, t.first) for t in tokens(WORDS, 0, 20, [act, claim])]
    assert [what for what, *_ in found].count("open") == 3
    assert "".join(text for _, text, _ in found) == WORDS[:20]


def test_versions_differ_by_words_within_a_paragraph_and_by_paragraphs():
    old = ["The envoys met on Monday in Oslo.", "Nothing else is known."]
    new = ["The envoys met on Tuesday in Oslo.", "Nothing else is known.", "Talks go on."]
    pairs = differences(old, new)
    assert figures(pairs) == {"same": 1, "changed": 1, "removed": 0, "added": 1}
    assert [cut.text for cut in pairs[0].old if cut.apart] == ["Monday"]
    assert [cut.text for cut in pairs[0].new if cut.apart] == ["Tuesday"]


@given(
    st.lists(st.sampled_from(["a b c", "d e f", "a b x", ""]), max_size=8),
    st.lists(st.sampled_from(["a b c", "d e f"]), max_size=8),
)
def test_both_versions_can_be_read_back_from_their_differences(old, new):
    pairs = differences(old, new)
    read = [
        ["".join(cut.text for cut in side) for pair in pairs if (side := getattr(pair, name)) is not None]
        for name in ("old", "new")
    ]
    assert [[line for line in side if line] for side in read] == [
        [line for line in side if line] for side in (old, new)
    ]


def test_long_runs_of_the_same_paragraphs_are_told_by_their_number():
    same = [f"Paragraph {n}." for n in range(20)]
    assert [one for one in folded(differences(same, [*same, "One more."])) if isinstance(one, int)] == [19]


def test_how_lines_are_filled_makes_no_difference():
    assert paragraphs("One\ntwo.\n\nThree.") == paragraphs("One two.\n\nThree.\n")


def test_bars_are_as_high_as_their_share_and_open_ends_are_told():
    assert [bar.words for bar in year_bars([(2020, 2), (2021, 0)], 4)] == ["2020: 2"]
    rows = [
        {"person": "A", "office": "x", "from": "2020", "to": None},
        {"person": "B", "office": "x", "from": "2022-07", "to": "2024-01"},
    ]
    line = tenure_line(rows, dt.date(2025, 1, 1))
    assert [(bar.open_end, bar.x) for bar in line.bars] == [(True, 0.0), (False, 250.0)]
    assert tenure_line([{"person": "A", "office": "x", "from": None, "to": None}], None) is None


def test_a_gap_is_told_only_where_an_end_is_known_and_the_next_begins_later():
    assert [type(row).__name__ for row in with_gaps([{"from": "2001", "to": None}, {"from": "2006", "to": None}])] == [
        "dict",
        "dict",
    ]
    assert len(with_gaps([{"from": "2001", "to": "2003-05"}, {"from": "2003-05", "to": None}])) == 2


def test_only_addresses_of_the_web_are_links():
    assert is_web("https://a.example/x")
    assert not is_web("javascript:alert(1)")
    assert not is_web("data:text/html,x")


def test_values_are_told_in_words():
    assert value_words('[{"name":"Norway","country":"NOR"},{"text":"he"}]') == "Norway (NOR), he"
    assert value_words("null") == "none"
    assert value_words("{broken") == "{broken"
    assert clipped("a " * 50, 10) == "a a a a a…"
