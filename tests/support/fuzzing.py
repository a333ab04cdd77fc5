"""Documents damaged at random, and the reading of them in a process that may be killed.

    bytes + changes (cut, flip, splice, double ...) ─▶ bytes ─▶ intake ─▶ reader ─▶ "read" | code

Used by tests/whole/test_fuzz.py (a short, fixed run) and by bench/fuzz.py (as long as one likes).
"""

from __future__ import annotations

import functools
import io
import random
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from PIL import Image

from extract import readers
from extract.core.errors import DocumentError
from extract.core.limits import MIB, Limits
from extract.core.model import Document
from extract.intake.find import find
from support import SAMPLES
from support.more_formats import documents

# Small enough that no damaged header makes a reader work for minutes.
LIMITS = Limits(max_bytes=16 * MIB, max_pages=200, max_pixels=8_000_000, max_unpacked=32 * MIB)
KINDS = ("cut", "flip", "overwrite", "remove", "double", "splice", "number", "token")
# What parsers take for lengths, counts and offsets.
NUMBERS = (b"\0\0\0\0", b"\xff\xff\xff\xff", b"\xff\xff\xff\x7f", b"\0\0\0\x80", b"\x01\0\0\0", b"\0\x01")
TOKENS = (
    b"-1", b"99999999999", b"<<", b">>", b"[", b"]", b"{", b"}", b"endobj", b"endstream", b"1 0 R", b"<",
    b"</w:p>", b"<w:tbl>", b"\\par", b"\\u-1", b"\\bin99999", b"\\cell", b"\\row", b"'", b"&#0;",
    b"| - |", b"\f",
)  # fmt: skip


class Change(NamedTuple):
    """One act of damage: where (0..1 of the file), over how many bytes, with what."""

    kind: str
    place: float
    length: int
    value: int


def damaged(data: bytes, changes: Sequence[Change]) -> bytes:
    """The bytes after all changes, at most twice as long as before and a few more."""
    most = 2 * len(data) + 1_000
    for change in changes:
        data = _changed(data, change)[:most]
    return data


def _changed(data: bytes, change: Change) -> bytes:
    at = int(change.place * len(data))
    head, held, tail = data[:at], data[at : at + change.length], data[at + change.length :]
    noise = random.Random(change.value)
    match change.kind:
        case "cut":
            return head
        case "flip":
            return head + bytes(byte ^ (1 << noise.randrange(8)) for byte in held[:4]) + held[4:] + tail
        case "overwrite":
            return head + noise.randbytes(len(held)) + tail
        case "remove":
            return head + tail
        case "double":
            return head + held * 2 + tail
        case "splice":
            other = noise.randrange(len(data) + 1)
            return head + data[other : other + change.length] + tail
        case "number":
            number = noise.choice(NUMBERS)
            return head + number + data[at + len(number) :]
        case _:
            return head + noise.choice(TOKENS) + tail


def opened_up(data: bytes) -> bytes:
    """A .docx or .zip with its members stored as they are, so that damage reaches what is inside."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(packed, "w") as stored:
        for name in archive.namelist():
            stored.writestr(zipfile.ZipInfo(name), archive.read(name))
    return packed.getvalue()


def sealed(data: bytes) -> bytes:
    """The damaged archive with sums that are right again: what is inside is read, not only refused."""
    packed = io.BytesIO()
    at, members = 0, []
    while (at := data.find(b"PK\x03\x04", at)) >= 0:
        size = int.from_bytes(data[at + 18 : at + 22], "little")
        name_size = int.from_bytes(data[at + 26 : at + 28], "little")
        start = at + 30 + name_size + int.from_bytes(data[at + 28 : at + 30], "little")
        end = data.find(b"PK\x03\x04", start)
        end = len(data) if end < 0 else end
        members.append((data[at + 30 : at + 30 + name_size], data[start : min(end, start + size + 64)]))
        at += 4
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in members:
            archive.writestr(zipfile.ZipInfo(name.decode("latin-1") or "_"), content)
    return packed.getvalue()


def read(name: str, data: bytes, then: Callable[[Document], None] = lambda _: None) -> str:
    """What becomes of such a file: "read", or the error codes of what it holds."""
    with tempfile.TemporaryDirectory(prefix="sohoa-fuzz-") as folder:
        path, workdir = Path(folder, name), Path(folder, "work")
        workdir.mkdir()
        path.write_bytes(data)
        found = []
        for source in find([path], LIMITS, workdir):
            try:
                if source.error:
                    raise source.error
                document = readers.read(source.path, source.media_type, LIMITS)
                assert document.pages, "a document without pages"
                then(document)
                found.append("read")
            except DocumentError as error:
                assert str(error), "no word about what is wrong"
                found.append(error.code)
        return " ".join(found) or "nothing"


@functools.cache
def samples() -> dict[str, bytes]:
    """Small documents of every kind: those of samples/, and kinds that it lacks."""
    found = {
        path.name: path.read_bytes() for path in sorted(SAMPLES.iterdir()) if path.stat().st_size < 200_000
    }
    found["open.docx"] = opened_up(found["07-submission.docx"])
    picture = Image.new("L", (90, 120), 200)
    for kind, more in (("PNG", {}), ("JPEG", {}), ("TIFF", {"compression": "tiff_lzw", "save_all": True})):
        buffer = io.BytesIO()
        picture.save(buffer, kind, **more)
        found[f"small.{kind.lower()}"] = buffer.getvalue()
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.txt", "Số: 12/QĐ-UBND\n" * 20)
        archive.writestr("b/c.rtf", found["08-tcvn3.rtf"])
    found["a.zip"] = buffer.getvalue()
    found["table.md"] = "# Báo cáo\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n**đậm** [1]: x\n".encode() * 5
    return found | documents()
