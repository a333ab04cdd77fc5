"""Writes minimal Word 97 files, so that samples and tests need no Word.

    paragraphs of runs ─▶ write ─▶ bytes of a compound file (WordDocument, 1Table)

Only what a reader needs is there: FIB, one piece of text, runs of characters and paragraphs, fonts,
a style sheet with one style, one section. Sources: [MS-DOC] and [MS-CFB].
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, chain

_PAGE = 512
_TEXT_AT = 0x400
_FIB_PAIRS = 93  # FibRgFcLcb97
# Places in the FIB of the pairs (fc, lcb) that are filled.
_STSH, _NOTE_REFS, _NOTE_TEXTS, _SED, _HEADERS = 0x0A2, 0x0AA, 0x0B2, 0x0CA, 0x0F2
_CHPX, _PAPX, _FONTS, _DOP, _CLX = 0x0FA, 0x102, 0x112, 0x192, 0x1A2
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


@dataclass(frozen=True)
class Run:
    """Text in one look. Characters are cp1252 ones for 8-bit files, any for UTF-16 files."""

    text: str
    font: str = "Times New Roman"
    bold: bool = False
    italic: bool = False
    caps: bool = False
    hidden: bool = False


@dataclass(frozen=True)
class Para:
    """Runs and the mark that ends them: a paragraph, a cell ("\\x07"), or a row (`edges` in twips)."""

    runs: tuple[Run, ...]
    end: str = "\r"
    in_table: bool = False
    edges: tuple[int, ...] = ()


# Of a file without notes: headers of even and odd pages, their footers, header and footer of the first page.
Stories = Sequence[Sequence[Para]]


@dataclass
class _Parts:
    table: bytearray = field(default_factory=bytearray)
    pairs: dict[int, tuple[int, int]] = field(default_factory=dict)

    def add(self, place: int, data: bytes) -> None:
        self.pairs[place] = (len(self.table), len(data))
        self.table += data + bytes(-len(data) % 4)


def cells(*rows: Sequence[Sequence[Para]], edges: Sequence[int]) -> Iterator[Para]:
    """The paragraphs of a table: rows of cells, a cell being one paragraph or several."""
    for row in rows:
        for cell in row:
            held = cell if isinstance(cell, Sequence) else (cell,)
            for para in held[:-1]:
                yield Para(para.runs, "\r", in_table=True)
            yield Para(held[-1].runs, "\x07", in_table=True)
        yield Para((), "\x07", in_table=True, edges=tuple(edges))


def write(
    paras: Sequence[Para], *, wide: bool = False, notes: Sequence[Sequence[Run]] = (), headers: Stories = ()
) -> bytes:
    """The file. `wide` writes UTF-16 text; character U+0002 in a run refers to the next of `notes`."""
    note_paras = [*(Para((Run("\x02 "), *runs)) for runs in notes), *([Para(())] if notes else [])]
    stories = [(*story, Para(())) if story else () for story in headers]
    everything = [*paras, *note_paras, *chain.from_iterable(stories), *([Para(())] if headers else [])]
    fonts = list(dict.fromkeys(run.font for para in everything for run in para.runs)) or ["Times New Roman"]
    width = 2 if wide else 1
    raw, runs, bounds = _text(everything, fonts, width)
    main_length, note_length, length = (sum(map(_length, held)) for held in (paras, note_paras, everything))

    main = bytearray(_TEXT_AT) + raw
    parts = _Parts()
    parts.add(_STSH, _stylesheet())
    parts.add(_CHPX, _bin_table(main, runs, paragraphs=False))
    parts.add(_PAPX, _bin_table(main, bounds, paragraphs=True))
    parts.add(_FONTS, _font_table(fonts))
    parts.add(_CLX, _piece_table(length, width))
    parts.add(_SED, struct.pack("<2IHiHi", 0, main_length, 0, -1, 0, -1))
    parts.add(_DOP, bytes(500))
    if notes:
        text = "".join(run.text for para in paras for run in (*para.runs, Run(para.end)))
        refs = [at for at, sign in enumerate(text) if sign == "\x02"]
        counts = [1] * len(refs)
        parts.add(_NOTE_REFS, struct.pack(f"<{len(refs) + 1}I{len(refs)}H", *refs, main_length, *counts))
        starts = list(accumulate(map(_length, note_paras), initial=0))
        parts.add(_NOTE_TEXTS, struct.pack(f"<{len(starts)}I", *starts))
    if headers:
        starts = list(accumulate((sum(map(_length, story)) for story in stories), initial=0))
        parts.add(_HEADERS, struct.pack(f"<{7 + len(starts)}I", *([0] * 6), *starts, starts[-1]))
    lengths = (main_length, note_length, length - main_length - note_length)
    main[: len(_fib(parts, 0, lengths))] = _fib(parts, len(main), lengths)
    return compound({"WordDocument": bytes(main), "1Table": bytes(parts.table)})


def _length(para: Para) -> int:
    return sum(len(run.text) for run in para.runs) + 1


def _encode(text: str, width: int) -> bytes:
    if width == 2:
        return text.encode("utf-16-le")
    return b"".join(sign.encode("latin-1" if ord(sign) < 256 else "cp1252") for sign in text)


def _text(
    paras: Sequence[Para], fonts: list[str], width: int
) -> tuple[bytes, list[tuple[int, bytes]], list[tuple[int, bytes]]]:
    """The text, and the ends and properties of its character runs and paragraphs (file offsets)."""
    raw = bytearray()
    runs: list[tuple[int, bytes]] = []
    bounds: list[tuple[int, bytes]] = []
    for para in paras:
        for run in para.runs:
            raw += _encode(run.text, width)
            runs.append((_TEXT_AT + len(raw), _chpx(run, fonts.index(run.font))))
        raw += _encode(para.end, width)
        runs.append((_TEXT_AT + len(raw), b""))
        bounds.append((_TEXT_AT + len(raw), _papx(para)))
    return bytes(raw), runs, bounds


def _chpx(run: Run, font: int) -> bytes:
    changes = struct.pack("<HHHH", 0x4A4F, font, 0x4A51, font)
    toggles = ((run.bold, 0x0835), (run.italic, 0x0836), (run.caps, 0x083B), (run.hidden, 0x083C))
    for is_on, code in toggles:
        if is_on:
            changes += struct.pack("<HB", code, 1)
    return changes


def _papx(para: Para) -> bytes:
    changes = struct.pack("<H", 0)  # style 0
    if para.in_table:
        changes += struct.pack("<HB", 0x2416, 1)
    if para.edges:
        count = len(para.edges) - 1
        definition = bytes((count,)) + struct.pack(f"<{count + 1}h", *para.edges) + bytes(20 * count)
        changes += (
            struct.pack("<HB", 0x2417, 1) + struct.pack("<HH", 0xD608, len(definition) + 1) + definition
        )
    return changes


def _bin_table(main: bytearray, runs: Sequence[tuple[int, bytes]], *, paragraphs: bool) -> bytes:
    """Formatted disk pages appended to the main stream, and the table that names them."""
    pages: list[int] = []
    starts: list[int] = []
    start = _TEXT_AT
    at = 0
    while at < len(runs):
        page, taken = _disk_page(start, runs[at:], paragraphs=paragraphs)
        main += bytes(-len(main) % _PAGE)
        pages.append(len(main) // _PAGE)
        starts.append(start)
        main += page
        at += taken
        start = runs[at - 1][0]
    return struct.pack(f"<{len(pages) + 1}I{len(pages)}I", *starts, start, *pages)


def _disk_page(start: int, runs: Sequence[tuple[int, bytes]], *, paragraphs: bool) -> tuple[bytes, int]:
    """One page with as many runs as fit, and their number."""
    step = 13 if paragraphs else 1
    held: list[tuple[int, bytes]] = []
    tail = _PAGE - 1
    for end, changes in runs:
        stored = _stored(changes, paragraphs=paragraphs)
        room = tail - len(stored) - 1 - 4 * (len(held) + 2) - step * (len(held) + 1)
        if room < 0:
            break
        tail -= len(stored)
        tail -= tail % 2
        held.append((end, stored))
    page = bytearray(_PAGE)
    struct.pack_into(f"<{len(held) + 1}I", page, 0, start, *(end for end, _ in held))
    at = _PAGE - 1
    for number, (_, stored) in enumerate(held):
        at -= len(stored)
        at -= at % 2
        page[at : at + len(stored)] = stored
        page[4 * (len(held) + 1) + step * number] = at // 2 if stored else 0
    page[_PAGE - 1] = len(held)
    return bytes(page), len(held)


def _stored(changes: bytes, *, paragraphs: bool) -> bytes:
    if not paragraphs:
        return bytes((len(changes),)) + changes if changes else b""
    # An even size is written as 0 and its half, an odd one as half of one more.
    if len(changes) % 2 == 0:
        return bytes((0, len(changes) // 2)) + changes
    return bytes(((len(changes) + 1) // 2,)) + changes


def _stylesheet() -> bytes:
    header = struct.pack("<9H", 15, 10, 1, 0x5B, 15, 0, 0, 0, 0)
    name = "Normal"
    std = struct.pack("<5H", 0x0000, 0xFFF1, 0x0002, 0, 0)
    std += struct.pack("<H", len(name)) + name.encode("utf-16-le") + b"\0\0"
    std += struct.pack("<HH", 2, 0) + struct.pack("<H", 0)
    return struct.pack("<H", len(header)) + header + struct.pack("<H", len(std)) + std + bytes(2 * 14)


def _font_table(fonts: Sequence[str]) -> bytes:
    table = struct.pack("<HH", len(fonts), 0)
    for name in fonts:
        entry = struct.pack("<BhBB", 0x16, 400, 0, 0) + bytes(34) + name.encode("utf-16-le") + b"\0\0"
        table += bytes((len(entry),)) + entry
    return table


def _piece_table(length: int, width: int) -> bytes:
    offset = _TEXT_AT if width == 2 else (_TEXT_AT * 2) | 0x40000000
    table = struct.pack("<2I", 0, length) + struct.pack("<HIH", 0, offset, 0)
    return b"\x02" + struct.pack("<I", len(table)) + table


def _fib(parts: _Parts, size: int, lengths: tuple[int, int, int]) -> bytes:
    fib = bytearray(0x9A + 8 * _FIB_PAIRS + 2)
    struct.pack_into("<HHHHHH", fib, 0, 0xA5EC, 0x00C1, 0, 0x0409, 0, 0x0200)
    struct.pack_into("<H", fib, 0x0C, 0x00BF)
    struct.pack_into("<II", fib, 0x18, _TEXT_AT, size)
    struct.pack_into("<H", fib, 0x20, 14)
    struct.pack_into("<H", fib, 0x3E, 22)
    struct.pack_into("<I", fib, 0x40, size)
    struct.pack_into("<III", fib, 0x4C, *lengths)
    struct.pack_into("<H", fib, 0x98, _FIB_PAIRS)
    for place, pair in parts.pairs.items():
        struct.pack_into("<II", fib, place, *pair)
    return bytes(fib)


def compound(streams: dict[str, bytes]) -> bytes:
    """A compound file (version 3) with these streams in its root; small ones are padded to 4,096 bytes."""
    padded = {name: data + bytes(max(0, 4096 - len(data))) for name, data in streams.items()}
    fat: list[int] = []
    body = bytearray()
    starts: dict[str, int] = {}
    for name, data in padded.items():
        starts[name] = len(fat)
        _chain(fat, body, data)
    directory = _directory(starts, padded)
    directory_start = len(fat)
    _chain(fat, body, directory)
    fat_start = len(fat)
    sectors = 1
    while sectors * 128 < len(fat) + sectors:
        sectors += 1
    fat += [_FAT] * sectors
    fat += [_FREE] * (sectors * 128 - len(fat))
    header = bytearray(512)
    header[:8] = bytes.fromhex("d0cf11e0a1b11ae1")
    struct.pack_into("<HHHHH", header, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into(
        "<IIIIIIIIII", header, 40, 0, sectors, directory_start, 0, 4096, _END, 0, _END, 0, fat_start
    )
    for number in range(1, 109):
        sector = fat_start + number if number < sectors else _FREE
        struct.pack_into("<I", header, 76 + 4 * number, sector)
    return bytes(header) + bytes(body) + struct.pack(f"<{len(fat)}I", *fat)


def _chain(fat: list[int], body: bytearray, data: bytes) -> None:
    """Store a stream in whole sectors."""
    count = max(1, -(-len(data) // 512))
    start = len(fat)
    fat += [start + number + 1 for number in range(count - 1)] + [_END]
    body += data + bytes(count * 512 - len(data))


def _directory(starts: dict[str, int], streams: dict[str, bytes]) -> bytes:
    # The first stream hangs under the root, the others to its right, ordered as [MS-CFB] 2.6.4 says.
    names = sorted(streams, key=lambda name: (len(name), name.upper()))
    entries = [_entry("Root Entry", 5, child=1, start=_END, size=0)]
    for number, name in enumerate(names, start=1):
        right = number + 1 if number < len(names) else _FREE
        entries.append(_entry(name, 2, right=right, start=starts[name], size=len(streams[name])))
    while len(entries) % 4:
        entries.append(_entry("", 0, start=0, size=0))
    return b"".join(entries)


def _entry(name: str, kind: int, *, right: int = _FREE, child: int = _FREE, start: int, size: int) -> bytes:
    text = name.encode("utf-16-le")
    stored = text.ljust(64, b"\0")
    length = len(text) + 2 if name else 0
    links = struct.pack("<HBBIII", length, kind, 1, _FREE, right, child)
    return stored + links + bytes(16 + 4 + 16) + struct.pack("<IQ", start, size)
