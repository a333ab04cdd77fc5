"""How much of a document is accepted: guards against huge, hostile or damaged files.

Each limit is an option of `convert`. The defaults let through every real administrative document we
know of (the largest scans are 60 MB; an A0 drawing at 300 dpi has 140 million pixels) and stop what
would fill the disk or the memory.
"""

from __future__ import annotations

from dataclasses import dataclass

KIB, MIB, GIB = 1 << 10, 1 << 20, 1 << 30

CHARACTERS_A_PAGE = 2_500  # a sheet of A4 in 13 point holds 2,200 to 2,800
# Letters; addresses on the web have up to 300. What takes the square of a word's length stays quick.
LONGEST_WORD = 500


@dataclass(frozen=True, slots=True)
class Limits:
    """Upper limits; passing one gives `TooLarge`, `TooManyPages` or `UnsafeArchive`.

    Texts and office files have no pages of their own: theirs are counted by CHARACTERS_A_PAGE.
    """

    max_bytes: int = 512 * MIB  # of one file (an archive itself is bound by what it unpacks to)
    max_pages: int = 2_000  # of one document
    max_pixels: int = 150_000_000  # of one page image, as stored or as rendered
    max_unpacked: int = 2 * GIB  # what one .zip or .docx may unpack to, in bytes
    max_members: int = 50_000  # files in one .zip or .docx
    max_ratio: int = 200  # unpacked : packed size of one member above a mebibyte; text reaches about 20


# Less lets hardly a document through: a forgotten unit (512 for 512M), not a wish.
LEAST = Limits(
    max_bytes=KIB,  # the head and the signature of a letter, as plain text
    max_pages=1,
    max_pixels=100_000,  # a page of A6 at 72 dpi, on which nothing can be read
    max_unpacked=KIB,
    max_members=1,
    max_ratio=2,  # whatever is packed at all; at 1 each packed member above a mebibyte is an attack
)
MOST = 1 << 62  # bytes; what the system can be told at all


def size(text: str) -> int:
    """ "512M" as a number of bytes; K, M and G are powers of 1,024. Raises ValueError."""
    units = {"K": KIB, "M": MIB, "G": GIB}
    digits, unit = text.strip(), 1
    if digits[-1:].upper() in units:
        unit, digits = units[digits[-1].upper()], digits[:-1]
    if not digits.isdecimal() or not 0 < int(digits) * unit <= MOST:
        raise ValueError(f'"{text}" is no size such as 1000000, 512M or 2G')
    return int(digits) * unit


def as_size(number: int) -> str:
    """A number of bytes as `size` takes it, in the largest unit without a rest."""
    for unit, name in ((GIB, "G"), (MIB, "M"), (KIB, "K")):
        if number % unit == 0:
            return f"{number // unit}{name}"
    return str(number)
