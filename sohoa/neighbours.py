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
SHOWN = 3  # files
# Here and not in `schemas.catalogue`, which may be what was overwritten.
SENTENCES = {
    "en": {
        "advice": "Install sohoa in an environment of its own: pipx install sohoa, or uv tool install sohoa.",
        "elsewhere": "{name} is taken from {place}",
        "hidden": "Another package stands in sohoa's way: {what}, not from {home}.",
        "more": " and {count} more",
        "overwritten": "Another package stands in sohoa's way: {others} overwrote {files}.",
        "changed": "Files of sohoa were changed or removed, perhaps by another package: {files}.",
        "beside": "Another package uses the folders of sohoa: {others}. One will break the other.",
    },
    "vi": {
        "advice": "Đề nghị cài đặt sohoa ở môi trường riêng: pipx install sohoa hoặc uv tool install sohoa.",
        "elsewhere": "{name} được lấy từ {place}",
        "hidden": "Một gói khác che mất sohoa: {what}, không phải từ {home}.",
        "more": " và {count} tệp khác",
        "overwritten": "Một gói khác che mất sohoa: {others} đã ghi đè {files}.",
        "changed": "Tệp của sohoa đã bị thay đổi hoặc bị xóa, có thể do gói khác: {files}.",
        "beside": "Một gói khác dùng chung thư mục của sohoa: {others}. Hai gói sẽ làm hỏng lẫn nhau.",
    },
}


def in_the_way(home: Path = HOME, language: str = "en") -> str:
    """Why the program cannot work as it is installed in `home`; "" when nothing is in its way."""
    say = SENTENCES[language]
    places = {name: _elsewhere(name, home) for name in NAMES}
    hidden = [say["elsewhere"].format(name=name, place=place) for name, place in places.items() if place]
    if hidden:
        return f"{say['hidden'].format(what=', '.join(hidden), home=home)} {say['advice']}"
    changed = _changed(home)
    if not changed:
        return ""
    more = say["more"].format(count=len(changed) - SHOWN) if changed[SHOWN:] else ""
    files = ", ".join(changed[:SHOWN]) + more
    culprits = [other for other, theirs in _others(home).items() if not theirs.isdisjoint(changed)]
    if culprits:
        return f"{say['overwritten'].format(others=', '.join(culprits), files=files)} {say['advice']}"
    return f"{say['changed'].format(files=files)} {say['advice']}"


def beside(home: Path = HOME, language: str = "en") -> str:
    """Which other packages have files in the same folders, though none of ours is changed; "" for none."""
    say, others = SENTENCES[language], ", ".join(_others(home))
    return f"{say['beside'].format(others=others)} {say['advice']}" if others else ""


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
