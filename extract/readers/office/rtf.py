r"""Rich Text Format: a tokeniser and the few control words that carry text, fonts, tables and notes.

    bytes ─▶ tokens ─▶ _Parser (a stack of group states) ─▶ Paragraph | Grid ─▶ flow.page ─▶ Document

Source: Rich Text Format specification 1.9.1. Bytes (\'hh and raw 8-bit ones) of fonts with a legacy
Vietnamese name (`.Vn...`, `VNI-...`, ...) stay the cp1252 character of that byte, so that
`diacritics.decode` can act on them; bytes of other fonts are decoded by the font's charset. Tables
are the flat kind (\trowd ... \cell ... \row); text of nested tables stays in the outer cell.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

from extract.core.errors import BrokenFile, EmptyFile, TooLarge
from extract.core.limits import Limits
from extract.core.model import Document, Footnote, Origin
from extract.intake.formats import RTF
from extract.readers.flow import Block, Look, check_length, footnote, is_letterhead, page, shown
from extract.readers.office.byte_text import byte_text, is_legacy_font
from extract.readers.office.table_builder import Merge, TableFlow
from extract.readers.plain.tab_columns import lay_columns

_TOKEN = re.compile(
    rb"\\(?P<word>[A-Za-z]{1,32})(?P<number>-?\d{1,10})? ?"
    rb"|\\'(?P<hex>[0-9A-Fa-f]{2})"
    rb"|\\(?P<sign>[^A-Za-z])"
    rb"|(?P<open>\{)|(?P<close>\})"
    rb"|(?P<text>[^\\{}\r\n]+)",
    re.DOTALL,
)
# Groups whose text is not the document's. \shptxt (text boxes) and \fldrslt (field results) are read.
# fmt: off
_SKIPPED = frozenset((
    "stylesheet", "colortbl", "info", "pict", "object", "objdata", "themedata",
    "colorschememapping", "datastore", "latentstyles", "filetbl", "listtable", "listoverridetable",
    "rsidtbl", "generator", "fldinst", "xmlnstbl", "footer", "headerl", "headerr", "footerl",
    "footerr", "footerf", "ftnsep", "ftnsepc", "annotation", "atnid", "atnauthor", "bkmkstart",
    "bkmkend", "mmathPr", "nonshppict", "revtbl", "xe", "tc", "sp", "private",
))
# fmt: on
_READ = frozenset(("shptxt", "shpinst", "shp", "shpgrp", "fldrslt", "pntext", "listtext", "footnote", "cs"))
_SIGNS = {"~": "\u00a0", "_": "-", "-": "", "\n": "\n", "\r": "\n", "\\": "\\", "{": "{", "}": "}"}
_WORDS = {
    "tab": "\t", "line": "\n", "page": "\n", "emdash": "—", "endash": "–", "bullet": "•",
    "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”",
    "emspace": " ", "enspace": " ", "qmspace": " ",
}  # fmt: skip
# \fcharset -> Python codec (RTF specification, font table); symbol fonts keep their bytes.
_CHARSETS = {
    0: "cp1252", 161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257",
    204: "cp1251", 222: "cp874", 238: "cp1250", 128: "cp932", 129: "cp949", 134: "cp936", 136: "cp950",
}  # fmt: skip
_ENDS = re.compile(rb"\\(?:par|cell|row|line|sect)(?![a-z])")  # each makes a line, also an empty one
_DEEPEST = 200  # groups within groups; Word writes fewer than 20


@dataclass(frozen=True, slots=True)
class _State:
    """What a group inherits, and gives back at its end."""

    skip: bool = False
    target: str = "body"  # body, fonttbl, header, footnote
    font: int | None = None
    bold: bool = False
    italic: bool = False
    caps: bool = False
    hidden: bool = False
    unicode_skip: int = 1
    in_table: bool = False


@dataclass(slots=True)
class _Font:
    name: str = ""
    charset: int = 0


def read_rtf(path: Path, limits: Limits) -> Document:
    """The document as one page without boxes. Raises EmptyFile, TooLarge, TooManyPages or BrokenFile."""
    if path.stat().st_size > limits.max_bytes:
        raise TooLarge
    data = path.read_bytes()
    if not data:
        raise EmptyFile
    if not data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{\\rtf"):
        raise BrokenFile("The .rtf file does not begin as RTF.")
    check_length(sum(1 for _ in _ENDS.finditer(data)), limits)
    parser = _Parser(data)
    closed = parser.run()
    laid = page(lay_columns(parser.blocks()), Origin.OFFICE, tuple(parser.notes))
    check_length(sum(len(word.raw) + 1 for word in laid.words), limits)
    warnings = () if closed else ("the RTF file is cut off: its last part is missing",)
    return Document((laid,), RTF.media_type, RTF.paged, warnings)


class _Parser:
    """One file from its first brace to its last."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._state = _State()
        self._stack: list[_State] = []
        self._fonts: dict[int, _Font] = {}
        self._default_font = 0
        self._code_page = "cp1252"
        self._flows = {"body": TableFlow(), "header": TableFlow(), "footnote": TableFlow()}
        self._bytes = bytearray()  # 8-bit text that waits for its end to be decoded
        self._to_skip = 0  # characters that stand in for the last \\u
        self._star = False  # \\* came: a group that may be skipped when its word is not known
        self._headers: list[list[Block]] = []
        self.notes: list[Footnote] = []

    def run(self) -> bool:
        """Read all; False when groups are left open at the end."""
        at = 0
        while match := _TOKEN.search(self._data, at):
            at = match.end()
            kind = match.lastgroup
            if kind == "hex":
                self._eight_bit(bytes((int(match["hex"], 16),)))
            elif kind == "text":
                self._eight_bit(match["text"])
            elif match["word"]:
                at += self._control(match["word"].decode("ascii"), match["number"])
            elif kind == "sign":
                self._sign(match["sign"].decode("latin-1"))
            elif kind == "open":
                self._open()
            elif not self._close():
                return True
        self._flush()
        return not self._stack

    def blocks(self) -> list[Block]:
        """The body, after the first page's header when that is a letterhead."""
        head = next((blocks for blocks in self._headers if is_letterhead(blocks)), [])
        return [*head, *self._flows["body"].finish()]

    def _open(self) -> None:
        self._flush()
        if len(self._stack) >= _DEEPEST:
            raise BrokenFile("The .rtf file nests its groups too deeply.")
        self._stack.append(self._state)
        self._to_skip = 0

    def _close(self) -> bool:
        """End a group; False when it was the outermost."""
        self._flush()
        if not self._stack:
            return False
        ended, self._state = self._state, self._stack.pop()
        self._star, self._to_skip = False, 0
        if ended.target != self._state.target and ended.target in ("header", "footnote"):
            blocks = self._flows[ended.target].finish()
            self._flows[ended.target] = TableFlow()
            if ended.target == "header":
                self._headers.append(blocks)
            else:
                self.notes.append(footnote(str(len(self.notes) + 1), blocks))
        return bool(self._stack)

    def _control(self, word: str, digits: bytes | None) -> int:
        """Act on a control word; gives the number of raw bytes that follow it (\\bin)."""
        number = None if digits is None else int(digits)
        if word == "bin":
            return max(0, number or 0)
        if word == "u":
            self._unicode(number or 0)
            return 0
        self._flush()
        star, self._star = self._star, False
        if word in _SKIPPED or (star and word not in _READ):
            self._state = replace(self._state, skip=True)
        elif word in _WORDS:
            self._text(_WORDS[word])
        elif not self._state.skip:
            self._change(word, number)
        return 0

    def _change(self, word: str, number: int | None) -> None:
        """A control word that sets how text looks; the others go on to `_define`."""
        on = number != 0
        state = self._state
        if word == "b":
            self._state = replace(state, bold=on)
        elif word == "i":
            self._state = replace(state, italic=on)
        elif word == "caps":
            self._state = replace(state, caps=on)
        elif word in ("v", "deleted"):
            self._state = replace(state, hidden=on)
        elif word == "plain":
            self._state = replace(state, font=None, bold=False, italic=False, caps=False, hidden=False)
        elif word == "f":
            self._state = replace(state, font=number)
            if state.target == "fonttbl":
                self._fonts.setdefault(number or 0, _Font())
        elif word in ("pard", "intbl"):
            self._state = replace(state, in_table=word == "intbl")
        else:
            self._define(word, number)

    def _define(self, word: str, number: int | None) -> None:
        """A control word of the file's header or of a destination; the others go on to `_structure`."""
        state = self._state
        if word == "uc":
            self._state = replace(state, unicode_skip=max(0, min(number or 0, 16)))
        elif word in ("fonttbl", "header", "headerf", "footnote"):
            self._begin(word.removesuffix("f") if word == "headerf" else word)
        elif word == "deff":
            self._default_font = number or 0
        elif word == "ansicpg":
            self._code_page = f"cp{number}"
        elif word == "fcharset" and state.target == "fonttbl" and state.font in self._fonts:
            self._fonts[state.font].charset = number or 0
        else:
            self._structure(word, number or 0)

    def _structure(self, word: str, number: int) -> None:
        """Ends of paragraphs, cells and rows, and the definition of rows."""
        flow = self._flows.get(self._state.target)
        if flow is None:
            return
        if word in ("par", "sect", "nestcell", "nestrow"):
            flow.end_paragraph(self._state.in_table)
        elif word == "cell":
            flow.end_cell()
        elif word == "row":
            flow.end_row()
        elif word == "trowd":
            flow.define_row()
        elif word == "trleft":
            flow.define_left(number)
        elif word == "cellx":
            flow.define_cell(number)
        elif word in _MERGES:
            flow.define_merge(*_MERGES[word])

    def _begin(self, target: str) -> None:
        if target == "footnote":
            self._text(f"[{len(self.notes) + 1}]")
        self._state = replace(self._state, target=target, in_table=False)

    def _sign(self, sign: str) -> None:
        if sign == "*":
            self._flush()
            self._star = True
        elif sign in "\r\n":
            self._control("par", None)
        elif sign in _SIGNS:
            self._flush()
            self._text(_SIGNS[sign])

    def _eight_bit(self, data: bytes) -> None:
        if self._to_skip:
            skipped = min(self._to_skip, len(data))
            self._to_skip -= skipped
            data = data[skipped:]
        self._star = False
        self._bytes += data

    def _unicode(self, number: int) -> None:
        self._flush()
        self._text(chr(number % 0x10000))
        self._to_skip = self._state.unicode_skip

    def _flush(self) -> None:
        if self._bytes:
            data = bytes(self._bytes)
            self._bytes.clear()
            self._text(self._decoded(data))

    def _decoded(self, data: bytes) -> str:
        font = self._font()
        charset = _CHARSETS.get(font.charset, self._code_page)
        if charset == "cp1252" or is_legacy_font(font.name):
            return byte_text(data)
        try:
            return data.decode(charset)
        except (UnicodeDecodeError, LookupError):
            return byte_text(data)

    def _font(self) -> _Font:
        number = self._default_font if self._state.font is None else self._state.font
        return self._fonts.get(number) or _Font()

    def _text(self, text: str) -> None:
        state = self._state
        if state.skip or state.hidden:
            return
        if state.target == "fonttbl":
            if state.font in self._fonts:
                font = self._fonts[state.font]
                font.name = (font.name + text).strip(" ;")
            return
        look = Look(self._font().name, state.bold, state.italic, state.caps)
        self._flows[state.target].add(shown(text, look))


_MERGES = {
    "clvmgf": ("v", Merge.FIRST),
    "clvmrg": ("v", Merge.CONTINUED),
    "clmgf": ("h", Merge.FIRST),
    "clmrg": ("h", Merge.CONTINUED),
}
