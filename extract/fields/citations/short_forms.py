"""Short forms of a document that was cited before: by its number, by a name given to it, by "nêu trên".

    "Nghị quyết nêu trên"  "Nghị định 30"  "Đề án 06"  "(sau đây gọi là Luật số 62)" ─▶ Short(kind, ..., span)

Which document is meant is for `resolve` to say; "Quyết định này" of a Quyết định is the document itself and
is no citation.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from extract.form import codes
from extract.form.word_patterns import any_of
from schemas import vocabulary

# What a decision approves is cited by the decision's number: "Đề án 06" is Quyết định số 06/QĐ-TTg.
APPROVED = vocabulary.type_words("approved")
APPROVES = re.compile(
    rf"^\s*,?\s*(?:về\s+)?(?:việc\s+)?(?:phê duyệt|ban hành)\s+(?P<kind>{any_of(APPROVED)})\b"
)
NAMED = re.compile(
    r"(?:sau đây|dưới đây|sau này)\s+(?:được\s+)?(?:gọi|viết)(?:\s+tắt)?(?:\s+chung)?\s+là\s*:?\s*[“\"]?"
    r"(?P<name>[^()“”\";.]{3,80})",
    re.IGNORECASE,
)
# "trên" alone ends its phrase, else it begins another: "thực hiện Nghị quyết trên địa bàn tỉnh".
ABOVE = r"(?:nêu trên|nói trên|trên đây|đã nêu(?: ở)? trên|đã dẫn|dẫn trên|trên(?=\s*(?:[,.;:)]|$)))"
PLURAL = re.compile(r"(?i)\b(?:các|những|hai|ba)\s+$")


@dataclass(frozen=True, slots=True)
class Short:
    """One place where a document is cited in short."""

    kind: str  # the type as it is named: "Nghị quyết"
    start: int
    end: int
    number: str | None = None
    year: str | None = None
    here: bool = False  # "này": the document itself, or the one named just before
    name: str | None = None  # one that the document gave: "Đề án 06"


def find_short(text: str, names: Iterable[str] = ()) -> Iterator[Short]:
    """Short forms; `names` are those that the document gave. A type in the plural means several documents
    and is left.
    """
    for name in names:
        for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text):
            yield Short(kind=name, start=match.start(), end=match.end(), name=name)
    for match in _pattern().finditer(text):
        if PLURAL.search(text[: match.start()]) and not match["number"]:
            continue
        yield Short(
            kind=_name(match["kind"]),
            start=match.start(),
            end=match.end(),
            number=match["number"],
            year=match["year"],
            here=match["here"] is not None,
        )


def name_given(text: str, start: int, end: int) -> str | None:
    """The name that a bracket between the two places gives to the document before it: "Nghị định 30".

    A type alone is no name: it stands for itself everywhere.
    """
    match = NAMED.search(text, start, end)
    if not match:
        return None
    name = " ".join(match["name"].split()).rstrip(" ,")
    kind = next((k for k in _kinds() if name.startswith(k + " ")), None)
    return name if kind else None


def approved_after(text: str, end: int) -> str | None:
    """What the document cited before `end` approves: "Đề án"."""
    match = APPROVES.match(text[end : end + 60])
    return match["kind"] if match else None


@cache
def _kinds() -> tuple[str, ...]:
    names = {kind.name for kind in vocabulary.document_types() if kind.name not in ("Công văn", "Văn bản")}
    return tuple(sorted({*names, *APPROVED}, key=len, reverse=True))


@cache
def _pattern() -> re.Pattern[str]:
    kinds = "|".join(re.sub(" ([A-Za-zđ])", lambda m: f" (?i:{m[1]})", kind) for kind in _kinds())
    number = (
        rf"(?:số\s+)?(?P<number>\d{{1,5}})(?:/(?P<year>{codes.YEAR}))?(?![\w%]|\s?[-–/]\s?[A-ZĐ0-9]|[.,]\d)"
    )
    return re.compile(rf"(?<!\w)(?P<kind>{kinds})\s+(?:{number}|{ABOVE}|(?P<here>này))(?!\w)")


@cache
def _name(seen: str) -> str:
    return next(kind for kind in _kinds() if kind.lower() == seen.lower())
