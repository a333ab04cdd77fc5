"""Hostile Word documents, texts and archives: entities, bombs, depth, circles, names that lead outside."""

# ruff: noqa: E501 (files written out by hand)

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from support import SAMPLES

Made = tuple[str, bytes, str]  # as in hostile_pdf

SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
PARAGRAPH = "<w:p><w:r><w:t>Số: 12/QĐ-UBND ngày 5 tháng 3 năm 2019</w:t></w:r></w:p>"
TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SECRET = Path(__file__)  # a file that an external entity asks for; none of it may be in a record


def files() -> Iterator[Made]:
    """All of them."""
    for family in (_entities, _depth, _packages, _lies, _rtf, _ole, _texts, _archives):
        yield from family()


def body(inner: str, before: str = "") -> str:
    """A document part."""
    return f'<?xml version="1.0" encoding="UTF-8"?>{before}<w:document {SPACE}><w:body>{inner}</w:body></w:document>'


def relations(**targets: str) -> str:
    """A .rels part: the last word of the relation's kind -> target."""
    inner = "".join(
        f'<Relationship Id="{kind}" Type="{KIND}/{kind}" Target="{target}"/>'
        for kind, target in targets.items()
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>'


def docx(document: str | bytes, parts: Mapping[str, str | bytes] = {}) -> bytes:
    """A .docx of a document part and others by name."""
    own: dict[str, str | bytes] = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": relations(officeDocument="word/document.xml"),
    }
    return zipped({**own, "word/document.xml": document, **parts})


def zipped(members: Mapping[str, str | bytes], level: int = 9) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _entities() -> Iterator[Made]:
    """Entities are never expanded and never fetched: what they stand for is not in the record."""
    laughs = "".join(f'<!ENTITY l{k} "{f"&l{k - 1};" * 10}">' for k in range(1, 10))
    for name, inside, use in (
        ("laughs", f'<!ENTITY l0 "ha">{laughs}', "&l9;"),
        ("long", f'<!ENTITY l "{"ha" * 40_000}">', "&l;" * 20_000),
        ("file", f'<!ENTITY l SYSTEM "{SECRET.as_uri()}">', "&l;"),
        ("network", '<!ENTITY l SYSTEM "http://127.0.0.1:9/a">', "&l;"),
        ("parameter", '<!ENTITY % l SYSTEM "http://127.0.0.1:9/a.dtd"> %l;', ""),
        ("self", '<!ENTITY l "&l;">', "&l;"),
        ("attribute", f'<!ENTITY l0 "ha">{laughs}', '<w:p w:a="&l9;"/>'),
    ):
        part = f"<!DOCTYPE w:document [{inside}]>"
        data = docx(body(f"{PARAGRAPH}<w:p><w:r><w:t>{use}</w:t></w:r></w:p>", part))
        yield f"entity-{name}.docx", data, "converted|broken-file|empty-file"
    outside = '<!DOCTYPE w:document SYSTEM "http://127.0.0.1:9/a.dtd">'
    yield "entity-dtd.docx", docx(body(PARAGRAPH, outside)), "converted|broken-file"
    for part in ("styles", "numbering", "footnotes"):
        bad = f'<!DOCTYPE w:{part} [<!ENTITY l0 "ha">{laughs}]><w:{part} {SPACE}>&l9;</w:{part}>'
        links = {"word/_rels/document.xml.rels": relations(**{part: f"{part}.xml"}), f"word/{part}.xml": bad}
        yield f"entity-in-{part}.docx", docx(body(PARAGRAPH), links), "converted|broken-file"
    include = (
        PARAGRAPH
        + f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{SECRET.as_uri()}" parse="text"/>'
    )
    yield "xinclude.docx", docx(body(include)), "converted"


def _depth() -> Iterator[Made]:
    table = "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"
    for name, (left, right), count, codes in (
        ("tables-20", table, 20, "converted"), ("tables-80", table, 80, "broken-file"), ("tables-9000", table, 9_000, "broken-file"),
        ("runs", ("<w:ins>", "</w:ins>"), 240, "converted|broken-file"), ("controls", ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"), 120, "broken-file"),
        ("elements", ("<w:x>", "</w:x>"), 200_000, "too-large"),
    ):  # fmt: skip
        yield f"deep-{name}.docx", docx(body(left * count + PARAGRAPH + right * count)), codes
    inside = (
        "<w:p><w:ins>"
        + "<w:hyperlink>" * 200
        + "<w:r><w:t>a</w:t></w:r>"
        + "</w:hyperlink>" * 200
        + "</w:ins></w:p>"
    )
    yield "deep-links.docx", docx(body(PARAGRAPH + inside)), "converted|broken-file"
    boxes = "<w:r><w:pict><w:txbxContent><w:p>" * 60, "</w:p></w:txbxContent></w:pict></w:r>" * 60
    yield (
        "deep-boxes.docx",
        docx(body(f"{PARAGRAPH}<w:p>{boxes[0]}{boxes[1]}</w:p>")),
        "converted|broken-file",
    )


def _packages() -> Iterator[Made]:
    links = "word/_rels/document.xml.rels"
    style = f'<w:styles {SPACE}><w:style w:styleId="a"><w:basedOn w:val="b"/></w:style><w:style w:styleId="b"><w:basedOn w:val="a"/></w:style></w:styles>'
    used = body(PARAGRAPH.replace("<w:p>", '<w:p><w:pPr><w:pStyle w:val="a"/></w:pPr>'))
    yield (
        "styles-circle.docx",
        docx(used, {links: relations(styles="styles.xml"), "word/styles.xml": style}),
        "converted",
    )
    number = f'<w:numbering {SPACE}><w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="a"/><w:styleLink w:val="a"/></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    listed = body(
        PARAGRAPH.replace(
            "<w:p>", '<w:p><w:pPr><w:numPr><w:ilvl w:val="99"/><w:numId w:val="1"/></w:numPr></w:pPr>'
        )
    )
    yield (
        "numbering-circle.docx",
        docx(listed, {links: relations(numbering="n.xml"), "word/n.xml": number}),
        "converted",
    )
    call = '<w:p><w:r><w:t>a</w:t><w:footnoteReference w:id="2"/></w:r></w:p>'
    notes = f'<w:footnotes {SPACE}><w:footnote w:id="2">{call * 2}</w:footnote></w:footnotes>'
    parts = {links: relations(footnotes="f.xml"), "word/f.xml": notes}
    yield "note-in-itself.docx", docx(body(PARAGRAPH + call), parts), "converted|broken-file"
    for name, target in (
        ("outside", "../../../../../../etc/passwd"),
        ("url", "http://127.0.0.1:9/a.xml"),
        ("self", "document.xml"),
    ):
        yield (
            f"relation-{name}.docx",
            docx(body(PARAGRAPH), {links: relations(styles=target, footnotes=target)}),
            "converted",
        )
    wide = (
        "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='2000000000'/></w:tcPr>"
        + PARAGRAPH
        + "</w:tc></w:tr></w:tbl>"
    )
    yield "span-huge.docx", docx(body(wide)), "converted"
    cells = (
        "<w:tbl>"
        + ("<w:tr>" + "<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>" * 60 + "</w:tr>") * 300
        + "</w:tbl>"
    )
    yield "cells-18000.docx", docx(body(cells + PARAGRAPH)), "converted"
    sign = "<w:p><w:r><w:sym w:char='FFFFFFFFF'/><w:t>a</w:t></w:r></w:p>"
    yield "symbol-huge.docx", docx(body(sign)), "converted|broken-file"
    yield "no-body.docx", docx(f"<w:document {SPACE}/>"), "broken-file"
    yield "no-xml.docx", docx(b"\0" * 400), "broken-file"
    yield "no-document.docx", zipped({"[Content_Types].xml": TYPES}), "broken-file"
    yield "empty-body.docx", docx(body("")), "empty-file|converted"
    yield (
        "paragraphs-6m.docx",
        docx(body("<w:p/>" * 6_000_000), {}),
        "too-large",
    )
    letters = f"<w:p><w:r><w:t>{'ha ' * 4_000_000}</w:t></w:r></w:p>"
    yield "letters-12m.docx", docx(body(letters)), "too-large"


def _lies() -> Iterator[Made]:
    """Packages that lie about themselves."""
    whole = docx(body(PARAGRAPH))
    for percent in (5, 50, 90, 99):
        yield f"cut-{percent}.docx", whole[: len(whole) * percent // 100], "broken-file"
    yield "bomb.docx", docx(body(PARAGRAPH), {"word/a.xml": bytes(300 << 20)}), "too-large"
    media = {"word/media/a.bin": bytes(64 << 20)}
    yield "bomb-picture.docx", docx(body(PARAGRAPH), media), "converted|unsafe-archive"
    locked = bytearray(whole)
    for at in _places(whole, b"PK\3\4"):
        locked[at + 6] |= 1
    for at in _places(whole, b"PK\1\2"):
        locked[at + 8] |= 1
    yield "locked.docx", bytes(locked), "encrypted-office"
    lying = bytearray(docx(body(PARAGRAPH * 40_000)))
    for at in _places(bytes(lying), b"PK\1\2"):
        lying[at + 24 : at + 28] = struct.pack("<I", 900)
    yield "size-lies.docx", bytes(lying), "broken-file"
    yield (
        "sum-wrong.docx",
        whole.replace(struct.pack("<I", zipfile.crc32(body(PARAGRAPH).encode())), b"abcd"),
        "broken-file",
    )
    yield "many-parts.docx", docx(body(PARAGRAPH), {f"word/{k}.xml": "" for k in range(50_100)}), "too-large"
    yield "is-a-pdf.docx", b"%PDF-1.4 nothing", "broken-file"
    yield "is-nothing.docx", bytes(range(256)) * 9, "broken-file"


def _places(data: bytes, mark: bytes) -> Iterator[int]:
    at = data.find(mark)
    while at >= 0:
        yield at
        at = data.find(mark, at + 1)


def _rtf() -> Iterator[Made]:
    text = rb"So: 12/Q\u272?-UBND ng\'e0y 5 th\'e1ng 3\par "
    for name, inner, codes in (
        ("deep-150", b"{" * 150 + text + b"}" * 150, "converted"), ("deep-9000", b"{" * 9_000 + text, "broken-file|converted"),
        ("deep-2m", b"{" * 2_000_000, "broken-file|empty-file"), ("closed", text + b"}" * 5_000, "converted"),
        ("bin-huge", text + rb"\bin2147483647 abc", "converted"), ("bin-minus", text + rb"\bin-5 abc" + text, "converted"),
        ("bin-digits", text + rb"\bin9999999999 abc", "converted"), ("unicode", rb"\u-99999999 ?\u55357 ?\u1114112 ?" + text, "converted"),
        ("skip", rb"\uc2000000000 \u272?" + text, "converted"), ("cut", text[:-9] + b"\\", "converted"),
        ("hex", rb"\'zz\'" + text, "converted"), ("picture", rb"{\pict " + b"ff" * 500_000 + b"}" + text, "converted"),
        ("fonts", rb"{\fonttbl" + b"".join(rb"{\f%d A;}" % k for k in range(30_000)) + b"}" + text, "converted"),
        ("cells", rb"\trowd" + b"".join(rb"\cellx%d" % k for k in range(20_000)) + rb"\intbl a\cell" * 20_000 + rb"\row" + text, "converted"),
        ("cell-place", rb"\trowd\cellx-2147483648\cellx9999999999\intbl a\cell b\cell\row" + text, "converted"),
        ("rows", rb"\trowd\cellx9\intbl a\cell\row" * 20_000 + text, "converted"),
        ("paragraphs-6m", rb"\par" * 6_000_000 + b" a", "too-many-pages"), ("object", rb"{\object\objautlink {\*\objdata 0105}}" + text, "converted"),
        ("include", rb'{\field{\*\fldinst INCLUDETEXT "http://127.0.0.1:9/a"}{\fldrslt a}}' + text, "converted"),
        ("notes", text + rb"{\footnote a" * 150 + b"}" * 150, "converted|broken-file"), ("word", b"\\" + b"a" * 100_000 + b" " + text, "converted"),
        ("nothing", b"", "empty-file|converted"),
    ):  # fmt: skip
        yield f"{name}.rtf", rb"{\rtf1\ansi " + inner + b"}", codes


def _ole() -> Iterator[Made]:
    """A real .doc whose tables of sectors are bent."""
    whole = (SAMPLES / "09-vni.doc").read_bytes()
    table = 512 * (1 + struct.unpack_from("<I", whole, 76)[0])  # where the first sector of the FAT is
    entries = struct.unpack_from("<128I", whole, table)
    directory = 512 * (1 + struct.unpack_from("<I", whole, 48)[0])

    def with_table(numbers: list[int]) -> bytes:
        return whole[:table] + struct.pack("<128I", *numbers) + whole[table + 512 :]

    damaged = "broken-file|converted"
    used = [k for k, entry in enumerate(entries) if entry < 0xFFFFFFF0]
    yield "fat-self.doc", with_table([k if k in used else entry for k, entry in enumerate(entries)]), damaged
    yield (
        "fat-two.doc",
        with_table([used[0] if k in used else entry for k, entry in enumerate(entries)]),
        damaged,
    )
    yield "fat-all-self.doc", with_table(list(range(128))), damaged
    yield "fat-far.doc", with_table([0x0FFFFFF0] * 128), damaged
    yield "fat-lost.doc", whole[:44] + struct.pack("<I", 0xFFFFFF) + whole[48:], damaged
    yield "difat-circle.doc", whole[:68] + struct.pack("<II", 0, 99_999) + whole[76:], damaged
    yield "sector-shift.doc", whole[:30] + struct.pack("<H", 31) + whole[32:], damaged
    yield "mini-shift.doc", whole[:32] + struct.pack("<H", 60) + whole[34:], damaged
    for name, at, value in (
        ("sister", 68, 0),
        ("child", 76, 0),
        ("far", 76, 9_999_999),
        ("size", 120, 0x7FFFFFFF),
    ):
        yield f"tree-{name}.doc", _with_entries(whole, directory, at, value), damaged
    for percent in (3, 10, 50, 90):
        yield f"cut-{percent}.doc", whole[: len(whole) * percent // 100], damaged
    fib = whole.find(b"\xec\xa5")
    counts = whole[: fib + 0x4C] + b"\xff\xff\xff\x7f" * 8 + whole[fib + 0x6C :]
    yield "counts.doc", counts, damaged + "|too-many-pages"
    yield "parts.doc", whole[: fib + 0xA2] + b"\xff" * 0x200 + whole[fib + 0x2A2 :], damaged
    locked = bytearray(whole)
    locked[fib + 11] |= 1
    yield "locked.doc", bytes(locked), "encrypted-office"
    yield "header-only.doc", whole[:512], "broken-file"


def _with_entries(whole: bytes, directory: int, at: int, value: int) -> bytes:
    """The four directory entries of one sector with one of their numbers changed."""
    for entry in range(4):
        place = directory + 128 * entry + at
        whole = whole[:place] + struct.pack("<I", value) + whole[place + 4 :]
    return whole


def _texts() -> Iterator[Made]:
    line = "Số: 12/QĐ-UBND ngày 5 tháng 3 năm 2019\n"
    yield "empty.txt", b"", "empty-file"
    yield "empty.pdf", b"", "empty-file"
    yield "empty.docx", b"", "empty-file"
    yield "spaces.txt", b" \n\t" * 5_000, "empty-file"
    yield "mark-only.txt", b"\xff\xfe", "empty-file"
    yield "nul.txt", bytes(9_000), "unsupported"
    yield "binary.bin", bytes(range(256)) * 40, "unsupported"
    yield "no-mark-16le.txt", (line * 20).encode("utf-16-le"), "converted"
    yield "no-mark-16be.txt", (line * 20).encode("utf-16-be"), "converted"
    yield "half-16.txt", b"\xff\xfe" + (line * 20).encode("utf-16-le")[:-1] + b"\xd8", "converted"
    yield "not-16.txt", b"\xff\xfe" + b"\xd8\xdc" * 4_000 + b"\xdc", "converted|broken-file|empty-file"
    yield "not-utf8.txt", b"\xc3\x28\xff\xfe\x80" * 2_000, "converted|unsupported"
    yield "line-2m.txt", b"a" * 2_000_000, "converted"
    yield "line-6m.txt", b"a" * 6_000_000, "too-many-pages|too-large"
    yield "marks.txt", ("a" + "\u0323\u0301" * 200_000 + "\n" + line).encode(), "converted"
    yield "feeds.txt", b"a\f" * 2_400, "too-many-pages|converted"
    yield "tabs.txt", (("\t".join("ab" for _ in range(2_000)) + "\n") * 5).encode(), "converted"
    for name, text in (
        ("quotes", ">" * 5_000 + " a"), ("brackets", "[" * 20_000 + "a" + "](" * 20_000), ("stars", "*a _b " * 8_000),
        ("lists", "".join("  " * k + "- a\n" for k in range(300))), ("ticks", "".join("`" * k + "a" for k in range(1, 400))),
        ("table", "|" + "a|" * 2_000 + "\n|" + "-|" * 2_000 + "\n" + ("|" + "b|" * 2_000 + "\n") * 4), ("html", "<a" * 20_000),
        ("links", "".join(f"[{k}]: http://127.0.0.1:9/ 'a\n" for k in range(3_000))), ("image", "![a](http://127.0.0.1:9/a.png)\n" * 9),
    ):  # fmt: skip
        yield f"{name}.md", f"# Báo cáo\n\n{line}\n{text}\n".encode(), "converted"


def _archives() -> Iterator[Made]:
    """Archives whose own record tells an error. Those that give one for each member are in the tests."""
    text = "Số: 12/QĐ-UBND\n"
    yield "bomb.zip", zipped({"a.txt": bytes(64 << 20)}), "unsafe-archive"
    yield "too-much.zip", _claiming(zipped({"a.txt": text, "b.txt": text}), 0xFFFFFF00), "too-large"
    yield "no-file.zip", zipped({}), "empty-file"
    yield "folder-only.zip", zipped({"a/": ""}), "empty-file"
    yield "cut.zip", zipped({"a.txt": text * 50})[:60], "broken-file"
    yield "garbage.zip", b"PK\3\4" + bytes(range(256)) * 4, "broken-file"
    locked = bytearray(zipped({"a.txt": text}))
    locked[6] |= 1
    locked[locked.index(b"PK\1\2") + 8] |= 1
    yield "locked.zip", bytes(locked), "encrypted-archive"
    yield "many.zip", zipped({f"{k}": "" for k in range(50_100)}), "too-large"
    far = bytearray(zipped({"a.txt": text}))
    end = far.index(b"PK\5\6")
    far[end + 16 : end + 20] = b"\xff\xff\xff\x7f"
    yield "directory-far.zip", bytes(far), "broken-file"


def _claiming(data: bytes, size: int) -> bytes:
    held = bytearray(data)
    for at in _places(data, b"PK\1\2"):
        held[at + 24 : at + 28] = struct.pack("<I", size)
    return bytes(held)
