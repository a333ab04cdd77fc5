from __future__ import annotations

import pytest

from extract.form.signing_form import deputy_of, whole

BOTH = frozenset({"authority", "title"})


@pytest.mark.parametrize(
    ("authority", "titles", "scraps", "signed", "mended"),
    [
        ("KT. CHỦ TỊCH", ["PHÓ CHỦ TỊCH"], "", ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), set()),
        ("KT. CHỦ TỊCH", ["CHỦ TỊCH"], "", ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), {"title"}),  # PHÓ under the seal
        ("KT. BỘ TRƯỞNG", ["TRƯỞNG"], "", ("KT. BỘ TRƯỞNG", "THỨ TRƯỞNG"), {"title"}),
        ("KT. HIỆU TRƯỞNG", [], "", ("KT. HIỆU TRƯỞNG", "PHÓ HIỆU TRƯỞNG"), {"title"}),
        (
            "TL. CHỦ TỊCH; KT. CHÁNH VĂN PHÒNG",
            ["VĂN PHÒNG"],
            "",
            ("TL. CHỦ TỊCH; KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG"),
            {"title"},
        ),
        (
            None,
            ["GIÁM ĐỐC", "GIÁM ĐỐC"],
            "",
            ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"),
            BOTH,
        ),  # nobody is so twice
        (None, ["GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"], "", ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"), {"authority"}),
        (
            "TM. ỦY BAN NHÂN DÂN",
            ["CHỦ TỊCH", "CHỦ TỊCH"],
            "",
            ("TM. ỦY BAN NHÂN DÂN; KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
            BOTH,
        ),
        (None, ["GIÁM ĐỐC"], "¡lT", ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"), BOTH),  # the T of KT.
        (None, ["GIÁM ĐỐC"], "", (None, "GIÁM ĐỐC"), set()),
        (None, ["GIÁM ĐỐC"], ":", (None, "GIÁM ĐỐC"), set()),  # a speck
        ("TM. BAN THƯỜNG VỤ", ["PHÓ BÍ THƯ"], "", ("TM. BAN THƯỜNG VỤ", "PHÓ BÍ THƯ"), set()),
        (None, [], "", (None, None), set()),
    ],
)
def test_what_a_seal_lost_is_put_back_and_told(
    authority: str | None, titles: list[str], scraps: str, signed: tuple[str, str], mended: set[str]
) -> None:
    form = whole(authority, titles, scraps)
    assert (form.authority, form.title, form.mended) == (*signed, mended)
    assert not form.doubted


@pytest.mark.parametrize(
    ("authority", "titles", "scraps", "doubted"),
    [
        (None, ["PHÓ GIÁM ĐỐC"], "", {"authority"}),  # a deputy signs KT.
        ("TM. ỦY BAN NHÂN DÂN", ["PHÓ CHỦ TỊCH"], "", {"authority"}),
        ("KT. GIÁM ĐỐC", ["TRƯỞNG PHÒNG"], "", {"title"}),
        ("KT. GIẢM", ["PHÓ GIÁM ĐỐC"], "", set()),
        ("KT. GIẢM", [], "", {"authority", "title"}),
        (None, ["GIÁM ĐỐC"], "P", {"title"}),  # something stood before it
    ],
)
def test_what_contradicts_the_form_stays_and_is_doubted(
    authority: str | None, titles: list[str], scraps: str, doubted: set[str]
) -> None:
    form = whole(authority, titles, scraps)
    assert (form.authority, form.title) == (authority, " ".join(titles) or None)
    assert form.doubted == doubted


def test_deputies_have_titles_of_their_own() -> None:
    assert [deputy_of(head) for head in ("BỘ TRƯỞNG", "VỤ TRƯỞNG")] == ["THỨ TRƯỞNG", "PHÓ VỤ TRƯỞNG"]


@pytest.mark.parametrize(
    ("authority", "title", "read", "signed"),
    [
        (None, "PHÓ GIÁM ĐỐC", True, "KT. GIÁM ĐỐC"),
        (None, "PHÓ GIÁM ĐỐC", False, None),  # of a text nothing is lost
        ("TM. CHÍNH PHỦ", "PHÓ THỦ TƯỚNG", True, "TM. CHÍNH PHỦ; KT. THỦ TƯỚNG"),
        (None, "THỨ TRƯỞNG", True, "KT. BỘ TRƯỞNG"),
        ("TM. BAN THƯỜNG VỤ", "PHÓ BÍ THƯ", True, "TM. BAN THƯỜNG VỤ"),
        ("TL. GIÁM ĐỐC", "PHÓ TRƯỞNG PHÒNG", True, "TL. GIÁM ĐỐC"),
    ],
)
def test_a_deputy_whose_line_kt_was_lost(
    authority: str | None, title: str, read: bool, signed: str | None
) -> None:
    assert whole(authority, [title], read=read).authority == signed
