"""Whether another package stands where one of ours should: their names are words that others use too.

    where Python finds them · what the installer wrote down (RECORD) ─▶ a plain sentence with the next step

All packages of an environment lie in one folder. PyPI has a `schemas` and an `extract` of other people: they
overwrite our files when they are installed after us, and take ours along when they are removed. A module of
such a name earlier on Python's path hides ours.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from importlib.machinery import PathFinder
from importlib.metadata import Distribution, DistributionFinder, MetadataPathFinder, PackagePath
from pathlib import Path

NAMES = ("extract", "diacritics", "schemas")
HOME = Path(__file__).resolve().parents[1]  # where they lie: site-packages, or a checkout
ADVICE = "Install sohoa in an environment of its own: pipx install sohoa, or uv tool install sohoa."
SHOWN = 3  # files


def in_the_way(home: Path = HOME) -> str:
    """Why the program cannot work as it is installed in `home`; "" when nothing is in its way."""
    hidden = [f"{name} is taken from {place}" for name in NAMES if (place := _elsewhere(name, home))]
    if hidden:
        return f"Another package stands in sohoa's way: {', '.join(hidden)}, not from {home}. {ADVICE}"
    changed = _changed(home)
    if not changed:
        return ""
    files = ", ".join(changed[:SHOWN]) + (f" and {len(changed) - SHOWN} more" if changed[SHOWN:] else "")
    others = _others(home)
    culprits = [other for other, theirs in others.items() if not theirs.isdisjoint(changed)]
    if culprits:
        return f"Another package stands in sohoa's way: {', '.join(culprits)} overwrote {files}. {ADVICE}"
    return f"Files of sohoa were changed or removed, perhaps by another package: {files}. {ADVICE}"


def beside(home: Path = HOME) -> str:
    """Which other packages have files in the same folders, though none of ours is changed; "" for none."""
    others = ", ".join(_others(home))
    if not others:
        return ""
    return f"Another package uses the folders of sohoa: {others}. One will break the other. {ADVICE}"


def _elsewhere(name: str, home: Path) -> Path | None:
    """Where Python finds a package of ours, if not in `home`."""
    spec = PathFinder.find_spec(name)
    if spec is None:
        return None
    place = Path(next(iter(spec.submodule_search_locations or ()), spec.origin or name)).resolve()
    return None if place == home / name else place


def _changed(home: Path) -> list[str]:
    """Our modules that are not as they were installed. None in a checkout, which no installer wrote down."""
    ours = (file for found in _installed(home) if _is_ours(found) for file in _files(found))
    return [str(file) for file in ours if file.suffix == ".py" and not _is_whole(file, home)]


def _is_whole(file: PackagePath, home: Path) -> bool:
    """Whether it has the hash that was written down. What has none is not doubted."""
    if file.hash is None:
        return True
    try:
        digest = hashlib.new(file.hash.mode, (home / file).read_bytes()).digest()
    except OSError:
        return False
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode() == file.hash.value


def _others(home: Path) -> dict[str, set[str]]:
    """Files in our folders of packages that are not ours, by name and version."""
    found = {
        f"{other.metadata['Name']} {other.version}": {str(file) for file in _files(other)}
        for other in _installed(home)
        if not _is_ours(other)
    }
    return {name: files for name, files in found.items() if files}


def _installed(home: Path) -> Iterator[Distribution]:
    """What the installer wrote down in `home`; what is left of an installation that broke off has no name.

    Asked of Python's own finder: the package importlib_metadata, once loaded, answers otherwise.
    """
    place = DistributionFinder.Context(path=[str(home)])
    return (found for found in MetadataPathFinder.find_distributions(place) if "Name" in found.metadata)


def _is_ours(found: Distribution) -> bool:
    return found.metadata["Name"] == "sohoa"


def _files(found: Distribution) -> list[PackagePath]:
    return [file for file in found.files or () if file.parts[0] in NAMES]
