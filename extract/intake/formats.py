"""The table of formats: one row for each kind of file that is known, whether it is read or not.

    content ─ filetype ─▶ Format ─ admission ─▶ Source.media_type ─ readers ─▶ Document

Nowhere else stands a media type, a suffix, or what to do with a file that is not read. To read one more
format takes a row here and its functions in `extract.readers.READERS`, nothing else. Signatures are those of
the formats' own specifications.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from extract.core.options import Also


class Shape(StrEnum):
    """How a file holds what it says."""

    PAGED = "paged"  # pages of a size, words at their places
    PICTURE = "picture"  # pages that are pixels
    FLOW = "flow"  # text that has no pages before it is printed
    ARCHIVE = "archive"  # other files, which intake unpacks


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of file, told by `begins`, `streams`, `says` or `members`; the others `filetype` tells."""

    media_type: str
    name: str  # code of the catalogue
    suffixes: tuple[str, ...] = ()  # lower case, with the dot
    shape: Shape | None = None  # None: known, but not read
    begins: bytes = b""  # a pattern that matches at the first byte
    streams: tuple[str, ...] = ()  # of an OLE file: it has one of them
    members: tuple[str, ...] = ()  # of a zip: it has them all
    says: tuple[str, bytes] | None = None  # of a zip: a pattern that is found in this member
    encloses: bool = False  # it holds documents beside its own text, as a mail does
    extra: str = ""  # package that reads it, where that is none of those every installation has
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
GIF = Format("image/gif", "format-gif", (".gif",), Shape.PICTURE, begins=rb"GIF8[79]a")
BMP = Format("image/bmp", "format-bmp", (".bmp",), Shape.PICTURE, begins=rb"BM.{4}\0{4}")
WEBP = Format("image/webp", "format-webp", (".webp",), Shape.PICTURE, begins=rb"RIFF.{4}WEBP")
JP2 = Format("image/jp2", "format-jpeg-2000", (".jp2", ".j2k", ".jpf", ".jpx"), Shape.PICTURE,
             begins=rb"\0\0\0\x0cjP  |\xff\x4f\xff\x51")  # the file and the bare code stream
HEIF = Format("image/heif", "format-heif", (".heic", ".heif", ".avif"), Shape.PICTURE,
              begins=rb".{4}ftyp(?:hei[cfmsx]|hev[cx]|mif1|msf1|avi[fs])", extra="pillow-heif")
DOC = Format("application/msword", "format-doc", (".doc", ".dot"), Shape.FLOW, streams=("WordDocument",))
DOCX = Format(OFFICE + "wordprocessingml.document", "format-docx", (".docx", ".docm", ".dotx", ".dotm"),
              Shape.FLOW, members=(PACKAGE, "word/document.xml"),
              says=(PACKAGE, rb"(?:wordprocessingml|ms-word)\.[\w.]+\.?main\+xml"))
WORD_XML = Format("application/x-wordprocessingml+xml", "format-word-xml", shape=Shape.FLOW, text=True)
ODT = Format("application/vnd.oasis.opendocument.text", "format-opendocument", (".odt", ".ott"), Shape.FLOW,
             says=("mimetype", rb"opendocument\.text"))
RTF = Format("application/rtf", "format-rtf", (".rtf",), Shape.FLOW,
             begins=rb"[\xef\xbb\xbf \t\r\n]*\{\\rtf", text=True)
HTML = Format("text/html", "format-html", (".html", ".htm", ".xhtml"), Shape.FLOW, text=True)
MESSAGE = Format("message/rfc822", "format-message", (".eml", ".mht", ".mhtml"), Shape.FLOW, text=True,
                 encloses=True)
OUTLOOK = Format("application/vnd.ms-outlook", "format-outlook", (".msg",), Shape.FLOW,
                 streams=("__properties_version1.0",), encloses=True)
CALAMINE = "python-calamine"
XLSX = Format(OFFICE + "spreadsheetml.sheet", "format-excel", (".xlsx", ".xlsm", ".xltx", ".xlsb"),
              Shape.FLOW, members=(PACKAGE, "xl/workbook.xml"), extra=CALAMINE,
              says=(PACKAGE, rb"(?:spreadsheetml|ms-excel)\.(?:sheet|template)[\w.]*\.main"))
XLS = Format("application/vnd.ms-excel", "format-excel", (".xls", ".xlt"), Shape.FLOW,
             streams=("Workbook", "Book"), extra=CALAMINE)
SHEET_XML = Format("application/x-spreadsheetml+xml", "format-excel", shape=Shape.FLOW, text=True)
ODS = Format("application/vnd.oasis.opendocument.spreadsheet", "format-opendocument-sheet", (".ods",),
             Shape.FLOW, says=("mimetype", rb"opendocument\.spreadsheet"), extra=CALAMINE)
TEXT = Format("text/plain", "format-text", (".txt",), Shape.FLOW, text=True)
MARKDOWN = Format("text/markdown", "format-markdown", (".md", ".markdown"), Shape.FLOW, text=True)
ZIP = Format("application/zip", "format-zip", (".zip",), Shape.ARCHIVE)
TAR = Format("application/x-tar", "format-tar", (".tar",), Shape.ARCHIVE, begins=rb".{257}ustar")
GZIP = Format("application/gzip", "format-gzip", (".gz", ".tgz"), Shape.ARCHIVE, begins=rb"\x1f\x8b")
BZIP2 = Format("application/x-bzip2", "format-bzip2", (".bz2", ".tbz2"), Shape.ARCHIVE,
               begins=rb"BZh[1-9]1AY&SY")
XZ = Format("application/x-xz", "format-xz", (".xz", ".txz"), Shape.ARCHIVE, begins=rb"\xfd7zXZ\0")
LIBARCHIVE = "libarchive-c"
SEVEN_ZIP = Format("application/x-7z-compressed", "format-7z", (".7z",), Shape.ARCHIVE,
                   begins=rb"7z\xbc\xaf\x27\x1c", extra=LIBARCHIVE)
ZSTD = Format("application/zstd", "format-zstd", (".zst", ".tzst"), Shape.ARCHIVE,
              begins=rb"\x28\xb5\x2f\xfd", extra=LIBARCHIVE)
RAR = Format("application/vnd.rar", "format-rar", (".rar",), Shape.ARCHIVE, begins=rb"Rar!\x1a\x07",
             extra=LIBARCHIVE)

# Known and not read: named so that the error can say what the file is and what to do with it
EMPTY = Format("application/x-empty", "format-empty")
UNKNOWN = Format("application/octet-stream", "format-unknown")
ENCRYPTED_OFFICE = Format("application/x-encrypted-office", "format-encrypted-office",
                          streams=("EncryptedPackage",))  # [MS-OFFCRYPTO] 2.3.4: an encrypted .docx

TO_PDF = "to-pdf"
PRINT = "print-page"
NO_DOCUMENT = "leave-out-data"

OOXML = Format("application/x-ooxml", "format-office", members=(PACKAGE,), advice=TO_PDF)
OFFICE_FILES = (
    Format(OFFICE + "presentationml.presentation", "format-powerpoint", (".pptx",),
           members=(PACKAGE, "ppt/presentation.xml"), advice=TO_PDF),
    OOXML,
    Format("application/epub+zip", "format-epub", (".epub",),
           members=("mimetype", "META-INF/container.xml"), advice="convert-to-pdf"),
    Format("application/vnd.oasis.opendocument.presentation", "format-opendocument", (".odp", ".odg"),
           members=("mimetype", "content.xml"), advice=TO_PDF),
    Format("application/vnd.ms-powerpoint", "format-powerpoint", (".ppt",),
           streams=("PowerPoint Document",), advice=TO_PDF),
)
PICTURES = (
    Format("image/vnd.djvu", "format-djvu", (".djvu", ".djv"), begins=rb"AT&TFORM",
           advice="print-djvu"),
)
# Text that is told by its first words, under whatever suffix (`filetype`)
XML = Format("text/xml", "format-xml", text=True, advice=TO_PDF)


def _texts(name: str, suffixes: str, advice: str) -> tuple[Format, ...]:
    """Texts that only their suffix tells; converting them would only fill the archive with noise."""
    return tuple(Format(f"text/x-{suffix}", name, (f".{suffix}",), text=True, advice=advice)
                 for suffix in suffixes.split())


DATA = (
    *_texts("format-html", "svg", PRINT),
    *_texts("format-tex", "tex", "give-tex-pdf"),
    *_texts("format-data", "csv tsv json jsonl xml ics vcf lock log sha256 md5", NO_DOCUMENT),
    *_texts("format-settings", "yaml yml toml ini cfg conf", NO_DOCUMENT),
    *_texts("format-program", "css js ts py sh bat sql ipynb c h cpp java go rs", NO_DOCUMENT),
)

# The first row that fits counts: PDF before whatever a mail program has put before it, a password before DOC,
# the documents of a package before OOXML, and this before other zips.
FORMATS: tuple[Format, ...] = (
    PDF, PNG, JPEG, TIFF, GIF, BMP, WEBP, JP2, HEIF, ENCRYPTED_OFFICE, DOC, DOCX, WORD_XML, ODT, RTF, HTML,
    MESSAGE, OUTLOOK, XLSX, XLS, SHEET_XML, ODS, TEXT, MARKDOWN, ZIP, TAR, GZIP, BZIP2, XZ, ZSTD, SEVEN_ZIP,
    RAR, *OFFICE_FILES, *PICTURES, XML, *DATA, EMPTY, UNKNOWN,
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


def is_picture(media_type: str) -> bool:
    """Whether files of a media type are pixels."""
    row = _BY_TYPE.get(media_type)
    return row is not None and row.shape is Shape.PICTURE


def possible(also: Iterable[Also], media_type: str | None) -> tuple[Also, ...]:
    """What of this can stand beside the record of such a file: flowing text has no places."""
    return tuple(one for one in also if not one.placed or is_drawn(media_type or ""))


def promised(suffix: str) -> Format:
    """What a name that ends so (lower case, with the dot) says the file is; UNKNOWN when it says nothing."""
    return _BY_SUFFIX.get(suffix, UNKNOWN)
