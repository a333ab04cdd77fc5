"""Forms that call forms that call forms: a small file whose page is drawn a milliard times, told before.

    file ─▶ its forms and patterns: whom each calls, how often ─▶ drawings of the most called ─▶ BrokenFile

pdfium unfolds every call when it loads a page, and nothing can stop it; a tiling pattern that paints with
itself is drawn without end. Both are streams, whose dictionary
no file can hide in an object stream. Files without one that calls others cost one search.
"""

from __future__ import annotations

import mmap
import re
import zlib
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from extract.core.errors import BrokenFile

MOST_CALLS = 1_000_000  # of all forms on a page; a map of signs that are forms has some ten thousand
DEEPEST = 40  # forms in forms that pdfium unfolds
MOST_BYTES = 1 << 20  # of a form's content looked at
NESTED = 2 << 10  # bytes before and after "/Form" or "/PatternType 1" in which its dictionary lies

_DRAWN = re.compile(rb"/Subtype\s*/Form\b|/(PatternType)\s*1\b")
_OBJECT = re.compile(rb"(?<!\d)(\d{1,9}) \d{1,5} obj\b")
_STREAM = re.compile(rb"stream\r?\n")
_RESOURCES = re.compile(rb"/(?:XObject|Pattern)\s*<<(.*?)>>", re.DOTALL)
_ENTRY = re.compile(rb"/([^\s/<>\[\]()]+)\s+(\d{1,9})\s+\d{1,5}\s+R\b")
_CALL = re.compile(rb"/([^\s/<>\[\]()]+)\s+(?:Do|scn|SCN)\b")

Calls = Mapping[int, Counter[int]]  # of each form: the objects that it calls, and how often


def check_calls(path: Path) -> None:
    """Raise BrokenFile for a file whose forms call each other more often than any page needs."""
    if path.stat().st_size == 0:
        return
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        found = [(_calls(data, place.start()), place[1]) for place in _DRAWN.finditer(data)]
    calls = dict(made for made, _ in found if made)
    # A form that is its own parent is drawn once, a pattern again and again.
    known = {made[0]: MOST_CALLS + 1 for made, pattern in found if made and pattern and made[0] in made[1]}
    for form in calls:
        if _drawings(form, calls, known, frozenset()) > MOST_CALLS:
            raise BrokenFile("pdf-form-calls", limit=MOST_CALLS)


def _calls(data: mmap.mmap, at: int) -> tuple[int, Counter[int]] | None:
    """Number of the object whose dictionary holds a place, and what it calls; None where that is nothing."""
    before = data[max(at - NESTED, 0) : at]
    begins = list(_OBJECT.finditer(before))
    stream = _STREAM.search(data, at, at + NESTED)
    if not begins or stream is None:
        return None
    head = before[begins[-1].end() :] + data[at : stream.start()]
    names = {name: int(number) for held in _RESOURCES.findall(head) for name, number in _ENTRY.findall(held)}
    if not names:
        return None
    content = _content(data[stream.end() : stream.end() + MOST_BYTES])
    found = Counter(names[name] for name in _CALL.findall(content) if name in names)
    return int(begins[-1][1]), found


def _content(raw: bytes) -> bytes:
    """The stream that begins here: unpacked, or up to its end as it stands."""
    try:
        return zlib.decompressobj().decompress(raw, MOST_BYTES)
    except zlib.error:
        return raw.partition(b"endstream")[0]


def _drawings(form: int, calls: Calls, known: dict[int, int], above: frozenset[int]) -> int:
    """How many forms one call of a form draws; a form that is its own parent is drawn once."""
    if form in above or form not in calls or len(above) > DEEPEST:
        return 1
    if form not in known:
        inside = above | {form}
        known[form] = min(
            1 + sum(count * _drawings(one, calls, known, inside) for one, count in calls[form].items()),
            MOST_CALLS + 1,
        )
    return known[form]
