"""The program as a user runs it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from support import ROOT

CLI = ROOT / "cli.py"
LETTER = """\
ỦY BAN NHÂN DÂN
XÃ BÌNH AN
Số: 15/BC-UBND

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Bình An, ngày 05 tháng 3 năm 2021

BÁO CÁO
Kết quả công tác quý I năm 2021

Thực hiện kế hoạch của Ủy ban nhân dân huyện, xã Bình An báo cáo như sau./.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Nguyễn Văn An
"""


def sohoa(
    *arguments: str | Path, cwd: Path, given: str = "", **environment: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, CLI, *arguments],
        cwd=cwd,
        input=given,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
        env={**os.environ, **environment},
    )
