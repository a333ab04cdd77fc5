"""What is attached to a mail or a PDF, as files.

    path of .eml or .msg ─▶ Mail ─▶ Members under numbered names, as those of an archive
    path of .pdf ─ does it speak of attached files? ─▶ OpenPdf ─▶ Members

Mails are read by Python itself. A PDF is opened by a library of another kind, which a hostile file can bring
down: that is done by whoever guards it, and only for the few that have something attached.
"""

from __future__ import annotations

import mmap
from collections.abc import Callable
from pathlib import Path, PurePosixPath

from extract.core.errors import TooLarge
from extract.core.limits import Limits
from extract.intake.archives import Member, harmless_suffix
from extract.intake.formats import OUTLOOK, PDF, Format
from extract.intake.mail import of_mime
from extract.intake.outlook import of_msg

OpenPdf = Callable[[Path, Path, Limits], list[Member]]  # a PDF, a folder for what is attached to it
# The name tree ("/EmbeddedFiles") or the type of a stream, whose dictionary no object stream can hide. A file
# that says neither, which the type is free to be, is told by the reader.
EMBEDDED = b"/EmbeddedFile"


def may_hold(path: Path, found: Format) -> bool:
    """Whether something may be attached to a file; of a PDF that is one search for a word. Raises OSError."""
    if found is not PDF:
        return found.encloses
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        return data.find(EMBEDDED) >= 0


def attached(
    path: Path, found: Format, folder: Path, limits: Limits, open_pdf: OpenPdf | None
) -> list[Member]:
    """What is attached to a mail or a PDF, as files in the folder; of PDFs nothing where nobody opens them.

    Raises TooLarge, OSError, and what damaged files bring about.
    """
    if found is PDF:
        return open_pdf(path, folder, limits) if open_pdf else []
    mail = of_msg(path) if found is OUTLOOK else of_mime(path.read_bytes())
    if len(mail.attached) > limits.max_members:
        raise TooLarge("archive-too-many-files", count=len(mail.attached), limit=limits.max_members)
    members = []
    for number, (name, content) in enumerate(mail.attached):
        members.append(place(folder, number, name))
        members[-1].path.write_bytes(content)
    return members


def place(folder: Path, number: int, name: str) -> Member:
    """Where something attached goes: under a number, its own name without folders kept beside."""
    last = PurePosixPath(name.replace("\\", "/")).name.replace("\0", "")
    last = last if last.strip(". ") else "attachment"
    return Member((last,), folder / f"{number:06}{harmless_suffix(last)}")
