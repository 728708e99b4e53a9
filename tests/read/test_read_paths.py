"""Paths, folders, globs and links: each file once, in the order of the names, nothing passed over in silence."""

import os
import threading

import pytest

from dateline.errors import InputError
from dateline.read import read_paths
from dateline.records import Declined
from dateline.settings import Settings

COPY = "Mali and Senegal reopened the railway between them on Friday, ministers said."


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("b.txt", "a.txt", "deep/er/c.txt", "deep/d.html", ".hidden/e.txt", "deep/.f.txt"):
        path = tmp_path / "wire" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{COPY} {name}", "utf-8")
    (tmp_path / "wire" / "photo.jpg").write_bytes(b"\xff\xd8\xff\xe0" + bytes(100))
    return tmp_path


def names(*paths):
    return [item.source_id for item in read_paths(paths, Settings())]


def test_a_folder_is_read_to_the_bottom_in_the_order_of_names(folder):
    items = list(read_paths(["wire"], Settings()))
    assert [(item.source_id, item.reason.split(":")[0] if isinstance(item, Declined) else "") for item in items] == [
        ("wire/a.txt", ""),
        ("wire/b.txt", ""),
        ("wire/deep/d.html", ""),
        ("wire/deep/er/c.txt", ""),
        ("wire/photo.jpg", "read.binary"),
    ]


def test_the_order_of_the_arguments_does_not_matter_and_a_file_is_read_once(folder):
    once = names("wire/a.txt", "wire/b.txt", "wire/deep/er/c.txt")
    assert names("wire/deep/er/c.txt", "wire/b.txt", "wire/a.txt", "wire/b.txt", "./wire/b.txt") == [
        "./wire/b.txt",
        *(n for n in once if n != "wire/b.txt"),
    ]
    assert names("wire/b.txt", "wire/*.txt") == ["wire/a.txt", "wire/b.txt"]


def test_globs_may_cross_folders(folder):
    assert names("wire/**/*.txt") == ["wire/a.txt", "wire/b.txt", "wire/deep/er/c.txt"]


def test_a_hidden_file_is_read_when_it_is_named(folder):
    assert names("wire/deep/.f.txt") == ["wire/deep/.f.txt"]


def test_a_name_with_brackets_is_a_name_before_it_is_a_pattern(folder):
    (folder / "[1].txt").write_text(COPY)
    assert names("[1].txt") == ["[1].txt"]


def test_a_missing_path_names_the_nearest_ones_before_anything_is_read(folder):
    with pytest.raises(
        InputError, match=r"did you mean wire/b\.txt or wire/a\.txt\?|did you mean wire/a\.txt or wire/b\.txt\?"
    ):
        read_paths(["wire/a.txt", "wire/c.txt"], Settings())


def test_a_missing_folder_names_the_nearest_folder(folder):
    with pytest.raises(InputError, match="did you mean wire"):
        read_paths(["wiere/a.txt"], Settings())


def test_a_path_like_nothing_says_where_it_was_looked_for(folder):
    with pytest.raises(InputError, match="nothing like it in"):
        read_paths(["zzz"], Settings())


@pytest.mark.parametrize("path", ["none/*.txt", "bad\0name"])
def test_a_path_that_can_mean_no_file_is_an_input_error(folder, path):
    with pytest.raises(InputError):
        read_paths([path], Settings())


def test_a_loop_of_links_ends_and_a_link_to_a_file_is_the_file(folder):
    (folder / "wire" / "deep" / "loop").symlink_to(folder / "wire")
    (folder / "wire" / "again.txt").symlink_to(folder / "wire" / "a.txt")
    read = names("wire")
    assert [name for name in read if "loop" in name] == []
    assert sum(name in {"wire/again.txt", "wire/a.txt"} for name in read) == 1


def test_a_link_to_nothing_is_declined_with_its_cause(folder):
    (folder / "wire" / "gone.txt").symlink_to(folder / "nowhere")
    (item,) = [item for item in read_paths(["wire"], Settings()) if item.source_id == "wire/gone.txt"]
    assert item.reason.startswith("read.access: cannot be opened (No such file")


def test_a_device_is_declined(folder):
    (item,) = read_paths(["/dev/zero"], Settings())
    assert item.reason.startswith("read.device:")


def test_a_pipe_is_read_where_it_is_named_and_not_where_a_folder_holds_it(folder):
    os.mkfifo("wire/pipe")
    assert "wire/pipe" in [item.source_id for item in read_paths(["wire"], Settings()) if isinstance(item, Declined)]
    writer = threading.Thread(target=lambda: (folder / "wire" / "pipe").write_text(COPY))
    writer.start()
    (story,) = read_paths(["wire/pipe"], Settings())
    writer.join()
    assert story.text == COPY


def test_an_empty_folder_is_declined(folder):
    (folder / "nothing").mkdir()
    (item,) = read_paths(["nothing"], Settings())
    assert item.reason.startswith("read.empty:")


@pytest.mark.parametrize(
    "name", ["line\nend.txt", "späte nachricht.txt", "-rf.txt", "a'b\"c.txt", "%s{}.txt", b"raw-\xff.txt"]
)
def test_files_with_odd_names_are_read(folder, name):
    path = folder.joinpath(os.fsdecode(name))
    path.write_text(COPY)
    (story,) = read_paths([str(path)], Settings())
    assert story.text == COPY
    story.source_id.encode()  # can be written: bytes that are no UTF-8 show as U+FFFD


def test_a_file_that_vanishes_before_it_is_read_is_declined(folder):
    items = read_paths(["wire/a.txt", "wire/b.txt"], Settings())
    (folder / "wire" / "a.txt").unlink()
    first, second = items
    assert first.reason.startswith("read.access:")
    assert second.source_id == "wire/b.txt"
