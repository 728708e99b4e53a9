"""feeds.toml is read whole, and whatever is wrong in it is told with file, table, key and cure."""

import tomllib

import pytest

from dateline.errors import InputError
from dateline.watch import EXAMPLE, read_feeds_file

HEAD = '[watch]\ncontact = "desk@example.org"\n'
FEED = HEAD + '[[feed]]\nurl = "https://wire.example.org/a.rss"\n'
WRONG = {
    "an unknown key": (FEED + "intervall = 60\n", "[[feed]] 1: intervall: no such key; did you mean interval?"),
    "an unknown table": (FEED + "[[feeds]]\n", "feeds: no such key; did you mean feed?"),
    "one table for many": (HEAD + '[feed]\nurl = "https://a.example/"\n', "write [[feed]]"),
    "no contact": ('[watch]\n[[feed]]\nurl = "https://a.example/"\n', 'contact: is missing; write contact = "..."'),
    "a contact that is none": (FEED.replace("desk@example.org", "me"), "write an e-mail address or a web page"),
    "an address without a scheme": (HEAD + '[[feed]]\nurl = "a.example/rss"\n', "begins with https:// or http://"),
    "a local file": (HEAD + '[[feed]]\nurl = "file:///etc/passwd"\n', "begins with https:// or http://"),
    "a password in the address": (HEAD + '[[feed]]\nurl = "https://a:pw9@a.example/"\n', "holds a name or a password"),
    "a bad number": (FEED + "interval = 5\n", "interval: is 5; give 60 to"),
    "a flag as text": (FEED + 'full_text = "yes"\n', "full_text: is 'yes'; write true or false"),
    "another language": (FEED + 'language = "fr"\n', "choose one of en, any"),
    "no feed at all": (HEAD, "names no feed and no folder"),
    "a folder that is not there": (HEAD + '[[folder]]\npath = "gone"\n', "path: there is no"),
    "two feeds of one name": (
        FEED + '[[feed]]\nurl = "https://wire.example.org/b"\n',
        "two of feed or folder have the name",
    ),
    "broken TOML": (HEAD + "[[feed]\n", "is no TOML"),
    "no TOML but bytes": (b"\xff\xfe\xfa", "is not UTF-8"),
    "an output of no kind": (FEED + '[[output]]\nkind = "sms"\n', "choose one of terminal, file, webhook, mail"),
    "a key of another kind": (FEED + '[[output]]\nkind = "file"\npath = "a"\nhost = "b"\n', "host: no such key"),
    "a secret instead of its variable": (
        FEED + '[[output]]\nkind = "webhook"\nurl = "https://a.example/"\nsecret_env = "s3cret!"\n',
        "never the secret itself",
    ),
    "a password in the clear": (
        FEED
        + '[[output]]\nkind = "mail"\nhost = "m"\nfrom = "a@b"\nto = "a@b"\nsecurity = "none"\nuser = "u"\npassword_env = "P"\n',
        "use starttls or ssl",
    ),
    "a webhook without an address": (FEED + '[[output]]\nkind = "webhook"\n', "give either url or url_env"),
    "an unknown filter": (FEED + '[[alert]]\nname = "x"\ndyed = "NOR-CHL"\n', "dyed: no such key; did you mean dyad?"),
    "a filter of another query": (
        FEED + '[[alert]]\nname = "x"\nlevel = "head"\n',
        'level: events cannot be asked for it; a rule with query = "contacts" can; filters of events: act, actor,',
    ),
    "no dyad": (FEED + '[[alert]]\nname = "x"\ndyad = "Norway"\n', "'Norway' is no dyad"),
    "an unknown output": (FEED + '[[alert]]\nname = "x"\ntype = "AID"\nto = "termnal"\n', "did you mean terminal?"),
    "a rule without a condition": (FEED + '[[alert]]\nname = "x"\n', "add a filter"),
    "a type that there is not": (FEED + '[[alert]]\nname = "x"\ntype = "CONSLT"\n', "did you mean CONSULT?"),
    "a rule without a name": (FEED + '[[alert]]\ntype = "AID"\n', "name: is missing"),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_file_is_refused_with_its_place_and_cure(case, tmp_path):
    text, words = WRONG[case]
    path = tmp_path / "feeds.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(InputError) as caught:
        read_feeds_file(str(path))
    assert words in str(caught.value)
    assert str(caught.value).startswith(str(path))
    assert "pw9" not in str(caught.value)
    assert "s3cret" not in str(caught.value)


def test_a_file_that_is_not_there_is_told_with_the_command_that_writes_one(tmp_path):
    with pytest.raises(InputError, match="dateline watch --new"):
        read_feeds_file(str(tmp_path / "feeds.toml"))


def test_the_example_is_read_as_it_is_and_also_with_every_comment_taken_for_a_key(tmp_path):
    path = tmp_path / "feeds.toml"
    path.write_text(EXAMPLE, "utf-8")
    plan = read_feeds_file(str(path))
    assert [rule.query for rule in plan.rules] == ["contacts", "plans", "processes", "offices", "contacts"]
    head, *lines = EXAMPLE.splitlines()[3:]
    bare = "\n".join(
        [
            head,
            *(line.removeprefix("# ") for line in lines if not line.startswith(("# Whoever", "# Without", "# Cond"))),
        ]
    )
    assert tomllib.loads(bare)
    path.write_text(bare, "utf-8")
    full = read_feeds_file(str(path))
    assert [output.kind for output in full.outputs] == ["terminal", "file", "webhook", "mail"]
    assert (full.feeds[0].source, full.manners.delay, full.folders[0].settle) == ("Nordwire", 2.0, 2.0)


def test_the_user_agent_names_the_program_and_the_contact(tmp_path):
    path = tmp_path / "feeds.toml"
    path.write_text(FEED, "utf-8")
    agent = read_feeds_file(str(path)).manners.user_agent
    assert agent.startswith("dateline/")
    assert agent.endswith("(+desk@example.org)")


def test_paths_are_seen_from_the_file(tmp_path):
    (tmp_path / "in").mkdir()
    path = tmp_path / "feeds.toml"
    path.write_text(HEAD + '[[folder]]\npath = "in"\n[[output]]\nkind = "file"\npath = "out.jsonl"\n', "utf-8")
    plan = read_feeds_file(str(path))
    assert (plan.folders[0].path, plan.outputs[0].path) == (str(tmp_path / "in"), str(tmp_path / "out.jsonl"))
