"""The program as a process: start-up, broken pipes, the last resort."""

import resource
import subprocess
import sys
from pathlib import Path

import pytest

from dateline.cli.app import COMMANDS, Commands, dateline

PROGRAM = str(Path(sys.executable).with_name("dateline"))
#: The program with another body: what `main` does with whatever happens inside.
REPLACED = """
from dateline.cli import app
def body(*_, **__):
    {}
app.dateline.main = body
app.main()
"""


def run(*arguments, **more):
    return subprocess.run([PROGRAM, *arguments], capture_output=True, text=True, check=False, timeout=120, **more)


def test_the_program_alone_says_what_to_do_next():
    done = run()
    assert done.returncode == 0
    assert "dateline demo" in done.stdout


def test_help_answers_at_once():
    assert min(cpu_seconds("--help") for _ in range(3)) < 0.3


def cpu_seconds(*arguments):
    """Seconds of processor time: what the program is to blame for on a busy machine too."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert run(*arguments).returncode == 0
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_its_purpose_and_its_summary_in_the_list(name):
    command = Commands(name="dateline").get_command(None, name)
    assert command.name == name
    assert command.help.strip()
    assert COMMANDS[name].endswith(".")


def test_a_reader_that_has_seen_enough_is_no_error():
    endless = "while True: print('row')"
    with subprocess.Popen(
        [sys.executable, "-c", REPLACED.format(endless)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as program:
        assert program.stdout.readline() == "row\n"
        program.stdout.close()
        assert program.stderr.read() == ""
    assert program.returncode == 0


def test_closed_streams_are_no_defect():
    done = subprocess.run(["bash", "-c", f"{PROGRAM} schema event >&- 2>&-"], capture_output=True, check=False)
    assert done.returncode == 0


def test_a_full_disk_is_exit_code_3_and_one_line():
    with Path("/dev/full").open("w") as full:
        done = subprocess.run([PROGRAM, "schema", "event"], stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 3
    assert done.stderr.startswith("dateline: the output could not be written")
    assert done.stderr.count("\n") == 1


def test_a_defect_is_one_line_and_how_to_report_it_not_a_traceback():
    script = REPLACED.format("raise ZeroDivisionError('surprise')")
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "ZeroDivisionError" in done.stderr
    assert "doctor --json" in done.stderr


def test_an_interrupt_is_exit_code_130(monkeypatch):
    from dateline.cli import app  # noqa: PLC0415  (patched below)

    def interrupted(**_):
        raise KeyboardInterrupt

    monkeypatch.setattr(dateline, "main", interrupted)
    assert app.run([]) == 130
