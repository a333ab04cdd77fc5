"""Many documents from few: copies that differ in content and not in what is read.

    samples/07-submission.docx ─▶ 00/0000007.docx, 00/0000020.docx, ... each with a mark of its own

Every kind has a place for bytes that no reader looks at; only a plain text gets a line more.
"""

from __future__ import annotations

import io
import shutil
import zipfile
from collections.abc import Sequence
from pathlib import Path

IN_A_FOLDER = 1_000
OLE_SECTOR = 512  # bytes; MS-CFB 2.2, version 3


def make(originals: Sequence[Path], count: int, folder: Path) -> Path:
    """`count` documents below `folder`, which is made anew, the originals in turn."""
    shutil.rmtree(folder, ignore_errors=True)
    contents = [(path.suffix.lower(), path.read_bytes()) for path in originals]
    for number in range(count):
        suffix, content = contents[number % len(contents)]
        path = folder / f"{number // IN_A_FOLDER:03}" / f"{number:07}{suffix}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(marked(suffix, content, number))
    return folder


def marked(suffix: str, content: bytes, number: int) -> bytes:
    """The content with a mark."""
    mark = f"copy {number}".encode()
    match suffix:
        case ".docx":
            return _commented(content, mark)
        case ".jpg":  # a COM segment after the start of the image, ITU-T T.81 B.2.4.5
            return content[:2] + b"\xff\xfe" + (len(mark) + 2).to_bytes(2) + mark + content[2:]
        case ".rtf":  # a destination that readers must skip
            end = content.rindex(b"}")
            return content[:end] + b"{\\*\\copy " + mark + b"}" + content[end:]
        case ".doc":  # a sector that no stream has
            return content + mark.ljust(OLE_SECTOR, b"\0")
        case ".pdf":  # a comment after the end
            return content + b"\n%" + mark + b"\n"
        case ".txt":
            return content + b"\n" + mark + b"\n"
        case _:  # .tif: what no offset leads to
            return content + mark


def _commented(content: bytes, mark: bytes) -> bytes:
    stream = io.BytesIO(content)
    with zipfile.ZipFile(stream, "a") as archive:
        archive.comment = mark
    return stream.getvalue()
