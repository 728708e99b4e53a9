"""The measures of groups against examples that are computed by hand."""

import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parents[2] / "eval"))

from coref_metrics import b3, ceaf_e, conll, lea, measure, muc, pairs, without_singletons
from ecb_plus import join_tokens

MENTIONS = "abcdefgh"
PARTITIONS = st.lists(st.sampled_from("1234"), min_size=len(MENTIONS), max_size=len(MENTIONS)).map(
    lambda names: dict(zip(MENTIONS, names, strict=True))
)


def partition(text):
    """`ab c` is {a, b} and {c}."""
    return {mention: group for group in text.split() for mention in group}


GOLD = partition("abcde fghij kl")
OURS = partition("abcde fgh ijkl")


def test_muc_counts_the_links_that_are_missing():
    """Of 4 + 4 + 1 links one of the second chain is cut; of 4 + 2 + 3 links one of the third group is wrong."""
    share = muc(GOLD, OURS)
    assert (share.recalled, share.wanted, share.right, share.given) == (8, 9, 8, 9)


def test_b3_counts_mention_by_mention():
    """Recall (5·1 + 3·3/5 + 2·2/5 + 2·1) / 12, precision (5·1 + 3·1 + 2·1/2 + 2·1/2) / 12."""
    share = b3(GOLD, OURS)
    assert share.recall == pytest.approx((5 + 9 / 5 + 4 / 5 + 2) / 12)
    assert share.precision == pytest.approx((5 + 3 + 1 + 1) / 12)


def test_ceaf_pairs_each_chain_with_one_group():
    """2·5/10 + 2·3/8 + 2·2/6 of three chains and three groups."""
    share = ceaf_e(GOLD, OURS)
    assert share.recall == share.precision == pytest.approx((1 + 6 / 8 + 4 / 6) / 3)


def test_ceaf_takes_the_best_pairing_and_not_the_first():
    share = ceaf_e(partition("abc de"), partition("abd ce"))
    assert share.recalled == pytest.approx(4 / 6 + 2 / 4)


def test_lea_weighs_chains_by_their_size():
    """5·10/10 + 5·(3 + 1)/10 + 2·1/1 of 12; 5·10/10 + 3·3/3 + 4·(1 + 1)/6 of 12."""
    share = lea(GOLD, OURS)
    assert share.recall == pytest.approx((5 + 2 + 2) / 12)
    assert share.precision == pytest.approx((5 + 3 + 4 * 2 / 6) / 12)


def test_lea_of_mentions_that_stand_alone_asks_that_they_stand_alone():
    share = lea(partition("a b"), partition("ab"))
    assert (share.recall, share.precision) == (0, 0)
    assert lea(partition("a b"), partition("a b")).f1 == 1


def test_pairs_are_counted_once_each():
    share = pairs(GOLD, OURS)
    assert (share.recalled, share.wanted, share.given) == (10 + 3 + 1 + 1, 10 + 10 + 1, 10 + 3 + 6)


def test_mentions_that_stand_alone_in_both_are_left_out():
    gold, ours = without_singletons(partition("ab c d"), partition("ab c d"))
    assert gold == partition("ab")
    assert set(ours) == set("ab")


def test_a_mention_wrongly_joined_is_kept():
    gold, _ = without_singletons(partition("ab c d"), partition("abc d"))
    assert set(gold) == set("abc")


@given(PARTITIONS)
def test_a_partition_agrees_with_itself(one):
    shares = measure(one, one)
    assert all(share.f1 == pytest.approx(1) for share in shares.values() if share.wanted)


@given(PARTITIONS, PARTITIONS)
def test_recall_of_one_is_the_precision_of_the_other(one, other):
    there, back = measure(one, other), measure(other, one)
    assert all(there[name].recall == pytest.approx(back[name].precision) for name in there)
    assert 0 <= conll(there) <= 1 + 1e-9


def test_tokens_keep_their_places():
    text, places = join_tokens([["http", ":", "/", "a", ".", "example"], ["The", "envoy", "did", "n't", "call", "."]])
    assert text == "http:/a.example\nThe envoy didn't call."
    assert [text[start:end] for start, end in places][:2] == ["http", ":"]
    assert [text[start:end] for start, end in places][-4:] == ["did", "n't", "call", "."]
