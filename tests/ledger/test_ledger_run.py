import dataclasses
import datetime as dt

import pytest

from dateline.ledger import describe_run
from dateline.settings import Settings
from factories import envoy_talks, make_coded, make_event, make_run, make_story

SETTINGS = Settings()


@pytest.mark.parametrize("change", [{"workers": 8}, {"batch": 1}])
def test_speed_does_not_change_the_run(change):
    other = dataclasses.replace(SETTINGS, **change)
    assert describe_run(other, codebook="c").run_id == describe_run(SETTINGS, codebook="c").run_id


@pytest.mark.parametrize(
    "change",
    [{"published": dt.date(2020, 1, 1)}, {"source": "Fjordpost"}, {"any_language": True}, {"sanction_quad": 3}],
)
def test_settings_that_change_the_coding_change_the_run(change):
    other = dataclasses.replace(SETTINGS, **change)
    assert describe_run(other, codebook="c").run_id != describe_run(SETTINGS, codebook="c").run_id


def test_codebook_and_models_change_the_run_and_the_clock_does_not():
    run = describe_run(SETTINGS, codebook="c", models=("a@1", "b@2"))
    assert describe_run(SETTINGS, codebook="d", models=("a@1", "b@2")).run_id != run.run_id
    assert describe_run(SETTINGS, codebook="c", models=("a@1",)).run_id != run.run_id
    later = describe_run(SETTINGS, codebook="c", models=("b@2", "a@1"), started_at=dt.datetime.now(dt.UTC))
    assert later.run_id == run.run_id


def test_digests_of_stories_have_the_body_and_the_headline_only(ledger):
    coded = envoy_talks(source="Fjordpost")
    ledger.append([coded], make_run())
    (digest,) = ledger.story_digests()
    assert digest.body == coded.resolved.parsed.split.story.text
    assert (digest.outlet, digest.agency, digest.published) == ("Fjordpost", "Nordwire", dt.date(2021, 3, 2))


def test_digests_of_events_come_in_order_with_their_sentence(ledger):
    coded = envoy_talks()
    ledger.append([coded], make_run())
    digests = list(ledger.events_for_merge())
    assert [digest.event_id for digest in digests] == sorted(event.event_id for event in coded.events)
    call = next(digest for digest in digests if digest.type == "CONSULT")
    assert call.actor_ids == ("person:diego-rojas:CHL", "person:liv-aasen:NOR")
    assert call.sentence.startswith("Norway's Arctic envoy")
    assert call.story_group == call.story_id


def test_an_event_without_evidence_has_an_empty_sentence(ledger):
    story = make_story(["Envoys of Laos and Peru met."])
    ledger.append([make_coded(story, (make_event(story, "met", evidence=()),))], make_run())
    (digest,) = ledger.events_for_merge()
    assert digest.sentence == ""
