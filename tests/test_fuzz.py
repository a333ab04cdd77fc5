"""Documents damaged at random: a reader gives a document or a DocumentError, never a crash, never a hang."""

from __future__ import annotations

import functools
import io
import zipfile
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pebble import ProcessPool
from PIL import Image

import fuzzing
from extract.core.quiet import hush_libraries
from fuzzing import KINDS, Change

SECONDS = 60.0  # for one file, of which none takes one second; then its process is killed

CHANGES = st.lists(
    st.builds(
        Change,
        kind=st.sampled_from(KINDS),
        place=st.floats(0, 1),
        length=st.integers(1, 2_000),
        value=st.integers(0, 1 << 30),
    ),
    min_size=1,
    max_size=4,
)


@functools.cache
def samples() -> dict[str, bytes]:
    """Small documents of every kind: those of samples/, and kinds that it lacks."""
    found = {
        path.name: path.read_bytes()
        for path in sorted(fuzzing.SAMPLES.iterdir())
        if path.stat().st_size < 200_000
    }
    found["open.docx"] = fuzzing.opened_up(found["07-submission.docx"])
    picture = Image.new("L", (90, 120), 200)
    for kind, more in (("PNG", {}), ("JPEG", {}), ("TIFF", {"compression": "tiff_lzw", "save_all": True})):
        buffer = io.BytesIO()
        picture.save(buffer, kind, **more)
        found[f"small.{kind.lower()}"] = buffer.getvalue()
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.txt", "Số: 12/QĐ-UBND\n" * 20)
        archive.writestr("b/c.rtf", found["08-tcvn3.rtf"])
    found["a.zip"] = buffer.getvalue()
    found["table.md"] = "# Báo cáo\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n**đậm** [1]: x\n".encode() * 5
    return found


@pytest.fixture(scope="module")
def pool() -> Iterator[ProcessPool]:
    with ProcessPool(max_workers=1, initializer=hush_libraries) as held:
        yield held


@pytest.mark.parametrize("name", sorted(samples()))
def test_damage_is_told_and_nothing_else(pool: ProcessPool, name: str) -> None:
    data = samples()[name]

    @settings(
        max_examples=20,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(changes=CHANGES, seal=st.booleans())
    def damage(changes: list[Change], seal: bool) -> None:
        bad = fuzzing.damaged(data, changes)
        if seal and name == "open.docx":
            bad = fuzzing.sealed(bad)
        assert pool.schedule(fuzzing.read, (name, bad), timeout=SECONDS).result()

    damage()


def test_a_crash_and_a_hang_would_be_seen(pool: ProcessPool) -> None:
    """The one above proves nothing unless an error of a worker comes back."""
    with pytest.raises(ZeroDivisionError):
        pool.schedule(divmod, (1, 0), timeout=SECONDS).result()
    with pytest.raises(TimeoutError):
        pool.schedule(_wait, timeout=0.5).result()


def _wait() -> None:
    while True:
        pass
