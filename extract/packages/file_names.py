"""How files are called: by the circular, or by the archive's own pattern from archive.yaml.

    stem + mã hồ sơ ─▶ is_right ;  "{fileCode}.{number:3}" ─▶ pattern

The circular (Điều 8, 1d): mã hồ sơ, a dot, the number of the document; of one file for a whole hồ sơ mã hồ sơ
alone. A pattern has these words in braces, "*" for anything, and else what stands there.
"""

from __future__ import annotations

import re

from extract.packages import grammar

_WORDS = {
    "fileCode": grammar.FILE,
    "agency": grammar.AGENCY,
    "year": grammar.YEAR,
    "date": r"(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])",
    "number": r"\d+",
}
_PART = re.compile(r"\{(?P<word>\w+)(?::(?P<figures>[1-9]))?\}|(?P<any>\*)|(?P<plain>[^{}*])")


def is_pattern(text: str) -> bool:
    """Whether it can be used: words that are known, a number of figures behind `number` only."""
    parts = list(_PART.finditer(text))
    return "".join(part[0] for part in parts) == text and all(map(_is_known, parts))


def is_right(stem: str, code: str, pattern: str) -> bool:
    """Whether a file may be called so; `code`: mã hồ sơ, "" when it is not known; `pattern`: "" for none."""
    if pattern:
        return _compiled(pattern, code).fullmatch(stem) is not None
    found = grammar.of_stem(stem)
    whole = grammar.parsed(stem)
    if not code:
        return whole is not None
    return any(_is_of(one, code) for one in (found and found[0], whole))


def _is_of(found: grammar.Code | None, code: str) -> bool:
    """The code of an archive may stand before it in the name, or in what is told."""
    return found is not None and (code == found.file or code.endswith(f".{found.file}"))


def _compiled(pattern: str, code: str) -> re.Pattern[str]:
    return re.compile("".join(_expression(part, code) for part in _PART.finditer(pattern)), re.DOTALL)


def _expression(part: re.Match[str], code: str) -> str:
    if part["plain"]:
        return re.escape(part["plain"])
    if part["any"]:
        return ".*"
    if part["word"] == "fileCode" and code:
        return re.escape(code)
    return rf"\d{{{part['figures']}}}" if part["figures"] else _WORDS[part["word"]]


def _is_known(part: re.Match[str]) -> bool:
    if part["figures"]:
        return part["word"] == "number"
    return part["word"] is None or part["word"] in _WORDS
