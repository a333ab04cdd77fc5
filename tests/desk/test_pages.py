"""What the pages show and what comes of what is said there, with real records."""

from __future__ import annotations

import io
import re
import shutil
from pathlib import Path

import pytest
from PIL import Image

from extract.desk.app import STATIC, build
from extract.desk.desk import Desk
from extract.desk.pictures import Pictures
from extract.desk.serve import Settings, desk
from extract.desk.sources import Sheet, Sources
from extract.desk.wording import label, meant, written
from extract.index.read import Index
from extract.review.log import Log
from schemas.catalogue import Language, speaking
from support.desk import BLANK, BROKEN, PORT, SCAN, TABLE, Browser, at

TEMPLATES = STATIC.with_name("templates")


def rows(page: str) -> list[str]:
    return re.findall(r'<tr class="(\w+)"', page)


def doubtful(page: str) -> list[str]:
    return re.findall(r'<li class="value doubt[^"]*" id="[^"]*" data-field="([^"]+)"', page)


def test_the_work_list_has_the_gravest_first_and_counts(one: Browser) -> None:
    page = one.get("/")
    assert rows(page)[:2] == ["todo", "todo"] and len(rows(page)) == 7
    assert "đã xong" in page and "số văn bản để trống" in page
    assert rows(one.get("/", state="failed")) == ["failed"]
    assert rows(one.get("/", state="todo", organ="nobody")) == []


def test_a_document_shows_its_doubts_first(one: Browser) -> None:
    page = one.get(at(SCAN))
    assert "archive_line" in doubtful(page) and page.index("v-archive_line") < page.index("v-number")
    assert "đọc được nhưng độ tin cậy thấp" in page  # in the language of who asks, not of the run
    assert f"{at(SCAN)}/place?field=archive_line" in page and "<rect" in page


def test_a_document_without_pages_shows_its_text(one: Browser) -> None:
    page = one.get(at(BLANK))
    assert "Không có hình ảnh" in page and "Bình An, ngày 05 tháng 3" in page
    page = one.get(at(BROKEN))
    assert "Tệp PDF bị hỏng" in page


@pytest.mark.parametrize("leaf", ["tables", "lists", "text", "history"])
def test_every_leaf_of_every_document(one: Browser, leaf: str) -> None:
    for record in (SCAN, TABLE, BLANK, BROKEN):
        assert one.get(at(record, f"/leaf/{leaf}"))


def test_pictures_of_pages_and_places(one: Browser) -> None:
    def size(path: str) -> tuple[int, int]:
        return Image.open(io.BytesIO(one.client.get(path).content)).size

    (wide, high), close = size(at(SCAN, "/page/1")), size(at(SCAN, "/page/1?close"))
    assert high > wide and close[0] == pytest.approx(2 * wide, abs=2)
    place = size(at(SCAN, "/place?field=archive_line"))
    assert place[0] > place[1] and place[0] < close[0]
    assert one.client.get(at(BLANK, "/page/1")).status_code == 404


def test_a_place_of_a_page_says_its_text(one: Browser) -> None:
    page = one.get(at(TABLE))
    x, y = re.findall(r'<rect x="([\d.]+)" y="([\d.]+)"[^>]*data-field="title"', page)[0]
    said = one.get(at(TABLE, "/at"), page="1", x=str(float(x) + 2), y=str(float(y) + 2))
    assert "data-take=" in said
    assert one.client.get(at(TABLE, "/at?page=1&x=1&y=1")).status_code == 204


@pytest.mark.parametrize("record", [TABLE, SCAN])
def test_what_no_value_was_read_from_is_read_anew(one: Browser, record: str) -> None:
    """The motto: of a page with text from its text, of a scan by the recogniser."""
    found = [one.client.get(at(record, f"/at?page=1&x=400&y={y}")).text for y in range(50, 96, 5)]
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in " ".join(found)


def test_what_is_confirmed_is_no_doubt_any_more(one: Browser, folder: Path) -> None:
    field = "archive_line"
    held = re.findall(r'id="i-archive_line"[^>]*value="([^"]*)"', one.get(at(SCAN)))[0]
    status, said = one.post(at(SCAN, "/value"), field=field, value=held, seen=0, key="k1")
    assert status == 200 and "Lan xác nhận" in said and field not in doubtful(said)
    assert field not in doubtful(one.get(at(SCAN)))
    with Log(folder) as log:
        assert [(entry.who, entry.action, entry.new) for entry in log.all()] == [("Lan", "confirm", held)]


@pytest.mark.parametrize(
    ("case", "action", "held"),
    [
        ((SCAN, "archive_line", "VT, TH"), "correct", "VT, TH"),
        ((BLANK, "number", " 15 "), "correct", "15"),
        ((BLANK, "number", ""), "absent", None),
        ((TABLE, "date", "9/3/2022"), "correct", "2022-03-09"),
        ((TABLE, "tables[0].rows[0][1]", "Nguyễn Thị Hoa"), "correct", "Nguyễn Thị Hoa"),
        ((SCAN, "content.pages[0].text", "Một\nhai"), "correct", "Một\nhai"),
        ((TABLE, "doc_type.name", "Nghị quyết"), "correct", "Nghị quyết"),
        ((BLANK, "recipients", "Như trên;\n- Sở Y tế"), "correct", ["Như trên;", "- Sở Y tế"]),
    ],
)
def test_what_is_said_of_a_value(
    one: Browser, folder: Path, case: tuple[str, str, str], action: str, held: str | list[str] | None
) -> None:
    record, field, typed = case
    assert one.post(at(record, "/value"), field=field, value=typed, seen=0)[0] == 200
    with Log(folder) as log:
        (entry,) = log.all()
    assert (entry.field, entry.action, entry.new) == (field, action, held)


@pytest.mark.parametrize(
    "field", ["", "nothing here", "number]", "number[3]", "tables[99].rows[1][1]", "extra"]
)
def test_what_no_document_has_is_refused(one: Browser, folder: Path, field: str) -> None:
    assert one.post(at(SCAN, "/value"), field=field, value="x", seen=0)[0] == 400
    with Log(folder) as log:
        assert not list(log.all())


def test_the_list_knows_what_was_corrected(one: Browser, folder: Path) -> None:
    with Index(folder) as index:
        before = index.row(BLANK)
    assert before is not None
    one.post(at(BLANK, "/value"), field="number", value="15", seen=0)
    with Index(folder) as index:
        row = index.row(BLANK)
    assert row is not None and row.doubts == before.doubts - 1


def test_undo_and_what_was_there_before(one: Browser) -> None:
    one.post(at(SCAN, "/value"), field="archive_line", value="VT", seen=0)
    one.post(at(SCAN, "/value"), field="title", value="Về việc khác", seen=0)
    status, said = one.post(at(SCAN, "/undo"))
    assert status == 200 and 'data-field="title"' in said and "Về việc khác" not in said
    assert 'value="VT"' in one.get(at(SCAN))
    one.post(at(SCAN, "/undo"))
    assert 'value="VT"' not in one.get(at(SCAN)) and one.post(at(SCAN, "/undo"))[0] == 409
    assert one.get(at(SCAN, "/leaf/history")).count("<tr>") >= 4


def test_two_people_at_one_document(one: Browser, other: Browser, folder: Path) -> None:
    assert one.post(at(SCAN, "/value"), field="archive_line", value="VT, KT", seen=0)[0] == 200
    status, said = other.post(at(SCAN, "/value"), field="archive_line", value="VT, NV", seen=0)
    assert status == 409 and "Lan đã sửa" in said and "VT, KT" in said and "VT, NV" in said
    with Log(folder) as log:
        assert [entry.new for entry in log.all()] == ["VT, KT"]
    seen = re.findall(r'id="seen" name="seen" value="(\d+)"', said)[0]
    assert other.post(at(SCAN, "/value"), field="archive_line", value="VT, NV", seen=seen)[0] == 200
    assert 'value="VT, NV"' in one.get(at(SCAN))


def test_the_second_is_told_of_another_field_and_loses_nothing(one: Browser, other: Browser) -> None:
    one.post(at(SCAN, "/value"), field="title", value="Về việc khác", seen=0)
    status, said = other.post(at(SCAN, "/value"), field="archive_line", value="VT, NV", seen=0)
    assert status == 200 and "Trong lúc đó Lan đã sửa" in said and 'value="Về việc khác"' in said
    assert 'value="VT, NV"' in one.get(at(SCAN))


def test_finishing_asks_once_where_doubts_are_open(one: Browser) -> None:
    assert one.post(at(SCAN, "/finish")) == (303, f"{at(SCAN)}?open=1")
    assert "Vẫn kết thúc" in one.get(at(SCAN), open="1")
    status, then = one.post(at(SCAN, "/finish"), anyway="1")
    assert status == 303 and then.startswith("/d/") and then != at(SCAN)
    assert "Mở lại" in one.get(at(SCAN)) and "done" in rows(one.get("/"))
    assert one.post(at(SCAN, "/finish"), action="reopen") == (303, at(SCAN))
    assert "done" not in rows(one.get("/"))


@pytest.mark.parametrize("words", ["quy che van thu luu tru", "“Bình An”", 'bao cao "quý I năm 2021"'])
def test_search_with_and_without_marks(one: Browser, words: str) -> None:
    page = one.get("/search", q=words)
    assert "<mark>" in page or "Không tìm thấy" in page


def test_nobody_signs_off_what_another_changed_meanwhile(one: Browser, other: Browser) -> None:
    other.post(at(SCAN, "/value"), field="archive_line", value="VT, NV", seen=0)
    assert one.post(at(SCAN, "/finish"), anyway="1", seen=0) == (303, f"{at(SCAN)}?since=0")
    page = one.get(at(SCAN), since="0")
    assert "Minh đã sửa: dòng lưu" in page
    seen = re.findall(r'id="seen" name="seen" value="(\d+)"', page)[0]
    assert one.post(at(SCAN, "/finish"), anyway="1", seen=seen)[1] != at(SCAN)


def test_another_document_begins_on_a_page(one: Browser, folder: Path) -> None:
    page = "content.pages[1]"
    assert page in one.get(at(TABLE, "/leaf/text"))
    status, said = one.post(at(TABLE, "/value"), field=page, action="split", seen=0)
    assert status == 200 and "văn bản khác bắt đầu từ đây" in said and 'value="join"' in said
    assert one.post(at(TABLE, "/value"), field="title", action="split", seen=0)[0] == 400
    assert [entry.action for entry in Log(folder).all()] == ["split"]


def test_the_language_of_a_session(one: Browser) -> None:
    assert "Danh sách việc" in one.get("/")
    one.post("/me", language="en")
    page = one.get("/")
    assert "Work list" in page and '<html lang="en">' in page and "Danh sách" not in page


def test_a_file_that_changed_is_not_shown(converted: Path, folder: Path, tmp_path: Path) -> None:
    moved = tmp_path / "moved"
    (moved / "in").mkdir(parents=True)
    shutil.copy(converted / "in" / "05-english-ocr-layer.pdf", moved / "in")
    record = {
        "source": {
            **_source(folder, SCAN),
            "record": "in/elsewhere.pdf.json",
            "path": "05-english-ocr-layer.pdf",
        }
    }
    assert Sources(folder).sheet(record, 1) is None
    sources = Sources(folder, [moved / "in"])
    assert sources.sheet(record, 1) is not None
    with (moved / "in" / "05-english-ocr-layer.pdf").open("ab") as file:
        file.write(b"%")
    assert sources.sheet(record, 1) is None


def _source(folder: Path, record: str) -> dict[str, object]:
    import json

    source: dict[str, object] = json.loads((folder / record).read_bytes())["source"]
    return source


def test_pictures_are_kept_within_a_bound(converted: Path) -> None:
    pictures = Pictures(most=1)
    path = converted / "in" / "04-decision-table.pdf"
    first = pictures.page(Sheet(path, 1, "application/pdf"), 40)
    pictures.page(Sheet(path, 2, "application/pdf"), 40)
    assert len(pictures._kept) == 1
    assert pictures.page(Sheet(path, 1, "application/pdf"), 40) == first
    pictures.close()


def test_a_killed_desk_has_lost_nothing(one: Browser, made: Desk, folder: Path) -> None:
    one.post(at(SCAN, "/value"), field="archive_line", value="VT, TH", seen=0)
    (folder / "index.sqlite").unlink()  # the worst that a killed server leaves: an index that is behind
    again = desk(Settings(folder), PORT)
    opened = again.archive.opened(at(SCAN).removeprefix("/d/"))
    assert opened is not None and opened.record["fields"]["archive_line"] == "VT, TH"
    assert build(again)
    again.pictures.close()


@pytest.mark.parametrize(
    ("field", "vietnamese", "english"),
    [
        ("number", "số của văn bản", "number"),
        ("doc_type.name", "tên loại văn bản", "type of document"),
        ("recipients[1]", "nơi nhận 2", "recipients 2"),
        ("signer.name", "họ và tên người ký", "name of the signer"),
        ("citations[0].code", "văn bản được viện dẫn 1, số, ký hiệu", "citations 1, code"),
        ("tables[0].rows[2][3]", "bảng 1, ô 3 4", "tables 1, cell 3 4"),
        ("content.pages[1].text", "toàn văn trang 2", "text of page 2"),
        ("extra.effect", "effect", "effect"),
    ],
)
def test_paths_in_words(field: str, vietnamese: str, english: str) -> None:
    with speaking(Language.VI):
        assert label(field) == vietnamese
    with speaking(Language.EN):
        assert label(field) == english


@pytest.mark.parametrize(
    ("field", "typed", "held"),
    [
        ("date", "9/3/2022", "2022-03-09"),
        ("date", "09.03.2022", "2022-03-09"),
        ("date", "2022-3-9", "2022-03-09"),
        ("incoming.date", "3/2022", "2022-03"),
        ("date", "2022", "2022"),
        ("date", "mùa xuân", "mùa xuân"),
        ("title", "  hai   dòng\n một ", "hai dòng một"),
        ("content.pages[0].text", " a\n b ", "a\n b"),
        ("number", "  ", None),
    ],
)
def test_what_a_person_writes(field: str, typed: str, held: str | None) -> None:
    assert meant(field, typed) == held
    if held and field == "date":
        assert meant(field, written(field, held)) == held


def keyed(one: Browser, path: str, **fields: str) -> tuple[int, str]:
    return one.post(path, blind="1", **fields)


def test_a_sample_is_drawn_keyed_by_two_and_settled(one: Browser, other: Browser) -> None:
    status, place = one.post("/sample", size=2, per="all", seed="7")
    assert status == 303
    documents = re.findall(rf'href="({place}/d/[\w-]+)"', one.get(place))
    assert len(documents) == 2 and documents == re.findall(rf'href="({place}/d/[\w-]+)"', one.get(place))
    seen = one.get(documents[0], blind="")
    assert not re.findall(r'<input id="i-[^"]*"[^>]*value="[^"]+"', seen) and "<rect" not in seen
    assert keyed(one, documents[0], number="15", title="Về việc A")[1] == f"{documents[1]}?blind"
    assert keyed(other, documents[0], number="15", title="Về việc B")[0] == 303
    page = one.get(place)
    assert "Về việc A" in page and "Về việc B" in page and page.count("/settle") == 1
    document = re.findall(r'name="document" value="([^"]+)"', page)[0]
    assert one.post(f"{place}/settle", field="title", document=document, value="Về việc A")[0] == 303
    page = one.get(place)
    assert "/settle" not in page and "% (" in page


@pytest.mark.parametrize(
    ("path", "fields", "status"),
    [
        ("/sample", {"size": "many", "per": "all", "seed": ""}, 400),
        ("/sample", {"size": "3", "per": "planet", "seed": ""}, 400),
        ("/sample/99/settle", {"field": "title", "document": "x", "value": ""}, 404),
    ],
)
def test_samples_that_cannot_be(one: Browser, path: str, fields: dict[str, str], status: int) -> None:
    assert one.post(path, **fields)[0] == status
    assert one.client.get("/sample/99").status_code == 404


def test_a_third_person_is_one_too_many(made: Desk, app: object, one: Browser, other: Browser) -> None:
    place = one.post("/sample", size=1, per="type", seed="1")[1]
    document = re.findall(rf'href="({place}/d/[\w-]+)"', one.get(place))[0]
    assert [keyed(who, document, number="1")[0] for who in (one, other, other)] == [303, 303, 303]
    assert keyed(one.named("Hoa"), document, number="1")[0] == 409


def test_the_report(one: Browser, other: Browser) -> None:
    assert "Chưa có ai kiểm tra" in one.get("/report")
    one.post(at(SCAN, "/value"), field="archive_line", value="VT", seen=0)
    other.post(at(TABLE, "/value"), field="number", value="1", seen=0)
    page = one.get("/report")
    assert "Lan" in page and "Minh" in page and "dòng lưu" in page
    assert "Lan" not in re.sub(r"<summary>Lan", "", one.get("/report", until="2001-01-01")).replace(
        'value="Lan"', ""
    )


def test_templates_hold_no_words_of_their_own() -> None:
    """All that a page says is of the catalogue, in both languages."""
    own = re.compile(
        r"\{% block kind %\}.*?\{% endblock %\}|\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<!--.*?-->|<[^>]*>", re.DOTALL
    )
    for path in sorted(TEMPLATES.glob("*.html")):
        left = own.sub(" ", path.read_text(encoding="utf-8"))
        words = set(re.findall(r"[^\W\d_]{2,}", left))
        assert words <= {"sohoa", "Tiếng", "Việt", "English"}, path.name
