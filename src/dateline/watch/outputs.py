"""Alerts to where they go: terminal, file, webhook, mail. Secrets are read from the environment and appear nowhere."""

from __future__ import annotations

import hashlib
import hmac
import os
import smtplib
import ssl
from collections.abc import Callable, Mapping, Sequence
from email.message import EmailMessage
from pathlib import Path

import urllib3

from dateline.errors import InputError

from .alert import Alert
from .plan import Output
from .trouble import NotFetchedError

_TIMEOUT = 20.0
_TAIL = 1 << 20
_OK = range(200, 300)
#: An answer that says no to this alert, save where it says not now.
_REFUSALS, _FOR_NOW = range(400, 500), frozenset({408, 425, 429})
_SUBJECT = 120


def check_secrets(outputs: Sequence[Output], path: str, environment: Mapping[str, str] = os.environ) -> None:
    """Raises InputError where an environment variable that an output needs is not there."""
    for output in outputs:
        for name in output.variables:
            if not environment.get(name):
                words = f"[[output]] {output.name}: the environment variable {name} is not set; set it before the start"
                raise InputError(words, path=path)


def send(output: Output, alerts: Sequence[Alert], say: Callable[[str], None], user_agent: str) -> None:
    """Delivers alerts, all or none; a webhook takes one at a time. Raises NotFetchedError where they are not taken."""
    if output.kind == "webhook":
        with urllib3.PoolManager(retries=False, timeout=_TIMEOUT) as pool:
            _post(output, alerts[0], pool, user_agent)
    elif output.kind == "terminal":
        for alert in alerts:
            say("\n".join(alert.lines()))
    elif output.kind == "file":
        _write(output, alerts)
    else:
        _mail(output, alerts)


def _write(output: Output, alerts: Sequence[Alert]) -> None:
    """JSON Lines at the end of the file; what a killed run has written there already is not written again."""
    path = Path(output.path)
    try:
        with path.open("ab+") as stream:
            end = stream.seek(0, os.SEEK_END)
            stream.seek(max(0, end - _TAIL))
            tail = stream.read()
            lines = [alert.json() for alert in alerts if f'"{alert.alert_id}"'.encode() not in tail]
            mend = (
                "\n" if tail and not tail.endswith(b"\n") else ""
            )  # a line that a kill cut off stays a line of its own
            stream.write((mend + "".join(f"{line}\n" for line in lines)).encode("utf-8", "backslashreplace"))
            stream.flush()
            os.fsync(stream.fileno())
    except OSError as error:
        raise NotFetchedError(
            f"{path} cannot be written ({error.strerror})", "check the folder and its permissions"
        ) from error


def _post(output: Output, alert: Alert, pool: urllib3.PoolManager, user_agent: str) -> None:
    body = alert.json().encode("utf-8", "backslashreplace")
    headers = {"Content-Type": "application/json", "User-Agent": user_agent, "X-Dateline-Alert": alert.alert_id}
    if output.secret_env:
        headers["X-Dateline-Signature"] = sign(body, os.environ.get(output.secret_env, ""))
    address = output.url or os.environ.get(output.url_env, "")
    try:
        response = pool.request("POST", address, body=body, headers=headers, redirect=False)
    except (urllib3.exceptions.HTTPError, ValueError, OSError) as error:
        # The address may hold a token, and the error's own words may hold the address.
        words = f"the webhook does not answer ({type(error).__name__})"
        raise NotFetchedError(words, "it is tried again; check the address") from None
    if response.status not in _OK:
        words = f"the webhook answers with status {response.status}"
        refused = response.status in _REFUSALS and response.status not in _FOR_NOW
        raise NotFetchedError(words, "it is tried again; look at its own log", lasting=refused)


def sign(body: bytes, secret: str) -> str:
    """The signature of a body: "sha256=" and the hex digits of its HMAC-SHA256 under the secret.

    >>> sign(b"{}", "key")
    'sha256=a777724d943eb48dc69bca8a4a6d57a04db3f9ec7e1de4e581e860265bdf3032'
    """
    return f"sha256={hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()}"


def _mail(output: Output, alerts: Sequence[Alert]) -> None:
    """One message for all alerts."""
    message = make_message(output, alerts)
    try:
        with _connected(output) as server:
            if output.user:
                server.login(output.user, os.environ.get(output.password_env, ""))
            server.send_message(message)
    except smtplib.SMTPAuthenticationError:
        words = f"{output.host} does not accept the user or the password"
        raise NotFetchedError(words, f"check user, and what {output.password_env} holds") from None
    except (smtplib.SMTPException, OSError) as error:
        words = f"{output.host} does not take the mail ({type(error).__name__})"
        raise NotFetchedError(words, "it is tried again; check host, port and security") from None


def _connected(output: Output) -> smtplib.SMTP:
    if output.security == "ssl":
        return smtplib.SMTP_SSL(output.host, output.port, timeout=_TIMEOUT, context=ssl.create_default_context())
    server = smtplib.SMTP(output.host, output.port, timeout=_TIMEOUT)
    if output.security == "starttls":
        try:
            server.starttls(context=ssl.create_default_context())
        except (smtplib.SMTPException, OSError):
            server.close()
            raise
    return server


def make_message(output: Output, alerts: Sequence[Alert]) -> EmailMessage:
    """The mail: the first alert in the subject, all of them in the text. Its id is that of its alerts."""
    message = EmailMessage()
    first = f"{alerts[0].rule}: {alerts[0].words}"
    plain = " ".join("".join(letter if letter.isprintable() else " " for letter in first).split())
    more = f" (and {len(alerts) - 1} more)" if len(alerts) > 1 else ""
    message["Subject"] = f"dateline: {plain if len(plain) <= _SUBJECT else plain[: _SUBJECT - 1] + '…'}{more}"
    message["From"] = output.sender
    message["To"] = ", ".join(output.recipients)
    ids = hashlib.sha256(" ".join(alert.alert_id for alert in alerts).encode()).hexdigest()[:32]
    message["Message-ID"] = f"<{ids}@{output.sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    text = "\n\n".join("\n".join(alert.lines()) for alert in alerts)
    message.set_content(text.encode("utf-8", "replace").decode() + "\n")
    return message
