"""Authority and title as one form: a deputy signs "KT." the head's title, and under it stands his own.

    authority, title, what was cut off before the title ─▶ Form(authority, title, what was lost of them)

Nghị định 30/2020/NĐ-CP, Phụ lục I, phần II, mục 7 and 8. The seal lies over the left third of the signature:
marks and first words of these lines are what a recogniser loses. Then "KT. CHỦ TỊCH" stands over "CHỦ TỊCH",
a title stands twice, or scraps before a title are all that is left of a mark. What the form says is put in
their place, and told.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.form.folding import fold_words
from schemas import vocabulary

MARK = re.compile(r"^K/?T\s*[.,/:;]?\s*(?P<head>.+)$")
REMAINS = re.compile(r"[Tt]\W*$|[.,]\W*$")  # what is left of "KT.": its T, or its stop
DEPUTY_WORDS = ("THỨ", "ỦY", "UỶ")  # THỨ TRƯỞNG; ỦY VIÊN
COMMITTEE = re.compile(r"T/?M\W+(?:[ỦU][YỶ] BAN NHÂN DÂN|UBND|CHÍNH PHỦ)")
SCRAPS = re.compile(r"[^\W_]|[.,]")


@dataclass(frozen=True, slots=True)
class Form:
    """Authority and title as the form has them; which of the two are not as they were read."""

    authority: str | None
    title: str | None
    mended: frozenset[str] = frozenset()  # of "authority" and "title"
    doubted: frozenset[str] = frozenset()  # what stays as it was read, though the form says otherwise


def deputy_of(head: str) -> str:
    """The title of whoever signs for the head.

    >>> deputy_of("CHỦ TỊCH"), deputy_of("BỘ TRƯỞNG")
    ('PHÓ CHỦ TỊCH', 'THỨ TRƯỞNG')
    """
    return vocabulary.deputies().get(head, f"PHÓ {head}")


def is_deputy(title: str) -> bool:
    """Whether a title is a deputy's or a member's, who may sign for the head: PHÓ CHỦ TỊCH, HIỆU PHÓ."""
    words = title.split()
    return words[0] in DEPUTY_WORDS or "PHÓ" in words[:2]


def head_of(title: str) -> str | None:
    """The head for whom a deputy signs; None where the vocabulary does not say.

    >>> head_of("PHÓ CHỦ TỊCH"), head_of("THỨ TRƯỞNG"), head_of("HIỆU PHÓ")
    ('CHỦ TỊCH', 'BỘ TRƯỞNG', None)
    """
    heads = (head for head in vocabulary.positions() if deputy_of(head) == title)
    return next(heads, None)


def whole(authority: str | None, titles: list[str], scraps: str = "", *, read: bool = False) -> Form:
    """The two as the form has them; `titles` are the lines of the title, `scraps` stood before the first.

    `read`: from a picture, where a seal or a pen may have taken the line "KT." over a deputy's title.
    """
    title = " ".join(titles) or None
    signs_for = MARK.match(authority.split("; ")[-1]) if authority else None
    if signs_for:
        return _for_head(authority, title, signs_for["head"])
    if title is None:
        return Form(authority, title)
    if len(titles) > 1 and _head(titles[0]) == _head(titles[1]):
        return _twice(authority, titles)
    if is_deputy(title):
        bound = authority is None or COMMITTEE.match(authority)  # a party's committee has deputies sign TM.
        if bound and read and (head := head_of(title)):
            return Form(_joined(authority, head), title, frozenset({"authority"}))
        return Form(authority, title, doubted=frozenset({"authority"}) if bound else frozenset())
    if not SCRAPS.search(scraps):
        return Form(authority, title)
    if REMAINS.search(scraps) and title in vocabulary.positions():
        return Form(_joined(authority, title), deputy_of(title), frozenset({"authority", "title"}))
    return Form(authority, title, doubted=frozenset({"title"}))


def _for_head(authority: str | None, title: str | None, head: str) -> Form:
    """KT. and a title: what a seal left of the deputy's is the end of it, or nothing."""
    if title and is_deputy(title):
        return Form(authority, title)
    meant = fold_words(deputy_of(head))
    if head in vocabulary.positions() and (title is None or meant.endswith(f" {fold_words(title)}")):
        return Form(authority, deputy_of(head), frozenset({"title"}))
    known = head.startswith(vocabulary.positions())
    return Form(authority, title, doubted=frozenset({"title"} if known else {"authority", "title"}))


def _joined(authority: str | None, head: str) -> str:
    return "; ".join(filter(None, (authority, f"KT. {head}")))


def _twice(authority: str | None, titles: list[str]) -> Form:
    """The head's title over the deputy's: of the first "KT." was lost, of the second perhaps its PHÓ."""
    head, (own, *rest) = _head(titles[0]), titles[1:]
    lost = {"authority"} if is_deputy(own) else {"authority", "title"}
    title = own if is_deputy(own) else deputy_of(head)
    return Form(_joined(authority, head), " ".join((title, *rest)), frozenset(lost))


def _head(title: str) -> str:
    """The head's title in a deputy's."""
    return title.split(" ", 1)[-1] if is_deputy(title) and " " in title else title
