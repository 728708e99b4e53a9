"""Files of a folder are read when they are new or changed and no longer being written, as `dateline code` reads them."""

import gzip
import json
import os

import pytest

from dateline.read import read_paths
from dateline.settings import Settings
from watched import CLOSE, NOON

FOLDER = '[[folder]]\nname = "in"\npath = "in"\n'
WORDS = "Envoys of Norway and Chile spoke by phone about cod on Tuesday, officials in Oslo said."


@pytest.fixture
def box(world):
    (world.folder / "in").mkdir()
    world.write(FOLDER)
    return world.folder / "in"


def put(path, words=WORDS, *, age=60.0):
    """A file that was written `age` seconds ago by the clock of the world."""
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"{words}\n{CLOSE}\n", "utf-8")
    written(path, age)


def written(path, age, now=NOON):
    os.utime(path, (now.timestamp() - age,) * 2)


def coded(world):
    return [os.path.relpath(story.source_id, world.folder / "in") for story in world.coder.coded]


def test_new_files_are_coded_once_and_as_dateline_code_reads_them(world, box):
    put(box / "b.txt", WORDS + " B")
    put(box / "deeper" / "a.txt", WORDS + " A")
    assert world.round().stories == {"in": 2}
    assert world.round().stories == {"in": 0}
    put(box / "c.txt", WORDS + " C")
    assert world.round().stories == {"in": 1}
    assert coded(world) == ["b.txt", "deeper/a.txt", "c.txt"]
    read = sorted(story.story_id for story in read_paths([str(box)], Settings()))
    assert read == sorted(story.story_id for story in world.coder.coded)


def test_a_file_that_is_still_being_written_is_left(world, box):
    put(box / "a.txt", age=0.5)
    done = world.round(once=False)
    assert (done.stories, done.unsettled) == ({"in": 0}, 1)
    assert done.line() == "nothing new; 1 file is still being written"
    world.clock.pass_(1)
    put(box / "a.txt", WORDS + " More.", age=-1)  # it has grown meanwhile
    assert world.round(once=False).stories == {"in": 0}
    world.clock.pass_(5)
    assert world.round(once=False).stories == {"in": 1}


def test_a_single_round_waits_for_a_file_that_was_written_just_now(world, box):
    put(box / "a.txt", age=0)
    assert world.round(once=True).stories == {"in": 1}
    assert world.clock.waits == [2.0]


def test_a_file_from_the_future_is_read_when_it_has_stayed_the_same(world, box):
    put(box / "a.txt", age=-9_000)
    assert world.round(once=False).stories == {"in": 0}
    world.clock.pass_(3)
    assert world.round(once=False).stories == {"in": 1}


def test_a_file_that_was_only_touched_or_copied_is_not_coded_again(world, box):
    put(box / "a.txt")
    world.round()
    written(box / "a.txt", 10)
    put(box / "copy.txt")
    assert world.round().stories == {"in": 0}
    assert coded(world) == ["a.txt"]


def test_a_changed_file_is_coded_as_a_new_version(world, box):
    put(box / "a.txt")
    world.round()
    put(box / "a.txt", WORDS + " It took an hour.", age=30)
    assert world.round().stories == {"in": 1}
    assert coded(world) == ["a.txt", "a.txt"]


def test_a_file_of_many_stories_that_grows_brings_only_what_is_new(world, box):
    def rows(count):
        return "".join(
            json.dumps({"id": f"s{n}", "text": f"{WORDS} Number {n}.\n{CLOSE}\n"}) + "\n" for n in range(count)
        )

    (box / "wire.jsonl").write_text(rows(3), "utf-8")
    written(box / "wire.jsonl", 60)
    world.round()
    (box / "wire.jsonl").write_text(rows(5), "utf-8")
    written(box / "wire.jsonl", 50)
    assert world.round().stories == {"in": 2}
    assert [story.source_id for story in world.coder.coded] == ["s0", "s1", "s2", "s3", "s4"]


def test_a_file_with_more_stories_than_a_round_takes_is_gone_on_with_where_it_was_left(world, box):
    rows = "".join(json.dumps({"id": f"s{n}", "text": f"{WORDS} Number {n}.\n{CLOSE}\n"}) + "\n" for n in range(100))
    (box / "wire.jsonl.gz").write_bytes(gzip.compress(rows.encode()))
    written(box / "wire.jsonl.gz", 60)
    world.write(FOLDER, max_stories=40)
    done = [world.round() for _ in range(4)]
    assert [one.stories["in"] for one in done] == [64, 36, 0, 0]  # a batch of 32 is not divided
    assert [one.left for one in done] == [1, 0, 0, 0]
    assert [story.source_id for story in world.coder.coded] == [f"s{n}" for n in range(100)]


def test_a_glob_that_nothing_matches_yet_is_no_failure(world, box):
    world.write(FOLDER.replace('"in"\n', '"in/*.eml"\n', 1).replace('path = "in"', 'path = "in/*.txt"'))
    assert world.round().failed == 0
    put(box / "a.txt")
    put(box / "b.md")
    world.round()
    assert coded(world) == ["a.txt"]


def test_what_cannot_be_read_is_told_once_with_its_cure(world, box):
    (box / "a.pdf").write_bytes(b"%PDF-1.7 and more")
    written(box / "a.pdf", 60)
    put(box / "b.txt")
    done = world.round()
    assert (done.stories, done.failed) == ({"in": 1}, 1)
    (trouble,) = world.troubles()
    assert trouble["url"] == str(box / "a.pdf")
    assert "PDF" in trouble["cure"]
    assert world.paper.rejected[0].path == str(box / "a.pdf")
    assert world.round().failed == 0


def test_a_link_to_nowhere_and_a_file_that_may_not_be_read_are_told_once(world, box):
    (box / "gone.txt").symlink_to(box / "nowhere.txt")
    assert world.round().failed == 1
    assert world.round().failed == 0
    assert "cannot be opened" in world.troubles()[0]["what"]


def test_the_watch_does_not_read_what_it_writes(world):
    world.write('[[folder]]\nname = "all"\npath = "."\n[[output]]\nkind = "file"\npath = "alerts.jsonl"\n')
    for path in world.folder.iterdir():
        written(path, 60)
    put(world.folder / "a.txt")
    (world.folder / "alerts.jsonl").write_text("{}\n", "utf-8")
    written(world.folder / "alerts.jsonl", 60)
    assert world.round().stories == {"all": 1}
    world.clock.pass_(3600)
    assert world.round().stories == {"all": 0}
    assert world.troubles() == []


def test_the_name_of_the_outlet_is_for_stories_that_bring_none(world, box):
    world.write(FOLDER + 'source = "Polar News"\n')
    put(box / "a.txt")
    (box / "b.jsonl").write_text(
        json.dumps({"id": "b", "text": f"{WORDS}\n{CLOSE}\n", "source": "Nordwire"}) + "\n", "utf-8"
    )
    written(box / "b.jsonl", 60)
    world.round()
    assert [story.source for story in world.coder.coded] == ["Polar News", "Nordwire"]
