"""What is attached to a mail, as files.

path of .eml or .msg ─▶ Mail ─▶ Members under numbered names, as those of an archive
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from extract.core.errors import TooLarge
from extract.core.limits import Limits
from extract.intake.archives import Member
from extract.intake.formats import OUTLOOK, Format
from extract.intake.mail import of_mime
from extract.intake.outlook import of_msg


def attached(path: Path, found: Format, folder: Path, limits: Limits) -> Iterator[Member]:
    """What is attached to a mail, as files in the folder.

    Raises TooLarge, OSError, and what damaged mails bring about.
    """
    mail = of_msg(path) if found is OUTLOOK else of_mime(path.read_bytes())
    if len(mail.attached) > limits.max_members:
        raise TooLarge("archive-too-many-files", count=len(mail.attached), limit=limits.max_members)
    for number, (name, content) in enumerate(mail.attached):
        last = PurePosixPath(name.replace("\\", "/")).name.replace("\0", "") or "attachment"
        target = folder / f"{number:06}"
        target.write_bytes(content)
        yield Member((last,), target)
