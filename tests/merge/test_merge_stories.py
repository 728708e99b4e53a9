"""Versions and copies of one story are one group; periodic reports that share their wording are not."""

import datetime as dt
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.merge import merge_stories
from dateline.merge.facts import facts_of, shared
from dateline.merge.shingles import Shingler, containment, jaccard
from merge.digests import DAY, story

CALL = (
    "Norway's foreign minister Ingrid Solberg spoke by telephone with her Chilean counterpart Mateo Rojas on Tuesday about "
    "salmon tariffs, the ministry in Oslo said in a statement. The two agreed that experts from both sides would meet in "
    "Valparaiso before the end of June to prepare a new round. Solberg told Rojas that a tariff of 12 percent on smolt was out "
    "of proportion, while Rojas spoke of losses of 340 million pesos to small farms in Aysen. The call lasted forty minutes."
)
MORE = (
    " A spokesman for the Chilean foreign ministry later confirmed the account and said that Rojas had invited Solberg to "
    "Santiago. Exporters in Bergen welcomed the news. Trade between the two countries has grown for 8 years."
)
REWRITTEN = (
    "Experts from Norway and Chile will meet in Valparaiso before the end of June, the ministry in Oslo said after Solberg and "
    "Rojas talked by telephone about salmon tariffs on Tuesday. The tariff of 12 percent on smolt has angered exporters in Bergen, "
    "and Chile puts losses of small farms in Aysen at 340 million pesos."
)
OTHER = (
    "Fishermen in the Faroe Islands hauled a record catch of mackerel ashore this spring, according to the port authority of "
    "Torshavn. Prices fell by a third within a week and several boats stayed at their moorings until buyers from Poland arrived."
)


def notice(company, place, cents, pay):
    return (
        f"{company} of {place} declared a quarterly dividend of {cents} cents a share on its common stock, payable on {pay} to "
        f"shareholders of record at the close of business two weeks before, unchanged from the quarter before, the board said "
        f"after its regular meeting. The company has paid dividends without a break since it was listed on the exchange."
    )


def groups(stories):
    return {member.source_id: member.group for member in merge_stories(stories)}


def versions(stories):
    return {member.source_id: member.version for member in merge_stories(stories)}


def test_the_same_text_on_another_site_under_another_headline_is_a_copy():
    found = groups(
        [
            story("wire", CALL, headline="Norway, Chile talk about salmon"),
            story("site", CALL + " Read more.", headline="Phone call over fish", outlet="Daily Kelp"),
            story("other", OTHER, headline="Record mackerel catch"),
        ]
    )
    assert found["wire"] == found["site"] != found["other"]


def test_a_longer_version_of_the_same_day_is_the_same_story_and_the_later_version():
    stories = [story("long", CALL + MORE, version_mark="LEAD"), story("short", CALL)]
    assert groups(stories)["long"] == groups(stories)["short"]
    assert versions(stories) == {"short": 1, "long": 2}


def test_an_excerpt_belongs_to_its_story():
    excerpt = CALL.split(" Solberg told Rojas", maxsplit=1)[0]
    found = groups([story("whole", CALL + MORE), story("excerpt", excerpt)])
    assert found["whole"] == found["excerpt"]


def test_a_rewrite_hours_later_with_the_same_headline_and_particulars_is_the_same_story():
    headline = "Norway, Chile plan talks on salmon tariffs"
    stories = [story("first", CALL, headline=headline), story("rewrite", REWRITTEN, headline=headline)]
    assert len(set(groups(stories).values())) == 1


def test_a_rewrite_with_other_numbers_is_another_story():
    headline = "Norway, Chile plan talks on salmon tariffs"
    changed = REWRITTEN.replace("12 percent", "19 percent").replace("340", "725")
    stories = [story("first", CALL, headline=headline), story("next", changed, headline=headline)]
    assert len(set(groups(stories).values())) == 2


def test_dividend_notices_of_two_companies_are_two_stories():
    stories = [
        story("a", notice("Halvorsen Shipping", "Bergen", 14, "July 3"), headline="HALVORSEN SETS QUARTERLY DIVIDEND"),
        story(
            "b",
            notice("Ostrava Tool Works", "Ostrava", 32, "August 19"),
            headline="OSTRAVA TOOL SETS QUARTERLY DIVIDEND",
        ),
    ]
    assert len(set(groups(stories).values())) == 2


def test_short_notices_of_the_same_words_need_the_same_headline():
    text = "Qtly div 15 cts vs 15 cts prior, pay June 30, record June 12"
    apart = [
        story("a", text, headline="ALDER MINING SETS PAYOUT"),
        story("b", text + " dlrs", headline="BRIXEN BREWERY DIVIDEND"),
    ]
    assert len(set(groups(apart).values())) == 2
    assert len(set(groups([apart[0], story("c", text + " dlrs", headline="ALDER MINING SETS PAYOUT")]).values())) == 1


def money_market(day, sums):
    return (
        f"The central bank said it bought {sums[0]} million crowns of treasury bills outright in the morning to ease a shortage in "
        f"the money market that it had put at {sums[1]} million crowns. It bought a further {sums[2]} million crowns of bank bills "
        f"in the afternoon at an unchanged rate, and will publish its next estimate {day}."
    )


def test_daily_reports_of_a_central_bank_are_a_story_each():
    stories = [
        story("mon", money_market("on Tuesday", (120, 450, 95)), headline="Central bank eases crown shortage"),
        story(
            "tue",
            money_market("on Wednesday", (310, 780, 64)),
            headline="Central bank eases crown shortage",
            published=DAY + dt.timedelta(1),
        ),
        story(
            "wed",
            money_market("on Thursday", (88, 205, 41)),
            headline="Central bank eases crown shortage",
            published=DAY + dt.timedelta(2),
        ),
    ]
    assert len(set(groups(stories).values())) == 3


def test_the_same_words_a_month_later_are_another_story():
    stories = [story("may", CALL), story("june", CALL + " It was the last one.", published=DAY + dt.timedelta(31))]
    assert len(set(groups(stories).values())) == 2


def test_a_chain_of_near_copies_does_not_reach_over_more_than_three_days():
    stories = [story(f"day{n}", f"{CALL} Edition {n}.", published=DAY + dt.timedelta(n)) for n in range(9)]
    days = {}
    for member, told in zip(merge_stories(stories), sorted(stories, key=lambda s: s.story_id), strict=True):
        days.setdefault(member.group, []).append(told.published)
    assert all((max(d) - min(d)).days <= 3 for d in days.values())
    assert max(len(d) for d in days.values()) > 1


def test_an_alert_of_one_sentence_and_its_marked_version_are_one_story():
    headline = "Norway's Solberg calls Chile's Rojas on salmon tariffs"
    alert = "Norway's foreign minister Ingrid Solberg spoke by telephone with her Chilean counterpart Mateo Rojas on Tuesday."
    stories = [
        story("alert", alert, headline=headline, version_mark="URGENT"),
        story("lead", CALL + MORE, headline=headline, version_mark="LEAD"),
        story("second", CALL + MORE + " Rojas leaves for Lima on Friday.", headline=headline, version_mark="2nd LD"),
    ]
    assert len(set(groups(stories).values())) == 1
    assert versions(stories) == {"alert": 1, "lead": 2, "second": 3}


def test_a_correction_comes_after_the_leads_and_a_withdrawal_last():
    headline = "Norway, Chile talk about salmon"
    stories = [
        story(
            "kill",
            "Attention editors: this report is withdrawn and must not be used.",
            headline=headline,
            withdrawn=True,
        ),
        story(
            "corrected", CALL.replace("forty", "fourteen"), headline=headline, corrected=True, version_mark="CORRECTED"
        ),
        story("lead", CALL + MORE, headline=headline, version_mark="3rd LD"),
        story("plain", CALL, headline=headline),
    ]
    assert len(set(groups(stories).values())) == 1
    assert versions(stories) == {"plain": 1, "lead": 2, "corrected": 3, "kill": 4}


def test_a_withdrawal_of_another_story_joins_nothing():
    kill = story(
        "kill", "Attention editors: this report is withdrawn.", headline="Whale seen in Tromso harbour", withdrawn=True
    )
    assert len(set(groups([kill, story("plain", CALL, headline="Norway, Chile talk about salmon")]).values())) == 2


def test_copies_of_one_version_share_its_number():
    stories = [story("a", CALL), story("b", CALL, outlet="Daily Kelp"), story("c", CALL + MORE)]
    assert versions(stories) == {"a": 1, "b": 1, "c": 2}


def test_stories_with_nothing_in_common_stay_alone():
    members = merge_stories([story("a", CALL), story("b", OTHER)])
    assert {member.reason for member in members} == {"alone"}


def test_every_membership_names_its_rule_and_its_neighbour():
    members = {m.source_id: m for m in merge_stories([story("a", CALL), story("b", CALL + MORE)])}
    assert members["a"].reason.startswith("near-duplicate")
    assert members["a"].reason.endswith("with b")


def test_no_stories_have_no_groups():
    assert merge_stories([]) == ()


@pytest.mark.parametrize("body", ["", "Yes.", "\ud800 broken", "… — ?"])
def test_odd_bodies_are_grouped_without_a_complaint(body):
    assert [m.source_id for m in merge_stories([story("odd", body)])] == ["odd"]


@given(st.permutations(range(8)))
def test_the_order_of_arrival_decides_nothing(order):
    stories = [
        story("a", CALL),
        story("b", CALL + MORE, version_mark="LEAD"),
        story("c", REWRITTEN, headline="Norway, Chile plan talks"),
        story("d", OTHER),
        story("e", CALL, published=None),
        story("f", CALL + MORE, published=DAY + dt.timedelta(3)),
        story("g", OTHER + " Gulls followed.", published=DAY + dt.timedelta(2)),
        story("h", CALL + " Edition of the coast.", published=DAY + dt.timedelta(5)),
    ]
    assert merge_stories([stories[k] for k in order]) == merge_stories(stories)


def test_grouping_again_gives_the_same_groups():
    stories = [story("a", CALL), story("b", CALL + MORE), story("d", OTHER)]
    assert merge_stories(stories) == merge_stories(list(stories))


def test_the_cost_grows_with_the_number_of_stories_not_with_its_square():
    draw = random.Random(7)  # noqa: S311  (texts for a test)
    words = [f"w{n}" for n in range(4000)]
    stories = [story(f"s{n}", " ".join(draw.choices(words, k=120))) for n in range(1200)]
    stories += [story(f"t{n}", s.body + " Late edition.") for n, s in enumerate(stories)]
    assert len({m.group for m in merge_stories(stories)}) == 1200


def test_shares_of_words_are_those_of_the_definitions():
    texts = ("one two three four five six", "Two three, four five six seven.")
    a, b = (frozenset(Shingler().shingle(text).tolist()) for text in texts)
    assert jaccard(a, b) == pytest.approx(2 / 4)
    assert containment(a, b) == pytest.approx(2 / 3)


def test_names_and_numbers_are_the_particulars_of_a_text():
    facts = facts_of("Minister in Lima", "Talks began when Rojas met Solberg in Lima\non 3 May over 1,200 visas.")
    assert facts.names == {"rojas", "solberg", "lima", "may"}
    assert facts.numbers == {"3", "1,200"}
    assert shared(facts.names, frozenset({"rojas", "lima"})) == 1.0
    assert shared(facts.numbers, frozenset({"3"})) is None
