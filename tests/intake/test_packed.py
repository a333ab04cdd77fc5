"""Archives that are no plain .zip, archives within archives, and what is attached to mails."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import struct
import tarfile
import zipfile
import zlib
from email.message import EmailMessage
from pathlib import Path

import pytest

from extract.core.limits import Limits
from extract.core.source import Source
from extract.intake import deflate64
from extract.intake.find import find
from extract.intake.nesting import Nesting

TEXT = "Quyết định số 5/QĐ-UBND".encode()


def tar(members: dict[str, bytes]) -> bytes:
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w") as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return held.getvalue()


def zipped(members: dict[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return held.getvalue()


def found(tmp_path: Path, name: str, data: bytes, limits: Limits | None = None) -> dict[str, str | None]:
    """What intake finds: name ─▶ code of its error."""
    (tmp_path / name).write_bytes(data)
    work = tmp_path / "work"
    work.mkdir()
    sources: list[Source] = list(find([tmp_path / name], limits or Limits(), work))
    return {source.name: source.error and source.error.code for source in sources}


@pytest.mark.parametrize(
    ("name", "data", "inside"),
    [
        ("a.tar", tar({"b/c.txt": TEXT}), ["b/c.txt"]),
        ("a.tar.gz", gzip.compress(tar({"c.txt": TEXT, "./d.txt": TEXT})), ["c.txt", "d.txt"]),
        ("a.tgz", bz2.compress(tar({"c.txt": TEXT})), ["c.txt"]),  # whatever its name says
        ("a.tar.xz", lzma.compress(tar({"c.txt": TEXT})), ["c.txt"]),
        ("c.txt.gz", gzip.compress(TEXT), ["c.txt"]),
        ("c.txt.xz", lzma.compress(TEXT), ["c.txt"]),
        ("a.zip", zipped({"b.tar": tar({"c.txt": TEXT})}), ["b.tar/c.txt"]),
    ],
)
def test_what_is_in_them(tmp_path: Path, name: str, data: bytes, inside: list[str]) -> None:
    assert found(tmp_path, name, data) == {f"{name}/{one}": None for one in inside}


def test_seven_zip(tmp_path: Path) -> None:
    libarchive = pytest.importorskip("libarchive")
    with libarchive.file_writer(str(tmp_path / "held"), "7zip") as archive:
        archive.add_file_from_memory("hồ sơ/c.txt", len(TEXT), TEXT)
    held = (tmp_path / "held").read_bytes()
    assert found(tmp_path, "a.7z", held) == {"a.7z/hồ sơ/c.txt": None}


@pytest.mark.parametrize(
    ("name", "form", "expected"),
    [("a.tar.zst", "ustar", {"a.tar.zst/c.txt": None}), ("a.txt.zst", "raw", {"a.txt.zst/a.txt": None})],
)
def test_zstandard(tmp_path: Path, name: str, form: str, expected: dict[str, str | None]) -> None:
    libarchive = pytest.importorskip("libarchive")
    with libarchive.file_writer(str(tmp_path / "held"), form, "zstd") as archive:
        archive.add_file_from_memory("c.txt", len(TEXT), TEXT)
    assert found(tmp_path, name, (tmp_path / "held").read_bytes()) == expected


@pytest.mark.parametrize(
    ("name", "data", "limits", "errors"),
    [
        ("a.gz", gzip.compress(bytes(9 << 20)), Limits(), {"a.gz": "unsafe-archive"}),
        ("a.tar", tar({"b.txt": bytes(3000)}), Limits(max_unpacked=2000), {"a.tar": "unsafe-archive"}),
        ("a.tar", tar({f"{n}.txt": TEXT for n in range(5)}), Limits(max_members=4), {"a.tar": "too-large"}),
        ("a.tar", tar({"../b.txt": TEXT}), Limits(), {"a.tar/%2E./b.txt": "unsafe-archive"}),
        ("a.tar.gz", gzip.compress(tar({"b.txt": TEXT}))[:60], Limits(), {"a.tar.gz": "broken-file"}),
        ("a.rar", b"Rar!\x1a\x07\x01\x00" + bytes(50), Limits(), {"a.rar": "broken-file"}),
    ],
)
def test_bombs_and_damage(
    tmp_path: Path, name: str, data: bytes, limits: Limits, errors: dict[str, str]
) -> None:
    if name.endswith(".rar"):
        pytest.importorskip("libarchive")
    codes = found(tmp_path, name, data, limits)
    assert list(codes.values()) == list(errors.values())
    assert len(codes) == 1


def test_what_lies_within_archives_comes_out_of_one_allowance(tmp_path: Path) -> None:
    inner = zipped({f"{n}.txt": TEXT for n in range(4)})
    outer = zipped({"a.zip": inner, "b.zip": inner})
    codes = found(tmp_path, "o.zip", outer, Limits(max_members=8))
    assert list(codes.values()).count("too-large") == 1 and list(codes.values()).count(None) == 4
    nesting = Nesting(Limits(max_unpacked=100))
    nesting.deeper().deeper().take(70)
    assert nesting.left.max_unpacked == 30 and nesting.deeper().depth == 1


def test_deflate64(tmp_path: Path) -> None:
    pytest.importorskip("inflate64")
    # A stored block reads alike in Deflate and Deflate64.
    packed = b"\x01" + struct.pack("<HH", len(TEXT), len(TEXT) ^ 0xFFFF) + TEXT
    data = bytearray(zipped({"c.txt": TEXT}))
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("c.txt", packed)
    data = bytearray(held.getvalue())
    for signature, method, crc in ((b"PK\x03\x04", 8, 14), (b"PK\x01\x02", 10, 16)):
        at = data.find(signature)
        data[at + method : at + method + 2] = struct.pack("<H", deflate64.METHOD)
        data[at + crc : at + crc + 4] = struct.pack("<I", zlib.crc32(TEXT))
        data[at + crc + 8 : at + crc + 12] = struct.pack("<I", len(TEXT))
    assert found(tmp_path, "a.zip", bytes(data)) == {"a.zip/c.txt": None}
    (unpacked,) = (tmp_path / "work").rglob("*.txt")
    assert unpacked.read_bytes() == TEXT


def test_a_mail_is_a_document_and_holds_others(tmp_path: Path) -> None:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@b.vn", "c@d.vn", "Báo cáo"
    message.set_content("Kính gửi Sở")
    message.add_attachment(TEXT, maintype="text", subtype="plain", filename="../c.txt")
    message.add_attachment(zipped({"d.txt": TEXT}), maintype="application", subtype="zip", filename="e.zip")
    assert found(tmp_path, "a.eml", bytes(message)) == {
        "a.eml": None,
        "a.eml/c.txt": None,
        "a.eml/e.zip/d.txt": None,
    }
