"""How the desk starts, and what it says when it cannot."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from support.program import sohoa


@pytest.mark.parametrize(
    ("language", "said"),
    [("vi", "Cổng {port} đang được dùng"), ("en", "Port {port} is taken"), ("", "Cổng {port}")],
)
def test_a_port_that_is_taken(folder: Path, tmp_path: Path, language: str, said: str) -> None:
    chosen = ("--lang", language) if language else ()
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        told = sohoa(
            "review", folder, "--port", port, "--no-browser", *chosen, cwd=tmp_path, SOHOA_LANG=language
        )
    assert (told.returncode, told.stdout) == (2, "") and said.format(port=port) in told.stderr


@pytest.mark.parametrize(("language", "said"), [("vi", "chưa được cài đặt"), ("en", "is not installed")])
def test_without_its_packages(folder: Path, tmp_path: Path, language: str, said: str) -> None:
    (tmp_path / "away").mkdir()
    (tmp_path / "away" / "starlette.py").write_text(
        "raise ModuleNotFoundError('No module', name='starlette')", encoding="utf-8"
    )
    told = sohoa(
        "review", folder, "--no-browser", cwd=tmp_path, SOHOA_LANG=language, PYTHONPATH=str(tmp_path / "away")
    )
    assert told.returncode == 4 and said in told.stderr and "sohoa[review]" in told.stderr


@pytest.mark.parametrize("host", ["192.0.2.1", "0.0.0.0", "::", "example.org"])
def test_others_cannot_come_in(tmp_path: Path, host: str) -> None:
    """Without users and TLS the desk is for this machine alone."""
    (tmp_path / "empty").mkdir()
    told = sohoa("review", "empty", "--no-browser", "--host", host, cwd=tmp_path, SOHOA_LANG="vi")
    assert told.returncode == 2 and f"Máy khác truy cập được {host}" in told.stderr
