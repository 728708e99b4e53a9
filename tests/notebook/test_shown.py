"""What Jupyter and marimo show of our objects: whole, escaped, labelled, bounded HTML."""

import datetime as dt
import re
from dataclasses import replace
from html.parser import HTMLParser

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from IPython.core.interactiveshell import InteractiveShell

import dateline
from dateline.api import Coding
from dateline.ledger import Answer
from dateline.records import Declined
from dateline.show import Span, marked
from dateline.show.pieces import SHOWN
from factories import envoy_talks, make_coded, make_event, make_run, make_story

QUERIES = ("events", "contacts", "claims", "offices", "processes", "plans", "stories", "declined")
VOID = {"br"}


class Reader(HTMLParser):
    """Reads a piece of HTML strictly: every tag is closed in order."""

    def __init__(self):
        super().__init__()
        self.open, self.tags, self.words = [], [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if "style" not in self.open:
            self.words.append(data)


def read(html):
    reader = Reader()
    reader.feed(html)
    reader.close()
    assert reader.open == []
    return reader


def text(html):
    return " ".join("".join(read(html).words).split())


@pytest.fixture(scope="module")
def shell():
    return InteractiveShell()


@pytest.fixture(scope="module")
def coding():
    return Coding(stories=(envoy_talks("a.txt"),), rejected=())


@pytest.mark.parametrize("query", QUERIES)
def test_jupyter_shows_an_answer_as_a_table_with_a_caption_and_headed_columns(shell, ledger, query):
    shown, _ = shell.display_formatter.format(getattr(ledger, query)())
    page = read(shown["text/html"])
    assert [tag for tag, _ in page.tags].count("caption") == 1
    assert {attributes["scope"] for tag, attributes in page.tags if tag == "th"} == {"col"}
    assert re.fullmatch(r"<Answer: \d+ [a-z ]+>", shown["text/plain"])


@pytest.mark.parametrize("query", QUERIES)
def test_marimo_shows_the_same_html(ledger, query):
    formatting = pytest.importorskip("marimo._output.formatting")
    answer = getattr(ledger, query)()
    mimetype, data = formatting.try_format(answer).mimetype, formatting.try_format(answer).data
    assert mimetype == "text/html"
    assert 'class="dateline-view"' in data


def test_a_contact_shows_day_channel_people_with_countries_and_its_sentence(ledger):
    shown = text(ledger.contacts()._repr_html_())
    assert "2021-03-02" in shown
    assert "phone" in shown
    assert "Liv Aasen (NOR), Arctic envoy" in shown
    assert "spoke by phone with her Chilean counterpart Diego Rojas on Tuesday." in shown
    assert "told in 2 sentences" in shown


def test_an_unknown_day_is_told_as_unknown(ledger):
    assert "unknown" in text(ledger.plans()._repr_html_())


def test_the_sentence_is_shown_after_the_ledger_was_closed(path):
    with dateline.Ledger.open(path, read_only=True) as opened:
        answer = opened.contacts()
    assert "counterpart Diego Rojas on Tuesday." in text(answer._repr_html_())


def test_where_the_file_has_gone_the_words_of_the_act_stand_for_the_sentence(tmp_path):
    place = tmp_path / "gone.dateline"
    with dateline.Ledger.open(place) as opened:
        opened.append([envoy_talks()], make_run())
        answer = opened.events()
    place.unlink()
    assert "spoke by phone" in text(answer._repr_html_())


def test_an_empty_answer_says_that_nothing_fits(ledger):
    assert "0 events: nothing in the ledger fits" in text(ledger.events(type="SANCTION")._repr_html_())


def test_a_long_answer_shows_its_first_rows_and_says_how_many_there_are():
    answer = Answer(pa.table({"n": list(range(5000))}))
    shown = answer._repr_html_()
    assert f"5,000 rows, the first {SHOWN} shown" in text(shown)
    assert shown.count("<tr>") == SHOWN + 1


def test_a_select_of_ones_own_is_a_table_of_at_most_twelve_columns(ledger):
    shown = ledger.ask("SELECT * FROM counted_events")._repr_html_()
    assert "more columns" in text(shown)
    assert len(re.findall("<th ", shown)) == 12


def test_a_coding_shows_the_text_with_every_mark_labelled_and_listed(shell, coding):
    shown, _ = shell.display_formatter.format(coding)
    words = text(shown["text/html"])
    assert "spoke by phoneE1 CONSULT" in words
    assert "C1the two agreed to meet" in words
    assert "Marks: event" in words
    for label in ("E1", "E2", "C1"):
        assert words.count(label) == 2, "in the text and in the table"
    assert shown["text/plain"] == "<Coding: 1 stories, 2 events, 1 claims, 0 rejected>"


def test_the_marked_text_is_the_text_of_the_story(coding):
    story = coding.stories[0].resolved.parsed.split.story
    assert "".join(read(marked(story.text, [Span(start=3, end=40, kind="event")])).words) == story.text


def test_a_coding_of_many_stories_is_bounded_and_names_rejected_inputs():
    rejected = Declined(
        room="read", reason="read.binary: not text", source_id="x.bin", start=0, end=0, text="", rule="", path="x.bin"
    )
    many = Coding(stories=tuple(envoy_talks(f"{n}.txt") for n in range(50)), rejected=(rejected,) * 40)
    shown = many._repr_html_()
    assert len(shown) < 60_000
    assert "47 more stories" in text(shown)
    assert "40 rejected inputs, the first 30 shown" in text(shown)


def test_a_long_story_is_cut_and_says_so():
    story = make_story(["Norway and Chile met."] * 2000)
    shown = Coding(stories=(make_coded(story),), rejected=())._repr_html_()
    assert "more characters are not shown" in text(shown)
    assert len(shown) < 20_000


def test_why_shows_the_sentence_with_marks_and_the_rule_of_each_field(shell, ledger):
    [contact] = ledger.contacts(status="occurred")
    shown, _ = shell.display_formatter.format(ledger.why(contact["event_id"]))
    words = text(shown["text/html"])
    assert "rule:consult" in words
    assert "spoke by phonetype" in words
    assert shown["text/plain"].startswith("<WhyReport: event ev_")


@pytest.mark.parametrize("query", ["processes", "claims", "stories"])
def test_why_of_other_rows_is_whole_html_too(ledger, query):
    names = {"processes": "process_id", "claims": "claim_id", "stories": "story_id"}
    row = next(iter(getattr(ledger, query)()))
    assert row[names[query]] in text(ledger.why(row[names[query]])._repr_html_())


def test_a_difference_shows_its_figures_and_rows(tmp_path, ledger):
    with dateline.Ledger.open(tmp_path / "other.dateline") as other:
        changed = envoy_talks("a.txt", source="Nordwire")
        other.append([replace(changed, events=changed.events[:1])], make_run("cb2"))
    found = ledger.diff(str(tmp_path / "other.dateline"))
    words = text(found._repr_html_())
    assert "A and B in figures" in words
    assert "rows that differ" in words
    assert re.fullmatch(r"<Diff: \d+ rows differ>", repr(found))


HOSTILE = "<script>alert(1)</script> & \"quotes\" 'x' \x07\x1b[31m \u202eevil \ud800"


def test_hostile_headlines_and_texts_are_escaped_and_change_no_direction():
    story = make_story([f"Norway {HOSTILE} Chile", HOSTILE], source_id=HOSTILE, title=HOSTILE)
    coded = make_coded(story, [make_event(story, f"Norway {HOSTILE}", day=dt.date(2021, 3, 2))], headline=HOSTILE)
    shown = Coding(stories=(coded,), rejected=())._repr_html_()
    assert_harmless(shown)
    answer = Answer(pa.table({HOSTILE.replace("\ud800", ""): [HOSTILE.replace("\ud800", "")]}))
    assert_harmless(answer._repr_html_())


def assert_harmless(shown):
    assert {tag for tag, _ in read(shown).tags} <= {
        "div", "style", "p", "strong", "table", "caption", "thead", "tbody", "tr", "th", "td", "mark", "span", "code", "bdi", "br",
    }  # fmt: skip
    assert not re.search("[\x00-\x08\x1b\u202e\ud800]", shown)
    shown.encode("utf-8")


@given(
    st.text(), st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40), st.sampled_from(["event", "claim", "actor"])))
)
def test_marks_that_overlap_in_any_way_give_whole_html_with_the_same_words(words, places):
    spans = [Span(start=start, end=end, kind=kind) for start, end, kind in places]
    assert read(marked(words, spans)).open == []
    clean = "".join(read(marked(words, [])).words)
    assert "".join(read(marked(words, spans)).words) == clean


def test_the_style_sheet_touches_nothing_outside_its_frame_and_loads_nothing(ledger):
    style = re.search("<style>(.*?)</style>", ledger.events()._repr_html_(), re.DOTALL)[1]
    rules = [rule for rule in re.findall(r"([^{}]+)\{", style) if not rule.strip().startswith("@")]
    assert [rule for rule in rules if ".dateline-view" not in rule] == []
    assert "url(" not in style
    assert "@import" not in style
