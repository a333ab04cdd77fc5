"""What the operating system, SQLite, zipfile and fsspec say of a file, in the language of the run.

error ─▶ why ─▶ a code of the family `system`, or the error's own words where there is none
"""

from __future__ import annotations

import errno

_CODES = {
    errno.ENOENT: "no-such-file",
    errno.EACCES: "permission-denied",
    errno.EPERM: "operation-not-permitted",
    errno.ENOSPC: "no-space-left",
    errno.EDQUOT: "quota-exceeded",
    errno.EFBIG: "file-too-big",
    errno.EISDIR: "is-a-directory",
    errno.ENOTDIR: "not-a-directory",
    errno.EEXIST: "file-exists",
    errno.EMFILE: "too-many-open-files",
    errno.ENFILE: "too-many-open-files",
    errno.ENAMETOOLONG: "name-too-long",
    errno.ELOOP: "links-in-a-circle",
    errno.EROFS: "read-only",
    errno.EIO: "input-output-error",
    errno.ENODEV: "no-such-device",
    errno.ENXIO: "no-such-device",
    errno.EBUSY: "device-busy",
    errno.ETXTBSY: "device-busy",
    errno.ESTALE: "stale-file",
    errno.ETIMEDOUT: "timed-out",
    errno.ECONNREFUSED: "connection-refused",
}


# Of those that have no number: what SQLite, zipfile and fsspec say most, by how their sentence begins.
_WORDS = {
    "database or disk is full": "no-space-left",
    "attempt to write a readonly database": "read-only",
    "disk I/O error": "input-output-error",
    "unable to open database file": "database-not-opened",
    "file is not a database": "not-a-database",
    "database disk image is malformed": "database-malformed",
    "File is not a zip file": "not-a-zip",
    "Truncated file header": "cut-off",
    "Bad magic number for": "cut-off",
    "Bad CRC-32": "content-damaged",
    "Error -": "content-damaged",  # zlib
    "That compression method is not supported": "compression-unknown",
    "Protocol not known": "protocol-unknown",
}


def why(error: Exception) -> str:
    """For a gap such as "{error:say}": a code, or what the error itself says."""
    if isinstance(error, OSError) and error.errno in _CODES:
        return _CODES[error.errno]
    if isinstance(error, ImportError):
        return "package-missing"
    words = (error.strerror if isinstance(error, OSError) else None) or str(error)
    return next((code for begin, code in _WORDS.items() if words.startswith(begin)), words)
