"""Styles of a .docx file: the font, weight and list of a run or paragraph, resolved through the style chain.

    styles.xml, theme.xml ─▶ Styles ─▶ Look of a run, (list, level) of a paragraph

Nearest setting wins: run, character style, paragraph style and its bases, document defaults (ECMA-376,
part 1, 17.7.2). Table styles are left out: they set borders and shading, hardly ever fonts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, TypeVar

from extract.readers.flow import Look

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_T = TypeVar("_T")
_LONGEST_CHAIN = 12  # Word itself allows eleven bases; a style based on itself must not loop


def w(name: str) -> str:
    """The qualified name of a WordprocessingML element or attribute."""
    return _W + name


class Styles:
    """Look-up of resolved properties; every root may be None."""

    def __init__(self, styles: Any, theme: Any) -> None:
        found = [] if styles is None else styles.findall(w("style"))
        self._by_id = {style.get(w("styleId")): style for style in found}
        self._default = next(
            (
                s.get(w("styleId"))
                for s in found
                if s.get(w("type")) == "paragraph" and is_on(s.get(w("default")))
            ),
            None,
        )
        self._theme = _theme_fonts(theme)
        path = f"{w('docDefaults')}/{w('rPrDefault')}/{w('rPr')}"
        self._defaults = None if styles is None else styles.find(path)
        self._of_style = cache(self._style_looks)

    def paragraph_look(self, properties: Any) -> Look:
        """The look that the paragraph's style gives its runs; the font is that of non-ASCII letters."""
        style = _value(properties, "pStyle") or self._default
        return self._of_style(style)[1]

    def run_look(self, properties: Any, base: Look, text: str, font: str | None = None) -> Look:
        """The look of a run with this text in a paragraph whose look is `base`."""
        style = _value(properties, "rStyle")
        layers = [properties, *(s.find(w("rPr")) for s in self._chain(style))]
        slots = ("ascii", "hAnsi") if text.isascii() else ("hAnsi", "ascii")
        return Look(
            font or self._first(layers, lambda layer: self._font(layer, slots)) or base.font,
            _either(self._first(layers, lambda layer: toggle(layer, "b")), base.bold),
            _either(self._first(layers, lambda layer: toggle(layer, "i")), base.italic),
            _either(self._first(layers, lambda layer: toggle(layer, "caps")), base.caps),
            self._first(layers, lambda layer: _value(layer, "vertAlign")) == "superscript",
        )

    def is_hidden(self, properties: Any, paragraph: Any = None) -> bool:
        """Whether a run is not printed, by its own properties, its style's or its paragraph's style's."""
        chains = (self._chain(_value(properties, "rStyle")), self._chain(_value(paragraph, "pStyle")))
        layers = [properties, *(style.find(w("rPr")) for chain in chains for style in chain)]
        return bool(self._first(layers, lambda layer: toggle(layer, "vanish")))

    def numbering(self, properties: Any) -> tuple[str, int] | None:
        """The list (numId) and level of a paragraph, its own or its style's; None outside lists."""
        style = _value(properties, "pStyle") or self._default
        number: str | None = None
        level: str | None = None
        for layer in [properties, *(s.find(w("pPr")) for s in self._chain(style))]:
            given = None if layer is None else layer.find(w("numPr"))
            number = number or _value(given, "numId")
            level = level or _value(given, "ilvl")
        if number is None or number == "0":
            return None
        return number, int(level) if level and level.isdigit() else 0

    def _style_looks(self, style: str | None) -> tuple[str | None, Look]:
        layers = [*(s.find(w("rPr")) for s in self._chain(style)), self._defaults]
        look = Look(
            self._first(layers, lambda layer: self._font(layer, ("hAnsi", "ascii"))) or "",
            bool(self._first(layers, lambda layer: toggle(layer, "b"))),
            bool(self._first(layers, lambda layer: toggle(layer, "i"))),
            bool(self._first(layers, lambda layer: toggle(layer, "caps"))),
        )
        return style, look

    def _chain(self, style: str | None) -> Iterator[Any]:
        for _ in range(_LONGEST_CHAIN):
            element = self._by_id.get(style)
            if element is None:
                return
            yield element
            style = _value(element, "basedOn")

    def _font(self, layer: Any, slots: tuple[str, ...]) -> str | None:
        fonts = layer.find(w("rFonts"))
        if fonts is None:
            return None
        for slot in slots:
            themed = self._theme.get(fonts.get(w(slot + "Theme"), ""))
            font = themed or fonts.get(w(slot))
            if font:
                return str(font)
        return None

    @staticmethod
    def _first(layers: list[Any], ask: Callable[[Any], _T | None]) -> _T | None:
        for layer in layers:
            answer = None if layer is None else ask(layer)
            if answer is not None:
                return answer
        return None


def is_on(value: str | None) -> bool:
    """An on/off attribute (ST_OnOff)."""
    return value in ("1", "true", "on")


def toggle(layer: Any, name: str) -> bool | None:
    """A toggle property such as bold: on, off, or None where the layer does not say."""
    element = None if layer is None else layer.find(w(name))
    if element is None:
        return None
    value = element.get(w("val"))
    return value is None or is_on(value)


def _either(value: bool | None, otherwise: bool) -> bool:
    return otherwise if value is None else value


def _value(element: Any, name: str) -> str | None:
    """The `w:val` of a child, or None."""
    child = None if element is None else element.find(w(name))
    return None if child is None else child.get(w("val"))


def _theme_fonts(theme: Any) -> dict[str, str]:
    """Latin fonts of the theme under the names that w:rFonts uses (minorHAnsi, majorAscii, ...)."""
    found: dict[str, str] = {}
    if theme is None:
        return found
    for kind in ("major", "minor"):
        latin = next((e for font in theme.iter(f"{_A}{kind}Font") for e in font.iter(_A + "latin")), None)
        if latin is not None and latin.get("typeface"):
            found[kind + "HAnsi"] = found[kind + "Ascii"] = latin.get("typeface")
    return found
