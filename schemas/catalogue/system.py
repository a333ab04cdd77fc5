"""What the operating system says of a file, in the language of the run.

OSError ─▶ why ─▶ a code of the family `system`, or the system's own words where there is none
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


def why(error: Exception) -> str:
    """For a gap such as "{error:say}": a code, or what the error itself says."""
    if isinstance(error, OSError) and error.errno in _CODES:
        return _CODES[error.errno]
    return (error.strerror if isinstance(error, OSError) else None) or str(error)
