"""Makes the sample documents and what a converter should find in them.

    python tests/golden/make.py

    content/*.yaml ─▶ Letter ─▶ samples/<file> and expected/<file>.json (fields), expected/<file>.txt (text)

samples/ holds the documents and nothing else, so that a user can convert that folder as it is.

All texts are invented. A second run writes the same bytes on the same machine (image codecs and fonts
of another machine may differ in details).
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path[:0] = [str(ROOT), str(HERE.parent)]  # run as a script from anywhere

from extract.intake import formats  # noqa: E402
from extract.intake.formats import Format  # noqa: E402
from golden import office, render  # noqa: E402
from golden.form import Letter, load, truth  # noqa: E402
from golden.paper import compose, paragraphs  # noqa: E402

TIFF_DPI = 200
PHOTO_DPI = 170
SKEW = 1.7  # degrees


@dataclass(frozen=True)
class Sample:
    """One file: where its words come from, how it is made, what its pages are worth."""

    file: str
    content: str
    format: Format
    verdicts: tuple[str, ...]  # of each page's own text; empty for flow documents
    make: Callable[[Letter], bytes]
    paged: bool = True


def _photo(letter: Letter) -> bytes:
    image = render.poor_scan(compose(letter)[0], seed=7, angle=SKEW, dpi=PHOTO_DPI)
    return render.jpeg(image, quality=50, dpi=PHOTO_DPI)


def _party(letter: Letter) -> bytes:
    return render.tiff(
        [render.clean_scan(sheet, n, TIFF_DPI) for n, sheet in enumerate(compose(letter))], TIFF_DPI
    )


def _broken(letter: Letter) -> bytes:
    whole = render.born_digital(compose(letter))
    return whole[: len(whole) // 3]


def _born_digital(letter: Letter) -> bytes:
    return render.born_digital(compose(letter))


def _scanned(letter: Letter) -> bytes:
    return render.scanned(compose(letter))


def _english_layer(letter: Letter) -> bytes:
    return render.scanned(compose(letter), english_layer=True)


def _mixed(letter: Letter) -> bytes:
    return render.mixed(compose(letter))


SAMPLES = (
    Sample("01-clean-scan.pdf", "team-decision", formats.PDF, ("image",), _scanned),
    Sample("02-skewed-seal.jpg", "traffic-notice", formats.JPEG, ("image",), _photo),
    Sample("03-report-footnotes.pdf", "forest-report", formats.PDF, ("good",) * 2, _born_digital),
    Sample("04-decision-table.pdf", "school-decision", formats.PDF, ("good",) * 2, _born_digital),
    Sample("05-english-ocr-layer.pdf", "training-plan", formats.PDF, ("garbled",), _english_layer),
    Sample("06-official-letter.pdf", "budget-letter", formats.PDF, ("good",), _born_digital),
    Sample(
        "07-submission.docx", "communal-house-submission", formats.DOCX, ("good",), office.docx_bytes, False
    ),
    Sample("08-tcvn3.rtf", "irrigation-decision-2002", formats.RTF, ("legacy",), office.tcvn3_rtf, False),
    Sample("09-vni.doc", "contest-notice-2004", formats.DOC, ("legacy",), office.vni_doc, False),
    Sample("10-stripped.txt", "budget-report", formats.TEXT, ("stripped",), office.stripped, False),
    Sample("11-mixed.pdf", "archive-guide", formats.PDF, ("good", "image"), _mixed),
    Sample("12-broken.pdf", "budget-letter", formats.PDF, (), _broken),
    Sample("13-party-fax.tif", "party-plan", formats.TIFF, ("image",) * 2, _party),
)
BROKEN = "12-broken.pdf"


def expectation(sample: Sample, letter: Letter) -> dict[str, Any]:
    """What a record of the sample should say; fields that are not named are not judged."""
    if sample.file == BROKEN:
        return {"media_type": sample.format.media_type, "error": "broken-file"}
    return {
        "media_type": sample.format.media_type,
        "pages": len(sample.verdicts) if sample.paged else None,
        "verdicts": list(sample.verdicts),
        "fields": truth(letter),
    }


def text(sample: Sample, letter: Letter) -> str:
    """The true text in reading order, pages divided by form feeds."""
    if sample.paged:
        return "\f".join(sheet.text for sheet in compose(letter))
    return "\n".join(paragraphs(letter)) + "\n"


def main() -> None:
    """Write every sample and its expectation."""
    parser = argparse.ArgumentParser(description="Make the sample documents.")
    parser.add_argument("--samples", type=Path, default=ROOT / "samples", help="where the documents go")
    parser.add_argument("--expected", type=Path, default=HERE / "expected", help="where the truth goes")
    folders = parser.parse_args()
    for folder in (folders.samples, folders.expected):
        folder.mkdir(parents=True, exist_ok=True)
    for sample in SAMPLES:
        letter = load(sample.content)
        data = sample.make(letter)
        (folders.samples / sample.file).write_bytes(data)
        wanted = json.dumps(expectation(sample, letter), ensure_ascii=False, indent=2) + "\n"
        (folders.expected / f"{sample.file}.json").write_text(wanted, encoding="utf-8")
        if sample.file != BROKEN:
            (folders.expected / f"{sample.file}.txt").write_text(text(sample, letter), encoding="utf-8")
        print(f"{sample.file}: {len(data):,} bytes")


if __name__ == "__main__":
    main()
