"""Files of Word made of pieces of their markup."""

from __future__ import annotations

import io
import zipfile

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def word_file(*xml: str, parts: dict[str, tuple[str, bytes]] | None = None, main: str = "document") -> bytes:
    """A .docx with these paragraphs; `parts`: relation's id ─▶ its kind, its bytes."""
    document = docx.Document()
    for one in xml:
        names = f'{nsdecls("w", "r", "a", "pic", "wp", "dgm")} xmlns:v="urn:schemas-microsoft-com:vml"'
        document.element.body.insert(-1, parse_xml(f"<w:body {names}>{one}</w:body>")[0])
    held = io.BytesIO()
    document.save(held)
    source, target = zipfile.ZipFile(held), io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in source.namelist():
            data = source.read(name)
            if name == "word/_rels/document.xml.rels":
                added = "".join(
                    f'<Relationship Id="{identity}" Type="{R}/{kind}" Target="{identity}.bin"/>'
                    for identity, (kind, _) in (parts or {}).items()
                )
                data = data.replace(b"</Relationships>", f"{added}</Relationships>".encode())
            if name in ("_rels/.rels", "[Content_Types].xml"):
                data = data.replace(b"word/document.xml", f"word/{main}.xml".encode())
            archive.writestr(
                name.replace("word/document.xml", f"word/{main}.xml").replace(
                    "_rels/document.xml", f"_rels/{main}.xml"
                ),
                data,
            )
        for identity, (_, data) in (parts or {}).items():
            archive.writestr(f"word/{identity}.bin", data)
    return target.getvalue()


def run(xml: str) -> str:
    return f"<w:p><w:r>{xml}</w:r></w:p>"
