"""Tables for PLOVER's formats and state numbers: what is in them, and what is said where one is wrong."""

from typing import get_args

import pytest

from dateline.errors import LexiconError
from dateline.lexicon.cow import load_cow
from dateline.lexicon.plover_formats import load_plover_formats
from dateline.lexicon.registry_names import read_states
from dateline.lexicon.yaml_files import HERE
from dateline.records.event import PloverType, Quad, Status

SHIPPED = (HERE / "plover_formats.yaml").read_text("utf-8")


def test_every_status_and_quad_class_of_our_records_is_in_the_table():
    formats = load_plover_formats()
    assert set(formats.auxiliary) == set(get_args(Status))
    assert set(formats.quads) == set(formats.quad_words) == set(get_args(Quad))
    assert sorted(formats.quads.values()) == [1, 2, 3, 4]


def test_former_types_are_none_of_today_and_become_such():
    former = load_plover_formats().former_types
    assert not set(former) & set(get_args(PloverType))
    assert {kind for kind, _ in former.values()} <= set(get_args(PloverType))


def test_codes_go_to_plover_and_back():
    formats = load_plover_formats()
    assert [formats.code(code) for code in ("NOR", "XKX", "NAT", "UNO", "EUR", None)] == [
        "NOR",
        "KOS",
        "IGO",
        "UNO",
        "EUR",
        None,
    ]
    assert [formats.our_code(code) for code in ("NOR", "KOS", "IGO", "", None)] == ["NOR", "XKX", "IGO", None, None]


def test_every_state_has_a_number_but_for_those_that_the_list_of_members_lacks():
    assert set(read_states()) - set(load_cow()) == {"HKG", "PSE", "VAT"}
    assert set(load_cow()) <= set(read_states())


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("historical: historical", "", "no others"),
        ("historical: historical", "historical: historical\nmore: 1", "no others"),
        ("renamed: {XKX: KOS}", "renamed: [XKX]", r"plover_formats\.yaml:4 \[renamed\]"),
        ("  city: {class: P, code: PPL, resolution: 4}", "  city: {class: P}", r"\[features\]: city needs"),
    ],
)
def test_a_wrong_file_is_refused_with_line_and_key(tmp_path, old, new, words):
    path = tmp_path / "plover_formats.yaml"
    path.write_text(SHIPPED.replace(old, new), "utf-8")
    with pytest.raises(LexiconError, match=words):
        load_plover_formats(path)


@pytest.mark.parametrize(
    ("row", "words"),
    [("NOR,many,,", "cow.csv:3"), ("NOR,385,soon,", "cow.csv:3"), (None, "columns are")],
)
def test_a_wrong_row_of_numbers_is_refused_with_its_line(tmp_path, row, words):
    path = tmp_path / "cow.csv"
    path.write_text(f"# numbers\ncode,cow,from,to\n{row}\n" if row else "# numbers\ncode,number\n", "utf-8")
    with pytest.raises(LexiconError, match=words):
        load_cow(path)
