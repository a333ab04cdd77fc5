"""Names of records from names of files: always valid, always inside the output folder, never twice.

    path below its root (any bytes) ─▶ "sub/a.pdf" ─▶ DIR/<root>/sub/a.pdf.json

File names may hold newlines, bytes that are no UTF-8, `..`, or 255 bytes that leave no room for
".json". What cannot stand is written as %XX; what is too long is cut and marked with its hash.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from extract.core.options import Also
from extract.intake.disk_set import DiskSet

# A file name may have 255 bytes; ".json", a "~2" and the writer's temporary suffix need room.
MAX_COMPONENT = 200
# A whole path may have 4,096 bytes on Linux; the output folder's own path comes before ours.
MAX_NAME = 2_000
# Files of the batch at the top of the output folder, by the start of their names.
RESERVED = ("records.jsonl", "summary.json", "ledger.sqlite", "index.sqlite", "review.sqlite")
# How the names end of what is written for a document.
WRITTEN = (".json", *(f".{also.suffix}" for also in Also))
# How the name of a record of one of several documents ends; no file may claim it, nor a free variant of it.
PART = re.compile(r"~part\d+\Z", re.IGNORECASE)
# Not allowed in names by Windows; "/" and NUL occur inside a component only in hostile archives.
FORBIDDEN = frozenset('<>:"\\|?*/')
UNPRINTABLE = ("Cc", "Cs", "Co", "Cn", "Zl", "Zp")


def component(name: str) -> str:
    """One path component made safe: NFC, printable, not "." or "..", at most MAX_COMPONENT bytes."""
    text = unicodedata.normalize("NFC", name)
    if not (text.isprintable() and FORBIDDEN.isdisjoint(text)):  # hardly any, and letter by letter is slow
        text = "".join(map(_escape, text))
    if not text.strip(". "):
        text = "_" + text
    return _shorten(text)


def _escape(char: str) -> str:
    code = ord(char)
    if 0xDC80 <= code <= 0xDCFF:  # how Python shows a byte that is no UTF-8
        return f"%{code - 0xDC00:02X}"
    if char in FORBIDDEN or unicodedata.category(char) in UNPRINTABLE:
        return "".join(f"%{byte:02X}" for byte in char.encode(errors="surrogatepass"))
    return char


def _shorten(text: str) -> str:
    encoded = text.encode()
    if len(encoded) <= MAX_COMPONENT:
        return text
    suffix = text[text.rfind(".") :] if "." in text[-9:] else ""
    tail = f"~{_mark(text)}{suffix}"
    return encoded[: MAX_COMPONENT - len(tail.encode())].decode(errors="ignore") + tail


def _mark(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]


@lru_cache(maxsize=256)  # of the files of a folder one after the other
def folder(name: str) -> str:
    """A folder component: never one that a record ("*.json"), or what stands beside it, could be called."""
    text = component(name)
    return text + "~" if text.endswith(WRITTEN) else text


def relative(parts: Sequence[str]) -> str:
    """The parts of a relative path (at least one) as a safe name with "/" between."""
    folders, last = [folder(part) for part in parts[:-1]], component(parts[-1])
    name = "/".join([*folders, last])
    return name if len(name.encode()) <= MAX_NAME else f"~{_mark(name)}/{last}"


def shown(text: str) -> str:
    """A path or a sentence with one in it as text that UTF-8 can hold: a byte that is no UTF-8 is "\\xff"."""
    return text.encode(errors="surrogateescape").decode(errors="backslashreplace")


class Taken:
    """The names given so far; a second claim to the same name gets "~2" at its end.

    Names that differ only by case are the same: the records may be copied to where they would be one file.
    """

    def __init__(self) -> None:
        self._names = DiskSet()

    def claim(self, name: str, root: str = "") -> str:
        """`name`, or the first free variant of it below the folder `root`. Raises OutputError."""
        if name == "summary" or name.startswith(RESERVED) or PART.search(name):
            name += "~"
        free, count = name, 1
        while not self._names.add(f"{root}/{free.casefold()}"):
            count += 1
            free = f"{name}~{count}"
        return free
