"""A document whose line ends were lost: copied out of a web page or a database field, it is one long line.

    lines ─▶ the same, or the one long line cut where the legal form begins a new part

Cut is only what is certain to be a document: the motto stands within the line. The parts begin with words
that the form prescribes (NĐ 30/2020, Phụ lục I), or where capitals begin or end: headings, offices, and the
names below them are set apart by their case.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extract.form.folding import fold_words

LONG = 600  # letters: a letterhead, a title and one article; paragraphs with a motto within have none
LEAST_HEADING = 3  # letters of a word of a heading: "VT, NN." is none
_MOTTO = "cong hoa xa hoi chu nghia viet nam"
_BEGINS = re.compile(
    r"C[ỘO]NG H(?:ÒA|OÀ|OA) XÃ HỘI|ĐẢNG CỘNG SẢN|Độc lập\s*[-–]|Số\s*:|V/v|Về việc|Kính gửi|Căn cứ |"
    r"Xét đề nghị|Theo đề nghị|[ỦU][YỶ] BAN NHÂN DÂN|HỘI ĐỒNG NHÂN DÂN|Điều \d+\s*\.|Chương [IVX\d]+|"
    r"Nơi nhận|(?:TM|KT|TL|TUQ|Q)\. ?[^\W\d_]"
)
_ITEM = re.compile(r"[-–] [^\W\d_]")  # of the list of recipients: elsewhere a dash joins
_JOINED = re.compile(r"(?:TM|KT|TL|TUQ|Q)\. |TỊCH [ỦU]")  # "KT. CHỦ TỊCH", "CHỦ TỊCH ỦY BAN" are one line
_PLACE = re.compile(r"[^\W\d_][^,]{1,40}, ngày")
_WORD = re.compile(r"\S+")


def with_line_ends(lines: Sequence[str]) -> list[str]:
    """The lines; a long one that holds a whole document is cut into its parts."""
    return [part for line in lines for part in (_parts(line) if _is_document(line) else [line])]


def _is_document(line: str) -> bool:
    return len(line) >= LONG and _MOTTO in fold_words(line[:LONG])


def _parts(line: str) -> list[str]:
    cuts = [0, *_begins(line), len(line)]
    return [part for start, end in pairwise(cuts) if (part := line[start:end].strip())]


def _begins(line: str) -> Iterator[int]:
    """Where parts begin: with words of the form, and where a heading in capitals begins or ends."""
    words = list(_WORD.finditer(line))
    heading = [_is_heading(word[0]) for word in words]
    listed = False
    for at, word in enumerate(words[1:], start=1):
        start, before = word.start(), words[at - 1][0]
        begins = heading[at] and not heading[at - 1] and heading[at : at + 2] == [True, True]
        ends = not heading[at] and word[0][0].isupper() and heading[max(at - 2, 0) : at] == [True, True]
        listed = listed or word[0].startswith("nhận")
        item = listed and _ITEM.match(line, start)
        place = before.lower().startswith("phúc") and _PLACE.match(line, start)
        deputy = word[0] == "PHÓ"
        if _JOINED.match(line, words[at - 1].start()) and not deputy:
            continue
        if begins or ends or item or place or deputy or _BEGINS.match(line, start):
            yield start


def _is_heading(word: str) -> bool:
    letters = [letter for letter in word if letter.isalpha()]
    long = len(letters) >= LEAST_HEADING - word.isalpha()
    return long and word.upper() == word and not any(map(str.isdigit, word))
