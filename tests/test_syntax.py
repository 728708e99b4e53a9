"""Questions to a parse: who does it, to whom, under which prepositions and complements."""

from __future__ import annotations

import pytest

from dateline.syntax import Syntax
from factories import make_split, make_story

SENTENCES = {
    "active": "Chile expelled the consul.",
    "passive": "The consul was expelled by Chile.",
    "perfect": "Chile has expelled the consul.",
    "participle": "The ship seized by Iran was towed to port.",
    "relative": "The rebels who attacked the post escaped.",
    "object relative": "The envoy whom Croatia expelled wept.",
    "control": "Canada urged Cuba to release the crew.",
    "promise": "Canada promised Cuba to release the crew.",
    "coordination": "Troops from the north crossed the river and burned two villages.",
    "by signing": "Ghana ended the dispute by signing the treaty.",
    "of shelling": "Laos accused Burma of shelling the village.",
    "plan": "Syria announced a plan to attack the town.",
    "their plan": "Syria denounced Iraq's plan to attack the town.",
    "list": "Peru, Chile and Bolivia met.",
    "that": "Kenya said that Sudan closed the border.",
    "adjective": "Norway is ready to help.",
    "out of": "Uganda pulled its troops out of Rwanda.",
    "called for": "Egypt called for talks with Libya.",
    "raised": "Togo allowed inspectors to enter the base.",
    "noun": "The attack on the port by rebels failed.",
}


@pytest.fixture(scope="module")
def syntaxes(kit):
    split = make_split(make_story(list(SENTENCES.values())))
    [parsed] = kit.parser.parse([split])
    return {name: Syntax(parse) for name, parse in zip(SENTENCES, parsed.parses, strict=True)}


def index(syntax, word):
    return next(token.i for token in syntax.tokens if token.text == word)


def words(syntax, found):
    return [syntax.tokens[i].text for i in found]


@pytest.mark.parametrize(
    ("name", "verb", "agent", "patient"),
    [
        ("active", "expelled", ["Chile"], ["consul"]),
        ("passive", "expelled", ["Chile"], ["consul"]),
        ("perfect", "expelled", ["Chile"], ["consul"]),
        ("participle", "seized", ["Iran"], ["ship"]),
        ("relative", "attacked", ["rebels"], ["post"]),
        ("object relative", "expelled", ["Croatia"], ["envoy"]),
        ("control", "release", ["Cuba"], ["crew"]),
        ("promise", "release", ["Canada"], ["crew"]),
        ("coordination", "burned", ["Troops"], ["villages"]),
        ("by signing", "signing", ["Ghana"], ["treaty"]),
        ("of shelling", "shelling", ["Burma"], ["village"]),
        ("plan", "attack", ["Syria"], ["town"]),
        ("their plan", "attack", ["Iraq"], ["town"]),
        ("raised", "allowed", ["Togo"], ["inspectors"]),
    ],
)
def test_agent_and_patient_are_found_whatever_the_construction(syntaxes, name, verb, agent, patient):
    syntax = syntaxes[name]
    i = index(syntax, verb)
    assert (words(syntax, syntax.agent(i)), words(syntax, syntax.patient(i))) == (agent, patient)


@pytest.mark.parametrize(
    ("name", "verb", "passive"),
    [
        ("active", "expelled", False),
        ("passive", "expelled", True),
        ("perfect", "expelled", False),
        ("participle", "seized", True),
        ("participle", "towed", True),
        ("relative", "attacked", False),
    ],
)
def test_the_passive_is_told_from_the_perfect(syntaxes, name, verb, passive):
    assert syntaxes[name].is_passive(index(syntaxes[name], verb)) is passive


def test_heads_of_a_list_expand_to_all_its_members_in_order(syntaxes):
    syntax = syntaxes["list"]
    assert words(syntax, syntax.expand([index(syntax, "Peru")])) == ["Peru", "Chile", "Bolivia"]


def test_verbs_that_are_coordinated_are_no_members_of_a_list(syntaxes):
    syntax = syntaxes["coordination"]
    assert words(syntax, syntax.expand([index(syntax, "crossed")])) == ["crossed"]


@pytest.mark.parametrize(
    ("name", "word", "kind", "found"),
    [
        ("control", "urged", "to", ["release"]),
        ("control", "urged", "that", []),
        ("that", "said", "that", ["closed"]),
        ("that", "said", "to", []),
        ("of shelling", "accused", "ing", ["shelling"]),
        ("plan", "plan", "to", ["attack"]),
        ("adjective", "ready", "any", ["help"]),
        ("active", "expelled", "any", []),
    ],
)
def test_complements_are_told_by_their_form(syntaxes, name, word, kind, found):
    syntax = syntaxes[name]
    assert words(syntax, syntax.complements(index(syntax, word), kind)) == found


@pytest.mark.parametrize(
    ("name", "word", "preposition", "found"),
    [
        ("called for", "called", "for", ["talks"]),
        ("called for", "talks", "with", ["Libya"]),
        ("called for", "called", "with", []),
        ("out of", "pulled", "of", ["Rwanda"]),
        ("noun", "attack", "on", ["port"]),
        ("passive", "expelled", "by", ["Chile"]),
        ("by signing", "ended", "by", ["signing"]),
    ],
)
def test_prepositions_give_their_objects_chains_included(syntaxes, name, word, preposition, found):
    syntax = syntaxes[name]
    assert words(syntax, syntax.preposition_objects(index(syntax, word), preposition)) == found


def test_a_particle_or_preposition_is_had_only_by_its_own_verb(syntaxes):
    syntax = syntaxes["called for"]
    assert syntax.has_particle(index(syntax, "called"), "for")
    assert not syntax.has_particle(index(syntax, "called"), "off")


def test_infinitives_and_predicates_are_recognised(syntaxes):
    syntax = syntaxes["adjective"]
    assert syntax.is_infinitive(index(syntax, "help"))
    assert syntax.is_predicate(index(syntax, "ready"))
    assert not syntax.is_verb(index(syntax, "ready"))
    assert not syntax.is_predicate(index(syntax, "Norway"))


def test_the_governing_verb_of_a_noun_is_the_nearest_above_it(syntaxes):
    syntax = syntaxes["called for"]
    assert syntax.governing_verb(index(syntax, "Libya")) == index(syntax, "called")
    assert syntax.governing_verb(index(syntax, "called")) == index(syntax, "called")


@pytest.mark.parametrize("name", SENTENCES)
def test_the_ancestors_of_every_token_end_at_the_root_and_none_comes_twice(syntaxes, name):
    syntax = syntaxes[name]
    [root] = [token.i for token in syntax.tokens if token.head == token.i]
    for token in syntax.tokens:
        above = list(syntax.ancestors(token.i))
        assert len(above) == len(set(above))
        assert (above[-1] if above else token.i) == root


@pytest.mark.parametrize("name", SENTENCES)
def test_no_question_about_any_token_fails_and_all_answers_are_tokens(syntaxes, name):
    syntax = syntaxes[name]
    everybody = set(range(len(syntax.tokens)))
    for i in everybody:
        answers = [*syntax.agent(i), *syntax.patient(i), *syntax.complements(i), *syntax.prepositions(i)]
        assert set(answers) <= everybody
