"""A document that nobody executes is wrong: every command and snippet runs, every path exists, every output is true.

In a ```console block each line after "$ " is run, in one folder for each document, and the lines below it must be in its
output ("..." stands for anything). ```sh blocks are run too; lines that begin with make name a target of the Makefile.
```python blocks are run as a script, ```r blocks where Rscript and the packages that they name are installed.
<!-- file: NAME --> before a block writes the block to NAME first.
"""

import os
import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

from dateline.cli import app
from dateline.cli.app import COMMANDS

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")])
BLOCK = re.compile(
    r"(?:<!-- file: (?P<file>\S+) -->\n)?^```(?P<kind>\w*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL
)
PATH = re.compile(
    r"(?<![\w/.-])(?:src|docs|tests|eval|bench|training|NOTICE\.d|\.ci)/[\w./-]*\w/?|\]\((?P<link>[^)#:]+)\)"
)
PLAIN = re.compile(r"dateline [^|<>;&$*\n]+")
TARGET = re.compile(r"^([a-z-]+):", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    kind: str
    file: str | None
    body: str


def blocks(document):
    return [Block(kind=m["kind"], file=m["file"], body=m["body"]) for m in BLOCK.finditer(document.read_text("utf-8"))]


def name(document):
    return document.relative_to(ROOT).as_posix()


def run(script, folder):
    folder_of_program = Path(sys.executable).parent
    environment = {**os.environ, "PATH": f"{folder_of_program}:{os.environ['PATH']}", "COLUMNS": "100"}
    done = subprocess.run(
        ["bash", "-c", script], cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, f"$ {script}\nexit code {done.returncode}\n{done.stdout}{done.stderr}"
    return done.stdout + done.stderr


def run_here(command, folder, monkeypatch):
    """The same for a command of the program that needs no shell: in this process, which has everything loaded."""
    monkeypatch.chdir(folder)
    with CliRunner().isolation(env={"COLUMNS": "100"}) as (out, err, _):
        code = app.run(shlex.split(command)[1:])
    output = (out.getvalue() + err.getvalue()).decode()
    assert code == 0, f"$ {command}\nexit code {code}\n{output}"
    return output


def commands(body):
    """(command, lines of output that the document shows) in turn."""
    shown = []
    for line in body.splitlines():
        if line.startswith("$ "):
            shown.append((line[2:], []))
        elif shown and shown[-1][0].endswith("\\"):
            shown[-1] = (shown[-1][0] + "\n" + line, [])
        elif line.strip():
            shown[-1][1].append(line)
    return shown


def squeezed(text):
    return " ".join(text.split())


def is_in(line, output):
    """Whether a line of a document is in the output; runs of blanks are alike, "..." is anything within a line."""
    pattern = r"[^\n]*".join(re.escape(squeezed(piece)) for piece in re.split(r"\.\.\.|…", line))
    return re.search(pattern, "\n".join(map(squeezed, output.splitlines()))) is not None


def r_has(script):
    """Whether R is installed with all packages that the script names."""
    named = sorted(set(re.findall(r"library\((\w+)\)|\b(\w+)::", script)))
    packages = ", ".join(f'"{one or other}"' for one, other in named)
    ask = f"q(status = !all(vapply(c({packages}), requireNamespace, TRUE, quietly = TRUE)))"
    return bool(shutil.which("Rscript")) and not subprocess.run(["Rscript", "-e", ask], check=False).returncode


@pytest.mark.usefixtures("loaded_once")
@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_every_command_and_snippet_of_the_document_runs_and_shows_what_it_says(document, tmp_path, monkeypatch):
    for block in blocks(document):
        if block.file:
            (tmp_path / block.file).write_text(block.body, "utf-8")
        elif block.kind == "console":
            for command, shown in commands(block.body):
                output = (
                    run_here(command, tmp_path, monkeypatch) if PLAIN.fullmatch(command) else run(command, tmp_path)
                )
                assert [line for line in shown if not is_in(line, output)] == [], f"$ {command}\n{output}"
        elif block.kind == "sh":
            run("\n".join(line for line in block.body.splitlines() if not line.startswith("make")), tmp_path)
        elif block.kind == "python":
            (tmp_path / "snippet.py").write_text(block.body, "utf-8")
            run(f"{sys.executable} snippet.py", tmp_path)
        elif block.kind == "r" and r_has(block.body):
            (tmp_path / "snippet.R").write_text(block.body, "utf-8")
            run("Rscript --vanilla snippet.R", tmp_path)


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_every_block_says_what_it_is(document):
    assert {block.kind for block in blocks(document)} <= {"console", "sh", "python", "text", "json", "sql", "yaml", "r"}


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_every_make_target_that_the_document_names_exists(document):
    targets = set(TARGET.findall((ROOT / "Makefile").read_text("utf-8")))
    named = set(re.findall(r"(?:^|`)make ([a-z-]+)", document.read_text("utf-8"), re.MULTILINE))
    assert named <= targets


@pytest.mark.parametrize("document", [*DOCUMENTS, ROOT / "CHANGELOG.md"], ids=name)
def test_every_path_that_the_document_names_exists(document):
    text = document.read_text("utf-8")
    named = [(match[0], match["link"]) for match in PATH.finditer(text)]
    missing = [
        link or path
        for path, link in named
        if not ((document.parent / link) if link else (ROOT / path)).exists() and not (link or "").startswith("http")
    ]
    assert missing == []


def test_every_command_is_documented():
    page = (ROOT / "docs" / "commands.md").read_text("utf-8")
    assert [command for command in COMMANDS if f"## dateline {command}" not in page] == []


@pytest.mark.parametrize("page", ["commands.md", "ledger.md", "records.md"])
def test_the_reference_page_is_what_the_code_says(page):
    script = f"import write_reference as w; print(w.PAGES[{page!r}](), end='')"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT / "docs", capture_output=True, text=True, check=True)
    assert done.stdout == (ROOT / "docs" / page).read_text("utf-8"), "run `make docs`"


def test_the_makefile_says_what_every_target_does():
    helped = run("make help", ROOT)
    assert {"demo", "test", "lint", "bench", "eval", "docs", "lock", "clean"} <= set(
        re.findall(r"make ([a-z-]+)", helped)
    )
