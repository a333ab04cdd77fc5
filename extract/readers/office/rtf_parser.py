r"""An RTF file's control words and text, put together group by group.

    bytes ─▶ tokens ─▶ Parser (a stack of group states) ─▶ blocks, notes

Tables are the flat kind (\trowd ... \cell ... \row); text of nested tables stays in the outer cell. Text
boxes follow the paragraph that holds their anchor.
"""

from __future__ import annotations

from dataclasses import replace

from extract.core.errors import BrokenFile
from extract.core.limits import Limits
from extract.core.model import Footnote
from extract.readers.flow import Block, Look, Paragraph, Span, footnote, shown
from extract.readers.office.page_headers import heading
from extract.readers.office.rtf_fields import NUMBERS, TARGETS, Fields
from extract.readers.office.rtf_fonts import Fonts, is_utf8
from extract.readers.office.rtf_objects import RtfObjects
from extract.readers.office.rtf_pictures import Pictures
from extract.readers.office.rtf_state import State, changed
from extract.readers.office.rtf_words import (
    BOXES,
    FIRST_HEADERS,
    MERGES,
    OTHER_HEADERS,
    READ,
    SIGNS,
    SKIPPED,
    TOKEN,
    WORDS,
)
from extract.readers.office.table_builder import TableFlow
from extract.readers.office.unread import Unread

APART = ("header", "footer", "footnote", "box")  # targets of groups whose text is not the body's
_WORD_ART = "gtextUNICODE"  # the property of a shape that has its letters
_SHOWN = 200  # letters of a paragraph that tell where a thing stands
_DEEPEST = 200  # groups within groups; Word writes fewer than 20


class Parser:
    """One file from its first brace to its last."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        self._data = data
        self._objects = RtfObjects(limits)
        self._pictures, self.unread = Pictures(), Unread()
        self._held: dict[str, Pictures | RtfObjects] = {"pict": self._pictures, "objdata": self._objects}
        self._fields, self._property = Fields(), {"sn": "", "sv": ""}  # name and value of a shape's property
        self._near, self._ended = (
            "",
            False,
        )  # the text of the last paragraph that has one, and whether it ended
        self._state = State()
        self._stack: list[State] = []
        self._fonts = Fonts()
        self._fonts.is_utf8 = is_utf8(data)
        self._flows = {target: TableFlow() for target in ("body", *APART)}
        self._bytes = bytearray()  # 8-bit text that waits for its end to be decoded
        self._to_skip = 0  # characters that stand in for the last \\u
        self._star = False  # \\* came: a group that may be skipped when its word is not known
        self._headers: dict[str, list[list[Block]]] = {"header": [], "footer": []}
        self._boxes: list[Block] = []  # text boxes that wait for the end of the paragraph they hang on
        self.notes: list[Footnote] = []

    def run(self) -> bool:
        """Read all; False when groups are left open at the end."""
        at = 0
        while match := TOKEN.search(self._data, at):
            at = match.end()
            kind = match.lastgroup
            if kind == "hex":
                self._eight_bit(bytes((int(match["hex"], 16),)))
            elif kind == "text":
                self._eight_bit(match["text"])
            elif match["word"]:
                raw = self._control(match["word"].decode("ascii"), match["number"])
                if raw and self._state.target in self._held:
                    self._held[self._state.target].add_raw(self._data[at : at + raw])
                at += raw
            elif kind == "sign":
                self._sign(match["sign"].decode("latin-1"))
            elif kind == "open":
                self._open()
            elif not self._close():
                return True
        self._flush()
        return not self._stack

    def blocks(self) -> list[Block]:
        """The body, after what headers and footers add to it."""
        head = heading(self._headers["header"], self._headers["footer"], self.unread)
        body, box = (self._flows[target].finish() for target in ("body", "box"))  # a file may end in a box
        return [*head, *body, *self._boxes, *box]

    def _open(self) -> None:
        self._flush()
        if len(self._stack) >= _DEEPEST:
            raise BrokenFile("rtf-too-deep")
        self._stack.append(self._state)
        self._to_skip = 0

    def _close(self) -> bool:
        """End a group; False when it was the outermost."""
        self._flush()
        if not self._stack:
            return False
        ended, self._state = self._state, self._stack.pop()
        self._star, self._to_skip = False, 0
        if ended.target != self._state.target and ended.target in APART:
            self._finish(ended.target)
        if ended.target == "objdata" != self._state.target:
            self._boxes += self._objects.taken()
        if ended.in_object and not self._state.in_object:
            self._objects.end(self.unread)
        if ended.target == "pict" != self._state.target:
            self._boxes += self._pictures.taken(self.unread, self._near)
        if ended.target == "sv" != self._state.target and self._property["sn"].strip() == _WORD_ART:
            self._boxes.append(Paragraph((Span(self._property["sv"].strip()),)))
        if ended.field > self._state.field:
            self._text(self._fields.end())
        return bool(self._stack)

    def _finish(self, target: str) -> None:
        """Put away what a group held whose text is not the body's."""
        blocks = self._flows[target].finish()
        self._flows[target] = TableFlow()
        if target == "box":
            self._boxes += blocks
        elif target in self._headers:
            self._headers[target].append([*blocks, *self._boxes])
            self._boxes = []
        else:
            self.notes.append(footnote(str(len(self.notes) + 1), blocks))

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
        if word == "annotation":
            self.unread.add("comments-left-out", self._near)
        if word in SKIPPED or (star and word not in READ):
            self._state = replace(self._state, skip=True)
        elif word in WORDS:
            self._text(WORDS[word])
        elif not self._state.skip:
            self._change(word, number)
        return 0

    def _change(self, word: str, number: int | None) -> None:
        """A control word that sets how text looks; the others go on to `_define`."""
        state = changed(self._state, word, number)
        if state is None:
            self._define(word, number)
            return
        self._state = state
        if word == "f" and state.target == "fonttbl":
            self._fonts.begin(number or 0)

    def _define(self, word: str, number: int | None) -> None:
        """A control word of the file's header or of a destination; the others go on to `_structure`."""
        if word in ("fonttbl", "footnote"):
            self._begin(word)
        elif word in BOXES:
            self._begin("box")
        elif word in self._held:
            self._begin(word)
        elif word in ("object", "result"):
            self._object(word)
        elif word in ("upr", "ud", "sp"):
            self._state = replace(self._state, silent=word != "ud")
        elif word in FIRST_HEADERS or word in OTHER_HEADERS:
            self._begin("header" if word in FIRST_HEADERS else "footer")
        elif word in self._property:
            self._property[word] = ""
            self._state = replace(self._state, target=word)
        elif word == "field" or word in TARGETS or word in NUMBERS:
            self._field(word, number or 0)
        elif word == "deff":
            self._fonts.default = number or 0
        elif word == "ansicpg":
            self._fonts.code_page = f"cp{number}"
        elif word == "fcharset" and self._state.target == "fonttbl":
            self._fonts.set_charset(self._state.font, number or 0)
        else:
            self._structure(word, number or 0)

    def _object(self, word: str) -> None:
        """An object begins, or the picture that stands for it, which is not wanted where it was read."""
        if word == "object":
            self._objects.begin(self._near)
        skip = self._state.skip or (word == "result" and self._objects.is_read)
        self._state = replace(self._state, in_object=True, skip=skip)

    def _field(self, word: str, number: int) -> None:
        """A control word of a field: it begins, or something is said of it."""
        if word == "field":
            self._fields.begin()
            self._state = replace(self._state, field=self._state.field + 1)
        elif word in NUMBERS:
            self._fields.set(word, number)
        else:
            self._state = replace(self._state, target=TARGETS[word])
            if word == "ffl":
                self._fields.begin_entry()

    def _structure(self, word: str, number: int) -> None:
        """Ends of paragraphs, cells and rows, and the definition of rows."""
        flow = self._flows.get(self._state.target)
        if flow is None:
            return
        if word in ("par", "sect", "nestcell", "nestrow"):
            flow.end_paragraph(self._state.in_table)
            self._hang(flow, in_table=self._state.in_table)
        elif word == "cell":
            if self._boxes:
                flow.end_paragraph(in_table=True)
                self._hang(flow, in_table=True)
            flow.end_cell()
        elif word == "row":
            flow.end_row()
        elif word == "trowd":
            flow.define_row()
        elif word == "trleft":
            flow.define_left(number)
        elif word == "cellx":
            flow.define_cell(number)
        elif word in MERGES:
            flow.define_merge(*MERGES[word])

    def _hang(self, flow: TableFlow, *, in_table: bool) -> None:
        """Text boxes follow the paragraph that holds their anchor."""
        flow.insert(self._boxes, in_table)
        self._boxes, self._ended = [], True

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
        elif sign in SIGNS:
            self._flush()
            self._text(SIGNS[sign])

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
            if self._state.target in self._held:
                if not self._state.skip:
                    self._held[self._state.target].add_digits(data)
                return
            self._text(self._fonts.decoded(data, self._state.font))

    def _text(self, text: str) -> None:
        state = self._state
        if state.target in self._property:
            self._property[state.target] += text
            return
        if state.skip or state.hidden or state.silent or state.target in self._held:
            return
        if state.target == "fonttbl":
            self._fonts.add_name(state.font, text)
            return
        if state.target in TARGETS.values():
            self._fields.add(state.target, text)
            return
        if text.strip():
            self._fields.shown()
            self._near = text if self._ended else (self._near + text)[:_SHOWN]
            self._ended = False
        look = Look(self._fonts.name(state.font), state.bold, state.italic, state.caps, state.raised)
        self._flows[state.target].add(shown(text, look))
