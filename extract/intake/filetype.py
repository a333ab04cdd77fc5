"""What a file is, told by its content; the suffix only tells texts apart.

    path ─▶ first bytes ─▶ (container looked into) ─▶ Format, a row of `formats`

Plain text has no signature: it is text when it holds no NUL and hardly any control characters; then its
suffix or its marks say whether it is Markdown, a document, or data, markup and program code, which are none.
"""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import BinaryIO

import olefile

from extract.intake import formats
from extract.intake.characters import HEAD, wide
from extract.intake.formats import FORMATS, Format

LATE_PDF = re.compile(rb"%PDF-\d\.\d")
ZIPPED = (b"PK\x03\x04", b"PK\x05\x06")  # APPNOTE.TXT 4.3.7, 4.3.16: with members and without
SIGNED = tuple((re.compile(row.begins, re.DOTALL), row) for row in FORMATS if row.begins)
# Converters write Markdown into .txt files too. Two headings, a heading and bold print, or the rule under
# a table's head tell it; a lone "#" or a pair of asterisks in typed text does not.
MARKDOWN_HEADING = re.compile(rb"^#{1,6} +\S", re.MULTILINE)
MARKDOWN_BOLD = re.compile(rb"\*\*[^\s*][^*\n]*\*\*")
MARKDOWN_TABLE = re.compile(rb"^\|(?: *:?-{3,}:? *\|)+ *$", re.MULTILINE)
MARKUP = re.compile(rb"\s*<(?:\?xml|!doctype\s+html|html|svg|(?:\w{1,9}:)?workbook)\b", re.IGNORECASE)
WORD_XML = re.compile(
    rb"""progid=["']Word\.Document|<w:wordDocument\b|<pkg:package\b.{0,4000}?wordprocessingml""", re.DOTALL
)
SHEET_XML = re.compile(
    rb"""progid=["']Excel\.Sheet|<(?:\w+:)?Workbook\b[^>]{0,2000}urn:schemas-microsoft-com:office:spreadsheet"""
)
# A web page without its frame, as programs write it that fill in a form: a tag begins it, and tags go on.
FRAGMENT = re.compile(
    rb"\s*(?:<!--.*?-->\s*)*<(?:body|head|meta|style|title|div|p|table|center|span|font|h[1-6]|ul|ol|br|b|i|u)\b[^<>]*>",
    re.IGNORECASE | re.DOTALL,
)
TAG = re.compile(rb"</?[a-zA-Z][a-zA-Z0-9]{0,9}(?:\s[^<>]{0,400})?/?>")
LEAST_TAGS = 4  # a typed text may begin with something in angle brackets
# Saved mail, and Word's "single file web page", also under .doc.
HEAD_FIELD = re.compile(rb"([A-Za-z][A-Za-z-]{1,40}):[ \t]")
MAIL_FIELDS = frozenset(
    b"from to subject date received message-id return-path delivered-to reply-to content-type".split()
)
LEAST_FIELDS = 4
MOST_HEAD = 200  # lines
BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")
CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1a\x1b"))  # ^Z ended DOS texts, ESC set printer fonts
# VISCII and TCVN 5712 put a few rare capitals on control characters; binary files have 10 % and more.
MAX_CONTROL_SHARE = 0.02


def identify(path: Path) -> Format:
    """The format of a file by its content.

    Raises OSError when it cannot be read. What nothing is known about is UNKNOWN, no bytes are EMPTY.
    """
    with path.open("rb") as file:
        head = file.read(HEAD)
        if not head:
            return formats.EMPTY
        if head.startswith(olefile.MAGIC):
            return _ole(file)
        if head.startswith(ZIPPED):
            return _zip(file)
    suffix = path.suffix.lower()
    return signed(head) or _late_pdf(head, suffix) or _text(head, suffix)


def signed(head: bytes) -> Format | None:
    """The format whose signature the first bytes are; None for texts, packages, and what is not known."""
    return next((row for signature, row in SIGNED if signature.match(head)), None)


def _late_pdf(head: bytes, suffix: str) -> Format | None:
    """A PDF with more before its signature than a reader must look over: the head of a mail, of an answer."""
    return formats.PDF if suffix in formats.PDF.suffixes and LATE_PDF.search(head) else None


def _text(head: bytes, suffix: str) -> Format:
    if codec := wide(head):
        head = head.decode(codec, "replace").encode()
    if not head.startswith(BOMS):
        head = head.rstrip(b"\0") or head  # DOS filled the last block of a text
        controls = len(head) - len(head.translate(None, CONTROLS))
        if b"\0" in head or controls > MAX_CONTROL_SHARE * len(head):
            return formats.UNKNOWN
    marked = head.removeprefix(BOMS[0])
    if MARKUP.match(marked):
        return _markup(marked)
    if _is_message(marked):
        return formats.MESSAGE
    if FRAGMENT.match(marked) and len(TAG.findall(marked)) >= LEAST_TAGS:
        return formats.HTML
    named = formats.promised(suffix)
    # A signature that is missing is missed; a typed text may hold the marks of Markdown.
    if named.text and not named.begins and named is not formats.TEXT:
        return named
    return formats.MARKDOWN if _is_markdown(head) else formats.TEXT


def _markup(head: bytes) -> Format:
    """Which markup: files of Word and Excel in XML are told by their root or what names their program."""
    if WORD_XML.search(head):
        return formats.WORD_XML
    if SHEET_XML.search(head):
        return formats.SHEET_XML
    return formats.HTML if b"html" in head[:1024].lower() else formats.XML


def _is_message(head: bytes) -> bool:
    """Whether lines of a message's head begin the text, up to its first empty line."""
    lines = re.split(rb"\r?\n", head.lstrip(b"\r\n"), maxsplit=MOST_HEAD)
    names: set[bytes] = set()
    for line in lines[:MOST_HEAD]:
        field = HEAD_FIELD.match(line)
        if field:
            names.add(field[1].lower())
        elif not line or line[:1] not in b" \t":
            break
    return b"mime-version" in names or len(names & MAIL_FIELDS) >= LEAST_FIELDS


def _is_markdown(head: bytes) -> bool:
    headings = len(MARKDOWN_HEADING.findall(head))
    return (
        headings >= 2
        or (headings == 1 and MARKDOWN_BOLD.search(head) is not None)
        or bool(MARKDOWN_TABLE.search(head))
    )


def _ole(file: BinaryIO) -> Format:
    file.seek(0)
    try:
        with olefile.OleFileIO(file) as container:
            return next((row for row in FORMATS if any(map(container.exists, row.streams))), formats.UNKNOWN)
    except Exception:  # olefile parses damaged files with many kinds of errors
        return formats.UNKNOWN


def _zip(file: BinaryIO) -> Format:
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            names = frozenset(archive.namelist())
            told = next((row for row in FORMATS if row.says and _says(archive, names, *row.says)), None)
    except Exception:  # a damaged directory: still an archive, reported as a broken one
        return formats.ZIP
    return told or next(
        (row for row in FORMATS if row.members and names.issuperset(row.members)), formats.ZIP
    )


def _says(archive: zipfile.ZipFile, names: frozenset[str], member: str, pattern: bytes) -> bool:
    """Whether a member says in its first bytes what the package is."""
    if member not in names:
        return False
    try:
        with archive.open(member) as file:
            return re.search(pattern, file.read(HEAD)) is not None
    except Exception:  # damaged, or under a password: its members' names tell
        return False
