"""The schemas: those that come with the program (xsd/), and those of EAD written from elements.yaml.

Kind + Profile ─▶ schema_files ─▶ name in schemas/ ─▶ bytes
root of METS or PREMIS ─▶ violations ─▶ (line, what libxml2 says)
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import as_file, files

from lxml import etree

from extract.packages import xml
from extract.packages.elements import Form
from extract.packages.wanted import Kind, Profile, Wanted

METS_FILE = "mets1_12.xsd"
SHARED = ("xlink.xsd", "DILCISExtensionMETS.xsd", "DILCISExtensionSIPMETS.xsd")
PREMIS_FILE = "premis.xsd"
# As the sample has them, and the circular.
NAMES = {
    Profile.SAMPLE: {"METS": METS_FILE, "EAD": "ead.xsd", "EAD_doc": "ead_doc.xsd"},
    Profile.CIRCULAR: {"METS": "METS.xsd", "EAD": "EAD.xsd", "EAD_doc": "EAD_doc.xsd"},
}
MOST_TOLD = 20


def schema_files(wanted: Wanted) -> Mapping[str, bytes]:
    """What lies in the folder schemas/ of a package."""
    names = NAMES[wanted.profile]
    held = {
        names["METS"]: shipped(METS_FILE),
        names["EAD"]: ead_schema(wanted.form),
        names["EAD_doc"]: ead_schema(wanted.form_of_document),
        **{name: shipped(name) for name in SHARED},
    }
    if wanted.kind is Kind.AIP:
        held[PREMIS_FILE] = shipped(PREMIS_FILE)
    return dict(sorted(held.items()))


@cache
def shipped(name: str) -> bytes:
    """A schema that comes with the program."""
    return (files(__package__) / "xsd" / name).read_bytes()


def ead_schema(held: Form) -> bytes:
    """The schema of EAD.xml or EAD_doc: texts only, no namespace; lengths and codes are checked apart."""
    root = etree.Element(f"{{{xml.XSD}}}schema", nsmap={"xs": xml.XSD})
    simpledc = etree.SubElement(root, f"{{{xml.XSD}}}element", name="simpledc")
    within = etree.SubElement(simpledc, f"{{{xml.XSD}}}complexType")
    order = etree.SubElement(within, f"{{{xml.XSD}}}{'all' if held.any_order else 'sequence'}")
    for one in held.elements:
        etree.SubElement(order, f"{{{xml.XSD}}}element", name=one.name, type="xs:string")
    return xml.text_of(root)


def violations(root: xml.Node, name: str) -> Iterator[tuple[int, str]]:
    """What a schema says of a document; `name`: "mets" or "premis"."""
    schema = _mets() if name == "mets" else _premis()
    schema.validate(root)
    for entry in list(schema.error_log)[:MOST_TOLD]:
        yield entry.line, entry.message


@cache
def _premis() -> xml.Node:
    with as_file(files(__package__) / "xsd" / PREMIS_FILE) as path:
        return etree.XMLSchema(etree.parse(path, etree.XMLParser(no_network=True)))


@cache
def _mets() -> xml.Node:
    """METS together with what E-ARK adds to it."""
    with as_file(files(__package__) / "xsd") as folder:
        root = etree.Element(f"{{{xml.XSD}}}schema", nsmap={"xs": xml.XSD})
        for namespace, name in zip((xml.METS, xml.CSIP, xml.SIP), (METS_FILE, *SHARED[1:]), strict=True):
            location = (folder / name).as_uri()
            etree.SubElement(root, f"{{{xml.XSD}}}import", namespace=namespace, schemaLocation=location)
        return etree.XMLSchema(etree.fromstring(etree.tostring(root), etree.XMLParser(no_network=True)))
