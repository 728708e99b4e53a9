"""Two sides compared: figures that can be counted by hand."""

import datetime as dt
import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.foreign import Compared, Scope, SideTables, directed
from dateline.foreign.compare import kappa
from dateline.foreign.own import foreign_of_told
from dateline.records.foreign import ForeignActor, ForeignEvent, ForeignProblem
from told_events import event, told

MAY = dt.date(2031, 5, 6)
_lines = itertools.count(1)


def row(dyad="NOR>CHL", kind="ACCUSE", day=0, **more):
    """A row of a foreign file: NOR to CHL, accusing, on the sixth of May and so many days later."""
    source, _, target = dyad.partition(">")
    fields = {
        "format": "gdelt",
        "id": f"row{next(_lines)}",
        "first": MAY + dt.timedelta(days=day),
        "last": MAY + dt.timedelta(days=day),
        "actors": tuple(ForeignActor(name=code, code=code, country=code) for code in source.split("+") if code),
        "recipients": tuple(ForeignActor(name=code, code=code, country=code) for code in target.split("+") if code),
        "cameo": None,
        "type": kind,
        "mode": None,
        "quad": "verbal_cooperation" if kind in {"CONSULT", "AGREE"} else "verbal_conflict",
        "path": "f.tsv",
        "line": 7,
    }
    return ForeignEvent(**{**fields, **more})


def side(name, *rows, **scope):
    tables = SideTables(side=name, name=f"{name}.tsv", scope=Scope(**scope))
    tables.read(rows)
    return tables


def compared(a, b, by="dyad", **scope):
    with Compared(side("A", *a, **scope), side("B", *b, **scope)) as both:
        return both.comparison(by)


@pytest.mark.parametrize(
    ("one", "pairs"),
    [
        (row("NOR>CHL"), {"NOR>CHL"}),
        (row("NOR+SWE>CHL+PER"), {"NOR>CHL", "NOR>PER", "SWE>CHL", "SWE>PER"}),
        (row("NOR+NOR>CHL"), {"NOR>CHL"}),
        (row("NOR>CHL", "CONSULT"), {"NOR>CHL", "CHL>NOR"}),
        (row("NOR+CHL>", "CONSULT"), {"NOR>CHL", "CHL>NOR"}),
        (row("NOR+CHL>", "AGREE"), {"NOR>CHL", "CHL>NOR"}),
        (row("NOR+CHL>", "REQUEST"), {"NOR>---", "CHL>---"}),
        (row("NOR+CHL>", "REQUEST", mutual=True), {"NOR>CHL", "CHL>NOR"}),
        (row("NOR+CHL>", "AGREE", mutual=False), {"NOR>---", "CHL>---"}),
        (row("NOR>NAT"), {"NOR>IGO"}),
        (row("XKX>NOR"), {"KOS>NOR"}),
        (row(">CHL"), {"--->CHL"}),
        (row(">", "CONSULT"), set()),
    ],
)
def test_every_event_becomes_directed_dyads_in_one_way(one, pairs):
    assert {f"{source}>{target}" for source, target in directed(one)} == pairs


def test_a_side_against_itself_agrees_fully():
    rows = [row(), row("CHL>NOR", "REQUEST", 3), row("NOR>CHL", "CONSULT", 4)]
    found = compared(rows, rows)
    assert all(part.a_share == part.b_share == 1 for part in found.coverage)
    assert all(part.f1 == 1 for part in found.matching)
    assert all(part.share == 1 for part in found.agreement)


def test_events_match_within_a_day_and_no_further():
    a = [row(day=0), row(day=10), row(day=20)]
    b = [row(day=1), row(day=8)]
    exact, _ = compared(a, b).matching
    assert (exact.a, exact.a_matched, exact.b, exact.b_matched) == (3, 1, 2, 1)
    assert (exact.a_share, exact.b_share, exact.f1) == (pytest.approx(1 / 3), 0.5, pytest.approx(0.4))


def test_the_direction_counts_and_the_type_counts():
    both, dyad = compared(
        [row(), row("CHL>NOR", "ACCUSE", 9)], [row(kind="REQUEST"), row("NOR>CHL", "ACCUSE", 9)]
    ).matching
    assert (both.a_matched, both.b_matched) == (0, 0)
    assert (dyad.a_matched, dyad.b_matched) == (1, 1)


def test_coverage_counts_cells_that_either_and_both_have():
    found = compared([row(), row(), row("CHL>NOR", day=1)], [row(kind="REQUEST"), row("PER>NOR")])
    cells = {part.cells: (part.a, part.b, part.both) for part in found.coverage}
    assert cells == {
        "days": (2, 1, 1),
        "dyads": (2, 2, 1),
        "types": (1, 2, 1),
        "dyad-days": (2, 2, 1),
        "dyad-days by type": (2, 2, 0),
    }


def test_agreement_is_counted_over_dyad_days_that_both_have_by_the_most_frequent_type():
    a = [row(), row(), row(kind="REQUEST"), row(day=5, kind="CONSULT"), row(day=9)]
    b = [row(), row(day=6, kind="AGREE")]
    kinds, quads = compared(a, b).agreement
    assert (kinds.cells, kinds.equal) == (2, 1)
    assert [(one.a, one.b, one.cells) for one in kinds.disagreements] == [("CONSULT", "AGREE", 1)]
    assert (quads.cells, quads.equal) == (2, 2)


def test_a_dyad_day_is_paired_with_one_day_of_the_other_side_the_nearest_and_no_other():
    a = [row(day=0), row(day=1, kind="CONSULT")]
    b = [row(day=1, kind="AGREE"), row(day=3)]
    kinds, _ = compared(a, b).agreement
    assert kinds.cells == 1
    assert [(one.a, one.b) for one in kinds.disagreements] == [("CONSULT", "AGREE")]


def test_kappa_takes_chance_away():
    assert kappa([("x", "x", 20), ("x", "y", 5), ("y", "x", 10), ("y", "y", 15)]) == pytest.approx(0.4)
    assert kappa([("x", "x", 3)]) is None
    assert kappa([]) is None


def test_copies_are_rows_of_one_day_with_the_same_sides_and_code():
    rows = [row(cameo="112"), row(cameo="112"), row(cameo="112"), row(cameo="111"), row(cameo="112", day=1)]
    found = compared(rows, [row()])
    doubles = found.a_duplicates
    assert (doubles.rows, doubles.distinct, doubles.copies, doubles.share) == (5, 3, 2, 0.4)
    assert found.b_duplicates.copies == 0


def test_what_cannot_be_compared_is_counted_by_its_reason():
    problem = ForeignProblem(format="gdelt", path="f", line=3, reason="3 cells")
    month = row(last=MAY + dt.timedelta(days=30))
    rows = [row(), row(status="planned"), row(first=None, last=None), month, row(kind=None), row(">"), problem]
    found = compared(rows, []).a
    assert (found.rows, found.events, found.declined) == (6, 1, 1)
    assert {excluded.reason: excluded.rows for excluded in found.excluded} == {
        "planned": 1,
        "of unknown date": 1,
        "known to no less than 4 days": 1,
        "of no PLOVER type (statements, appeals)": 1,
        "of no known country": 1,
    }


def test_an_empty_side_has_no_shares():
    found = compared([row()], [])
    assert (found.b.events, found.b.first, found.matching[0].b_share, found.matching[0].f1) == (0, None, None, None)
    assert found.agreement[0].share is None


@pytest.mark.parametrize(
    ("by", "units"),
    [
        ("day", [("2031-05-06", 2, 1), ("2031-05-09", 0, 1)]),
        ("dyad", [("NOR>CHL", 1, 2), ("PER>NOR", 1, 0)]),
        ("type", [("ACCUSE", 2, 1), ("REQUEST", 0, 1)]),
    ],
)
def test_units_are_days_in_order_or_the_largest_first(by, units):
    found = compared([row(), row("PER>NOR")], [row(), row(kind="REQUEST", day=3)], by=by)
    assert [(unit.unit, unit.a, unit.b) for unit in found.units] == units


@pytest.mark.parametrize(
    ("scope", "events"),
    [
        ({}, 4),
        ({"since": MAY + dt.timedelta(days=1)}, 1),
        ({"until": MAY}, 3),
        ({"types": frozenset({"REQUEST"})}, 1),
        ({"dyad": ("NOR", "CHL", True)}, 2),
        ({"dyad": ("NOR", "CHL", False)}, 3),
    ],
)
def test_only_what_is_asked_for_is_compared(scope, events):
    rows = [row(), row("CHL>NOR"), row("PER>CHL", "REQUEST"), row(day=4)]
    assert compared(rows, [], **scope).a.events == events


@pytest.mark.parametrize(
    "dyad", [("SRB", "XKX", False), ("XKX", "SRB", True), ("SRB", "KOS", False), ("SRB", "NAT", True)]
)
def test_a_dyad_is_asked_for_in_our_codes(dyad):
    assert compared([row("XKX>SRB"), row("SRB>NAT"), row()], [], dyad=dyad).a.events == 1


def test_what_only_one_side_has_is_listed_with_its_row_and_line():
    with Compared(side("A", row(), row(day=5, id="x9", cameo="112", place="Oslo")), side("B", row(day=1))) as both:
        [only] = both.only("A")
        assert list(both.only("B")) == []
    assert (only.day, only.source, only.target, only.type) == (MAY + dt.timedelta(days=5), "NOR", "CHL", "ACCUSE")
    assert (only.id, only.code, only.place, only.path, only.line) == ("x9", "112", "Oslo", "f.tsv", 7)


def test_an_announced_plan_of_a_ledger_counts_on_the_day_of_the_announcement():
    plan = foreign_of_told(told(event("AGREE", act="CONSULT", cameo="036", status="planned", day=MAY)))
    assert (plan.first, plan.status) == (dt.date(2021, 3, 3), None)
    deed = foreign_of_told(told(event("ASSAULT", act="ASSAULT", cameo="190", status="planned", day=MAY)))
    assert (deed.first, deed.status) == (MAY, "planned")


_ROWS = st.builds(
    row,
    st.sampled_from(["NOR>CHL", "CHL>NOR", "NOR+CHL>", "NOR>", "PER>CHL+NOR"]),
    st.sampled_from(["ACCUSE", "CONSULT", "AGREE"]),
    st.integers(0, 4),
)


@settings(max_examples=30)
@given(st.lists(_ROWS, max_size=6), st.lists(_ROWS, max_size=6), st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing_and_turning_the_sides_round_turns_the_figures_round(a, b, chance):
    found, turned = compared(a, b), compared(b, a)
    for one, other in zip(found.matching, turned.matching, strict=True):
        assert (one.a_matched, one.b_matched, one.f1) == (other.b_matched, other.a_matched, other.f1)
    for one, other in zip(found.coverage, turned.coverage, strict=True):
        assert (one.a, one.b, one.both) == (other.b, other.a, other.both)
    for one, other in zip(found.agreement, turned.agreement, strict=True):
        assert (one.cells, one.equal) == (other.cells, other.equal)
        assert {(pair.a, pair.b, pair.cells) for pair in one.disagreements} == {
            (pair.b, pair.a, pair.cells) for pair in other.disagreements
        }
    shuffled_a, shuffled_b = chance.sample(a, len(a)), chance.sample(b, len(b))
    assert compared(shuffled_a, shuffled_b) == found
