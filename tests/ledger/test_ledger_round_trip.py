import dataclasses
import datetime as dt
import typing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline import query
from dateline.ledger import Ledger
from dateline.records import Attribution, Basis, Claim, Declined, Event, Labels, Place, Topic, When, to_row
from factories import envoy_talks, make_actor, make_claim, make_coded, make_event, make_run, make_story, make_tenure

RUN = make_run()
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
CODES = st.sampled_from(["KEN", "UGA", "SUN", "UNO", None])
REALS = st.floats(-100, 100, allow_nan=False)
DAYS = st.one_of(st.none(), st.dates(dt.date(1, 1, 1), dt.date(9999, 12, 31)))


def without_counts(row):
    return {name: value for name, value in row.items() if name not in {"mentions", "sources"}}


def by_id(rows, name):
    return {row[name]: row for row in rows}


@st.composite
def event_fields(draw):
    first = draw(DAYS)
    place = st.builds(
        Place,
        text=st.just("Nile"),
        start=st.just(15),
        end=st.just(19),
        name=WORDS,
        country=CODES,
        admin1=st.none() | WORDS,
        lat=st.none() | REALS,
        lon=st.none() | REALS,
        geonames_id=st.none() | st.integers(0, 2**40),
        basis=WORDS,
    )
    return {
        "mode": draw(st.none() | WORDS),
        "cameo": draw(st.sampled_from(["040", "1823"])),
        "labels": Labels(plv15=draw(WORDS)),
        "goldstein": draw(st.none() | REALS | st.integers(-10, 10)),
        "plover_score": draw(st.none() | REALS),
        "contexts": tuple(draw(st.lists(WORDS, max_size=3))),
        "status": draw(st.sampled_from(["occurred", "planned", "hypothetical"])),
        "background": draw(st.booleans()),
        "channel": draw(st.none() | st.sampled_from(["phone", "unknown"])),
        "when": When(value=draw(WORDS), first=first, last=first, grain=draw(st.sampled_from(["day", "unknown"]))),
        "where": draw(st.none() | place),
        "attributed_to": tuple(
            draw(st.lists(st.builds(Attribution, text=WORDS, country=CODES, cue=WORDS), max_size=2))
        ),
        "issues": tuple(draw(st.lists(WORDS, max_size=2))),
        "confidence": draw(st.floats(0, 1) | st.sampled_from([0, 1])),
        "basis": draw(st.builds(Basis, type=WORDS, when=WORDS, model=st.none() | WORDS)),
    }


@given(event_fields(), st.lists(st.tuples(CODES, st.sampled_from(["participant", "host"]), WORDS), max_size=3))
def test_an_event_comes_back_as_it_went_in(tmp_path_factory, fields, people):
    story = make_story(["The two of the Nile basin states held talks again."])
    actors = tuple(
        make_actor(story, "basin states", country, role=role, office=office, sectors=("GOV", "MIL"))
        for country, role, office in people
    )
    event = make_event(story, "held talks", actors=actors, recipients=actors[:1], **fields)
    with Ledger.open(tmp_path_factory.mktemp("trip") / "l") as ledger:
        ledger.append([make_coded(story, (event,), published=dt.date(2020, 1, 1))], RUN)
        (row,) = query.events(ledger)
    assert without_counts(row) == without_counts(to_row(event))
    assert list(row) == list(to_row(event))
    assert row["mentions"] == [
        {"story_id": story.story_id, "source_id": story.source_id, "start": span.start, "end": span.end}
        for span in event.evidence
    ]


def test_claims_and_declined_candidates_come_back_as_they_went_in(path):
    coded = envoy_talks()
    with Ledger.open(path) as ledger:
        ledger.append([coded], RUN)
        assert query.claims(ledger).rows() == [to_row(claim) for claim in coded.claims]
        story_id = coded.resolved.parsed.split.story.story_id
        assert query.declined(ledger).rows() == [{**to_row(item), "story_id": story_id} for item in coded.declined]


def test_a_claim_keeps_all_that_it_says(path):
    story = make_story(['"We never agreed," Minister Adel Haddad told reporters in a statement.'])
    claim = make_claim(
        story,
        "Minister Adel Haddad",
        "told",
        "We never agreed",
        country=None,
        stance="denies",
        addressee="reporters",
        medium="statement",
        reported_by="Adel Haddad",
        topic=Topic(
            acts=("AGREE",), negated=True, first=dt.date(2020, 3, 1), last=dt.date(2020, 3, 2), numbers=("2 envoy",)
        ),
    )
    with Ledger.open(path) as ledger:
        ledger.append([make_coded(story, claims=(claim,))], RUN)
        assert query.claims(ledger).rows() == [to_row(claim)]


def test_a_tenure_keeps_its_days(path):
    story = make_story(["Salma Idris took office as finance minister on June 3."])
    tenure = make_tenure(
        story,
        "took office",
        "Salma Idris",
        "finance minister",
        "SDN",
        from_=dt.date(2020, 6, 3),
        to=dt.date(2021, 1, 9),
    )
    with Ledger.open(path) as ledger:
        ledger.append([make_coded(story, tenures=(tenure,))], RUN)
        (row,) = query.offices(ledger)
    assert (row["person"], row["office"], row["country"]) == ("Salma Idris", "finance minister", "SDN")
    assert (row["from"], row["to"], row["basis"]) == ("2020-06-03", "2021-01-09", tenure.basis)
    assert [(span["start"], span["end"]) for span in row["evidence"]] == [
        (span.start, span.end) for span in tenure.evidence
    ]


def test_a_story_keeps_its_masthead_and_its_given_facts(path):
    story = make_story(
        ["Text."],
        title="Given title",
        source="Fjordpost",
        url="https://example.org/1",
        published=dt.datetime(2021, 3, 2, 8, 30, tzinfo=dt.UTC),
        published_basis="given",
    )
    coded = make_coded(
        story, published=dt.date(2021, 3, 2), agency="Nordwire", headline="Envoys talk", version="2nd LD", place="OSLO"
    )
    with Ledger.open(path) as ledger:
        ledger.append([coded], RUN)
        (row,) = query.stories(ledger)
        kept = ledger.tuples("SELECT published_given, version_mark, title, url FROM stories")
    assert row == {
        "story_id": story.story_id,
        "source_id": "a.txt",
        "group": story.story_id,
        "version": 1,
        "published": "2021-03-02",
        "published_basis": "given",
        "agency": "Nordwire",
        "source": "Fjordpost",
        "dateline_place": "OSLO",
        "headline": "Envoys talk",
        "withdrawn": False,
        "corrected": False,
        "version_mark": "2nd LD",
        "reason": "alone",
    }
    assert kept == [("2021-03-02T08:30:00+00:00", "2nd LD", "Given title", "https://example.org/1")]


def names(record_type):
    """Names of all fields of a record, those of records inside it too."""
    hints = typing.get_type_hints(record_type)
    found = set()
    for field in dataclasses.fields(record_type):
        found.add(field.name)
        inner = [hints[field.name], *typing.get_args(hints[field.name])]
        for hint in inner:
            if dataclasses.is_dataclass(hint):
                found |= {f"{field.name}.{name}" for name in names(hint)}
    return found


@pytest.mark.parametrize(("record_type", "ask"), [(Event, query.events), (Claim, query.claims)])
def test_every_field_of_a_record_has_a_place_in_the_ledger(path, record_type, ask):
    with Ledger.open(path) as ledger:
        schema = ask(ledger).arrow().schema
    stored = {name for field in schema for name in columns(field.name, field.type)}
    plain = {name for name in names(record_type) if not name.startswith("mentions.")}
    assert plain <= stored


def columns(name, kind):
    import pyarrow as pa  # noqa: PLC0415  (only here)

    if pa.types.is_list(kind):
        return columns(name, kind.value_type)
    if pa.types.is_struct(kind):
        return {name} | {f"{name}.{inner}" for field in kind for inner in columns(field.name, field.type)}
    return {name}


def test_declined_fields_are_those_of_the_record(path):
    with Ledger.open(path) as ledger:
        assert set(query.declined(ledger).columns) == {field.name for field in dataclasses.fields(Declined)} | {
            "story_id"
        }
