r"""The fonts of an RTF file, and the text that bytes are in each of them.

    font table (\f, \fcharset, names) ─▶ Fonts ─▶ name, decoded bytes

Bytes (\'hh and raw 8-bit ones) of fonts with a legacy Vietnamese name (`.Vn...`, `VNI-...`, ...) stay the
cp1252 character of that byte, so that `diacritics.decode` can act on them; bytes of other fonts are decoded
by the font's charset.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass

from extract.readers.office.byte_text import byte_text, is_legacy_font

# \fcharset -> Python codec (RTF specification, font table); symbol fonts keep their bytes.
_CHARSETS = {
    0: "cp1252", 161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257",
    204: "cp1251", 222: "cp874", 238: "cp1250", 128: "cp932", 129: "cp949", 134: "cp936", 136: "cp950",
}  # fmt: skip


@dataclass(slots=True)
class _Font:
    name: str = ""
    charset: int = 0


class Fonts:
    """The fonts of one file by number; `default` (\\deff) is that of text which names none."""

    def __init__(self) -> None:
        self._known: dict[int, _Font] = {}
        self.default = 0
        self.code_page = "cp1252"  # of the whole file (\\ansicpg)
        self.is_utf8 = False  # a program wrote UTF-8 where RTF allows 7 bits

    def begin(self, number: int) -> None:
        """The font table comes to this font."""
        self._known.setdefault(number, _Font())

    def set_charset(self, number: int | None, charset: int) -> None:
        """\\fcharset of a font; one that never began is passed over."""
        if number in self._known:
            self._known[number].charset = charset

    def add_name(self, number: int | None, text: str) -> None:
        """More of a font's name, which the file may give in pieces."""
        if number in self._known:
            font = self._known[number]
            font.name = (font.name + text).strip(" ;")

    def name(self, number: int | None) -> str:
        """The font's name; "" for one that the table does not have."""
        return self._font(number).name

    def decoded(self, data: bytes, number: int | None) -> str:
        """8-bit text in this font."""
        font = self._font(number)
        if self.is_utf8:
            with suppress(UnicodeDecodeError):
                return data.decode()
        charset = _CHARSETS.get(font.charset, self.code_page)
        if charset == "cp1252" or is_legacy_font(font.name):
            return byte_text(data)
        try:
            return data.decode(charset)
        except (UnicodeDecodeError, LookupError):
            return byte_text(data)

    def _font(self, number: int | None) -> _Font:
        return self._known.get(self.default if number is None else number) or _Font()


def is_utf8(data: bytes) -> bool:
    """Whether the bytes above 7 bits are UTF-8: a legacy encoding makes no such text by chance."""
    if data.isascii():
        return False
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True
