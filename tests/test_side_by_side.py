"""Processes that share the tests run each once."""

from pathlib import Path
from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from side_by_side import taken


def items(files):
    return [
        SimpleNamespace(path=Path(f"/t/{name}.py"), nodeid=f"t/{name}.py::test_{n}", name=f"{name}{n}")
        for name, count in sorted(files.items())
        for n in range(count)
    ]


@given(
    files=st.dictionaries(st.sampled_from("abcdef"), st.integers(1, 4)),
    turns=st.lists(st.integers(0, 2), min_size=0, max_size=40),
)
def test_every_test_runs_once_and_those_of_a_file_in_one_process(tmp_path_factory, files, turns):
    folder = tmp_path_factory.mktemp("notes")
    processes = [taken(items(files), folder) for _ in range(3)]
    ran = [[] for _ in processes]
    for turn in turns:
        ran[turn] += [one.name for one in [next(processes[turn], None)] if one]
    for rest, process in zip(ran, processes, strict=True):
        rest += [one.name for one in process]
    assert sorted(name for one in ran for name in one) == sorted(one.name for one in items(files))
    for one in ran:
        assert all(len([name for name in one if name[0] == file]) in {0, count} for file, count in files.items())
        assert one == sorted(one)
