"""Alerts reach their outputs, or are kept and tried again; secrets appear nowhere."""

import datetime as dt
import json
import shutil
import ssl
import subprocess

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from dateline.errors import InputError
from dateline.watch import read_feeds_file
from dateline.watch.alert import Alert, make_alert_id
from dateline.watch.delivering import deliver, test_outputs
from dateline.watch.outputs import make_message, sign
from dateline.watch.plan import Output
from dateline.watch.state import State
from watched import Answer, FakeClock

test_outputs.__test__ = False  # a function of the program, not a test
SECRET = "correct-horse-battery"  # noqa: S105  (looked for in all that is written)
HEAD = '[[folder]]\nname = "in"\npath = "."\n'
HOOK = '[[output]]\nname = "desk"\nkind = "webhook"\nurl = "SITE/hook?token=tok-77"\nsecret_env = "HOOK_SECRET"\n'
MAIL = """[[output]]
name = "mail"
kind = "mail"
host = "127.0.0.1"
port = PORT
security = "SECURITY"
from = "dateline@example.org"
to = ["desk@example.org", "duty@example.org"]
"""
LOGIN = 'user = "dateline"\npassword_env = "MAIL_PASSWORD"\n'


def an_alert(n=1, words="Norway (NOR), Chile (CHL)", rule="calls"):
    return Alert(
        alert_id=make_alert_id(rule, f"ev_{n}"),
        rule=rule,
        query="events",
        id=f"ev_{n}",
        words=words,
        sentence="Envoys of Norway and Chile “spoke” by phone.",
        source="Nordwire",
        source_id="call-1",
        published="2021-03-02",
        url="https://wire.example.org/1",
        more=f"dateline why ev_{n} --ledger my.dateline",
        made="2021-03-02T12:00:00Z",
    )


@pytest.fixture
def desk(world, monkeypatch):
    """A world with alerts that wait for the outputs of feeds.toml."""
    monkeypatch.setenv("HOOK_SECRET", SECRET)
    monkeypatch.setenv("MAIL_PASSWORD", SECRET)

    class Desk:
        clock: FakeClock = world.clock
        said = world.said
        folder = world.folder

        def __init__(self):
            self.state = State(str(world.folder / "s.watch"))

        def write(self, outputs):
            world.write(HEAD + outputs)
            self.plan = read_feeds_file(str(world.folder / "feeds.toml"))

        def wait(self, *alerts):
            rows = [
                (output.name, alert.json(), self.clock.now().timestamp())
                for output in self.plan.outputs
                for alert in alerts
            ]
            self.state.tell("INSERT INTO deliveries (output, alert, made) VALUES (?, ?, ?)", rows)

        def deliver(self):
            return deliver(self.plan, self.state, self.clock, self.said.append)

        def waiting(self):
            return self.state.ask("SELECT output, attempts FROM deliveries ORDER BY n")

    desk = Desk()
    yield desk
    desk.state.close()
    told = "".join(
        str(path.read_bytes()) for path in world.folder.iterdir() if path.is_file() and path.name != "feeds.toml"
    )
    assert SECRET not in told + "".join(world.said)
    assert "tok-77" not in told + "".join(world.said)


def test_an_alert_for_people_holds_nothing_that_a_terminal_obeys():
    lines = an_alert(words="Norway \x1b]0;x\x07\u202e (NOR)\nALERT false: no").lines()
    assert lines[0] == "ALERT calls: Norway \ufffd]0;x\ufffd\ufffd (NOR) ALERT false: no"
    assert all(line.isprintable() for line in lines)


def test_a_webhook_gets_each_alert_signed(desk, site):
    site.answers["/hook?token=tok-77"] = Answer(body=b"ok")
    desk.write(HOOK)
    desk.wait(an_alert(1), an_alert(2))
    assert desk.deliver() == []
    assert desk.waiting() == []
    (_, headers, body), (_, _, second) = site.asked
    assert json.loads(body) == an_alert(1).row()
    assert json.loads(second)["id"] == "ev_2"
    assert headers["X-Dateline-Signature"] == sign(body, SECRET)
    assert headers["X-Dateline-Alert"] == an_alert(1).alert_id
    assert headers["Content-Type"] == "application/json"


def test_a_webhook_that_fails_is_tried_again_with_back_off_and_in_order(desk, site):
    path = "/hook?token=tok-77"
    site.answers[path] = Answer(status=500)
    desk.write(HOOK)
    desk.wait(an_alert(1), an_alert(2))
    (trouble,) = desk.deliver()
    assert trouble.what == "2 alerts not delivered: the webhook answers with status 500"
    assert trouble.next_try == desk.clock.now() + dt.timedelta(seconds=60)
    assert desk.deliver() == []  # not yet
    desk.clock.pass_(61)
    assert desk.deliver()[0].next_try == desk.clock.now() + dt.timedelta(seconds=120)
    desk.clock.pass_(121)
    site.answers[path] = [Answer(body=b"ok"), Answer(status=503), Answer(body=b"ok")]
    assert desk.deliver()[0].what.startswith("1 alert not delivered")
    desk.clock.pass_(61)
    assert desk.deliver() == []
    assert [json.loads(body)["id"] for _, _, body in site.asked] == ["ev_1", "ev_1", "ev_1", "ev_2", "ev_2"]


def test_an_alert_that_a_webhook_refuses_for_good_lets_the_next_ones_go(desk, site):
    path = "/hook?token=tok-77"
    no, yes = Answer(status=400), Answer(body=b"ok")
    site.answers[path] = [no, no, no, yes, yes, no, yes]
    desk.write(HOOK)
    desk.wait(an_alert(1), an_alert(2), an_alert(3))
    for seconds in (61, 121):
        assert [one.what for one in desk.deliver()] == ["3 alerts not delivered: the webhook answers with status 400"]
        desk.clock.pass_(seconds)
    (trouble,) = desk.deliver()
    assert trouble.what == "1 alert set aside, the others go on: the webhook answers with status 400"
    assert [json.loads(body)["id"] for _, _, body in site.asked] == ["ev_1"] * 3 + ["ev_2", "ev_3"]
    assert desk.waiting() == [("desk", 3)]
    desk.clock.pass_(6 * 3600 + 1)
    assert len(desk.deliver()) == 1
    desk.clock.pass_(6 * 3600 + 1)
    assert desk.deliver() == []
    assert desk.waiting() == []


@pytest.mark.parametrize("status", [408, 425, 429, 500])
def test_a_webhook_that_says_not_now_keeps_the_order(desk, site, status):
    site.answers["/hook?token=tok-77"] = Answer(status=status)
    desk.write(HOOK)
    desk.wait(an_alert(1), an_alert(2))
    for _ in range(5):
        (trouble,) = desk.deliver()
        assert trouble.what.startswith("2 alerts not delivered")
        desk.clock.pass_(6 * 3600 + 1)


def test_a_webhook_that_is_not_there_is_told_without_its_address(desk, site):
    desk.write(HOOK)
    site.close()
    desk.wait(an_alert())
    (trouble,) = desk.deliver()
    assert "the webhook does not answer" in trouble.what
    assert desk.waiting() == [("desk", 1)]


def test_an_address_of_a_webhook_may_come_from_the_environment(desk, site, monkeypatch):
    site.answers["/hook?token=tok-77"] = Answer(body=b"ok")
    monkeypatch.setenv("HOOK", f"{site.url}/hook?token=tok-77")
    desk.write('[[output]]\nkind = "webhook"\nurl_env = "HOOK"\n')
    desk.wait(an_alert())
    assert desk.deliver() == []
    assert "X-Dateline-Signature" not in site.asked[0][1]


def test_a_file_gets_a_line_an_alert_and_none_twice(desk):
    desk.write('[[output]]\nkind = "file"\npath = "book.jsonl"\n')
    desk.wait(an_alert(1))
    desk.deliver()
    desk.wait(an_alert(1), an_alert(2))  # the first as after a kill between the writing and the ticking off
    desk.deliver()
    lines = (desk.folder / "book.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line)["id"] for line in lines] == ["ev_1", "ev_2"]


def test_a_file_whose_last_line_was_cut_off_goes_on_below_it(desk):
    desk.write('[[output]]\nkind = "file"\npath = "book.jsonl"\n')
    (desk.folder / "book.jsonl").write_text('{"alert_id": "al_', "utf-8")
    desk.wait(an_alert(1))
    desk.deliver()
    _, whole = (desk.folder / "book.jsonl").read_text("utf-8").splitlines()
    assert json.loads(whole) == an_alert(1).row()


def test_a_file_that_cannot_be_written_is_told_and_the_alert_is_kept(desk):
    desk.write('[[output]]\nkind = "file"\npath = "gone/book.jsonl"\n')
    desk.wait(an_alert(1))
    assert "cannot be written (No such file or directory)" in desk.deliver()[0].what
    (desk.folder / "gone").mkdir()
    desk.clock.pass_(61)
    assert desk.deliver() == []
    assert (desk.folder / "gone" / "book.jsonl").exists()


def test_what_no_output_takes_for_a_month_is_given_up_and_told(desk, site):
    desk.write(HOOK)
    desk.wait(an_alert(1))
    for _ in range(3):
        desk.deliver()
        desk.clock.pass_(11 * 86_400)
    assert [trouble.what for trouble in desk.deliver()][-1] == "given up: 1 alert"
    assert desk.waiting() == []


class OnAnyPort(Controller):
    """A controller that finds out which port it was given."""

    def _trigger_server(self):
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


class Post:
    """A mail server that keeps what it gets."""

    def __init__(self, **given):
        self.mails = []
        self.logins = []
        self.controller = OnAnyPort(self, hostname="127.0.0.1", port=0, **given)

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802  (the library's name)
        self.mails.append(envelope)
        return "250 OK"

    def login(self, _server, session, _envelope, mechanism, data):
        self.logins.append((mechanism, data.login.decode(), session.ssl is not None))
        return AuthResult(success=data.password.decode() == SECRET, handled=False)

    def __enter__(self):
        self.controller.start()
        self.port = self.controller.server.sockets[0].getsockname()[1]
        return self

    def __exit__(self, *_):
        self.controller.stop()


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A certificate for 127.0.0.1 that signs itself."""
    folder = tmp_path_factory.mktemp("tls")
    command = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -keyout key.pem -out cert.pem -subj /CN=127.0.0.1"
    assert shutil.which("openssl")
    subprocess.run(
        [*command.split(), "-addext", "subjectAltName=IP:127.0.0.1"], cwd=folder, check=True, capture_output=True
    )
    return folder


def server_context(certificate):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate / "cert.pem", certificate / "key.pem")
    return context


def mail_toml(port, security, login=""):
    return MAIL.replace("PORT", str(port)).replace("SECURITY", security) + login


def test_a_mail_has_all_alerts_of_a_round(desk):
    with Post() as server:
        desk.write(mail_toml(server.port, "none"))
        desk.wait(an_alert(1), an_alert(2, words="Chile (CHL), Malta (MLT)"))
        assert desk.deliver() == []
    (mail,) = server.mails
    assert mail.rcpt_tos == ["desk@example.org", "duty@example.org"]
    text = mail.content.decode()
    assert "Subject: dateline: calls: Norway (NOR), Chile (CHL) (and 1 more)" in text
    assert "Auto-Submitted: auto-generated" in text


def test_a_mail_goes_through_starttls_with_a_password(desk, certificate, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate / "cert.pem"))
    given = {"tls_context": server_context(certificate), "require_starttls": True, "auth_required": True}
    keeper = Post(**given)
    keeper.controller.SMTP_kwargs["authenticator"] = keeper.login
    with keeper as server:
        desk.write(mail_toml(server.port, "starttls", LOGIN))
        desk.wait(an_alert())
        assert desk.deliver() == []
        assert server.logins[0][1:] == ("dateline", True)
        assert len(server.mails) == 1
        monkeypatch.setenv("MAIL_PASSWORD", "wrong")
        desk.wait(an_alert(2))
        (trouble,) = desk.deliver()
    assert "does not accept the user or the password" in trouble.what
    assert trouble.cure == "check user, and what MAIL_PASSWORD holds"


def test_a_mail_server_with_a_certificate_of_its_own_making_is_not_trusted(desk, certificate, monkeypatch):
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    with Post(tls_context=server_context(certificate)) as server:
        desk.write(mail_toml(server.port, "starttls", LOGIN))
        desk.wait(an_alert())
        (trouble,) = desk.deliver()
        assert (server.mails, server.logins) == ([], [])
    assert "does not take the mail (SSLCertVerificationError)" in trouble.what


def test_a_mail_goes_through_ssl(desk, certificate, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate / "cert.pem"))
    with Post(ssl_context=server_context(certificate)) as server:
        desk.write(mail_toml(server.port, "ssl"))
        desk.wait(an_alert())
        assert desk.deliver() == []
    assert len(server.mails) == 1


def test_a_mail_server_that_is_not_there_is_told_and_the_alert_is_kept(desk):
    desk.write(mail_toml(1, "none"))
    desk.wait(an_alert())
    assert "does not take the mail (ConnectionRefusedError)" in desk.deliver()[0].what
    assert desk.waiting() == [("mail", 1)]


def test_a_headline_cannot_add_a_header_to_a_mail():
    output = Output(name="m", kind="mail", sender="a@example.org", recipients=("b@example.org",))
    message = make_message(output, [an_alert(words="x\r\nBcc: c@example.org\u2028\x00 y", rule="a\nb")])
    assert message["Bcc"] is None
    assert message["Subject"] == "dateline: a b: x Bcc: c@example.org y"
    assert message["Message-ID"].endswith("@example.org>")


def test_a_variable_that_is_not_set_is_told_before_anything_begins(world, monkeypatch):
    monkeypatch.delenv("HOOK_SECRET", raising=False)
    world.write(HEAD + HOOK)
    with pytest.raises(InputError, match="the environment variable HOOK_SECRET is not set"):
        world.watching()


def test_a_test_message_goes_to_each_output(desk, site):
    site.answers["/hook?token=tok-77"] = Answer(body=b"ok")
    desk.write(HOOK + '[[output]]\nkind = "terminal"\n[[output]]\nkind = "file"\npath = "gone/book.jsonl"\n')
    troubles = test_outputs(desk.plan, "my.dateline", desk.clock, desk.said.append)
    assert [trouble.feed for trouble in troubles] == ["file"]
    assert json.loads(site.asked[0][2])["words"] == "this is a test of the output desk; nothing has happened"
    assert desk.said[0] == "desk: delivered (webhook)"
