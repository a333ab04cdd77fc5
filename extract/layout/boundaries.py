"""Where one file holds several documents, one after the other: which pages are whose.

    pages ─ signs of each ─▶ weights for and against a beginning ─▶ Boundaries(parts, doubtful pages)

A document begins with its head (Nghị định 30/2020/NĐ-CP, Phụ lục I: quốc hiệu, organ, số và ký hiệu, place
and date, tên loại) and ends with its signature and nơi nhận. One sign alone proves nothing: annexes hold
forms with a motto, texts quote heads, and last pages get lost. So signs are weighed together: much splits,
little is told. What a document encloses belongs to it: a draft that it submits, a letter that it sends along.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.core.model import Page
from extract.form.folding import fold_words
from extract.layout.page_signs import Signs, has_head, signs_of

# Weights for a beginning. Of 60 mixtures and 30 single documents made by bench/mixtures.py see its figures.
MOTTO, NUMBER, BLANK_NUMBER, DAY, DATE, TYPE = 2, 2, 1, 2, 1, 1
CLOSED, APART, COUNTS_ANEW, OTHER_CODE = 2, 1, 1, 1
# And against it.
LABELLED, TO_FILL_IN, DRAFT, UNFILLED, ENCLOSED, SAME_CODE, OPEN = 4, 3, 4, 2, 6, 6, 1
SPLITS, DOUBTFUL = 5, 4  # from so much on
AROUND = 200  # letters from a code to "kèm"
OPENING = (
    500  # letters of a page in which it says with what it is issued: organ, motto, a title of five lines
)
HEAD = 4  # at least so much must come from the head itself


@dataclass(frozen=True, slots=True)
class Boundaries:
    """The pages of each document, first and last by their numbers, and where another may begin."""

    parts: tuple[tuple[int, int], ...]
    doubtful: tuple[int, ...] = ()


def boundaries(pages: Sequence[Page]) -> Boundaries:
    """Of the pages of one file in their order; one part where nothing splits them."""
    whole = Boundaries(((pages[0].number, pages[-1].number),)) if pages else Boundaries(())
    if len(pages) < 2 or not any(has_head(page) for page in pages[1:]):
        return whole
    parts, doubtful = beginnings([signs_of(page) for page in pages])
    return Boundaries(
        tuple((pages[first].number, pages[last].number) for first, last in parts),
        tuple(pages[index].number for index in doubtful),
    )


def beginnings(signs: Sequence[Signs]) -> tuple[list[tuple[int, int]], list[int]]:
    """First and last page of each document, and where another may begin; pages (at least one) from 0."""
    starts, doubtful = [0], []
    for index in range(1, len(signs)):
        weight = _weight(signs, starts[-1], index)
        if weight >= SPLITS:
            starts.append(index)
        elif weight >= DOUBTFUL:
            doubtful.append(index)
    ends = [*(start - 1 for start in starts[1:]), len(signs) - 1]
    return list(zip(starts, ends, strict=True)), doubtful


def _weight(signs: Sequence[Signs], start: int, index: int) -> int:
    """How much says that a document begins on this page, the one before having begun at `start`."""
    page, first, own = signs[index], signs[start], signs[start:index]
    head = _head(page)
    if head < HEAD or page.blank:
        return 0
    written = [other for other in own if not other.blank]
    closed = any(other.closes for other in written)
    weight = head + (CLOSED if closed else -OPEN)
    weight += APART * own[-1].blank
    weight += COUNTS_ANEW * _counts_anew(page, written)
    weight += OTHER_CODE * (page.code is not None and first.code is not None and page.code != first.code)
    weight -= LABELLED * page.labelled + TO_FILL_IN * page.to_fill_in + DRAFT * page.draft
    weight -= UNFILLED * _is_unfilled(page) + ENCLOSED * _is_enclosed(page, written)
    weight -= ENCLOSED * _is_issued_with(page, first)
    return weight - SAME_CODE * _is_same(page, first)


def _head(page: Signs) -> int:
    number = NUMBER if page.code and page.code.number else BLANK_NUMBER * page.numbered
    date = DAY if len(page.date or "") == len("2025-01-01") else DATE * page.dated
    return MOTTO * page.motto + number + date + TYPE * page.type


def _counts_anew(page: Signs, before: Sequence[Signs]) -> bool:
    """Page numbers begin again: the page bears none, or 1, where those before had gone on."""
    last = next((other.printed for other in reversed(before) if other.printed), None)
    return last is not None and last > 1 and page.printed in (None, 1)


def _is_unfilled(page: Signs) -> bool:
    """Neither number nor day nor month: not issued yet, or nothing of it could be read."""
    return not (page.code and page.code.number) and len(page.date or "") < len("2025-01")


def _is_enclosed(page: Signs, before: Sequence[Signs]) -> bool:
    """The pages before name it by its code and say that it goes along: "(đính kèm)", "gửi kèm"."""
    if not page.code or not page.code.number:
        return False
    named = fold_words(f"{page.code.number}{page.code.notation}").replace(" ", "")
    return any(
        re.search(rf"kem.{{0,{AROUND}}}{named}|{named}.{{0,{AROUND}}}kem", other.says) for other in before
    )


def _is_issued_with(page: Signs, first: Signs) -> bool:
    """Its head says that it goes along: "(Ban hành kèm theo Quyết định số 12/QĐ-UBND ...)"."""
    if not first.code or not first.code.number:
        return False
    named = fold_words(f"{first.code.number}{first.code.notation}").replace(" ", "")
    return re.search(rf"kemtheo.{{0,{AROUND}}}{named}", page.says[:OPENING]) is not None


def _is_same(page: Signs, first: Signs) -> bool:
    """The letterhead of the same document again."""
    return page.code is not None and page.code.number is not None and page.code == first.code
