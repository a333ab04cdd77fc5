"""How a word's text came about: the one list of it, for words, evidence and the exported JSON Schema."""

from __future__ import annotations

from enum import StrEnum


class Method(StrEnum):
    """From what was seen (`raw`) to the text: the last step that changed it."""

    READ = "read"  # as the file has it, or as the recogniser saw it
    PLAIN_SIGNS = "plain-signs"  # signs that stand for others: Ð for Đ, a Cyrillic С, an entity
    # Decoded from a legacy encoding; the names are those of `diacritics.encodings.ENCODINGS`.
    TCVN3 = "tcvn3"
    VNI = "vni"
    VISCII = "viscii"
    VPS = "vps"
    CP1258 = "cp1258"
    UTF8 = "utf8"
    VIQR = "viqr"
    READ_AGAIN = (
        "read-again"  # with the help of the line recogniser, or put together from pieces of one number
    )
    STROKES_COUNTED = "strokes-counted"  # II or III by the strokes that are seen
    FILLED_IN = "filled-in"  # digits written or stamped into the printed form
    STAMP = "stamp"  # read from a stamp over the page, not from its text
    RESTORED = "restored"  # by the decoder, from what the language says
    DIGITS = "digits"  # letters that were read for digits (l for 1)
    LETTER_HEIGHT = "letter-height"  # capitals no higher than small letters


DECODED = frozenset(
    (Method.TCVN3, Method.VNI, Method.VISCII, Method.VPS, Method.CP1258, Method.UTF8, Method.VIQR)
)
