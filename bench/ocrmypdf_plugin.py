"""Our reading as OCRmyPDF's engine, held against `sohoa read` of the same scans.

    python bench/ocrmypdf_plugin.py --documents FOLDER --gold FOLDER [--most 10] [OPTION OF OCRMYPDF ...]

One scan of each source in turn that has transcripts (bench/reading_pages.py): `ocrmypdf --plugin` as users
run it, without Ghostscript. Word recall and precision against the transcript of `sohoa read`, of OCRmyPDF's
sidecar, and of what pdftotext and pypdfium2 find in the PDF. Every page is read (--force-ocr), also one with
a signature's text. Exits with 1 where one of them has fewer words right than `read`.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain, zip_longest
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import pypdfium2 as pdfium  # noqa: E402

from bench.reading_pages import Sample, transcribed  # noqa: E402
from bench.reading_scores import Score, score, total  # noqa: E402
from extract.core.options import Options  # noqa: E402
from extract.intake.formats import PDF  # noqa: E402
from extract.terminal.one_document import read  # noqa: E402

MODULE = "extract.serialise.searchable.plugin"
PLAIN = ("--plugin", MODULE, "-l", "vie", "--output-type", "pdf", "--rasterizer", "pypdfium", "--jobs", "2")
EVERY_PAGE = ("--force-ocr", "--invalidate-digital-signatures")
BORN_DIGITAL = "born-digital"  # a folder of documents, which `read` does not read by OCR
READERS = ("read", "sidecar", "pdftotext", "pdfium")


def chosen(samples: Iterable[Sample], most: int) -> Iterator[list[Sample]]:
    """Documents with their transcribed pages, the sources (the name before "__") taking turns."""
    documents: dict[Path, list[Sample]] = defaultdict(list)
    for sample in samples:
        if sample.media_type == PDF.media_type and sample.group != BORN_DIGITAL:
            documents[sample.path].append(sample)
    sources: dict[str, list[list[Sample]]] = defaultdict(list)
    for path, pages in documents.items():
        sources[path.name.partition("__")[0]].append(pages)
    turns = chain.from_iterable(zip_longest(*sources.values()))
    yield from [pages for pages in turns if pages][:most]


def texts(path: Path, options: list[str]) -> Iterator[tuple[str, list[str]]]:
    """Each reader with the texts of the pages."""
    yield "read", [page.text for page in read(path, Options(page_jobs=2)).pages]
    with tempfile.TemporaryDirectory() as folder:
        out, sidecar = Path(folder, "out.pdf"), Path(folder, "out.txt")
        command = [sys.executable, "-m", "ocrmypdf", *PLAIN, "--sidecar", str(sidecar), *options]
        done = subprocess.run(
            [*command, str(path), str(out)], cwd=ROOT, capture_output=True, text=True, check=False
        )
        if done.returncode:
            sys.exit(f"{path.name}: {done.stderr}")
        yield "sidecar", sidecar.read_text("utf-8").split("\f")
        found = subprocess.run(["pdftotext", "-raw", out, "-"], capture_output=True, check=True).stdout
        yield "pdftotext", found.decode().split("\f")
        with pdfium.PdfDocument(out) as document:
            yield "pdfium", [page.get_textpage().get_text_range() for page in document]


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--documents", type=Path, required=True)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--most", type=int, default=10)
    asked, more = parser.parse_known_args()
    scores: dict[str, list[Score]] = {name: [] for name in READERS}
    for pages in chosen(transcribed(asked.documents, asked.gold), asked.most):
        for reader, found in texts(pages[0].path, more or list(EVERY_PAGE)):
            for sample in pages:
                scored = score(sample.gold, found[sample.page.number - 1], (), 0.0)
                scores[reader].append(scored)
                print(_row(sample.name, reader, scored), flush=True)
    for reader, held in scores.items():
        print(_row("all", reader, total(held)))
    ours = total(scores["read"]).right
    return int(any(total(scores[reader]).right < ours for reader in READERS[1:]))


def _row(name: str, reader: str, one: Score) -> str:
    return f"{name:44} {reader:10} {one.recall:.4f} {one.precision:.4f} {one.cer:.4f}"


if __name__ == "__main__":
    sys.exit(main())
