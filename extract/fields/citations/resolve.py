"""The documents that are cited, each once, with every place where it is: what mentions resolve to.

    Mention / Short ─▶ Book ─▶ Entry(mention, places, pinpoints)

Mentions of one code are one document, unless their dates lie apart (numbers begin again every year); laws
without a number are told apart by name and year. A short form counts to the document that it stands for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from extract.fields.citations.find import Mention
from extract.fields.citations.short_forms import Short
from extract.form import codes
from extract.form.folding import fold_letters
from schemas.catalogue import Message
from schemas.record import Evidence

LAWS = ("Luật", "Bộ luật")
OTHER_DATE = 2  # parts of a date (year, month, day) that differ between two documents, not by a slip
YEAR = re.compile(codes.YEAR)


@dataclass(slots=True)
class Entry:
    """One cited document."""

    mention: Mention
    places: list[Evidence] = field(default_factory=list)
    pinpoints: dict[str, None] = field(default_factory=dict)
    approves: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)  # given by the document: "Nghị định 30"
    passage: int = 0  # where it was named last

    def place(self, evidence: Evidence, pinpoints: Iterable[str], passage: int) -> None:
        """One more place where the document is cited."""
        self.places.append(evidence)
        self.pinpoints.update(dict.fromkeys(pinpoints))
        self.passage = passage


class Book:
    """All cited documents in the order of first mention."""

    def __init__(self, own_type: str | None) -> None:
        self.own_type = own_type
        self._entries: list[Entry] = []
        self._latest: list[Entry] = []  # the same, the last named last

    def __iter__(self) -> Iterator[Entry]:
        return iter(self._entries)

    def add(self, mention: Mention) -> Entry:
        """The document that a mention names in full, new or known."""
        entry = self._known(mention)
        if entry:
            entry.mention = _merge(entry.mention, mention)
        else:
            entry = Entry(mention)
            self._entries.append(entry)
        return self._touch(entry)

    def resolve(self, short: Short, passage: int) -> Entry | None:
        """The document that a short form stands for; None where it is the document itself, or not known."""
        if short.name:
            return self._touch(self.named()[short.name])
        if short.number:
            found = [entry for entry in self._entries if _numbered(entry, short)]
            return self._touch(found[0]) if len(found) == 1 else None
        if short.here and (self.own_type is None or short.kind == self.own_type):
            return None
        for entry in reversed(self._latest):
            if _is_kind(entry.mention, short.kind):
                near = not short.here or entry.passage >= passage - 1
                return self._touch(entry) if near else None
        return None

    def named(self) -> dict[str, Entry]:
        """The names that the document gave to those it cites."""
        return {name: entry for entry in self._entries for name in entry.names}

    def _touch(self, entry: Entry) -> Entry:
        self._latest = [e for e in self._latest if e is not entry] + [entry]
        return entry

    def _known(self, mention: Mention) -> Entry | None:
        """The last named document that the mention may be."""
        for entry in reversed(self._latest):
            if _same(entry.mention, mention):
                return entry
        code = codes.parse(mention.code) if mention.code else None
        cut = [entry for entry in self._entries if code and _cut_short(entry.mention.code, code)]
        return cut[0] if len(cut) == 1 else None


def letters(code: str) -> str:
    """A code without its signs: "57/2024/TTBYT" is "57/2024/TT-BYT" with its hyphen lost."""
    return re.sub(r"[\s\-/]", "", codes.squeeze(code)).lower()


def _same(known: Mention, mention: Mention) -> bool:
    if known.code and mention.code:
        if letters(known.code) != letters(mention.code):
            return False
        return _has_year(known) or not _apart(known.date, mention.date)
    if not known.title or not mention.title or fold_letters(known.title) != fold_letters(mention.title):
        return False
    years = _year(known), _year(mention)
    return None in years or years[0] == years[1]


def _apart(a: str | None, b: str | None) -> bool:
    """Two dates that differ in more than a slip."""
    if not a or not b:
        return False
    differing = [x for x, y in zip(a.split("-"), b.split("-"), strict=False) if x != y]
    return len(differing) >= OTHER_DATE


def _has_year(mention: Mention) -> bool:
    code = codes.parse(mention.code or "")
    return code is not None and code.year is not None


def _year(mention: Mention) -> str | None:
    """The year of a law, by its date or its number."""
    code = codes.parse(mention.code) if mention.code else None
    return (code.year if code and code.year else None) or (mention.date[:4] if mention.date else None)


def _cut_short(known: str | None, code: codes.Code) -> bool:
    """Whether the code is the known one with a digit of its year lost, or its last letters: "52-CT/T"."""
    whole = codes.parse(known) if known else None
    if not whole or whole.number != code.number:
        return False
    if code.year and not YEAR.fullmatch(code.year):
        return whole.notation == code.notation and whole.year is not None
    shorter = len(code.notation) < len(whole.notation)
    return shorter and whole.year == code.year and whole.notation.startswith(code.notation)


def _numbered(entry: Entry, short: Short) -> bool:
    code = codes.parse(entry.mention.code) if entry.mention.code else None
    if not code or not code.number or not short.number:
        return False
    if code.number.lstrip("0") != short.number.lstrip("0") or (short.year and short.year != code.year):
        return False
    return _is_kind(entry.mention, short.kind) or short.kind in entry.approves


def _is_kind(mention: Mention, kind: str) -> bool:
    return mention.type == kind or (kind == "Luật" and mention.type in LAWS)


def _merge(first: Mention, again: Mention) -> Mention:
    """The first mention with what a later one adds; contradicting dates are told."""
    doubts = first.doubts
    if (
        first.date
        and again.date
        and not (first.date.startswith(again.date) or again.date.startswith(first.date))
    ):
        name = first.code or first.title
        doubts = (*doubts, Message.of("cited-two-dates", name=name, date=first.date, other=again.date))
    longer = again.date if again.date and first.date and again.date.startswith(first.date) else first.date
    return replace(
        first,
        code=first.code or again.code,
        title=first.title or again.title,
        date=longer or again.date,
        issuer=first.issuer or again.issuer,
        doubts=doubts,
    )
