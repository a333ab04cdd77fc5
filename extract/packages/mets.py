"""METS.xml of a package and of its representation.

    Plan + items (written before) ─▶ root_mets, representation_mets ─▶ bytes

Paths in the first start at the package, in the other at rep1/. The attributes stand in the order of the
tables of the circular.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from lxml import etree

from extract.intake.formats import XML
from extract.packages.items import Item
from extract.packages.plan import REP, Plan
from extract.packages.schema_files import NAMES, SHARED
from extract.packages.wanted import Kind
from extract.packages.xml import CSIP, METS, SIP, XLINK, XSI, Node, plain, text_of
from extract.version import VERSION

CSIP_PROFILE = "https://earkcsip.dilcis.eu/profile/E-ARK-CSIP.xml"
AIP_PROFILE = "http://www.ra.ee/METS/v01/IP.xml"
FILE_TYPE, LOOSE_TYPE = "Mixed", "Collection"
MIXED = "MIXED"  # as the DILCIS schema has it
DRAFT = "TEST"  # of the values of RECORDSTATUS
PROGRAM = "sohoa"


@dataclass(frozen=True, slots=True)
class Parts:
    """The files of one METS, as its sections hold them."""

    described: Sequence[Item]  # EAD.xml, or EAD_doc of each document
    preserved: Item | None  # PREMIS
    groups: Mapping[str, Sequence[Item]]  # by USE


def root_mets(plan: Plan, parts: Parts) -> bytes:
    """Of the package."""
    profile = AIP_PROFILE if plan.kind is Kind.AIP else CSIP_PROFILE
    root = _mets(plan, plan.objid, plan.described.values["title"], profile, "schemas/")
    header = _header(root, plan)
    by_code = plan.kind is Kind.SIP and plan.is_sample
    noted = ("IDENTIFICATIONCODE", plan.fonds) if by_code else ("SOFTWARE VERSION", VERSION)
    _agent(header, {"ROLE": "CREATOR", "TYPE": "OTHER", "OTHERTYPE": "SOFTWARE"}, PROGRAM, *noted)
    if plan.kind is Kind.SIP:
        told = plan.settings.own.get("registration") or plan.described.code
        _sub(header, "altRecordID", {"TYPE": "SUBMISSIONAGREEMENT"}).text = told
    _metadata(root, plan, parts, "")
    _files(root, plan, parts.groups, "")
    top = _structure(root, plan, plan.objid, "")
    _metadata_div(top, plan, parts, "Metadata")
    for use in parts.groups:
        div = _sub(top, "div", {"ID": plan.id(f"div {use}"), "LABEL": use})
        group = plan.id(f"group {use}")
        if use.startswith("Representations"):
            link = {"LOCTYPE": "URL", f"{{{XLINK}}}type": "simple", f"{{{XLINK}}}href": f"{REP}/METS.xml"}
            _sub(div, "mptr", {**link, f"{{{XLINK}}}title": group})
        else:
            _sub(div, "fptr", {"FILEID": group})
    return text_of(root)


def representation_mets(plan: Plan, parts: Parts) -> bytes:
    """Of rep1; the documents of `parts.described` and of the group Data go together in pairs."""
    objid, label = ("rep1", "") if plan.is_sample else (plan.id("rep1 OBJID"), plan.described.values["title"])
    root = _mets(plan, objid, label, CSIP_PROFILE, "../../schemas/")
    name = plan.settings.own.get("agencyName") or plan.settings.own.get("agency") or plan.fonds
    agent = {"ROLE": "CREATOR", "TYPE": "ORGANIZATION"}
    _agent(_header(root, plan), agent, name, "IDENTIFICATIONCODE", plan.fonds)
    _metadata(root, plan, parts, f"{REP}/")
    _files(root, plan, parts.groups, f"{REP}/")
    top = _structure(root, plan, "rep1", "rep1 ")
    top.set("TYPE", "ORIGINAL" if plan.kind is Kind.SIP else "NORMALIZED")
    if parts.groups.get("Data"):
        data = _sub(top, "div", {"ID": plan.id("div Data"), "LABEL": "Data"})
        _sub(data, "fptr", {"FILEID": plan.id("group Data")})
    links = _sub(top, "div", {"ID": plan.id("div MetadataLink"), "LABEL": "MetadataLink"})
    for described, file in zip(parts.described, parts.groups.get("Data", ()), strict=False):
        link = {
            "ID": plan.id(f"link {described.path}"),
            "LABEL": "MetadataLink/File",
            "DMDID": plan.id(f"dmd {described.path}"),
        }
        if parts.preserved:
            link["ADMID"] = plan.id(f"amd {parts.preserved.path}")
        _sub(_sub(links, "div", link), "fptr", {"FILEID": file_id(plan, file)})
    return text_of(root)


def file_id(plan: Plan, item: Item) -> str:
    """Of a file in its METS; PREMIS calls it so too."""
    return plan.id(f"file {item.path}", "ID")


def _mets(plan: Plan, objid: str, label: str, profile: str, schemas: str) -> Node:
    spaces = {None: METS, "xlink": XLINK, "xsi": XSI, "csip": CSIP, "sip": SIP}
    root = etree.Element(f"{{{METS}}}mets", nsmap=spaces)
    names = (NAMES[plan.wanted.profile]["METS"], *SHARED)
    places = zip((METS, XLINK, CSIP, SIP), names, strict=True)
    for name, value in {
        "OBJID": objid,
        "LABEL": plain(label),
        "TYPE": LOOSE_TYPE if plan.wanted.loose else FILE_TYPE,
        "PROFILE": profile,
        f"{{{CSIP}}}CONTENTINFORMATIONTYPE": MIXED,
        f"{{{XSI}}}schemaLocation": " ".join(f"{space} {schemas}{name}" for space, name in places),
    }.items():
        root.set(name, value)
    return root


def _header(root: Node, plan: Plan) -> Node:
    time, status = plan.wanted.time, DRAFT if plan.wanted.draft else "NEW"
    return _sub(root, "metsHdr", {
        "CREATEDATE": time, "LASTMODDATE": time, "RECORDSTATUS": status,
        f"{{{CSIP}}}OAISPACKAGETYPE": plan.kind.upper(),
    })  # fmt: skip


def _agent(header: Node, kind: Mapping[str, str], name: str, note_type: str, note: str) -> None:
    agent = _sub(header, "agent", kind)
    _sub(agent, "name").text = name
    _sub(agent, "note", {f"{{{CSIP}}}NOTETYPE": note_type}).text = note


def _metadata(root: Node, plan: Plan, parts: Parts, base: str) -> None:
    """dmdSec of each description, and amdSec: empty without PREMIS."""
    created, version = {"CREATED": plan.wanted.time}, "1.0.0" if plan.is_sample else "1.0"
    for item in parts.described:
        section = _sub(root, "dmdSec", {"ID": plan.id(f"dmd {item.path}"), **created, "STATUS": "CURRENT"})
        _reference(section, plan, item, base, kind="DC" if plan.is_sample else "OTHER", version=version)
    kept = parts.preserved
    section = _sub(root, "amdSec", {"ID": plan.id(f"amdSec {base}")})
    if kept:
        provenance = _sub(
            section, "digiprovMD", {"ID": plan.id(f"amd {kept.path}"), **created, "STATUS": "CURRENT"}
        )
        _reference(provenance, plan, kept, base, kind="PREMIS", version="3.0")


def _reference(section: Node, plan: Plan, item: Item, base: str, *, kind: str, version: str) -> None:
    _sub(section, "mdRef", {
        "ID": plan.id(f"reference {item.path}"),
        **_link(item, base),
        "MDTYPE": kind,
        "MDTYPEVERSION": version,
        **_fixed(plan, item),
        "MIMETYPE": "application/xml" if plan.is_sample else XML.media_type,
    })  # fmt: skip


def _files(root: Node, plan: Plan, groups: Mapping[str, Iterable[Item]], base: str) -> None:
    section = _sub(root, "fileSec", {"ID": plan.id(f"fileSec {base}")})
    for use, items in groups.items():
        group = _sub(section, "fileGrp", {"ID": plan.id(f"group {use}"), "USE": use})
        for item in items:
            file = _sub(group, "file", {"ID": file_id(plan, item), **_fixed(plan, item)})
            _sub(file, "FLocat", _link(item, base))


def _structure(root: Node, plan: Plan, label: str, of: str) -> Node:
    told = {"ID": plan.id(f"{of}structMap"), "TYPE": "PHYSICAL", "LABEL": "CSIP"}
    return _sub(_sub(root, "structMap", told), "div", {"ID": plan.id(f"{of}div"), "LABEL": label})


def _metadata_div(top: Node, plan: Plan, parts: Parts, label: str) -> None:
    told = {"ID": plan.id(f"div {label}"), "LABEL": label}
    told["DMDID"] = " ".join(plan.id(f"dmd {item.path}") for item in parts.described)
    if parts.preserved:
        told["ADMID"] = plan.id(f"amd {parts.preserved.path}")
    _sub(top, "div", told)


def _link(item: Item, base: str) -> dict[str, str]:
    href = quote(item.path.removeprefix(base))
    return {"LOCTYPE": "URL", f"{{{XLINK}}}type": "simple", f"{{{XLINK}}}href": href}


def _fixed(plan: Plan, item: Item) -> dict[str, str]:
    return {
        "MIMETYPE": item.media_type,
        "SIZE": str(item.size),
        "CREATED": plan.wanted.time,
        "CHECKSUM": item.sha256,
        "CHECKSUMTYPE": "SHA-256",
    }


def _sub(parent: Node, name: str, attributes: Mapping[str, str] | None = None) -> Node:
    return etree.SubElement(parent, f"{{{METS}}}{name}", dict(attributes or {}))
