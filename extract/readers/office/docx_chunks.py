"""Pieces of a .docx file in another format (w:altChunk), which Word reads when it opens the file.

    bytes ─▶ web page, web archive, RTF, .docx or plain text ─▶ blocks at their place

Programs that write Word files out of web forms put the whole text there. Source: ECMA-376, part 1, 17.17.2.1.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from extract.core.limits import Limits
from extract.intake.characters import decode
from extract.intake.mail import of_mime
from extract.readers.flow import Block, Paragraph, Span
from extract.readers.office.html import html_blocks
from extract.readers.office.mail import mail_blocks
from extract.readers.office.rtf_parser import Parser

_ZIP, _RTF = b"PK\x03\x04", b"{\\rtf"
_MARKUP = (b"<", b"\xef\xbb\xbf<")
_MIME = b"mime-version:"


def chunk(data: bytes, limits: Limits, nested: Callable[[bytes], Iterable[Block]]) -> Iterable[Block]:
    """The blocks of a piece; `nested` reads one that is a .docx. Raises what the readers raise."""
    start = data.lstrip()
    if start.startswith(_ZIP):
        return nested(data)
    if start.startswith(_RTF):
        parser = Parser(start, limits)
        parser.run()
        return parser.blocks()
    if start[: len(_MIME)].lower() == _MIME or b"\nmime-version:" in start[:2000].lower():
        return mail_blocks(of_mime(data), limits)
    if start.startswith(_MARKUP):
        return html_blocks(data, limits=limits)
    text, _ = decode(data)
    return [Paragraph((Span(line),)) for line in text.splitlines()]
