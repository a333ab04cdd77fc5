"""Packages of the samples: valid, true, always the same; nothing is invented where something lacks."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from extract.packages import settings, xml
from extract.packages.checking.run import check
from extract.packages.elements import elements
from extract.packages.wanted import Kind, Profile
from schemas.catalogue import entries
from support import ROOT, SAMPLES
from support.archive_packages import ARCHIVE, packed, unpacked, wanted
from support.program import LETTER, sohoa

BOTH = [(kind, profile) for kind in Kind for profile in Profile]
LINK = re.compile(r"<(mdRef|file) ([^>]*)>(?:\s*<FLocat ([^>]*)>)?")
NAME = re.compile(r'([\w:]+)="([^"]*)"')


def change(out: Path, name: str, fields: dict[str, Any], **source: Any) -> None:
    """Other values in the record of a sample, in records.jsonl."""
    path = out / "records.jsonl"
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    record = next(line for line in lines if line["source"]["path"] == name)
    record["fields"].update(fields)
    record["source"].update(source)
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    path.write_text(text, encoding="utf-8")


def package_of(
    out: Path, tmp_path: Path, kind: Kind, profile: Profile = Profile.SAMPLE, **settings: bool
) -> Path:
    done = packed(out, wanted(kind, profile, **settings), tmp_path / "zips")
    (one,) = done.made
    assert one.target, [str(lack) for lack in one.described.lacks]
    return unpacked(one.target, tmp_path / "unpacked")


def values(path: Path) -> dict[str, str]:
    return {node.tag: node.text or "" for node in etree.parse(path).getroot()}


def document(folder: Path, number: int) -> dict[str, str]:
    (path,) = (folder / "representations/rep1/metadata/descriptive").glob(f"*.160.{number}.xml")
    return values(path)


def lacks(out: Path, tmp_path: Path, archive: str, kind: Kind = Kind.SIP) -> list[str]:
    done = packed(out, wanted(kind), tmp_path / "zips", archive)
    assert not (tmp_path / "zips").exists()
    return [
        message.code
        for message in (*done.faults, *(lack for one in done.made for lack in one.described.lacks))
    ]


@pytest.mark.parametrize(("kind", "profile"), BOTH)
def test_all_is_valid_against_the_schemas_in_the_package(
    out: Path, tmp_path: Path, kind: Kind, profile: Profile
) -> None:
    folder = package_of(out, tmp_path, kind, profile)
    files = {path.name.lower(): path for path in (folder / "schemas").iterdir()}
    assert not [p for p in files.values() if re.search(rb'schemaLocation="\w+:', p.read_bytes())]
    offline = etree.XMLParser(no_network=True)

    def check(schema: str, *paths: Path) -> None:
        held = etree.XMLSchema(etree.parse(files[schema], offline))
        for path in paths:
            held.assertValid(etree.parse(path))

    check("ead.xsd", folder / "metadata/descriptive/EAD.xml")
    documents = list((folder / "representations/rep1/metadata/descriptive").iterdir())
    assert len(documents) == 12
    check("ead_doc.xsd", *documents)
    mets = "mets1_12.xsd" if profile is Profile.SAMPLE else "mets.xsd"
    check(mets, folder / "METS.xml", folder / "representations/rep1/METS.xml")
    preserved = list(folder.rglob("PREMIS*.xml"))
    assert len(preserved) == (2 if kind is Kind.AIP else 0)
    if preserved:
        check("premis.xsd", *preserved)


@pytest.mark.parametrize(("kind", "profile"), BOTH)
def test_every_file_is_named_with_its_size_and_hash(
    out: Path, tmp_path: Path, kind: Kind, profile: Profile
) -> None:
    folder, named = package_of(out, tmp_path, kind, profile, records=True), {"METS.xml"}
    for base in ("", "representations/rep1/"):
        for _, first, second in LINK.findall((folder / base / "METS.xml").read_text(encoding="utf-8")):
            told = dict(NAME.findall(f"{first} {second}"))
            path = base + told["xlink:href"]
            content = (folder / path).read_bytes()
            assert told["CHECKSUM"] == hashlib.sha256(content).hexdigest().upper()
            assert told["SIZE"] == str(len(content))
            named.add(path)
    assert named == {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize(("kind", "profile"), BOTH)
def test_the_same_documents_give_the_same_bytes(
    out: Path, tmp_path: Path, kind: Kind, profile: Profile
) -> None:
    first, second = (packed(out, wanted(kind, profile), tmp_path / name).made[0].target for name in "ab")
    assert first and second and first.name == second.name and first.read_bytes() == second.read_bytes()


def test_documents_go_in_byte_for_byte(out: Path, tmp_path: Path) -> None:
    data = package_of(out, tmp_path, Kind.SIP) / "representations/rep1/data"
    packed_up = sorted(path.read_bytes() for path in data.iterdir())
    assert packed_up == sorted(
        path.read_bytes()
        for path in SAMPLES.iterdir()
        if path.name[0].isdecimal() and path.name != "12-broken.pdf"
    )


def test_what_describes_the_file_and_its_documents(out: Path, tmp_path: Path) -> None:
    folder = package_of(out, tmp_path, Kind.SIP)
    whole = values(folder / "metadata/descriptive/EAD.xml")
    assert whole == {
        "fileCode": "H49.64.33.2024.160", "title": "Hồ sơ về việc thử nghiệm", "maintenance": "01",
        "mode": "01", "language": "01", "startDate": "24/06/2002", "endDate": "02/07/2024", "keyword": "",
        "totalDoc": "12", "numberOfPaper": "14", "numberOfPage": whole["numberOfPage"], "format": "",
        "inforSign": "", "confidenceLevel": "", "paperFileCode": "", "riskRecovery": "0",
        "riskRecoveryStatus": "", "description": "",
    }  # fmt: skip
    assert int(whole["numberOfPage"]) == sum(int(document(folder, n)["numberOfPage"]) for n in range(1, 13))
    first = document(folder, 1)
    assert (first["docId"], first["docCode"]) == ("H49.64.33.2024.160.1", "H49.64.33.2024.160.0000001")
    assert (first["typeName"], first["codeNumber"], first["codeNotation"]) == ("02", "214", "QĐ-SYT")
    assert (first["issuedDate"], first["organName"], first["confidenceLevel"]) == (
        "09/03/2022",
        "Sở Y tế",
        "02",
    )


def test_an_aip_has_the_code_of_the_archive_and_premis(out: Path, tmp_path: Path) -> None:
    folder = package_of(out, tmp_path, Kind.AIP)
    assert folder.name.startswith("urn_P_BA_uuid_")
    assert values(folder / "metadata/descriptive/EAD.xml")["arcFileCode"] == "001.03.H49.64.33.2024.160"
    premis = etree.parse(folder / "representations/rep1/metadata/preservation/PREMIS_rep1.xml")
    space = {"p": xml.PREMIS}
    assert premis.xpath("//p:eventType/text()", namespaces=space) == [
        "transfer",
        "information package creation",
    ]
    digests = premis.xpath("//p:messageDigest/text()", namespaces=space)
    assert sorted(digests) == sorted(
        hashlib.sha256(path.read_bytes()).hexdigest().upper()
        for path in (folder / "representations/rep1/data").iterdir()
    )


def test_letters_beyond_ascii_in_codes_and_names(out: Path, tmp_path: Path) -> None:
    change(out, "01-clean-scan.pdf", {}, path="sub/\x01Quyết định.pdf")
    other = tmp_path / "other" / "sub" / "\x01Quyết định.pdf"
    other.parent.mkdir(parents=True)
    shutil.copy(SAMPLES / "01-clean-scan.pdf", other)
    want = replace(wanted(Kind.AIP), sources=(SAMPLES, tmp_path / "other"))
    done = packed(out, want, tmp_path / "zips", ARCHIVE.replace('"160"', '"160-QĐ"'))
    assert done.made[0].target, [str(lack) for lack in done.made[0].described.lacks]
    (report,) = check(done.made[0].target)
    assert report.is_good, [str(finding.message) for finding in report.findings]
    folder = unpacked(done.made[0].target, tmp_path / "unpacked")
    premis = (folder / "representations/rep1/metadata/preservation/PREMIS_rep1.xml").read_text(
        encoding="utf-8"
    )
    assert "<originalName>Quyết định.pdf<" in premis


def test_two_folders_of_one_code(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / "docs" / folder).mkdir(parents=True)
        (tmp_path / "docs" / folder / "H49.2001.7.1.txt").write_text(LETTER + folder, encoding="utf-8")
    assert sohoa("convert", "docs", "--out", "out", cwd=tmp_path).returncode == 0
    told = (
        "agency: H49\nfonds: P\nall: {maintenance: '01', mode: '01', title: Hồ sơ, numberOfPaper: 1}\n"
        "files:\n"
        "  docs/a: {documents: {H49.2001.7.1.txt: {numberOfPage: 1}}}\n"
        "  docs/b: {year: 2001, number: 7, documents: {H49.2001.7.1.txt: {numberOfPage: 1}}}\n"
    )
    want = replace(wanted(Kind.SIP), sources=(tmp_path / "docs",))
    done = packed(tmp_path / "out", want, tmp_path / "zips", told)
    assert [fault.code for fault in done.faults] == ["code-of-two-files"] and not (tmp_path / "zips").exists()
    done = packed(tmp_path / "out", want, tmp_path / "zips", told.replace("number: 7", "number: 8"))
    assert done.is_whole and len(list((tmp_path / "zips").glob("*.zip"))) == 2
    assert [note.code for note in done.made[1].described.notes] == ["code-not-of-names"]


def test_packages_of_before_are_told(out: Path, tmp_path: Path) -> None:
    first = packed(out, wanted(Kind.SIP), tmp_path / "zips").made[0].target
    again = packed(out, wanted(Kind.AIP), tmp_path / "zips")
    assert first and again.others == (first.name,)


def test_no_draft_is_called_so_that_it_leads_out(out: Path, tmp_path: Path) -> None:
    evil = ARCHIVE.replace("    year", "    objid: ../../evil\n    year")
    evil = evil.replace("09-vni.doc: {", "09-vni.doc: {docId: ../../evil, ")
    done = packed(out, wanted(Kind.AIP, draft=True), tmp_path / "zips", evil)
    target = done.made[0].target
    assert target and target.parent == tmp_path / "zips" and len(done.faults) == 2
    with zipfile.ZipFile(target) as archive:
        assert not [name for name in archive.namelist() if ".." in name]


def test_an_objid_of_ones_own(out: Path, tmp_path: Path) -> None:
    told = ARCHIVE.replace(
        "    year", "    objid: urn:P_BA:uuid:7D0D1987-0F1C-47A7-8FD6-CC5C7DE4064F\n    year"
    )
    target = packed(out, wanted(Kind.AIP), tmp_path / "zips", told).made[0].target
    assert target and target.name == "urn_P_BA_uuid_7D0D1987-0F1C-47A7-8FD6-CC5C7DE4064F.zip"


def test_digitising_is_told_only_with_its_date(out: Path, tmp_path: Path) -> None:
    done = packed(out, wanted(Kind.AIP), tmp_path / "zips", ARCHIVE.replace("digitised: 2026-05-20\n", ""))
    assert done.made[0].target
    folder = unpacked(done.made[0].target, tmp_path / "unpacked")
    assert not [path for path in folder.rglob("PREMIS*") if "transfer" in path.read_text(encoding="utf-8")]


@pytest.mark.parametrize(
    ("without", "code"),
    [
        ("fonds: P_BA\n", "no-fonds"),
        ("agency: H49.64.33\n", "value-of-file"),  # then there is no fileCode
        ("  maintenance: Vĩnh viễn\n", "value-of-file"),
        ('  mode: "01: Công khai"\n', "value-of-file"),
        ("    title: Hồ sơ về việc thử nghiệm\n", "value-of-file"),
        ("    numberOfPaper: 14\n", "value-of-file"),
        ("      09-vni.doc: {numberOfPage: 1}\n", "value-of-document"),
        ("      12-broken.pdf: {packed: no}\n", "document-failed"),
    ],
)
def test_what_lacks_is_told_and_nothing_is_written(
    out: Path, tmp_path: Path, without: str, code: str
) -> None:
    assert without in ARCHIVE
    assert lacks(out, tmp_path, ARCHIVE.replace(without, "")) == [code]


def test_an_aip_needs_the_code_of_the_archive(out: Path, tmp_path: Path) -> None:
    assert lacks(out, tmp_path, ARCHIVE.replace('archive: "001.03"\n', ""), Kind.AIP) == ["value-of-file"]


@pytest.mark.parametrize(
    ("text", "other", "code"),
    [
        ("agency: H49", "agency: Z49", "archive-wrong-code"),
        ("digitised: 2026-05-20", "digitised: 20/05/2026", "archive-wrong-code"),
        ("    year: 2024", "    objid: ../../evil\n    year: 2024", "archive-wrong-code"),
        ("Vĩnh viễn", "Vĩnh cửu", "archive-no-code"),
        ("    numberOfPaper", "    numberOfPapers", "archive-unknown-key-near"),
        ("registration:", "xyzzy:", "archive-unknown-key"),
        ("title: Hồ sơ về việc thử nghiệm", "title: [a, b]", "archive-no-text"),
        ("files:\n  samples:", "files:\n  others:", "archive-no-such-file"),
        ("09-vni.doc:", "09-vni.docx:", "archive-no-such-document"),
        ("09-vni.doc: {numberOfPage: 1}", "09-vni.doc: 1", "archive-no-mapping"),
        ('number: "160"', 'number: "160/x"', "code-not-by-grammar"),
        ("numberOfPaper: 14", "numberOfPaper: mười bốn", "value-of-file"),
        ("      09", "      01-clean-scan.pdf: {issuedDate: 31/02/2020}\n      09", "value-of-document"),
        ("      09", "      01-clean-scan.pdf: {codeNumber: '123456789012'}\n      09", "value-of-document"),
        ("agency: H49.64.33", "agency: H49.64.33.100.200", "identifier-too-long"),
        ("09-vni.doc: {", "09-vni.doc: {docId: ../../evil, ", "archive-wrong-code"),
    ],
)
def test_what_is_wrong_is_told(out: Path, tmp_path: Path, text: str, other: str, code: str) -> None:
    assert text in ARCHIVE
    assert code in lacks(out, tmp_path, ARCHIVE.replace(text, other, 1))


def test_short_identifiers(out: Path, tmp_path: Path) -> None:
    long = ARCHIVE.replace("agency: H49.64.33", "agency: H49.64.33.100.200")
    done = packed(out, wanted(Kind.SIP, short=True), tmp_path / "zips", long)
    assert done.is_whole and done.made[0].target
    folder = unpacked(done.made[0].target, tmp_path / "unpacked")
    names = {path.stem for path in (folder / "representations/rep1/data").iterdir()}
    assert names == {str(number) for number in range(1, 13)}
    told = json.loads((tmp_path / "zips" / "packages.json").read_bytes())["packages"][0]["documents"]
    assert {one["id"]: one["source"] for one in told}["2"] == "02-skewed-seal.jpg"


@pytest.mark.parametrize("kind", Kind)
def test_loose_documents(out: Path, tmp_path: Path, kind: Kind) -> None:
    told = ARCHIVE.replace('number: "160"', 'number: "1"').replace("    numberOfPaper: 14\n", "")
    done = packed(out, wanted(kind, loose=True), tmp_path / "zips", told)
    assert [dict(message.params)["element"] for message in done.made[0].described.lacks] == ["source"]
    told = told.replace("    documents:", '    source: "0"\n    documents:')
    done = packed(out, wanted(kind, loose=True), tmp_path / "zips", told)
    assert done.is_whole and done.made[0].target
    (report,) = check(done.made[0].target)
    assert report.is_good, [str(finding.message) for finding in report.findings]
    folder = unpacked(done.made[0].target, tmp_path / "unpacked")
    whole = list(values(folder / "metadata/descriptive/EAD.xml"))
    sip, aip = ["fileCode", "title", "source", "totalDoc", "description"], ["arcFileCode", "title", "source"]
    assert whole == (sip if kind is Kind.SIP else [*aip, "description"])
    assert 'TYPE="Collection"' in (folder / "METS.xml").read_text(encoding="utf-8")


def test_an_identifier_of_ones_own(out: Path, tmp_path: Path) -> None:
    own = ARCHIVE.replace("09-vni.doc: {", "09-vni.doc: {docId: TL-9, ")
    (one,) = packed(out, wanted(Kind.SIP), tmp_path / "zips", own).made
    assert one.target and {d.identifier for d in one.described.documents} > {"TL-9", "H49.64.33.2024.160.1"}
    twice = own.replace("08-tcvn3.rtf: {", "08-tcvn3.rtf: {docId: TL-9, ")
    (one,) = packed(out, wanted(Kind.SIP), tmp_path / "zips", twice).made
    assert [message.code for message in one.described.lacks] == ["identifiers-twice"]


def test_a_draft_says_that_it_is_one(out: Path, tmp_path: Path) -> None:
    done = packed(out, wanted(Kind.SIP, draft=True), tmp_path / "zips", "")
    (one,) = done.made
    assert one.target and one.target.name.startswith("DRAFT_") and one.described.lacks and not done.is_whole
    folder = unpacked(one.target, tmp_path / "unpacked")
    assert 'RECORDSTATUS="TEST"' in (folder / "METS.xml").read_text(encoding="utf-8")
    assert values(folder / "metadata/descriptive/EAD.xml")["title"] == ""


@pytest.mark.parametrize(
    ("fields", "named", "note"),
    [
        ({"secrecy": "MẬT"}, ("mode", "03"), "document-secret"),
        ({"date": "2022-03"}, ("issuedDate", "03/2022"), "date-not-whole"),
        ({"title": "dài " * 200}, ("subject", "dài…"), "subject-cut"),
        ({"doc_type": {"code": None, "name": None}}, ("typeName", "32"), "type-unknown"),
        ({"doc_type": {"code": "QĐ", "name": "Quy định"}}, ("typeName", "05"), None),
        ({"doc_type": {"code": "NĐ", "name": "Nghị định"}}, ("typeName", "32"), None),
        ({"code": "33/2022/NQ-HĐND", "notation": "NQ-HĐND"}, ("codeNotation", "2022/NQ-HĐND"), None),
        ({"code": "08-NQ/TU", "notation": "NQ/TU"}, ("codeNotation", "NQ/TU"), None),
    ],
)
def test_values_of_a_document(
    out: Path, tmp_path: Path, fields: dict[str, Any], named: tuple[str, str], note: str | None
) -> None:
    change(out, "01-clean-scan.pdf", fields)
    done = packed(out, wanted(Kind.SIP), tmp_path / "zips")
    (one,), (element, value) = done.made, named
    found = one.described.documents[0].values[element]
    assert found.endswith(value) and len(found) <= elements("document")[element].length
    assert note is None or note in {message.code for message in one.described.notes}


def test_the_searchable_pdf_goes_in_unless_the_document_is_signed(out: Path, tmp_path: Path) -> None:
    beside = out / "samples" / "01-clean-scan.pdf.pdf"
    beside.write_bytes(b"%PDF-1.7 searchable")
    folder = package_of(out, tmp_path, Kind.SIP)
    assert (folder / "representations/rep1/data/H49.64.33.2024.160.1.pdf").read_bytes() == beside.read_bytes()

    signed = b"%PDF-1.7\n" + b" " * (1 << 20) + b"<< /Type /Sig /ByteRange [0 1 2 3] >>"
    (tmp_path / "signed").mkdir()
    (tmp_path / "signed" / "01-clean-scan.pdf").write_bytes(signed)
    change(out, "01-clean-scan.pdf", {}, sha256=hashlib.sha256(signed).hexdigest())
    want = replace(wanted(Kind.SIP), sources=(SAMPLES, tmp_path / "signed"))
    done = packed(out, want, tmp_path / "again")
    assert done.made[0].described.documents[0].data == tmp_path / "signed" / "01-clean-scan.pdf"


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ({"sha256": "0" * 64}, "source-not-found"),  # the file is another one by now
        ({"path": "../samples/01-clean-scan.pdf"}, "source-not-found"),
        ({"part": {"index": 1, "of": 2, "first_page": 1, "last_page": 1}}, "no-file-of-its-own"),
        ({"files": ["01-clean-scan.pdf", "x.jpg"]}, "no-file-of-its-own"),
    ],
)
def test_no_other_file_goes_in(out: Path, tmp_path: Path, source: dict[str, Any], code: str) -> None:
    change(out, "01-clean-scan.pdf", {}, **source)
    assert lacks(out, tmp_path, ARCHIVE) == [code]


def test_a_folder_of_files_that_are_called_by_their_codes(tmp_path: Path) -> None:
    documents = tmp_path / "H49.64.33.2001.7"
    documents.mkdir()
    for name, number in (
        ("H49.64.33.2001.7.010.pdf", 1),
        ("H49.64.33.2001.7.002.pdf", 4),
        ("Bia_hoso07.pdf", 6),
    ):
        (sample,) = SAMPLES.glob(f"{number:02}-*.pdf")
        (documents / name).write_bytes(sample.read_bytes())
    assert sohoa("convert", documents, "--out", "out", cwd=tmp_path).returncode == 0
    archive = "all: {maintenance: '01', mode: '01', title: Hồ sơ, numberOfPaper: 3, confidenceLevel: '02',"
    (tmp_path / "archive.yaml").write_text(f"fonds: P\n{archive} paperFileCode: K.7}}\n", encoding="utf-8")
    done = sohoa(
        "package", "out", "--kind", "sip", "--documents", documents, "--archive", "archive.yaml", cwd=tmp_path
    )
    assert (done.returncode, done.stderr) == (0, "") and "by its name it is a cover" in done.stdout
    (held,) = json.loads((tmp_path / "out/packages/packages.json").read_bytes())["packages"]
    assert held["code"] == "H49.64.33.2001.7"
    assert [one["id"] for one in held["documents"]] == ["H49.64.33.2001.7.002", "H49.64.33.2001.7.010"]
    again = sohoa("package", "check", "out/packages", cwd=tmp_path)
    assert (again.returncode, again.stderr) == (0, "") and "no mistake found" in again.stdout


@pytest.mark.parametrize("page", ["archive.md", "archive.vi.md"])
def test_the_example_in_the_docs_can_be_used(tmp_path: Path, page: str) -> None:
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    (tmp_path / "archive.yaml").write_text(text.split("```yaml\n")[1].split("```")[0], encoding="utf-8")
    told = settings.read(tmp_path / "archive.yaml")
    assert told.faults == () and told.of("scans/2001-160").values["maintenance"] == "01"


def test_every_element_has_a_name_in_the_catalogue() -> None:
    names = {f"element-{name}" for of in ("file", "document") for name in elements(of)}
    assert names == {code for code in entries() if code.startswith("element-")}
