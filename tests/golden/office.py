r"""Letters as office files and plain text: .docx, TCVN3 .rtf, VNI .doc, text without marks.

    Letter ─▶ docx | tcvn3_rtf | vni_doc | stripped ─▶ bytes

The legacy files are made as typists made them: TCVN3 has no accented capitals, so capitals are lower
case letters in the font .VnTimeH; columns of the RTF are set with tabs.
"""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Iterator

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt
from unidecode import unidecode

from diacritics.encodings import encode
from golden.form import Basis, Centre, Item, Letter, Table
from golden.paper import paragraphs
from golden.word97 import Para, Run, cells, write

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest date a zip can hold


# .docx


def docx_bytes(letter: Letter) -> bytes:
    """A .docx: header and signature in tables without rules, headings numbered by Word itself."""
    document = docx.Document()
    made = datetime.datetime(2022, 1, 1)
    document.core_properties.created = document.core_properties.modified = made
    document.core_properties.author = ""
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Times New Roman", Pt(13)
    _docx_columns(
        document,
        [(text, "") for text in letter.parent_lines] + [(text, "b") for text in letter.organ_lines],
        [(text, "b") for text in letter.motto_lines],
        [(letter.number_line, "")],
        [(letter.date_line, "i")],
    )
    for text in (letter.type_name.upper(), *letter.title_lines):
        _docx_paragraph(document, text, "b").alignment = WD_ALIGN_PARAGRAPH.CENTER
    for text in letter.addressee_lines:
        _docx_paragraph(document, text).alignment = WD_ALIGN_PARAGRAPH.CENTER
    roman = _roman_list(document)
    for block in letter.body:
        if isinstance(block, Table):
            _docx_table(document, block)
        elif isinstance(block, Item) and block.heading:
            _numbered(_docx_paragraph(document, block.text, "b"), roman)
        else:
            text = block.printed if isinstance(block, Item) else block.text
            paragraph = _docx_paragraph(document, text, "i" if isinstance(block, Basis) else "")
            if isinstance(block, Centre):
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    left = [(text, "bi" if n == 0 else "") for n, text in enumerate(letter.recipient_lines)]
    right = [(text, "b") for text in (*letter.signing_lines, "", "", "", letter.signer[2])]
    _docx_columns(document, left, right)
    if letter.notes:
        _docx_notes(document, letter.notes)
    held = io.BytesIO()
    document.save(held)
    return _dated(held.getvalue())


def _docx_paragraph(parent, text: str, look: str = ""):  # type: ignore[no-untyped-def]
    """A paragraph; `^1` becomes a footnote reference."""
    paragraph = parent.add_paragraph()
    for number, part in enumerate(text.split("^")):
        run = paragraph.add_run()
        if number:
            reference = OxmlElement("w:footnoteReference")
            reference.set(qn("w:id"), part[0])
            run._r.append(reference)
            run = paragraph.add_run()
        run.add_text(part[1:] if number else part)
        run.bold, run.italic = ("b" in look) or None, ("i" in look) or None
    return paragraph


def _docx_columns(document, *columns: list[tuple[str, str]]) -> None:  # type: ignore[no-untyped-def]
    """A table of two columns without rules; each pair of columns is a row."""
    table = document.add_table(len(columns) // 2, 2)
    for number, lines in enumerate(columns):
        cell = table.cell(number // 2, number % 2)
        for text, look in lines:
            _docx_paragraph(cell, text, look).alignment = WD_ALIGN_PARAGRAPH.CENTER
        cell._tc.remove(cell.paragraphs[0]._p)


def _docx_table(document, table: Table) -> None:  # type: ignore[no-untyped-def]
    grid = document.add_table(0, len(table.columns), style="Table Grid")
    for row in (table.columns, *table.rows):
        for cell, text in zip(grid.add_row().cells, row, strict=True):
            cell.text = text


def _roman_list(document) -> str:  # type: ignore[no-untyped-def]
    """A list with the markers I., II., III.; gives its number."""
    numbering = document.part.numbering_part.element
    level = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>'
    )
    abstract = parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90">{level}</w:abstractNum>')
    numbering.insert(0, abstract)
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))
    return "90"


def _numbered(paragraph, number: str) -> None:  # type: ignore[no-untyped-def]
    place = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'
    paragraph._p.get_or_add_pPr().append(parse_xml(place))


def _docx_notes(document, notes: tuple[str, ...]) -> None:  # type: ignore[no-untyped-def]
    entries = "".join(
        f'<w:footnote w:id="{n}"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> {text}</w:t>'
        "</w:r></w:p></w:footnote>"
        for n, text in enumerate(notes, start=1)
    )
    content = f"<w:footnotes {nsdecls('w')}>{entries}</w:footnotes>".encode()
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    part = Part(PackURI("/word/footnotes.xml"), kind, content, document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def _dated(package: bytes) -> bytes:
    """The same package with one fixed date on every part."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, _EPOCH), old.read(name), zipfile.ZIP_DEFLATED)
    return held.getvalue()


# TCVN3 in RTF


def tcvn3_rtf(letter: Letter) -> bytes:
    """An .rtf of about 2002: fonts .VnTime and .VnTimeH, header and signature set with tabs."""
    lines = [*_rtf_pairs(_left_header(letter), _right_header(letter)), r"\pard\par"]
    lines += [_rtf(text, r"\qc", bold=True) for text in (letter.type_name.upper(), *letter.title_lines)]
    for block in letter.body:
        if isinstance(block, Table):
            raise ValueError("the RTF sample has no tables")
        text = block.printed if isinstance(block, Item) else block.text
        centred = isinstance(block, Centre)
        lines.append(
            _rtf(text, r"\qc" if centred else r"\qj\fi720", bold=centred, italic=isinstance(block, Basis))
        )
    right = [*letter.signing_lines, "", "", "", letter.signer[2]]
    lines += [r"\pard\par", *_rtf_pairs(list(letter.recipient_lines), right)]
    fonts = r"{\fonttbl{\f0\fswiss\fcharset0 .VnTime;}{\f1\fswiss\fcharset0 .VnTimeH;}}"
    return ("{\\rtf1\\ansi\\ansicpg1252\\deff0" + fonts + "\n" + "\n".join(lines) + "\n}").encode("ascii")


def _left_header(letter: Letter) -> list[str]:
    return [*letter.parent_lines, *letter.organ_lines, letter.number_line]


def _right_header(letter: Letter) -> list[str]:
    return [*letter.motto_lines, letter.date_line]


def _rtf_pairs(left: list[str], right: list[str]) -> Iterator[str]:
    """Lines of two columns with a tab between them."""
    for number in range(max(len(left), len(right))):
        one = left[number] if number < len(left) else ""
        two = right[number] if number < len(right) else ""
        yield rf"\pard\tx5100 {_rtf_text(one)}\tab {_rtf_text(two)}\par"


def _rtf(text: str, form: str, *, bold: bool = False, italic: bool = False) -> str:
    look = (r"\b" if bold else "") + (r"\i" if italic else "")
    return rf"\pard{form}{{{look} {_rtf_text(text)}}}\par"


def _rtf_text(text: str) -> str:
    """A line in capitals is lower case in the capital font; TCVN3 has no accented capitals of its own."""
    if text.isupper():
        return rf"{{\f1 {_escaped(encode(text.lower(), 'tcvn3'))}}}"
    return rf"{{\f0 {_escaped(encode(text, 'tcvn3'))}}}"


def _escaped(text: str) -> str:
    coded = ""
    for sign in text:
        byte = sign.encode("latin-1" if ord(sign) < 256 else "cp1252")[0]
        coded += sign if byte < 0x80 and sign not in "\\{}" else f"\\'{byte:02x}"
    return coded


# VNI in .doc


def vni_doc(letter: Letter) -> bytes:
    """A Word 97 file with the font VNI-Times; header and signature in tables."""
    header = [
        [
            [_vni(text, bold=text in letter.organ_lines) for text in _left_header(letter)],
            [
                _vni(text, bold=text in letter.motto_lines, italic=text == letter.date_line)
                for text in _right_header(letter)
            ],
        ]
    ]
    right = (*letter.signing_lines, "", letter.signer[2])
    closing = [
        [
            [_vni(text, bold=n == 0, italic=n == 0) for n, text in enumerate(letter.recipient_lines)],
            [_vni(text, bold=True) for text in right],
        ]
    ]
    paras = [*cells(*header, edges=(0, 4200, 9300))]
    paras += [_vni(text, bold=True) for text in (letter.type_name.upper(), *letter.title_lines)]
    for block in letter.body:
        if isinstance(block, Table):
            raise ValueError("the .doc sample has no tables")
        text = block.printed if isinstance(block, Item) else block.text
        paras.append(_vni(text, italic=isinstance(block, Basis), bold=isinstance(block, Centre)))
    return write([*paras, *cells(*closing, edges=(0, 4200, 9300)), Para(())])


def _vni(text: str, *, bold: bool = False, italic: bool = False) -> Para:
    return Para((Run(encode(text, "vni"), "VNI-Times", bold=bold, italic=italic),))


# text without marks


def stripped(letter: Letter) -> bytes:
    """Plain text typed without marks, wrapped at 78 letters, an empty line between paragraphs."""
    lines: list[str] = []
    for text in paragraphs(letter):
        lines += [*_wrapped(unidecode(text), 78), ""]
    return "\n".join(lines).encode()


def _wrapped(text: str, width: int) -> Iterator[str]:
    held = ""
    for word in text.split():
        if held and len(held) + 1 + len(word) > width:
            yield held
            held = word
        else:
            held = f"{held} {word}".strip()
    yield held
