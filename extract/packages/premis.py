"""PREMIS of an AIP: what there is, what was done to it, and who did it.

    Plan + items ─▶ premis (of the package) · premis_rep1 (of its files) ─▶ bytes

Written so that it is valid against PREMIS 3.0: PREMIS is the default namespace, the category of an object is
its xsi:type, and objects come before events and agents. Digitising (event `transfer`) is told only when
archive.yaml gives its date.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath

from lxml import etree

from extract.packages.items import Item
from extract.packages.mets import PROGRAM, file_id
from extract.packages.plan import Plan
from extract.packages.xml import PREMIS, XSI, Node, plain, text_of
from extract.version import VERSION

PACKING, DIGITISING = "information package creation", "transfer"
DONE = "00"


def premis(plan: Plan) -> bytes:
    """The package as a whole: it has one representation."""
    root = _premis()
    whole = _object(root, "intellectualEntity", plan.id("premis package"), "Package", plan.objid)
    _related(whole, "has representation", "Representation", _rep(plan))
    rep = _object(root, "representation", plan.id("premis rep1"), "Representation", _rep(plan))
    _related(rep, "represents", "Package", plan.objid)
    _events(root, plan, plan.objid, "Package")
    return text_of(root)


def premis_rep1(plan: Plan, data: Sequence[Item], names: Mapping[str, str]) -> bytes:
    """The representation and each of its files; `names`: what the files were called, by their paths."""
    root = _premis()
    rep = _object(root, "representation", plan.id("premis rep1"), "Representation", _rep(plan))
    for item in data:
        _related(rep, "has part", "File", file_id(plan, item))
    for item in data:
        _file(root, plan, item, names[item.path])
    _events(root, plan, _rep(plan), "Representation")
    return text_of(root)


def _rep(plan: Plan) -> str:
    return plan.id("rep1 object")


def _premis() -> Node:
    return etree.Element(f"{{{PREMIS}}}premis", version="3.0", nsmap={None: PREMIS, "xsi": XSI})


def _file(root: Node, plan: Plan, item: Item, name: str) -> None:
    identifier = file_id(plan, item)
    file = _object(root, "file", plan.id(f"premis {item.path}"), "File", identifier)
    about = _sub(file, "objectCharacteristics")
    fixity = _sub(about, "fixity")
    _sub(fixity, "messageDigestAlgorithm", "SHA-256")
    _sub(fixity, "messageDigest", item.sha256)
    _sub(about, "size", str(item.size))
    _sub(_sub(_sub(about, "format"), "formatDesignation"), "formatName", item.media_type)
    _sub(file, "originalName", plain(PurePosixPath(name).name))
    _related(file, "is part of", "Representation", _rep(plan))


def _object(root: Node, category: str, xml_id: str, kind: str, value: str) -> Node:
    made = _sub(root, "object")
    made.set(f"{{{XSI}}}type", category)
    made.set("xmlID", xml_id)
    _identified(made, "objectIdentifier", kind, value)
    return made


def _related(of: Node, how: str, kind: str, value: str) -> None:
    held = _sub(of, "relationship")
    _sub(held, "relationshipType", "structural")
    _sub(held, "relationshipSubType", how)
    _identified(held, "relatedObjectIdentifier", kind, value)


def _events(root: Node, plan: Plan, of: str, kind: str) -> None:
    """The events that led to an object, and the agents that all files of PREMIS name."""
    own = plan.settings.own
    organisation = own.get("agency") or plan.fonds
    if own.get("digitised"):
        _event(root, plan, DIGITISING, own["digitised"], organisation, of=of, kind=kind)
    _event(root, plan, PACKING, plan.wanted.time, PROGRAM, of=of, kind=kind)
    _agent(root, PROGRAM, PROGRAM, "software", VERSION)
    if organisation:
        _agent(root, organisation, own.get("agencyName") or organisation, "organization", "")


def _event(root: Node, plan: Plan, what: str, when: str, agent: str, *, of: str, kind: str) -> None:
    event = _sub(root, "event")
    _identified(event, "eventIdentifier", "UUID", plan.id(f"event {kind} {what}").removeprefix("uuid-"))
    _sub(event, "eventType", what)
    _sub(event, "eventDateTime", when)
    _sub(_sub(event, "eventOutcomeInformation"), "eventOutcome", DONE)
    by = _identified(event, "linkingAgentIdentifier", "Agent", agent)
    _sub(by, "linkingAgentRole", "implementer" if what == DIGITISING else "executing program")
    made = _identified(event, "linkingObjectIdentifier", kind, of)
    _sub(made, "linkingObjectRole", "outcome")


def _agent(root: Node, identifier: str, name: str, kind: str, version: str) -> None:
    agent = _sub(root, "agent")
    _identified(agent, "agentIdentifier", "Agent", identifier)
    _sub(agent, "agentName", name)
    _sub(agent, "agentType", kind)
    if version:
        _sub(agent, "agentVersion", version)


def _identified(parent: Node, name: str, kind: str, value: str) -> Node:
    held = _sub(parent, name)
    _sub(held, f"{name}Type", kind)
    _sub(held, f"{name}Value", value)
    return held


def _sub(parent: Node, name: str, text: str | None = None) -> Node:
    made = etree.SubElement(parent, f"{{{PREMIS}}}{name}")
    made.text = text
    return made
