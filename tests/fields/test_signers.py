from __future__ import annotations

from dataclasses import replace

import pytest

from extract.core.model import Line
from extract.fields import Extraction, extract
from schemas.loader import load
from support.forms import layout
from support.layout_pages import Printed, laid_out, page, printed

FULL = "Văn bản này có một dòng dài đủ rộng để chạy từ lề trái sang tận lề phải của trang giấy"
TEXT: list[Printed] = [(90.0, 400.0, FULL), (90.0, 414.0, FULL), (90.0, 428.0, FULL)]
Row = tuple[str | None, str | None, str | None, str | None]  # authority, title, name, organ

# Beside each other or under one another, as layout gives them: one column after the other.
BLOCKS: list[tuple[str, list[Row], int]] = [
    ("GIÁM ĐỐC\nTrần Thị Mẫu", [(None, "GIÁM ĐỐC", "Trần Thị Mẫu", None)], 0),
    (
        "KT. BỘ TRƯỞNG\nBỘ TÀI CHÍNH\nTHỨ TRƯỞNG\nLê Văn Thử\n"
        "KT. BỘ TRƯỞNG\nBỘ NỘI VỤ\nTHỨ TRƯỞNG\nTrần Thị Mẫu",
        [
            ("KT. BỘ TRƯỞNG BỘ TÀI CHÍNH", "THỨ TRƯỞNG", "Lê Văn Thử", "Bộ Tài chính"),
            ("KT. BỘ TRƯỞNG BỘ NỘI VỤ", "THỨ TRƯỞNG", "Trần Thị Mẫu", "Bộ Nội vụ"),
        ],
        1,
    ),
    (
        "SỞ Y TẾ\nGIÁM ĐỐC\n(đã ký)\nLê Văn Thử\nSỞ NỘI VỤ\nGIÁM ĐỐC\n(đã ký)\nTrần Thị Mẫu",
        [
            (None, "GIÁM ĐỐC", "Lê Văn Thử", "Sở Y tế"),
            (None, "GIÁM ĐỐC", "Trần Thị Mẫu", "Sở Nội vụ"),
        ],
        1,
    ),
    (
        "CHỦ TỌA\nLê Văn Thử\nTHƯ KÝ\nTrần Thị Mẫu",  # minutes
        [(None, "CHỦ TỌA", "Lê Văn Thử", None), (None, "THƯ KÝ", "Trần Thị Mẫu", None)],
        0,
    ),
    (
        "NGƯỜI LẬP BIỂU\nTrần Thị Mẫu\nTHỦ TRƯỞNG ĐƠN VỊ\nLê Văn Thử",  # of a form
        [
            (None, "NGƯỜI LẬP BIỂU", "Trần Thị Mẫu", None),
            (None, "THỦ TRƯỞNG ĐƠN VỊ", "Lê Văn Thử", None),
        ],
        1,
    ),
    (
        "TRƯỞNG PHÒNG\nLê Văn Thử\nPHÊ DUYỆT\nKT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\nTrần Thị Mẫu",
        [
            (None, "TRƯỞNG PHÒNG", "Lê Văn Thử", None),
            ("PHÊ DUYỆT; KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Trần Thị Mẫu", None),
        ],
        0,
    ),
    (
        "ĐẠI DIỆN BÊN A\nGIÁM ĐỐC\nLê Văn Thử\nĐẠI DIỆN BÊN B\nGIÁM ĐỐC\nTrần Thị Mẫu",  # of a contract
        [
            (None, "ĐẠI DIỆN BÊN A GIÁM ĐỐC", "Lê Văn Thử", None),
            (None, "ĐẠI DIỆN BÊN B GIÁM ĐỐC", "Trần Thị Mẫu", None),
        ],
        1,
    ),
    (
        "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nLê Văn Thử",
        [("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Lê Văn Thử", "Ủy ban nhân dân")],
        0,
    ),
]


def rows(found: Extraction) -> list[Row]:
    return [(one.authority, one.title, one.name, one.organ) for one in found.fields.signers]


@pytest.mark.parametrize(("printed", "signers", "main"), BLOCKS)
def test_all_who_signed_and_the_main_one(printed: str, signers: list[Row], main: int) -> None:
    found = extract(layout(("signature", printed)), load("administrative"))
    assert rows(found) == signers
    signer = found.fields.signer
    assert (signer.authority, signer.title, signer.name) == signers[main][:3]


@pytest.mark.parametrize(("printed", "signers", "main"), BLOCKS)
def test_every_part_of_every_signer_has_evidence(printed: str, signers: list[Row], main: int) -> None:
    found = extract(layout(("signature", printed)), load("administrative"))
    given = {
        f"signers[{index}].{part}"
        for index, row in enumerate(signers)
        for part, value in zip(("authority", "title", "name", "organ"), row, strict=True)
        if value
    }
    assert {path for path in found.evidence if path.startswith("signers[")} == given
    assert found.evidence["signer.name"] == found.evidence[f"signers[{main}].name"]


def test_what_is_doubtful_about_the_main_signer_is_told_once() -> None:
    weak = "GIÁM ĐỐC\nLê Văn Thử\nGIÁM ĐỐC\nTrần Thị Mẫu"
    found = extract(layout(("signature", weak), confidence=0.3), load("administrative"))
    told = {item.field for item in found.review if item.field.startswith("signer") and "name" in item.field}
    assert told == {"signer.name", "signers[0].name"}


BESIDE: list[tuple[list[Printed], list[str]]] = [
    (
        [
            (100.0, 460.0, "CHỦ TỊCH | | | | | | GIÁM ĐỐC"),
            (90.0, 560.0, "Lê Văn Bình | | | | | | Trần Thị Hoa"),
        ],
        ["Lê Văn Bình", "Trần Thị Hoa"],
    ),
    (  # the left one left no name
        [(100.0, 460.0, "NGƯỜI LẬP BIỂU"), (380.0, 460.0, "GIÁM ĐỐC"), (380.0, 560.0, "Trần Thị Hoa")],
        ["Trần Thị Hoa"],
    ),
    (  # three ministries
        [
            (90.0, 460.0, "KT. BỘ TRƯỞNG"), (240.0, 460.0, "KT. BỘ TRƯỞNG"), (410.0, 460.0, "KT. BỘ TRƯỞNG"),
            (90.0, 474.0, "BỘ TƯ PHÁP"), (240.0, 474.0, "BỘ CÔNG AN"), (410.0, 474.0, "BỘ NỘI VỤ"),
            (90.0, 488.0, "THỨ TRƯỞNG"), (240.0, 488.0, "THỨ TRƯỞNG"), (410.0, 488.0, "THỨ TRƯỞNG"),
            (90.0, 560.0, "Lê Văn Bình"), (240.0, 560.0, "Đỗ Thị Lan"), (410.0, 560.0, "Trần Thị Hoa"),
        ],
        ["Lê Văn Bình", "Đỗ Thị Lan", "Trần Thị Hoa"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "names"), BESIDE)
def test_signers_beside_each_other_on_a_page(lines: list[Printed], names: list[str]) -> None:
    found = extract(laid_out(page([*TEXT, *lines])), load("administrative"))
    assert [one.name for one in found.fields.signers] == names


@pytest.mark.parametrize(("confidence", "told"), [(0.5, True), (0.8, False)])
def test_other_readings_of_a_name_in_doubt_are_told(confidence: float, told: bool) -> None:
    name = printed(380.0, 560.0, "Trần Thị Vân")
    weak = replace(name.words[-1], confidence=confidence, readings=(("Văn", 0.3), ("Vàn", 0.02)))
    lines = [*TEXT, (380.0, 460.0, "GIÁM ĐỐC"), Line.of((*name.words[:-1], weak))]
    found = extract(laid_out(page(lines)), load("administrative"))
    said = [item.reason for item in found.review if item.field == "signer.name"]
    assert any("Trần Thị Văn" in str(reason) for reason in said) is told
    assert not any("Vàn" in str(reason) for reason in said)
