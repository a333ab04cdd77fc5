"""Packages that an installation may lack: formats that few archives hold are read by them.

package ─▶ is_there: whether it and the library that it needs can be used
"""

from __future__ import annotations

from functools import cache
from importlib import import_module

_MODULES = {  # each imports the system's own library, where it needs one
    "python-calamine": "python_calamine",
    "pillow-heif": "pillow_heif",
    "libarchive-c": "libarchive",
    "inflate64": "inflate64",
}


@cache
def is_there(package: str) -> bool:
    """Whether a package of `Format.extra` can be used; KeyError for another one."""
    try:
        import_module(_MODULES[package])
    except (ImportError, OSError, AttributeError, TypeError):  # libarchive-c without its library
        return False
    return True
