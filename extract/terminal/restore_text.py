"""A text alone, without a document around it: restored line for line.

file or standard input ─▶ characters ─ blocks ─▶ diacritics.restore ─▶ pieces of text or of JSON
"""

from __future__ import annotations

import codecs
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from diacritics import restore
from diacritics.lattice import Decoded
from diacritics.restore import Restoration
from extract.core.errors import NotText, Unreadable
from extract.intake.characters import decode
from schemas.catalogue.system import why

# Decoded together, so that a long text teaches its names and its beginning is soon told: some 100 pages.
# The decoder holds about 1 kB a character.
BLOCK = 200_000
_MARK = "\ufeff"  # byte order mark, kept where a UTF-8 file has one
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)  # texts that may hold zero bytes; so begins UTF-32 LE
_DOCUMENTS = (b"%PDF-", b"{\\rtf")
_LINE_END = re.compile(r"\r\n|\r|\n")


def text_of(file: str) -> str:
    """The characters of a file, of standard input for "-". Raises Unreadable or NotText."""
    try:
        data = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError as error:
        raise Unreadable("named-cannot-open", path=file, error=why(error)) from error
    if data.startswith(_DOCUMENTS) or (b"\0" in data and not data.startswith(_WIDE)):
        raise NotText("input-not-text") if file == "-" else NotText("file-not-text", path=file)
    mark = _MARK if data.startswith(codecs.BOM_UTF8) else ""
    return mark + decode(data)[0]


@dataclass(slots=True)
class Restorer:
    """Restores a text block by block. `channel` as in `diacritics.restore`."""

    channel: str

    def text(self, text: str) -> Iterator[str]:
        """The restored text, in pieces."""
        mark = _MARK if text.startswith(_MARK) else ""
        yield mark
        for restored in self._blocks(text.removeprefix(mark)):
            yield restored.text

    def as_json(self, text: str) -> Iterator[str]:
        """A JSON object in pieces: "tokens", one a line, each with its line number; then "text"."""
        line, whole, lead = 1, [], '{"tokens": ['
        for restored in self._blocks(text.removeprefix(_MARK)):
            for channel, tokens in zip(restored.channels, restored.lines, strict=True):
                for token in tokens:
                    yield f"{lead}\n{_described(token, line, channel)}"
                    lead = ","
                line += 1
            whole.append(restored.text)
        if lead != ",":
            yield lead
        yield f'\n], "text": {json.dumps("".join(whole), ensure_ascii=False)}}}\n'

    def _blocks(self, text: str) -> Iterator[Restoration]:
        start = 0
        while start < len(text):
            end = _LINE_END.search(text, min(start + BLOCK, len(text)))
            stop = end.end() if end else len(text)
            yield restore(text[start:stop], self.channel)
            start = stop


def _described(token: Decoded, line: int, channel: str) -> str:
    told = {
        "line": line,
        "raw": token.seen,
        "text": token.text,
        "posterior": round(token.posterior, 4),
        "alternatives": [(text, round(posterior, 4)) for text, posterior in token.alternatives],
        "channel": channel,
        "reason": token.reason,
    }
    return json.dumps(told, ensure_ascii=False)
