"""Documents damaged at random: a reader gives a document or a DocumentError, never a crash, never a hang."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pebble import ProcessPool

from extract.core.quiet import hush_libraries
from extract.intake.filetype import identify
from extract.intake.formats import FORMATS
from support import fuzzing
from support.fuzzing import KINDS, Change, samples

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


@pytest.fixture(scope="module")
def pool() -> Iterator[ProcessPool]:
    with ProcessPool(max_workers=1, initializer=hush_libraries) as held:
        yield held


def test_every_format_that_is_read_is_damaged(tmp_path: Path) -> None:
    told = set()
    for name, data in samples().items():
        (tmp_path / name).write_bytes(data)
        told.add(identify(tmp_path / name))
    assert {row for row in FORMATS if row.is_read} <= told


@pytest.mark.parametrize("name", sorted(samples()))
def test_damage_is_told_and_nothing_else(pool: ProcessPool, name: str) -> None:
    data = samples()[name]

    @settings(
        max_examples=20,
        derandomize=True,
        database=None,
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
