"""Who signed (7): authority, title, name; and all who signed, where there are several.

    "TM. ỦY BAN NHÂN DÂN / KT. CHỦ TỊCH / PHÓ CHỦ TỊCH / Trần Phước Hiền"
        ─▶ authority "TM. ỦY BAN NHÂN DÂN; KT. CHỦ TỊCH", title "PHÓ CHỦ TỊCH", name "Trần Phước Hiền"

Forms of Nghị định 30/2020/NĐ-CP, Phụ lục I, phần II, mục 7; T/M, K/T and T/L are older prints. `signer` is
the main one (`signature_blocks.main_block`), `signers` are all of them in reading order.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.fields.body.signature_blocks import (
    GARBAGE,
    SignatureBlock,
    acting_as_title,
    main_block,
    signature_blocks,
)
from extract.fields.context import IN_PLACE, Answer, Context
from extract.fields.trace import Trace
from extract.form.agencies import names_agency
from extract.form.capitals import ordinary
from extract.form.person_names import has_family_name, is_cut, mended
from extract.form.positions import after_mark, after_position, authority_text, has_mark, plain_text, position
from extract.form.signing_form import Form, whole
from extract.layout.model import Placed
from schemas.catalogue import Message
from schemas.clues import Clue
from schemas.fields import Signatory, Signer
from schemas.language import FieldRule
from schemas.record import Evidence, Review

MENDED = 0.5
# What the form says and a seal left no trace of; what the form says otherwise.
BY_FORM = 0.5
# A word of a name that was read with less is told with its other readings, those with this share of all.
IN_DOUBT, OTHER_READING = 0.6, 0.1
UNSURE_NAME = 0.8  # factor for a name whose first word is no known family name


@dataclass(frozen=True, slots=True)
class Signed:
    """Who signed, and for each part the evidence and the doubts."""

    who: Signatory
    evidence: dict[str, Evidence]
    doubts: tuple[tuple[str, Message, float], ...]  # part, what is doubtful, confidence

    def proof(self, path: str) -> dict[str, Evidence]:
        """The evidence of the signer that stands at this path of the record."""
        return {f"{path}.{part}": found for part, found in self.evidence.items()}

    def review(self, path: str) -> tuple[Review, ...]:
        """The doubts about the signer that stands at this path."""
        return tuple(Review.of(f"{path}.{part}", doubt, sure) for part, doubt, sure in self.doubts)


def read_person(rule: FieldRule, context: Context) -> Answer:
    """The one who signs for the document."""
    blocks = _blocks(rule, context)
    if not blocks:
        return Answer(Signer())
    main = _signed(main_block(blocks), context)
    who = Signer(authority=main.who.authority, title=main.who.title, name=main.who.name)
    evidence = {part: found for part, found in main.evidence.items() if part != "organ"}
    return Answer(who, Signed(main.who, evidence, ()).proof("signer"), main.review("signer"))


def read_signers(rule: FieldRule, context: Context) -> Answer:
    """All who signed in reading order: every block with a name, and the main one.

    What is doubtful about the main one is said of `signer` alone.
    """
    blocks = _blocks(rule, context)
    main = main_block(blocks) if blocks else None
    signed = [(block, _signed(block, context)) for block in blocks if block.name is not None or block is main]
    evidence: dict[str, Evidence] = {}
    review: list[Review] = []
    for index, (block, one) in enumerate(signed):
        evidence |= one.proof(f"signers[{index}]")
        review += one.review(f"signers[{index}]") if block is not main else ()
    return Answer([one.who for _, one in signed], evidence, tuple(review))


def main_path(main: Signer, all_of_them: Sequence[Signatory]) -> str | None:
    """Where the main signer stands among all, as a path of the record."""
    own = (main.authority, main.title, main.name)
    at = [i for i, one in enumerate(all_of_them) if (one.authority, one.title, one.name) == own]
    return f"signers[{at[-1]}]" if at else None


def _blocks(rule: FieldRule, context: Context) -> list[SignatureBlock]:
    key = ("signature blocks", rule.regions)
    return context.once(key, lambda: signature_blocks(context.lines(*rule.regions)))


def _signed(block: SignatureBlock, context: Context) -> Signed:
    block = acting_as_title(block)
    name = None if block.name is None or _is_garbage(block.name) else block.name
    titles = [position(line.line) for line in block.title]
    form = whole(_join_authority(block.authority), titles, block.scraps, read=block.read)
    evidence, doubts = _formal(block, form)
    if name:
        evidence["name"], doubted = _name(name)
        doubts += [("name", doubt, evidence["name"].confidence) for doubt in doubted]
    organ = _organ(block, form)
    if organ:
        evidence["organ"] = Trace.of(block.lines).evidence(IN_PLACE, (Clue.SIGNATURE_REGION,))
        organ = ordinary(organ, context.text)
    named = (mended(name.line) or plain_text(name.line)) if name else None
    who = Signatory(authority=form.authority, title=form.title, name=named, organ=organ)
    return Signed(who, evidence, tuple(doubts))


def _formal(
    block: SignatureBlock, form: Form
) -> tuple[dict[str, Evidence], list[tuple[str, Message, float]]]:
    """Evidence of authority and title, and what the form says against them."""
    evidence: dict[str, Evidence] = {}
    doubts: list[tuple[str, Message, float]] = []
    parts = (("authority", block.authority, Clue.SIGNING_FORM), ("title", block.title, Clue.POSITION))
    for part, lines, clue in parts:
        sure = BY_FORM if part in form.mended | form.doubted else IN_PLACE
        if lines or part in form.mended:
            found = Trace.of(lines or block.title or block.authority)
            evidence[part] = found.evidence(sure, (Clue.SIGNATURE_REGION, clue))
        doubts += [(part, doubt, BY_FORM) for doubt in _by_form(part, form)]
    return evidence, doubts


def _organ(block: SignatureBlock, form: Form) -> str | None:
    """The agency that the block names: in a line of its own, after TM., or after the head's title."""
    if block.organ:
        return " ".join(plain_text(line.line) for line in block.organ)
    forms = (*(form.authority or "").split("; "), form.title or "")
    said = [after_position(after_mark(part)) for part in forms]
    return next((text for text in said if names_agency(text)), None)


def _is_garbage(name: Placed) -> bool:
    """Strokes of a signature that look like a name: no family name, and hardly read."""
    if mended(name.line) is not None or has_family_name(name.text):
        return False
    return IN_PLACE * UNSURE_NAME * Trace.of((name,)).evidence(1.0, ()).confidence < GARBAGE


def _by_form(part: str, form: Form) -> Iterator[Message]:
    if part in form.mended:
        yield Message.of("by-signing-form", value=getattr(form, part))
    if part in form.doubted:
        yield Message.of("not-signing-form")


def _name(name: Placed) -> tuple[Evidence, list[Message]]:
    """Evidence of the name, and what is doubtful about it."""
    is_whole, known = mended(name.line) is None, has_family_name(name.text)
    doubts = [
        *([] if known else [Message.of("family-name-unknown" if is_whole else "family-name-hard-to-read")]),
        *([Message.of("name-short")] if is_cut(name.line) else []),
        *(
            [Message.of("name-read-otherwise", names=", ".join(others))]
            if (others := _otherwise(name))
            else []
        ),
    ]
    sure = IN_PLACE * (1.0 if known else UNSURE_NAME) * (1.0 if is_whole else MENDED)
    sure *= MENDED if is_cut(name.line) else 1.0
    return Trace.of((name,)).evidence(sure, (Clue.SIGNATURE_REGION, Clue.NAME_UNDER_POSITION)), doubts


def _otherwise(name: Placed) -> list[str]:
    """The name with what else was read for a word that is in doubt."""
    words = name.line.words
    said = [word.text for word in words]
    found = []
    for at, word in enumerate(words):
        for other, share in word.readings if word.confidence < IN_DOUBT else ():
            if share >= OTHER_READING and other != word.text:
                found.append(" ".join((*said[:at], other, *said[at + 1 :])))
    return found


def _join_authority(lines: Sequence[Placed]) -> str | None:
    """Lines of one form joined by a blank, forms by a semicolon."""
    forms: list[str] = []
    for line in lines:
        if forms and not has_mark(line.text):
            forms[-1] += f" {plain_text(line.line)}"
        else:
            forms.append(authority_text(line.line))
    return "; ".join(forms) or None
