"""The sample files and their expectations belong together, and the readers get the words out of them."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable

import pytest

from diacritics.encodings import decode
from extract import readers
from extract.core.errors import BrokenFile
from extract.core.limits import Limits
from extract.core.model import Page
from extract.intake.filetype import identify
from extract.readers.pdf.document import read_pdf
from golden.form import Letter, load
from golden.make import BROKEN, SAMPLES, Sample, expectation, text
from golden.office import docx_bytes, stripped, tcvn3_rtf, vni_doc
from schemas.fields import Fields
from support import EXPECTED
from support import SAMPLES as FOLDER

WHOLE = [sample for sample in SAMPLES if sample.file != BROKEN]
IDS = [sample.file for sample in WHOLE]
LEGACY = {".VnTime": "tcvn3", ".VnTimeH": "tcvn3", "VNI-Times": "vni"}


def wanted(sample: Sample) -> dict[str, object]:
    return json.loads((EXPECTED / f"{sample.file}.json").read_text(encoding="utf-8"))  # type: ignore[no-any-return]


@pytest.mark.parametrize("sample", SAMPLES, ids=[sample.file for sample in SAMPLES])
def test_expectations_are_those_of_the_content(sample: Sample) -> None:
    assert wanted(sample) == expectation(sample, load(sample.content))


@pytest.mark.parametrize("sample", WHOLE, ids=IDS)
def test_expected_fields_fit_the_record(sample: Sample) -> None:
    Fields.model_validate(wanted(sample)["fields"])


@pytest.mark.parametrize("sample", SAMPLES, ids=[sample.file for sample in SAMPLES])
def test_media_type(sample: Sample) -> None:
    assert identify(FOLDER / sample.file) is sample.format


@pytest.mark.parametrize("sample", WHOLE, ids=IDS)
def test_pages_and_words_of_text_pages(sample: Sample) -> None:
    document = readers.read(FOLDER / sample.file, sample.format.media_type, Limits())
    assert len(document.pages) == len(sample.verdicts)
    assert document.paged == sample.paged
    truths = (EXPECTED / f"{sample.file}.txt").read_text(encoding="utf-8").split("\f")
    for page, truth, verdict in zip(document.pages, truths, sample.verdicts, strict=True):
        if verdict == "image":
            assert not page.lines
            assert page.has_image
        elif verdict in ("good", "legacy"):
            missing = Counter(re.findall(r"\w+", truth.lower())) - Counter(re.findall(r"\w+", shown(page)))
            assert not missing


def shown(page: Page) -> str:
    """The page's words with legacy fonts decoded, in lower case, footnotes included."""
    lines = [*page.lines, *(line for note in page.notes for line in note.lines)]
    parts = []
    for line in lines:
        for word in line.words:
            runs = [decode(r.text, LEGACY[r.font]) if r.font in LEGACY else r.text for r in word.runs]
            parts.append("".join(runs) or word.text)
    # A footnote's reference stands in brackets in office files, raised in print.
    return " ".join(parts).replace("[", "").replace("]", "").lower()


def test_broken_file_is_told() -> None:
    with pytest.raises(BrokenFile):
        read_pdf(FOLDER / BROKEN, Limits())


@pytest.mark.parametrize(
    ("make", "file"), [(tcvn3_rtf, "08-tcvn3.rtf"), (vni_doc, "09-vni.doc"), (stripped, "10-stripped.txt")]
)
def test_a_second_run_writes_the_same(make: Callable[[Letter], bytes], file: str) -> None:
    letter = load(next(sample.content for sample in SAMPLES if sample.file == file))
    assert make(letter) == (FOLDER / file).read_bytes()


def test_docx_holds_no_time_of_its_making() -> None:
    # Not compared with the file: packed bytes differ between versions of zlib.
    letter = load("communal-house-submission")
    assert docx_bytes(letter) == docx_bytes(letter)


def test_total_size() -> None:
    assert sum(path.stat().st_size for path in FOLDER.rglob("*") if path.is_file()) < 3_000_000


def test_text_of_every_sample_is_written() -> None:
    for sample in WHOLE:
        held = (EXPECTED / f"{sample.file}.txt").read_text(encoding="utf-8")
        assert held == text(sample, load(sample.content))
