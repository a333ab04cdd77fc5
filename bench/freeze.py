"""A folder's records held fast, so that a change of the code can be held against them.

    python bench/freeze.py write STATE PATH... [--program CLI]   records of the documents under PATHs
    python bench/freeze.py compare OLD NEW                       what differs, field by field, line by line

A state is a folder with one JSON record for each document: fields, evidence, review, warnings, the text of
each page. Left out is only what is another at each run (OFTEN_OTHER). `--program` writes the state of another
checkout's `cli.py`, so that both states come from one machine. `compare` exits with 1 when anything differs.
"""

from __future__ import annotations

import argparse
import difflib
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
OFTEN_OTHER = ("seconds",)  # of `processing`
SHOWN = 120  # letters of a value, and differing lines of a text
NEAR = 1e-6  # last digits of a place or a probability computed another way; `diff -r` sees them too


def write(state: Path, paths: list[Path], program: Path, jobs: int) -> int:
    """Convert the paths, keep the records; the number of records."""
    count = 0
    for path in paths:
        with tempfile.TemporaryDirectory(prefix="freeze-") as folder:
            command = [
                sys.executable,
                str(program),
                "convert",
                str(path.resolve()),
                "--out",
                folder,
                "--quiet",
            ]
            # From its own folder: worker processes look for modules where the program was started.
            subprocess.run([*command, "--quiet", "--jobs", str(jobs)], check=False, cwd=program.parent)
            for record in sorted(Path(folder).rglob("*.json")):
                name = record.relative_to(folder)
                if name != Path("summary.json"):
                    _keep(record, state / path.resolve().name / name)
                    count += 1
    return count


def _keep(record: Path, target: Path) -> None:
    held = json.loads(record.read_text(encoding="utf-8"))
    for key in OFTEN_OTHER:
        held["processing"].pop(key, None)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(held, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def differences(old: Path, new: Path) -> Iterator[str]:
    """Each difference as a line, the record's name before it."""
    names = {path.relative_to(state) for state in (old, new) for path in state.rglob("*.json")}
    for name in sorted(names):
        before, after = (_loaded(state / name) for state in (old, new))
        if before is None or after is None:
            yield f"{name}: only in the {'new' if before is None else 'old'} state"
        else:
            yield from (f"{name}: {line}" for line in _between(before, after, ""))


def _loaded(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else None


def _between(old: Any, new: Any, at: str) -> Iterator[str]:
    if isinstance(old, dict) and isinstance(new, dict):
        for key in sorted(old.keys() | new.keys()):
            yield from _between(old.get(key), new.get(key), f"{at}.{key}")
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for index, (before, after) in enumerate(zip(old, new, strict=True)):
            yield from _between(before, after, f"{at}[{index}]")
    elif isinstance(old, str) and isinstance(new, str) and "\n" in old + new:
        lines = difflib.unified_diff(old.splitlines(), new.splitlines(), lineterm="", n=0)
        changed = [line for line in lines if not line.startswith(("---", "+++", "@@"))]
        yield from (f"{at}: {line[:SHOWN]}" for line in changed[:SHOWN])
    elif old != new and not _near(old, new):
        yield f"{at}: {str(old)[:SHOWN]!r} -> {str(new)[:SHOWN]!r}"


def _near(old: Any, new: Any) -> bool:
    return isinstance(old, float) and isinstance(new, float) and abs(old - new) < NEAR


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n", maxsplit=1)[0])
    commands = parser.add_subparsers(dest="command", required=True)
    writing = commands.add_parser("write")
    writing.add_argument("state", type=Path)
    writing.add_argument("paths", type=Path, nargs="+")
    writing.add_argument("--program", type=Path, default=ROOT / "cli.py")
    writing.add_argument("--jobs", type=int, default=2)
    comparing = commands.add_parser("compare")
    comparing.add_argument("old", type=Path)
    comparing.add_argument("new", type=Path)
    options = parser.parse_args()
    if options.command == "write":
        print(f"{write(options.state, options.paths, options.program, options.jobs)} records")
        return
    found = list(differences(options.old, options.new))
    print("\n".join(found) or "equal")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
