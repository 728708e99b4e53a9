"""The house keeps its own rules: sizes, contracts of the rooms, and no knowledge in code."""

import ast
import importlib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "dateline"
MODULES = sorted(SOURCE.rglob("*.py"))
ROOMS = (
    "read",
    "split",
    "parse",
    "resolve",
    "coding",
    "claims",
    "merge",
    "ledger",
    "query",
    "export",
    "foreign",
    "lexicon",
    "registry",
    "cli",
    "watch",
)
#: Limits of design: lines of a file, lines of a function, parameters of a function, words of a list in code.
FILE_LINES, FUNCTION_LINES, PARAMETERS, WORDS = 400, 50, 6, 25


def name(path):
    return path.relative_to(SOURCE).as_posix()


@pytest.fixture(scope="module")
def trees():
    return {name(path): ast.parse(path.read_text("utf-8")) for path in MODULES}


def nodes(trees, *kinds):
    return [
        (f"{where}:{node.lineno}", node)
        for where, tree in trees.items()
        for node in ast.walk(tree)
        if isinstance(node, kinds)
    ]


def test_the_house_is_not_empty():
    assert len(MODULES) > 40


def test_no_file_is_longer_than_400_lines():
    assert [name(path) for path in MODULES if path.read_text("utf-8").count("\n") > FILE_LINES] == []


def test_nothing_of_a_merge_is_left_among_the_modules():
    assert [path.name for path in SOURCE.rglob("*") if path.suffix in {".orig", ".rej", ".bak"}] == []


def test_no_function_is_longer_than_50_lines(trees):
    functions = nodes(trees, ast.FunctionDef, ast.AsyncFunctionDef)
    assert [where for where, node in functions if node.end_lineno - node.lineno >= FUNCTION_LINES] == []


def test_no_function_takes_more_than_6_parameters(trees):
    functions = nodes(trees, ast.FunctionDef, ast.AsyncFunctionDef)
    taken = {
        where: [a.arg for a in node.args.args + node.args.kwonlyargs if a.arg not in {"self", "cls"}]
        for where, node in functions
    }
    assert {where: parameters for where, parameters in taken.items() if len(parameters) > PARAMETERS} == {}


def test_half_of_all_functions_have_fewer_than_10_lines(trees):
    sizes = sorted(node.end_lineno - node.lineno + 1 for _, node in nodes(trees, ast.FunctionDef))
    assert sizes[len(sizes) // 2] < 10


def test_nothing_catches_every_exception(trees):
    broad = {None, "Exception", "BaseException"}
    handlers = nodes(trees, ast.ExceptHandler)
    assert [
        where for where, node in handlers if getattr(node.type, "id", None if node.type is None else "") in broad
    ] == []


def test_only_the_command_line_prints(trees):
    calls = [(where, node.func) for where, node in nodes(trees, ast.Call) if not where.startswith("cli/")]
    assert [where for where, called in calls if getattr(called, "id", "") == "print"] == []


def test_lists_of_words_live_in_the_lexicon_and_not_in_code(trees):
    literals = nodes(trees, ast.List, ast.Set, ast.Tuple)
    words = {
        where: len(node.elts)
        for where, node in literals
        if len(node.elts) > WORDS
        and all(isinstance(item, ast.Constant) and isinstance(item.value, str) for item in node.elts)
        and not where.startswith(("records/__init__.py", "query/__init__.py"))  # the lists of exported names
    }
    split = {
        where: len(node.func.value.value.split())
        for where, node in nodes(trees, ast.Call)
        if isinstance(node.func, ast.Attribute)
        and node.func.attr == "split"
        and isinstance(node.func.value, ast.Constant)
        and len(node.func.value.value.split()) > WORDS
    }
    assert words | split == {}


@pytest.mark.parametrize(
    "package", [path.parent.name for path in MODULES if "__getattr__ = later(" in path.read_text("utf-8")]
)
def test_a_package_that_loads_later_gives_what_its_imports_for_type_checkers_say(package, trees):
    tree = trees[f"{package}/__init__.py"]
    typed = next(node for node in tree.body if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING")
    said = {line.module: " ".join(alias.name for alias in line.names) for line in typed.body}
    call = next(node for node in ast.walk(tree) if isinstance(node, ast.Call) and ast.unparse(node.func) == "later")
    assert ast.literal_eval(call.args[1]) == said
    module = importlib.import_module(f"dateline.{package}")
    for line in typed.body:
        beside = importlib.import_module(f"dateline.{package}.{line.module}")
        assert all(getattr(module, alias.name) is getattr(beside, alias.name) for alias in line.names)
    assert set(" ".join(said.values()).split()) <= set(module.__all__)
    assert all(getattr(module, name) is not None for name in module.__all__)


@pytest.mark.parametrize("room", ROOMS)
def test_every_room_states_its_contract_in_five_lines(room, trees):
    docstring = ast.get_docstring(trees[f"{room}/__init__.py"]) or ""
    heads = [line.partition(":")[0] for line in docstring.splitlines() if ":" in line]
    assert [head for head in heads if head in {"Takes", "Gives", "Drops", "Reads", "Never"}] == [
        "Takes",
        "Gives",
        "Drops",
        "Reads",
        "Never",
    ]


def test_every_module_says_what_it_is_about(trees):
    assert [where for where, tree in trees.items() if not ast.get_docstring(tree)] == []


def test_nothing_is_left_to_do(trees):
    marks = ("TO" + "DO", "FIX" + "ME", "NotImplementedError")
    assert [name(path) for path in MODULES if any(mark in path.read_text("utf-8") for mark in marks)] == []


def test_records_are_frozen_slotted_and_keyword_only(trees):
    loose = []
    for where, node in nodes({k: v for k, v in trees.items() if k.startswith("records/")}, ast.ClassDef):
        for decorator in node.decorator_list:
            if isinstance(decorator, ast.Call) and getattr(decorator.func, "id", "") == "dataclass":
                given = {keyword.arg for keyword in decorator.keywords}
                loose += [where] if not given >= {"frozen", "slots"} else []
    assert loose == []


def test_no_test_is_skipped_or_expected_to_fail():
    marks = ("mark." + "skip", "mark." + "xfail", "pytest." + "skip(", "pytest." + "xfail(")
    found = [
        path.name for path in (ROOT / "tests").rglob("*.py") if any(mark in path.read_text("utf-8") for mark in marks)
    ]
    assert found == []


def test_the_notice_holds_every_source_that_ships():
    parts = [path.read_text("utf-8").strip() for path in sorted((ROOT / "NOTICE.d").glob("*.md"))]
    assert (ROOT / "NOTICE").read_text("utf-8") == "\n\n".join(parts) + "\n", "run `make notice`"
