"""Intake: which files are found, in which order, what they are, and what hostile ones cannot do."""

from __future__ import annotations

import io
import os
import struct
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.core.limits import Limits, as_size, size
from extract.core.source import Source
from extract.intake import formats, output_names
from extract.intake.filetype import identify
from extract.intake.find import find

PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)
PDF = b"%PDF-1.7\n1 0 obj\nendobj\n"
VIETNAMESE = "Kính gửi: Ủy ban nhân dân xã Bình An\n".encode()


def found(
    *paths: Path, workdir: Path, limits: Limits | None = None, exclude: Path | None = None
) -> list[Source]:
    workdir.mkdir(exist_ok=True)
    return list(find(paths, limits or Limits(), workdir, exclude=exclude))


def codes(sources: list[Source]) -> dict[str, str | None]:
    return {source.name: source.error.code if source.error else None for source in sources}


@pytest.fixture
def work(tmp_path: Path) -> Path:
    return tmp_path / "work"


def zipped(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


# What a file is


def office(kind: str) -> bytes:
    """The bytes of a zip with the members that tell an office file."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(kind, "<x/>")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "media_type"),
    [
        ("a.pdf", PDF, "application/pdf"),
        ("mail.pdf", b"From: someone\r\n" * 20 + PDF, "application/pdf"),  # within the first 1,024 bytes
        ("late.pdf", b"x" * 2000 + PDF, "application/pdf"),  # further on the name must say so too
        ("late.txt", b"x" * 2000 + PDF, "text/plain"),
        ("photo.png", b"\xff\xd8\xff\xe0" + bytes(20), "image/jpeg"),  # content over suffix
        ("photo.txt", PNG, "image/png"),
        ("scan", b"II*\0" + bytes(20), "image/tiff"),
        ("scan.tif", b"MM\0*" + bytes(20), "image/tiff"),
        ("big.tif", b"II+\0" + bytes(20), "image/tiff"),
        ("text.doc", rb"{\rtf1\ansi Xin ch\u224?o}", "application/rtf"),
        ("tm.docx", office("word/document.xml"), formats.DOCX.media_type),
        ("so.docx", office("ppt/presentation.xml"), formats.promised(".pptx").media_type),
        ("plain.txt", VIETNAMESE, "text/plain"),
        ("no-suffix", VIETNAMESE, "text/plain"),
        ("README.md", VIETNAMESE, "text/markdown"),
        ("utf16.txt", VIETNAMESE.decode().encode("utf-16"), "text/plain"),
        ("tcvn3.txt", b"\xf1y ban nh\xa9n d\xa9n x\xb7 B\xd7nh An", "text/plain"),
        ("viscii.txt", b"c\x05ng\x06 " + b"abc " * 50, "text/plain"),  # VISCII has letters on control codes
        ("table.tsv", b"a\tb\n", "text/x-tsv"),
        ("page.txt", b"<!DOCTYPE html><p>Xin", "text/html"),
        ("utf32.txt", VIETNAMESE.decode().encode("utf-32"), "text/plain"),
        ("utf32be.txt", VIETNAMESE.decode().encode("utf-32-be"), "text/plain"),
        ("utf32be-mark.txt", b"\0\0\xfe\xff" + VIETNAMESE.decode().encode("utf-32-be"), "text/plain"),
        ("web-archive.doc", b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n", "message/rfc822"),
        ("data.bin", bytes(range(256)) * 4, "application/octet-stream"),
        ("broken.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "application/octet-stream"),
        ("broken.zip", b"PK\x03\x04" + bytes(50), "application/zip"),
        ("nothing.pdf", b"", "application/x-empty"),
    ],
)  # fmt: skip
def test_identify(tmp_path: Path, name: str, data: bytes, media_type: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert identify(path).media_type == media_type


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("empty.pdf", b"", "empty-file"),
        ("junk.pdf", bytes(range(256)), "broken-file"),
        ("no-document.docx", office("word/styles.xml"), "broken-file"),
        ("nothing.zip", b"PK\5\6" + bytes(18), "empty-file"),
        ("junk.bin", bytes(range(256)), "unsupported"),
        ("INDEX.tsv", b"a\tb\n", "unsupported"),
        ("record.json", b"{}", "unsupported"),
        ("big.txt", b"chu " * 100, "too-large"),
        ("broken.zip", b"PK\x03\x04" + bytes(50), "broken-file"),
        ("good.txt", VIETNAMESE, None),
    ],
)
def test_what_is_refused(tmp_path: Path, work: Path, name: str, data: bytes, code: str | None) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert codes(found(path, workdir=work, limits=Limits(max_bytes=300))) == {name: code}


# Which files there are


def test_a_folder_in_the_order_of_its_names(tmp_path: Path, work: Path) -> None:
    root = tmp_path / "reports"
    for name in ("b.txt", "a/2.txt", "a/10.txt", "c/d/e.txt", ".hidden/x.txt", ".DS_Store"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(VIETNAMESE)
    notes: list[str] = []
    work.mkdir()
    sources = list(find([root], Limits(), work, note=notes.append))
    assert [source.name for source in sources] == ["a/10.txt", "a/2.txt", "b.txt", "c/d/e.txt"]
    assert {source.output for source in sources} >= {"reports/a/10.txt.json", "reports/c/d/e.txt.json"}
    assert len(notes) == 2 and all("hidden" in note for note in notes)


LITTER = ("~$bao-cao.docx", "Thumbs.db", "DESKTOP.INI", "__MACOSX/._a.txt", ".DS_Store", "x/thumbs.db")


@pytest.mark.parametrize("packed", [False, True])
def test_what_programs_leave_beside_documents_is_left_out_and_told(
    tmp_path: Path, work: Path, packed: bool
) -> None:
    files = dict.fromkeys((*LITTER, "a.txt", "x/~bao-cao.txt"), VIETNAMESE)
    root = tmp_path / "reports"
    for name, data in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)
    notes: list[str] = []
    work.mkdir()
    given = zipped(tmp_path / "a.zip", files) if packed else root
    sources = list(find([given], Limits(), work, note=notes.append))
    assert [source.path.read_bytes() for source in sources if not source.error] == [VIETNAMESE] * 2
    assert [source.name.removeprefix("a.zip/") for source in sources] == ["a.txt", "x/~bao-cao.txt"]
    assert len(notes) == len(LITTER) and all(note.endswith("; left out.") for note in notes)
    assert any("lock file of Office" in note for note in notes)


def test_litter_given_by_itself_is_the_users_own_choice(tmp_path: Path, work: Path) -> None:
    path = tmp_path / "~$a.txt"
    path.write_bytes(VIETNAMESE)
    assert codes(found(path, workdir=work)) == {"~$a.txt": None}


def test_two_folders_of_one_name_do_not_share_records(tmp_path: Path, work: Path) -> None:
    for parent in ("x", "y"):
        (tmp_path / parent / "docs").mkdir(parents=True)
        (tmp_path / parent / "docs" / "a.txt").write_bytes(VIETNAMESE)
    sources = found(tmp_path / "x" / "docs", tmp_path / "y" / "docs", workdir=work)
    assert [source.output for source in sources] == ["docs/a.txt.json", "docs~2/a.txt.json"]


def test_a_path_given_twice_is_converted_once(tmp_path: Path, work: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(VIETNAMESE)
    assert len(found(path, path, tmp_path / "." / "a.txt", workdir=work)) == 1


def test_the_output_folder_is_no_input(tmp_path: Path, work: Path) -> None:
    (tmp_path / "in" / "out").mkdir(parents=True)
    (tmp_path / "in" / "a.txt").write_bytes(VIETNAMESE)
    (tmp_path / "in" / "out" / "a.txt.json").write_bytes(b"{}")
    sources = found(tmp_path / "in", workdir=work, exclude=tmp_path / "in" / "out")
    assert [source.name for source in sources] == ["a.txt"]


def test_a_missing_path_is_a_source_with_its_error(tmp_path: Path, work: Path) -> None:
    assert codes(found(tmp_path / "gone.pdf", workdir=work)) == {"gone.pdf": "unreadable"}


@pytest.mark.skipif(sys.platform == "win32", reason="symlinks and pipes")
def test_links_in_a_circle_and_pipes_do_not_hang(tmp_path: Path, work: Path) -> None:
    root = tmp_path / "reports"
    (root / "sub").mkdir(parents=True)
    (root / "sub" / "a.txt").write_bytes(VIETNAMESE)
    (root / "sub" / "up").symlink_to(root)
    (root / "self").symlink_to("self")
    (root / "dangling").symlink_to("nowhere")
    (root / "again").symlink_to("sub")
    os.mkfifo(root / "pipe")
    assert sorted(codes(found(root, workdir=work))) == ["again/a.txt"]
    assert codes(found(root / "pipe", workdir=work)) == {"pipe": "unsupported"}


@pytest.mark.skipif(sys.platform == "win32" or os.getuid() == 0, reason="root may read everything")
def test_an_unreadable_folder_is_reported(tmp_path: Path, work: Path) -> None:
    (tmp_path / "in" / "locked").mkdir(parents=True, mode=0o000)
    assert codes(found(tmp_path / "in", workdir=work)) == {"locked": "unreadable"}


@pytest.mark.skipif(sys.platform != "linux", reason="such names exist on Linux only")
def test_hostile_file_names(tmp_path: Path, work: Path) -> None:
    root = tmp_path / "in"
    root.mkdir()
    for name in (b"new\nline.txt", b"bytes\xff\xfe.txt", b"n" * 255, b"..txt", b"a.json"):
        (root / os.fsdecode(name)).write_bytes(VIETNAMESE)
    (root / "a.txt.json").mkdir()  # where the record of a.txt would go
    (root / "a.txt.json" / "b.txt").write_bytes(VIETNAMESE)
    (root / "a.txt").write_bytes(VIETNAMESE)
    outputs = [source.output for source in found(root, workdir=work)]
    assert {"in/new%0Aline.txt.json", "in/bytes%FF%FE.txt.json", "in/a.txt.json"} <= set(outputs)
    assert "in/a.txt.json~/b.txt.json" in outputs
    for output in outputs:
        target = tmp_path / "out" / output
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(output, encoding="utf-8")


@given(st.lists(st.text(min_size=1), min_size=1, max_size=6))
def test_names_are_always_valid_and_inside(parts: list[str]) -> None:
    name = output_names.relative(parts)
    assert (
        not name.startswith("/") and len(name.encode()) <= output_names.MAX_NAME + output_names.MAX_COMPONENT
    )
    for part in name.split("/"):
        assert part not in ("", ".", "..") and "\0" not in part
        assert len(f".{part}~99.json.tmp".encode()) <= 255


def test_files_of_the_batch_are_not_overwritten(tmp_path: Path, work: Path) -> None:
    path = tmp_path / "summary"
    path.write_bytes(VIETNAMESE)
    (tmp_path / "records.jsonl").mkdir()
    (tmp_path / "records.jsonl" / "a.txt").write_bytes(VIETNAMESE)
    outputs = {source.output for source in found(path, tmp_path / "records.jsonl", workdir=work)}
    assert outputs == {"summary~.json", "records.jsonl~/a.txt.json"}


# Archives


def test_an_archive_gives_its_members(tmp_path: Path, work: Path) -> None:
    path = zipped(
        tmp_path / "tháng 5.zip",
        {"b/tờ trình.txt": VIETNAMESE, "a.txt": VIETNAMESE, "__MACOSX/a.txt": b"x", "notes.md": VIETNAMESE},
    )
    sources = found(path, workdir=work)
    assert [(source.name, source.media_type) for source in sources] == [
        ("tháng 5.zip/a.txt", "text/plain"),
        ("tháng 5.zip/b/tờ trình.txt", "text/plain"),
        ("tháng 5.zip/notes.md", "text/markdown"),
    ]
    assert all(source.path.read_bytes() == VIETNAMESE for source in sources)


def test_members_cannot_leave_the_archive(tmp_path: Path, work: Path) -> None:
    hostile = [
        "../../evil.txt",
        "/etc/evil.txt",
        "C:\\evil.txt",
        "C:evil.txt",
        "//evil/evil.txt",
        "a/../../evil.txt",
        "..\\evil.txt",
    ]
    path = zipped(tmp_path / "slip.zip", {**dict.fromkeys(hostile, b"bad"), "good.txt": VIETNAMESE})
    sources = found(path, workdir=work)
    assert [source.error.code for source in sources if source.error] == ["unsafe-archive"] * len(hostile)
    assert [source.name for source in sources if not source.error] == ["slip.zip/good.txt"]
    assert not list(tmp_path.rglob("evil*")) and not Path("/etc/evil.txt").exists()
    assert all(".." not in source.output.split("/") for source in sources)


@pytest.mark.parametrize(
    ("members", "limits", "code"),
    [
        ({"bomb.txt": bytes(3 << 20)}, Limits(), "unsafe-archive"),  # 1,000 times its size
        ({"a.txt": os.urandom(600), "b.txt": os.urandom(600)}, Limits(max_unpacked=1000), "too-large"),
        ({f"{n}.txt": b"x" for n in range(5)}, Limits(max_members=4), "too-large"),
    ],
)
def test_bombs_are_not_unpacked(
    tmp_path: Path, work: Path, members: dict[str, bytes], limits: Limits, code: str
) -> None:
    path = zipped(tmp_path / "bomb.zip", members)
    assert codes(found(path, workdir=work, limits=limits)) == {"bomb.zip": code}
    assert not [file for file in work.rglob("*") if file.is_file()]


def test_a_member_that_lies_about_its_size_is_stopped(tmp_path: Path, work: Path) -> None:
    path = zipped(tmp_path / "lie.zip", {"a.txt": b"a" * 5000, "b.txt": VIETNAMESE})
    data = path.read_bytes()
    path.write_bytes(data.replace(struct.pack("<L", 5000), struct.pack("<L", 10)))
    assert codes(found(path, workdir=work)) == {"lie.zip/a.txt": "broken-file", "lie.zip/b.txt": None}
    assert sum(file.stat().st_size for file in work.rglob("*") if file.is_file()) < 200


def test_an_encrypted_archive_and_one_inside_another(tmp_path: Path, work: Path) -> None:
    inner = zipped(tmp_path / "inner.zip", {"a.txt": VIETNAMESE}).read_bytes()
    outer = inner
    for _ in range(3):
        outer = zipped(tmp_path / "outer.zip", {"inner.zip": outer}).read_bytes()
    (nested,) = found(tmp_path / "outer.zip", workdir=work)
    assert nested.error is not None
    assert (nested.error.code, "Unpack the outer one" in str(nested.error)) == ("unsupported", True)
    data = bytearray(inner)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.find(signature) + offset] |= 1  # general purpose bit 0
    (tmp_path / "locked.zip").write_bytes(bytes(data))
    assert codes(found(tmp_path / "locked.zip", workdir=work)) == {"locked.zip": "encrypted-archive"}


@pytest.mark.parametrize(
    ("text", "number"), [("1000", 1000), ("2k", 2048), ("512M", 512 << 20), (" 2G ", 2 << 30)]
)
def test_size(text: str, number: int) -> None:
    assert size(text) == number
    assert size(as_size(number)) == number


@pytest.mark.parametrize("text", ["", "0", "-1", "1.5M", "M", "many", "99999999999G"])
def test_no_size(text: str) -> None:
    with pytest.raises(ValueError, match="no size"):
        size(text)
