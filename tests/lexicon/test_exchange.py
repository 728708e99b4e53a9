"""Tables of other programs' codes: whole, at one with the codebook, and refused where they are damaged."""

import re
import shutil

import pytest

from dateline.errors import LexiconError
from dateline.lexicon import load_codebook
from dateline.lexicon.exchange import load_exchange
from dateline.lexicon.yaml_files import HERE, read_yaml

EXCHANGE = load_exchange()


@pytest.fixture
def folder(tmp_path):
    shutil.copytree(HERE / "exchange", tmp_path / "exchange")
    shutil.copytree(HERE / "actors", tmp_path / "actors")
    (tmp_path / "data").mkdir()
    shutil.copy(HERE / "data" / "cameo.csv", tmp_path / "data")
    return tmp_path


def damaged(folder, name, old, new):
    path = folder / "exchange" / name
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    return load_exchange(folder)


def test_every_state_that_we_know_has_its_codes():
    states = read_yaml(HERE / "actors" / "states.yaml")
    assert set(states) <= set(EXCHANGE.states)
    assert [code for code in states if not (EXCHANGE.states[code].cameo and EXCHANGE.states[code].fips)] == []


def test_codes_of_states_are_unique():
    for column in ("cameo", "fips", "name", "icews"):
        codes = [getattr(state, column) for state in EXCHANGE.states.values() if getattr(state, column)]
        assert len(codes) == len(set(codes)), column


def test_classes_are_those_of_the_codebook():
    quads = {name: kind.quad for name, kind in load_codebook().types.items()}
    assert {code.type: code.quad for code in EXCHANGE.codes.values() if code.type} == quads


def test_every_code_that_we_write_is_known_to_gdelt():
    assert all(code.goldstein_gdelt is not None for code in EXCHANGE.codes.values())
    assert all(EXCHANGE.codes[code.gdelt].gdelt == code.gdelt for code in EXCHANGE.codes.values())


def test_every_sector_has_a_role_or_none():
    assert EXCHANGE.sectors["JRN"].cameo == "MED"
    assert EXCHANGE.sectors["MED"].cameo == "HLH"
    assert all(re.fullmatch(r"[A-Z]{3}|", sector.cameo) for sector in EXCHANGE.sectors.values())
    assert len(EXCHANGE.sectors) == 25


@pytest.mark.parametrize(
    ("name", "old", "new", "complaint"),
    [
        ("codes.yaml", "visit:", "vist:", "missing or unknown: visit, vist"),
        ("codes.yaml", "verbal_conflict:", "loud:", r"codes.yaml:\d+: the classes are"),
        ("codes.yaml", '["040"', '["999"', r"codes.yaml:\d+: no CAMEO code: 999"),
        ("countries.csv", "code,name,icews", "code,nom,icews", "the columns are code,nom"),
        ("countries.csv", "Norway,Norway,", "Norway,Norway,,", r"countries.csv:\d+: 8 cells, wanted 7"),
        ("sectors.csv", "sector,cameo,write", "sector,cameo,wrote", "the columns are"),
    ],
)
def test_a_damaged_table_is_told_with_its_file(folder, name, old, new, complaint):
    with pytest.raises(LexiconError, match=complaint):
        damaged(folder, name, old, new)


def test_a_missing_table_is_told(folder):
    (folder / "exchange" / "sectors.csv").unlink()
    with pytest.raises(LexiconError, match=r"sectors\.csv: cannot be read"):
        load_exchange(folder)
