"""Parts and masthead of whole stories, from tables."""

import datetime as dt
from pathlib import Path

import pytest
import yaml

CASES = Path(__file__).parents[1] / "cases" / "split"
STORIES = [
    case
    for file in ("slugs.yaml", "endings.yaml", "pages.yaml")
    for case in yaml.safe_load((CASES / file).read_text(encoding="utf-8"))
]


def is_shown(text, shown):
    """Is the part's text the one of the case, in which "..." stands for the rest or for the middle?"""
    text = " ".join(text.split())
    if "..." not in shown:
        return text == shown
    head, tail = (piece.strip() for piece in shown.split("...", 1))
    return text.startswith(head) and text.endswith(tail)


def value(field):
    if isinstance(field, tuple):
        return [item.isoformat() if isinstance(item, dt.date) else item for item in field]
    return field


@pytest.mark.parametrize("case", STORIES, ids=lambda case: case["why"])
def test_a_story_falls_into_its_parts(case, split):
    found = split(case["text"], title=case.get("title"), author=case.get("author"))
    expected = [next(iter(part.items())) for part in case["parts"]]
    assert [part.kind for part in found.parts] == [kind for kind, _ in expected]
    for part, (_, shown) in zip(found.parts, expected, strict=True):
        assert is_shown(part.text, shown), (part.text, shown)
    for field, wanted in case.get("masthead", {}).items():
        assert value(getattr(found.masthead, field)) == wanted, field


def test_there_are_many_cases():
    assert len(STORIES) >= 60


@pytest.mark.parametrize("case", STORIES, ids=lambda case: case["why"])
def test_nothing_but_body_headline_and_caption_has_sentences(case, split):
    found = split(case["text"], title=case.get("title"))
    allowed = [
        (part.start, part.end, part.kind) for part in found.parts if part.kind in {"body", "headline", "caption"}
    ]
    for sentence in found.sentences:
        assert any(s <= sentence.start and sentence.end <= e and sentence.part == kind for s, e, kind in allowed)


def test_a_title_stands_in_where_the_text_has_no_headline(split):
    assert split("Two ports signed an accord.", title="Ports sign").masthead.headline == "Ports sign"


def test_a_year_is_taken_from_the_stamp_nearest_to_the_dateline(split):
    text = "GOMA, Dec. 31 (Kivu Press) -- The ferry sailed on Monday.\n\n(END) 01/01/2002 0010 CAT\n"
    assert split(text).masthead.year == 2001


@pytest.mark.parametrize(
    ("first", "second"), [("12/11/2003 0810 EST", dt.date(2003, 12, 11)), ("13/11/2003", dt.date(2003, 11, 13))]
)
def test_day_and_month_of_a_stamp_are_told_apart(first, second, split):
    assert split(f"Two ports signed an accord on the lake.\n\n(END) {first}\n").masthead.stamps == (second,)
