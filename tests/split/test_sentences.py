"""Sentences and quotations, from tables."""

from pathlib import Path

import pytest
import yaml

CASES = Path(__file__).parents[1] / "cases" / "split"
SENTENCES = yaml.safe_load((CASES / "sentences.yaml").read_text(encoding="utf-8"))
QUOTATIONS = yaml.safe_load((CASES / "quotations.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", SENTENCES, ids=lambda case: case["why"])
def test_sentences_end_where_a_reader_would_end_them(case, split):
    found = split(case["text"])
    assert [sentence.text for sentence in found.sentences] == case["sentences"]
    assert {part.kind for part in found.parts} == {"body"}


@pytest.mark.parametrize("case", QUOTATIONS, ids=lambda case: case["why"])
def test_quotations_are_found_with_their_depth(case, split):
    found = [(quotation.text, quotation.depth, quotation.open) for quotation in split(case["text"]).quotations]
    assert found == [(item["text"], item.get("depth", 1), item.get("open", False)) for item in case["quotations"]]


def test_sentences_count_through_the_story_and_paragraphs_with_them(split):
    found = split("Envoys meet\n\nOSLO, May 3 (NTB) - They met. They left.\n\nNobody signed.\n")
    assert [(sentence.index, sentence.part, sentence.paragraph) for sentence in found.sentences] == [
        (0, "headline", 0),
        (1, "body", 1),
        (2, "body", 1),
        (3, "body", 2),
    ]


def test_old_copy_keeps_a_capital_behind_an_acronym_inside_the_sentence(split):
    text = (
        "    Analysts said the U.S. Or Japan would lend the money, and\n"
        "that the U.S. In any case would not ask for it back soon,\nas one put it."
    )
    assert len(split(text).sentences) == 1


def test_modern_copy_ends_a_sentence_at_an_acronym_before_an_opener(split):
    text = "Analysts said the money would come from the U.S. In any case it would not be asked back."
    assert len(split(text).sentences) == 2
