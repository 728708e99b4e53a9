"""Pages refuse what they do not know, rather than answer another question."""

import pytest

from dateline.ledger import Ledger


@pytest.mark.parametrize(
    ("address", "cure"),
    [
        ("/disputed?contry=FIN", "did you mean country?"),
        ("/disputed?zz=open", "known here: "),
        ("/compare?run=a", "did you mean runs?"),
        ("/actor/NOR?known=2021-03-01", "did you mean known_on?"),
        ("/office?office=minister&contry=NOR", "did you mean country?"),
        ("/story/st_0?marked=ev_0", "did you mean mark?"),
        ("/why/ev_0?as_of=2021-03-01", "known here: none"),
        ("/?page=2", "known here: "),
        ("/contacts?sorted=day", "did you mean sort?"),
    ],
)
def test_a_filter_that_a_page_does_not_know_is_refused_with_the_nearest(pages, address, cure):
    answer = pages.get(address)
    assert answer.status_code == 400
    assert "has no filter" in answer.text
    assert cure in answer.text


@pytest.mark.parametrize(
    "path",
    [
        *("/", "/timeline", "/network", "/map", "/disputed", "/review", "/compare", "/search", "/office", "/actor/NOR"),
        *("/story/st_0", "/why/ev_0"),
    ],
)
@pytest.mark.parametrize("name", ["page=2", "sort=day"])
def test_what_is_no_table_has_neither_pages_nor_an_order(pages, path, name):
    answer = pages.get(f"{path}?{name}")
    assert answer.status_code == 400
    assert f"has no filter {name.partition('=')[0]}" in answer.text


@pytest.mark.parametrize("path", ["/events", "/contacts", "/claims", "/plans", "/offices"])
def test_a_table_has_both(pages, path):
    assert pages.get(f"{path}?page=1").status_code == 200
    assert "has no filter" not in pages.get(f"{path}?sort=day").text


@pytest.mark.parametrize(
    "address",
    [
        "/disputed?country=FIN&since=2021-01-01&known_on=2021-03-01&after=10",
        "/compare?by=type&show=lost",
        "/compare?runs=&runs=",
        "/actor/NOR?as_of=2021-03-01&known_on=2021-03-01",
        "/office?office=<i>minister</i>&country=NOR&known_on=2021-03-10",
    ],
)
def test_what_a_page_is_asked_by_is_taken(pages, address):
    assert pages.get(address).status_code == 200


def test_runs_that_are_not_there_are_not_replaced_by_others(pages, small):
    with Ledger.open(small, read_only=True) as ledger:
        ((run,),) = ledger.tuples("SELECT run_id FROM runs")
    answer = pages.get(f"/compare?runs=wrong&runs={run}")
    assert answer.status_code == 400
    assert "this ledger has no run wrong" in answer.text
    assert run in answer.text
    alone = pages.get(f"/compare?runs={run}")
    assert (alone.status_code, "name two to compare" in alone.text) == (400, True)
