"""Searchable PDF/A: the pages as they are, the repaired text where it stands, and what is told."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import numpy as np
import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String, pdfa

from extract.core.geometry import Box
from extract.core.model import Line, Origin, Page, Word
from extract.core.options import Flavour, Options
from extract.core.pose import Pose
from extract.serialise.searchable.grafting import graft
from extract.serialise.searchable.layer import sheets
from extract.serialise.searchable.overlay import sheet_of
from extract.serialise.searchable.placing import matrix, shown_part
from support import SAMPLES
from support.paper import BODY, canvas, picture
from support.searchable import copies, drawn, places, share_found, text_of

FONT = 60_000  # bytes that the font of the unseen text may take


@pytest.mark.parametrize(
    ("name", "flavour"),
    [
        ("01-clean-scan.pdf", Flavour.A2B),
        ("03-report-footnotes.pdf", Flavour.A1B),
        ("05-english-ocr-layer.pdf", Flavour.A3B),
        ("11-mixed.pdf", Flavour.A2B),
    ],
)
def test_a_pdf_is_drawn_as_before_and_says_what_the_record_says(
    name: str, flavour: Flavour, tmp_path: Path
) -> None:
    ((one, made),) = copies(SAMPLES / name, tmp_path, Options(pdfa=flavour))
    assert made.path and not made.notices
    assert pdfa.validate_written(made.path, flavour.value).passed
    assert share_found(one, made.path) >= 0.99
    for before, after in zip(drawn(SAMPLES / name), drawn(made.path), strict=True):
        assert np.array_equal(before, after)
    assert made.path.stat().st_size <= 1.05 * one.bytes + FONT


@pytest.mark.parametrize("name", ["02-skewed-seal.jpg", "13-party-fax.tif"])
def test_pictures_become_pages_of_their_own_pixels(name: str, tmp_path: Path) -> None:
    ((one, made),) = copies(SAMPLES / name, tmp_path)
    assert made.path and pdfa.validate_written(made.path, "2b").passed
    assert share_found(one, made.path) >= 0.99
    assert made.path.stat().st_size <= 1.05 * one.bytes + FONT
    with pikepdf.open(made.path) as pdf:
        assert len(pdf.pages) == len(one.document.pages)
        held = [x for _, x in pdf.pages[0].obj.Resources.XObject.items() if x.Subtype == Name.Image]
        data = held[0].read_raw_bytes()
    if name.endswith("jpg"):
        assert data == (SAMPLES / name).read_bytes()


def test_good_text_gets_no_second_layer_and_bad_text_is_found_no_more(tmp_path: Path) -> None:
    ((_, good),) = copies(SAMPLES / "03-report-footnotes.pdf", tmp_path)
    assert good.path and text_of(good.path) == text_of(SAMPLES / "03-report-footnotes.pdf")
    ((one, bad),) = copies(SAMPLES / "05-english-ocr-layer.pdf", tmp_path)
    before = set(text_of(SAMPLES / "05-english-ocr-layer.pdf").split())
    said = {word for page in one.document.pages for word in page.text.split()}
    assert before - said and bad.path
    assert not (before - said) & set(text_of(bad.path).split())


def test_what_it_says_of_itself(tmp_path: Path) -> None:
    ((_, made),) = copies(SAMPLES / "06-official-letter.pdf", tmp_path)
    assert made.path
    with pikepdf.open(made.path) as pdf, pdf.open_metadata() as told:
        assert told.pdfa_status == "2B" and told["dc:language"] == {"vi"} and pdf.Root.Lang == "vi"
        assert told["dc:title"] and told["dc:creator"] and told["dc:identifier"] and told["dc:date"]


LEGACY = (
    "Céng hoµ x· héi chñ nghÜa ViÖt Nam",
    "§éc lËp - Tù do - H¹nh phóc",
    "Uû ban nh©n d©n tØnh b¸o c¸o kÕt qu¶ thùc hiÖn nhiÖm vô s¸u th¸ng ®Çu n¨m",
    "vµ ph­¬ng h­íng, nhiÖm vô träng t©m s¸u th¸ng cuèi n¨m nh­ sau",
)


def test_text_in_a_legacy_encoding_is_found_in_unicode_and_drawn_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "legacy.pdf"
    sheet = canvas(path)
    sheet.setFont("Tinos", 13)
    for at, line in enumerate(LEGACY):
        sheet.drawString(72, 700 - 20 * at, line)
    sheet.save()
    ((_, made),) = copies(path, tmp_path)
    assert made.path
    said = text_of(made.path)
    assert "Độc lập - Tự do - Hạnh phúc" in said and "báo cáo kết quả thực hiện" in said
    assert "b¸o" not in said
    assert np.array_equal(drawn(path)[0], drawn(made.path)[0])


def signed(path: Path) -> None:
    """A letter with what a signature leaves in a file, and a file attached."""
    with pikepdf.open(SAMPLES / "06-official-letter.pdf") as pdf:
        field = pdf.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Widget,
                FT=Name.Sig,
                T=String("Signature1"),
                Rect=Array([400, 700, 550, 760]),
                F=132,
                V=Dictionary(
                    Type=Name.Sig, Filter=Name("/Adobe.PPKLite"), M=String("D:20230501080000+07'00'")
                ),
            )
        )
        pdf.pages[0].obj[Name.Annots] = Array([field])
        pdf.Root[Name.AcroForm] = Dictionary(SigFlags=3, Fields=Array([field]))
        pdf.Root[Name.Perms] = Dictionary(DocMDP=field.V)
        pdf.attachments["phụ lục.txt"] = b"1, 2, 3"
        pdf.save(path)


def test_a_signed_file_is_not_touched_and_its_copy_says_that_it_is_one(tmp_path: Path) -> None:
    path = tmp_path / "signed.pdf"
    signed(path)
    before = path.read_bytes()
    ((_, made),) = copies(path, tmp_path)
    assert path.read_bytes() == before and made.path
    assert [notice.code for notice in made.notices] == ["searchable-unsigned", "searchable-without-files"]
    with pikepdf.open(made.path) as pdf:
        assert not {Name.AcroForm, Name.Perms} & set(pdf.Root.keys()) and not pdf.attachments
        assert not len(pdf.pages[0].obj.get(Name.Annots, Array()))


def test_what_would_not_be_pdfa_is_not_written_and_told(tmp_path: Path) -> None:
    path = tmp_path / "bare.pdf"
    sheet = canvas(path)
    sheet.setFont("Helvetica", 13)  # not embedded
    for at in range(12):
        sheet.drawString(72, 700 - 20 * at, "The committee reports on the results of the year and its plans.")
    sheet.save()
    ((_, made),) = copies(path, tmp_path)
    assert made.path is None and [notice.code for notice in made.notices] == ["searchable-font-missing"]
    assert not (tmp_path / "0.pdf").exists()
    ((one, drawn_copy),) = copies(path, tmp_path, Options(draw_pages=True))
    assert drawn_copy.path and drawn_copy.notices[0].code == "searchable-pages-drawn"
    assert pdfa.validate_written(drawn_copy.path, "2b").passed and share_found(one, drawn_copy.path) == 1


def test_a_document_without_pages_has_none(tmp_path: Path) -> None:
    ((_, made),) = copies(SAMPLES / "07-submission.docx", tmp_path)
    assert made.path is None and made.notices[0].code == "searchable-no-pages"


def test_each_document_of_a_file_has_its_own_pages(tmp_path: Path) -> None:
    path = tmp_path / "two.pdf"
    with pikepdf.new() as pdf:
        for name in ("03-report-footnotes.pdf", "06-official-letter.pdf"):
            with pikepdf.open(SAMPLES / name) as held:
                pdf.pages.extend(held.pages)
        pdf.save(path)
    made = copies(path, tmp_path)
    assert [copy.path is not None for _, copy in made] == [True, True]
    sizes = [len(drawn(copy.path)) for _, copy in made if copy.path]
    assert sizes == [2, 1]
    assert all(share_found(one, copy.path) >= 0.99 for one, copy in made if copy.path)


def test_a_turned_jpeg_is_turned_by_its_page(tmp_path: Path) -> None:
    path = tmp_path / "turned.jpg"
    sheet = picture(dpi=150).transpose(method=4)  # a quarter to the right; the camera says how to hold it
    exif = sheet.getexif()
    exif[274] = 8
    sheet.save(path, quality=95, dpi=(150, 150), exif=exif)
    ((one, made),) = copies(path, tmp_path)
    assert made.path and share_found(one, made.path) >= 0.99
    (after,) = drawn(made.path)
    assert after.shape[1] > after.shape[0] and pdfa.validate_written(made.path, "2b").passed


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
@pytest.mark.parametrize(
    "pose", [None, Pose(300, 500, turns=1), Pose(500, 300, turns=2, skew=1.5), Pose(300, 500, turns=3)]
)
def test_each_word_stands_where_it_was_read(rotate: int, pose: Pose | None, tmp_path: Path) -> None:
    """On a page of 500 by 300 points as it is seen, cut out of a larger one."""
    wide, high = (pose.width, pose.height) if pose else (500.0, 300.0)
    texts = ("Số", "đường", "quyết", "nghị")
    boxes = [Box(60.0 + 50 * at, 80.0 + 20 * at, 95.0 + 50 * at, 94.0 + 20 * at) for at in range(4)]
    lines = tuple(Line.of([Word.read(text, box)]) for text, box in zip(texts, boxes, strict=True))
    page = Page(1, lines, Origin.OCR, wide, high, pose=pose)
    with pikepdf.new() as pdf:
        crop = (500, 300) if rotate % 180 == 0 else (300, 500)
        pdf.add_blank_page(page_size=(700, 700))
        own = pdf.pages[0]
        own.obj[Name.CropBox] = Array([100, 50, 100 + crop[0], 50 + crop[1]])
        own.obj[Name.Rotate] = rotate
        layer = sheets([sheet_of(page, lines)])
        graft(pdf, own, layer.pages[0], matrix(page, shown_part(own), own.rotation))
        pdf.save(tmp_path / "page.pdf")
    found = places(tmp_path / "page.pdf")
    assert found.pop("") == (500, 300)
    for text, box in zip(texts, boxes, strict=True):
        x, y = page.to_stored(box).centre
        left, down = _seen(found[text], rotate)
        assert abs(left - x) < 4 and abs(down - y) < 4, (text, (left, down), (x, y))


def _seen(place: tuple[float, float], rotate: int) -> tuple[float, float]:
    """A place in user space as it is seen from the top left of the page."""
    right, up = place[0] - 100, place[1] - 50
    return {0: (right, 300 - up), 90: (up, right), 180: (500 - right, up), 270: (500 - up, 300 - right)}[
        rotate
    ]


@pytest.mark.parametrize("skew", [-3.0, 0.0, 0.3, 2.0])
@pytest.mark.parametrize("turns", range(4))
def test_lines_are_found_one_after_the_other(turns: int, skew: float, tmp_path: Path) -> None:
    """At two degrees a line ends where the next one begins, and readers sort words by their height.

    On a page that lies on its head pdfium has the words backwards, on one that is turned and askew poppler
    makes several of one.
    """
    texts = ["một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười"]
    lines = [
        Line.of(
            Word.read(
                f"{text}{row}", Box(60.0 + 47 * at, 100 + 16.5 * row, 100.0 + 47 * at, 112 + 16.5 * row)
            )
            for at, text in enumerate(texts)
        )
        for row in range(6)
    ]
    page = Page(1, tuple(lines), Origin.OCR, 595, 842, pose=Pose(595, 842, turns=turns, skew=skew))
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=page.stored_size)
        layer = sheets([sheet_of(page, lines)])
        graft(pdf, pdf.pages[0], layer.pages[0], matrix(page, shown_part(pdf.pages[0]), 0))
        pdf.save(tmp_path / "page.pdf")
    wanted = [word.text for line in lines for word in line.words]
    assert text_of(tmp_path / "page.pdf").split() == wanted
    if shutil.which("pdftotext"):
        command = ["pdftotext", "-raw", tmp_path / "page.pdf", "-"]
        assert subprocess.run(command, capture_output=True, check=True).stdout.decode().split() == wanted


@pytest.mark.parametrize(
    ("read", "found"),
    [
        ("e\u0302\u0301", "ế"),  # composed
        ("☐✓→≥●", "☐✓→≥●"),  # in no font of letters
        ("中文", "中文"),
        ("a\x00b", "ab"),
        ("x\ud800y", "xy"),
        ("(\\", "(\\"),
    ],
)
def test_signs_of_every_kind_are_found_and_pdfa(read: str, found: str, tmp_path: Path) -> None:
    lines = [Line.of([Word.read(read, Box(60, 100, 100, 112)), Word.read("sau", Box(110, 100, 130, 112))])]
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(595, 842))
        page = Page(1, tuple(lines), Origin.OCR, 595, 842)
        layer = sheets([sheet_of(page, lines)])
        graft(pdf, pdf.pages[0], layer.pages[0], matrix(page, (0, 0, 595, 842), 0))
        assert pdfa.save(pdf, tmp_path / "page.pdf", "2b").passed
    assert text_of(tmp_path / "page.pdf").split() == [found, "sau"]


def test_what_was_filled_in_goes_on_to_be_seen(tmp_path: Path) -> None:
    path = tmp_path / "form.pdf"
    sheet = canvas(path)
    sheet.setFont("Tinos", 13)
    for at, line in enumerate(BODY):
        sheet.drawString(60, 780 - 20 * at, line)
    sheet.acroForm.textfield(name="số", value="Box", x=60, y=500, width=200, height=20, forceBorder=True)
    sheet.save()
    ((_, made),) = copies(path, tmp_path, Options(draw_pages=True))
    assert made.path
    with pikepdf.open(made.path) as pdf:
        assert Name.AcroForm not in pdf.Root
    inside = drawn(made.path)[0][487:508, 95:150]  # of the field, at 1.5 pixels a point
    assert (inside.max(axis=2) < 100).sum() > 20  # letters
