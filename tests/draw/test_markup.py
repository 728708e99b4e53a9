"""Words of headlines in markup."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.draw.svg import plain, words


@given(st.text())
def test_any_text_stands_in_markup_as_the_plain_words_that_it_is(text):
    for markup in (f"<t>{words(text)}</t>", f'<t a="{words(text)}"/>'):
        read = ET.fromstring(markup)  # noqa: S314  (our own markup)
        assert (read.text or "") + read.get("a", "") == plain(text)


@pytest.mark.parametrize(
    "text", ["Talks in Oslo – Łódź, 東京 (3)", "a & b", "<b>", '"', "it's", "a\tb\nc", "\u202eabc", "\x07", "\x85"]
)
def test_text_with_nothing_odd_in_it_is_left_as_it_is_and_all_other_is_not(text):
    assert (words(text) == text) == (text in {"Talks in Oslo – Łódź, 東京 (3)", "\x85"})
