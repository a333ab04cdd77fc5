"""What belongs to a document although it may look like another: annexes, lists, regulations, forms, copies.

    Draft ─▶ annex | person_list | regulation | blank_form | filled_form | certified_copy ─▶ blocks to attach

Each begins on a page of its own, except the words that certify a copy.
"""

from __future__ import annotations

from datetime import timedelta

from bench.made.blocks import STATE_MOTTO, Addressees, Block, Break, Centre, Head, Par, Sign, Signs, Table
from bench.made.drafts import Draft
from bench.made.offices import Office
from bench.made.prose import long_date, words

_ROMAN = ("I", "II", "III", "IV", "V")
_DOTS = "." * 60  # half a line


def with_words(draft: Draft, *, issued: bool = False) -> Centre:
    """(Kèm theo Quyết định số ... ngày ... của ...)."""
    return Centre(f"({'Ban hành kèm' if issued else 'Kèm'} theo {draft.cited})", "italic", ruled=True)


def annex(
    draft: Draft, number: int = 0, *, rows: int = 9, headed: bool = False, afresh: bool = False
) -> list[Block]:
    """Phụ lục with a title and a table of works; headed: the organ stands above it, without a motto."""
    prose, office = draft.prose, draft.office
    head: list[Block] = [Head(office.parent_lines, office.lines, motto=())] if headed else []
    works = prose.chance.sample(words()["works"], min(rows, len(words()["works"])))
    body = tuple(
        (
            str(n),
            work,
            prose.unit(),
            prose.chance.choice(words()["terms"]),
            f"{prose.chance.randint(8, 90)}.500",
        )
        for n, work in enumerate(works, start=1)
    )
    columns = ("TT", "Nội dung công việc", "Đơn vị chủ trì", "Thời gian", "Kinh phí (nghìn đồng)")
    return [
        Break(afresh=afresh),
        *head,
        Centre(f"PHỤ LỤC {_ROMAN[number]}", larger=1),
        Centre(prose.filled("Danh mục công việc {m}").upper()),
        with_words(draft),
        Table(columns, body, (0.08, 0.34, 0.26, 0.14, 0.18)),
        *(Par(text) for text in prose.rules(2)),
    ]


def figures_annex(draft: Draft, number: int) -> list[Block]:
    """Biểu số liệu: an annex of a report, with its organ but no motto."""
    prose, office = draft.prose, draft.office
    rows = tuple(
        (str(n), unit, *(str(prose.chance.randint(12, 950)) for _ in range(3)), prose.filled("{pct}"))
        for n, unit in enumerate((*office.units, "Tổng cộng"), start=1)
    )
    columns = ("TT", "Đơn vị", "Kế hoạch", "Thực hiện", "Tồn", "Tỷ lệ (%)")
    return [
        Break(),
        Head(office.parent_lines, office.lines, motto=(f"Biểu số {number + 1:02d}",)),
        Centre(prose.filled("Số liệu {m} năm {year}").upper()),
        with_words(draft),
        Table(columns, rows, (0.08, 0.4, 0.13, 0.13, 0.12, 0.14)),
    ]


def person_list(draft: Draft, count: int = 12, *, wide: bool = True, afresh: bool = False) -> list[Block]:
    """Danh sách of persons, as a rule on a page that lies on its side."""
    prose = draft.prose
    rows = tuple(
        (
            str(n),
            prose.person(),
            str(prose.chance.randint(1962, 1999)),
            prose.unit(),
            prose.chance.choice(words()["posts"]),
            "",
        )
        for n in range(1, count + 1)
    )
    columns = ("TT", "Họ và tên", "Năm sinh", "Đơn vị công tác", "Nhiệm vụ", "Ghi chú")
    return [
        Break(wide=wide, afresh=afresh),
        Centre("DANH SÁCH", larger=1),
        Centre(prose.filled("Thành viên tham gia {m} năm {year}")),
        with_words(draft),
        Table(columns, rows, (0.07, 0.23, 0.11, 0.28, 0.19, 0.12)),
    ]


def regulation(draft: Draft, *, headed: bool, articles: int = 8) -> list[Block]:
    """Quy chế issued with a decision; headed: with organ and motto, as Nghị định 30/2020/NĐ-CP has it."""
    prose, office = draft.prose, draft.office
    head: list[Block] = [Head(office.parent_lines, office.lines)] if headed else []
    blocks: list[Block] = [
        Break(afresh=True),
        *head,
        Centre("QUY CHẾ", larger=1),
        Centre(prose.filled("Phối hợp thực hiện {m}")),
        with_words(draft, issued=True),
    ]
    names = words()["articles"][:articles]
    for number, name in enumerate(names, start=1):
        if number in (1, 3, len(names) - 1):
            chapter = (1, 3, len(names) - 1).index(number)
            blocks += [Centre(f"Chương {_ROMAN[chapter]}"), Centre(words()["chapters"][chapter])]
        blocks.append(Par(f"{name}", "bold", lead=f"Điều {number}."))
        blocks += [Par(f"{n}. {text}") for n, text in enumerate(prose.rules(3), start=1)]
    return blocks


def blank_form(draft: Draft, number: int = 1) -> list[Block]:
    """Mẫu of a report that others shall write: a letterhead, a motto and a signature of dots."""
    day = "..............., ngày ..... tháng ..... năm ......"
    return [
        Break(),
        Par(f"Mẫu số {number:02d}", "bold", right=True),
        Head(("TÊN CƠ QUAN CHỦ QUẢN",), ("TÊN CƠ QUAN, TỔ CHỨC",), STATE_MOTTO, "Số: ....../BC-......", day),
        Centre("BÁO CÁO", larger=1),
        Centre(f"Kết quả {draft.prose.matter['name']} năm ......", ruled=True),
        Addressees((draft.office.organ,)),
        *(
            block
            for head in ("Tình hình chung", "Kết quả thực hiện", "Khó khăn, vướng mắc", "Kiến nghị, đề xuất")
            for block in (Par(f"{head}: {_DOTS}"), Par(_DOTS * 2))
        ),
        Signs((Sign(("QUYỀN HẠN, CHỨC VỤ CỦA NGƯỜI KÝ",), "Họ và tên"),), ("- Như trên;", "- Lưu: VT.")),
    ]


def filled_form(draft: Draft, number: int = 1) -> list[Block]:
    """Đơn of a person on a form that came with the letter: a motto, a day and a name of its own."""
    prose = draft.prose
    name = prose.person()
    lines = (
        f"Họ và tên: {name}. Năm sinh: {prose.chance.randint(1955, 1998)}.",
        f"Nơi thường trú: {draft.office.place}.",
        f"Số điện thoại: 09{prose.chance.randint(10000000, 99999999)}.",
        prose.filled("Nội dung đề nghị: được hỗ trợ trong khuôn khổ {m}, số tiền {money}."),
        *prose.facts(2),
        "Tôi xin cam đoan những điều khai trên là đúng sự thật và chịu trách nhiệm trước pháp luật.",
    )
    return [
        Break(),
        Par(f"Mẫu số {number:02d}", "bold", right=True),
        with_words(draft),
        *(Centre(line, ruled=line == STATE_MOTTO[-1]) for line in STATE_MOTTO),
        Centre("ĐƠN ĐỀ NGHỊ HỖ TRỢ", larger=1),
        Addressees((draft.office.organ,)),
        *(Par(line) for line in lines),
        Par(f"{draft.office.place}, {long_date(draft.day)}", "italic", right=True),
        Signs((Sign(("NGƯỜI LÀM ĐƠN",), name),)),
    ]


def certified_copy(draft: Draft, office: Office, number: int) -> list[Block]:
    """Sao y: who copied it, with a number, a day and a signature of its own, under the document."""
    day = f"{office.place}, {long_date(draft.day + timedelta(days=draft.prose.chance.randint(2, 60)))}"
    return [
        Head((), office.lines, ("SAO Y",), f"Số: {number}/SY-{office.abbr}", day),
        Signs((office.sign(by_head=False),), (f"- {office.units[0]};", "- Lưu: VT.")),
    ]
