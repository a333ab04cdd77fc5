"""A text alone, without a document around it: restored line for line.

file or standard input ─▶ characters ─▶ diacritics.restore ─▶ text or JSON
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path

import diacritics
from extract.errors import Unreadable
from extract.readers.text import decode


def text_of(file: str) -> str:
    """The characters of a file, of standard input for "-". Raises Unreadable."""
    try:
        data = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError as error:
        raise Unreadable(f"{file} cannot be opened: {error.strerror}.") from error
    return decode(data)[0]


def restored(text: str, channel: str, *, as_json: bool = False) -> str:
    """The text with its Vietnamese letters; as JSON with every token's alternatives and reason."""
    found = diacritics.restore(text, channel)
    if not as_json:
        return str(found.text)
    tokens = [asdict(token) for token in found.tokens]
    return json.dumps({"text": found.text, "tokens": tokens}, ensure_ascii=False, indent=2) + "\n"
