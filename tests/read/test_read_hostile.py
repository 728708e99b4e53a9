"""Hostile and broken input: refused or read, never a traceback, never a hang, never all of the memory."""

import contextlib
import gzip
import io
import itertools
import json
import time
import tracemalloc

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from dateline.read import read_bytes
from dateline.records import Declined, Story
from dateline.settings import Limits, Settings

COPY = "The foreign ministers of Chad and Niger met in Agadez on Monday, a spokesman said."
MIB = 1024 * 1024
ENDINGS = (
    ".txt", ".md", ".html", ".eml", ".jsonl", ".json", ".csv", ".tsv", ".parquet", ".xml", ".rss", ".atom", ".warc",
    ".warc.gz", ".txt.gz", ".jsonl.zst", ".bin", "",
)  # fmt: skip


def read(data, name, **limits):
    return list(read_bytes(data, source_id=name, settings=Settings(limits=Limits(**limits))))


def rules(items):
    return [item.reason.split(":")[0] if isinstance(item, Declined) else item.medium for item in items]


def entity_bomb():
    names = "abcdefghij"
    steps = "".join(f'<!ENTITY {name} "{f"&{last};" * 10}">' for last, name in itertools.pairwise(names))
    return f'<?xml version="1.0"?><!DOCTYPE nitf [<!ENTITY a "lol">{steps}]><nitf><body>&j;</body></nitf>'.encode()


def parquet():
    file = io.BytesIO()
    pq.write_table(pa.table({"id": ["1"], "text": [COPY]}), file)
    return file.getvalue()


LINE = json.dumps({"id": "after", "text": COPY}).encode() + b"\n"
NESTED_MAIL = b"".join(b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (n, n) for n in range(1500))
HOSTILE = {
    "binary.txt": (bytes(range(256)) * 50, ["read.binary"]),
    "picture.html": (b"\x89PNG\r\n\x1a\n" + bytes(500), ["read.binary"]),
    "paper.pdf": (b"%PDF-1.7 ...", ["read.binary"]),
    "office.txt": (b"PK\x03\x04" + bytes(90), ["read.binary"]),
    "rich.txt": (rb"{\rtf1\ansi The envoys met.}", ["read.binary"]),
    "stray_zero.txt": (b"The envoys\0met. " + COPY.encode() * 3, ["plain"]),
    "line.txt": (b"x" * (20 * MIB), ["read.size"]),
    "line.jsonl": (b'{"text": "' + b"x" * (20 * MIB) + b'"}\n' + LINE, ["read.size", "jsonl"]),
    "line.csv": (b"text\n" + b"x" * (20 * MIB) + b"\n", ["read.size"]),
    "field.csv": (b'text\n"' + b"The envoys met again and again.\n" * 300_000 + b'"\n', ["read.csv"]),
    "open_quote.csv": (b'id,text\n1,"The envoys met.\n2,They left.\n3,"Good."\n', ["read.csv"]),
    "zip_bomb.txt.gz": (gzip.compress(b"a" * (40 * MIB)), ["read.ratio"]),
    "zip_bomb.jsonl.gz": (gzip.compress(b"a" * (40 * MIB)), ["read.ratio"]),
    "zip_bomb.csv.zst": (zstandard.compress(b"text\n" + b"a" * (40 * MIB)), ["read.ratio"]),
    "zip_bomb.warc.gz": (gzip.compress(b"WARC/1.0\r\n" + b"a" * (40 * MIB)), ["read.ratio"]),
    "thrice.txt.gz": (gzip.compress(gzip.compress(gzip.compress(COPY.encode()))), ["read.compression"]),
    "cut.txt.gz": (gzip.compress(COPY.encode() * 1000)[:100], ["read.compression"]),
    "cut.txt.zst": (zstandard.compress(COPY.encode() * 1000)[:60], ["read.compression"]),
    "tail.txt.gz": (gzip.compress(COPY.encode()) + b"tail", ["read.compression"]),
    "cut.parquet": (parquet()[:-30], ["read.parquet"]),
    "stump.parquet": (parquet()[:40], ["read.parquet"]),
    "flipped.parquet": (parquet().replace(b"ministers", b"\xff" * 9), ["read.parquet"]),
    "deep.xml": (b"<nitf>" + b"<block>" * 100_000 + b"x" + b"</block>" * 100_000 + b"</nitf>", ["read.depth"]),
    "entities.xml": (entity_bomb(), ["read.entities"]),
    "entities.rss": (entity_bomb().replace(b"nitf", b"rss"), ["read.entities"]),
    "none.xml": (b"just words", ["read.xml"]),
    "deep.html": (b"<div>" * 100_000 + COPY.encode() + b"</div>" * 100_000, ["html"]),
    "attributes.html": (b"<p " + b" ".join(b"a%d=b" % n for n in range(200_000)) + b">" + COPY.encode(), ["html"]),
    "comments.html": (b"<!--" * 200_000, ["read.empty"]),
    "brackets.html": (b"<" * (MIB // 4) + COPY.encode(), ["html"]),
    "many.html": (b"<p>" + COPY.encode() + b"</p>" * 2 + b"<p>x</p>" * 20_000, ["html"]),
    "deep.jsonl": (b'{"text": ' + b"[" * 200_000 + b"\n" + LINE, ["read.json", "jsonl"]),
    "number.jsonl": (b'{"text": ' + b"9" * 6000 + b"}\n" + LINE, ["read.json", "jsonl"]),
    "nested.eml": (b"From: a@b.example\nSubject: x\n" + NESTED_MAIL, ["read.mail"]),
    "parts.eml": (b"From: a@b.example\nContent-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * 20_000, ["read.mail"]),
    "broken.eml": (b'Subject: =?utf-9?B?x?=\nDate: never\nContent-Type: multipart/mixed; boundary="x\n\n--y\nTalks.', ["mail"]),
    "charset.eml": (
        b"Subject: a\nContent-Type: text/plain; charset==?x?\nContent-Transfer-Encoding: base64\n\n!!!!",
        ["read.empty"],
    ),
    "words.warc": (b"hello", ["read.warc"]),
    "cut.warc": (b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: many\r\n\r\n", ["read.kind"]),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_nasty_file_is_refused_or_read_within_seconds(name):
    data, expected = HOSTILE[name]
    start = time.perf_counter()
    items = read(data, name)
    assert rules(items) == expected
    assert time.perf_counter() - start < 10


def test_a_bomb_is_stopped_while_it_unpacks_in_bounded_memory():
    bomb = gzip.compress(b'{"text": "' + b"a" * (60 * MIB))
    tracemalloc.start()
    try:
        assert rules(read(bomb, "bomb.jsonl.gz", story_bytes=MIB // 4)) == ["read.ratio"]
        assert tracemalloc.get_traced_memory()[1] < 8 * MIB
    finally:
        tracemalloc.stop()


def test_a_line_of_100_megabytes_is_passed_over_in_bounded_memory():
    class Endless(io.RawIOBase):
        left = 100_000_000

        def readable(self):
            return True

        def readinto(self, buffer):
            size = min(len(buffer), self.left)
            buffer[:size] = b"x" * size
            self.left -= size
            return size

    from dateline.read.reading import _read_stream  # noqa: PLC0415

    tracemalloc.start()
    try:
        settings = Settings(limits=Limits(story_bytes=MIB))
        items = list(_read_stream(io.BufferedReader(Endless()), "long.jsonl", "jsonl", settings))
        assert rules(items) == ["read.size"]
        assert tracemalloc.get_traced_memory()[1] < 20 * MIB
    finally:
        tracemalloc.stop()


def test_a_parquet_file_that_repeats_one_long_text_is_stopped():
    file = io.BytesIO()
    pq.write_table(pa.table({"text": pa.array([COPY * 1000] * 400).dictionary_encode()}), file)
    items = read(file.getvalue(), "bomb.parquet", story_bytes=MIB)
    assert rules(items)[-1] == "read.ratio"
    assert len(items) < 200


def test_a_file_larger_than_the_limit_is_read_up_to_it():
    items = read(LINE * 5000, "week.jsonl", file_bytes=len(LINE) * 2000)
    assert isinstance(items[0], Story)
    assert rules(items)[-1] == "read.size"


def test_rows_before_a_cut_are_read_and_the_rest_is_declined_once():
    rows = b"".join(json.dumps({"id": str(n), "text": f"{COPY} {n * 7919}"}).encode() + b"\n" for n in range(3000))
    items = read(gzip.compress(rows)[:-3000], "cut.jsonl.gz")
    assert isinstance(items[0], Story)
    assert rules(items).count("read.compression") == 1
    assert rules(items)[-1] == "read.compression"


def test_deep_pages_keep_their_paragraphs_apart():
    (story,) = read(
        b"<div>" * 300 + b"<p>Talks began.</p><p>Talks ended.</p>" + b"</div>" * 300 + b"<p>All left.</p>", "a.html"
    )
    assert story.text == "Talks began.\n\nTalks ended.\n\nAll left."


def test_reading_broken_archives_and_pages_writes_nothing_on_standard_error(capfd):
    warc = b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a b\r\n"
    warc += b"Content-Type: application/http\r\nContent-Length: 30\r\n\r\n"
    page = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>The envoys met.</p>\r\n\r\n"
    read(warc + page * 2, "a.warc")
    read(b"<html>", "a.html")
    assert capfd.readouterr() == ("", "")


@given(data=st.binary(max_size=400), ending=st.sampled_from(ENDINGS))
def test_any_bytes_under_any_name_give_stories_or_declined(data, ending):
    items = read(data, f"file{ending}")
    assert items
    assert all(isinstance(item, Story | Declined) for item in items)


SEEDS = {
    "a.html": b"<html><head><title>Talks</title></head><body><h1>Talks</h1><p>The envoys met in Bern.</p></body></html>",
    "a.jsonl": LINE * 2,
    "a.csv": b'id,text\n1,"The envoys met."\n2,They left.\n',
    "a.eml": (
        b"From: a@b.example\nSubject: =?utf-8?q?a=C3=A9?=\n"
        b"Content-Type: multipart/mixed; boundary=b\n\n--b\n\nThe envoys met.\n--b--\n"
    ),
    "a.xml": (
        b"<nitf><body><body.head><hedline><hl1>Talks</hl1></hedline></body.head>"
        b"<body.content><p>The envoys met.</p></body.content></body></nitf>"
    ),
    "a.rss": (
        b"<rss><channel><title>T</title><item><title>Talks</title>"
        b"<description>&lt;p&gt;They met.</description></item></channel></rss>"
    ),
    "a.parquet": parquet(),
    "a.txt.gz": gzip.compress(COPY.encode()),
}  # fmt: skip


@given(name=st.sampled_from(sorted(SEEDS)), place=st.floats(0, 1), cut=st.integers(0, 9), put=st.binary(max_size=9))
def test_a_damaged_file_gives_stories_or_declined(name, place, cut, put):
    data = SEEDS[name]
    at = int(place * len(data))
    items = read(data[:at] + put + data[at + cut :], name)
    assert items
    assert all(isinstance(item, Story | Declined) for item in items)


JSON_ROWS = st.lists(
    st.one_of(
        st.fixed_dictionaries({"text": st.text(max_size=40)}),
        st.fixed_dictionaries(
            {"text": st.text(max_size=40), "id": st.text(max_size=5), "published": st.text(max_size=12)}
        ),
        st.dictionaries(st.text(max_size=5), st.none() | st.integers() | st.text(max_size=5), max_size=3),
        st.none() | st.integers(),
    ),
    max_size=8,
)


@given(rows=JSON_ROWS)
def test_every_row_comes_out_as_a_story_or_declined_and_none_twice(rows):
    data = "".join(json.dumps(row) + "\n" for row in rows).encode()
    items = read(data, "a.jsonl")
    assert [item.line for item in items] == (list(range(1, len(rows) + 1)) if rows else [None])


@given(text=st.text(min_size=1, max_size=60).filter(lambda text: not text.isspace()))
def test_a_given_text_keeps_its_length(text):
    for item in read(json.dumps({"text": text}).encode(), "a.jsonl"):
        if isinstance(item, Story):
            assert len(item.text) == len(text)


@given(data=st.binary(max_size=300), ending=st.sampled_from(ENDINGS))
def test_reading_twice_gives_the_same(data, ending):
    assert read(data, f"file{ending}") == read(data, f"file{ending}")


def test_a_reader_that_is_left_early_closes_its_file(tmp_path):
    path = tmp_path / "week.jsonl"
    path.write_bytes(LINE * 100)
    from dateline.read import read_paths  # noqa: PLC0415

    with contextlib.closing(read_paths([str(path)], Settings())) as items:
        assert isinstance(next(items), Story)
    path.unlink()
