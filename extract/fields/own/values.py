"""Values of the fields that a schema declares for itself, out of the words that stand there.

    "1,25 tỷ đồng" ─▶ Money(1250000000, "VND")      "Ông Lê Văn Mẫu - Trưởng đoàn" ─▶ Signer

A text that is no such value gives None; the caller says so in `review`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from extract.fields.context import Context
from extract.form import capitals, codes, dates
from extract.form.codes import CODE_NEAR
from extract.form.matching import first_anchor
from extract.form.person_names import without_prefix
from extract.form.word_patterns import any_of
from schemas import vocabulary
from schemas.fields import Extra, Money, Party, Signer
from schemas.language import ColumnType, ExtraRule, FieldType, Normaliser

# Vietnamese print: dots between thousands, a comma before decimals; a blank may stand for the dot.
FIGURE = r"\d{1,3}(?:[. ]\d{3})+(?:,\d+)?(?!\d)|\d+(?:[.,]\d+)?"
NUMBER = re.compile(rf"-?(?:{FIGURE})")
MONEY = re.compile(
    rf"(?P<figure>{FIGURE})\s*(?P<scale>{any_of(vocabulary.scales())})?"
    rf"\s*(?P<currency>(?:{any_of(vocabulary.currencies())})(?!\w))?",
    re.IGNORECASE,
)
REPRESENTED = vocabulary.parties("representative")
OFFICES = vocabulary.parties("office")
ADDRESSES = vocabulary.parties("address")
PARTY_LABELS = (*REPRESENTED, *OFFICES, *ADDRESSES)
_OFFICE = any_of(OFFICES)
ADDRESS = re.compile(
    rf"^\W*(?:(?:{any_of(vocabulary.parties('forms_of_address'))})(?:\s*\(bà\))?(?!\w)\s*[.:]?\s*)+",
    re.IGNORECASE,
)
NAME_ENDS = re.compile(rf"\s*(?:[,;:()]|\s[-–—]\s|[-–—]\s|\.\s|(?<!\w)(?:{_OFFICE})(?!\w))", re.IGNORECASE)
OFFICE = re.compile(rf"^[\s,;:.()–—-]*(?:(?:{_OFFICE}|là)(?!\w)\s*:?\s*)?", re.IGNORECASE)
INLINE_LABEL = re.compile(rf"[\s,;.–—-]+(?=(?:{_OFFICE}|{any_of(ADDRESSES)})\s*:)", re.IGNORECASE)
ENDS = " ;,.:"


def value_of(text: str, rule: ExtraRule, context: Context) -> Extra:
    """The value that the text holds, of the rule's type; None when it holds none."""
    if rule.type is FieldType.TEXT:
        return _normalised(text, rule, context)
    return PARSERS[rule.type](text)


def number(text: str) -> int | float | None:
    """The first number.

    >>> number("khoảng 1.250,5 ha"), number("12 %"), number("không có")
    (1250.5, 12, None)
    """
    match = NUMBER.search(text)
    return _plain(_decimal(match[0])) if match else None


def money(text: str) -> Money | None:
    """The first amount that has a scale or a currency, else the first number.

    >>> money("1,25 tỷ đồng").amount, money("Ba khoản: 5.000.000đ").amount
    (1250000000, 5000000)
    """
    found = [match for match in MONEY.finditer(text) if match["scale"] or match["currency"]]
    match = found[0] if found else MONEY.search(text)
    if not match:
        return None
    amount = _decimal(match["figure"]).scaleb(vocabulary.scales().get((match["scale"] or "").lower(), 0))
    return Money(
        amount=_plain(amount), currency=vocabulary.currencies().get((match["currency"] or "").lower())
    )


def _decimal(printed: str) -> Decimal:
    """ "1.250,5" is 1250.5; one dot before three digits divides thousands, before others decimals."""
    bare = re.sub(r"(?<=\d)[. ](?=\d{3}(?!\d))", "", printed)
    return Decimal(bare.replace(",", "."))


def _plain(amount: Decimal) -> int | float:
    return int(amount) if amount == amount.to_integral_value() else float(amount)


def person(text: str) -> Signer | None:
    """A name, and the office after a comma, a dash or "Chức vụ:"."""
    bare = ADDRESS.sub("", text).strip()
    end = NAME_ENDS.search(bare)
    name = (bare[: end.start()] if end else bare).strip(ENDS)
    office = OFFICE.sub("", bare[end.start() :]).strip(ENDS + "()") if end else ""
    words = without_prefix(name).split()
    if not words or not all(word[:1].isupper() for word in words):
        return None
    return Signer(title=office or None, name=name)


def party(text: str) -> Party | None:
    """Lines of a side: its name, then "Đại diện: ...", "Chức vụ: ...", "Địa chỉ: ..." in any order."""
    pieces = [piece for line in text.split("\n") for piece in INLINE_LABEL.split(line)]
    labelled: dict[tuple[str, ...], str] = {}
    name = ""
    for piece in pieces:
        found = first_anchor(piece, PARTY_LABELS)
        if found and piece[found[1] :].strip().startswith(":"):
            kind = next(labels for labels in (REPRESENTED, OFFICES, ADDRESSES) if found[0] in labels)
            labelled.setdefault(kind, piece[found[1] :].strip(ENDS))
        elif not labelled and not name:
            name = piece.strip(ENDS)
    speaker = person(labelled.get(REPRESENTED, ""))
    if not name:
        return None
    return Party(
        name=name,
        representative=speaker.name if speaker else labelled.get(REPRESENTED),
        position=labelled.get(OFFICES) or (speaker.title if speaker else None),
        address=labelled.get(ADDRESSES),
    )


def date(text: str) -> str | None:
    """The first date, as YYYY-MM-DD or as much of it as is printed."""
    return next((found.iso for found in dates.find_all(text) if found.iso), None)


def code(text: str) -> str | None:
    """The first code of a document."""
    match = CODE_NEAR.search(text)
    found = codes.parse(match["code"]) if match else None
    return str(found) if found else None


def cell(text: str, kind: ColumnType) -> str | None:
    """A cell of a table as the record writes it; None when it is none of that kind."""
    if kind is ColumnType.TEXT:
        return text
    if kind is ColumnType.DATE:
        return date(text)
    if kind is ColumnType.MONEY:
        found = money(text)
        return str(found.amount) if found else None
    figure = number(text)
    return str(figure) if figure is not None else None


def _normalised(text: str, rule: ExtraRule, context: Context) -> str | None:
    bare = " ".join(text.split())
    if rule.normalise is Normaliser.DIGITS:
        return re.sub(r"\D", "", bare) or None
    if rule.normalise is Normaliser.ORDINARY:
        return capitals.ordinary(bare, context.text) or None
    return bare or None


PARSERS: dict[FieldType, Callable[[str], Extra]] = {
    FieldType.DATE: date,
    FieldType.CODE: code,
    FieldType.NUMBER: number,
    FieldType.MONEY: money,
    FieldType.PERSON: person,
    FieldType.PARTY: party,
}
