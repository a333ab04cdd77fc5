"""What a document is set from, in the order of reading: Head, Centre, Par, Table, Signs, Break.

The boxes of Nghị định 30/2020/NĐ-CP, Phụ lục I, without their measures, which are the setter's.
"""

from __future__ import annotations

from dataclasses import dataclass

STATE_MOTTO = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
PARTY_MOTTO = ("ĐẢNG CỘNG SẢN VIỆT NAM",)


@dataclass(frozen=True)
class Head:
    """Both columns above a document; a form or an annex may have no motto, number or date."""

    parents: tuple[str, ...]
    organs: tuple[str, ...]
    motto: tuple[str, ...] = STATE_MOTTO
    number: str = ""
    date: str = ""
    subject: str = ""  # of a công văn, under the number; "|" parts lines
    star: bool = False  # under the organ, in documents of the party


@dataclass(frozen=True)
class Centre:
    """A centred paragraph; `ruled` draws the short line under it."""

    text: str
    face: str = "bold"
    larger: int = 0  # than the body, in points
    ruled: bool = False


@dataclass(frozen=True)
class Par:
    """A justified paragraph; `lead` are its first words, in bold."""

    text: str
    face: str = "regular"
    lead: str = ""
    right: bool = False  # set to the right, on one line


@dataclass(frozen=True)
class Addressees:
    """Kính gửi: one addressee on the line, several below it."""

    names: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A ruled table; widths are shares of the text's width."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]


@dataclass(frozen=True)
class Sign:
    """A signature: authority and title in capitals, the name; whose seal is pressed on it in scans."""

    lines: tuple[str, ...]
    name: str
    seal: str = ""
    mark: str = ""  # printed in place of the signature: "(Đã ký)"


@dataclass(frozen=True)
class Signs:
    """The foot of a document: recipients at the left and a signature, or some signatures side by side."""

    signs: tuple[Sign, ...]
    recipients: tuple[str, ...] = ()


@dataclass(frozen=True)
class Break:
    """A new page; wide ones lie on their side. `afresh` begins the page numbers again."""

    wide: bool = False
    afresh: bool = False


Block = Head | Centre | Par | Addressees | Table | Signs | Break
