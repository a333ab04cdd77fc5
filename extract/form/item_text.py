"""Items of lists that a recogniser read, as an office writes them.

    "Công TTĐT" ─▶ "Cổng TTĐT"        "CVP.các PCVP" ─▶ "CVP, các PCVP"        "V1, CNTT.nh)" ─▶ "VT, CNTT"

Clean text is never given here.
"""

from __future__ import annotations

import re

from diacritics.syllable import is_syllable, skeleton
from extract.form.folding import LOWER, UPPER
from extract.form.known_words import ADDRESS
from schemas import vocabulary

RECORDS = re.compile(r"^V[1I†t](?=\W|$)")  # VT, with which every archive line begins, as recognisers read it
# Initials of who drew it up are small letters: "Itk.9b" is ltk.9b (no syllable); copies are "(02b)".
INITIALS = re.compile(rf"(?<!\w)I[{LOWER}]+")
COPIES = re.compile(r"(\(\d{1,2})B\)")
# The first name's initial in small print: "KTv.Anh" is KTV.Anh, since a lone small letter abbreviates none.
SMALL_INITIAL = re.compile(rf"(?<=[{UPPER}])([cosuvxz])(?=\.[{UPPER}][{LOWER}])")
# Who drew it up stands in brackets after the unit, of which one was lost: "KSTT Ánh)".
NAMED = re.compile(rf"(?<=[ ,;])([{UPPER}&]{{2,}}\d*) ([{UPPER}][{LOWER}]+)\)$")
# A comma that was read as a stop: "CVP.các PCVP"; addresses have stops of their own.
COMMA = re.compile(
    rf"(?<=[^\W\d_]{{2}})[.]\s?(?=[a-zà-ỹđ]{{2,}}(?:[\s,.;]|$))"
    rf"|(?<=[{UPPER}]{{3}})[.](?=[{UPPER}]{{2,}}\b)"  # "PCVP.TTHC"
)
# What a recogniser made of a hyphen between abbreviations ("LĐ ~TB"), of specks between words ("án'nhân").
TILDE = re.compile(r"(?<=\w)\s?~\s?(?=[^\W\d_])")
SPECK = re.compile(rf"(?<=[^\W\d_][{LOWER}])['’‘](?=[{LOWER}]{{2}})")


def cut_back(text: str) -> str:
    """A text that a recogniser read, without the strokes at its ends; "V1" and the like are VT, Văn thư.

    >>> cut_back("-V1, CNTT.nh)")
    'VT, CNTT'
    """
    text = SMALL_INITIAL.sub(lambda found: found[1].upper(), text)
    text = COPIES.sub(r"\1b)", INITIALS.sub(_small, text))
    text = NAMED.sub(r"\1 (\2)", RECORDS.sub("VT", re.sub(r"^\W+", "", text)))
    if text.count(")") > text.count("("):
        text = re.sub(r"\s*[.,;][^.,;]*$", "", text)
    return re.sub(r",\s*[:;]", ", ", text).strip()


def _small(found: re.Match[str]) -> str:
    return found[0] if is_syllable(found[0]) else f"l{found[0][1:]}"


def with_commas(text: str) -> str:
    """Stops inside an item as the commas that they are."""
    return text if ADDRESS.search(text) else COMMA.sub(", ", text)


def _cased(phrase: str, printed: str) -> str:
    """The phrase with the capitals that were printed: "Cống thông tin" is "Cổng thông tin"."""
    pairs = zip(phrase, printed, strict=False)
    return "".join(letter.upper() if seen.isupper() else letter.lower() for letter, seen in pairs)


def spelled(text: str) -> str:
    """Fixed words of the form in a text that a recogniser read: "Công TTĐT" is "Cổng TTĐT"."""
    text = SPECK.sub(" ", TILDE.sub("-", text))
    for phrase in vocabulary.recipient_phrases():
        bare = skeleton(text)
        at = bare.lower().find(skeleton(phrase).lower()) if len(bare) == len(text) else -1
        whole = at >= 0 and not text[at - 1 : at].isalpha() and not text[at + len(phrase) :][:1].isalpha()
        if whole and text[at : at + len(phrase)].lower() != phrase.lower():
            text = text[:at] + _cased(phrase, text[at:]) + text[at + len(phrase) :]
    begun = text[:1].upper() + text[1:]
    text = begun if begun.startswith(vocabulary.agency_heads()) else text  # "ủy ban MTTQ"
    for seen, meant in vocabulary.recipient_notes().items():
        text = re.sub(rf"(?<=[( ]){re.escape(seen)}(?=\))", meant, text)
    return text
