"""Every format, told by its ending or its first characters, gives stories and Declineds."""

import gzip
import io
import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import yaml
import zstandard
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from dateline.errors import UsageError
from dateline.read import read_bytes, read_paths
from dateline.read.formats import READERS, medium_of
from dateline.read.published import read_published
from dateline.records import Declined, Story
from dateline.settings import Settings

CASES = Path(__file__).parents[1] / "cases" / "read"
FORMATS = yaml.safe_load((CASES / "formats.yaml").read_text("utf-8"))
PAGES = yaml.safe_load((CASES / "pages.yaml").read_text("utf-8"))
DATES = yaml.safe_load((CASES / "published.yaml").read_text("utf-8"))
COPY = "The foreign ministers of Chad and Niger met in Agadez on Monday, a spokesman said."


def read(data, name, **settings):
    return list(read_bytes(data, source_id=name, settings=Settings(**settings)))


def shown(story, field):
    value = getattr(story, field)
    return value.isoformat() if field == "published" and value else value


@pytest.mark.parametrize("case", FORMATS, ids=[case["name"] for case in FORMATS])
def test_a_file_gives_the_stories_and_the_declined_that_the_table_says(case):
    items = read(case["content"].encode(), case["file"])
    stories = [item for item in items if isinstance(item, Story)]
    declined = [item for item in items if isinstance(item, Declined)]
    expected = case.get("stories", [])
    assert [
        {field: shown(story, field) for field in want} for story, want in zip(stories, expected, strict=True)
    ] == expected
    for item, want in zip(declined, case.get("declined", []), strict=True):
        assert item.room == "read"
        assert item.reason.startswith(want["rule"] + ": ")
        assert want.get("says", "") in item.reason
        assert {"line": item.line, "source_id": item.source_id, **want} == {
            "line": item.line,
            "source_id": item.source_id,
        } | want


@pytest.mark.parametrize("case", PAGES, ids=[case["page"] for case in PAGES])
def test_a_page_keeps_its_headline_byline_dates_and_captions_and_loses_its_furniture(case):
    (story,) = read((CASES / "pages" / case["page"]).read_bytes(), case["page"])
    fields = [field for field in ("title", "author", "source", "url", "published") if field in case]
    assert {field: shown(story, field) for field in fields} == {field: case[field] for field in fields}
    assert story.published_basis == ("page" if story.published else "")
    lines = iter(story.text.split("\n"))
    assert [line for line in case.get("has", []) if line not in lines] == []
    assert [words for words in case.get("lacks", []) if words in story.text] == []


def test_paragraphs_of_a_page_stand_apart_by_an_empty_line():
    (story,) = read((CASES / "pages" / "fragment.html").read_bytes(), "fragment.html")
    assert story.text.split("\n\n") == [
        "TUNIS, Jan 8 - Tunisia and Malta resumed ferry talks on Friday.",
        "No date was set for a second round.",
    ]


@pytest.mark.parametrize(("written", "read_as"), DATES, ids=[str(date[0]) for date in DATES])
def test_a_written_date_is_read_or_left_unknown(written, read_as):
    moment = read_published(written)
    assert (moment.isoformat() if moment else None) == read_as


def parquet(table, **options):
    file = io.BytesIO()
    pq.write_table(pa.table(table), file, **options)
    return file.getvalue()


def test_parquet_rows_are_stories_with_times_of_any_resolution():
    data = parquet(
        {
            "id": ["p1", None],
            "Text": [COPY, "No talks were held."],
            "published": pa.array([10**18, None], pa.timestamp("ns", "UTC")),
            "size": [1, 2],
        }
    )
    first, second = read(data, "week.parquet")
    assert (first.source_id, first.text, first.medium, first.line) == ("p1", COPY, "parquet", 1)
    assert first.published.isoformat() == "2001-09-09T01:46:40"
    assert (second.source_id, second.published) == ("week.parquet:2", None)


def test_parquet_without_a_text_column_names_its_columns():
    (item,) = read(parquet({"id": [1], "body": ["x"]}), "week.parquet")
    assert item.reason.startswith("read.field:")
    assert "columns found: id, body" in item.reason


def test_parquet_whose_text_is_a_number_is_declined_row_by_row():
    items = read(parquet({"text": [1, 2]}), "week.parquet")
    assert [(item.reason.split(":")[0], item.line) for item in items] == [("read.field", 1), ("read.field", 2)]


PAGE = (
    b"<html><head><title>Benin opens port</title></head><body><h1>Benin opens port</h1><p>"
    + COPY.encode()
    + b"</p></body></html>"
)


def archive(*responses, compress):
    file = io.BytesIO()
    writer = WARCWriter(file, gzip=compress)
    writer.write_record(writer.create_warcinfo_record("a.warc", {"software": "test"}))
    for number, (status, kind, body) in enumerate(responses, 1):
        headers = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
        url = f"https://lagoon.example/{number}"
        writer.write_record(writer.create_warc_record(url, "response", payload=io.BytesIO(body), http_headers=headers))
    return file.getvalue()


@pytest.mark.parametrize("compress", [False, True])
def test_every_html_response_of_an_archive_is_a_story_and_every_other_one_is_declined(compress):
    data = archive(
        ("200 OK", "text/html; charset=utf-8", PAGE),
        ("200 OK", "image/png", b"\x89PNG"),
        ("404 Not Found", "text/html", b"<p>gone</p>"),
        compress=compress,
    )
    story, picture, missing = read(data, "crawl.warc.gz" if compress else "crawl.warc")
    assert (story.source_id, story.url, story.medium) == ("https://lagoon.example/1",) * 2 + ("warc",)
    assert story.text == f"Benin opens port\n\n{COPY}"
    assert story.published is None  # the day of the crawl says nothing of the story
    assert [(item.reason.split(":")[0], item.source_id) for item in (picture, missing)] == [
        ("read.kind", "https://lagoon.example/2"),
        ("read.status", "https://lagoon.example/3"),
    ]


@pytest.mark.parametrize("pack", [gzip.compress, zstandard.ZstdCompressor().compress], ids=["gzip", "zstandard"])
@pytest.mark.parametrize("name", ["week.jsonl.gz", "week.jsonl.zst", "week.jsonl", "-"])
def test_compressed_input_is_told_by_its_bytes(pack, name):
    rows = "".join(json.dumps({"id": str(number), "text": COPY}) + "\n" for number in range(3))
    assert [story.source_id for story in read(pack(rows.encode()), name)] == ["0", "1", "2"]


@pytest.mark.parametrize("name", ["a.txt.gz", "A.TXT", "b.JSONL.zst", "c.htm"])
def test_endings_are_told_in_any_case_and_below_compression(name):
    assert medium_of(name) in READERS


def test_a_medium_can_be_named_by_the_caller():
    (story,) = read_bytes(b"<p>Talks were held.</p>", source_id="x", medium="plain")
    assert story.text == "<p>Talks were held.</p>"


def test_a_medium_that_there_is_not_is_a_wrong_usage_that_lists_those_that_there_are():
    with pytest.raises(UsageError, match="choose one of plain, markdown, html"):
        read_bytes(b"x", source_id="x", medium="papyrus")


def test_standard_input_is_read_under_the_name_of_a_dash(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(COPY.encode())))
    (story,) = read_paths(["-"], Settings())
    assert (story.source_id, story.path, story.text) == ("-", "-", COPY)
