"""Hostile PDFs: locked, cut off, going in circles, claiming too much, unpacking to too much.

Objects are written out by hand, because no library writes such files.
"""

# ruff: noqa: E501 (files written out by hand)

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator, Sequence

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

Made = tuple[str, bytes, str]  # name, content, the codes it may give ("a|b"); "converted" is a code here
Object = bytes | tuple[bytes, bytes]  # an object, or the dictionary and the bytes of a stream

LINE = b"BT /F1 12 Tf 72 %d Td (So: 12/QD-UBND ngay 5 thang 3 nam 2019, dong %d) Tj ET\n"
TEXT = b"".join(LINE % (720 - 20 * k, k) for k in range(8))
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
A4 = b"[0 0 595 842]"


def pdf(objects: Sequence[Object], trailer: bytes = b"", *, start: int | None = None) -> bytes:
    """A file of these objects, numbered from 1 (the catalog), with a classical cross-reference table."""
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, item in enumerate(objects, 1):
        places.append(len(out))
        if isinstance(item, tuple):
            keys, data = item
            body = b"<< %s /Length %d >>\nstream\n%s\nendstream" % (keys, len(data), data)
        else:
            body = item
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(out)
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, rows)
    out += b"trailer\n<< /Size %d /Root 1 0 R %s >>\n" % (
        len(objects) + 1,
        trailer.replace(b"HERE", b"%d" % table),
    )
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % (table if start is None else start))


def sheet(
    content: Object = (b"", TEXT),
    *more: Object,
    resources: bytes = b"",
    page: bytes = b"",
    box: bytes = A4,
    catalog: bytes = b"",
    pages: bytes = b"/Kids [3 0 R] /Count 1",
    trailer: bytes = b"",
) -> bytes:
    """A PDF of one page: catalog, page tree, page, content (object 4), font; `more` begins at object 6."""
    leaf = b"<< /Type /Page /Parent 2 0 R /MediaBox %s /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> %s >> %s >>"
    return pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R %s >>" % catalog,
            b"<< /Type /Pages %s >>" % pages,
            leaf % (box, resources, page),
            content,
            FONT,
            *more,
        ],
        trailer,
    )


def packed(data: bytes, times: int = 1) -> tuple[bytes, bytes]:
    """A stream that was deflated so often: keys and bytes."""
    for _ in range(times):
        data = zlib.compress(data, 9)
    return b"/Filter [%s]" % (b"/FlateDecode " * times), data


def zeros(size: int) -> bytes:
    """`size` zero bytes deflated twice, made without holding them: 1 GB becomes some kilobytes."""
    packer, out = zlib.compressobj(9), []
    for _ in range(size >> 20):
        out.append(packer.compress(bytes(1 << 20)))
    return zlib.compress(b"".join(out) + packer.flush(), 9)


def files() -> Iterator[Made]:
    """All of them."""
    for family in (
        _locked,
        _cut,
        _circles,
        _tables,
        _pages,
        _boxes,
        _bombs,
        _images,
        _forms,
        _odd,
        _broken_page,
    ):
        yield from family()


def _locked() -> Iterator[Made]:
    for bits in (40, 128):
        for user, code in (("mat khau", "encrypted-pdf"), ("", "converted")):
            buffer = io.BytesIO()
            lock = StandardEncryption(user, ownerPassword="chu", strength=bits)
            canvas = Canvas(buffer, encrypt=lock)
            canvas.drawString(72, 720, "So: 12/QD-UBND ngay 5 thang 3 nam 2019")
            canvas.save()
            yield f"locked-{bits}-{'user' if user else 'owner'}.pdf", buffer.getvalue(), code
    trailer = b"/Encrypt << /Filter /%s /V %d /R 3 /O (x) /U (y) /P -4 >> /ID [(a) (b)]"
    yield "locked-unknown.pdf", sheet(trailer=trailer % (b"Other", 9)), "encrypted-pdf|broken-file"
    yield "locked-damaged.pdf", sheet(trailer=trailer % (b"Standard", 2)), "encrypted-pdf|broken-file"


def _cut() -> Iterator[Made]:
    whole = sheet()
    for percent in (2, 20, 40, 60, 80, 95):
        codes = "broken-file" if percent < 40 else "broken-file|converted|empty-file"
        yield f"cut-{percent}.pdf", whole[: len(whole) * percent // 100], codes
    yield "cut-header.pdf", b"%PDF-1.7\n", "broken-file"
    yield "cut-middle.pdf", whole[:300] + whole[-150:], "broken-file|converted"
    yield "zeros-after-header.pdf", b"%PDF-1.4\n" + bytes(5_000), "broken-file"
    yield "no-newlines.pdf", whole.replace(b"\n", b" "), "converted|broken-file"


def _circles() -> Iterator[Made]:
    for name, kids in (("self", b"2 0 R"), ("both", b"3 0 R 2 0 R"), ("catalog", b"1 0 R 2 0 R 3 0 R")):
        codes = "broken-file|empty-file|converted"
        yield f"tree-{name}.pdf", sheet(pages=b"/Kids [%s] /Count 2" % kids), codes
    deep = [
        b"<< /Type /Pages /Kids [%d 0 R] /Count 1 /Parent %d 0 R >>" % (k + 7, k + 5) for k in range(3_000)
    ]
    tail = b"<< /Type /Page /MediaBox %s /Contents 4 0 R >>" % A4
    yield (
        "tree-deep.pdf",
        sheet((b"", TEXT), *deep, tail, pages=b"/Kids [6 0 R] /Count 1"),
        "broken-file|converted",
    )
    for name, item in (
        ("self", b"<< /Title (a) /Parent 6 0 R /Next 7 0 R /Prev 7 0 R >>"),
        ("up", b"<< /Title (a) /Parent 6 0 R /First 6 0 R /Last 6 0 R /Count 9 >>"),
    ):
        outline = b"<< /Type /Outlines /First 7 0 R /Last 7 0 R /Count 1 >>"
        yield (
            f"outline-{name}.pdf",
            sheet((b"", TEXT), outline, item, catalog=b"/Outlines 6 0 R"),
            "converted",
        )
    field = b"<< /T (a) /FT /Tx /Parent 6 0 R /Kids [6 0 R] /Subtype /Widget /Rect [0 0 9 9] /Popup 6 0 R >>"
    yield (
        "fields.pdf",
        sheet((b"", TEXT), field, page=b"/Annots [6 0 R]", catalog=b"/AcroForm << /Fields [6 0 R] >>"),
        "converted",
    )
    yield "reference-self.pdf", sheet(b"4 0 R"), "converted"
    yield "length-self.pdf", sheet((b"/Length 4 0 R", TEXT)), "converted|broken-file"
    yield (
        "names-self.pdf",
        sheet((b"", TEXT), b"<< /Kids [6 0 R] >>", catalog=b"/Names << /Dests 6 0 R >>"),
        "converted",
    )


def _tables() -> Iterator[Made]:
    whole = sheet()
    table = whole.rindex(b"xref\n0")
    yield "xref-self.pdf", sheet(trailer=b"/Prev HERE"), "converted|broken-file"
    yield "xref-forth.pdf", sheet(trailer=b"/Prev 99999999 /XRefStm HERE"), "converted|broken-file"
    for name, place in (("nowhere", b"77777777"), ("minus", b"-1"), ("huge", b"9" * 40), ("zero", b"0")):
        end = whole.rindex(b"startxref") + 10
        yield f"startxref-{name}.pdf", whole[:end] + place + b"\n%%EOF\n", "converted|broken-file"
    many = whole.replace(b"xref\n0 6", b"xref\n0 4294967295")
    yield "xref-count.pdf", many, "converted|broken-file"
    second = b"xref\n0 0\ntrailer\n<< /Root 1 0 R /Size 6 /Prev %d >>\nstartxref\n%d\n%%%%EOF\n"
    pair = whole.replace(b"/Root 1 0 R ", b"/Root 1 0 R /Prev %010d " % 0)
    pair = pair.replace(b"/Prev %010d" % 0, b"/Prev %010d" % len(pair)) + second % (table, len(pair))
    yield "xref-two.pdf", pair, "converted|broken-file"
    stream = b"/Type /ObjStm /N 2 /First 10 /Extends 6 0 R"
    yield "objstm-self.pdf", sheet((b"", TEXT), (stream, b"6 0 7 3   << >> << >>")), "converted"
    lots = b"/Type /ObjStm /N 2000000000 /First 4"
    yield "objstm-count.pdf", sheet((b"", TEXT), (lots, b"9 0 ")), "converted"


def _pages() -> Iterator[Made]:
    for count in (3_000, 100_000):
        kids = b"/Kids [%s] /Count %d" % (b"3 0 R " * count, count)
        yield f"pages-{count}.pdf", sheet(pages=kids), "too-many-pages"
    for name, count in (("claimed", b"100000"), ("minus", b"-5"), ("huge", b"99999999999"), ("none", b"0")):
        data = sheet(pages=b"/Kids [3 0 R] /Count " + count)
        yield f"count-{name}.pdf", data, "too-many-pages|converted|broken-file|empty-file"
    yield "pages-no-kids.pdf", sheet(pages=b"/Kids [] /Count 0"), "empty-file|broken-file"
    yield "pages-strings.pdf", sheet(pages=b"/Kids [(a) (b)] /Count 2"), "broken-file"


def _boxes() -> Iterator[Made]:
    for name, box in (
        ("1e9", b"[0 0 1000000000 1000000000]"), ("long", b"[0 0 595 900000]"), ("digits", b"[0 0 %s %s]" % (b"9" * 40, b"9" * 40)),
        ("thin", b"[0 0 0.001 842]"),
    ):  # fmt: skip
        yield (
            f"box-{name}.pdf",
            sheet(box=box),
            "broken-file" if name != "digits" else "broken-file|converted",
        )
    for name, box in (
        ("zero", b"[0 0 0 0]"), ("turned", b"[595 842 0 0]"), ("short", b"[0 0 595]"), ("words", b"[(a) /b null 1]"),
        ("minus", b"[-595 -842 0 0]"),
    ):  # fmt: skip
        yield f"box-{name}.pdf", sheet(box=box), "converted|broken-file"
    yield "box-unit.pdf", sheet(page=b"/UserUnit 1000000"), "converted|broken-file"
    yield "box-rotate.pdf", sheet(page=b"/Rotate 123456789"), "converted|broken-file"


def _bombs() -> Iterator[Made]:
    for megabytes in (8, 256):
        data = zeros(megabytes << 20)
        twice = b"/Filter [/FlateDecode /FlateDecode]"
        codes = "converted|broken-file|out-of-memory"
        yield f"bomb-content-{megabytes}.pdf", sheet((twice, data)), codes
        stream = b"/Type /ObjStm /N 1 /First 4 " + twice
        yield f"bomb-objstm-{megabytes}.pdf", sheet((b"", TEXT), (stream, data)), codes
        cmap = FONT.replace(b">>", b"/ToUnicode 6 0 R >>")
        font = sheet((b"", TEXT), (twice, data)).replace(FONT, cmap)
        yield f"bomb-cmap-{megabytes}.pdf", font, codes
    yield "bomb-words.pdf", sheet(packed(_words(60_000))), "broken-file"
    yield "bomb-paths.pdf", sheet(packed(b"1 1 m 9 9 l S\n" * 200_000)), "converted|broken-file"
    yield "bomb-states.pdf", sheet(packed(b"q " * 300_000 + TEXT)), "converted|broken-file"
    yield "bomb-operands.pdf", sheet(packed(b"1 " * 1_000_000 + TEXT)), "converted|broken-file"
    yield "bomb-arrays.pdf", sheet(packed(b"[" * 500_000 + TEXT)), "converted|broken-file"
    yield (
        "bomb-contents.pdf",
        sheet(b"[%s]" % (b"6 0 R " * 2_000), (b"", b" " * 500 + TEXT[:80])),
        "converted|broken-file",
    )
    yield (
        "bomb-ascii.pdf",
        sheet((b"/Filter [%s]" % (b"/ASCIIHexDecode " * 200), b"00>" * 50)),
        "converted|broken-file",
    )
    yield (
        "bomb-runlength.pdf",
        sheet((b"/Filter [/RunLengthDecode /RunLengthDecode]", b"\x81\x81" * 9_000)),
        "converted|broken-file",
    )
    nested = b"<< /A " * 20_000 + b"1" + b" >>" * 20_000
    yield "bomb-nested.pdf", sheet((b"", TEXT), nested, page=b"/X 6 0 R"), "converted|broken-file"


def _words(count: int) -> bytes:
    """One page with so many words, one over another."""
    rows = (
        b"BT /F1 1 Tf 1 0 0 1 %d %d Tm (ab cd ef gh ij) Tj ET\n" % (k % 50 * 11, k // 50 % 800)
        for k in range(count // 5)
    )
    return b"".join(rows)


def _images() -> Iterator[Made]:
    draw = (b"", b"q 595 0 0 842 0 0 cm /I Do Q\n")
    keys = (
        b"/Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray /BitsPerComponent %d %s"
    )
    small = zeros(1 << 20)
    for name, side, bits, coding, data, codes in (
        ("flate", 60_000, 8, b"/Filter [/FlateDecode /FlateDecode]", small, "converted"),
        ("bits", 60_000, 1, b"/Filter [/FlateDecode /FlateDecode]", small, "converted"),
        (
            "ccitt",
            60_000,
            1,
            b"/Filter /CCITTFaxDecode /DecodeParms << /K -1 /Columns 60000 /Rows 60000 >>",
            b"\0\1\0\1" * 9,
            "converted",
        ),
        ("jpeg", 60_000, 8, b"/Filter /DCTDecode", b"\xff\xd8\xff\xe0\0\4ab", "converted"),
        ("jpx", 60_000, 8, b"/Filter /JPXDecode", b"\0\0\0\x0cjP  \r\n\x87\n" + bytes(90), "converted"),
        (
            "jbig2",
            60_000,
            1,
            b"/Filter /JBIG2Decode",
            b"\0\0\0\0\x30\0\1\0\0\0\x13" + b"\0\0\xea\x60" * 2 + bytes(20),
            "converted",
        ),
        ("int", 2_147_483_647, 8, b"/Filter /FlateDecode", zlib.compress(bytes(9)), "converted"),
        ("zero", 0, 8, b"", b"", "converted"),
    ):
        image = (keys % (side, side, bits, coding), data)
        yield f"image-{name}.pdf", sheet(draw, image, resources=b"/XObject << /I 6 0 R >>"), codes
    mask = (keys % (9, 9, 8, b"/SMask 6 0 R"), bytes(81))
    yield (
        "image-mask-self.pdf",
        sheet((b"", draw[1] + TEXT), mask, resources=b"/XObject << /I 6 0 R >>"),
        "converted",
    )


def _forms() -> Iterator[Made]:
    form = b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /Font << /F1 5 0 R >> /XObject << /X %d 0 R >> >>"
    call = (b"", b"/X Do\n" + TEXT)
    uses = b"/XObject << /X 6 0 R >>"
    yield "form-self.pdf", sheet(call, (form % 6, b"/X Do\n"), resources=uses), "converted"
    yield (
        "form-two.pdf",
        sheet(call, (form % 7, b"/X Do\n"), (form % 6, b"/X Do\n"), resources=uses),
        "converted",
    )
    chain = [(form % (k + 7), b"/X Do\n") for k in range(400)]
    yield "form-chain.pdf", sheet(call, *chain, (form % 5, b""), resources=uses), "converted|broken-file"
    glyph = b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 9 9] /FontMatrix [1 0 0 1 0 0] /FirstChar 97 /LastChar 97 /Widths [9]"
    glyph += b" /Encoding << /Differences [97 /a] >> /CharProcs << /a 7 0 R >> /Resources << /Font << /F2 6 0 R >> >> >>"
    body = (b"", b"9 0 d0 BT /F2 1 Tf (aaaa) Tj ET")
    use = (b"", TEXT + b"BT /F2 9 Tf 9 9 Td (aaaa) Tj ET")
    data = sheet(use, glyph, body).replace(b"/F1 5 0 R >>  >>", b"/F1 5 0 R /F2 6 0 R >> >>")
    yield "form-glyph.pdf", data, "converted"
    tile = b"/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 9 9] /XStep %s /YStep %s /Resources << /Pattern << /P 6 0 R >> >>"
    paint = (b"", b"/Pattern cs /P scn 0 0 595 842 re f\n" + TEXT)
    for name, step in (("self", b"9"), ("tiny", b"0.00001")):
        inner = (tile % (step, step), b"/Pattern cs /P scn 0 0 9 9 re f")
        yield (
            f"form-tile-{name}.pdf",
            sheet(paint, inner, resources=b"/Pattern << /P 6 0 R >>"),
            "broken-file",
        )


def _odd() -> Iterator[Made]:
    file = b"<< /Type /Filespec /FS /URL /F (http://127.0.0.1:9/a) >>"
    yield "fetch-stream.pdf", sheet((b"/F %s" % file, TEXT)), "converted"
    run = b"/OpenAction << /S /Launch /F (/bin/true) /Next << /S /URI /URI (http://127.0.0.1:9/) >> >>"
    yield "fetch-action.pdf", sheet(catalog=run), "converted"
    script = b"/OpenAction << /S /JavaScript /JS (while (true) {}) >>"
    yield "script.pdf", sheet(catalog=script), "converted"
    xfa = b"/AcroForm << /XFA [(a) 6 0 R] /Fields [] >>"
    entity = b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'
    yield "fetch-xfa.pdf", sheet((b"", TEXT), (b"", entity), catalog=xfa), "converted"
    sign = b"<< /Type /Sig /M (D:99999999999999) /Contents <00> /ByteRange [0 9 9 9] >>"
    place = b"<< /FT /Sig /T (s) /V 6 0 R /Subtype /Widget /Rect [0 0 0 0] >>"
    fields = b"/AcroForm << /SigFlags 3 /Fields [7 0 R] >>"
    yield (
        "signed-badly.pdf",
        sheet((b"", TEXT), sign, place, catalog=fields, page=b"/Annots [7 0 R]"),
        "converted",
    )
    yield (
        "matrix.pdf",
        sheet((b"", b"0 0 0 0 0 0 cm\n" + TEXT + b"9e99 0 0 9e99 0 0 cm\n" + TEXT)),
        "converted",
    )
    far = b"BT /F1 1000000000 Tf 1e20 -1e20 Td (xa xoi) Tj ET\n"
    yield "far-away.pdf", sheet((b"", TEXT + far)), "converted"
    wide = b"<< /Type /Font /Subtype /TrueType /BaseFont /A /FirstChar 0 /LastChar 2147483647 /Widths [1] >>"
    yield "font-range.pdf", sheet().replace(FONT, wide), "converted|broken-file"
    program = (b"/Length1 99999999", b"\0\1\0\0" + b"\xff" * 300)
    descriptor = b"<< /Type /FontDescriptor /FontName /A /Flags 4 /FontFile2 7 0 R >>"
    broken = b"<< /Type /Font /Subtype /TrueType /BaseFont /A /FontDescriptor 6 0 R >>"
    yield "font-broken.pdf", sheet((b"", TEXT), descriptor, program).replace(FONT, broken), "converted"
    yield "page-null.pdf", sheet(page=b"/Resources null /Contents null"), "converted"


def _broken_page() -> Iterator[Made]:
    """Three pages of which the second cannot be read; the others must be in the record."""
    for name, second in (
        ("box", b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 1000000000 9] /Contents 4 0 R >>"),
        ("gone", b"null"),
    ):
        data = sheet((b"", TEXT), second, pages=b"/Kids [3 0 R 6 0 R 3 0 R] /Count 3")
        yield f"second-page-{name}.pdf", data, "converted"
