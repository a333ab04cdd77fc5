"""Letters that were read for digits, put right where the number or its place shows it.

    Page read by OCR ─▶ words such as "I5,5m", "24/1l/2020", "ngày 3] tháng" ─▶ the same in digits

Tesseract reads the 1 of italic, of small print and of lonely numbers as I, l or |, and 0 as O. Such a letter
is a digit when it touches one ("3l", "I0"), when the form of a date asks for one, or when it counts on in a
column of a table (I, 2, 3). A whole "II" elsewhere is a Roman number ("quý II/2025"), and codes with other
letters ("H2-I") are left.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from extract.core.edit import every_line, exchanged
from extract.core.model import Cell, Line, Page, Table, Word
from schemas.methods import Method

LIKE = "Il|"
DIGITS = str.maketrans(LIKE + "O]", "11101")
UNIT = r"(?:[mck]?m[23²³]?|k?g|ha|%|đ)(?:$|\W)"
# Digits and letters like them, at least one of each, that no other letter touches; "Km18" is a distance.
RUN = re.compile(rf"(?<![^\W_])(?:Km)?(?=[{LIKE}]*\d)(?=\d*[{LIKE}O])[\d{LIKE}O]+(?=$|[\W_]|{UNIT})")
ITEM = re.compile(rf"[{LIKE}1]{{1,3}}\W")  # "I1." at the head of a line may be II. as well as 11.
DOUBLED = re.compile(r"\d{1,2}\.\.")  # "2.. Đối tượng": the dot of an item read twice
SHORT = rf"[{LIKE}\d]{{1,2}}"
DATE = re.compile(rf"\W?{SHORT}[/-]{SHORT}[/-](?:19|20)[{LIKE}O\d]{{2}}\W*")
DAY_OR_MONTH = re.compile(rf"[{LIKE}O\d\]]{{1,2}}")
ARTICLES = ("điều", "khoản")  # counted in Arabic numbers
LONE = re.compile(rf"[{LIKE}]{{1,2}}\W?")
COUNTED = re.compile(rf"[{LIKE}i\d]{{1,3}}\W?")


def mended(page: Page) -> Page:
    """The page with its numbers in digits; what was read stays as the words' raw text."""
    found = dict(pair for line in every_line(page) for pair in _in_line(line))
    for table in page.tables:
        found.update(_counting(table))
    return exchanged(
        page,
        {key: word.repaired(text, word.confidence, Method.DIGITS) for key, (word, text) in found.items()},
    )


def _in_line(line: Line) -> Iterator[tuple[int, tuple[Word, str]]]:
    """Words of a line (by identity) with the text that they should have."""
    texts = ["", *(word.text for word in line.words), ""]
    for index, word in enumerate(line.words):
        if index == 0 and ITEM.fullmatch(word.text):
            continue
        if index == 0 and DOUBLED.fullmatch(word.text) and len(line.words) > 1:
            yield id(word), (word, word.text[:-1])
            continue
        text = _digits(word.text, texts[index].lower(), texts[index + 2].lower())
        if text != word.text:
            yield id(word), (word, text)


def _digits(text: str, before: str, after: str) -> str:
    in_date = before in ("ngày", "tháng") and after in ("tháng", "năm") and DAY_OR_MONTH.fullmatch(text)
    in_article = before in ARTICLES and LONE.fullmatch(text)
    if in_date or in_article or DATE.fullmatch(text):
        return text.translate(DIGITS)
    return RUN.sub(lambda run: run[0].translate(DIGITS), text)


def _counting(table: Table) -> Iterator[tuple[int, tuple[Word, str]]]:
    """Cells that hold one letter like a digit, where the cell above or below counts on from it."""
    columns: dict[int, list[Word]] = {}
    for cell in sorted(table.cells, key=lambda cell: (cell.column, cell.row)):
        word = _only_word(cell)
        if word and COUNTED.fullmatch(word.text):
            columns.setdefault(cell.column, []).append(word)
    for words in columns.values():
        for above, below in pairwise(words):
            for word, other, step in ((above, below, -1), (below, above, 1)):
                text = word.text.replace("i", "1").translate(DIGITS)
                if text != word.text and _number(text) == _number(other.text, step):
                    yield id(word), (word, text)


def _only_word(cell: Cell) -> Word | None:
    words = [word for line in cell.lines for word in line.words if word.text]
    return words[0] if len(words) == 1 else None


def _number(text: str, step: int = 0) -> int | None:
    """The number that a text of digits says, `step` further; None for other texts."""
    bare = re.sub(r"\W$", "", text)
    return int(bare) + step if bare.isdecimal() else None
