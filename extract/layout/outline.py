"""Headings and numbered points with their true nesting.

    Paragraphs ─ outline ─▶ Heading(marker, level, title, kind)

The level is the depth of nesting where the entry stands ("a)" under "1." is deeper than "a)" under
"I."), told by the rank of its kind of marker, not by fonts or by a converter's heading levels. A
heading names what follows: short, no full sentence; or the words before a colon, or in bold. A point
says it: its title is the whole paragraph. An article without a title of its own is a point.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from extract.layout import signs
from extract.layout.model import Heading, HeadingKind, Paragraph, Region
from extract.model import Word

# Longest heading, in words: the longest in bold print seen has 39.
LONGEST_HEADING = 45
# Longest heading that ends with a colon, and longest name before a colon inside the paragraph, in words.
LONGEST_LEAD = 25
LONGEST_NAME = 12
# A number may skip this many when OCR lost the ones between.
LARGEST_SKIP = 3
# Organs that a paragraph of tasks begins with; "Thời gian: ..." and "Giao Sở ...: ..." are statements.
ORGAN = re.compile(
    r"^(?:cac |uy vien )?(?:so|bo|ubnd|uy ban|phong|ban|cuc|chi cuc|tong cuc|vu|van phong|cong an|truong"
    r"|trung tam|hoi|doan|lien minh|lien doan|bao|dai|vien|kho bac|ngan hang|toa an|mat tran|mttq|thanh tra"
    r"|don vi|co quan|dia phuong|doanh nghiep|quan su|huyen|thanh pho|xa|tinh)\b"
)
LETTERS = "abcdđeghiklmnopqrstuvxy"

_ROMAN = r"(?:[IVX]{1,6})"
# Rank and form of each kind of marker, highest first.
_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("part", rf"^(?:Phần|PHẦN)\s+(?P<n>thứ \w+|THỨ \w+|{_ROMAN}|\d{{1,2}})\s*[.:]?(?=\s|$)"),
        ("chapter", rf"^(?:Chương|CHƯƠNG)\s+(?P<n>{_ROMAN}|\d{{1,2}})\s*[.:]?(?=\s|$)"),
        ("section", rf"^(?:Mục|MỤC)\s+(?P<n>{_ROMAN}|\d{{1,2}})\s*[.:]?(?=\s|$)"),
        ("letter", r"^(?P<n>[A-HK-U])\s*[.)/](?=\s|[^\W\d])"),
        ("roman", rf"^(?P<n>{_ROMAN})(?:\s*(?:[.)/]|\s[-–])(?=\s|[^\W\d])|(?=\s[^{signs.LOWER}]{{6,}}$))"),
        ("article", r"^(?:Điều|ĐIỀU)\s+(?P<n>\d{1,3}[a-zđ]?)\s*[.:]?(?=\s|$)"),
        ("deepest", r"^(?P<n>\d{1,2}\.\d{1,2}\.\d{1,2}(?:\.\d{1,2})?)\s*[.)]?(?=\s|[^\W\d])"),
        ("deep", r"^(?P<n>\d{1,2}\.\d{1,2})\s*[.)]?(?=\s|[^\W\d])"),
        ("number", r"^(?P<n>\d{1,2})\s*[.)/](?=\s|[^\W\d])"),
        ("point", r"^(?P<n>[a-zđ]\d?)\s*[.)/](?=\s|[^\W\d])"),
        ("bracket", r"^\((?P<n>\d{1,2}|[a-zđ])\)(?=\s|[^\W\d])"),
    )
)
_RANK = {
    name: rank
    for rank, name in enumerate(
        (
            "part",
            "letter",
            "chapter",
            "section",
            "roman",
            "article",
            "number",
            "deep",
            "deepest",
            "point",
            "bracket",
        )
    )
}
# Its title may stand on the next line.
_TITLED_BELOW = ("part", "chapter", "section")


@dataclass(frozen=True, slots=True)
class _Marked:
    kind: str
    number: str
    marker: str
    title: str
    paragraph: Paragraph


def outline(paragraphs: Sequence[Paragraph], notes: frozenset[str] = frozenset()) -> tuple[Heading, ...]:
    """The outline of the body; of the appendix where the document is nothing else.

    `notes` are the markers of the document's footnotes: raised at the end of a title, they are left out.
    """
    text = [p for p in paragraphs if p.region is Region.BODY] or [
        p for p in paragraphs if p.region is Region.APPENDIX
    ]
    stack: list[_Marked] = []
    found: list[Heading] = []
    for entry in _marked(text):
        while stack and _RANK[stack[-1].kind] > _RANK[entry.kind]:
            stack.pop()
        if stack and stack[-1].kind == entry.kind:
            if not _follows(stack[-1], entry):
                continue
            stack.pop()
        elif not _may_start(entry):
            continue
        stack.append(entry)
        title, kind = _titled(replace(entry, title=_without_marker(entry.title, notes)))
        found.append(Heading(entry.marker, len(stack), title, kind, entry.paragraph))
    return tuple(found)


def _without_marker(title: str, notes: frozenset[str]) -> str:
    found = re.search(r"(?<=[^\s\d])\d{1,2}$", title)
    return title[: found.start()] if found and found.group() in notes else title


def _marked(paragraphs: Sequence[Paragraph]) -> Iterable[_Marked]:
    """Paragraphs that begin with a marker, outside tables and brackets."""
    open_bracket = False
    for index, paragraph in enumerate(paragraphs):
        if any(line.line.cell for line in paragraph.lines):
            continue
        text = paragraph.text.lstrip()
        inside = open_bracket
        open_bracket = _bracket_after(text, inside)
        found = None if inside else _match(text)
        if found is None:
            continue
        kind, number, end = found
        title = text[end:].lstrip(" _-–.").rstrip()
        if not title and kind in _TITLED_BELOW and index + 1 < len(paragraphs):
            title = paragraphs[index + 1].text if signs.capitals(paragraphs[index + 1].text) else ""
        yield _Marked(kind, number, " ".join(text[:end].split()), title, paragraph)


def _match(text: str) -> tuple[str, str, int] | None:
    for name, pattern in _KINDS:
        if found := pattern.match(text):
            return name, found.group("n"), found.end()
    return None


def _bracket_after(text: str, inside: bool) -> bool:
    """Whether a bracket that begins a paragraph is still open at the end of this one."""
    if not inside and not text.startswith("("):
        return False
    return (1 if inside else 0) + text.count("(") - text.count(")") > 0


def _follows(before: _Marked, entry: _Marked) -> bool:
    """Whether the number goes on from the last of its kind, or begins anew."""
    old, new = _value(before), _value(entry)
    return old is None or new is None or new == 1 or old < new <= old + LARGEST_SKIP


def _may_start(entry: _Marked) -> bool:
    """Whether a list may begin with this number: an extract begins anywhere, but not at "21."."""
    value = _value(entry)
    return value is None or entry.kind in ("article", "chapter", "roman") or value <= 1 + LARGEST_SKIP * 2


def _value(entry: _Marked) -> int | None:
    if entry.number.isdigit():
        return int(entry.number)
    if entry.kind == "point" and entry.number in LETTERS:
        return LETTERS.index(entry.number) + 1
    if entry.kind in ("deep", "deepest"):
        return int(entry.number.rsplit(".", 1)[1])
    return None


def _titled(entry: _Marked) -> tuple[str, HeadingKind]:
    """The entry's title, and whether it is a heading or a point."""
    title = entry.title
    if bold := _bold_lead(entry):
        return bold.rstrip(" .:"), HeadingKind.HEADING
    words = len(title.split())
    if not title:
        return "", HeadingKind.POINT
    if signs.capitals(title) or entry.kind in _TITLED_BELOW:
        return title.rstrip(" .:"), HeadingKind.HEADING
    if signs.TERMINAL.search(title) is None and words <= LONGEST_HEADING:
        return title, HeadingKind.HEADING
    if title.endswith(":") and words <= LONGEST_LEAD and entry.kind != "article":
        return title.rstrip(" :"), HeadingKind.HEADING
    name = _name_before_colon(title)
    if name and entry.kind != "article":
        return name, HeadingKind.HEADING
    return title, HeadingKind.POINT


def _name_before_colon(title: str) -> str:
    """The organ that a paragraph begins with ("Sở Tài chính: Là cơ quan ..."), else ""."""
    name, colon, rest = title.partition(":")
    short = len(name.split()) <= LONGEST_NAME and "." not in name
    sentence = rest.lstrip()[:1].isupper()
    return name.strip() if colon and sentence and short and ORGAN.match(signs.fold(name)) else ""


def _bold_lead(entry: _Marked) -> str:
    """The words in bold after the marker, when the whole entry or only its beginning is bold."""
    words = [word for line in entry.paragraph.lines for word in line.line.words if word.text]
    marked = len(entry.marker.split())
    bold: list[Word] = []
    for word in words[marked:]:
        if not word.bold:
            break
        bold.append(word)
    complete = len(bold) == len(words) - marked
    if not bold or len(bold) > LONGEST_HEADING or (not complete and not bold[-1].text.endswith((":", "."))):
        return ""
    return " ".join(word.text for word in bold)
