"""The page of a story, and the page of reasons."""

import re

import pytest
from starlette.testclient import TestClient

from dateline.grouping import group
from dateline.ledger import Ledger
from dateline.web import create_app
from dateline.web.pages.story import blocks
from dateline.web.pages.story_rows import read_story
from factories import make_run
from ferry_pages import HOSTILE, fill, read_copy, version

ADDRESS = "http://127.0.0.1"


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    path = tmp_path_factory.mktemp("one") / "one.dateline"
    first, second, evil = fill(path)
    with TestClient(create_app(path), base_url=ADDRESS) as client:
        yield client, path, first, second, evil


def story_of(coded):
    return coded.resolved.parsed.split.story


def ids(path):
    with Ledger.open(path, read_only=True) as ledger:
        sql = (
            "SELECT event_id FROM current_events UNION ALL SELECT claim_id FROM current_claims "
            "UNION ALL SELECT tenure_id FROM current_tenures "
            "UNION ALL SELECT mention_id FROM process_mentions UNION ALL SELECT process_id FROM process_states "
            "UNION ALL SELECT story_id FROM current_stories UNION ALL SELECT DISTINCT group_id FROM current_stories"
        )
        return [row_id for (row_id,) in ledger.tuples(sql)]


def test_the_copy_on_the_page_is_the_story_character_by_character(told):
    client, _, first, second, _ = told
    for coded in (first, second):
        story = story_of(coded)
        assert read_copy(client.get(f"/story/{story.story_id}").text).text == story.text


def test_every_row_is_marked_with_exactly_its_own_words(told):
    client, _, first, *_ = told
    story = story_of(first)
    marked = read_copy(client.get(f"/story/{story.story_id}").text).marked
    call, claim = first.events[0], first.claims[0]
    assert marked["m m-act", call.event_id] == call.trigger.text
    assert marked["m m-claim", claim.claim_id] == "asked for a pontoon until the landing is repaired".replace(
        " for", "for", 1
    )
    assert marked["m m-actor", call.event_id] == "".join(actor.text for actor in call.actors)


def test_tokens_and_tails_of_all_stories_are_their_texts(told):
    _, path, *_ = told
    with Ledger.open(path, read_only=True) as ledger:
        for (story_id,) in ledger.tuples("SELECT story_id FROM current_stories"):
            found = read_story(ledger, story_id)
            made = blocks(found)
            assert "".join("".join(token.text for token in block.tokens) + block.tail for block in made) == found.text


def test_a_mark_in_the_address_lights_up_its_sentence(told):
    client, _, first, *_ = told
    story, event = story_of(first), first.events[0]
    page = client.get(f"/story/{story.story_id}?mark={event.event_id}").text
    lit = read_copy(page).marked["m m-asked", event.event_id]
    assert lit == story.text[event.evidence[0].start : event.evidence[0].end]
    assert page.count('id="mark"') == 1
    assert "does not tell" in client.get(f"/story/{story.story_id}?mark=ev_0000000000000000").text


def test_ids_on_a_page_are_there_once(told):
    client, _, first, *_ = told
    page = client.get(f"/story/{story_of(first).story_id}").text
    found = re.findall(r'\sid="([^"]+)"', page)
    assert len(found) == len(set(found))


def test_hostile_words_stay_words(told):
    client, _, _, _, evil = told
    page = client.get(f"/story/{evil.story_id}").text
    assert "<script>alert" not in page
    assert "<img" not in page
    assert 'href="javascript' not in page
    assert "\x07" not in page
    assert "\u202e" not in page.partition('class="copy"')[2].partition("</section>")[0]
    shown = read_copy(page).text
    assert HOSTILE.replace("\x07", "\u2407").replace("\u202e", "[202E]").replace("\u202c", "[202C]") in shown


def test_nothing_on_a_page_is_script_or_style_of_its_own(told):
    client, _, first, second, evil = told
    story = story_of(first).story_id
    pages = [
        f"/story/{story}?against={story_of(second).story_id}",
        f"/story/{evil.story_id}",
        f"/why/{first.events[0].event_id}",
    ]
    for address in (
        *pages,
        "/actor/person:otto-brand:RUR",
        "/office?office=foreign minister",
        "/disputed",
        "/review",
        "/compare",
    ):
        answer = client.get(address)
        tags = read_copy(answer.text).tags
        assert not [one for one in tags if one[0] == "style" or "style" in one[1]], address
        assert not [one for tag, one in tags if tag == "script" and "src" not in one], address
        assert not [name for _, one in tags for name in one if name.startswith("on")], address


def test_no_link_in_the_copy_is_without_words(told):
    client, _, first, *_ = told
    links = re.findall(r'<a class="go"[^>]*>(.*?)</a>', client.get(f"/story/{story_of(first).story_id}").text)
    assert links
    assert all(words.strip() for words in links)


def test_versions_stand_side_by_side_with_what_is_new(told):
    client, _, first, second, _ = told
    page = client.get(f"/story/{story_of(second).story_id}?against={story_of(first).story_id}").text
    assert re.findall(r"<ins>(.*?)</ins>", page) == ["A timetable would follow, a spokeswoman said."]
    assert "<del>" not in page
    assert "LEAD" in page


def test_a_story_is_found_by_its_source_id_and_by_its_group(told):
    client, path, *_ = told
    with Ledger.open(path, read_only=True) as ledger:
        ((group,),) = ledger.tuples("SELECT group_id FROM current_stories WHERE source_id = 'ferry.txt'")
    assert client.get("/story/ferry.txt").status_code == 200
    assert "ferry2.txt" in client.get(f"/story/{group}").text


def test_every_kind_of_id_has_its_reasons(told):
    client, path, *_ = told
    for row_id in ids(path):
        answer = client.get(f"/why/{row_id}")
        assert (answer.status_code, 'id="why"' in answer.text) == (200, True), row_id


def test_reasons_name_the_rule_and_the_words_of_a_field(told):
    client, _, first, *_ = told
    page = client.get(f"/why/{first.events[0].event_id}").text
    assert "rule:consult" in page
    assert "“telephoned”" in page
    assert "pair@0123" in page


@pytest.mark.parametrize(
    "address",
    ["/story/none", "/why/ev_none", "/why/ev_0000000000000000", "/actor/Nobody", "/office?office=none", "/office"],
)
def test_what_is_not_there_is_said_with_a_cure(told, address):
    answer = told[0].get(address)
    assert answer.status_code == 404
    assert "What helps" in answer.text


def test_a_withdrawn_story_says_so(tmp_path):
    path = tmp_path / "w.dateline"
    coded = version(withdrawn=True)
    with Ledger.open(path) as ledger:
        ledger.append([coded], make_run())
        group(ledger)
    with TestClient(create_app(path), base_url=ADDRESS) as client:
        assert "Withdrawn" in client.get(f"/story/{story_of(coded).story_id}").text


def test_the_samples_are_on_their_pages_character_by_character_with_every_row_marked(client, samples):
    with Ledger.open(samples, read_only=True) as ledger:
        stories = [story_id for (story_id,) in ledger.tuples("SELECT DISTINCT story_id FROM current_stories")]
        found = {story_id: read_story(ledger, story_id) for story_id in stories}
    for story_id, story in found.items():
        copy = read_copy(client.get(f"/story/{story_id}").text)
        assert copy.text == story.text
        for mark in story.marks:
            if mark.row:
                assert story.text[mark.start : mark.end].strip() in copy.marked[f"m m-{mark.layer}", mark.row], mark
