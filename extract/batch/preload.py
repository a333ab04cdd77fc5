"""Loaded once, by the server that workers are forked from: what every document needs and none changes.

    a letter, with its marks and without ─ to_outputs ─▶ schemas, vocabulary, language model in memory

The workers share that memory. Reading a letter says itself what is needed; without it each worker, that is
each hundred documents, begins with half a second of reading tables.
"""

from __future__ import annotations

import gc
import tempfile
from contextlib import suppress
from pathlib import Path

from diacritics.syllable import skeleton
from extract.core.options import Options
from extract.core.source import Source
from extract.intake.formats import TEXT
from extract.serialise.outputs import to_outputs

LETTER = """\
ỦY BAN NHÂN DÂN XÃ BÌNH AN
Số: 15/BC-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Bình An, ngày 05 tháng 3 năm 2021

BÁO CÁO
Kết quả công tác quý I năm 2021

Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ về công tác văn thư;
Thực hiện Kế hoạch số 7/KH-UBND, Uỷ ban nhân dân xã đã chi 1,25 tỷ đồng.
1. Giao Văn phòng chủ trì, hoàn thành trước ngày 30/6/2021.

Nơi nhận:
- Như trên (b/c);
- Các Sở, ban, ngành;
- Lưu: VT.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Nguyễn Văn An
"""


def load() -> None:
    """Read the letter as a worker would."""
    with suppress(OSError), tempfile.TemporaryDirectory() as folder:
        for text in (LETTER, skeleton(LETTER)):
            path = Path(folder) / "letter.txt"
            path.write_text(text, encoding="utf-8")
            to_outputs(Source(path, path.name, "", TEXT.media_type), Options())


load()
gc.freeze()  # what is shared stays shared: a worker's search for garbage would write to each object
