"""hOCR, ALTO, PAGE: valid, each word of the record once and in order, boxes on the page; others read them."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from lxml import etree

from extract.core.geometry import Box
from extract.core.limits import Limits
from extract.core.model import Line, Word
from extract.core.options import Also, Options
from extract.core.pose import Pose
from extract.core.source import Source
from extract.intake.admission import judge
from extract.layout import analyse
from extract.pipeline import Converted, convert
from extract.serialise.layered import LayeredPage, layered, plain
from extract.serialise.outputs import SERIALISERS, to_outputs
from schemas.methods import Method
from support import SAMPLES
from support.layout_pages import page as page_of_lines
from support.layout_pages import printed
from support.program import LETTER

SCHEMAS = Path(__file__).parent / "schemas"
# A skewed scan, a table, a bad layer over a scan, text and a picture, a fax.
PAGED = (
    "02-skewed-seal.jpg",
    "04-decision-table.pdf",
    "05-english-ocr-layer.pdf",
    "11-mixed.pdf",
    "13-party-fax.tif",
)
PLACED = (Also.HOCR, Also.ALTO, Also.PAGE)
XHTML = "{http://www.w3.org/1999/xhtml}"
Element = etree._Element
Box4 = tuple[float, float, float, float]  # left, top, right, bottom
Said = tuple[Box4, str, float, str]  # of a word: place, text, confidence, raw reading


@cache
def sample(name: str) -> Converted:
    path = SAMPLES / name
    found, _ = judge(path, Limits())
    (made,) = convert(Source(path, name, "", found.media_type), Options())
    assert isinstance(made, Converted)
    return made


def made_up(*words: Word, pose: Pose | None = None) -> Converted:
    """A page of one line."""
    document = sample("04-decision-table.pdf").document
    page = replace(page_of_lines([Line.of(words)]), pose=pose)
    document = replace(document, pages=(page,))
    return replace(sample("04-decision-table.pdf"), document=document, layout=analyse(document))


# Each format read back without the code that writes it: of each page its size and its words.
Pages = list[tuple[tuple[float, float], list[Said]]]


def of_hocr(data: bytes) -> Pages:
    root = etree.fromstring(data)
    return [
        (_bbox(page)[2:], [_hocr_word(word) for word in _of_class(page, "ocrx_word")])
        for page in _of_class(root, "ocr_page")
    ]


def _of_class(element: Element, name: str) -> list[Element]:
    return [one for one in element.iter() if one.get("class") == name]


def _bbox(element: Element) -> Box4:
    left, top, right, bottom = map(float, re.search(r"bbox ([\d ]+)", element.get("title"))[1].split())
    return left, top, right, bottom


def _hocr_word(word: Element) -> Said:
    sure = re.search(r"x_wconf (\d+)", word.get("title"))
    raw = re.search(r'x_raw "((?:[^"\\]|\\.)*)"', word.get("title"))
    return (
        _bbox(word),
        word.text,
        int(sure[1]) / 100,
        re.sub(r"\\(.)", r"\1", raw[1]) if raw else word.text,
    )


def of_alto(data: bytes) -> Pages:
    root = etree.fromstring(data)
    return [
        (_alto_box(page.find("{*}PrintSpace"))[2:], [_alto_word(word) for word in page.iter("{*}String")])
        for page in root.iter("{*}Page")
    ]


def _alto_box(element: Element) -> Box4:
    left, top, width, height = (float(element.get(name)) for name in ("HPOS", "VPOS", "WIDTH", "HEIGHT"))
    return left, top, left + width, top + height


def _alto_word(word: Element) -> Said:
    raw = [one.text for one in word if one.get("PURPOSE") == "raw"]
    text = word.get("CONTENT")
    return _alto_box(word), text, float(word.get("WC")), raw[0] if raw else text


def members(data: bytes) -> Iterator[Element]:
    with zipfile.ZipFile(io.BytesIO(data)) as held:
        for name in held.namelist():
            yield etree.fromstring(held.read(name))


def of_page(data: bytes) -> Pages:
    pages = [root.find("{*}Page") for root in members(data)]
    return [
        (
            (float(page.get("imageWidth")), float(page.get("imageHeight"))),
            [_page_word(word) for region in _in_order(page) for word in region.iter("{*}Word")],
        )
        for page in pages
    ]


def _in_order(page: Element) -> list[Element]:
    regions = {region.get("id"): region for region in page.iter("{*}TextRegion")}
    return [regions[one.get("regionRef")] for one in page.iter("{*}RegionRefIndexed")]


def _page_word(word: Element) -> Said:
    points = [tuple(map(float, p.split(","))) for p in word.find("{*}Coords").get("points").split()]
    said = {int(one.get("index")): one for one in word.iter("{*}TextEquiv")}
    text = said[0].findtext("{*}Unicode")
    raw = said[1].findtext("{*}Unicode") if 1 in said else text
    return (*points[0], *points[2]), text, float(said[0].get("conf")), raw


READ: dict[Also, Callable[[bytes], Pages]] = {Also.HOCR: of_hocr, Also.ALTO: of_alto, Also.PAGE: of_page}


@pytest.mark.parametrize("also", PLACED)
@pytest.mark.parametrize("name", PAGED)
def test_every_word_once_in_the_order_of_the_record_and_on_its_page(name: str, also: Also) -> None:
    converted = sample(name)
    pages = READ[also](SERIALISERS[also](converted))
    assert len(pages) == len(converted.document.pages)
    for page, ((width, height), words), text in zip(
        converted.document.pages, pages, converted.layout.page_texts, strict=True
    ):
        told = plain(text).split()
        said = [part for _, word, _, _ in words for part in word.split()]
        assert said[: len(told)] == told
        assert sorted(said) == sorted(part for w in page.words for part in plain(w.text).split())
        assert sorted(raw for _, _, _, raw in words) == sorted(plain(w.raw) for w in page.words if w.text)
        for (left, top, right, bottom), _, confidence, _ in words:
            assert 0 <= left < right <= width and 0 <= top < bottom <= height
            assert 0 <= confidence <= 1


@pytest.mark.parametrize("name", PAGED)
def test_alto_and_page_are_valid(name: str) -> None:
    alto = etree.XMLSchema(etree.parse(SCHEMAS / "alto-4.4-part.xsd"))
    alto.assertValid(etree.fromstring(SERIALISERS[Also.ALTO](sample(name))))
    page = etree.XMLSchema(etree.parse(SCHEMAS / "page-2019-07-15.xsd"))
    for root in members(SERIALISERS[Also.PAGE](sample(name))):
        page.assertValid(root)


def test_page_names_the_parts_of_the_form() -> None:
    first, second = members(SERIALISERS[Also.PAGE](sample("04-decision-table.pdf")))
    kinds = [
        (region.get("type"), region.get("custom"))
        for root in (first, second)
        for region in root.iter("{*}TextRegion")
    ]
    assert ("heading", "structure {type:title;}") in kinds
    assert ("header", "structure {type:motto;}") in kinds
    assert ("page-number", "structure {type:page-number;}") in kinds
    assert first.find("{*}Page").get("imageFilename") == "04-decision-table.pdf#page=1"


def test_page_has_tables_with_their_cells() -> None:
    """As the record has them: each paragraph of a cell with its row and column."""
    first, _ = members(SERIALISERS[Also.PAGE](sample("04-decision-table.pdf")))
    (table,) = first.iter("{*}TableRegion")
    told = {}
    for region in table.iter("{*}TextRegion"):
        role = region.find("{*}Roles/{*}TableCellRole")
        place = int(role.get("rowIndex")), int(role.get("columnIndex"))
        told[place] = " ".join(region.findtext("{*}TextEquiv/{*}Unicode").split())
    page = sample("04-decision-table.pdf").document.pages[0]
    cells = {(one.row, one.column): " ".join(one.text.split()) for one in page.tables[0].cells}
    assert told == {place: text for place, text in cells.items() if text}
    assert len(list(first.iter("{*}OrderedGroupIndexed"))) == 1


def test_another_reader_opens_hocr(tmp_path: Path) -> None:
    parser = pytest.importorskip("ocrmypdf.hocrtransform.hocr_parser")
    path = tmp_path / "a.hocr"
    path.write_bytes(SERIALISERS[Also.HOCR](sample("02-skewed-seal.jpg")))
    page = parser.HocrParser(path).parse()
    words = " ".join(word.text for word in page.iter_by_class("ocrx_word"))
    assert words.startswith(" ".join(sample("02-skewed-seal.jpg").layout.page_texts[0].split()))
    assert page.dpi == 300


# How a page lay, and where a word at (100, 50, 160, 62) points of the page as read lies on it, in pixels.
POSES: tuple[tuple[Pose | None, float, tuple[int, ...]], ...] = (
    (None, 0.0, (417, 208, 667, 258)),
    (Pose(595.0, 842.0, turns=1), 90.0, (208, 1812, 258, 2062)),
    (Pose(595.0, 842.0, turns=2), 180.0, (1812, 3250, 2062, 3300)),
    (Pose(595.0, 842.0, turns=3), -90.0, (3250, 417, 3300, 667)),
    (Pose(595.0, 842.0, skew=2.0), -2.0, (470, 185, 720, 235)),
)


@pytest.mark.parametrize(("pose", "turned", "place"), POSES)
def test_places_are_those_of_the_page_as_the_file_has_it(
    pose: Pose | None, turned: float, place: tuple[int, ...]
) -> None:
    (page,) = only(made_up(Word.read("Kính", Box(100, 50, 160, 62)), pose=pose))
    box = page.blocks[0].box
    assert page.turned == turned
    assert (box.left, box.top, box.right, box.bottom) == pytest.approx(place, abs=2)


def only(converted: Converted) -> list[LayeredPage]:
    return list(layered(converted))


def test_what_no_xml_holds_and_what_its_signs_are() -> None:
    words = (
        Word.read("a\x01b<&>", Box(100, 50, 160, 62)),
        Word.read("\ud83d\"\\;'", Box(170, 50, 200, 62), 0.5).repaired("Hoà", 0.25, Method.READ),
        Word.read("ra ngoài", Box(580, 830, 700, 900), 1.5),
    )
    for also in PLACED:
        ((_, said),) = READ[also](SERIALISERS[also](made_up(*words)))
        assert [(text, sure, raw) for _, text, sure, raw in said] == [
            ("a\ufffdb<&>", 1.0, "a\ufffdb<&>"),
            ("Hoà", 0.25, "\ufffd\"\\;'"),
            ("ra ngoài", 1.0, "ra ngoài"),
        ]


def test_other_readings_stand_beside_the_word() -> None:
    word = replace(Word.read("bốn", Box(9, 9, 30, 20)), readings=(("bỏn", 0.25), ("bốn", 0.7)))
    alto = etree.fromstring(SERIALISERS[Also.ALTO](made_up(word)))
    assert [(one.get("PURPOSE"), one.text) for one in alto.iter("{*}ALTERNATIVE")] == [
        ("reading 0.25", "bỏn")
    ]
    (page,) = members(SERIALISERS[Also.PAGE](made_up(word)))
    last = next(page.iter("{*}Word")).findall("{*}TextEquiv")[-1]
    assert (last.get("index"), last.get("conf"), last.findtext("{*}Unicode")) == ("2", "0.25", "bỏn")


def test_empty_pages_and_pages_without_a_size_are_there(tmp_path: Path) -> None:
    document = sample("04-decision-table.pdf").document
    bare = replace(page_of_lines([printed(70, 50, "a")]), lines=(), number=1)
    document = replace(document, pages=(bare, replace(bare, number=2, width=None, height=None)))
    converted = replace(sample("04-decision-table.pdf"), document=document, layout=analyse(document))
    for also in PLACED:
        pages = READ[also](SERIALISERS[also](converted))
        assert pages == [((2479, 3508), []), ((1, 1), [])]
    etree.XMLSchema(etree.parse(SCHEMAS / "alto-4.4-part.xsd")).assertValid(
        etree.fromstring(SERIALISERS[Also.ALTO](converted))
    )


def test_flowing_text_is_not_written_in_them_and_the_record_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(LETTER, encoding="utf-8")
    (made,) = to_outputs(Source(path, "a.txt", "", "text/plain"), Options(also=(Also.TXT, Also.MD, *PLACED)))
    assert set(made.beside) == {Also.TXT, Also.MD}
    (told,) = [one for one in made.record.processing.warnings if one.code == "also-without-places"]
    assert told.params == {"formats": "hocr, alto, page"}


def test_files_are_called_as_their_formats_are() -> None:
    assert {also: also.suffix for also in Also} == {
        Also.TXT: "txt",
        Also.MD: "md",
        Also.HOCR: "hocr",
        Also.ALTO: "alto.xml",
        Also.PAGE: "page.zip",
        Also.PDF: "pdf",
    }
