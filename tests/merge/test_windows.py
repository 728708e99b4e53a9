"""The days within which the ledger looks for what may belong together are those of the rules, which stand in another room."""

from __future__ import annotations

import os
import subprocess
import sys

from dateline.ledger import near_plans, nearby
from dateline.merge import leads, plans, retold

_NUMBERED = """
from dateline.merge.leads import Leads
leads = Leads([])
leads.words("Envoys of Ruritania and Zubrowka met at noon over the closed ferry at Strelsau harbour")
print(sorted(leads._number.items()))
"""


def test_tellings_are_looked_for_in_the_days_of_the_rules():
    assert f"published - {retold._BACK} " in nearby._TOLD
    assert f"published + {retold._AHEAD} " in nearby._TOLD
    assert f"first - {retold._LONGEST.days} " in nearby._TOLD
    assert f", 1, {leads.LEAD})" in nearby._LEADS


def test_plans_are_looked_for_in_the_days_of_the_rules():
    asked = f"- {plans._EARLY} AS low, greatest(max(last), max(published) + {plans._UNDATED}) + {plans._AFTER} AS high"
    assert any(asked in text for text in vars(near_plans).values() if isinstance(text, str))


def test_words_of_leads_have_the_same_numbers_in_every_process():
    told = {
        subprocess.run(
            [sys.executable, "-c", _NUMBERED],
            env={**os.environ, "PYTHONHASHSEED": str(seed)},
            capture_output=True,
            check=True,
        ).stdout
        for seed in range(3)
    }
    assert len(told) == 1
    assert b"ferry" in told.pop()
