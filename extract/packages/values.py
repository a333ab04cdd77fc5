"""The values of elements: told by the archivist, else what the documents say.

    Numbered + FileSettings ─▶ document_values ─▶ values of each ─▶ file_values ─▶ values of the hồ sơ

An element that nobody tells is there and empty. `riskRecovery` and `process` are 0: a package of ours holds
neither a security copy nor a work flow.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from extract.packages import grammar
from extract.packages.elements import BETWEEN, Form, day_of, type_code
from extract.packages.numbering import Numbered, Numbering
from extract.packages.settings import FileSettings
from extract.packages.told import Told
from extract.packages.wanted import Wanted

Values = Mapping[str, str]
SUBJECT_LENGTH = 500
RECEIVED = "1"
VIETNAMESE, SECRET, BORN_DIGITAL, DIGITISED, BOTH = "01", "03", "01", "02", "03"
_OF_THE_FILE = ("maintenance", "mode", "riskRecovery", "riskRecoveryStatus", "format")


def document_values(
    one: Numbered, identifier: str, code: str, wanted: Wanted, *, held: FileSettings, told: Told
) -> Values:
    """Of a document, in the order of its form."""
    document, given = one.document, held.documents.get(one.document.name, {})
    subject = document.title or ""
    if len(subject) > SUBJECT_LENGTH and not given.get("subject"):
        told.note("subject-cut", document=document.name, length=SUBJECT_LENGTH)
    if not (document.type_name or document.error or given.get("typeName")):
        told.note("type-unknown", document=document.name)
    known = {
        "arcFileCode": code,
        "docId": identifier,
        "docCode": grammar.document_code(code, int(one.number)) if code else "",
        "docOrdinal": str(one.position),
        "typeName": type_code(document.type_name),
        "codeNumber": document.number,
        "codeNotation": document.notation,
        "issuedDate": _day(document.date),
        "organName": document.organ,
        "subject": shortened(subject, SUBJECT_LENGTH),
        "language": VIETNAMESE if document.is_vietnamese else "",
        "numberOfPage": str(document.pages or ""),
        "confidenceLevel": _confidence(document.is_digitised) or held.values.get("confidenceLevel"),
        "riskRecovery": "0",
        "process": "0",
    }
    known |= {name: held.values[name] for name in _OF_THE_FILE if held.values.get(name)}
    if document.is_secret:
        known["mode"] = SECRET
        told.note("document-secret", document=document.name)
    return _filled(wanted.form_of_document, known, given)


def file_values(
    packed: Numbering, wanted: Wanted, held: FileSettings, documents: Sequence[Values], told: Told
) -> Values:
    """Of a hồ sơ, in the order of its form."""
    dates = sorted((day_of(one["issuedDate"]) or (0, 0, 0), one["issuedDate"]) for one in documents)
    dates = [date for date in dates if date[1]]
    pages = [one["numberOfPage"] for one in documents]
    secret = any(one.document.is_secret for one in packed.documents)
    known = {
        "fileCode": packed.code,
        "arcFileCode": packed.code,
        "mode": SECRET if secret else "",
        "language": BETWEEN.join(
            sorted({code for one in documents for code in one["language"].split(BETWEEN) if code})
        ),
        "startDate": dates[0][1] if dates else "",
        "endDate": dates[-1][1] if dates else "",
        "source": RECEIVED
        if packed.documents and all(one.document.is_received for one in packed.documents)
        else "",
        "totalDoc": str(len(documents)),
        "numberOfPage": str(sum(map(int, pages))) if all(page.isdecimal() for page in pages) else "",
        "confidenceLevel": _common([one["confidenceLevel"] for one in documents]),
        "riskRecovery": "0",
    }
    given = {name: value for name, value in held.values.items() if name not in ("fileCode", "arcFileCode")}
    levels = {one["confidenceLevel"] for one in documents}
    if given.get("confidenceLevel", BOTH) != BOTH and levels - {"", given["confidenceLevel"]}:
        told.note("confidence-differs", level=given["confidenceLevel"])
    if secret and given.get("mode", SECRET) != SECRET:
        told.note("mode-below-secrecy")
    return _filled(wanted.form, known, given)


def _filled(held: Form, known: Mapping[str, str | None], given: Values) -> Values:
    """A value for each element, what is given before what is known."""
    return {one.name: given.get(one.name) or known.get(one.name) or "" for one in held.elements}


def _day(date: str | None) -> str:
    """ "2021-03-05" as 05/03/2021, "2021-03" as 03/2021: a day that is not known is not made up."""
    return "/".join(reversed(date.split("-"))) if date else ""


def _confidence(is_digitised: bool | None) -> str:
    return "" if is_digitised is None else DIGITISED if is_digitised else BORN_DIGITAL


def _common(levels: Sequence[str]) -> str:
    """Of a hồ sơ: that of its documents, mixed when they differ, not known when one is not."""
    if not levels or not all(levels):
        return ""
    return levels[0] if len(set(levels)) == 1 else BOTH


def shortened(text: str, length: int) -> str:
    """A text cut between words, with "…" at its end."""
    if len(text) <= length:
        return text
    return text[: length - 1].rsplit(" ", 1)[0].rstrip(" ,;:-") + "…"
