"""The table of formats: one row for each kind of file that is known, whether it is read or not.

    content ─ filetype ─▶ Format ─ admission ─▶ Source.media_type ─ readers ─▶ Document

Nowhere else stands a media type, a suffix, or what to do with a file that is not read. To read one more
format takes a row here and its functions in `extract.readers.READERS`, nothing else. Signatures are those of
the formats' own specifications.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Shape(StrEnum):
    """How a file holds what it says."""

    PAGED = "paged"  # pages of a size, words at their places
    PICTURE = "picture"  # pages that are pixels
    FLOW = "flow"  # text that has no pages before it is printed
    ARCHIVE = "archive"  # other files, which intake unpacks


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of file, told by `begins`, `streams` or `members`; what has none of them `filetype` tells."""

    media_type: str
    name: str  # code of the catalogue
    suffixes: tuple[str, ...] = ()  # lower case, with the dot
    shape: Shape | None = None  # None: known, but not read
    begins: bytes = b""  # a pattern that matches at the first byte
    streams: tuple[str, ...] = ()  # of an OLE file: it has one of them
    members: tuple[str, ...] = ()  # of a zip: it has them all
    text: bool = False  # its bytes are text, so that other texts may stand under its suffix
    advice: str = ""  # code of the next step with a file that is not read; "" for the general one

    @property
    def is_read(self) -> bool:
        """Whether there is a reader."""
        return self.shape in (Shape.PAGED, Shape.PICTURE, Shape.FLOW)

    @property
    def paged(self) -> bool:
        """Whether it has pages before it is printed, so that their number means something."""
        return self.shape in (Shape.PAGED, Shape.PICTURE)


# fmt: off
OFFICE = "application/vnd.openxmlformats-officedocument."
PACKAGE = "[Content_Types].xml"  # a member of all Office Open XML

# Read
PDF = Format("application/pdf", "format-pdf", (".pdf",), Shape.PAGED,
             begins=rb".{0,1016}?%PDF-\d\.\d")  # ISO 32000-1, annex H: within the first 1,024 bytes
PNG = Format("image/png", "format-png", (".png",), Shape.PICTURE, begins=rb"\x89PNG\r\n\x1a\n")
JPEG = Format("image/jpeg", "format-jpeg", (".jpg", ".jpeg"), Shape.PICTURE, begins=rb"\xff\xd8\xff")
TIFF = Format("image/tiff", "format-tiff", (".tif", ".tiff"), Shape.PICTURE,
              begins=rb"II[*+]\0|MM\0[*+]")  # "+": BigTIFF
DOC = Format("application/msword", "format-doc", (".doc",), Shape.FLOW, streams=("WordDocument",))
DOCX = Format(OFFICE + "wordprocessingml.document", "format-docx", (".docx",), Shape.FLOW,
              members=(PACKAGE, "word/document.xml"))
RTF = Format("application/rtf", "format-rtf", (".rtf",), Shape.FLOW,
             begins=rb"[\xef\xbb\xbf \t\r\n]*\{\\rtf", text=True)
TEXT = Format("text/plain", "format-text", (".txt",), Shape.FLOW, text=True)
MARKDOWN = Format("text/markdown", "format-markdown", (".md", ".markdown"), Shape.FLOW, text=True)
ZIP = Format("application/zip", "format-zip", (".zip",), Shape.ARCHIVE)

# Known and not read: named so that the error can say what the file is and what to do with it
EMPTY = Format("application/x-empty", "format-empty")
UNKNOWN = Format("application/octet-stream", "format-unknown")
ENCRYPTED_OFFICE = Format("application/x-encrypted-office", "format-encrypted-office",
                          streams=("EncryptedPackage",))  # [MS-OFFCRYPTO] 2.3.4: an encrypted .docx

TO_PDF = "to-pdf"
TO_DOCX = "to-docx"
TO_PNG = "to-png"
UNPACK = "unpack-yourself"
PRINT = "print-page"
PRINT_MAIL = "print-mail"
NO_DOCUMENT = "leave-out-data"

OOXML = Format("application/x-ooxml", "format-office", members=(PACKAGE,), advice=TO_PDF)
OFFICE_FILES = (
    Format(OFFICE + "spreadsheetml.sheet", "format-excel", (".xlsx",),
           members=(PACKAGE, "xl/workbook.xml"), advice=TO_PDF),
    Format(OFFICE + "presentationml.presentation", "format-powerpoint", (".pptx",),
           members=(PACKAGE, "ppt/presentation.xml"), advice=TO_PDF),
    OOXML,
    Format("application/epub+zip", "format-epub", (".epub",),
           members=("mimetype", "META-INF/container.xml"), advice="convert-to-pdf"),
    Format("application/vnd.oasis.opendocument.text", "format-opendocument", (".odt", ".ods", ".odp"),
           members=("mimetype", "content.xml"), advice=TO_DOCX),
    Format("application/vnd.ms-excel", "format-excel", (".xls",),
           streams=("Workbook", "Book"), advice=TO_PDF),
    Format("application/vnd.ms-powerpoint", "format-powerpoint", (".ppt",),
           streams=("PowerPoint Document",), advice=TO_PDF),
    Format("application/vnd.ms-outlook", "format-outlook", (".msg",),
           streams=("__properties_version1.0",), advice=PRINT_MAIL),
)
PICTURES = (
    Format("image/gif", "format-gif", (".gif",), begins=rb"GIF8", advice=TO_PNG),
    Format("image/bmp", "format-bmp", (".bmp",), begins=rb"BM", advice=TO_PNG),
    Format("image/jp2", "format-jpeg-2000", (".jp2",), begins=rb"\0\0\0\x0cjP  ", advice=TO_PNG),
    Format("image/vnd.djvu", "format-djvu", (".djvu", ".djv"), begins=rb"AT&TFORM",
           advice="print-djvu"),
)
PACKED = (
    Format("application/vnd.rar", "format-rar", (".rar",), begins=rb"Rar!\x1a\x07", advice=UNPACK),
    Format("application/x-7z-compressed", "format-7z", (".7z",),
           begins=rb"7z\xbc\xaf\x27\x1c", advice=UNPACK),
    Format("application/gzip", "format-gzip", (".gz", ".tgz"), begins=rb"\x1f\x8b", advice=UNPACK),
)
# Texts that are told by their first words, under whatever suffix (`filetype`)
HTML = Format("text/html", "format-html", text=True, advice=PRINT)
XML = Format("text/xml", "format-xml", text=True, advice=TO_PDF)
MESSAGE = Format("message/rfc822", "format-message", text=True, advice=PRINT_MAIL)


def _texts(name: str, suffixes: str, advice: str) -> tuple[Format, ...]:
    """Texts that only their suffix tells; converting them would only fill the archive with noise."""
    return tuple(Format(f"text/x-{suffix}", name, (f".{suffix}",), text=True, advice=advice)
                 for suffix in suffixes.split())


DATA = (
    *_texts("format-html", "html htm xhtml svg", PRINT),
    *_texts("format-mail", "eml", PRINT_MAIL),
    *_texts("format-tex", "tex", "give-tex-pdf"),
    *_texts("format-data", "csv tsv json jsonl xml ics vcf lock log sha256 md5", NO_DOCUMENT),
    *_texts("format-settings", "yaml yml toml ini cfg conf", NO_DOCUMENT),
    *_texts("format-program", "css js ts py sh bat sql ipynb c h cpp java go rs", NO_DOCUMENT),
)

# The first row that fits counts: PDF before whatever a mail program has put before it, a password before DOC,
# the documents of a package before OOXML, and this before other zips.
FORMATS: tuple[Format, ...] = (
    PDF, PNG, JPEG, TIFF, ENCRYPTED_OFFICE, DOC, DOCX, RTF, TEXT, MARKDOWN, ZIP,
    *OFFICE_FILES, *PICTURES, *PACKED, HTML, XML, MESSAGE, *DATA, EMPTY, UNKNOWN,
)
# fmt: on
_BY_TYPE = {row.media_type: row for row in FORMATS}
_BY_SUFFIX = {suffix: row for row in FORMATS for suffix in row.suffixes}


def of(media_type: str) -> Format:
    """The row of a media type. Raises KeyError for one that is not in the table."""
    return _BY_TYPE[media_type]


def is_drawn(media_type: str) -> bool:
    """Whether files of a media type have pages that can be drawn."""
    row = _BY_TYPE.get(media_type)
    return row is not None and row.paged


def promised(suffix: str) -> Format:
    """What a name that ends so (lower case, with the dot) says the file is; UNKNOWN when it says nothing."""
    return _BY_SUFFIX.get(suffix, UNKNOWN)
