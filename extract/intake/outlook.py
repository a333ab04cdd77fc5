"""Mails as Outlook keeps them (.msg): an OLE file with a stream for each property.

    path ─▶ streams by property number ─▶ Mail

Source: [MS-OXMSG] 2 (streams), [MS-OXPROPS] (numbers of properties), [MS-OXRTFCP] 2.2 (packed RTF). Read with
olefile alone: a package for it would bring a dozen others along.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import olefile

from extract.intake.mail import Body, Mail

_UNICODE, _EIGHT_BIT, _BINARY, _OBJECT = "001F", "001E", "0102", "000D"  # types of properties
_SUBJECT, _SENDER, _SENDER_ADDRESS, _TO, _CC = "0037", "0C1A", "0C1F", "0E04", "0E03"
_BODY, _HTML, _TRANSPORT_HEAD = "1000", "1013", "007D"
_DATA, _LONG_NAME, _SHORT_NAME, _CONTENT_ID = "3701", "3707", "3704", "3712"
_DATE = re.compile(r"^Date:[ \t]*(.+)$", re.MULTILINE | re.IGNORECASE)
_MOST_ATTACHED = 1_000


def of_msg(path: Path) -> Mail:
    """The message. Raises what olefile raises for damaged files."""
    with olefile.OleFileIO(str(path)) as container:
        whole = _Storage(container, "")
        sent = _DATE.search(whole.text(_TRANSPORT_HEAD))
        sender = " ".join(filter(None, (whole.text(_SENDER), f"<{whole.text(_SENDER_ADDRESS)}>")))
        head = (
            ("From", sender.removesuffix("<>").strip()),
            ("To", whole.text(_TO)),
            ("Cc", whole.text(_CC)),
            ("Date", sent[1].strip() if sent else ""),
            ("Subject", whole.text(_SUBJECT)),
        )
        html = whole.bytes(_HTML, _BINARY) or whole.text(_HTML).encode()
        text = html or whole.text(_BODY).encode()
        mail = Mail(tuple((key, value) for key, value in head if value), (Body(text, bool(html)),))
        return _with_attached(mail, container)


def _with_attached(mail: Mail, container: olefile.OleFileIO) -> Mail:
    """The mail with what is attached to it; a mail within the mail is told by its text alone."""
    names = sorted({entry[0] for entry in container.listdir() if entry[0].startswith("__attach")})
    parts: dict[str, bytes] = {}
    attached: list[tuple[str, bytes]] = []
    for name in names[:_MOST_ATTACHED]:
        held = _Storage(container, name)
        content = held.bytes(_DATA, _BINARY)
        called = held.text(_LONG_NAME) or held.text(_SHORT_NAME) or "attachment"
        if container.exists(f"{name}/__substg1.0_{_DATA}{_OBJECT}"):
            inner = _Storage(container, f"{name}/__substg1.0_{_DATA}{_OBJECT}")
            content, called = inner.text(_BODY).encode(), f"{inner.text(_SUBJECT) or 'message'}.txt"
        identity = held.text(_CONTENT_ID)
        if identity and any(f"cid:{identity}".encode() in body.text for body in mail.bodies if body.is_html):
            parts[identity] = content
        else:
            attached.append((called, content))
    return replace(mail, parts=parts, attached=tuple(attached))


class _Storage:
    """The properties of the message, or of one thing attached to it."""

    def __init__(self, container: olefile.OleFileIO, folder: str) -> None:
        self._container, self._folder = container, f"{folder}/" if folder else ""

    def bytes(self, number: str, kind: str) -> bytes:
        """A property as it stands; b"" where there is none."""
        name = f"{self._folder}__substg1.0_{number}{kind}"
        return bytes(self._container.openstream(name).read()) if self._container.exists(name) else b""

    def text(self, number: str) -> str:
        """A property that is text, as Unicode or in the code page of Vietnam."""
        wide = self.bytes(number, _UNICODE)
        text = wide.decode("utf-16-le", "replace") if wide else self._narrow(number)
        return text.rstrip("\0")

    def _narrow(self, number: str) -> str:
        data = self.bytes(number, _EIGHT_BIT)
        try:
            return data.decode()
        except UnicodeDecodeError:
            return data.decode("cp1258", "replace")
