"""The lines of a signature to the blocks of those who signed, in reading order.

    "KT. BỘ TRƯỞNG / BỘ Y TẾ / THỨ TRƯỞNG / Lê Văn An", "NGƯỜI LẬP BIỂU / ..." ─▶ SignatureBlock for each

A block ends with its name, and where the next line stands in another column: signers of a joint document, of
minutes and of forms stand beside each other, and the name of one of them may be missing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import fmean

from diacritics.syllable import is_syllable
from extract.core.model import Line
from extract.form.agencies import names_agency
from extract.form.folding import is_capitals
from extract.form.person_names import has_family_name, is_name, mended
from extract.form.positions import (
    assists,
    has_mark,
    is_acting,
    is_approval,
    is_deputy_word,
    is_position,
    last_word,
)
from extract.layout.model import Placed
from schemas import vocabulary

# A second line of an authority or title, read with less than this, is strokes of a signature or a seal.
GARBAGE = 0.4
APART = 2.0  # heights of a line between columns; a name that is stamped by hand may stand beside its title
BARE_MARK = re.compile(r"\bK/?T\s*[.,]\W*$")
# "(đã ký)", and what a digital signature writes: who, when, an address.
NOISE = re.compile(
    r"\(?\s*[đd][ãaà] k[ýyí]\s*\)?"
    r"|\b(?:ký bởi|người ký|cơ quan|thời gian|ngày ký|chức vụ|email|digital)\b.{0,12}:"
    r"|@|\d{2}[:./]\d{2}",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class SignatureBlock:
    """What stands over one name, line by line; `scraps` stood before the title and are no words of it."""

    organ: tuple[Placed, ...] = ()
    authority: tuple[Placed, ...] = ()
    title: tuple[Placed, ...] = ()
    name: Placed | None = None
    scraps: str = ""

    @property
    def begun(self) -> bool:
        """Whether it has what a name stands under."""
        return bool(self.authority or self.title)

    @property
    def lines(self) -> tuple[Placed, ...]:
        """All lines over the name."""
        return (*self.organ, *self.authority, *self.title)

    @property
    def read(self) -> bool:
        """Whether its lines were read from a picture."""
        return any(word.confidence < 1 for line in self.lines for word in line.line.words)

    @property
    def principal(self) -> bool:
        """Whether it is of one who signs for the document, not of who made, kept, checked or approved it."""
        own = self.title[0].text if self.title else ""
        return not assists(own) and not any(is_approval(line.text) for line in self.authority)


def signature_blocks(lines: Sequence[Placed]) -> list[SignatureBlock]:
    """The blocks of the lines of a signature."""
    blocks: list[SignatureBlock] = []
    block = SignatureBlock()
    for printed in lines:
        if NOISE.search(printed.text):
            continue
        line = trimmed(printed)
        named = _is_named(line, block)
        if block.lines and (named or _is_head(line)) and _is_apart(block.lines[-1], line):
            blocks += [block] if block.begun else []
            block = SignatureBlock()
        if named:
            blocks.append(replace(block, name=line))
            block = SignatureBlock()
        else:
            block = _with(block, line, printed)
    return [*blocks, block] if block.begun else blocks


def main_block(blocks: Sequence[SignatureBlock]) -> SignatureBlock:
    """The block of the one who signs for the document.

    The last that has a name: of several signers the one at the right, where the form puts who is answerable
    for the document; who made, kept, checked or approved it only where nobody else signed.
    """
    named = [block for block in blocks if block.name is not None] or list(blocks)
    return ([block for block in named if block.principal] or named)[-1]


def _is_named(line: Placed, block: SignatureBlock) -> bool:
    if is_name(line.text):
        return block.begun or has_family_name(line.text)
    return bool(block.title) and mended(line.line) is not None


def _with(block: SignatureBlock, line: Placed, printed: Placed) -> SignatureBlock:
    """The block with one more line, or as it was."""
    text = line.text
    if has_mark(text) or is_approval(text):
        return replace(block, authority=(*block.authority, line))
    if is_position(text) or (not block.title and last_word(line.line) is not None):
        scraps = block.scraps if block.title else cut_off(printed, line)
        return replace(block, title=(*block.title, line), scraps=scraps)
    if is_capitals(text) and _goes_on(line):
        if block.title:
            return replace(block, title=(*block.title, line))
        if block.authority:
            return replace(block, authority=(*block.authority, line))
        return replace(block, organ=(*block.organ, line)) if block.organ or names_agency(text) else block
    if BARE_MARK.search(printed.text) and not block.authority:
        return replace(block, scraps=printed.text)  # "KT." apart from its title
    return block


def _is_head(line: Placed) -> bool:
    return has_mark(line.text) or is_position(line.text) or is_approval(line.text)


def _is_apart(before: Placed, line: Placed) -> bool:
    """Whether a line stands in another column than the one before it."""
    if before.page != line.page:
        return False
    if before.line.cell and line.line.cell:
        return before.line.cell[0::2] != line.line.cell[0::2]
    a, b = before.box, line.box
    return bool(a and b and max(b.x0 - a.x1, a.x0 - b.x1) > APART * a.height)


def trimmed(line: Placed) -> Placed:
    """The line without what a seal or a signature left at its ends; clean text stays as it is."""
    words = [word for word in line.line.words if word.text]
    if all(word.confidence >= 1 for word in words):
        return line
    while words and not _is_word(words[-1].text):
        words.pop()
    while words and not (_is_word(words[0].text) or is_deputy_word(words[0].text)):
        words.pop(0)
    capitals = words and is_capitals(" ".join(word.text for word in words))
    return Placed(Line.of(words), line.page) if capitals else line


def cut_off(printed: Placed, line: Placed) -> str:
    """What stood before the words that were kept of a line."""
    first = line.line.words[0]
    kept = next(i for i, word in enumerate(printed.line.words) if word is first)
    return " ".join(word.text for word in printed.line.words[:kept])


def _is_word(text: str) -> bool:
    """Capitals only, as the whole line is, with punctuation at most at the ends."""
    bare = re.sub(r"^\W+|\W+$", "", text)
    return (len(bare) > 1 and bare.isalpha() and bare.isupper()) or has_mark(f"{text} XX")


def _goes_on(line: Placed) -> bool:
    """A second line of an authority or title: words of the language, not the letters of a seal."""
    if fmean(word.confidence for word in line.line.words) < GARBAGE:
        return False
    words = line.text.split()
    known = [
        w for w in words if is_syllable(w.strip(".,-&")) or w.strip(".,") in vocabulary.agency_abbreviations()
    ]
    return len(known) >= 2 and len(known) >= len(words) - 1


def acting_as_title(block: SignatureBlock) -> SignatureBlock:
    """ "Q. CỤC TRƯỞNG" is the signer's own title, not an authority."""
    if block.authority and not block.title and is_acting(block.authority[-1].text):
        return replace(block, authority=block.authority[:-1], title=block.authority[-1:])
    return block
