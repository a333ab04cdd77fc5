"""The heaviest hostile files, converted as a user would: seconds, memory and code of each.

    python bench/hostile.py [--memory 2G] [--timeout 60]

Those of tests/support/hostile.py are quick; these need the limits on time and memory. Exit status 1 when
one of them came to anything but what it may, or a process took more than it may.
"""

from __future__ import annotations

import argparse
import io
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from PIL import Image  # noqa: E402

from extract.core.limits import size  # noqa: E402
from support.guarded import MAPPED, code_of, convert  # noqa: E402
from support.hostile_office import PARAGRAPH, body, docx  # noqa: E402
from support.hostile_pdf import TEXT, packed, sheet  # noqa: E402

SIDE = 12_200  # pixels: 149 million in all, just under the limit
REFUSED = "timeout|out-of-memory"


def files() -> Iterator[tuple[str, bytes, str]]:
    """Name, content, and the codes it may give."""
    form = b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /XObject << /X %d 0 R >> >>"
    chain = [(form % (k + 7), b"/X Do " * 10) for k in range(9)]
    uses = b"/XObject << /X 6 0 R >>"
    yield "forms-laugh.pdf", sheet((b"", b"/X Do\n"), *chain, (form % 5, TEXT), resources=uses), "broken-file"
    paths = packed(b"1 1 m 9 9 l S\n" * 5_000_000)
    yield "paths-5m.pdf", sheet(paths), REFUSED + "|converted"
    for mode, kind, options in (
        ("1", "TIFF", {"compression": "group4"}),
        ("L", "PNG", {}),
        ("RGB", "JPEG", {}),
    ):
        buffer = io.BytesIO()
        Image.new(mode, (SIDE, SIDE), "white").save(buffer, kind, **options)
        yield f"white.{kind.lower()}", buffer.getvalue(), "converted|out-of-memory"
    yield "paragraphs.docx", docx(body(PARAGRAPH * 150_000)), "too-large"
    yield "lines.txt", b"a\n" * 2_400_000, REFUSED + "|converted"


def main() -> int:
    """Convert them one after another."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--memory", type=size, default=size("2G"))
    parser.add_argument("--timeout", type=float, default=60.0)
    given = parser.parse_args()
    bad = 0
    for name, data, codes in files():
        with tempfile.TemporaryDirectory() as home:
            folder = Path(home, "in")
            folder.mkdir()
            (folder / name).write_bytes(data)
            begun = time.monotonic()
            run = convert(folder, "--timeout", f"{given.timeout:g}", "--memory", str(given.memory))
            code = code_of(run.records[name])
            fine = code in codes.split("|") and run.peak < given.memory + MAPPED
            seconds = time.monotonic() - begun
            print(
                f"{name:20} {code:15} {seconds:6.1f} s {run.peak >> 20:6} MB {'' if fine else 'BAD'}",
                flush=True,
            )
            bad += not fine
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
