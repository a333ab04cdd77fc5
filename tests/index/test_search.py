"""Full text: with marks and without, phrases, snippets, and whatever may be typed."""

from __future__ import annotations

import random

import pytest

from extract.index.build import rebuild
from extract.index.model import MARK_BEGIN, MARK_END, Cursor, Filter
from extract.index.read import Index
from extract.index.words import Phrase, folded, marked, phrases, question, small
from support.review import made, put

DOCUMENTS = {
    "decision.json": (
        {"code": "1360/QĐ-TTg", "title": "Phê duyệt Đề án", "doc_type": {"code": "QĐ", "name": "Quyết định"}},
        ("Căn cứ Luật Tổ chức Chính phủ", "Điều 1. Phê duyệt kèm theo Quyết định này\nĐề án hoà giải"),
    ),
    "report.json": (
        {"code": "5/BC-SNV", "title": "Kết quả năm 2020", "doc_type": {"code": "BC", "name": "Báo cáo"}},
        ("Thực hiện Quyết định số 1360/QĐ-TTg", "Quyết định ấy và quyết đinh khác", "Hòa giải ở cơ sở"),
    ),
    "letter.json": (
        {"code": None, "title": "Thủy lợi", "doc_type": {"code": "CV", "name": "Công văn"}},
        ("Quyết tâm giữ định mức", "Uỷ ban nhân dân; đường Lê Lợi"),
    ),
}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    folder = tmp_path_factory.mktemp("search")
    for number, (path, (fields, texts)) in enumerate(DOCUMENTS.items()):
        put(folder, made(path, sha256=f"{number:064}", texts=texts, **fields))
    rebuild(folder)
    return Index(folder)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("quyet dinh 1360", [("decision", 0), ("report", 1)]),
        ("Quyết định 1360/QĐ-TTg", [("decision", 0), ("report", 1)]),
        ("QUYET DINH", [("decision", 0), ("letter", 1), ("report", 1)]),
        ('"quyet dinh"', [("decision", 0), ("report", 1)]),
        ('"quyết định ấy"', [("report", 2)]),
        ("quyết đinh", [("report", 2)]),  # with marks: as it is typed
        ("uỷ ban", [("letter", 2)]),  # either place of the mark
        ("ủy ban", [("letter", 2)]),
        ("hòa giải", [("decision", 2), ("report", 3)]),
        ("duong le loi", [("letter", 2)]),
        ("đường", [("letter", 2)]),
        ("ĐƯỜNG", [("letter", 2)]),
        ("thuy*", [("letter", 0)]),
        ("bao cao nam 2020", [("report", 0)]),
        ("report.json", []),  # the file is called "report"
        ("không có", []),
    ],
)
def test_what_is_found(index: Index, query: str, found: list[tuple[str, int]]) -> None:
    hits = index.search(query, None, 10)
    assert [(hit.row.record.removesuffix(".json"), hit.page) for hit in hits] == found


@pytest.mark.parametrize(
    ("query", "snippet"),
    [
        ('"quyet dinh"', "[Quyết định] ấy và quyết đinh khác"),
        ("hoa giai", "[Hòa] [giải] ở cơ sở"),
        ("định", "Quyết [định] ấy và quyết đinh khác"),
    ],
)
def test_snippets_show_the_hits(index: Index, query: str, snippet: str) -> None:
    from extract.index.search import snippet as cut

    text = {"quyet": DOCUMENTS["report.json"][1][1], "hoa": DOCUMENTS["report.json"][1][2]}
    shown = cut(text["hoa" if query.startswith("hoa") else "quyet"], phrases(query))
    if query == '"quyet dinh"':  # without marks the other one is a hit, too
        assert shown.count(MARK_BEGIN) == 2
        shown = shown.replace(f"{MARK_BEGIN}quyết đinh{MARK_END}", "quyết đinh")
    assert shown.replace(MARK_BEGIN, "[").replace(MARK_END, "]") == snippet


def test_a_long_text_is_cut_round_its_first_hit() -> None:
    from extract.index.search import snippet as cut

    text = "lời " * 200 + "ở đây " + "sau " * 200
    shown = cut(text, phrases("ở đây"))
    assert len(shown) < 300 and shown.startswith("… ") and shown.endswith(" …")
    assert f"{MARK_BEGIN}ở{MARK_END} {MARK_BEGIN}đây{MARK_END}" in shown


def test_read_on_without_gap_and_twice(index: Index) -> None:
    found, after = [], None
    while hits := index.search("quyet", after, 1):
        found.append(hits[0].row.record)
        after = Cursor.read(hits[0].cursor.text)
    assert found == ["decision.json", "letter.json", "report.json"]


def test_further_pages_are_counted_and_a_filter_holds(index: Index) -> None:
    assert index.search("giải", None, 9, Filter(doc_type="BC"))[0].more == 0
    assert [hit.more for hit in index.search("quyết định", None, 9, Filter(doc_type="BC"))] == [1]


TYPED = [
    "", " ", '"', '""', '"""', "*", "**", "a*b", '"a', 'a"', "-", "NOT", "a AND", "OR b", "NEAR(a, 2)",
    "a NEAR/2 b", "marked:a", "{marked}: a", "^a", "a + b", "(", ")", "((a)", "'; drop table documents; --",
    "\\", "%", "_", "\x00", "\ufeff", "a\x00b", "👍", "\u0301", "e\u0301", "ĐẶNG", "x" * 10_000,
    "a " * 5_000, '"' * 10_000, "\n\t", "\ud800",
]  # fmt: skip


@pytest.mark.parametrize("query", TYPED)
def test_whatever_is_typed_is_no_syntax(index: Index, query: str) -> None:
    index.search(query, None, 5)


def test_noise_is_no_syntax(index: Index) -> None:
    chance = random.Random(5)
    signs = "ab \"*^:(){}+-'\\,.đ1ANDORNTE\x00\u0301"
    for _ in range(500):
        index.search("".join(chance.choices(signs, k=chance.randrange(30))), None, 2)


@pytest.mark.parametrize(
    ("query", "asked"),
    [
        ("quyet dinh", 'folded : "quyet" AND folded : "dinh"'),
        ("Quyết 5", 'marked : "Quyết" AND folded : "5"'),
        ('1360/QĐ-TTg "hoà giải"', 'marked : "1360 QĐ TTg" AND marked : "hòa giải"'),
        ("ngu*", 'folded : "ngu" *'),
    ],
)
def test_what_is_asked(query: str, asked: str) -> None:
    assert question(phrases(query)) == asked


def test_columns_are_as_long_as_the_text() -> None:
    text = "Đường HOÀ BÌNH, uỷ ban; İstanbul ß ﬁ ǅ"
    assert len(text) == len(marked(text)) == len(folded(text)) == len(small(text))
    assert small(folded(text)).startswith("duong hoa binh, uy ban")


def test_words_end_where_words_end() -> None:
    assert list(Phrase(("an",)).spans("an toàn an, ban an")) == [(0, 2), (8, 10), (16, 18)]
