"""What programs leave beside documents, and what is hidden: nobody's documents.

name of a file or folder ─ why_left_out ─▶ the code of a sentence, None for what may be a document
"""

from __future__ import annotations

LOCK = "~$"  # begins the file that Word, Excel and PowerPoint keep beside an open one: who has it open
OF_WINDOWS = frozenset({"thumbs.db", "ehthumbs.db", "desktop.ini"})  # in whatever case
OF_MACOS = "__MACOSX"  # in archives; what else macOS leaves behind is hidden


def why_left_out(name: str) -> str | None:
    """Told by the name alone."""
    if name.startswith(".") and name not in (".", ".."):
        return "left-out-hidden"
    if name.startswith(LOCK):
        return "left-out-lock"
    if name.lower() in OF_WINDOWS:
        return "left-out-windows"
    if name == OF_MACOS:
        return "left-out-macos"
    return None
