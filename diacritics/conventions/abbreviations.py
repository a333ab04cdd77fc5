"""What a document teaches about its own abbreviations.

    restored tokens ─▶ {KNDMST: KNĐMST} where the document spells out khởi nghiệp đổi mới sáng tạo

An abbreviation that the language model does not know cannot get its Đ back from it; but a document
spells an abbreviation out, as a rule just before it is first used.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence

from diacritics.syllable import skeleton

_WORD = re.compile(r"[^\W\d_]+|[^\w\s]")
_ABBREVIATION = re.compile(r"[A-ZĐ]{3,12}")
# Shorter ones fit some run of words by chance: in 5,000 words one in two of three letters, one in
# thirty of four. Three letters count only when defined: "khu kinh tế (KKT)".
_SAFE = 4
_READ_FOR_D = {"stripped": "D", "english-ocr": "DPB", "vietnamese-ocr": ""}


def own_abbreviations(texts: Sequence[str], channel: str, known: Container[str]) -> dict[str, str]:
    """Abbreviations of a document (restored tokens in order) that lost a Đ, and how they are written.

    Those among `known` (small letters), which the language model has judged, only where the document
    defines them: "chuyển đổi số (CDS)".
    """
    words = [word for text in texts for word in _WORD.findall(text)]
    spelled = [(at, word) for at, word in enumerate(words) if word[0].isalpha() and not _is_short(word)]
    initials = "".join(word[0].upper() for _, word in spelled)
    plain = skeleton(initials)
    bracketed = {at: words[at + 1] for at, word in enumerate(words[:-1]) if word == "("}
    after = [bracketed.get(at + 1, "") for at, _ in spelled]
    found: dict[str, str] = {}
    for short in sorted({word for word in words if _is_short(word)}):
        defined = {short} if short.lower() in known else {*after} - {""}
        anywhere = len(short) >= _SAFE and short.lower() not in known
        forms = Counter(
            form
            for form, last in _forms(short, initials, plain, _READ_FOR_D[channel])
            if anywhere or after[last] in defined
        )
        if forms:
            found[short] = forms.most_common(1)[0][0]
    return {short: form for short, form in found.items() if form != short}


def _is_short(word: str) -> bool:
    return _ABBREVIATION.fullmatch(word) is not None


def _forms(short: str, initials: str, plain: str, read: str) -> Iterator[tuple[str, int]]:
    """The abbreviation as each fitting run of words would write it, with Đ where a word begins with it,
    and the place of the run's last word."""
    letters = (f"[{c}D]" if c in read else c for c in short.replace("Đ", "D"))
    for match in re.finditer(f"(?=({''.join(letters)}))", plain):
        start, end = match.start(), match.start() + len(short)
        written = "".join(
            "Đ" if initials[start + k] == "Đ" and c in read + "Đ" else c for k, c in enumerate(short)
        )
        if all(skeleton(w) == p or w == "Đ" for w, p in zip(written, plain[start:end], strict=True)):
            yield written, end - 1


def rewritten(texts: Iterable[str], forms: dict[str, str]) -> Iterator[str]:
    """The texts with whole abbreviations replaced by their forms."""
    for text in texts:
        yield _ABBREVIATION.sub(lambda match: forms.get(match[0], match[0]), text) if forms else text
