"""Mails (.eml, .msg) and web archives (.mht): the text of the message, and below it its head.

    path ─ intake.mail · intake.outlook ─▶ Mail ─▶ Paragraph | Grid | Picture ─▶ Document

The head stands below, because the text is often a document itself, whose letterhead comes first. What is
attached is found by intake and becomes documents of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from extract.core.errors import BrokenFile, DocumentError, EmptyFile, TooLarge
from extract.core.limits import Limits
from extract.core.model import Document, Origin
from extract.intake.characters import decode
from extract.intake.formats import MESSAGE
from extract.intake.mail import Body, Mail, of_mime
from extract.intake.outlook import of_msg
from extract.readers.flow import Block, Paragraph, Span, check_length, page
from extract.readers.office.html import html_blocks
from extract.readers.plain.tab_columns import lay_columns


def read_mail(path: Path, limits: Limits) -> Document:
    """A mail or a web archive. Raises EmptyFile, TooLarge, TooManyPages or BrokenFile."""
    return _read(path, limits, lambda: of_mime(path.read_bytes()))


def read_outlook(path: Path, limits: Limits) -> Document:
    """A mail as Outlook keeps it. Raises EmptyFile, TooLarge, TooManyPages or BrokenFile."""
    return _read(path, limits, lambda: of_msg(path))


def _read(path: Path, limits: Limits, opened: Callable[[], Mail]) -> Document:
    if path.stat().st_size > limits.max_bytes:
        raise TooLarge
    try:
        blocks = mail_blocks(opened(), limits)
    except DocumentError:
        raise
    except Exception as error:  # the bytes decide what goes wrong in MIME and OLE
        raise BrokenFile("mail-damaged", error=type(error).__name__) from error
    laid = page(lay_columns(blocks), Origin.OFFICE)
    if not laid.lines and not laid.figures:
        raise EmptyFile("text-empty")
    return Document((laid,), MESSAGE.media_type, MESSAGE.paged)


def mail_blocks(mail: Mail, limits: Limits) -> list[Block]:
    """The blocks of a message. Raises BrokenFile or TooManyPages."""
    head: list[Block] = [Paragraph((Span(f"{key}: {value}"),)) for key, value in mail.head]
    return [*(block for body in mail.bodies for block in _blocks(body, mail, limits)), *head]


def _blocks(body: Body, mail: Mail, limits: Limits) -> list[Block]:
    if body.is_html:
        return html_blocks(body.text, mail.part, charset=body.charset, limits=limits)
    text = _characters(body)
    check_length(len(text), limits)
    return [Paragraph((Span(line),)) for line in text.splitlines()]


def _characters(body: Body) -> str:
    """Plain text in the encoding that the message names, unless the bytes say otherwise."""
    text, _ = decode(body.text)
    if body.charset in (None, "us-ascii", "utf-8", "iso-8859-1", "windows-1252") or not text.isprintable():
        return text
    try:
        return body.text.decode(body.charset or "utf-8", "replace")
    except LookupError:
        return text
