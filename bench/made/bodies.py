"""What stands between the title and the signature, by type of document.

    type, Prose, amount (points to make; a page holds about a dozen) ─▶ body ─▶ blocks

Every body ends with "./.", as documents of the legal form do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from bench.made.blocks import Addressees, Block, Centre, Par
from bench.made.prose import Prose, long_date

Body = Callable[[Prose, int, Sequence[str]], Iterator[Block]]


def body(code: str, prose: Prose, amount: int, cites: Sequence[str] = ()) -> list[Block]:
    """The body of a document of this type; `cites` are others that it builds on, as they are cited."""
    writer = _party_resolution if prose.office.party and code in ("NQ", "QĐ") else _BODIES[code]
    return list(writer(prose, amount, cites))


def numbered(texts: Sequence[str], start: int = 1) -> Iterator[Block]:
    """Points "1. ...", "2. ..."."""
    for number, text in enumerate(texts, start=start):
        yield Par(f"{number}. {text}")


def _bases(prose: Prose, cites: Sequence[str]) -> Iterator[Block]:
    for text in prose.bases(3):
        yield Par(f"Căn cứ {text};", "italic")
    for text in cites:
        yield Par(f"Căn cứ {text};", "italic")
    yield Par(f"Theo đề nghị của {prose.unit()}.", "italic")


def _articles(prose: Prose, amount: int) -> Iterator[Block]:
    """Articles 1 to 3 or more: what is decided, who does what, in force."""
    held = prose.tasks(max(amount - 5, 1))
    text = "Thống nhất nội dung, kinh phí thực hiện {m} năm {year} với tổng số tiền {money}."
    yield Par(prose.filled(text), lead="Điều 1.")
    yield from numbered(held[: len(held) // 2])
    yield Par("Phân công trách nhiệm thực hiện như sau:", lead="Điều 2.")
    yield from numbered(held[len(held) // 2 :])


def _decision(prose: Prose, amount: int, cites: Sequence[str]) -> Iterator[Block]:
    yield Centre(prose.office.decides)
    yield from _bases(prose, cites)
    yield Centre("QUYẾT ĐỊNH:")
    yield from _articles(prose, amount)
    yield Par("Quyết định này có hiệu lực kể từ ngày ký.", lead="Điều 3.")
    yield Par(
        f"{prose.unit()}, các đơn vị và cá nhân có liên quan chịu trách nhiệm thi hành Quyết định này./.",
        lead="Điều 4.",
    )


def _resolution(prose: Prose, amount: int, cites: Sequence[str]) -> Iterator[Block]:
    yield Centre(prose.office.decides)
    yield from _bases(prose, cites)
    yield Centre("QUYẾT NGHỊ:")
    yield from _articles(prose, amount)
    session = f"kỳ họp thứ {prose.chance.randint(3, 19)} và có hiệu lực từ {long_date(prose.day)}"
    yield Par(f"Nghị quyết này đã được {prose.office.organ} thông qua tại {session}./.", lead="Điều 3.")


def _sections(heads: Sequence[str], texts: Sequence[list[str]]) -> Iterator[Block]:
    for roman, head, held in zip(("I.", "II.", "III.", "IV."), heads, texts, strict=False):
        yield Par(head, "bold", lead=roman)
        yield from numbered(held)


def _based_on(prose: Prose, cites: Sequence[str]) -> str:
    if cites:
        return f"Căn cứ {cites[0]}"
    openings = (
        f"Thực hiện nhiệm vụ công tác năm {prose.day.year}",
        f"Thực hiện ý kiến chỉ đạo của {prose.office.superior} về {prose.matter['name']}",
        prose.filled("Xét đề nghị của {unit} tại cuộc họp ngày {day}"),
        "Để thống nhất trong chỉ đạo, điều hành",
    )
    return prose.chance.choice(openings)


def _plan(prose: Prose, amount: int, cites: Sequence[str]) -> Iterator[Block]:
    yield Par(f"{_based_on(prose, cites)}, {prose.office.organ} ban hành Kế hoạch với các nội dung sau:")
    heads = ("MỤC ĐÍCH, YÊU CẦU", "NỘI DUNG", "TỔ CHỨC THỰC HIỆN")
    third = max(amount // 4, 1)
    yield from _sections(
        heads, (prose.reasons(2), prose.tasks(max(amount - third - 4, 1)), prose.tasks(third))
    )
    yield Par("Trên đây là Kế hoạch thực hiện, yêu cầu các đơn vị nghiêm túc triển khai./.")


def _guide(prose: Prose, amount: int, cites: Sequence[str]) -> Iterator[Block]:
    yield Par(f"{_based_on(prose, cites)}, {prose.office.organ} hướng dẫn một số nội dung như sau:")
    heads = ("NỘI DUNG HƯỚNG DẪN", "TRÁCH NHIỆM THỰC HIỆN")
    third = max(amount // 3, 1)
    yield from _sections(heads, (prose.rules(max(amount - third - 2, 1)), prose.tasks(third)))
    yield Par("Trong quá trình thực hiện, nếu có vướng mắc, đề nghị các đơn vị phản ánh để được giải đáp./.")


def _report(prose: Prose, amount: int, cites: Sequence[str]) -> Iterator[Block]:
    yield Par(f"{_based_on(prose, cites)}, {prose.office.organ} báo cáo kết quả như sau:")
    heads = ("KẾT QUẢ ĐẠT ĐƯỢC", "HẠN CHẾ, NGUYÊN NHÂN", "PHƯƠNG HƯỚNG, NHIỆM VỤ")
    third = max(amount // 3, 1)
    yield from _sections(
        heads, (prose.facts(max(amount - third - 3, 1)), prose.reasons(1), prose.tasks(third))
    )
    yield Par("Trên đây là Báo cáo kết quả thực hiện, kính gửi cấp trên theo dõi, chỉ đạo./.")


def _letter(prose: Prose, amount: int, cites: Sequence[str]) -> Iterator[Block]:
    yield Addressees(tuple(prose.chance.sample(prose.office.units, prose.chance.randint(1, 3))))
    yield Par(
        f"{_based_on(prose, cites)}, {prose.office.organ} đề nghị các đơn vị thực hiện một số nội dung sau:"
    )
    yield from numbered(prose.tasks(max(amount - 3, 2)))
    yield Par("Đề nghị các đơn vị quan tâm phối hợp thực hiện./.")


def _submission(prose: Prose, amount: int, cites: Sequence[str]) -> Iterator[Block]:
    yield Addressees((prose.office.superior,))
    yield Par(f"{_based_on(prose, cites)}, {prose.office.organ} kính trình nội dung cụ thể như sau:")
    heads = ("SỰ CẦN THIẾT", "NỘI DUNG ĐỀ NGHỊ")
    yield from _sections(heads, (prose.reasons(2), prose.tasks(max(amount - 5, 2))))
    yield Par(f"{prose.office.organ} kính trình xem xét, quyết định./.")


def _notice(prose: Prose, amount: int, cites: Sequence[str]) -> Iterator[Block]:
    yield Par(f"{_based_on(prose, cites)}, {prose.office.organ} thông báo đến các đơn vị, cá nhân như sau:")
    yield from numbered(prose.tasks(max(amount - 3, 2)))
    yield Par(f"{prose.office.organ} thông báo để các đơn vị, cá nhân biết và thực hiện./.")


def _invitation(prose: Prose, amount: int, cites: Sequence[str]) -> Iterator[Block]:
    yield Par(f"{_based_on(prose, cites)}, {prose.office.organ} trân trọng kính mời:")
    names = prose.chance.sample(prose.office.units, min(amount, 3))
    yield from (Par(f"- Đại diện lãnh đạo {name};") for name in names)
    hour = prose.chance.choice(("07 giờ 30 phút", "08 giờ 00", "14 giờ 00"))
    yield Par(f"Thời gian: {hour}, {prose.filled('ngày {soon}')}.", lead="1.")
    yield Par(f"Địa điểm: Hội trường tầng 2, trụ sở {prose.office.organ}.", lead="2.")
    yield Par("Nội dung:", lead="3.")
    yield from (Par(f"- {text}") for text in prose.tasks(min(amount, 4)))
    yield Par("Rất mong các đại biểu sắp xếp thời gian, đến dự họp đúng thành phần./.")


def _directive(prose: Prose, amount: int, cites: Sequence[str]) -> Iterator[Block]:
    yield from (Par(text) for text in prose.reasons(1))
    yield Par(f"{_based_on(prose, cites)}, {prose.office.organ} yêu cầu:")
    yield from numbered(prose.tasks(max(amount - 3, 2)))
    yield Par("Yêu cầu các đơn vị nghiêm túc thực hiện Chỉ thị này./.")


def _party_resolution(prose: Prose, amount: int, cites: Sequence[str]) -> Iterator[Block]:
    yield from (Par(text) for text in prose.reasons(1))
    yield Par(f"{_based_on(prose, cites)}, {prose.office.organ} thống nhất một số nội dung sau:")
    heads = ("TÌNH HÌNH", "NHIỆM VỤ, GIẢI PHÁP", "TỔ CHỨC THỰC HIỆN")
    third = max(amount // 3, 1)
    yield from _sections(heads, (prose.facts(third), prose.tasks(max(amount - third - 5, 1)), prose.tasks(2)))
    yield Par("Văn bản này được phổ biến đến các chi bộ để thực hiện./.")


def _minutes(prose: Prose, amount: int, cites: Sequence[str]) -> Iterator[Block]:
    del cites
    day = long_date(prose.day)
    yield Par(f"Hôm nay, hồi 08 giờ 00, {day}, tại trụ sở {prose.office.organ} tiến hành cuộc họp.")
    heads = ("THÀNH PHẦN", "NỘI DUNG", "KẾT LUẬN")
    who = [f"Ông (bà) {prose.person()}, đại diện {unit}." for unit in prose.office.units[:3]]
    yield from _sections(heads, (who, prose.facts(max(amount - 6, 2)), prose.tasks(2)))
    yield Par("Cuộc họp kết thúc hồi 11 giờ 30 cùng ngày; biên bản được thông qua và lập thành 02 bản./.")


_BODIES: dict[str, Body] = {
    "QĐ": _decision,
    "NQ": _resolution,
    "KH": _plan,
    "HD": _guide,
    "BC": _report,
    "CV": _letter,
    "TTr": _submission,
    "TB": _notice,
    "GM": _invitation,
    "CT": _directive,
    "KL": _party_resolution,
    "BB": _minutes,
}
