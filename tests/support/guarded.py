"""Files converted by the program in a watched process: without network, its memory and its files seen."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from support import ROOT

MEMORY = 2 << 30  # for one worker
MAPPED = 512 << 20  # files that a process has mapped (models) count as its memory, but not against the limit
# Any attempt to reach the network is written down, and fails.
NO_SOCKETS = """
import os, socket
class Forbidden(socket.socket):
    def __init__(self, family=-1, *args, **kwargs):
        if family in (-1, socket.AF_INET, socket.AF_INET6) and kwargs.get("fileno") is None and len(args) < 3:
            note("socket")
        super().__init__(family, *args, **kwargs)
def note(what):
    with open(os.environ["NETWORK_LOG"], "a") as log:
        log.write(what)
    raise OSError("the network is forbidden")
socket.socket = Forbidden
socket.getaddrinfo = lambda *_, **__: note("getaddrinfo")
"""


@dataclass(frozen=True)
class Run:
    """What the program did with a folder."""

    code: int
    printed: str
    out: Path
    peak: int  # bytes, of the greediest process
    around: list[str]  # what is new beside the output folder

    @property
    def records(self) -> dict[str, dict[str, Any]]:
        lines = (self.out / "records.jsonl").read_bytes().splitlines()
        found = {_name(record): record for record in map(json.loads, lines)}
        assert len(found) == len(lines), "a record twice"
        return found

    @property
    def codes(self) -> dict[str, str]:
        return {name: code_of(record) for name, record in self.records.items()}

    @property
    def left_out(self) -> list[str]:
        found: list[str] = json.loads((self.out / "summary.json").read_bytes())["run"]["left_out"]
        return found


def code_of(record: dict[str, Any]) -> str:
    error = record["processing"]["error"]
    return error["code"] if error else "converted"


def convert(
    folder: Path, *more: str, before: Sequence[str] = (), out: Path | None = None, limit: float = 300
) -> Run:
    """`sohoa convert FOLDER` with every process of it watched."""
    home = folder.parent
    guard = home / "guard"
    guard.mkdir(exist_ok=True)
    (guard / "sitecustomize.py").write_text(NO_SOCKETS, encoding="utf-8")
    for name in ("cwd", "tmp"):
        (home / name).mkdir(exist_ok=True)
    known = set(home.rglob("*"))
    out = out or home / "out"
    command = [
        *before,
        sys.executable,
        str(ROOT / "cli.py"),
        "convert",
        str(folder),
        "--out",
        str(out),
        *more,
    ]
    environment = {
        **os.environ,
        "PYTHONPATH": f"{guard}:{ROOT}",
        "PYTHONDONTWRITEBYTECODE": "1",
        "NETWORK_LOG": str(home / "network.log"),
        "TMPDIR": str(home / "tmp"),
    }
    with (home / "printed").open("w+b") as printed:
        running = subprocess.Popen(
            command, cwd=home / "cwd", env=environment, stdout=printed, stderr=subprocess.STDOUT
        )
        peaks = _watch(running)
        try:
            code = running.wait(limit)
        finally:
            running.kill()
        printed.seek(0)
        told = printed.read().decode(errors="replace")
    (home / "printed").unlink()
    new = [str(p.relative_to(home)) for p in set(home.rglob("*")) - known if not p.is_relative_to(out)]
    new = [path for path in new if path != "tmp/.ses"]  # onnxruntime remembers its session
    return Run(code, told, out, max(peaks.values(), default=0), sorted(new))


def _watch(running: subprocess.Popen[bytes]) -> dict[int, int]:
    """The most memory of each process that comes from this one, by its number; filled while it runs."""
    peaks: dict[int, int] = {}

    def look() -> None:
        while running.poll() is None:
            for process in _family(running.pid):
                try:
                    status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
                except OSError:
                    continue
                for line in status.splitlines():
                    if line.startswith("VmHWM:"):
                        peaks[process] = int(line.split()[1]) << 10
            time.sleep(0.1)

    threading.Thread(target=look, daemon=True).start()
    return peaks


def _family(first: int) -> list[int]:
    """A process and all that it started, or that those started."""
    parents: dict[int, int] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                stat = (entry / "stat").read_text(encoding="utf-8", errors="replace")
            except OSError:
                continue
            parents[int(entry.name)] = int(stat.rpartition(")")[2].split()[1])
    family = [first]
    for process in family:
        family += [child for child, parent in parents.items() if parent == process]
    return family


def _name(record: dict[str, Any]) -> str:
    """Where the record lies below the root, without .json."""
    return str(record["source"]["record"]).partition("/")[2].removesuffix(".json")
