"""A damaged PDF told and made readable again: junk before its head, a lost end with the page tree in it.

    path ─▶ bytes from "%PDF" on ─▶ objects that are whole, also those packed into streams
         ─▶ those bytes, the packed objects, a new page tree

Viewers show such files. What stands in the file is used as it is; only what lay in object streams, a tree of
the pages and a trailer are added behind it, from which pdfium finds the objects by itself.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from extract.core.limits import MIB

HEAD = b"%PDF-"
FAR = 1 << 16  # bytes of junk before the head: the head of a mail, of an HTTP answer
A4 = b"/MediaBox [0 0 595 842]"  # of pages whose own size is lost; without one they would be Letter
END = 4 << 10  # bytes in which "startxref" stands; in 138 real files the last 60
MOST_UNPACKED = 64 * MIB  # of all object streams; the largest real file looked at has 3
# An object's dictionary; pages have small ones, so that what is larger is not looked into.
_OBJECT = re.compile(rb"(?<!\d)(\d{1,9}) (\d{1,5}) obj\b(.{0,4000}?)(?:endobj|stream\b\r?\n?)", re.DOTALL)
_PAGE = re.compile(rb"/Type\s*/Page\b")
_PARENT = re.compile(rb"/Parent\s+(\d{1,9})\s+\d{1,5}\s+R\b")
_PACKED = re.compile(rb"/Type\s*/ObjStm\b")
_FIRST = re.compile(rb"/First\s+(\d{1,9})\b")
_KIDS = re.compile(rb"/Kids\s*\[([^\]]*)\]")
_REFERENCE = re.compile(rb"(\d{1,9})\s+\d{1,5}\s+R\b")
_ENCRYPTED = re.compile(rb"/Encrypt\b")

Found = dict[int, tuple[int, bytes]]  # number of an object ─▶ its generation, its dictionary


def is_cut_off(path: Path) -> bool:
    """Whether the end is missing that every PDF has: what was added last to it is then missing too.

    pdfium opens such a file as it was before, without the signature and the number that came last.
    """
    with path.open("rb") as file:
        file.seek(max(path.stat().st_size - END, 0))
        return b"startxref" not in file.read()


def mended(path: Path) -> Iterator[tuple[bytes, bool]]:
    """The file without the junk before its head, then with a new page tree; whether pages may be lost."""
    data = path.read_bytes()
    begin = data.find(HEAD, 0, FAR)
    if begin < 0:
        return
    data = data[begin:]
    if begin:
        yield data, False
    if not _ENCRYPTED.search(data) and (added := _page_tree(data)):
        yield data + added, True


def _page_tree(data: bytes) -> bytes:
    """What lay in object streams, a catalogue, a tree of the pages found, a trailer; b"" without pages."""
    plain, packed = _objects(data)
    found = plain | packed
    pages, tree = _in_order(found), max(found, default=0) + 1
    added = packed | _adopted(pages, found, tree)
    kids = b" ".join(b"%d %d R" % (number, found[number][0]) for number in pages)
    lines = (
        b"\nendstream endobj",  # of the object that was cut off
        *(b"%d %d obj %b endobj" % (number, *held) for number, held in added.items()),
        b"%d 0 obj << /Type /Pages /Count %d /Kids [%b] %b >> endobj" % (tree, len(pages), kids, A4),
        b"%d 0 obj << /Type /Catalog /Pages %d 0 R >> endobj" % (tree + 1, tree),
        b"trailer << /Size %d /Root %d 0 R >>\n%%%%EOF" % (tree + 2, tree + 1),
    )
    return b"\n".join(lines) if kids else b""


def _adopted(pages: Iterable[int], found: Found, tree: int) -> Found:
    """The pages whose parent is lost, and with it perhaps their size, as children of the new tree."""
    held = {number: (found[number], _PARENT.search(found[number][1])) for number in pages}
    return {
        number: (generation, _PARENT.sub(b"/Parent %d 0 R" % tree, page))
        for number, ((generation, page), parent) in held.items()
        if parent and int(parent[1]) not in found
    }


def _objects(data: bytes) -> tuple[Found, Found]:
    """The objects of the file, and those packed into streams; of one that stands again the last counts."""
    plain: Found = {}
    packed: Found = {}
    left = MOST_UNPACKED
    for found in _OBJECT.finditer(data):
        number = int(found[1])
        plain[number] = int(found[2]), found[3]
        packed.pop(number, None)
        if _PACKED.search(found[3]) and (first := _FIRST.search(found[3])):
            content = _unpacked(data, found.end(), left)
            left -= len(content)
            packed |= dict(_in_stream(content, int(first[1])))
    return plain, packed


def _unpacked(data: bytes, at: int, most: int) -> bytes:
    """A stream that begins here, as far as it is there and whole."""
    unpacker, found = zlib.decompressobj(), bytearray()
    try:
        for start in range(at, len(data), MIB):
            if most <= len(found) or unpacker.eof:
                break
            found += unpacker.decompress(data[start : start + MIB], most - len(found))
    except zlib.error:
        pass
    return bytes(found)


def _in_stream(content: bytes, first: int) -> Iterator[tuple[int, tuple[int, bytes]]]:
    """The objects of an unpacked stream (ISO 32000-1, 7.5.7): pairs of number and place stand before them."""
    pairs = [int(number) for number in content[:first].split() if number.isdigit()]
    places = [first + place for place in pairs[1::2]]
    ends = [*places[1:], len(content)]
    for number, place, end in zip(pairs[::2], places, ends, strict=False):
        yield number, (0, content[place:end])


def _in_order(found: Mapping[int, tuple[int, bytes]]) -> list[int]:
    """The pages as the trees name them that are left of the file; where some is in none, as they come."""
    pages = [number for number, (_, held) in found.items() if _PAGE.search(held)]
    named = b" ".join(kids[1] for _, held in found.values() for kids in _KIDS.finditer(held))
    places = {int(number[1]): at for at, number in enumerate(_REFERENCE.finditer(named))}
    return sorted(pages, key=places.__getitem__) if all(page in places for page in pages) else pages
