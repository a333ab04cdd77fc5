"""A damaged PDF made readable again: junk before its head, a lost end with the page tree in it.

    path ─▶ bytes from "%PDF" on ─▶ page objects that are whole ─▶ those bytes with a new page tree

Viewers show such files. What stands in the file is used as it is; only a catalogue, a tree of its pages and a
trailer are added behind it, from which pdfium finds the objects by itself. Pages inside object streams are
not found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

HEAD = b"%PDF-"
FAR = 1 << 16  # bytes of junk before the head: the head of a mail, of an HTTP answer
# An object's dictionary; pages have small ones, so that what is larger is not looked into.
_OBJECT = re.compile(rb"(?<!\d)(\d{1,9}) (\d{1,5}) obj\b(.{0,4000}?)(?:endobj|stream\b)", re.DOTALL)
_PAGE = re.compile(rb"/Type\s*/Page\b")
_ENCRYPTED = re.compile(rb"/Encrypt\b")


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
    """A catalogue, the tree of the page objects that are found, and a trailer; b"" where there are none."""
    last, pages = 0, []
    for found in _OBJECT.finditer(data):
        last = max(last, int(found[1]))
        if _PAGE.search(found[3]):
            pages.append(b"%b %b R" % (found[1], found[2]))
    kids = list(dict.fromkeys(pages))
    tree, catalogue = last + 1, last + 2
    lines = (
        b"\nendstream endobj",  # of the object that was cut off
        b"%d 0 obj << /Type /Pages /Count %d /Kids [%b] >> endobj" % (tree, len(kids), b" ".join(kids)),
        b"%d 0 obj << /Type /Catalog /Pages %d 0 R >> endobj" % (catalogue, tree),
        b"trailer << /Size %d /Root %d 0 R >>\n%%%%EOF" % (catalogue + 1, catalogue),
    )
    return b"\n".join(lines) if kids else b""
