"""What every story has, whatever it was read from: an id, metadata, a language, and characters that can be trusted."""

import datetime as dt
import doctest
import importlib
import sys
from pathlib import Path

import pytest
import yaml

from dateline.read import read_bytes, read_text
from dateline.read.characters import clean
from dateline.read.encodings import decode
from dateline.read.language import judge_language, language_name
from dateline.records import content_id
from dateline.settings import Limits, Settings

MODULES = sorted(path.stem for path in Path(sys.modules["dateline.read"].__file__).parent.glob("[a-z]*.py"))
CASES = Path(__file__).parents[1] / "cases" / "read"
COPY = "The foreign ministers of Chad and Niger met in Agadez on Monday, a spokesman said."
SEPT_2 = dt.datetime.fromisoformat("2020-09-02")
ENGLISH = (
    "Iraq, Iran meet",
    "Ghana's Akufo, Togo's Faure, Benin's Talon discuss Ecowas",
    "BURKINA FASO RECALLS ENVOY FROM ABIDJAN OVER ARREST OF GENERAL",
    "SOYBEANS 512 1/2 UP 3 CORN 201 1/4 OFF 2 OATS 133 UNCH SEPT 9 CLOSE",
    "Net 12.1 mln vs 9.8 mln\n    Revs 88.0 mln vs 80.2 mln\n    Shr 31 cts vs 27 cts",
    "Prime Minister Xavier Bettel hosts Volodymyr Zelenskyy, Maia Sandu in Luxembourg",
    "Xi, Ramaphosa in Tshwane",
    "1,204.50 1,198.25 1,187.00 +3.25 -0.5",
    "",
)
OTHERS = yaml.safe_load((CASES / "languages.yaml").read_text("utf-8"))


@pytest.mark.parametrize("text", ENGLISH)
def test_short_names_figures_and_capitals_count_as_english(text):
    assert judge_language(text).code == "en"


@pytest.mark.parametrize(("name", "text"), OTHERS.items(), ids=OTHERS)
def test_a_story_in_another_language_is_declined_unless_any_language_is_wanted(name, text):
    (item,) = read_bytes(text.encode(), source_id="a.txt")
    assert item.reason.startswith(f"read.language: looks like {name} (")
    assert "--any-language" in item.reason
    (story,) = read_bytes(text.encode(), source_id="a.txt", settings=Settings(any_language=True))
    assert language_name(story.language) == name


def test_every_language_that_the_model_knows_has_a_name():
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415

    labels = LanguageIdentifier.from_model_file(MODEL_FILE).labels
    assert [code for code in labels if language_name(code).startswith("language '")] == []


def test_the_id_is_made_of_text_title_date_source_and_dateline():
    row = b'{"text": "Talks were held.", "title": "Talks", "published": "2020-09-02", "source": "Wire", "dateline": "OSLO -"}'
    (story,) = read_bytes(row, source_id="a.jsonl")
    assert story.story_id == content_id("st", "Talks were held.", "Talks", "2020-09-02T00:00:00", "Wire", "OSLO -")


def test_the_same_content_has_the_same_id_under_another_name_and_format():
    (plain,) = read_bytes(COPY.encode(), source_id="a.txt")
    (row,) = read_bytes(b'{"id": "other", "text": "' + COPY.encode() + b'"}', source_id="b.jsonl")
    assert plain.story_id == row.story_id == read_text(COPY).story_id


def test_a_year_alone_is_kept_as_a_year_and_changes_the_id():
    rows = b'{"text": "Talks were held.", "published": 1987}\n{"text": "Talks were held.", "published": "1988"}\n'
    rows += b'{"text": "Talks were held."}\n{"text": "Talks were held.", "published": "2020-09-02"}\n'
    stories = list(read_bytes(rows, source_id="a.jsonl", settings=Settings(published_year=1990)))
    assert [(story.published, story.published_year) for story in stories] == [
        (None, 1987),
        (None, 1988),
        (None, 1990),
        (SEPT_2, None),
    ]
    assert len({story.story_id for story in stories}) == 4


def test_settings_fill_what_the_input_does_not_give_and_nothing_else():
    rows = b'{"text": "Talks were held."}\n{"text": "Talks failed.", "published": "2001-02-13", "source": "Wire"}\n'
    settings = Settings(published=dt.date(2020, 9, 2), source="Outlet")
    bare, full = read_bytes(rows, source_id="a.jsonl", settings=settings)
    assert (bare.published, bare.published_basis, bare.source) == (SEPT_2, "given", "Outlet")
    assert (full.published, full.published_basis, full.source) == (
        dt.datetime.fromisoformat("2001-02-13"),
        "given",
        "Wire",
    )


def test_text_from_the_caller_keeps_its_length_and_its_metadata():
    story = read_text(
        "Talks\x00were held.", source_id="x", title=" Talks ", published=dt.date(2020, 9, 2), dateline="OSLO -"
    )
    assert story.text == "Talks were held."
    assert (story.title, story.published, story.published_basis) == ("Talks", SEPT_2, "given")
    assert read_text("Talks were held.").published_basis == ""


def test_a_story_longer_than_the_limit_is_declined():
    (item,) = read_bytes(COPY.encode() * 20, source_id="a.txt", settings=Settings(limits=Limits(story_bytes=1000)))
    assert item.reason.startswith("read.size:")


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("utf-8-sig", COPY),
        ("utf-16", "Der Große – “so”"),
        ("utf-16-le", COPY),
        ("utf-16-be", COPY),
        ("utf-32", COPY),
        ("cp1252", "“We’ll see,” the envoy said – in Málaga, for £20 or €30…"),
        ("latin-1", "Bolivia's envoy José Núñez left Asunción for Göteborg."),
        ("mac_roman", "The president of Côte d’Ivoire said “no” to São Tomé."),
        ("cp437", "The café in Göteborg was full of envoys from Málaga."),
        ("cp1250", "Prime Minister Radosław Wiśniewski met Ľubica Kováč in Łódź."),
        ("cp1251", "Министр иностранных дел прибыл на переговоры в Москву."),
        ("koi8_r", "Министр иностранных дел прибыл на переговоры в Москву."),
        ("shift_jis", "外務大臣は北京で会談した。両国は合意した。"),
    ],
)
def test_text_in_an_undeclared_encoding_is_read_as_it_was_written(encoding, text):
    assert decode(text.encode(encoding)) == text


def test_a_declared_encoding_is_believed_only_where_the_bytes_allow_it():
    assert decode("Dušan Ćosić".encode("iso8859-2"), declared="iso-8859-2") == "Dušan Ćosić"
    assert decode("café".encode(), declared="iso-8859-1") == "café"
    assert decode("“no”".encode("cp1252"), declared="iso-8859-1") == "“no”"
    assert decode("café".encode("cp1252"), declared="utf-8") == "café"
    assert decode("café".encode("cp1252"), declared="no-such-code") == "café"
    assert decode("café in Málaga".encode("cp1252"), declared="unicode_escape") == "café in Málaga"


def test_a_page_is_decoded_as_its_meta_element_says():
    page = '<head><meta charset="iso-8859-2"></head><body><p>ŁÓDŹ - Sąd odroczył; the court adjourned the case.</p></body></html>'
    (story,) = read_bytes(page.encode("iso8859-2"), source_id="a.html")
    assert story.text == "ŁÓDŹ - Sąd odroczył; the court adjourned the case."


def test_one_bad_byte_does_not_turn_utf_8_into_another_encoding():
    assert decode("José, Núñez, Zoë".encode() + b"\xff") == "José, Núñez, Zoë\ufffd"


def test_surrogates_written_as_utf_8_become_replacement_characters():
    (story,) = read_bytes(b"The envoy \xed\xa0\x80 said so.", source_id="a.txt")
    assert story.text == "The envoy \ufffd said so."


@pytest.mark.parametrize(
    ("odd", "cleaned"),
    [
        ("a\x00b\x1fc\x7f", "a b c "),
        ("a\r\nb\rc", "a \nb\nc"),
        ("a\u2028b\x0cc", "a\nb\nc"),
        ("\x93no\x94 \x96 \x81", "“no” –  "),
        ("\ufeffa\ud800\udfffb\uffff", " a\ufffd\ufffdb\ufffd"),
        ("tab\tand\u00a0space stay 😀", "tab\tand\u00a0space stay 😀"),
    ],
)
def test_odd_characters_are_replaced_one_for_one(odd, cleaned):
    assert clean(odd) == cleaned
    assert len(clean(odd.replace("\r\n", "  "))) == len(odd)


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_in_the_docstrings_are_true(name):
    assert doctest.testmod(importlib.import_module(f"dateline.read.{name}")).failed == 0


def test_a_text_of_the_length_of_a_book_is_refused_with_its_cure():
    settings = Settings(limits=Limits(text_characters=200))
    (item,) = read_bytes(COPY.encode() * 20, source_id="book.txt", settings=settings)
    assert item.reason.startswith("read.size: the text has")
    assert "Limits.text_characters" in item.reason
