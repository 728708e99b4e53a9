"""Dated questions of who held which office, asked of the registry: share answered, share right, and what was got wrong.

    python eval/offices.py               all figures and every error
    python eval/offices.py --unanswered  also what was left open, with the reason

The questions (tests/cases/registry/questions.yaml) were written from general knowledge without a look at the registry. An
answer counts as given where its state is known; a conflict or an unknown is no answer. Where nobody can be named on the day,
anything but an answer is right.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any, Literal

import yaml

from dateline.lexicon.registry import Registry, load_registry
from dateline.lexicon.registry_own import title_of_office
from dateline.lexicon.registry_persons import Holder, name_key, surname_key
from dateline.registry import Answer, what_held, who_held
from dateline.registry.offices import is_title
from dateline.registry.search import country_code

QUESTIONS = Path(__file__).parents[1] / "tests" / "cases" / "registry" / "questions.yaml"
UNKNOWN = "unknown"
#: Surnames of other scripts are spelled in several ways: Kharazi and Kharrazi, Tudman and Tudjman.
ALIKE = 0.8
Verdict = Literal["right", "wrong", "open", "rightly open", "guessed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question, what the registry told, and whether that is right."""

    question: dict[str, Any]
    answer: Answer
    verdict: Verdict


def read_questions(path: Path = QUESTIONS) -> list[dict[str, Any]]:
    """The questions of a file, in its order."""
    return list(yaml.safe_load(path.read_text("utf-8")))


def ask_all(registry: Registry, questions: Iterable[dict[str, Any]]) -> list[Asked]:
    """Every question with its answer and verdict."""
    return [_ask(registry, question) for question in questions]


def _ask(registry: Registry, question: dict[str, Any]) -> Asked:
    day = dt.date.fromisoformat(str(question["on"]))
    country = country_code(registry, question["country"]) if question.get("country") else None
    if "office" in question:
        answer = who_held(registry, question["office"], country or "", day)
    else:
        answer = what_held(registry, question["person"], day, country)
    return Asked(question=question, answer=answer, verdict=_verdict(registry, question, answer))


def _verdict(registry: Registry, question: dict[str, Any], answer: Answer) -> Verdict:
    expected = question["answer"] if isinstance(question["answer"], list) else [question["answer"]]
    if expected == [UNKNOWN]:
        return "guessed" if answer.state == "known" else "rightly open"
    if answer.state != "known":
        return "open"
    fits = _is_holder if "office" in question else _is_office
    return "right" if any(fits(registry, one, holder) for one in expected for holder in answer.holders) else "wrong"


def _is_holder(registry: Registry, name: str, holder: Holder) -> bool:
    """Is the holder the person of that name? A surname much alike and half of the words, or one person of the registry."""
    words, others = set(name_key(name).split()), set(name_key(holder.person).split())
    surname = surname_key(name, holder.country)
    alike = {other for other in others if SequenceMatcher(None, surname, other).ratio() >= ALIKE}
    if alike and 2 * len((words | alike) & others) >= min(len(words), len(others)):
        return True
    return any(person.name == holder.person for person in registry.persons_named(name, holder.country))


def _is_office(_: Registry, title: str, holder: Holder) -> bool:
    """Is the office that of the title: of its class, or with its words?"""
    found = title_of_office(title)[1]
    return (bool(found) and found == holder.office) or is_title(title, holder.title)


def figures(asked: Sequence[Asked]) -> dict[str, float]:
    """answered: share of what can be answered; right: share of the answered; unknown: share of what nobody can answer."""
    counts = Counter(one.verdict for one in asked)
    given, nobody = counts["right"] + counts["wrong"], counts["rightly open"] + counts["guessed"]
    return {
        "answered": given / max(given + counts["open"], 1),
        "right": counts["right"] / max(given, 1),
        "unknown": counts["rightly open"] / max(nobody, 1),
    }


def report(asked: Sequence[Asked], *, unanswered: bool = False) -> str:
    """The figures, then every error."""
    counts = Counter(one.verdict for one in asked)
    given, could = counts["right"] + counts["wrong"], counts["right"] + counts["wrong"] + counts["open"]
    nobody = counts["rightly open"] + counts["guessed"]
    lines = [
        f"answered {given} of {could} ({given / max(could, 1):.3f})",
        f"right {counts['right']} of {given} answered ({counts['right'] / max(given, 1):.3f})",
        f"unknown where nobody can be named {counts['rightly open']} of {nobody}",
    ]
    shown = {"wrong", "guessed"} | ({"open"} if unanswered else set())
    return "\n".join([*lines, *(_line(one) for one in asked if one.verdict in shown)])


def _line(one: Asked) -> str:
    told = "; ".join(
        f"{h.person}, {h.title} {h.first}/{h.last or h.as_of} ({h.source}{h.also})" for h in one.answer.holders
    )
    return (
        f"{one.verdict:8}{one.question['id']} {one.question['ask']} expected {one.question['answer']}, "
        f"{one.answer.state}: {told or one.answer.why}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description="Ask the registry dated questions.")
    parser.add_argument("--unanswered", action="store_true", help="also list what was left open")
    parser.add_argument("--json", type=Path, help="also write the figures to this file, for the gate")
    given = parser.parse_args()
    asked = ask_all(load_registry(own=()), read_questions())
    print(report(asked, unanswered=given.unanswered))
    if given.json:
        given.json.write_text(json.dumps({"figures": figures(asked)}), "utf-8")


if __name__ == "__main__":
    main()
