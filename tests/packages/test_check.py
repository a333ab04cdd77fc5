"""The check of packages: what is right passes, every kind of tampering is found, hostile ones do no harm."""

from __future__ import annotations

import json
import re
import shutil
import socket
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from extract.core.errors import OutputError
from extract.packages.checking.run import check
from extract.packages.wanted import Kind, Profile
from support.archive_packages import packed, unpacked, wanted
from support.program import sohoa

REP = "representations/rep1"
EAD = "metadata/descriptive/EAD.xml"
DOC = f"{REP}/metadata/descriptive/EAD_DOC_H49.64.33.2024.160.1.xml"
AIP_DOC = f"{REP}/metadata/descriptive/EAD_DOC_001.03.H49.64.33.2024.160.1.xml"
XI = "http://www.w3.org/2001/XInclude"
DATA = f"{REP}/data/H49.64.33.2024.160.1.pdf"


@pytest.fixture(scope="module")
def made(golden: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[Kind, Path]:
    """A ZIP of each kind."""
    folder = tmp_path_factory.mktemp("packages")
    targets = {kind: packed(golden, wanted(kind), folder / kind).made[0].target for kind in Kind}
    return {kind: target for kind, target in targets.items() if target}


def codes(path: Path) -> set[str]:
    return {finding.message.code for report in check(path) for finding in report.errors}


def all_codes(path: Path) -> set[str]:
    return {finding.message.code for report in check(path) for finding in report.findings}


@pytest.mark.parametrize("kind", Kind)
def test_a_package_of_ours_has_no_mistake_as_zip_and_as_folder(
    made: dict[Kind, Path], tmp_path: Path, kind: Kind
) -> None:
    samples_are_no_pdfa = {"check-no-pdfa"}
    assert all_codes(made[kind]) == samples_are_no_pdfa
    assert all_codes(unpacked(made[kind], tmp_path / "unpacked")) == samples_are_no_pdfa


def text(path: str, old: str, new: str) -> Callable[[Path], None]:
    """Other text in one file."""

    def tamper(folder: Path) -> None:
        held = (folder / path).read_text(encoding="utf-8")
        changed = re.sub(old, new, held, count=1)
        assert changed != held
        (folder / path).write_text(changed, encoding="utf-8")

    return tamper


def gone(path: str) -> Callable[[Path], None]:
    return lambda folder: (folder / path).unlink()


def added(path: str, content: bytes = b"x") -> Callable[[Path], None]:
    def tamper(folder: Path) -> None:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)

    return tamper


def longer(path: str) -> Callable[[Path], None]:
    return lambda folder: (folder / path).write_bytes((folder / path).read_bytes() + b"\n")


def flipped(path: str) -> Callable[[Path], None]:
    """One bit, the size as before."""

    def tamper(folder: Path) -> None:
        held = bytearray((folder / path).read_bytes())
        held[len(held) // 2] ^= 1
        (folder / path).write_bytes(held)

    return tamper


def linked(folder: Path) -> None:
    (folder / "documentation").mkdir()
    (folder / "documentation" / "secret").symlink_to("/etc/hostname")


def named_otherwise(folder: Path) -> None:
    folder.rename(folder.with_name("uuid-0"))


@pytest.mark.parametrize(
    ("tamper", "code"),
    [
        (flipped(DATA), "check-hash"),
        (longer(DATA), "check-size"),
        (flipped("schemas/xlink.xsd"), "check-hash"),
        (gone(DATA), "check-href-without-file"),
        (gone("METS.xml"), "check-needed"),
        (gone(EAD), "check-needed"),
        (gone(f"{REP}/METS.xml"), "check-needed"),
        (gone("schemas/ead.xsd"), "check-href-without-file"),
        (added("data/more.pdf"), "check-not-named"),
        (added("representations/rep2/METS.xml"), "check-one-representation"),
        (linked, "check-no-plain-file"),
        (named_otherwise, "check-objid-not-folder"),
        (text("METS.xml", 'OAISPACKAGETYPE="SIP"', 'OAISPACKAGETYPE="ZIP"'), "check-no-kind"),
        (text("METS.xml", ' OBJID="[^"]*"', ""), "check-no-objid"),
        (text("METS.xml", "CHECKSUMTYPE=.SHA-256.", 'CHECKSUMTYPE="SHA256"'), "check-not-valid"),
        (text("METS.xml", "CHECKSUMTYPE=.SHA-256.", 'CHECKSUMTYPE="MD5"'), "check-hash-other"),
        (
            text("METS.xml", 'CONTENTINFORMATIONTYPE="MIXED"', 'CONTENTINFORMATIONTYPE="Mixed"'),
            "check-not-valid",
        ),
        (text("METS.xml", "metadata/descriptive/EAD.xml", "../../EAD.xml"), "check-href-leads-out"),
        (text("METS.xml", "metadata/descriptive/EAD.xml", "/etc/passwd"), "check-href-leads-out"),
        (text("METS.xml", "metadata/descriptive/EAD.xml", "file:///etc/passwd"), "check-href-leads-out"),
        (text("METS.xml", "metadata/descriptive/EAD.xml", "%2e%2e/EAD.xml"), "check-href-leads-out"),
        (text(f"{REP}/METS.xml", 'FILEID="ID-[^"]*"', 'FILEID="ID-0"'), "check-pair"),
        (text(f"{REP}/METS.xml", "MetadataLink/File", "Other"), "check-pair"),
        (text(EAD, "<totalDoc>12", "<totalDoc>11"), "check-total"),
        (text(EAD, "<numberOfPage>", "<numberOfPage>9"), "check-pages"),
        (text(EAD, "<maintenance>01", "<maintenance>99"), "check-value"),
        (text(EAD, "<startDate>[^<]*", "<startDate>31/02/2020"), "check-value"),
        (text(EAD, "<startDate>[^<]*", "<startDate>01/01/2025"), "check-dates"),
        (text(EAD, "<riskRecovery>0", "<riskRecovery>1"), "check-value"),  # then its status is required
        (text(EAD, "<confidenceLevel></", "<confidenceLevel>02</"), "check-value"),  # then the paper code is
        (text(EAD, "<title>[^<]*", f"<title>{'a' * 1001}"), "check-value"),
        (text(EAD, "<language>01", "<language>01;99"), "check-value"),
        (text(EAD, "  <keyword></keyword>\n", ""), "check-element-absent"),
        (text(EAD, "<keyword></keyword>", "<keyword></keyword><keyword/>"), "check-element-twice"),
        (text(EAD, "<keyword></keyword>", "<word></word>"), "check-element-unknown"),
        (text(EAD, "simpledc>\n", 'simpledc xmlns="a">\n'), "check-no-simpledc"),
        (text(EAD, "<simpledc>", "<simpledc"), "check-no-xml"),
        (
            text(EAD, "<simpledc>", '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><simpledc>'),
            "check-no-xml",
        ),
        (text(DOC, "<docCode>H49", "<docCode>H50"), "check-code-of-document"),
        (text(DOC, "160.1</docId>", "160.2</docId>"), "check-twice"),
        (text(DOC, "<docId>[^<]*", f"<docId>{'1' * 26}"), "check-value"),
        (text(DOC, "<typeName>02", "<typeName>QĐ"), "check-value"),
        (text(DOC, "<organName>[^<]*", "<organName>"), "check-value"),
    ],
)
def test_tampering_is_found(
    made: dict[Kind, Path], tmp_path: Path, tamper: Callable[[Path], None], code: str
) -> None:
    folder = unpacked(made[Kind.SIP], tmp_path / "unpacked")
    tamper(folder)
    (changed,) = (tmp_path / "unpacked").iterdir()
    found = set().union(*(codes(path) for path in [changed] if (path / "METS.xml").exists()))
    assert code in (found or codes_without_mets(changed))


def codes_without_mets(folder: Path) -> set[str]:
    """Of a folder without METS.xml, as a ZIP."""
    target = folder.parent.parent / "made.zip"
    with zipfile.ZipFile(target, "w") as archive:
        for path in folder.rglob("*"):
            archive.write(path, f"{folder.name}/{path.relative_to(folder)}")
    return codes(target)


@pytest.mark.parametrize(
    ("tamper", "code"),
    [
        (gone("metadata/preservation/PREMIS.xml"), "check-needed"),
        (text("metadata/preservation/PREMIS.xml", ' version="3.0"', ""), "check-not-valid"),
        (
            text(
                "metadata/preservation/PREMIS.xml",
                "</objectIdentifier>",
                "</objectIdentifier><objectCategory/>",
            ),
            "check-not-valid",
        ),
        (text("metadata/preservation/PREMIS.xml", 'xsi:type="representation"', ""), "check-not-valid"),
        (
            text(f"{REP}/metadata/preservation/PREMIS_rep1.xml", "<messageDigest>.", "<messageDigest>0x"),
            "check-hash",
        ),
        (text(f"{REP}/metadata/preservation/PREMIS_rep1.xml", "<size>", "<size>9"), "check-size"),
        (text(AIP_DOC, r"(<mode>.*?</mode>)(\s*)(<language>.*?</language>)", r"\3\2\1"), "check-order"),
        (text(AIP_DOC, "<arcFileCode>001", "<arcFileCode>002"), "check-code-of-file"),
        (text(AIP_DOC, "<docOrdinal>1<", "<docOrdinal>2<"), "check-twice"),
    ],
)
def test_tampering_with_an_aip(
    made: dict[Kind, Path], tmp_path: Path, tamper: Callable[[Path], None], code: str
) -> None:
    folder = unpacked(made[Kind.AIP], tmp_path / "unpacked")
    tamper(folder)
    assert code in codes(folder)


def test_what_is_only_to_be_looked_at(made: dict[Kind, Path], tmp_path: Path) -> None:
    folder = unpacked(made[Kind.SIP], tmp_path / "unpacked")
    text(EAD, "<fileCode>H49.64.33.2024.160", "<fileCode>Z9")(folder)
    text(DOC, "<issuedDate>[^<]*", "<issuedDate>01/01/1999")(folder)
    text(DOC, "<numberOfPage>1<", "<numberOfPage>7<")(folder)
    shutil.copy(folder / EAD, folder / "EAD2.xml")
    looked_at = {"check-code-grammar", "check-date-outside", "check-pages-of-pdf"}
    assert looked_at <= all_codes(folder) - codes(folder)


def zipped(path: Path, *members: tuple[str | zipfile.ZipInfo, bytes], packed: bool = False) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return path


def link_member() -> zipfile.ZipInfo:
    info = zipfile.ZipInfo("p/metadata/descriptive/EAD.xml")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info


LAUGHS = b'<!DOCTYPE a [<!ENTITY a "ha">' + b"".join(
    b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(12)
) + b"]><a>&m;</a>"  # fmt: skip


@pytest.mark.parametrize(
    ("members", "code"),
    [
        ([("p/METS.xml", b"<a/>"), ("../../evil", b"x")], "check-leads-out"),
        ([("p/METS.xml", b"<a/>"), ("/etc/evil", b"x")], "check-leads-out"),
        ([("p/METS.xml", b"<a/>"), ("C:\\evil", b"x")], "check-leads-out"),
        ([("p/METS.xml", b"<a/>"), ("p\\..\\..\\evil", b"x")], "check-leads-out"),
        ([("p/METS.xml", b"<a/>"), (link_member(), b"/etc/passwd")], "check-no-plain-file"),
        ([("p/METS.xml", b"<a/>"), ("p/mets.xml", b"<a/>")], "check-name-twice"),
        ([("p/METS.xml", b"<a/>"), ("q/more", b"x")], "check-beside-package"),
        ([("p/METS.xml", LAUGHS)], "check-no-xml"),
        ([("p/METS.xml", b'<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd"><a/>')], "check-no-xml"),
        ([("p/METS.xml", "<a/>".encode("utf-16"))], "check-not-valid"),
        ([("p/METS.xml", b"<a>" * 100_000)], "check-no-xml"),
        ([("p/METS.xml", b"")], "check-no-xml"),
        ([("a", b"x")], "check-needed"),
        ([], "check-needed"),
    ],
)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_hostile_zips(tmp_path: Path, members: list[tuple[str | zipfile.ZipInfo, bytes]], code: str) -> None:
    before = sorted(tmp_path.parent.rglob("*"))
    path = zipped(tmp_path / "p.zip", *members)
    assert code in codes(path)
    assert sorted(tmp_path.parent.rglob("*")) == sorted([*before, path])


def test_nothing_is_fetched(made: dict[Kind, Path], tmp_path: Path) -> None:
    folder = unpacked(made[Kind.AIP], tmp_path / "unpacked")
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0)
        there = f"http://127.0.0.1:{server.getsockname()[1]}"
        text("METS.xml", 'schemaLocation="[^"]*"', f'schemaLocation="http://www.loc.gov/METS/ {there}/m"')(
            folder
        )
        text(EAD, "<simpledc>", f'<!DOCTYPE simpledc SYSTEM "{there}/a.dtd"><simpledc>')(folder)
        text(
            AIP_DOC, "<keyword></keyword>", f'<keyword xmlns:x="{XI}"><x:include href="{there}/x"/></keyword>'
        )(folder)
        imported = f'<xs:include schemaLocation="{there}/x.xsd"/>'
        text("schemas/xlink.xsd", "</xs:schema>", f"{imported}</xs:schema>")(folder)
        list(check(folder))
        with pytest.raises(BlockingIOError):
            server.accept()


def test_a_bomb_is_not_opened(tmp_path: Path) -> None:
    path = zipped(tmp_path / "p.zip", ("p/METS.xml", bytes(50 << 20)), packed=True)
    assert codes(path) == {"check-zip-refused"}


@pytest.mark.parametrize("damage", [0, 30, 1_000, -30])
def test_damaged_zips(made: dict[Kind, Path], tmp_path: Path, damage: int) -> None:
    held = bytearray(made[Kind.SIP].read_bytes())
    if damage:
        held[damage : damage + 20] = bytes(range(20))
    path = tmp_path / "damaged.zip"
    path.write_bytes(held if damage else held[: len(held) // 2])
    codes(path)  # whatever it finds, it does not fail
    path.write_bytes(b"PK\3\4no zip")
    assert codes(path) == {"check-not-read"}


def test_a_delivery_has_no_document_twice(made: dict[Kind, Path], tmp_path: Path) -> None:
    for number in range(2):
        (tmp_path / "delivery" / f"{number}").mkdir(parents=True)
        shutil.copy(made[Kind.SIP], tmp_path / "delivery" / f"{number}.zip")
    found = list(check(tmp_path / "delivery"))
    assert [report.name for report in found] == ["0.zip", "1.zip"]
    assert {one.message.code for one in found[1].findings} == {"check-no-pdfa", "check-in-two-packages"}


def test_the_program(made: dict[Kind, Path], tmp_path: Path) -> None:
    good = sohoa("package", "check", made[Kind.AIP], "--json", cwd=tmp_path)
    assert good.returncode == 0 and json.loads(good.stdout)[0]["good"] is True
    bad = sohoa("package", "check", zipped(tmp_path / "bad.zip", ("a", b"x")), cwd=tmp_path)
    assert (bad.returncode, bad.stderr) == (1, "") and "METS.xml is missing" in bad.stdout
    none = sohoa("package", "check", tmp_path / "none", cwd=tmp_path)
    assert none.returncode == 2
    (tmp_path / "empty").mkdir()
    empty = sohoa("package", "check", "empty", cwd=tmp_path)
    assert empty.returncode == 2 and "is no package" in empty.stderr
    with pytest.raises(OutputError):
        list(check(tmp_path / "empty"))


@pytest.mark.parametrize("profile", Profile)
def test_a_draft_is_no_package_to_deliver(
    made: dict[Kind, Path], golden: Path, tmp_path: Path, profile: Profile
) -> None:
    (one,) = packed(golden, wanted(Kind.SIP, profile, draft=True), tmp_path / "zips", "").made
    assert one.target
    assert "check-draft" in all_codes(one.target) and "check-value" in codes(one.target)
