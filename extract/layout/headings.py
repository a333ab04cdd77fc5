"""What an entry of the outline is called, and whether it is a heading or a point.

    Entry(mark, title, paragraph) ─ named ─▶ title, kind

A heading names what follows: short, no full sentence; or the words before a colon, or in bold. A point
says it: its title is the whole paragraph. An article without a title of its own is a point.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.core.model import Word
from extract.form import cues
from extract.form.folding import fold_words, is_capitals
from extract.form.word_patterns import any_of
from extract.layout.markers import Mark
from extract.layout.model import Paragraph
from schemas import vocabulary
from schemas.kinds import HeadingKind

# Longest heading, in words: the longest in bold print seen has 39.
LONGEST_HEADING = 45
# Longest heading that ends with a colon (those that name a programme in full have 50), and longest name
# before a colon inside the paragraph, in words.
LONGEST_LEAD = 60
LONGEST_NAME = 12
# Organs that a paragraph of tasks begins with; "Thời gian: ..." and "Giao Sở ...: ..." are statements.
ORGAN = re.compile(rf"^(?:cac |uy vien )?(?:{any_of(map(fold_words, vocabulary.organs()))})\b")
# A row of a table without rules: a name and the figures of two columns or more.
ROW = re.compile(r"[^\W\d_].*?(?:\s[-+]?\d[\d.,]*%?){2,}$")


@dataclass(frozen=True, slots=True)
class Entry:
    """A paragraph with its mark and the text after it."""

    mark: Mark
    title: str
    paragraph: Paragraph


def is_row(title: str) -> bool:
    """Whether it is a row of figures, no entry."""
    ends_in_letters = title[-1:].isalpha() or title[-2:-1].isalpha()  # "năm 2025.": no figure before a sign
    return not ends_in_letters and ROW.search(title) is not None


def named(entry: Entry, title: str) -> tuple[str, HeadingKind]:
    """The entry's title, and whether it is a heading or a point."""
    if bold := _bold_lead(entry):
        return bold.rstrip(" .:"), HeadingKind.HEADING
    words, article = len(title.split()), entry.mark.kind == "article"
    if not title:
        return "", HeadingKind.POINT
    if is_capitals(title) or entry.mark.kind in ("part", "chapter", "section"):
        return title.rstrip(" .:"), HeadingKind.HEADING
    if cues.TERMINAL.search(title) is None and words <= LONGEST_HEADING:
        return title, HeadingKind.HEADING
    if title.endswith(":") and words <= LONGEST_LEAD and not article:
        return title.rstrip(" :"), HeadingKind.HEADING
    name = _name_before_colon(title)
    if name and not article:
        return name, HeadingKind.HEADING
    return title, HeadingKind.POINT


def _name_before_colon(title: str) -> str:
    """The organ that a paragraph begins with ("Sở Tài chính: Là cơ quan ..."), else ""."""
    name, colon, rest = title.partition(":")
    short = len(name.split()) <= LONGEST_NAME and "." not in name
    sentence = rest.lstrip()[:1].isupper()
    return name.strip() if colon and sentence and short and ORGAN.match(fold_words(name)) else ""


def _bold_lead(entry: Entry) -> str:
    """The words in bold after the marker, when the whole entry or only its beginning is bold."""
    words = [word for line in entry.paragraph.lines for word in line.line.words if word.text]
    marked = len(entry.paragraph.text.lstrip()[: entry.mark.end].split())
    bold: list[Word] = []
    for word in words[marked:]:
        if not word.bold:
            break
        bold.append(word)
    complete = len(bold) == len(words) - marked
    if not bold or len(bold) > LONGEST_HEADING or (not complete and not bold[-1].text.endswith((":", "."))):
        return ""
    return " ".join(word.text for word in bold)
