"""Own rows: checked whole, kept in one form, and laid over the table that ships."""

import datetime as dt

import pytest

from dateline.errors import InputError, LexiconError, UsageError
from dateline.lexicon.fingerprint import fingerprint
from dateline.lexicon.registry import load_registry
from dateline.lexicon.registry_own import own_folder
from dateline.registry import what_held, who_held
from dateline.registry.add import add_file, kept_files, remove_file

TODAY = dt.date(2026, 11, 21)


@pytest.fixture
def add(tmp_path, shipped):
    """Add rows of a CSV given as text."""

    def add_text(text, name="mine", encoding="utf-8"):
        path = tmp_path / "rows.csv"
        path.write_bytes(text.encode(encoding))
        return add_file(path, shipped, TODAY, name)

    return add_text


def test_columns_go_by_many_names_in_any_order(add, own_folder):
    kept = add(
        "\ufeffSince;State;Name;Post;Other Names\r\n2031-10-05;Norway;Ingrid Testdatter;foreign minister;I. Testdatter\r\n"
    )
    assert (kept.rows, kept.persons) == (1, 1)
    assert (own_folder / "mine.csv").read_text("utf-8").splitlines() == [
        "person,office,country,from,to,as_of,aliases,sectors,source",
        "Ingrid Testdatter,foreign minister,NOR,2031-10-05,,2031-10-05,I. Testdatter,,",
    ]


def test_own_rows_win_over_the_table(add):
    day = dt.date(2015, 3, 1)
    assert who_held(load_registry(), "foreign minister", "EGY", day).holders[0].person != "Ada Testawy"
    add(
        "person,office,country,from,to,source\nAda Testawy,Minister of Foreign Affairs,EGY,2015-01-01,2015-06-01,My book\n"
    )
    answer = who_held(load_registry(), "foreign minister", "EGY", day)
    assert (answer.state, answer.holders[0].person, answer.holders[0].note) == ("known", "Ada Testawy", "My book")


def test_own_rows_of_somebody_known_take_the_place_of_what_the_table_tells_of_that_office(add):
    add("person,office,country,from,to\nSergey Lavrov,foreign minister,RUS,2004-03-09,2025-01-01\n")
    registry = load_registry()
    [person] = registry.persons_named("Sergey Lavrov", "RUS")
    assert [s.last for s in person.spells if s.office == "foreign_minister"] == ["2025-01-01"]
    assert any(s.office == "un_representative" for s in person.spells)
    assert what_held(registry, "Lavrov", dt.date(2025, 3, 1), "RUS").state == "unknown"


def test_aliases_and_surnames_find_an_own_person(add):
    add("person,office,country,from,aliases\nWilhelmina Testova,president,FRA,2020,Billie Testova|Mina Tests\n")
    registry = load_registry()
    assert {
        person.name for name in ("Testova", "Billie Testova", "Mina Tests") for person in registry.persons_named(name)
    } == {"Wilhelmina Testova"}
    assert registry.persons.longest("wilhelmina") == 2


def test_sectors_of_an_own_person_without_an_office_are_told_by_a_role(add):
    add("person,country,sectors\nKofi Testaman,GHA,REB\n")
    registry = load_registry()
    [person] = registry.persons_named("Kofi Testaman")
    assert registry.sectors_of_title(person.spells[0].title, person.spells[0].office) == ("REB",)


def test_persons_whom_own_rows_do_not_name_stay_as_they_are(add, shipped):
    add("person,office,country,from\nAda Testawy,president,EGY,2031\n")
    assert load_registry().persons_named("Antony Blinken") == shipped.persons_named("Antony Blinken")


@pytest.mark.parametrize(
    ("text", "line", "cause"),
    [
        ("person,country,from\nAda Ray,EGY,2014-06-17\nBen Sol,EGY,June 2014\n", 3, "from is 'June 2014'"),
        ("person,country,from,to\nAda Ray,EGY,2014,2012-01-01\n", 2, "is before from"),
        ("person,country\nAda Ray,Ruritania\n", 2, "no country 'Ruritania'"),
        ("person,country\n,EGY\n", 2, "person is empty"),
        ("person,country\nAda Ray,\n", 2, "country is empty"),
        ("person,country\nAda Ray,EGY,more,and more\n", 2, "4 cells under 2 headings"),
        ("name,office\nAda Ray,king\n", 1, "lacks country"),
        ("person,name,country\nAda Ray,Ada Ray,EGY\n", 1, "two columns for person"),
        ("", 1, "lacks person and country"),
        ('person,country\n"Ada Ray,EGY\n', 2, "not CSV"),
        ("person,country\n---,EGY\n", 2, "is no name"),
        ("person,country\nAda\0 Ray,EGY\n", 2, "control characters"),
    ],
)
def test_a_bad_row_is_named_with_file_and_line_and_nothing_is_kept(add, own_folder, text, line, cause):
    with pytest.raises(InputError, match=cause) as caught:
        add(text)
    assert (caught.value.line, caught.value.path.endswith("rows.csv")) == (line, True)
    assert not own_folder.exists()


def test_a_file_of_another_encoding_or_without_rows_is_refused(add):
    with pytest.raises(InputError, match="UTF-8"):
        add("person,country\nJosé Ray,ESP\n", encoding="latin-1")
    with pytest.raises(InputError, match="no rows"):
        add("person,country\n")


def test_adding_under_the_same_name_replaces(add):
    add("person,country\nAda Ray,EGY\nBen Sol,EGY\n")
    add("person,country\nAda Ray,EGY\n")
    assert [(kept.name, kept.rows) for kept in kept_files()] == [("mine", 1)]


def test_what_was_removed_is_gone_and_a_wrong_name_lists_the_right_ones(add):
    add("person,country\nAda Ray,EGY\n")
    with pytest.raises(UsageError, match="there are: mine"):
        remove_file("yours")
    remove_file("mine")
    assert kept_files() == []


def test_a_name_cannot_leave_the_folder(add, own_folder):
    assert add("person,country\nAda Ray,EGY\n", name="../../Outside").path == own_folder / "outside.csv"
    with pytest.raises(UsageError, match="--name"):
        add("person,country\nAda Ray,EGY\n", name="///")


def test_the_fingerprint_tells_own_rows_apart_and_is_the_same_without_them(add, own_folder):
    without = fingerprint()
    own_folder.mkdir()
    assert fingerprint() == without
    add("person,country\nAda Ray,EGY\n")
    assert (fingerprint().own, fingerprint().files) == (1, without.files)
    with_rows = fingerprint().digest
    assert with_rows != without.digest
    add("person,country\nBen Sol,EGY\n")
    assert fingerprint().digest not in {with_rows, without.digest}
    remove_file("mine")
    assert fingerprint() == without


def test_own_rows_broken_by_hand_are_named_with_file_line_and_cure(add, own_folder):
    add("person,country\nAda Ray,EGY\n")
    (own_folder / "mine.csv").write_text("person,country\nAda Ray,\n", "utf-8")
    with pytest.raises(LexiconError, match=r"mine.csv:2: country is empty; `dateline registry remove mine`"):
        load_registry()


def test_without_a_folder_of_ones_own_the_system_says_where_data_is_kept(monkeypatch, tmp_path):
    monkeypatch.delenv("DATELINE_REGISTRY")
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert own_folder() == tmp_path / "dateline" / "registry"
    monkeypatch.setattr("sys.platform", "darwin")
    assert own_folder().as_posix().endswith("Library/Application Support/dateline/registry")
