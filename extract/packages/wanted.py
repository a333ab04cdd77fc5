"""What packages are wanted: kind, profile, and what goes with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from enum import StrEnum
from pathlib import Path

from extract.packages.elements import Form, form

VIETNAM = timezone(timedelta(hours=7))


class Kind(StrEnum):
    """Of a package of the hồ sơ of one body."""

    SIP = "sip"  # to be delivered
    AIP = "aip"  # to be kept; what is digitised goes into it


class Profile(StrEnum):
    """Where the circular and packages that archives took in differ."""

    SAMPLE = "sample"  # as a delivered package has it
    CIRCULAR = "circular"  # by the letter


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to write."""

    kind: Kind
    profile: Profile
    sources: Sequence[Path]  # folders in which the files of the documents are looked for
    when: datetime  # of packing
    draft: bool = False  # also what lacks something
    short: bool = False  # docId is a running number
    records: bool = False  # into documentation/
    loose: bool = False  # a folder holds documents without a hồ sơ (SIP_tailieu, AIP_tailieu)

    @property
    def form(self) -> Form:
        """Of EAD.xml."""
        return form(f"{self.kind}-{'loose' if self.loose else 'file'}")

    @property
    def form_of_document(self) -> Form:
        """Of EAD_doc."""
        return form(f"{self.kind}-document")

    @property
    def time(self) -> str:
        """YYYY-MM-DDThh:mm:ss.sss+07:00, never Z."""
        return self.when.astimezone(VIETNAM).isoformat(timespec="milliseconds")
