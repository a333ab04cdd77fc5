"""Which record a row is of: by the path that stands in it.

"\\\\P_BA\\\\hopso01\\\\hoso01\\\\a.pdf" ─▶ Keys.of ─▶ "hoso01/a.pdf", when one document only ends so
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from extract.packages.dossiers import Dossier
from extract.packages.elements import DOCUMENT


class Keys:
    """Documents by their record without .json, hồ sơ by folder. `exact`: as a sheet of ours has them."""

    def __init__(self, dossiers: Sequence[Dossier], exact: bool) -> None:
        self._exact = exact
        self._folder_of = {
            one.key.removesuffix(".json"): held.folder for held in dossiers for one in held.documents
        }
        self._folders = {held.folder for held in dossiers}
        self._by_name = {DOCUMENT: _by_name(self.documents), "": _by_name(list(self._folders))}

    @property
    def documents(self) -> list[str]:
        """All of them."""
        return list(self._folder_of)

    def folder_of(self, key: str) -> str:
        """Of a document."""
        return self._folder_of[key]

    def of(self, kind: str, path: str) -> str | None:
        """The key; None when no record ends so, or several do equally well.

        The first folder of a key is what the run was given, and may be called otherwise there.
        """
        told = path.replace("\\", "/").strip("/") or ("." if path in (".", "./") else "")
        known = self._folder_of if kind == DOCUMENT else self._folders
        if told in known:
            return told
        if self._exact:
            return None
        parts = told.casefold().split("/")
        near = self._by_name[DOCUMENT if kind == DOCUMENT else ""].get(parts[-1], [])
        alike = sorted(((_shared(parts, key), key) for key in near), reverse=True)
        alike = [(count, key) for count, key in alike if count >= min(len(parts), max(key.count("/"), 1))]
        if not alike or (len(alike) > 1 and alike[0][0] == alike[1][0]):
            return None
        return alike[0][1]


def _by_name(keys: Sequence[str]) -> dict[str, list[str]]:
    held = defaultdict[str, list[str]](list)
    for key in keys:
        held[key.rpartition("/")[2].casefold()].append(key)
    return held


def _shared(parts: list[str], key: str) -> int:
    """How many parts they end alike in."""
    pairs = zip(reversed(parts), reversed(key.casefold().split("/")), strict=False)
    count = 0
    for one, other in pairs:
        if one != other:
            break
        count += 1
    return count
