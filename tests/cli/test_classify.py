"""`dateline classify`: pairs in, relation types out, in the same order; lines that cannot be used are named."""

from __future__ import annotations

import json

import pytest

PASSIVE = "Norway's envoy was condemned by Chile on Monday."


@pytest.fixture
def classify(dateline, tmp_path, loaded_once):
    """Classifies lines; the answers and the whole outcome."""

    def run(*lines):
        path = tmp_path / "pairs.jsonl"
        path.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines), "utf-8")
        done = dateline("classify", path)
        return [json.loads(line) for line in done.out.splitlines()], done

    return run


def pair(source, target, text=PASSIVE, name=1):
    """A line that names its sides by their words."""
    spans = [[text.index(side), text.index(side) + len(side)] if side else None for side in (source, target)]
    return {"id": name, "text": text, "source": spans[0], "target": spans[1]}


def test_the_direction_counts_also_in_the_passive(classify):
    (acted, swapped), done = classify(pair("Chile", "Norway"), pair("Norway", "Chile", name=2))
    assert done.code == 0
    assert (acted["id"], acted["type"], acted["labels"]["plv15"]) == (1, "ACCUSE", "ACCUSE")
    assert swapped["type"] == "NONE"
    assert swapped["scores"]["ACCUSE"] < acted["scores"]["ACCUSE"] - 0.5


def test_scores_cover_sixteen_types_and_none_and_sum_to_one(classify):
    [row], _ = classify(pair("Chile", "Norway"))
    assert len(row["scores"]) == 17
    assert sum(row["scores"].values()) == pytest.approx(1, abs=0.002)
    assert row["type"] == max(row["scores"], key=row["scores"].get)


def test_both_verdicts_have_a_source(classify):
    [row], _ = classify(pair("Chile", "Norway"))
    assert row["basis"]["rule"].startswith("rule:accuse.")
    assert row["basis"]["model"].startswith("judge@")


def test_the_rule_is_that_of_the_pair_also_behind_an_act_that_may_come(classify):
    text = "Peru may send aid to Bolivia, but Chile condemned Norway on Monday."
    [row], _ = classify(pair("Chile", "Norway", text))
    assert row["basis"]["rule"].startswith("rule:accuse.")


def test_a_side_may_be_unknown(classify):
    [row], done = classify(pair("Chile", None))
    assert done.code == 0
    assert row["type"] == "ACCUSE"


def test_a_bystander_takes_no_part(classify):
    text = "Chile condemned Norway on Monday at a meeting of ministers in Peru."
    [row], _ = classify(pair("Chile", "Peru", text))
    assert row["type"] == "NONE"


def test_an_answer_does_not_hang_on_what_else_is_asked(classify):
    (alone,), _ = classify(pair("Chile", "Norway"))
    several, _ = classify(pair("Norway", "Chile", name=2), pair("Chile", "Norway"), pair(None, None, "Rain fell.", 3))
    assert several[1] == alone


@pytest.mark.parametrize(
    ("line", "cause"),
    [
        ("{no json", "no JSON"),
        ("[1, 2]", 'an object with "text"'),
        ('{"id": 1}', 'an object with "text"'),
        ('{"id": 1, "text": "Short.", "source": [0, 99]}', "no span of this text"),
        ('{"id": 1, "text": "Short.", "source": [3, 2]}', "no span of this text"),
        ('{"id": 1, "text": "Short.", "source": "0-3"}', "no span of this text"),
        ('{"id": 1, "text": "Short.", "source": [true, 3]}', "no span of this text"),
        ("[" * 5000, "no JSON"),
    ],
)
def test_a_line_that_cannot_be_used_is_named_and_the_rest_is_answered(classify, line, cause):
    rows, done = classify(line, pair("Chile", "Norway", name="good"))
    assert [row["id"] for row in rows] == ["good"]
    assert done.code == 1
    assert ":1:" in done.err
    assert cause in done.err


@pytest.mark.parametrize("text", ["", " ", "\x00\x01", "word " * 4000, "\ud800 lone", "…" * 300])
def test_no_text_makes_it_fail(classify, text):
    rows, done = classify(json.dumps({"id": 1, "text": text}))
    assert done.code == 0
    assert rows[0]["type"]


def test_a_file_that_is_not_there_is_wrong_usage(dateline):
    done = dateline("classify", "nowhere.jsonl")
    assert done.code == 2
    assert "there is no file" in done.err
