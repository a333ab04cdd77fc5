"""What a file is, told by its content; the suffix only tells texts apart.

    path ─▶ first bytes ─▶ (container looked into) ─▶ media type

Signatures are those of the formats' own specifications. Plain text has none: it is text when it
holds no NUL and hardly any control characters; then its suffix or its marks say whether it is Markdown, a
document, or data, markup and program code, which are no documents (DATA_SUFFIXES).
"""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import BinaryIO

import olefile

PDF = "application/pdf"
PNG, JPEG, TIFF = "image/png", "image/jpeg", "image/tiff"
DOC, RTF = "application/msword", "application/rtf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TEXT, MARKDOWN = "text/plain", "text/markdown"
ZIP = "application/zip"
EMPTY, UNKNOWN = "application/x-empty", "application/octet-stream"
ENCRYPTED_OFFICE = "application/x-encrypted-office"
OOXML = "application/x-ooxml"  # a package that holds none of the documents in ZIP_MEMBERS

SUPPORTED = frozenset({PDF, PNG, JPEG, TIFF, DOC, DOCX, RTF, TEXT, MARKDOWN})

HEAD = 64 * 1024  # bytes looked at
PDF_HEADER = re.compile(rb"%PDF-\d\.\d")  # ISO 32000-1, annex H: within the first 1,024 bytes
SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"\xff\xd8\xff", JPEG),
    (b"II*\0", TIFF),
    (b"MM\0*", TIFF),
    (b"II+\0", TIFF),  # BigTIFF
    (b"MM\0+", TIFF),
    # Known and not supported: named so that the error can say what it is.
    (b"GIF8", "image/gif"),
    (b"BM", "image/bmp"),
    (b"AT&TFORM", "image/vnd.djvu"),
    (b"\0\0\0\x0cjP  ", "image/jp2"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"\x1f\x8b", "application/gzip"),
)
OLE_STREAMS: tuple[tuple[str, str], ...] = (
    ("EncryptedPackage", ENCRYPTED_OFFICE),  # [MS-OFFCRYPTO] 2.3.4: an encrypted .docx
    ("WordDocument", DOC),
    ("Workbook", "application/vnd.ms-excel"),
    ("Book", "application/vnd.ms-excel"),
    ("PowerPoint Document", "application/vnd.ms-powerpoint"),
    ("__properties_version1.0", "application/vnd.ms-outlook"),
)
ZIP_MEMBERS: tuple[tuple[str, str], ...] = (
    ("word/document.xml", DOCX),
    ("xl/workbook.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ("ppt/presentation.xml", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
)
MARKDOWN_SUFFIXES = frozenset({".md", ".markdown"})
# Converters write Markdown into .txt files too. Two headings, a heading and bold print, or the rule under
# a table's head tell it; a lone "#" or a pair of asterisks in typed text does not.
MARKDOWN_HEADING = re.compile(rb"^#{1,6} +\S", re.MULTILINE)
MARKDOWN_BOLD = re.compile(rb"\*\*[^\s*][^*\n]*\*\*")
MARKDOWN_TABLE = re.compile(rb"^\|(?: *:?-{3,}:? *\|)+ *$", re.MULTILINE)
# Texts that are data, markup or programs: converting them would only fill the archive with noise.
# fmt: off
DATA_SUFFIXES = frozenset((
    ".csv", ".tsv", ".json", ".jsonl", ".xml", ".html", ".htm", ".xhtml", ".svg", ".css", ".js", ".ts",
    ".py", ".sh", ".bat", ".sql", ".yaml", ".yml", ".toml", ".ini", ".cfg", ".conf", ".lock", ".log",
    ".tex", ".ipynb", ".c", ".h", ".cpp", ".java", ".go", ".rs", ".eml", ".ics", ".vcf", ".sha256",
    ".md5",
))
# fmt: on
MARKUP = re.compile(rb"\s*<(?:\?xml|!doctype\s+html|html|svg)\b", re.IGNORECASE)
# Word's "single file web page", also under .doc, and saved mail.
MESSAGE = re.compile(rb"\s*MIME-Version:\s*1\.0\b", re.IGNORECASE)
BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1a\x1b"))  # ^Z ended DOS texts, ESC set printer fonts
# VISCII and TCVN 5712 put a few rare capitals on control characters; binary files have 10 % and more.
MAX_CONTROL_SHARE = 0.02
# UTF-16 without its mark: what Vietnamese text is made of, letters and signs of the Latin script.
WIDE_TEXT = re.compile(
    "[\t\r\n\f\u0020-\u007e\u00a0-\u024f\u0300-\u036f\u1e00-\u1eff\u2000-\u206f\u20ab\u2190-\u2193]"
)
LEAST_WIDE = 0.98  # of the characters; other binary files stay far below


def identify(path: Path) -> str:
    """The media type of a file by its content.

    Raises OSError when it cannot be read. What nothing is known about is UNKNOWN, no bytes are EMPTY.
    """
    with path.open("rb") as file:
        head = file.read(HEAD)
        if not head:
            return EMPTY
        if head.startswith(olefile.MAGIC):
            return _ole(file)
        if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
            return _zip(file)
    return _signed(head) or _text(head, path.suffix.lower())


def _signed(head: bytes) -> str | None:
    if PDF_HEADER.search(head[:1024]):
        return PDF
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{\\rtf"):
        return RTF
    return next((kind for signature, kind in SIGNATURES if head.startswith(signature)), None)


def utf16(head: bytes) -> str | None:
    """The codec of UTF-16 text that does not begin with its mark; None for anything else."""
    if b"\0" not in head:
        return None
    for codec in ("utf-16-le", "utf-16-be"):
        text = head[: len(head) & ~1].decode(codec, "replace")
        if len(WIDE_TEXT.findall(text)) >= LEAST_WIDE * len(text) > 0:
            return codec
    return None


def _text(head: bytes, suffix: str) -> str:
    if codec := utf16(head):
        head = head.decode(codec, "replace").encode()
    if not head.startswith(BOMS):
        controls = len(head) - len(head.translate(None, CONTROLS))
        if b"\0" in head or controls > MAX_CONTROL_SHARE * len(head):
            return UNKNOWN
    if MARKUP.match(head.removeprefix(BOMS[0])):
        return "text/html" if b"html" in head[:256].lower() else "text/xml"
    if MESSAGE.match(head):
        return "message/rfc822"
    if suffix in DATA_SUFFIXES:
        return f"text/x-{suffix[1:]}"
    return MARKDOWN if suffix in MARKDOWN_SUFFIXES or _is_markdown(head) else TEXT


def _is_markdown(head: bytes) -> bool:
    headings = len(MARKDOWN_HEADING.findall(head))
    return (
        headings >= 2
        or (headings == 1 and MARKDOWN_BOLD.search(head) is not None)
        or bool(MARKDOWN_TABLE.search(head))
    )


def _ole(file: BinaryIO) -> str:
    file.seek(0)
    try:
        with olefile.OleFileIO(file) as container:
            return next((kind for name, kind in OLE_STREAMS if container.exists(name)), UNKNOWN)
    except Exception:  # olefile parses damaged files with many kinds of errors
        return UNKNOWN


def _zip(file: BinaryIO) -> str:
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            names = frozenset(archive.namelist())
    except Exception:  # a damaged directory: still an archive, reported as a broken one
        return ZIP
    if "[Content_Types].xml" in names:
        return next((kind for name, kind in ZIP_MEMBERS if name in names), OOXML)
    if "mimetype" in names and "META-INF/container.xml" in names:
        return "application/epub+zip"
    if "mimetype" in names and "content.xml" in names:
        return "application/vnd.oasis.opendocument.text"
    return ZIP
