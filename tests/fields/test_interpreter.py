from __future__ import annotations

import pytest

from extract.core.geometry import Box
from extract.core.model import Line, Word
from extract.fields import Extraction, extract
from extract.layout.model import Block, Layout, Placed, Region, WholeTable
from schemas.loader import load
from support.forms import layout

HEAD = ("issuer", "UBND TỈNH ĐỒNG THÁP\nSỞ THỬ NGHIỆM\nSố: 45 /TTr-STN")
MOTTO = (
    "motto",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nĐồng Tháp, ngày 15 tháng 5 năm 2025",
)
TITLE = ("title", "TỜ TRÌNH\nVề việc phê duyệt danh mục nhiệm vụ\nthử nghiệm năm 2025")
TO = ("addressees", "Kính gửi: Ủy ban nhân dân tỉnh Đồng Tháp")
BODY = (
    "body",
    """
Căn cứ Luật Lưu trữ ngày 21/6/2024;

Thực hiện Kế hoạch số 11/KH-UBND ngày 18/01/2025
của UBND tỉnh Đồng Tháp;

Sở Thử nghiệm kính trình danh mục nhiệm vụ.

(Hồ sơ gửi kèm theo:
1/ Dự thảo Quyết định.
2/ Biên bản họp (bản sao)).

Kính trình UBND tỉnh xem xét./.
""",
)
TAIL = ("recipients", "Nơi nhận:\n- Như trên;\n- Lưu: VT, QL.")
SIGNED = ("signature", "GIÁM ĐỐC\nTrần Thị Mẫu")
WHOLE = (HEAD, MOTTO, TITLE, TO, BODY, TAIL, SIGNED)


def read(*parts: tuple[str, str], confidence: float = 1.0) -> Extraction:
    return extract(layout(*parts, confidence=confidence), load("administrative"))


def test_a_whole_submission() -> None:
    fields = read(*WHOLE).fields
    assert (fields.doc_type.code, fields.doc_type.name) == ("TTr", "Tờ trình")
    assert (fields.number, fields.notation, fields.code) == ("45", "TTr-STN", "45/TTr-STN")
    assert (fields.organ_parent, fields.organ) == ("UBND tỉnh Đồng Tháp", "Sở Thử nghiệm")
    assert (fields.place, fields.date) == ("Đồng Tháp", "2025-05-15")
    assert fields.title == "Về việc phê duyệt danh mục nhiệm vụ thử nghiệm năm 2025"
    assert fields.addressees == ["Ủy ban nhân dân tỉnh Đồng Tháp"]
    assert [base[:9] for base in fields.legal_bases] == ["Căn cứ Lu", "Thực hiện"]
    assert fields.attachments == ["Dự thảo Quyết định", "Biên bản họp (bản sao)"]
    assert (fields.recipients, fields.archive_line) == (["Như trên"], "VT, QL")
    assert (fields.signer.title, fields.signer.name) == ("GIÁM ĐỐC", "Trần Thị Mẫu")


def test_a_clean_document_needs_no_review() -> None:
    assert read(*WHOLE).review == []


def test_every_value_has_evidence_on_its_page() -> None:
    evidence = read(*WHOLE).evidence
    for path in ("number", "code", "doc_type", "organ", "date", "title", "signer.name", "recipients[0]"):
        (found,) = evidence[path]
        assert found.page == 1
        assert found.bbox is not None
        assert found.confidence > 0.8
        assert found.clues
    assert evidence["title"][0].raw.startswith("Về việc")


def test_low_confidence_is_for_review() -> None:
    extraction = read(*WHOLE, confidence=0.3)
    assert {"number", "date", "signer.name"} <= {item.field for item in extraction.review}
    assert all(found.confidence < 0.5 for found in extraction.evidence["number"])


def test_missing_required_fields_are_told() -> None:
    review = read(HEAD, MOTTO, TITLE).review
    assert {item.field for item in review} == {"addressees", "recipients", "signer"}
    assert all("not found" in item.reason for item in review)


def test_blank_number_keeps_the_notation() -> None:
    extraction = read(("issuer", "SỞ THỬ NGHIỆM\nSố:      /KH-STN"), MOTTO, ("title", "KẾ HOẠCH\nThử nghiệm"))
    fields = extraction.fields
    assert (fields.number, fields.notation, fields.code) == (None, "KH-STN", None)
    assert any(item.field == "number" and "blank" in item.reason for item in extraction.review)


LETTER = (
    "issuer",
    "ỦY BAN NHÂN DÂN\nTỈNH ĐỒNG THÁP\nSố: 299 /UBND-TTHC\nV/v công bố danh mục\nthủ tục thử nghiệm",
)


def test_a_letter_has_no_type_on_the_page() -> None:
    fields = read(LETTER, MOTTO, TO).fields
    assert (fields.doc_type.code, fields.doc_type.name) == ("CV", "Công văn")
    assert fields.title == "công bố danh mục thủ tục thử nghiệm"
    assert fields.organ == "Ủy ban nhân dân tỉnh Đồng Tháp"


@pytest.mark.parametrize(
    ("title", "number", "code", "name"),
    [
        ("QUYẾT ĐỊNH\nVề việc thử", "12/QĐ-UBND", "QĐ", "Quyết định"),
        ("QUYÉT ĐỊNH\nVề việc thử", "12/QĐ-UBND", "QĐ", "Quyết định"),  # damaged by OCR
        ("QUY ĐỊNH\nVề việc thử", "12/QyĐ-UBND", "QyĐ", "Quy định"),
        ("THÔNG CÁO\nVề việc thử", "12/TC-UBND", "TC", "Thông cáo"),
        ("THÔNG BÁO\nVề việc thử", "12/TB-UBND", "TB", "Thông báo"),
        ("THÔNG TƯ\nHướng dẫn thử", "08/2001/TT-BTC", "TT", "Thông tư"),
        ("NGHỊ ĐỊNH\nVề thử", "12/2019/NĐ-CP", "NĐ", "Nghị định"),
        ("CHƯƠNG TRÌNH PHỐI HỢP\nThử", "12/CTPH-LĐLĐ", "CTPH", "Chương trình phối hợp"),
        ("KẾT LUẬN\nvề thử", "12-KL/TU", "KL", "Kết luận"),
    ],
)
def test_types(title: str, number: str, code: str, name: str) -> None:
    doc_type = read(("issuer", f"BAN THỬ\nSố: {number}"), MOTTO, ("title", title)).fields.doc_type
    assert (doc_type.code, doc_type.name) == (code, name)


def test_title_and_notation_that_disagree_are_for_review() -> None:
    review = read(("issuer", "BAN THỬ\nSố: 12/QĐ-UBND"), MOTTO, ("title", "TỜ TRÌNH\nVề việc thử")).review
    assert any(item.field == "doc_type" and "Tờ trình" in item.reason for item in review)


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        ("QUYẾT ĐỊNH\nVề việc thử\nCHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH", "Về việc thử"),
        ("BÁO CÁO ĐỊNH KỲ VỀ THỬ NGHIỆM", "ĐỊNH KỲ VỀ THỬ NGHIỆM"),
        ("QUYẾT ĐỊNH CỦA BỘ TRƯỞNG BỘ THỬ\nvề việc sửa đổi", "về việc sửa đổi"),
        (
            "KẾ HOẠCH\nThực hiện Kế hoạch tổng thể\nđến năm 2030\n_______",
            "Thực hiện Kế hoạch tổng thể đến năm 2030",
        ),
    ],
)
def test_titles(lines: str, title: str) -> None:
    assert read(("issuer", "BAN THỬ\nSố: 1/XX-YY"), MOTTO, ("title", lines)).fields.title == title


@pytest.mark.parametrize(
    ("stamp", "urgency", "secrecy"),
    [
        ("Độ mật: Tối mật", None, "TỐI MẬT"),
        ("Độ mật: Mật  Độ khẩn: Hỏa tốc", "HỎA TỐC", "MẬT"),
        ("Độ mật: Không; Độ khẩn: Khẩn", "KHẨN", None),
        ("HỎA TỐC", "HỎA TỐC", None),
        ("MẬT", None, "MẬT"),
        ("TỐI MẬT", None, "TỐI MẬT"),
        ("TỐI MẬT - HỎA TỐC", "HỎA TỐC", "TỐI MẬT"),
        ("THƯỢNG KHẨN MẬT", "THƯỢNG KHẨN", "MẬT"),
        ("MẬT - Trang 2/4", None, "MẬT"),
        ("MẬT ĐỘ DÂN SỐ", None, None),
    ],
)
def test_marks(stamp: str, urgency: str | None, secrecy: str | None) -> None:
    extraction = read(*WHOLE, ("overlay", stamp))
    assert (extraction.fields.urgency, extraction.fields.secrecy) == (urgency, secrecy)
    assert any(item.field == "secrecy" for item in extraction.review) == bool(secrecy)


@pytest.mark.parametrize(
    ("stamp", "organ", "number", "date"),
    [
        (
            "SỞ Y TẾ TỈNH ĐỒNG THÁP\nĐẾN Số: 218\nNgày: 05/6/2025\nChuyển: Văn thư",
            "Sở Y tế tỉnh Đồng Tháp",
            "218",
            "2025-06-05",
        ),
        ("CÔNG VĂN ĐẾN\nSố: 1045\nNgày 20 tháng 5 năm 2025", None, "1045", "2025-05-20"),
        ("ĐẾN Số: ......\nNgày: ....../....../20...", None, None, None),
        ("CÔNG VĂN ĐẾN\nGiờ ..... ngày 3-7-2025 Số: 77", None, "77", "2025-07-03"),
    ],
)
def test_the_incoming_stamp(stamp: str, organ: str | None, number: str | None, date: str | None) -> None:
    extraction = read(*WHOLE, ("overlay", stamp))
    incoming = extraction.fields.incoming
    assert incoming is not None
    assert (incoming.organ, incoming.number, incoming.date) == (organ, number, date)
    assert extraction.fields.code == "45/TTr-STN"
    assert extraction.review == []


def test_a_paper_does_not_arrive_before_its_date() -> None:
    (item,) = read(*WHOLE, ("overlay", "CÔNG VĂN ĐẾN\nSố: 1045\nNgày 12 tháng 5 năm 2025")).review
    assert item.field == "date"
    assert "the incoming stamp" in item.reason


def test_no_incoming_stamp() -> None:
    assert read(*WHOLE, ("overlay", "HỎA TỐC")).fields.incoming is None


APPENDIX = (
    "appendix",
    "Phụ lục\nDANH MỤC\nTHỬ NGHIỆM\n(Kèm theo Tờ trình số:45 /TTr-STN ngày 16/5/2025\ncủa Sở Thử nghiệm)",
)


def test_appendix_and_its_contradicting_date() -> None:
    extraction = read(*WHOLE, APPENDIX)
    appendix = extraction.fields.appendix
    assert appendix is not None
    assert appendix.title == "DANH MỤC THỬ NGHIỆM"
    assert appendix.issued_with == "Kèm theo Tờ trình số:45 /TTr-STN ngày 16/5/2025 của Sở Thử nghiệm"
    assert any(item.field == "date" and "2025-05-16" in item.reason for item in extraction.review)


@pytest.mark.parametrize(("signed", "told"), [((), False), (("2025-05-16",), False), (("2025-05-14",), True)])
def test_no_date_follows_the_digital_signature(signed: tuple[str, ...], told: bool) -> None:
    extraction = extract(layout(*WHOLE), load("administrative"), signed)
    assert extraction.fields.date == "2025-05-15"
    assert any("digital signature" in item.reason for item in extraction.review) is told


def test_an_appendix_alone_takes_nothing_from_the_other_document() -> None:
    alone = "PHỤ LỤC III\nDANH MỤC TIÊU CHUẨN\n(Kèm theo văn bản số: 4 /BT-KH ngày 23 /7 /2025 của Bộ Thử)"
    fields = read(("appendix", alone)).fields
    assert (fields.doc_type.code, fields.doc_type.name) == (None, "Phụ lục")
    assert (fields.number, fields.code, fields.date) == (None, None, None)
    assert (fields.title, fields.organ) == ("DANH MỤC TIÊU CHUẨN", "Bộ Thử")
    province = read(("appendix", alone.replace("Bộ Thử", "UBND tỉnh Đồng Tháp"))).fields
    assert province.organ == "Ủy ban nhân dân tỉnh Đồng Tháp"  # as its letterhead has it


@pytest.mark.parametrize(
    ("under", "kind", "organ"),
    [
        ("(Báo cáo của Sở Y tế tại kỳ họp thứ 3 Hội đồng nhân dân tỉnh)", "Báo cáo", "Sở Y tế"),
        ("Trích Báo cáo của Bộ Y tế trình Chính phủ", "Báo cáo", "Bộ Y tế"),
        ("Ý kiến của Sở Y tế về báo cáo", None, None),
    ],
)
def test_words_under_the_title_of_a_document_without_header(
    under: str, kind: str | None, organ: str | None
) -> None:
    fields = read(("title", f"TÌNH HÌNH SÁU THÁNG ĐẦU NĂM\n{under}"), ("body", "Sáu tháng qua ...")).fields
    assert (fields.doc_type.name, fields.organ) == (kind, organ)


def test_organ_of_a_document_without_header() -> None:
    body = (
        "body",
        "Thực hiện Quyết định số 1/QĐ-TTg ngày 1/1/2021, UBND tỉnh ban hành Kế hoạch thử nghiệm như sau:",
    )
    extraction = read(("issuer", "Số: 11/KH-UBND"), MOTTO, ("title", "KẾ HOẠCH\nThử"), body)
    assert extraction.fields.organ == "UBND tỉnh"
    assert any(item.field == "organ" for item in extraction.review)


def test_tasks_of_a_table() -> None:
    table = WholeTable(
        None,
        ("TT", "Nội dung", "Thời gian", "Đơn vị chủ trì", "Đơn vị phối hợp"),
        (("1", "Rà soát văn bản", "Quý I", "Sở Nội vụ", "Các sở, ngành; UBND các xã;"),),
        1,
        None,
    )
    (task,) = extract(layout(HEAD, tables=(table,)), load("administrative")).fields.tasks
    assert (task.text, task.lead, task.deadline) == ("Rà soát văn bản", ["Sở Nội vụ"], "Quý I")
    assert task.support == ["Các sở, ngành", "UBND các xã"]


def test_tasks_of_labelled_lines() -> None:
    body = """
a) Rà soát cơ chế.

- Chỉ đạo thực hiện: Phó Giám đốc Sở.

- Các phòng chủ trì:

+ Chương trình 1: Phòng Một.

+ Chương trình 2: Phòng Hai.

- Phòng/Đơn vị phối hợp: Các phòng; các sở, ban, ngành.

- Thời gian hoàn thành: Quý III/2025.

b) Đoạn không giao việc.
"""
    (task,) = read(("body", body)).fields.tasks
    assert (task.text, task.lead) == ("Rà soát cơ chế.", ["Phòng Một", "Phòng Hai"])
    assert task.support == ["Các phòng", "các sở, ban, ngành"]
    assert (task.directed_by, task.deadline) == ("Phó Giám đốc Sở", "Quý III/2025")


def test_an_empty_layout_gives_an_empty_record() -> None:
    extraction = read()
    assert extraction.fields.code is None
    assert extraction.fields.citations == []
    assert {item.field for item in extraction.review} >= {"number", "title", "signer"}


def test_a_number_written_by_hand_is_for_review() -> None:
    def word(text: str, left: float, height: float) -> Word:
        return Word.read(text, Box(left, 100 - height, left + 30, 100), 0.9)

    def header(height: float) -> Extraction:
        line = Line.of([word("Số:", 80, 12), word("44", 115, height), word("/QĐ-UBND", 150, 10)])
        block = Block(Region.ISSUER, 1, (Placed(line, 1),))
        return extract(Layout((block,), (), (), (), (), ("",)), load("administrative"))

    reasons = {item.reason for item in header(height=13).review}
    assert "the number looks written by hand" in reasons
    assert header(height=13).evidence["number"][0].confidence < 0.5
    assert "the number looks written by hand" not in {item.reason for item in header(height=8).review}


def test_a_document_without_title_names_itself_in_its_first_sentence() -> None:
    body = ("body", "Tình hình thử nghiệm năm 2025\n\nTheo đề nghị của Sở A; Sở Thử nghiệm báo cáo như sau:")
    extraction = read(body)
    assert extraction.fields.doc_type.name == "Báo cáo"
    assert extraction.fields.organ == "Sở Thử nghiệm"
    assert extraction.fields.title == "Tình hình thử nghiệm năm 2025"
    assert {"doc_type", "organ"} <= {item.field for item in extraction.review}


@pytest.mark.parametrize(
    ("columns", "row"),
    [
        (("Bước", "Nội dung công việc", "Đơn vị thực hiện"), ("1", "Tiếp nhận", "Sở Nội vụ")),
        (("TT", "Nội dung", "Sản phẩm hoàn thành"), ("1", "Rà soát", "Báo cáo")),
        (("TT", "Nội dung", "Đơn vị chủ trì"), ("I", "Công tác chung", "Công tác chung")),
    ],
)
def test_tables_without_tasks(columns: tuple[str, ...], row: tuple[str, ...]) -> None:
    table = WholeTable(None, columns, (row,), 1, None)
    assert extract(layout(HEAD, tables=(table,)), load("administrative")).fields.tasks == []


def test_orders_in_sentences_only_where_nothing_else_gives_tasks() -> None:
    body = ("body", "Điều 2. Giao Sở Nội vụ chủ trì, phối hợp với Sở Tài chính rà soát các xã.")
    (task,) = read(body).fields.tasks
    assert (task.text, task.lead, task.support) == ("rà soát các xã.", ["Sở Nội vụ"], ["Sở Tài chính"])
    table = WholeTable(None, ("Nội dung", "Đơn vị chủ trì"), (("Lập sổ", "Sở Y tế"),), 1, None)
    both = extract(layout(HEAD, body, tables=(table,)), load("administrative"))
    assert [task.text for task in both.fields.tasks] == ["Lập sổ"]
    assert both.evidence["tasks[0]"][0].text == "Lập sổ"
