"""Names of an archive's members, in the encodings that programs write them in and do not tell."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path

import pytest

from diacritics import encode
from extract.core.limits import Limits
from extract.intake import formats
from extract.intake.archives import unpack
from extract.intake.member_names import names

NAMES = ("Quyết định số 215.txt", "Hồ sơ/Tờ trình.txt", "QĐ-UBND.doc")


def in_bytes(name: str, encoding: str) -> bytes:
    """A name as a program that knows nothing but its code page writes it."""
    if encoding in ("cp1258", "tcvn3"):
        return encode(name, encoding).encode("cp1252")
    return name.encode(encoding)


def archive(path: Path, written: Sequence[bytes], extra: bytes = b"") -> Path:
    """An archive whose names are these bytes, without bit 11."""
    stand_ins = [chr(ord("A") + number) * len(name) for number, name in enumerate(written)]
    with zipfile.ZipFile(path, "w") as out:
        for stand_in in stand_ins:
            info = zipfile.ZipInfo(stand_in)
            info.extra = extra
            out.writestr(info, "x")
    data = path.read_bytes()
    for stand_in, name in zip(stand_ins, written, strict=True):
        data = data.replace(stand_in.encode(), name)
    path.write_bytes(data)
    return path


def named(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as opened:
        return names(opened.infolist())


def test_letters_that_cp1258_has_whole(tmp_path: Path) -> None:
    written = [in_bytes("Quyết định.txt", "cp1258"), "Thông báo.txt".encode("cp1252")]
    assert named(archive(tmp_path / "a.zip", written)) == ["Quyết định.txt", "Thông báo.txt"]


@pytest.mark.parametrize("encoding", ["utf-8", "cp1258", "tcvn3"])
@pytest.mark.parametrize("wanted", [NAMES, NAMES[:1], NAMES[1:2], NAMES[2:]])
def test_what_most_words_are_syllables_in(tmp_path: Path, encoding: str, wanted: Sequence[str]) -> None:
    path = archive(tmp_path / "a.zip", [in_bytes(name, encoding) for name in wanted])
    assert named(path) == list(wanted)


@pytest.mark.parametrize(
    ("wanted", "encoding"),
    [
        (("Thông báo.txt", "Công tác phí.txt"), "cp437"),  # letters that CP437 has
        (("Übersicht März.txt",), "cp437"),
        (("café.txt", "plain.txt"), "cp437"),
    ],
)
def test_what_cp437_has_stays(tmp_path: Path, wanted: Sequence[str], encoding: str) -> None:
    assert named(archive(tmp_path / "a.zip", [name.encode(encoding) for name in wanted])) == list(wanted)


def test_names_that_no_reading_makes_vietnamese_are_shown_as_the_specification_says(tmp_path: Path) -> None:
    written = "Приказ отчет.txt".encode("cp1251")
    assert named(archive(tmp_path / "a.zip", [written])) == [written.decode("cp437")]


def test_one_damaged_word_does_not_spoil_the_others(tmp_path: Path) -> None:
    written = in_bytes("Quyết định.txt", "cp1258").replace(b"i", b"")
    (name,) = named(archive(tmp_path / "a.zip", [written]))
    assert name.startswith("Quyết ")


def test_all_names_decide_together(tmp_path: Path) -> None:
    """The bytes of "Bộ" in TCVN3 are those of "Bé" in CP1258; only the other names tell."""
    written = [in_bytes(name, "tcvn3") for name in ("Bộ.txt", "Nghị quyết.txt", "Giấy mời.txt")]
    assert named(archive(tmp_path / "one.zip", written[:1])) == ["Bé.txt"]
    assert named(archive(tmp_path / "all.zip", written)) == ["Bộ.txt", "Nghị quyết.txt", "Giấy mời.txt"]


def unicode_path(name: str, header: bytes, version: int = 1) -> bytes:
    field = struct.pack("<BL", version, zlib.crc32(header)) + name.encode(errors="surrogateescape")
    return struct.pack("<HH", 0x7075, len(field)) + field


HEADER = b"Quy_t __nh.txt"


@pytest.mark.parametrize(
    ("extra", "name"),
    [
        (unicode_path("Quyết định.txt", HEADER), "Quyết định.txt"),
        (struct.pack("<HH", 0x9999, 2) + b"ab" + unicode_path("Tờ trình.txt", HEADER), "Tờ trình.txt"),
        (unicode_path("Quyết định.txt", b"an earlier name"), HEADER.decode()),
        (unicode_path("Quyết định.txt", HEADER, version=2), HEADER.decode()),
        (unicode_path("", HEADER), HEADER.decode()),
        (unicode_path("\udcff.txt", HEADER), HEADER.decode()),  # no UTF-8
        (struct.pack("<HH", 0x7075, 3) + b"\1ab", HEADER.decode()),
    ],
)
def test_the_unicode_path_of_info_zip(tmp_path: Path, extra: bytes, name: str) -> None:
    assert named(archive(tmp_path / "a.zip", [HEADER], extra)) == [name]


def test_a_unicode_path_cannot_lead_out_of_the_archive(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.zip", [HEADER], unicode_path("../../evil.txt", HEADER))
    (member,) = unpack(path, formats.ZIP, tmp_path, Limits())
    assert member.error is not None and member.error.code == "unsafe-archive"
    assert not list(tmp_path.parent.rglob("evil*"))


def test_endless_names_are_not_searched_for_words(tmp_path: Path) -> None:
    written = [b"\xfd " * 20_000 + b"%d.txt" % number for number in range(20)]
    assert named(archive(tmp_path / "a.zip", written)) == [name.decode("cp437") for name in written]
