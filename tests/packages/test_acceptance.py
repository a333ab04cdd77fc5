"""What an archive would refuse of a batch: facts measured in files, judgements by table, the report."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from extract.packages.acceptance.criteria import Criterion
from extract.packages.acceptance.files import PdfA, look
from extract.packages.acceptance.noted import noted
from extract.packages.acceptance.page import page
from extract.packages.acceptance.report import Report
from extract.packages.acceptance.resolution import Scan, scans
from extract.packages.acceptance.run import check
from extract.packages.acceptance.where import Where
from extract.packages.describe import DescribedDocument
from extract.packages.dossiers import dossiers
from extract.packages.file_names import is_pattern, is_right
from schemas.catalogue import Language, speaking
from support import SAMPLES
from support.english import english_words
from support.program import sohoa

A4 = (595.0, 842.0)
Placed = tuple[int, tuple[float, float, float, float]]  # pixels across; left, bottom, width, height in points
SCANS = {
    "01-clean-scan.pdf",
    "02-skewed-seal.jpg",
    "05-english-ocr-layer.pdf",
    "11-mixed.pdf",
    "13-party-fax.tif",
}
CODE = "H49.64.33.2001.160"


def looked(out: Path, *sources: Path) -> Report:
    return check(Where(out, sources or (SAMPLES,)))


def missed(report: Report, criterion: Criterion) -> set[str]:
    (tally,) = (tally for tally in report.tallies if tally.criterion is criterion)
    return {one.path for one in tally.missed}


def left_open(report: Report, criterion: Criterion) -> set[str]:
    (tally,) = (tally for tally in report.tallies if tally.criterion is criterion)
    return {one.path for one in tally.open}


def codes(report: Report, path: str) -> dict[Criterion, list[str]]:
    (one,) = (one for one in report.documents if one.path == path)
    return {criterion: [why.code for why in standing.why] for criterion, standing in one.standings.items()}


def pdf_of(path: Path, *pictures: Placed, text: str = "") -> Path:
    """One page of A4 with grey pictures."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=A4)
    drawn = []
    for pixels, (left, bottom, wide, high) in pictures:
        size = (pixels, round(pixels * high / wide))
        held = io.BytesIO()
        Image.new("L", size, 200).save(held, "JPEG")
        picture = pikepdf.Stream(pdf, held.getvalue())
        picture.stream_dict = pikepdf.Dictionary(
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Image,
            Width=size[0],
            Height=size[1],
            ColorSpace=pikepdf.Name.DeviceGray,
            BitsPerComponent=8,
            Filter=pikepdf.Name.DCTDecode,
        )
        name = page.add_resource(picture, pikepdf.Name.XObject)
        drawn.append(f"q {wide} 0 0 {high} {left} {bottom} cm {name} Do Q")
    if text:
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
        name = page.add_resource(pdf.make_indirect(font), pikepdf.Name.Font)
        drawn.append(f"BT {name} 12 Tf 72 700 Td ({text}) Tj ET")
    page.Contents = pdf.make_stream("\n".join(drawn).encode())
    pdf.save(path)
    return path


WHOLE = (0.0, 0.0, *A4)


@pytest.mark.parametrize(
    ("pictures", "text", "found"),
    [
        ([(1654, WHOLE)], "", (200, 200)),
        ([(1240, WHOLE)], "", (150, 150)),
        ([(1240, WHOLE), (1240, (70.0, 400.0, 297.5, 100.0))], "", (150, 300)),  # a layer of letters
        ([(1240, WHOLE), (40, (70.0, 700.0, 5.0, 5.0))], "", (150, 150)),  # a speck is none
        ([(1654, (0.0, 421.0, 595.0, 421.0)), (1654, (0.0, 0.0, 595.0, 421.0))], "", (200, 200)),  # strips
        ([(300, (70.0, 700.0, 100.0, 100.0))], "Cong hoa", None),  # a seal beside text
        ([(900, WHOLE)], "Cong hoa", None),  # a ground under text that is seen
        ([], "Cong hoa", None),
    ],
)
def test_resolution_of_pages(
    tmp_path: Path, pictures: list[Placed], text: str, found: tuple[int, int] | None
) -> None:
    measured = scans(pdf_of(tmp_path / "a.pdf", *pictures, text=text), "application/pdf", None, ())
    assert [(one.ground, one.letters) for one in measured] == ([found] if found else [])


@pytest.mark.parametrize(("said", "found"), [(300, 300), (200, 200), (72, None), (None, None)])
def test_resolution_of_a_picture_file(tmp_path: Path, said: int | None, found: int | None) -> None:
    path = tmp_path / "a.jpg"
    Image.new("L", (1000, 1400)).save(path, **({"dpi": (said, said)} if said else {}))
    assert scans(path, "image/jpeg", None, ()) == [Scan(1, found, found, (1000, 1400))]


def claim(path: Path, part: str, *, packed: bool = False) -> None:
    """Says in a file that it is PDF/A."""
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        with pdf.open_metadata() as metadata:
            metadata["pdfaid:part"] = part
        pdf.save(path)
    if not packed:
        return
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        del pdf.Root.Metadata.Type  # else it would be left plain
        pdf.save(path, fix_metadata_version=False)
    assert b"pdfaid" not in path.read_bytes()


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize(
    ("part", "found"),
    [("", PdfA.NONE), ("2", PdfA.BROKEN), ("4", PdfA.CLAIMED)],  # a part that the check does not know
)
def test_a_claim_of_pdf_a_is_not_believed(
    out: Path, tmp_path: Path, part: str, found: PdfA, packed: bool
) -> None:
    path = pdf_of(tmp_path / "a.pdf", (1654, WHOLE))
    if part:
        claim(path, part, packed=packed)
    record = next(one for one in map(json.loads, (out / "records.jsonl").open()) if one["source"]["pages"])
    (held,) = dossiers([("a.pdf.json", record)])
    document = DescribedDocument(held.documents[0], {}, {}, "1", path)
    assert look(document, noted(record), out, ()).pdfa is found


@pytest.mark.parametrize(
    ("stem", "code", "pattern", "right"),
    [
        (f"{CODE}.7", CODE, "", True),
        (f"{CODE}.0000007", CODE, "", True),
        (CODE, CODE, "", True),  # one file for the whole hồ sơ
        (f"001.03.{CODE}.7", CODE, "", True),  # with the code of the archive before it
        (f"{CODE}.7", f"001.03.{CODE}", "", True),
        ("H49.64.33.2001.161.7", CODE, "", False),
        (f"{CODE}-7", CODE, "", False),
        ("Quyết định 15", CODE, "", False),
        (f"{CODE}.7", "", "", True),
        ("Quyết định 15", "", "", False),
        (f"{CODE}.007_signed", CODE, "{fileCode}.{number:3}*", True),
        (f"{CODE}.07", CODE, "{fileCode}.{number:3}*", False),
        ("H49.64.33.2001.161.007", CODE, "{fileCode}.{number:3}*", False),
        (f"{CODE}.007", "", "{fileCode}.{number:3}", True),
        ("G09.01_CV_000021_V1_20260507", "", "{agency}_*_{number:6}_V{number}_{date}", True),
        ("G09.01_CV_000021_V1_20261307", "", "{agency}_*_{number:6}_V{number}_{date}", False),
        ("a+b", "", "a+b", True),  # what stands outside braces is no expression
        ("aab", "", "a+b", False),
    ],
)
def test_file_names(stem: str, code: str, pattern: str, right: bool) -> None:
    assert is_right(stem, code, pattern) is right


@pytest.mark.parametrize(
    ("pattern", "usable"),
    [
        ("{fileCode}.{number:3}", True),
        ("VB-*", True),
        ("{fileCode}.{nummer}", False),
        ("{fileCode:3}", False),
        ("{fileCode", False),
        ("}", False),
    ],
)
def test_patterns(pattern: str, usable: bool) -> None:
    assert is_pattern(pattern) is usable


def test_the_samples(out: Path) -> None:
    report = looked(out)
    assert len(report.documents) == 13 and not report.is_good
    assert missed(report, Criterion.TEXT_LAYER) == SCANS
    assert missed(report, Criterion.RESOLUTION) == SCANS - {"13-party-fax.tif"}
    assert missed(report, Criterion.PDF_A) == missed(report, Criterion.SIGNATURE) == SCANS
    assert missed(report, Criterion.FAILED) == {"12-broken.pdf"}
    assert len(missed(report, Criterion.FILE_NAME)) == 13
    assert missed(report, Criterion.FIELDS) == {
        "07-submission.docx",
        "08-tcvn3.rtf",
        "09-vni.doc",
        "10-stripped.txt",
        "12-broken.pdf",
    }
    assert len(missed(report, Criterion.IN_REVIEW)) == 12
    scan = codes(report, "01-clean-scan.pdf")
    assert scan[Criterion.TEXT_LAYER] == ["missed-no-text"]
    assert scan[Criterion.RESOLUTION] == ["missed-dpi"]
    assert codes(report, "05-english-ocr-layer.pdf")[Criterion.TEXT_LAYER] == ["missed-bad-text"]
    assert codes(report, "13-party-fax.tif")[Criterion.PDF_A] == ["missed-no-copy"]
    assert codes(report, "12-broken.pdf")[Criterion.SIGNATURE] == ["open-digitised"]


def test_what_is_not_there_is_not_known(out: Path, tmp_path: Path) -> None:
    report = looked(out, tmp_path)
    scans_in_pdf = {"01-clean-scan.pdf", "11-mixed.pdf"}
    assert scans_in_pdf <= left_open(report, Criterion.RESOLUTION)
    assert scans_in_pdf <= left_open(report, Criterion.PDF_A)
    assert SCANS - {"05-english-ocr-layer.pdf"} <= left_open(report, Criterion.SIGNATURE)
    assert not missed(report, Criterion.RESOLUTION) and not missed(report, Criterion.SIGNATURE)
    assert "01-clean-scan.pdf" in missed(report, Criterion.TEXT_LAYER)  # the record says so
    assert "02-skewed-seal.jpg" in missed(report, Criterion.PDF_A)  # a picture file is none


def test_what_the_archivist_tells_is_there(out: Path) -> None:
    told = """\
fileNames: "{number:2}-*"
files:
  samples:
    documents:
      07-submission.docx: {numberOfPage: 2}
      12-broken.pdf: {packed: no}
"""
    (out / "archive.yaml").write_text(told, encoding="utf-8")
    report = looked(out)
    assert report.left_out == 1 and len(report.documents) == 12
    assert not missed(report, Criterion.FILE_NAME) and not missed(report, Criterion.FAILED)
    assert missed(report, Criterion.FIELDS) == {"08-tcvn3.rtf", "09-vni.doc", "10-stripped.txt"}


def test_a_pattern_that_cannot_be_used_is_told(out: Path) -> None:
    (out / "archive.yaml").write_text('fileNames: "{fileCodes}"\n', encoding="utf-8")
    assert [note.code for note in looked(out).notes] == ["archive-wrong-code"]


def test_a_searchable_copy_is_what_is_delivered(out: Path) -> None:
    """It says that it is PDF/A, as all do that `convert --pdf` wrote, and its text was set."""
    path = pdf_of(out / "samples" / "01-clean-scan.pdf.pdf", (1654, WHOLE))
    claim(path, "2")
    found = codes(looked(out), "01-clean-scan.pdf")
    assert not found[Criterion.TEXT_LAYER] and not found[Criterion.PDF_A]
    assert found[Criterion.SIGNATURE] == ["missed-signature"]
    with path.open("ab") as file:
        file.write(b"\n/ByteRange [0 1 2 3]\n")
    assert not codes(looked(out), "01-clean-scan.pdf")[Criterion.SIGNATURE]


@pytest.mark.parametrize("content", [b"", b"no PDF", b"%PDF-1.7\n%%EOF"])
def test_a_damaged_copy_is_no_pdf_a_and_stops_nothing(out: Path, content: bytes) -> None:
    (out / "samples" / "01-clean-scan.pdf.pdf").write_bytes(content)
    found = codes(looked(out), "01-clean-scan.pdf")
    assert found[Criterion.PDF_A] == ["missed-pdf-a"] and found[Criterion.TEXT_LAYER] == ["missed-no-text"]
    assert found[Criterion.RESOLUTION] == ["missed-dpi"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_file_that_cannot_be_read_is_not_there(out: Path, tmp_path: Path) -> None:
    shutil.copytree(SAMPLES, tmp_path / "scans")
    (tmp_path / "scans" / "01-clean-scan.pdf").chmod(0)
    found = codes(looked(out, tmp_path / "scans"), "01-clean-scan.pdf")
    assert found[Criterion.RESOLUTION] == found[Criterion.SIGNATURE] == ["open-no-file"]


def test_unread_pages_and_reasons_of_the_record() -> None:
    def notice(code: str, at: int | None, /, **params: object) -> dict[str, object]:
        return {"code": code, "page": at, "params": params, "message": ""}

    record = {
        "source": {"media_type": "application/pdf"},
        "content": {"pages": [{"number": 3, "verdict": "image", "text": ""}]},
        "review": [{"field": "number", "code": "not-found"}, {"field": "date", "code": "low-confidence"}],
        "processing": {
            "warnings": [
                notice("page-unreadable", 4, page=4),
                notice("page-unreadable", 3, page=3),
                notice("print-not-read", 1, page=1, letters=9, down=1, right=1),
                notice("searchable-font-missing", None, font="VNI-Times", page=3),
                notice("searchable-unsigned", None, count=1),
            ]
        },
    }
    found = noted(record)
    assert found.unread == (3, 4) and found.doubts == 2
    assert found.not_found == {"number"} and found.was_signed and not found.is_drawn
    assert [message.code for message in found.no_copy] == ["searchable-font-missing"]


class Outside(HTMLParser):
    """Collects what a page asks for from elsewhere, and what could run."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.asked += [f"{tag} {name}" for name, _ in attrs if name in ("src", "href", "srcset", "action")]
        self.asked += [name for name, _ in attrs if name.startswith("on")]


@pytest.mark.parametrize("language", Language)
def test_the_page_is_whole_in_itself_and_safe(out: Path, language: Language) -> None:
    (out / "archive.yaml").write_text("agencyName: <script>alert(1)</script> & Co\n", encoding="utf-8")
    with speaking(language):
        text = page(looked(out), None)
    read = Outside()
    read.feed(text)
    assert not read.asked and not {"script", "img", "link", "iframe"} & set(read.tags)
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; Co" in text
    assert f'<html lang="{language}">' in text and "url(" not in text and "@import" not in text
    assert text.count('<th scope="row">') == len(Criterion) and "$" not in text
    said = re.sub(r"<style>.*?</style>|<[^>]+>", " ", text, flags=re.DOTALL)
    assert "5 " in said and ("38,46" if language is Language.VI else "38.46") in said
    if language is Language.VI:
        assert not english_words(said.replace("script", "").replace("alert", "").replace("Co", ""))


def test_as_a_user_types_it(out: Path, tmp_path: Path) -> None:
    done = sohoa("check", out, "--documents", SAMPLES, "--json", "--html", "a/bao-cao.html", cwd=tmp_path)
    assert done.returncode == 1 and not done.stderr
    told = json.loads(done.stdout)
    assert told["documents"] == 13 and told["good"] is False and told["accuracy"] is None
    by_name = {one["criterion"]: one for one in told["criteria"]}
    assert by_name["text-layer"]["missed"] == 5 and by_name["text-layer"]["percent"] == 38.46
    assert by_name["text-layer"]["not_asked"] == 7 and by_name["text-layer"]["open"] == 1
    assert "Điều 8" in by_name["text-layer"]["basis"] and by_name["in-review"]["asked"] is False
    first = by_name["text-layer"]["documents"][0]
    assert (first["record"], first["path"]) == ("samples/01-clean-scan.pdf.json", "01-clean-scan.pdf")
    assert first["why"] == [
        {"code": "missed-no-text", "params": {"pages": "1"}, "message": "no text on pages 1"}
    ]
    assert (tmp_path / "a" / "bao-cao.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    shown = sohoa("--lang", "vi", "check", out, "--documents", SAMPLES, cwd=tmp_path, COLUMNS="80")
    table, _, rest = shown.stdout.partition("\n\n")
    assert shown.returncode == 1 and "38,46" in table and max(map(len, table.splitlines())) <= 80
    assert "01-clean-scan.pdf: không có lớp chữ ở trang 1" in rest
    assert not english_words(re.sub(r"\S+\.\w+|\(\w+\)|“[^”]+”|--\w+|`[^`]+`", "", shown.stdout))


def test_a_folder_without_records(tmp_path: Path) -> None:
    done = sohoa("check", tmp_path, cwd=tmp_path)
    assert done.returncode == 2 and "ledger" in done.stderr
