"""What a mail or a web archive holds: its head, its text, the pictures in it, and what is attached.

    bytes of .eml, .mht ─ of_mime ─▶ Mail

Mail programs and Word ("single file web page") write both in MIME (RFC 2045 to 2049, RFC 2557); what is
damaged is read as far as it goes, as mail programs do.
"""

from __future__ import annotations

import email.policy
import re
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.parser import BytesParser

from extract.intake.formats import HTML, MESSAGE, TEXT

HEAD = ("From", "To", "Cc", "Date", "Subject")  # what a mail program prints above the text
_MOST_PARTS = 10_000
_DEEPEST = 50  # multiparts within multiparts
_PAGES = (HTML.media_type, "application/xhtml+xml")
_READ = (*_PAGES, TEXT.media_type)
_BLANK = re.compile(rb"<(?!img)[^>]*>|&nbsp;|\s+", re.IGNORECASE)  # what is left of a page that shows nothing
_NAMELESS = {row.media_type: f"message{row.suffixes[0]}" for row in (MESSAGE, HTML, TEXT)}


@dataclass(frozen=True, slots=True)
class Body:
    """One stretch of a message's text; a message may have several, one below the other."""

    text: bytes
    is_html: bool
    charset: str | None = None


@dataclass(frozen=True, slots=True)
class Mail:
    """One message. `parts` are the pictures of its text by Content-ID and Content-Location."""

    head: tuple[tuple[str, str], ...]
    bodies: tuple[Body, ...]
    parts: dict[str, bytes] = field(default_factory=dict)
    attached: tuple[tuple[str, bytes], ...] = ()  # name, content

    def part(self, address: str) -> bytes | None:
        """The picture that the text refers to by this address."""
        return self.parts.get(address.removeprefix("cid:"))


def of_mime(data: bytes) -> Mail:
    """The message; one without a text has no bodies."""
    message = BytesParser(_class=EmailMessage, policy=email.policy.default).parsebytes(data)
    bodies = _bodies(message, 0) or _named(message)
    shown = {id(part) for part in bodies}
    parts: dict[str, bytes] = {}
    attached: list[tuple[str, bytes]] = []
    for part in _leaves(message):
        if id(part) in shown:
            continue
        content, name = _content(part), _name(part)
        addresses = [
            str(part[key]).strip("<> \r\n") for key in ("Content-ID", "Content-Location") if part[key]
        ]
        parts |= dict.fromkeys(addresses, content)
        if _is_attached(part, inside=bool(addresses)):
            attached.append((name, content))
    texts = tuple(Body(_content(part), _is_page(part), part.get_content_charset()) for part in bodies)
    return Mail(_head(message), texts, parts, tuple(attached))


def _leaves(message: EmailMessage) -> list[EmailMessage]:
    """The parts that hold something; a message within the message is one."""
    found: list[EmailMessage] = []
    waiting = [message]
    while waiting and len(found) < _MOST_PARTS:
        part = waiting.pop()
        inner = part.get_payload()
        if part.get_content_maintype() == "multipart" and isinstance(inner, list):
            waiting += [one for one in reversed(inner) if isinstance(one, EmailMessage)]
        else:
            found.append(part)
    return found


def _bodies(part: EmailMessage, depth: int) -> list[EmailMessage]:
    """The parts that are the message's text, in their order; of alternatives the best that says anything.

    Web pages come before plain text, since tables and fonts are kept there only.
    """
    inner = part.get_payload()
    held = [one for one in inner if isinstance(one, EmailMessage)] if isinstance(inner, list) else []
    if part.get_content_maintype() != "multipart":
        is_text = part.get_content_type() in _READ and not part.get_filename()
        return [part] if is_text and part.get_content_disposition() != "attachment" else []
    found = [_bodies(one, depth + 1) for one in held] if depth < _DEEPEST else []
    if part.get_content_subtype() == "alternative":
        return max(found, key=_worth, default=[])
    if part.get_content_subtype() == "related":  # the first is the text, the others are what it shows
        return next(filter(None, found), [])
    return [one for texts in found for one in texts]


def _named(message: EmailMessage) -> list[EmailMessage]:
    """The first text that has the name of a file, in a message without any other."""
    texts = (part for part in _leaves(message) if part.get_content_type() in _READ)
    return [part for part in texts if part.get_content_disposition() != "attachment"][:1]


def _worth(bodies: list[EmailMessage]) -> tuple[bool, bool]:
    """Whether an alternative says anything, and whether it is a web page."""
    says = any(_BLANK.sub(b"", _content(part)) for part in bodies)
    return says, any(map(_is_page, bodies))


def _is_page(part: EmailMessage) -> bool:
    return part.get_content_type() in _PAGES


def _is_attached(part: EmailMessage, *, inside: bool) -> bool:
    """Whether a part is a document of its own: not the text in another form, not a picture within it."""
    if part.get_content_disposition() == "attachment":
        return True
    if part.get_content_type() in _READ and not part.get_filename():
        return False
    return not inside


def _name(part: EmailMessage) -> str:
    try:
        name = part.get_filename()
    except Exception:  # the header may be anything
        name = None
    return name or _NAMELESS.get(part.get_content_type(), "attachment")


def _content(part: EmailMessage) -> bytes:
    """The bytes of a part; those of a message within the message as they stand."""
    inner = part.get_payload()
    if isinstance(inner, list):
        return b"".join(bytes(one) for one in inner if isinstance(one, EmailMessage))
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _head(message: EmailMessage) -> tuple[tuple[str, str], ...]:
    """The lines of the head; a web archive, which was sent to nobody, has none."""
    if not any(message[key] for key in ("To", "Cc", "Bcc", "Received", "Message-ID", "Delivered-To")):
        return ()
    return tuple((key, " ".join(str(message[key]).split())) for key in HEAD if message[key])
