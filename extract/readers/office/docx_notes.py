"""Footnotes and endnotes of a .docx file, numbered in the order of their references.

    w:footnoteReference, w:endnoteReference ─ reference ─▶ "[1]" in the text ─ laid ─▶ Footnotes

A note that several references name is laid once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from extract.core.model import Footnote
from extract.readers.flow import Block, footnote
from extract.readers.office.docx_styles import w


class Notes:
    """The notes of one document; the root of either part is None where it has none."""

    def __init__(self, footnotes: Any, endnotes: Any) -> None:
        self._elements = {
            "footnote": _by_id(footnotes, "footnote"),
            "endnote": _by_id(endnotes, "endnote"),
        }
        self._waiting: dict[str, Any] = {}  # element by marker, in the order of the references
        self._markers: dict[tuple[str, str], str] = {}  # by kind and id

    def reference(self, element: Any) -> str:
        """What stands in the text for a reference; "" where its note is missing."""
        kind = "footnote" if element.tag == w("footnoteReference") else "endnote"
        key = kind, element.get(w("id"))
        note = self._elements[kind].get(key[1])
        if note is None:
            return ""
        if key not in self._markers:
            self._markers[key] = str(len(self._markers) + 1)
            self._waiting[self._markers[key]] = note
        return f"[{self._markers[key]}]"

    def laid(self, blocks_of: Callable[[Any], Iterable[Block]]) -> Iterator[Footnote]:
        """The notes referred to; those that notes refer to come behind them."""
        while self._waiting:
            waiting, self._waiting = self._waiting, {}
            for marker, note in waiting.items():
                yield footnote(marker, blocks_of(note))


def _by_id(root: Any, kind: str) -> dict[str, Any]:
    return {} if root is None else {note.get(w("id")): note for note in root.findall(w(kind))}
