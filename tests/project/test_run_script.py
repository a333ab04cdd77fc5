"""The bootstrap: readable by every POSIX shell, careful about what it installs."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from support import ROOT

LOCKS = tuple(
    f"requirements{part}.lock"
    for part in ("", "-dev", "-second-reader", "-export", "-cluster", "-formats", "-review")
)
SHELLS = [shell for shell in ("dash", "bash", "busybox") if shutil.which(shell)]

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a POSIX shell script")


@pytest.mark.parametrize("shell", SHELLS)
def test_every_shell_can_read_it(shell: str) -> None:
    command = [shell, "sh"] if shell == "busybox" else [shell]
    assert subprocess.run([*command, "-n", ROOT / "run"], check=False).returncode == 0


@pytest.mark.skipif(not shutil.which("bash"), reason="no bash")
def test_ci_script_is_bash() -> None:
    assert subprocess.run(["bash", "-n", ROOT / ".ci" / "run"], check=False).returncode == 0


def test_lock_files_have_hashes_and_no_places() -> None:
    for name in LOCKS:
        text = (ROOT / name).read_text(encoding="utf-8")
        pins = [line for line in text.splitlines() if line and not line.startswith((" ", "#"))]
        assert pins and all("==" in line and line.endswith("\\") for line in pins)
        assert text.count("--hash=sha256:") >= len(pins)
        assert "://" not in text and "--find-links" not in text


@pytest.mark.parametrize("other", LOCKS[1:])
def test_other_locks_hold_every_pin_of_the_first(other: str) -> None:
    pins = {
        name: {
            line.split()[0] for line in (ROOT / name).read_text(encoding="utf-8").splitlines() if "==" in line
        }
        for name in ("requirements.lock", other)
    }
    assert pins["requirements.lock"] <= pins[other]


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """A machine without Tesseract and without a new enough Python: only what a shell needs."""
    programs = tmp_path / "bin"
    programs.mkdir()
    for name in ("readlink", "dirname", "cksum", "cat", "grep", "id", "env", "sh"):
        (programs / name).symlink_to(str(shutil.which(name)))
    shutil.copy(ROOT / "run", tmp_path / "run")
    (tmp_path / "requirements.lock").write_text("", encoding="utf-8")
    return tmp_path


def program(machine: Path, name: str, script: str) -> None:
    path = machine / "bin" / name
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)


def start(machine: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(machine / "run"), *arguments],
        env={"PATH": str(machine / "bin")},
        cwd=machine,
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )


def test_without_a_new_python_it_says_so(machine: Path) -> None:
    program(machine, "python3", "exit 1")
    done = start(machine, "--version")
    assert done.returncode == 4 and "Python 3.11 or later is needed" in done.stderr and done.stdout == ""


@pytest.mark.skipif(sys.platform == "win32" or os.getuid() != 0, reason="asks for sudo when not root")
def test_missing_programs_come_by_apt_and_it_says_so_first(machine: Path) -> None:
    program(machine, "apt-get", f'echo "apt-get $*" >>{machine}/calls')
    program(machine, "tesseract", "echo 'List of languages (2):'; echo eng; echo osd")
    done = start(machine, "convert", "x", "--out", "y")
    wanted = "tesseract-ocr-vie python3 python3-venv"  # in one go
    assert f"installing by apt-get: {wanted}\n" in done.stderr and done.stdout == ""
    calls = (machine / "calls").read_text(encoding="utf-8").splitlines()
    assert calls[0].startswith("apt-get update")
    assert calls[1].endswith("install -y -qq --no-install-recommends " + wanted)


def test_a_user_without_sudo_is_told_everything_at_once(machine: Path) -> None:
    program(machine, "apt-get", f"touch {machine}/called")
    (machine / "bin" / "id").unlink()
    program(machine, "id", "echo 1000")
    done = start(machine, "convert", "x", "--out", "y")
    programs = "tesseract-ocr tesseract-ocr-vie tesseract-ocr-osd"
    assert done.returncode == 4 and not (machine / "called").exists()
    assert f"please install as root: apt-get install {programs}" in done.stderr
    assert done.stderr.endswith("python3 python3-venv\n")


def test_an_apt_that_fails_is_told(machine: Path) -> None:
    program(machine, "apt-get", "exit 100")
    program(machine, "sudo", 'exec "$@"')
    done = start(machine, "convert", "x", "--out", "y")
    assert done.returncode == 4
    assert "apt-get could not install: tesseract-ocr tesseract-ocr-vie tesseract-ocr-osd" in done.stderr


def test_commands_that_need_no_tesseract_install_none(machine: Path) -> None:
    program(machine, "apt-get", f"touch {machine}/called")
    program(machine, "python3", "exit 1")
    start(machine, "--help")
    start(machine, "doctor")
    assert not (machine / "called").exists()


@pytest.fixture
def installed(machine: Path) -> Path:
    """A machine with a virtual environment whose pip cannot get what may be left out."""
    for extra in ("second-reader", "formats"):
        (machine / f"requirements-{extra}.lock").write_text("", encoding="utf-8")
    python = machine / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text(
        f'#!/bin/sh\necho "$*" >>{machine}/calls\ncase "$*" in *second*|*formats*) exit 1 ;; esac\n',
        encoding="utf-8",
    )
    python.chmod(0o755)
    return machine


def test_it_runs_without_what_may_be_left_out_and_does_not_ask_again(installed: Path) -> None:
    first, again = start(installed, "doctor"), start(installed, "doctor")
    assert first.returncode == again.returncode == 0
    assert "the second recogniser could not be installed" in first.stderr
    assert "the readers of rare formats could not be installed" in first.stderr and again.stderr == ""
    calls = (installed / "calls").read_text(encoding="utf-8").splitlines()
    assert sum("-second-reader.lock" in call for call in calls) == 1
    assert sum("-formats.lock" in call for call in calls) == 1
    assert sum("cli.py doctor" in call for call in calls) == 2


def test_export_brings_its_own_packages(installed: Path) -> None:
    (installed / "requirements-export.lock").write_text("", encoding="utf-8")
    assert start(installed, "export", "out", "--to", "xlsx").returncode == 0
    calls = (installed / "calls").read_text(encoding="utf-8").splitlines()
    assert any("requirements-export.lock" in call for call in calls)
    assert not any("second-reader" in call for call in calls) and "cli.py export out --to xlsx" in calls[-1]
