"""The agency in a phrase "của ...", where its name ends and the sentence goes on.

    "của Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ hướng dẫn ..." ─▶ "Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ"

A name of an agency has no words that begin a statement; the first of those ends it. The words are those of
schemas/vocabulary/agency_names.yaml.
"""

from __future__ import annotations

import re
from functools import cache

from diacritics.syllable import normalise_tone, skeleton
from extract.form.folding import fold_letters, fold_words
from schemas import vocabulary

TOKEN = re.compile(r"[^\s,;:.()“”\"]+|[,;:.()“”\"]")
SURE_OF = 2  # syllables of a head from which the same letters with other marks are a misreading
ISSUED = re.compile(r"\s(?:(?:đã|vừa|mới)\s+)?(?:ký\s+)?ban hành\s*$")
SUBJECT = 100  # characters before "ban hành" in which the agency's name may begin
LIMIT = 25  # tokens; the longest agency name in the vocabulary has 14


def repaired(name: str) -> str:
    """The name with the marks of its first words put right where they are an agency's: "Bạn Thường vụ"."""
    for head in (*vocabulary.agency_heads(), *vocabulary.leaders()):
        printed = name[: len(head)]
        if name[len(head) : len(head) + 1].isalpha() or len(head.split()) < SURE_OF:
            continue
        if normalise_tone(printed.lower()) == normalise_tone(head.lower()):
            return name
        if skeleton(printed).lower() == skeleton(head).lower():
            return head + name[len(head) :]
    return name


def as_spelled(capitals: str) -> str:
    """A name in capitals with the marks of its first words, and of a province in it, put right.

    >>> as_spelled("UY BAN NHÂN DÂN THÀNH PHỐ HÀ NỌI")
    'ỦY BAN NHÂN DÂN THÀNH PHỐ HÀ NỘI'
    """
    name = repaired(capitals)
    name = capitals if name == capitals else name.upper()
    for known in (proper for proper in vocabulary.proper_names() if " " in proper):
        found = re.search(rf"(?<!\w){re.escape(skeleton(known))}(?!\w)", skeleton(name), re.IGNORECASE)
        if found and len(skeleton(name)) == len(name):
            printed = name[found.start() : found.end()]
            right = normalise_tone(printed.lower()) == normalise_tone(known.lower())
            name = name if right else name[: found.start()] + known.upper() + name[found.end() :]
    return name


def begins_with_agency(text: str) -> bool:
    """Whether a line begins with a kind of agency; a single syllable ("BỘ", "HỘI") begins other words too."""
    bare = f"{fold_words(text)} "
    sure = (head for head in vocabulary.agency_heads() if head.isupper() or len(head.split()) >= SURE_OF)
    return any(bare.startswith(f"{fold_words(head)} ") for head in sure)


def names_agency(text: str) -> bool:
    """Whether a line that stands alone begins with a kind of agency and says which: "BỘ Y TẾ"."""
    bare = fold_words(text)
    return any(bare.startswith(f"{fold_words(head)} ") for head in vocabulary.agency_heads())


def issuer_at(text: str, start: int) -> tuple[str, int] | None:
    """The agency named from `start` on, and where its name ends; None when none begins there."""
    tokens = list(TOKEN.finditer(text, start))[:LIMIT]
    if not tokens or not _begins(tokens[0][0]):
        return None
    end = tokens[0].end()
    for index in range(1, len(tokens)):
        if not _belongs(tokens, index, text[start:end]):
            break
        end = tokens[index].end()
    name = text[start:end].rstrip(" ,;–-")
    return (name, start + len(name)) if len(name) > 2 else None


def subject_before(left: str) -> str | None:
    """The agency of "Ban Thường vụ Tỉnh ủy đã ban hành" at the end of `left`."""
    issued = ISSUED.search(left)
    if not issued:
        return None
    for head in _heads().finditer(left, max(0, issued.start() - SUBJECT), issued.start()):
        named = issuer_at(left, head.start())
        if named and named[1] == issued.start():
            return named[0]
    return None


@cache
def _heads() -> re.Pattern[str]:
    """Where the name of an agency, or of the person at its head, may begin."""
    return re.compile(rf"\b(?:{'|'.join((*vocabulary.leaders(), *vocabulary.agency_heads()))})\b")


def _begins(token: str) -> bool:
    return token[0].isupper() or token.lower() in ("liên", "ủy", "uỷ")


def _belongs(tokens: list[re.Match[str]], index: int, name: str) -> bool:
    token = tokens[index][0]
    following = tokens[index + 1][0] if index + 1 < len(tokens) else ""
    if token in ';:.()“”"':
        return token == "." and fold_letters(tokens[index - 1][0]) in ("tp", "tx")
    if token == ",":
        return _comma_within(tokens, index, name)
    if token == "và":
        return following[:1].isupper() and not _states(tokens, index + 1)
    if token in ("-", "–"):
        return following[:1].isupper()
    if token[0].isupper():
        return not _states(tokens, index)
    if token == "các":
        return tokens[index - 1][0].lower() in vocabulary.agency_names("before_all")
    if f"{tokens[index - 1][0].lower()} {token}" in vocabulary.agency_names("within"):
        return True
    if token == "thành":
        return following == "phố"
    if token in vocabulary.agency_names("statements"):
        return False
    return f"{token} {following}" not in vocabulary.agency_names("statement_pairs")


def _comma_within(tokens: list[re.Match[str]], index: int, name: str) -> bool:
    """ "Bộ trưởng, Chủ nhiệm ..." and "Sở Văn hóa, Thể thao và Du lịch" have commas of their own."""
    rest = [t[0] for t in tokens[index + 1 : index + 8]]
    if not rest or _is_document(tokens, index + 1):
        return False
    if name == "Bộ trưởng":
        return rest[0][0].isupper()
    until = next((i for i, t in enumerate(rest) if t in ",;:.()"), len(rest))
    if "và" not in rest[:until]:
        return False
    second = rest[rest.index("và") + 1 :]
    several = not vocabulary.agency_names("several_fields").isdisjoint(name.split())
    return several and bool(second) and second[0][0].isupper()


def _states(tokens: list[re.Match[str]], index: int) -> bool:
    """Whether a document, a part of one or a statement begins here with a capital."""
    words = " ".join(t[0] for t in tokens[index : index + 2])
    if tokens[index][0] in vocabulary.parts("heads") or words in vocabulary.agency_names(
        "capital_statements"
    ):
        return True
    return _is_document(tokens, index)


def _is_document(tokens: list[re.Match[str]], index: int) -> bool:
    """Whether the name of a document type begins here: "và Nghị định số ..."; not in "Bộ Kế hoạch"."""
    if tokens[index - 1][0] in vocabulary.agency_names("before_field"):
        return False
    here = " ".join(t[0] for t in tokens[index : index + 2])
    return any(
        here.startswith(kind.name) for kind in vocabulary.document_types() if kind.name not in ("Thông báo",)
    )
