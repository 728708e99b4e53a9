"""A small codebook of examples and a judge without encoder to train on it."""

import pytest

from dateline.judge.labels import Labels
from dateline.lexicon.examples import Line, parse_line
from dateline.lexicon.own_codebook import known_types
from fake_judge import FakeJudge, write_fake

STATES = ("Chad", "Mali", "Peru", "Chile", "Oman", "Nepal", "Laos", "Fiji", "Kenya", "Ghana", "Malta", "Cuba")
LINES = (
    "{{a:{0}}} {{t:met}} {{r:{1}}} in {{b:{2}}} on Friday. || CONSULT/visit occurred",
    "{{a:{0}}} {{t:condemned}} {{r:{1}}} before {{b:{2}}} spoke. || ACCUSE/disapprove occurred",
    "{{a:{0}}} will {{t:lend}} {{r:{1}}} money, {{b:{2}}} said. || AGREE planned act=AID",
    "{{a:{0}}} and {{r:{1}}} share a river with {{b:{2}}}. || NONE state",
)


@pytest.fixture(scope="session")
def examples(tmp_path_factory):
    """144 sentences of four patterns."""
    path, types = tmp_path_factory.mktemp("examples") / "few.txt", known_types()
    told = []
    for pattern in LINES:
        for k, state in enumerate(STATES):
            for step in (1, 4, 7):
                others = (STATES[(k + step) % len(STATES)], STATES[(k + step + 3) % len(STATES)])
                line = Line(text=pattern.format(state, *others), path=path, number=len(told) + 1)
                told.append(parse_line(line, types))
    return tuple(told)


@pytest.fixture(scope="session")
def labels():
    return Labels.read()


@pytest.fixture
def judge(tmp_path, labels):
    return FakeJudge(write_fake(tmp_path / "base", labels))
