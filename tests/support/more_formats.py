"""Small documents of the formats that samples/ lacks, made of invented text.

The packages of the extra `formats` may be missing: then a file of that kind is one that only begins so.
"""

from __future__ import annotations

import io
import zipfile
from email.message import EmailMessage

from PIL import Image

from golden.word97 import compound

ODF = "urn:oasis:names:tc:opendocument:xmlns"
LINES = ("QUYẾT ĐỊNH", "Về việc mở bến cá", "Điều 1. Giao Sở Thủy sản chủ trì.")


def opendocument(kind: str) -> bytes:
    """A text or a spreadsheet of a few lines."""
    body = "".join(f"<text:p>{line}</text:p>" for line in LINES)
    if kind == "spreadsheet":
        cells = f'<table:table-cell office:value-type="string">{body}</table:table-cell>'
        body = f'<table:table table:name="Biểu"><table:table-row>{cells}</table:table-row></table:table>'
    names = "".join(f' xmlns:{name}="{ODF}:{name}:1.0"' for name in ("office", "text", "table", "style"))
    inner = f"<office:body><office:{kind}>{body}</office:{kind}></office:body>"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        archive.writestr("content.xml", f"<office:document-content{names}>{inner}</office:document-content>")
        archive.writestr("META-INF/manifest.xml", f'<m:manifest xmlns:m="{ODF}:manifest:1.0"/>')
    return buffer.getvalue()


def mail() -> bytes:
    """A message with a web page, a picture in it, and a text attached."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@b.vn", "c@d.vn", "Gửi văn bản"
    message.set_content("\n".join(LINES))
    message.add_alternative(web_page(), subtype="html")
    message.add_attachment("\n".join(LINES), filename="văn bản.txt")
    return bytes(message)


def web_page() -> str:
    """A page with a table, a list and a picture that is none."""
    rows = "".join(f"<tr><td rowspan=2>{line}<td>1</tr>" for line in LINES)
    more = "<ol><li>a<li>b</ol><img src='data:image/png;base64,AAA'>"
    return f"<html><body><table>{rows}</table>{more}</body></html>"


def outlook() -> bytes:
    """A message as Outlook keeps it, with a subject and a text."""
    subject, text = LINES[0].encode("utf-16-le"), "\n".join(LINES).encode("utf-16-le")
    return compound(
        {
            "__properties_version1.0": bytes(64),
            "__substg1.0_0037001F": subject,
            "__substg1.0_1000001F": text,
        }
    )


def word_xml() -> bytes:
    """A document of Word 2003 in one XML file."""
    word = "http://schemas.microsoft.com/office/word/2003/wordml"
    body = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in LINES)
    head = '<?xml version="1.0"?><?mso-application progid="Word.Document"?>'
    return f'{head}<w:wordDocument xmlns:w="{word}"><w:body>{body}</w:body></w:wordDocument>'.encode()


def sheet_xml() -> bytes:
    """A workbook in one XML file, as Excel 2003 writes it."""
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    cells = "".join(
        f'<Cell><Data ss:Type="String">{text}</Data></Cell>' for text in ("STT", "Họ và tên", "Xã")
    )
    return (
        f'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="{space}" '
        f'xmlns:ss="{space}"><Worksheet ss:Name="1"><Table><Row>{cells}</Row><Row>{cells}</Row></Table>'
        "</Worksheet></Workbook>"
    ).encode()


def workbook() -> bytes:
    """An .xlsx of one sheet, as far as a reader of values looks."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    related = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    cells = "".join(f'<c t="inlineStr"><is><t>{line}</t></is></c>' for line in LINES)
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Override '
        f'PartName="/xl/workbook.xml" ContentType="{kind}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
        f'Type="{related}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{related}"><sheets><sheet name="Biểu" '
        'sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships"><Relationship '
        f'Id="r1" Type="{related}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData><row r="1">{cells}</row>'
        "</sheetData></worksheet>",
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return buffer.getvalue()


def pictures() -> dict[str, bytes]:
    """A small picture of each kind; HEIC is only the beginning of one."""
    found = {"small.heic": b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(200)}
    picture = Image.new("L", (90, 120), 200)
    for kind in ("GIF", "BMP", "WEBP", "JPEG2000"):
        buffer = io.BytesIO()
        picture.save(buffer, kind)
        found[f"small.{kind.lower()}"] = buffer.getvalue()
    return found


def documents() -> dict[str, bytes]:
    """One of each format."""
    return {
        "a.odt": opendocument("text"),
        "a.ods": opendocument("spreadsheet"),
        "a.eml": mail(),
        "a.html": web_page().encode(),
        "a.msg": outlook(),
        "a.xml.doc": word_xml(),
        "a.xlsx": workbook(),
        "a.sheet.xml": sheet_xml(),
        "a.xls": compound({"Workbook": b"\x09\x08\x10\0\0\x06\x05\0" + bytes(200)}),
        **pictures(),
    }
