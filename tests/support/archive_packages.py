"""Packages of the samples: an output folder of true records, an archive.yaml, and what is made of both."""

from __future__ import annotations

import zipfile
from datetime import datetime
from pathlib import Path

from extract.packages.run import Packed, package
from extract.packages.wanted import VIETNAM, Kind, Profile, Wanted
from support import SAMPLES

WHEN = datetime(2026, 11, 27, 8, 0, tzinfo=VIETNAM)
ARCHIVE = """\
agency: H49.64.33
agencyName: Ủy ban nhân dân xã Bình An
fonds: P_BA
archive: "001.03"
registration: 01/BA.01.2026
digitised: 2026-05-20
all:
  maintenance: Vĩnh viễn
  mode: "01: Công khai"
files:
  samples:
    year: 2024
    number: "160"
    title: Hồ sơ về việc thử nghiệm
    numberOfPaper: 14
    documents:
      07-submission.docx: {numberOfPage: 2}
      08-tcvn3.rtf: {numberOfPage: 1}
      09-vni.doc: {numberOfPage: 1}
      10-stripped.txt: {numberOfPage: 1}
      12-broken.pdf: {packed: no}
"""


def wanted(kind: Kind, profile: Profile = Profile.SAMPLE, **settings: bool) -> Wanted:
    """Of the samples."""
    return Wanted(kind, profile, (SAMPLES,), WHEN, **settings)


def packed(out: Path, want: Wanted, target: Path, archive: str = ARCHIVE) -> Packed:
    """Packages of an output folder, with this archive.yaml in it."""
    (out / "archive.yaml").write_text(archive, encoding="utf-8")
    return package(out, want, out=target)


def unpacked(archive: Path, target: Path) -> Path:
    """The folder of a package."""
    with zipfile.ZipFile(archive) as held:
        held.extractall(target)
    (folder,) = target.iterdir()
    return folder
