"""How one document stands to each criterion.

DescribedDocument + Noted + Held + how files are called ─ judged ─▶ Standing by Criterion
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from extract.intake import formats
from extract.packages import file_names
from extract.packages.acceptance.criteria import (
    MET,
    NOT_ASKED,
    Criterion,
    Standing,
    State,
    missed,
    undecided,
)
from extract.packages.acceptance.files import Held, PdfA
from extract.packages.acceptance.noted import Noted
from extract.packages.describe import DescribedDocument
from extract.packages.elements import OTHER_TYPE, Form, faults
from extract.packages.values import BORN_DIGITAL
from schemas.catalogue import Message
from schemas.kinds import Kind

LEAST_DPI, LEAST_DPI_OF_PLANS = 200, 300  # Điều 8
PLANS = ("30", "31")  # of typeName: Bản đồ, Bản vẽ kỹ thuật
# Of what a description must have, that which a document says itself; the rest is the archivist's.
OF_DOCUMENT = ("typeName", "issuedDate", "organName", "subject", "language", "numberOfPage")
# What the circular leaves open and the form of the type may ask for, by the record's field.
OF_TYPE = {"number": "codeNumber", "notation": "codeNotation"}
_UNSEARCHABLE = (Kind.GARBLED, Kind.LEGACY, Kind.STRIPPED)


@dataclass(frozen=True, slots=True)
class Asked:
    """What holds for all documents of a hồ sơ; `code`: mã hồ sơ or "", `pattern` of file names or ""."""

    form: Form
    code: str
    pattern: str


@dataclass(frozen=True, slots=True)
class Known:
    """All that is known of a document; `given`: what the archivist told of it."""

    described: DescribedDocument
    given: Mapping[str, str]
    noted: Noted
    held: Held

    @property
    def is_scan(self) -> bool | None:
        """Whether it is digitised; None when that is not known."""
        if level := self.described.values.get("confidenceLevel"):
            return level != BORN_DIGITAL
        if Kind.IMAGE in self.noted.verdicts.values() or self.held.scans:
            return True
        return None if self.held.scans is None else False

    @property
    def is_picture(self) -> bool:
        """Whether the file is pixels."""
        return formats.is_picture(self.noted.media_type)


def judged(known: Known, asked: Asked) -> dict[Criterion, Standing]:
    """Of all criteria."""
    return {
        Criterion.TEXT_LAYER: _of_scan(known, _text_layer(known)),
        Criterion.RESOLUTION: _of_scan(known, _resolution(known)),
        Criterion.PDF_A: _of_scan(known, _pdfa(known)),
        Criterion.FIELDS: _fields(known, asked.form),
        Criterion.FILE_NAME: _file_name(known, asked),
        Criterion.SIGNATURE: _of_scan(known, _signature(known)),
        Criterion.FAILED: _failed(known),
        Criterion.UNREAD: _unread(known),
        Criterion.IN_REVIEW: _in_review(known),
    }


def _of_scan(known: Known, standing: Standing) -> Standing:
    """Of what is born digital none of this is asked."""
    if known.is_scan is None:
        return undecided("open-digitised")
    return standing if known.is_scan and formats.is_drawn(known.noted.media_type) else NOT_ASKED


def _text_layer(known: Known) -> Standing:
    if known.held.is_copy and known.held.pdfa is not PdfA.NONE:  # as all are that were written here
        return MET
    if known.is_picture:
        return missed("missed-no-copy")
    if images := _with(known.noted.verdicts, (Kind.IMAGE,)):
        return missed("missed-no-text", pages=images)
    if unsearchable := _with(known.noted.verdicts, _UNSEARCHABLE):
        return missed("missed-bad-text", pages=unsearchable)
    return MET if known.noted.verdicts else undecided("open-not-read")


def _resolution(known: Known) -> Standing:
    scans = known.held.scans
    if scans is None:
        return undecided("open-not-read" if known.described.document.error else "open-no-file")
    least = LEAST_DPI_OF_PLANS if known.described.values.get("typeName") in PLANS else LEAST_DPI
    coarse = [one for one in scans if one.ground and one.ground < least]
    if below := [one for one in coarse if (one.letters or 0) < least]:
        lowest = min(one.ground or 0 for one in below)
        return missed("missed-dpi", pages=_told(one.page for one in below), dpi=lowest, least=least)
    if coarse:
        first = coarse[0]
        pages = _told(one.page for one in coarse)
        return undecided("open-layers", pages=pages, ground=first.ground, letters=first.letters)
    if unknown := [one for one in scans if not one.ground]:
        wide, high = unknown[0].pixels
        return undecided("open-dpi", wide=wide, high=high)
    return MET


def _pdfa(known: Known) -> Standing:
    found = _format(known)
    return replace(found, why=(*found.why, *known.noted.no_copy)) if found.state is State.MISSED else found


def _format(known: Known) -> Standing:
    held = known.held
    if known.is_picture and not held.is_copy:
        return missed("missed-no-copy")
    if held.delivered is None:
        return undecided("open-no-file")
    match held.pdfa:
        case PdfA.NONE:
            return missed("missed-pdf-a")
        case PdfA.BROKEN:
            return missed("missed-pdf-a-rule", rule=held.rule)
        case PdfA.CLAIMED:
            return undecided("open-pdf-a", rule=held.rule) if held.rule else undecided("open-pdf-a-unchecked")
    return MET


def _fields(known: Known, form: Form) -> Standing:
    names = dict.fromkeys(_lacking(known, form))
    lacks = tuple(Message.of("missed-field", name=f"element-{name}", element=name) for name in names)
    return Standing(State.MISSED, lacks) if lacks else MET


def _lacking(known: Known, form: Form) -> Iterator[str]:
    values = known.described.values
    for element, code in faults(form, values):
        if code == "value-missing" and element.name in OF_DOCUMENT:
            yield element.name
    is_typed = known.described.document.type_name or known.given.get("typeName")
    if values.get("typeName") == OTHER_TYPE and not is_typed:
        yield "typeName"
    for field, name in OF_TYPE.items():
        if field in known.noted.not_found and not values.get(name):
            yield name


def _file_name(known: Known, asked: Asked) -> Standing:
    stem = known.described.document.stem
    if file_names.is_right(stem, asked.code, asked.pattern):
        return MET
    if asked.pattern:
        return missed("missed-pattern", name=stem, pattern=asked.pattern)
    if asked.code:
        return missed("missed-code", name=stem, code=asked.code)
    return missed("missed-name", name=stem)


def _signature(known: Known) -> Standing:
    if known.held.is_signed:
        return MET
    if known.noted.was_signed:
        return undecided("open-signed")
    return undecided("open-no-file") if known.held.is_signed is None else missed("missed-signature")


def _failed(known: Known) -> Standing:
    error = known.described.document.error
    return missed("missed-read", error=error) if error else MET


def _unread(known: Known) -> Standing:
    if known.described.document.error:
        return NOT_ASKED  # it is told as failed
    pages = known.noted.unread
    return missed("missed-pages", pages=_told(pages)) if pages else MET


def _in_review(known: Known) -> Standing:
    return missed("missed-review", count=known.noted.doubts) if known.noted.doubts else MET


def _with(verdicts: Mapping[int, str], kinds: tuple[Kind, ...]) -> str:
    return _told(number for number, verdict in verdicts.items() if verdict in kinds)


def _told(pages: Iterable[int]) -> str:
    """ "1-3, 7": numbers in a row together."""
    runs: list[list[int]] = []
    for page in sorted(pages):
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    return ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)
