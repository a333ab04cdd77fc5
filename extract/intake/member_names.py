"""Names of an archive's members, which often do not say how they are written.

    bit 11 · Unicode Path · ASCII · valid UTF-8 ─▶ the name is certain
    other bytes ─ the words of all names together ─▶ CP437, CP1258 or TCVN3 ─▶ name

The specification knows CP437 for these; Windows wrote what its own code page was, in Vietnam CP1258, and
old file names were typed in TCVN3. Right is what makes Vietnamese syllables of most words.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from zipfile import ZipInfo

UTF8_NAME = 0x800  # general purpose bit 11, APPNOTE.TXT 4.4.4
UNICODE_PATH = 0x7075  # APPNOTE.TXT 4.6.9: version, CRC-32 of the name in the header, name in UTF-8
LONGEST_NAME = 1_024  # bytes; paths on Windows have 260, and an attack may have 65,535
LONGEST_WORD = 16  # bytes: "nghiêng" with its tone has 8 in CP1258
ENOUGH_WORDS = 2_000  # of all names, to tell an encoding by
# Of the words with letters beyond ASCII. Measured on names made of document types and agencies, one to five
# in an archive: CP1258, TCVN3 and CP437 told in all of 9,000 archives. In 18,000 archives of eight other
# languages and 20 code pages Vietnamese is seen only where few words speak: one name in Big5 (56 of 300), or
# in CP1252 (French 47, Portuguese 34 of 300), whose letters CP1258 has in the same places.
LEAST_LEGAL = 0.5

Reading = Callable[[bytes], str]
_WORD = re.compile(rb"[A-Za-z\x80-\xff]*[\x80-\xff][A-Za-z\x80-\xff]*")
_ABBREVIATION = re.compile("[A-Z]*Đ[A-ZĐ]*")  # QĐ, HĐND: no syllables, but found in half of all names


def names(members: Sequence[ZipInfo]) -> list[str]:
    """The name of each member, "/" or "\\" between its parts; nothing in it is to be trusted."""
    certain = [(member, _certain(member)) for member in members]
    unsure = [_bytes(member) for member, name in certain if name is None]
    read = _reading(unsure) if unsure else _cp437
    return [read(_bytes(member)) if name is None else name for member, name in certain]


def _bytes(member: ZipInfo) -> bytes:
    """The name as the archive has it: without bit 11 zipfile takes it for CP437."""
    return member.orig_filename.partition("\0")[0].encode("cp437")


def _certain(member: ZipInfo) -> str | None:
    if member.flag_bits & UTF8_NAME:
        return member.filename
    name = _bytes(member)
    told = _utf8(_unicode_path(member.extra, zlib.crc32(name))) or _utf8(name)
    return _cp437(name) if told is None and len(name) > LONGEST_NAME else told


def _utf8(name: bytes) -> str | None:
    try:
        return name.decode()
    except UnicodeError:
        return None


def _unicode_path(extra: bytes, crc: int) -> bytes:
    """The name that Info-ZIP's extra field has; b"" where there is none, or only that of an earlier name."""
    at = 0
    while at + 4 <= len(extra):
        kind, size = struct.unpack_from("<HH", extra, at)
        field = extra[at + 4 : at + 4 + size]
        if kind == UNICODE_PATH and len(field) > 5 and struct.unpack_from("<BL", field) == (1, crc):
            return field[5:]
        at += 4 + size
    return b""


def _cp437(name: bytes) -> str:
    return name.decode("cp437")


def _reading(unsure: Iterable[bytes]) -> Reading:
    """How names are read that do not say it: as most of their words are syllables; CP437 when few are."""
    words = set(islice(_words(unsure), ENOUGH_WORDS))
    readings: tuple[Reading, ...] = (_cp437, _legacy("cp1258"), _legacy("tcvn3"))
    counts = [sum(len(word) <= LONGEST_WORD and _is_legal(read(word)) for word in words) for read in readings]
    best = max(range(len(readings)), key=counts.__getitem__)
    return readings[best] if counts[best] >= LEAST_LEGAL * len(words) else _cp437


def _words(unsure: Iterable[bytes]) -> Iterator[bytes]:
    return (word for name in unsure for word in _WORD.findall(name))


def _legacy(encoding: str) -> Reading:
    from diacritics.encodings import decode  # noqa: PLC0415 - few archives need it
    from diacritics.encodings.table import shown  # noqa: PLC0415

    return lambda name: decode("".join(map(shown, name)), encoding)


def _is_legal(word: str) -> bool:
    from diacritics.syllable import is_syllable, normalise_tone  # noqa: PLC0415

    if _ABBREVIATION.fullmatch(word):
        return True
    in_one_case = word in (word.lower(), word.upper(), word.capitalize())
    return word.isalpha() and in_one_case and is_syllable(normalise_tone(word))
