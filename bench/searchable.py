"""Searchable PDF/A of documents, held against what it promises.

    python bench/searchable.py PATH... [--out DIR] [--draw-pages] [--upright]

For each document that has pages: PDF/A, or the reason why not; the share of the record's words that are found
in its order, by pypdfium2 and by pdftotext; pixels that are drawn otherwise than the source draws them; size
over the source's; CPU time over that of `convert`. Documents with pages that --draw-pages or --upright
drew otherwise are not compared. Exits with 1 when a promise is broken.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pikepdf
import pypdfium2 as pdfium
from rapidfuzz.distance import LCSseq

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from extract.core.errors import DocumentError  # noqa: E402
from extract.core.limits import Limits  # noqa: E402
from extract.core.options import Options  # noqa: E402
from extract.intake.find import find  # noqa: E402
from extract.intake.formats import PDF  # noqa: E402
from extract.pipeline import Converted, convert  # noqa: E402
from extract.readers.image import opened, upright  # noqa: E402
from extract.readers.rasterise import on_paper  # noqa: E402
from extract.serialise.searchable.made import searchable  # noqa: E402

FOUND, LARGER, FONT = 0.99, 1.05, 60_000
DRAWN = ("searchable-pages-drawn", "searchable-pages-upright")  # notices
SCALE = 100 / 72  # pixels a point, at which pages are drawn to be compared


@dataclass(frozen=True, slots=True)
class Row:
    """What came of one document."""

    name: str
    pages: int
    reason: str  # why there is no PDF; "" where there is one
    notices: str
    pdfium: float = 0.0  # shares of the record's words
    poppler: float = 0.0
    other_pixels: int = 0
    size: int = 0  # bytes beyond the source's
    source_size: int = 0
    seconds: float = 0.0  # CPU, of `convert`
    more: float = 0.0  # CPU, of the PDF

    @property
    def kept(self) -> bool:
        """Whether all is as promised."""
        words = min(self.pdfium, self.poppler) >= FOUND
        small = self.size <= (LARGER - 1) * self.source_size + FONT
        drawn = any(code in self.notices for code in DRAWN)
        return bool(self.reason) or (words and (drawn or (small and self.other_pixels == 0)))


def rows(paths: list[Path], out: Path, options: Options) -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as workdir:
        for source in find(paths, Limits(), Path(workdir)):
            started = time.process_time()
            try:
                documents = convert(source, options)
            except DocumentError as error:
                print(f"{source.name}: {error}", file=sys.stderr)
                continue
            seconds = time.process_time() - started
            for at, one in enumerate(documents, start=1):
                if isinstance(one, Converted) and one.document.paged:
                    path = out / f"{source.name.replace('/', '_')}{f'~{at}' if one.part else ''}.pdf"
                    yield _row(one, options, path, seconds / len(documents))


def _row(one: Converted, options: Options, path: Path, seconds: float) -> Row:
    started = time.process_time()
    made = searchable(one, options, path)
    more = time.process_time() - started
    codes, name = " ".join(notice.code for notice in made.notices), path.name.removesuffix(".pdf")
    if made.path is None:
        return Row(name, len(one.document.pages), made.notices[-1].say(), codes, seconds=seconds, more=more)
    wanted, found = _words("\f".join(one.layout.page_texts)), _words(_by_pdfium(path))
    shares = _share(wanted, found), _share(wanted, _words(_by_poppler(path)))
    print(f"{name} {shares[0]:.4f} {shares[1]:.4f}", _missing(wanted, found), file=sys.stderr)
    return Row(
        name,
        len(one.document.pages),
        "",
        codes,
        *shares,
        0 if any(code in codes for code in DRAWN) else _other_pixels(one, path),
        path.stat().st_size - one.bytes,
        one.bytes,
        seconds,
        more,
    )


def _words(text: str) -> list[str]:
    return unicodedata.normalize("NFC", text).split()


def _missing(wanted: list[str], found: list[str]) -> list[str]:
    """The first words that are not found at all."""
    there = set(found)
    return [word for word in wanted if word not in there][:12]


def _share(wanted: list[str], found: list[str]) -> float:
    return LCSseq.similarity(wanted, found) / len(wanted) if wanted else 1.0


def _by_pdfium(path: Path) -> str:
    with pdfium.PdfDocument(path) as document:
        return "\n".join(page.get_textpage().get_text_range().replace("\ufffe", "-\n") for page in document)


def _by_poppler(path: Path) -> str:
    return subprocess.run(
        ["pdftotext", "-raw", path, "-"], capture_output=True, check=True, encoding="utf-8"
    ).stdout


def _other_pixels(one: Converted, path: Path) -> int:
    """Numbers of pixels that differ; of pictures as they lie in the PDF, of pages as they are drawn."""
    if one.source.media_type == PDF.media_type:
        return _drawn_otherwise(one, path)
    found = 0
    with pikepdf.open(path) as pdf:
        for page, own in zip(one.document.pages, pdf.pages, strict=True):
            pictures = one.source.pictures
            file, frame = (pictures[page.number - 1].path, 1) if pictures else (one.source.path, page.number)
            (picture,) = (x for _, x in own.obj.Resources.XObject.items() if x.Subtype == "/Image")
            with opened(file) as held:
                before = np.asarray(on_paper(upright(held, frame)))
            turns = own.rotation // 90
            after = np.rot90(np.asarray(pikepdf.PdfImage(picture).as_pil_image().convert("RGB")), -turns)
            found += int((before != after).any(axis=2).sum()) if before.shape == after.shape else before.size
    return found


def _drawn_otherwise(one: Converted, path: Path) -> int:
    found = 0
    with pdfium.PdfDocument(one.source.path) as before, pdfium.PdfDocument(path) as after:
        for number, page in enumerate(after):
            pair = [
                side.render(scale=SCALE, draw_annots=False).to_numpy()
                for side in (before[one.page_of_file(number + 1) - 1], page)
            ]
            same = pair[0].shape == pair[1].shape
            found += int((pair[0] != pair[1]).any(axis=2).sum()) if same else pair[0].size
    return found


def table(found: list[Row]) -> str:
    lines = ["| document | pages | pdfium | pdftotext | other pixels | size | CPU | told |", "|" + "---|" * 8]
    for row in found:
        figures = (
            f"{row.pdfium:.3f} | {row.poppler:.3f} | {row.other_pixels} | {row.size / 1000:+.0f} kB"
            if not row.reason
            else "- | - | - | -"
        )
        cost = f"{row.seconds:.2f} + {row.more:.2f}"
        mark = "" if row.kept else "**"
        told = row.reason or row.notices
        lines.append(f"| {mark}{row.name}{mark} | {row.pages} | {figures} | {cost} | {told} |")
    made = [row for row in found if not row.reason]
    seconds, more = sum(row.seconds for row in found), sum(row.more for row in found)
    lines.append(
        f"\n{len(made)} of {len(found)} documents are PDF/A; CPU {seconds:.1f} s + {more:.1f} s"
        f" ({more / max(seconds, 1e-9):.1%})."
    )
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--draw-pages", action="store_true")
    parser.add_argument("--upright", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        out = asked.out or Path(folder)
        out.mkdir(parents=True, exist_ok=True)
        options = Options(draw_pages=asked.draw_pages, upright=asked.upright)
        found = list(rows(asked.paths, out, options))
    print(table(found))
    return int(not all(row.kept for row in found))


if __name__ == "__main__":
    sys.exit(main())
