"""The catalogue: both languages complete and alike, every code used, every code that is used there."""

from __future__ import annotations

import ast
import re
import string
import subprocess
import sys
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import yaml

from extract.core import errors
from extract.core.model import Kind, Origin
from extract.export.forms import NotInstalled
from schemas.catalogue import Language, Message, codes, entries, families, number, said, speaking
from schemas.catalogue.speech import Speech
from schemas.catalogue.system import why
from schemas.record import Fields, Notice, Review, json_schema
from support import ROOT
from support.english import english_words

BOTH = [(code, entry) for code, entry in entries().items()]
VIETNAMESE = re.compile(
    r"[àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ]", re.IGNORECASE
)
# Names, the same in both languages, and Vietnamese words that bear no mark.
NAMES = {"format-pdf", "origin-ocr", "document-hash"}
UNMARKED = {
    "content.pages",
    "format-html",
    "too-late",
    "progress-pages",
    "head-page",
    "desk-page-alt",
    "sample-page",
    "sample-is-wrong",
}
FORMATS = re.compile(r"|say|d|n\d?|\.0f|02")
SAYERS = {"of", "say", "in_vietnamese", "Mistake", "about_page"}
BY_PREFIX = {"type-": (), "origin-": Origin, "verdict-": Kind}  # codes put together from a value


def gaps(template: str) -> dict[str, str]:
    return {name: spec or "" for _, name, spec, _ in string.Formatter().parse(template) if name}


@pytest.mark.parametrize(("code", "entry"), BOTH, ids=[code for code, _ in BOTH])
def test_both_languages_say_the_same_with_the_same_parameters(code: str, entry: dict[str, str]) -> None:
    assert set(entry) == set(Language) and all(entry.values())
    assert gaps(entry["en"]).keys() == gaps(entry["vi"]).keys()
    for text in entry.values():
        assert text == unicodedata.normalize("NFC", text).strip() and "  " not in text.replace("OCR   ", "")
        assert all(FORMATS.fullmatch(spec) for spec in gaps(text).values())
    plain = re.sub(r"\{[^}]*\}", "", entry["vi"])
    assert VIETNAMESE.search(plain) or code in NAMES | UNMARKED or not re.search(r"[A-Za-z]{2}", plain)
    assert not english_words(plain)


@cache
def trees() -> tuple[tuple[Path, ast.Module], ...]:
    paths = [path for room in ("extract", "schemas") for path in sorted((ROOT / room).rglob("*.py"))]
    return tuple((path, ast.parse(path.read_text(encoding="utf-8"))) for path in paths)


@cache
def templates() -> tuple[str, ...]:
    """Pages of the desk, which say codes too."""
    folder = ROOT / "extract" / "desk" / "templates"
    return tuple(path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.html")))


def constants(node: ast.AST) -> Iterator[str]:
    for inner in ast.walk(node):
        if isinstance(inner, ast.Constant) and isinstance(inner.value, str):
            yield inner.value


def kinds_of(kind: type[Exception]) -> Iterator[str]:
    yield kind.__name__
    for inner in kind.__subclasses__():
        yield from kinds_of(inner)


@cache
def calls() -> tuple[tuple[str, str, frozenset[str]], ...]:
    """Place, code and parameters of what is said by a code that stands in the source."""
    assert NotInstalled  # loaded, so that it is among the kinds
    sayers = SAYERS | set(kinds_of(errors.SpokenError)) | {"gone"}
    found = []
    for path, tree in trees():
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            owner = getattr(getattr(node.func, "value", None), "id", "Message")
            if name not in sayers or (name == "of" and owner != "Message"):
                continue
            told = frozenset(word.arg or "**" for word in node.keywords)
            first = node.args[0]
            said = (first.body, first.orelse) if isinstance(first, ast.IfExp) else (first,)
            found += [
                (f"{path.name}:{node.lineno}", part.value, told)
                for part in said
                if isinstance(part, ast.Constant) and isinstance(part.value, str)
            ]
    return tuple(found)


def test_no_code_is_missing() -> None:
    assert len(calls()) > 200
    assert not [(place, code) for place, code, _ in calls() if code not in entries()]
    told = {code for text in templates() for code in re.findall(r"""say\(["']([^"']+)["'][,)]""", text)}
    assert len(told) > 50 and not told - set(entries())


def test_every_gap_is_filled() -> None:
    of_page = {"page", "cause", "advice"}  # `DocumentError.about_page` gives them
    for place, code, told in calls():
        wanted = set(gaps(entries()[code]["en"]))
        if "**" not in told and not wanted <= of_page:
            assert wanted == told - {"param_hint"} or any(
                spec == "say" for spec in gaps(entries()[code]["en"]).values()
            ), (place, code)
            assert wanted <= told, (place, code)


def test_no_code_is_unused() -> None:
    used = {text for _, tree in trees() for text in constants(tree)}
    quoted = {code for text in templates() for code in re.findall(r"""["']([\w-]+)["']""", text)}
    used |= quoted | {
        code for code in entries() if code.startswith(tuple(one for one in quoted if one[-1] == "-"))
    }
    used |= {code for code in entries() if code.startswith(("desk-part-", "desk-state-"))}
    used |= {f"{prefix}{value.value}" for prefix, values in BY_PREFIX.items() for value in values}
    used |= {code for code in entries() if code.startswith(("type-", "element-"))}
    used |= set(codes("fields"))  # by the names of the record's fields
    assert not [code for code in entries() if code not in used]


def test_no_code_stands_twice() -> None:
    files = (ROOT / "schemas" / "catalogue").glob("*.yaml")
    keys = [key.value for file in files for key, _ in yaml.compose(file.read_text("utf-8")).value]
    assert sorted(keys) == sorted(entries())


def test_a_run_reads_the_families_that_it_speaks() -> None:
    asked = "from schemas import catalogue; catalogue.codes('help'); catalogue.say('help-lang')"
    told = subprocess.run(
        [sys.executable, "-c", f"{asked}; print(*catalogue._read)"], cwd=ROOT, capture_output=True, check=True
    )
    assert told.stdout.split() == [b"help"]


def test_every_field_of_the_record_has_a_name() -> None:
    assert set(Fields.model_fields) <= set(codes("fields"))


def test_every_error_has_a_sentence_and_a_next_step() -> None:
    kinds = list(errors.DocumentError.__subclasses__())
    for kind in kinds:
        kinds.extend(kind.__subclasses__())
        assert kind.code in codes("errors") and kind.advice in codes("advice"), kind
    assert errors.general("broken-file") and errors.general("of another version") == ""


def test_the_exported_schema_knows_the_codes() -> None:
    known = {name: model["enum"] for name, model in json_schema()["$defs"].items() if "enum" in model}
    assert known["ReviewCode"] == list(codes("review"))
    assert known["NoticeCode"] == list(codes("notices"))
    assert known["ErrorCode"] == list(codes("errors"))
    assert known["ErrorCause"] == [*codes("errors"), *codes("causes")]
    assert "review" in families()


SPEECH = {
    language: Speech({"inner": "trong {x:n}"}.get, day_first=language == "vi", comma=language == "vi")
    for language in ("en", "vi")
}


@pytest.mark.parametrize(
    ("template", "value", "english", "vietnamese"),
    [
        ("{x:n}", 1234567, "1,234,567", "1.234.567"),
        ("{x:n}", 1234.5, "1,234.5", "1.234,5"),
        ("{x:n}", 0.04, "0.04", "0,04"),
        ("{x:n1}", 1234.56, "1,234.6", "1.234,6"),
        ("{x:d}", "2025-02-19", "2025-02-19", "19/02/2025"),
        ("{x:d}", "2025-02", "2025-02", "02/2025"),
        ("{x:d}", "năm nay", "năm nay", "năm nay"),
        ("{x}", "{x:say}", "{x:say}", "{x:say}"),  # what stands in a gap is never read as a template
        ("{x:say}", "no code", "no code", "no code"),
        ("{{{x}}}", 1, "{1}", "{1}"),
    ],
)
def test_how_a_language_writes(template: str, value: object, english: str, vietnamese: str) -> None:
    assert SPEECH["en"].say(template, {"x": value}) == english
    assert SPEECH["vi"].say(template, {"x": value}) == vietnamese


def test_a_sentence_inside_a_sentence_has_the_same_parameters() -> None:
    assert SPEECH["vi"].say("a {code:say}", {"code": "inner", "x": 1000}) == "a trong 1.000"


def test_the_language_of_the_run() -> None:
    message = Message.of("file-too-large", bytes=2048, limit=1000)
    assert str(message) == "The file has 2,048 bytes; the limit is 1,000."
    with speaking(Language.VI):
        assert str(message) == "Tệp có 2.048 byte; giới hạn là 1.000 byte."
        assert (said("head-page"), said("PATH"), number(1.5)) == ("trang", "PATH", "1,5")
        review = Review.of("date", Message.of("not-found"))
        assert (review.code, review.params, review.reason) == (
            "not-found", {}, "không tìm thấy trong văn bản",
        )  # fmt: skip
        notice = Notice.of(Message.of("page-unreadable", page=3), 3)
        assert (notice.page, notice.params) == (3, {"page": 3})
    assert str(message).startswith("The file")


def test_unknown_codes_are_refused() -> None:
    with pytest.raises(KeyError):
        Message.of("no such code")


@pytest.mark.parametrize(
    ("error", "vietnamese"),
    [
        (FileNotFoundError(2, "No such file or directory"), "không có tệp hoặc thư mục này"),
        (OSError(28, "No space left on device"), "ổ đĩa đã hết chỗ trống"),
        (OSError(9999, "something odd"), "something odd"),
        (zipfile.BadZipFile("Bad CRC-32 for file 'a.txt'"), "nội dung nén bị hỏng"),
        (zlib.error("Error -3 while decompressing data: invalid block type"), "nội dung nén bị hỏng"),
        (NotImplementedError("That compression method is not supported"), "không hỗ trợ cách nén này"),
        (ValueError("Protocol not known: foo"), "không hỗ trợ loại địa chỉ này"),
        (ImportError("Install s3fs to access S3"), "chưa cài đặt gói phần mềm cần thiết"),
        (ValueError("odd too"), "odd too"),
    ],
)
def test_what_the_system_says(error: Exception, vietnamese: str) -> None:
    with speaking(Language.VI):
        assert said(why(error)) == vietnamese
