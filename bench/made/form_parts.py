"""The parts of one whole document, drawn one after the other; what is drawn is noted as the truth.

chance, phrases ─▶ Parts.decision(), .letter(), ... ─▶ blocks; Parts.fields ─▶ reference record
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from bench.made.blocks import PARTY_MOTTO, STATE_MOTTO, Addressees, Block, Centre, Head, Par, Sign, Signs
from bench.made.form_setter import fits_columns
from bench.made.prose import long_date

OLD_YEARS, NEW_YEARS = (2001, 2004), (2006, 2025)
BLANK = 0.06  # share of documents whose number is not filled in
ENDED = 0.75  # share of texts that end with "./."
TITLED = ("BC", "KH", "TB", "TTr", "HD", "CT", "CTr", "BB", "PA", "CĐ", "ĐA")


@dataclass
class Parts:
    """One document in the making."""

    chance: random.Random
    words: dict[str, Any]
    fields: dict[str, Any] = field(default_factory=dict)
    narrow: bool = False  # its recipients fit two columns

    def decision(self) -> list[Block]:
        """Quyết định or Nghị quyết of an office, with căn cứ and articles."""
        office = self.chance.choice(self.words["offices"])
        code = "NQ" if office["abbr"] == "HĐND" else "QĐ"
        blocks = [self._head(office, f"{code}-{office['abbr']}"), *self._title(code)]
        decides = office.get("decides") or f"{office['chief']} {_plain(office['head'].split('||')[-1])}"
        blocks += [Centre(decides), *self._bases(), Centre(self.words["types"][code]["enacts"])]
        blocks += [Par(text, lead=f"Điều {n}.") for n, text in enumerate(self._points(3), start=1)]
        return [*blocks, self._foot(office, first=("Như Điều 3",))]

    def letter(self) -> list[Block]:
        """Công văn with V/v, or without."""
        office = self.chance.choice(self.words["offices"])
        unit = self.chance.choice(office["units"])
        matter = self._matter() if self.chance.random() < 0.9 else ""
        head = self._head(office, f"{office['abbr']}-{unit}", f"V/v {matter}" if matter else "")
        self.fields |= {"doc_type": {"code": "CV", "name": "Công văn"}, "title": matter or None}
        blocks: list[Block] = [head, self._addressees(), Par(self.chance.choice(self.words["openings"]))]
        blocks += [Par(f"{n}. {text}") for n, text in enumerate(self._points(3), start=1)]
        return [*blocks, self._foot(office, first=("Như trên", "Như kính gửi"))]

    def titled(self) -> list[Block]:
        """A type with tên loại: Báo cáo, Kế hoạch, Thông báo, Tờ trình, Công điện, Biên bản ..."""
        office = self.chance.choice(self.words["offices"])
        code = self.chance.choice(TITLED)
        blocks = [self._head(office, f"{code}-{office['abbr']}"), *self._title(code)]
        if code in ("TTr", "CĐ") or (code == "BC" and self.chance.random() < 0.5):
            blocks.append(self._addressees())
        else:
            self.fields["addressees"] = []
        blocks += self._text()
        return [*blocks, self._foot(office, first=("Như trên", "Các đơn vị trực thuộc"))]

    def party(self) -> list[Block]:
        """Of the Party: "Số 12-NQ/TU", a star under the organ, signed with T/M."""
        office = self.chance.choice(self.words["party"])
        code = self.chance.choice(("NQ", "KH", "BC", "TB", "HD", "KL", "CT", "CV"))
        matter = self._matter()
        subject = f"V/v {matter}" if code == "CV" else ""
        blocks: list[Block] = [self._head(office, f"{code}/{office['abbr']}", subject, party=True)]
        if code == "CV":
            self.fields |= {"doc_type": {"code": "CV", "name": "Công văn"}, "title": matter}
            blocks.append(self._addressees())
        else:
            blocks += [*self._title(code, ruled=False), Centre("-----")]
            self.fields["addressees"] = []
        blocks += self._text(bare=True)
        return [*blocks, self._foot(office, first=("Như trên", "Các chi, đảng bộ trực thuộc"), party=True)]

    def normative(self) -> list[Block]:
        """Nghị định, Thông tư, Nghị quyết or Quyết định with the year in its number."""
        held = self.chance.choice(self.words["ministries"])
        office = {**held, "head": held["organ"], "place": "Hà Nội"}
        code = held["type"]
        blocks = [self._head(office, f"{code}-{held['abbr']}", year=True), *self._title(code)]
        if code in ("QĐ", "NĐ"):
            blocks.append(Centre(held["decides"]))
        blocks += self._bases()
        enacts = self.words["types"][code].get("enacts")
        blocks += [Centre(enacts)] if enacts else [Par(f"{held['decides'].capitalize()} ban hành như sau:")]
        blocks += [Centre("Chương I"), Centre("QUY ĐỊNH CHUNG")]
        blocks += [Par(text, lead=f"Điều {n}.") for n, text in enumerate(self._points(4), start=1)]
        return [*blocks, self._foot(office, first=("Ban Bí thư Trung ương Đảng", "Văn phòng Quốc hội"))]

    def joint(self) -> list[Block]:
        """Of two or three agencies, each with its signer."""
        held = self.chance.choice(self.words["joint"])
        code, heads = held["kind"], held["heads"]
        lines = [f"{text} -" for text in heads[:-1]] + [heads[-1]]
        office = {"head": "|".join(lines), "place": "Hà Nội", "chief": "", "abbr": "-".join(held["abbrs"])}
        head = self._head(office, f"{code}-{office['abbr']}", year=code == "TTLT")
        self.fields["organ"] = " - ".join(_plain(text) for text in heads)
        blocks: list[Block] = [head, *self._title(code)]
        blocks += self._bases() if code == "TTLT" else self._text(bare=True)
        blocks += [Par(text, lead=f"Điều {n}.") for n, text in enumerate(self._points(2), start=1)]
        signs = [Sign((f"KT. {title}", deputy), self._person()) for title, deputy in _pairs(heads)]
        return [*blocks, self._signed(signs, ("Văn phòng Trung ương Đảng",))]

    def invitation(self) -> list[Block]:
        """Giấy mời or Thư mời."""
        office = self.chance.choice(self.words["offices"])
        code = self.chance.choice(("GM", "GM", "TM"))
        blocks = [self._head(office, f"{code}-{office['abbr']}"), *self._title(code)]
        if self.chance.random() < 0.6:
            blocks.append(self._addressees())
        lead = "Trân trọng kính mời quý đại biểu tới dự cuộc họp với nội dung, thành phần như sau:"
        blocks += [
            Par(lead),
            Par("1. Thời gian: 08 giờ 00 phút, thứ Sáu."),
            Par("2. Địa điểm: Hội trường A."),
        ]
        blocks += [Par("Rất mong quý đại biểu sắp xếp thời gian tham dự./.")]
        self.fields["accept"]["doc_type.code"] = ["GM", "TM", None]
        return [*blocks, self._foot(office, first=("Như trên",))]

    def law(self) -> list[Block]:
        """A law: "Luật số: 40/2031/QH13", with or without place and date."""
        year = self.chance.randint(2007, 2024)
        session = {True: "QH12", False: "QH15"}[year < 2012]
        number = f"{self.chance.randint(1, 90):02d}"
        label = self.chance.choice(("Luật số: ", "Số: ", "Luật số "))
        day = date(year, self.chance.choice((6, 11)), self.chance.randint(10, 28))
        told = f"Hà Nội, {long_date(day)}" if self.chance.random() < 0.5 else ""
        matter = self._matter()
        name = f"{matter[0].upper()}{matter[1:]}"
        self.fields |= {
            "doc_type": {"code": None, "name": "Luật"}, "number": number, "notation": session,
            "code": f"{number}/{year}/{session}", "organ": "Quốc hội", "organ_parent": None,
            "date": day.isoformat() if told else None, "place": "Hà Nội" if told else None, "title": name,
            "accept": {"notation": [f"{year}/{session}"], "doc_type.code": ["L", "Luật", None]},
        }  # fmt: skip
        head = Head((), ("QUỐC HỘI",), STATE_MOTTO, f"{label}{number}/{year}/{session}", told)
        basis = "Căn cứ Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam"
        self.fields["legal_bases"] = [f"{basis};"]
        blocks = [head, Centre("LUẬT", larger=1), Centre(name.upper()), Par(f"{basis};", "italic")]
        blocks += [
            Par(f"Quốc hội ban hành Luật {matter}."),
            Centre("Chương I"),
            Centre("NHỮNG QUY ĐỊNH CHUNG"),
        ]
        blocks += [Par(text, lead=f"Điều {n}.") for n, text in enumerate(self._points(4), start=1)]
        signer = self._person()
        self.fields |= {"signer": {"authority": None, "title": "CHỦ TỊCH QUỐC HỘI", "name": signer}}
        self.fields["accept"]["signer.title"] = ["CHỦ TỊCH"]
        return [*blocks, Signs((Sign(("CHỦ TỊCH QUỐC HỘI",), signer),))]

    def old(self) -> list[Block]:
        """Before 2005: "Số: 123/QĐ-UB", "Số: 45 CV/UB", T/M and K/T, bases with dashes."""
        office = self.chance.choice(self.words["offices"])
        blocks = [self._head(office, f"QĐ/{office['abbr']}", old=True), *self._title("QĐ")]
        decides = office.get("decides") or f"{office['chief']} {_plain(office['head'].split('||')[-1])}"
        blocks += [Centre(decides), *self._bases(dash="- "), Centre("QUYẾT ĐỊNH")]
        blocks += [Par(text, lead=f"Điều {n}:") for n, text in enumerate(self._points(3), start=1)]
        return [*blocks, self._foot(office, first=("Như điều 3",), slashed=True)]

    # ---- parts

    def _head(
        self, office: dict[str, Any], notation: str, subject: str = "", *,
        party: bool = False, year: bool = False, old: bool = False,
    ) -> Head:  # fmt: skip
        *parents, organ = office["head"].split("||")
        day = date(self.chance.randint(*(OLD_YEARS if old else NEW_YEARS)), 1, 3)
        day += timedelta(days=self.chance.randint(0, 355))
        number = self.chance.choice((self.chance.randint(1, 99), self.chance.randint(100, 3200)))
        shown = "" if self.chance.random() < BLANK else f"{number:02d}"
        mark = "-" if party else "/"
        within = f"{day.year}/" if year else ""
        code = f"{shown}{mark}{within}{notation}"
        self.fields |= {
            "number": shown or None, "notation": notation, "code": code if shown else None,
            "organ_parent": _plain(parents[-1]) if parents else None, "organ": _plain(organ),
            "place": office["place"], "date": day.isoformat(),
            "accept": {"notation": [f"{within}{notation}"]},
        }  # fmt: skip
        if len(parents) > 1:
            self.fields["accept"]["organ_parent"] = [_plain(" - ".join(parents))]
        blank = "         " if not shown else ""
        label = self.chance.choice(("Số: ", "Số: ", "Số:", "Số : "))
        printed = f"{label}{blank}{code}"
        if party:
            gap = self.chance.choice(("", "", " "))
            printed = f"Số {shown or '      '}{gap}-{notation}"
        elif old and shown and self.chance.random() < 0.3:
            printed = f"Số: {shown} {notation}"
            self.fields["accept"]["code"] = [f"{shown}{notation}"]
        motto = PARTY_MOTTO if party else STATE_MOTTO
        lines = (tuple(parent.split("|")) for parent in parents)
        above = tuple(line for held in lines for line in held)
        place = f"{office['place']}, {long_date(day)}"
        return Head(above, tuple(organ.split("|")), motto, printed, place, subject, star=party)

    def _title(self, code: str, *, ruled: bool = True) -> list[Block]:
        kind = self.words["types"][code]
        self.fields["doc_type"] = {"code": kind.get("code", code), "name": kind["name"]}
        matter = self._matter()
        title = self.chance.choice(kind["title"]).format(m=matter, M=f"{matter[0].upper()}{matter[1:]}")
        capital = title and self.chance.random() < 0.12
        title = title.upper() if capital else title
        self.fields["title"] = title or None
        lines: list[Block] = [Centre(kind["name"].upper(), larger=1)]
        return [*lines, Centre(title, ruled=ruled)] if title else lines

    def _matter(self) -> str:
        return str(self.chance.choice(self.words["matters"]))

    def _points(self, count: int) -> list[str]:
        """Some sentences; the text ends with "./." as a rule."""
        drawn = self.chance.sample(self.words["points"], min(count, len(self.words["points"])))
        ends = self.chance.random() < ENDED
        return [*drawn[:-1], f"{drawn[-1].rstrip('.')}./." if ends else drawn[-1]]

    def _text(self, *, bare: bool = False) -> list[Block]:
        """What follows the title: a part's heading, a contents list, a heading, or a text."""
        begins = self.chance.choice(("text", "text") if bare else ("text", "parts", "contents", "heading"))
        opening = self.chance.choice(self.words["openings"])
        points: list[Block] = [Par(f"{n}. {text}") for n, text in enumerate(self._points(3), start=1)]
        if begins == "parts":
            return [Centre("PHẦN I"), Centre("ĐÁNH GIÁ TÌNH HÌNH"), Par(opening), *points]
        if begins == "contents":
            lines = ("I. Kết quả ............. 1", "II. Nhiệm vụ ............ 2")
            return [Centre("MỤC LỤC"), *map(Par, lines), Par("I. KẾT QUẢ", "bold"), Par(opening), *points]
        if begins == "heading":
            return [Par("I. MỤC ĐÍCH, YÊU CẦU", "bold"), Par(opening), *points]
        return [Par(opening), *points]

    def _bases(self, dash: str = "") -> list[Block]:
        drawn = self.chance.sample(self.words["bases"], self.chance.randint(2, 4))
        texts = [f"{text};" for text in drawn]
        last = self.chance.choice(self.words["closing_bases"])
        texts.append(f"{last}{self.chance.choice(('.', ',', ';'))}")
        self.fields["legal_bases"] = texts
        face = self.chance.choice(("italic", "regular"))
        return [Par(f"{dash}{text}", face) for text in texts]

    def _addressees(self) -> Addressees:
        names = self.chance.sample(self.words["addressees"], self.chance.choice((1, 1, 2, 3)))
        if not any(";" in name for name in names):  # one item or two: both are right
            self.fields["addressees"] = names
        return Addressees(tuple(names))

    def _person(self) -> str:
        people = self.words["people"]
        return " ".join(self.chance.choice(people[part]) for part in ("surnames", "middles", "given"))

    def _foot(
        self, office: dict[str, Any], first: Sequence[str], *, party: bool = False, slashed: bool = False
    ) -> Signs:
        slash = party or slashed
        chief = office["chief"]
        deputy = office.get("deputy", f"PHÓ {chief}")
        body = [f"{'T/M' if slash else 'TM.'} {office['body']}"] if "body" in office else []
        name = self._person()
        by_head = self.chance.random() < 0.5
        above = (
            [*body]
            if by_head
            else [*body, *([] if party and body else [f"{'K/T' if slash else 'KT.'} {chief}"])]
        )
        title = chief if by_head else deputy
        self.fields["signer"] = {"authority": "; ".join(above) or None, "title": title, "name": name}
        return self._signed([Sign((*above, title), name)], first)

    def _signed(self, signs: Sequence[Sign], first: Sequence[str]) -> Signs:
        names = [self.chance.choice(first)]
        names += self.chance.sample(self.words["recipients"], self.chance.randint(1, 5))
        archive = self.chance.choice(self.words["archive"])
        label = self.chance.choice(("Lưu: ", "Lưu: ", "Lưu:", "Lưu "))
        if archive.startswith("Văn thư") and label == "Lưu ":
            label = "Lưu: "
        self.fields |= {"recipients": names, "archive_line": archive}
        if len(signs) > 1:
            self.fields["accept"]["signer.name"] = [sign.name for sign in signs]
            self.fields["accept"]["signer.authority"] = [sign.lines[0] for sign in signs]
            self.fields["accept"]["signer.title"] = [sign.lines[1] for sign in signs]
            last = signs[-1]
            self.fields["signer"] = {"authority": last.lines[0], "title": last.lines[1], "name": last.name}
        dash = self.chance.choice(("- ", "- ", "-"))
        printed = (*(f"{dash}{name};" for name in names), f"{dash}{label}{archive}.")
        self.narrow = fits_columns(printed[:-1])
        return Signs(tuple(signs), printed)


def _plain(head: str) -> str:
    """A name in one line."""
    return head.replace("|", " ")


def _pairs(heads: Sequence[str]) -> list[tuple[str, str]]:
    """Who heads an agency and who signs for him."""
    return [_pair(head) for head in heads[:2]]


def _pair(head: str) -> tuple[str, str]:
    for begins, pair in (
        ("BỘ", ("BỘ TRƯỞNG", "THỨ TRƯỞNG")),
        ("VIỆN", ("VIỆN TRƯỞNG", "PHÓ VIỆN TRƯỞNG")),
        ("TÒA", ("CHÁNH ÁN", "PHÓ CHÁNH ÁN")),
        ("CÔNG AN", ("GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")),
    ):
        if head.startswith(begins):
            return pair
    return "GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"
