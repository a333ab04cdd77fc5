"""What can go wrong with one document: a stable code, the stage, and what to do about it.

    any stage ── raises DocumentError ─▶ pipeline ─▶ Record.processing.error {code, message, stage}

A DocumentError concerns one document; the batch goes on. Its `str` is a plain sentence and the next
step, fit to be shown as it is. Codes are part of the contract: they may be added, never renamed.
"""

# ruff: noqa: N818 (an EmptyFile needs no "Error" behind it: that is what the base class says)

from __future__ import annotations

from enum import IntEnum
from typing import ClassVar


class ExitCode(IntEnum):
    """What the program tells the shell; part of the contract (README.md)."""

    OK = 0  # every document found is converted, now or by an earlier run
    SOME_FAILED = 1  # at least one document has an error record, or a single command could not do its work
    USAGE = 2  # the command line is wrong, the output folder cannot be written, or no cluster answers
    NOTHING = 3  # no document was found under the given paths
    MISSING_PROGRAM = 4  # a required program or language file is not installed
    INTERRUPTED = 130  # Ctrl-C or SIGTERM; what is finished stays, run again to go on


class SetupError(Exception):
    """What a run needs beside its documents is not there (a cluster, an extra); its text says what to do."""


class DocumentError(Exception):
    """One document could not be converted.

    `summary` is what happened, used when nothing more exact is given; `advice` is the next step.
    """

    code: ClassVar[str] = "failed"
    stage: ClassVar[str] = "convert"
    summary: ClassVar[str] = "The document could not be converted."
    advice: str = ""

    def __init__(self, message: str | None = None) -> None:
        super().__init__(message or self.summary)

    def __str__(self) -> str:
        return f"{self.args[0]} {self.advice}".strip()


# intake: before a reader sees the file


class EmptyFile(DocumentError):
    """The file holds no bytes, or a document without any page."""

    code = "empty-file"
    stage = "intake"
    summary = "The file is empty."
    advice = "Copy it again from where it came."


class Unsupported(DocumentError):
    """The content is of a kind that no reader exists for."""

    code = "unsupported"
    stage = "intake"
    summary = "The file is of a kind that cannot be read."
    advice = "Save a copy as PDF, PNG or .docx."

    def __init__(self, message: str | None = None, advice: str = "") -> None:
        """`advice` is that for the file's own kind; without it the general one is given."""
        super().__init__(message)
        self.advice = advice or type(self).advice


class NestedArchive(Unsupported):
    """An archive inside an archive."""

    summary = "This is an archive inside an archive."
    advice = "Unpack the outer one yourself and give the folder."


class NotText(DocumentError):
    """A command for plain text was given something else."""

    code = "not-text"
    stage = "intake"
    summary = "The file is no plain text."
    advice = "`sohoa read FILE` prints the repaired text of a document."


class Unreadable(DocumentError):
    """The operating system refuses to give the file or folder."""

    code = "unreadable"
    stage = "intake"
    summary = "The file cannot be opened."
    advice = "Check that it exists and that you may read it."


class ChangedFile(DocumentError):
    """Somebody wrote to the file, or removed it, while it was read."""

    code = "changed"
    stage = "read"
    summary = "The file changed while it was read."
    advice = "Run again when it is complete."


class TooLarge(DocumentError):
    """A limit on bytes, pixels or unpacked size is passed."""

    code = "too-large"
    stage = "intake"
    summary = "The file is larger than the limit."
    advice = "Raise the limit (see `sohoa convert --help`) if you trust the file, and add --retry-failed."


class TooManyPages(DocumentError):
    """The document has more pages than the limit allows."""

    code = "too-many-pages"
    stage = "read"
    summary = "The document has more pages than the limit."
    advice = "Raise --max-pages if you trust the file, and add --retry-failed; or split it."


class EncryptedArchive(DocumentError):
    """The .zip asks for a password."""

    code = "encrypted-archive"
    stage = "intake"
    summary = "The archive is protected by a password."
    advice = "Unpack it yourself and give the folder."


class UnsafeArchive(DocumentError):
    """The .zip looks like an attack: a path outside of it, or a tiny file that unpacks to a huge one."""

    code = "unsafe-archive"
    stage = "intake"
    summary = "The archive is not safe to unpack."
    advice = "Unpack it yourself if you trust it, and give the folder."


class DiskFull(DocumentError):
    """No room for what an archive unpacks to."""

    code = "disk-full"
    stage = "intake"
    summary = "There is no room for temporary files to unpack the archive."
    advice = "Make room, or set TMPDIR to a folder on a larger disk, and run again with --retry-failed."


# reading


class BrokenFile(DocumentError):
    """The content is damaged or cut off."""

    code = "broken-file"
    stage = "read"
    summary = "The file is damaged or incomplete."
    advice = "Copy or scan it again; opening and saving it in its own program may repair it."


class EncryptedPdf(DocumentError):
    """The PDF asks for a password to be opened."""

    code = "encrypted-pdf"
    stage = "read"
    summary = "The PDF is protected by a password."
    advice = "Save a copy without the password and convert that."


class EncryptedOffice(DocumentError):
    """The Word document asks for a password to be opened."""

    code = "encrypted-office"
    stage = "read"
    summary = "The Word document is protected by a password."
    advice = "Save a copy without the password and convert that."


class NoSuchPage(DocumentError):
    """None of the pages asked for is in the document."""

    code = "no-such-page"
    stage = "read"
    summary = "The document has none of the pages asked for."
    advice = "`sohoa inspect` says which pages it has."


# working on it


class Timeout(DocumentError):
    """The document took longer than it was allowed."""

    code = "timeout"
    stage = "convert"
    summary = "The document took longer than allowed and was stopped."
    advice = "Raise --timeout and run again with --retry-failed."


class OutOfMemory(DocumentError):
    """The worker had no memory left."""

    code = "out-of-memory"
    stage = "convert"
    summary = "There was not enough memory for the document."
    advice = "Run again with --retry-failed and fewer --jobs."


class Crashed(DocumentError):
    """The process that worked on the document died."""

    code = "crashed"
    stage = "convert"
    summary = "The process that worked on this document died."
    advice = "Run again with --retry-failed; if it dies again, please report it."


class Internal(DocumentError):
    """The program has a fault: an error that none of the others describes."""

    code = "internal"
    stage = "convert"
    summary = "The program has a fault and failed on this document."
    advice = "Please report it; the other documents are not affected."


class EngineFailed(DocumentError):
    """The OCR engine gave an error or is not installed."""

    code = "ocr-failed"
    stage = "ocr"
    summary = "The OCR engine failed."
    advice = "Run `sohoa doctor` to see whether Tesseract and its Vietnamese data are installed."


class MissingProgram(EngineFailed):
    """Tesseract or its data for the language is not installed."""

    code = "missing-tesseract"
    summary = "Tesseract is not installed."
    advice = "Install it (Debian: apt install tesseract-ocr tesseract-ocr-vie), or ask `sohoa doctor`."


class OcrTimeout(EngineFailed):
    """One page took the OCR engine longer than it was allowed; only that page is lost."""

    code = "ocr-timeout"
    summary = "OCR of the page took longer than allowed."
    advice = "Raise --page-timeout and run again."


def advice(code: str) -> str:
    """The next step that goes with a code; "" for a code of another version."""
    waiting = [DocumentError]
    while waiting:
        kind = waiting.pop(0)  # a class before those that inherit its code
        if kind.code == code:
            return kind.advice
        waiting.extend(kind.__subclasses__())
    return ""


class OutputError(Exception):
    """The output folder cannot be written; its text says why and what to do."""
