"""What can go wrong: with one document (a stable code, the stage, and what to do about it) or with a run.

    any stage ── raises DocumentError ─▶ pipeline ─▶ Record.processing.error {code, cause, message, ...}

A DocumentError concerns one document; the batch goes on. All sentences are of `schemas.catalogue`: an error
holds codes and parameters, and its `str` says them in the language of the run. Codes are part of the
contract: they may be added, never renamed.
"""

# ruff: noqa: N818 (an EmptyFile needs no "Error" behind it: that is what the base class says)

from __future__ import annotations

from enum import IntEnum
from typing import Any, ClassVar

from schemas.catalogue import Language, Message, codes, say


class ExitCode(IntEnum):
    """What the program tells the shell; part of the contract (README.md)."""

    OK = 0  # every document found is converted, now or by an earlier run
    SOME_FAILED = 1  # at least one document has an error record, or a single command could not do its work
    USAGE = 2  # the command line is wrong, the output folder cannot be written, or no cluster answers
    NOTHING = 3  # no document was found under the given paths
    MISSING_PROGRAM = 4  # a required program or language file is not installed
    INTERRUPTED = 130  # Ctrl-C or SIGTERM; what is finished stays, run again to go on


class SpokenError(Exception):
    """Something that a person is told; `message` says it."""

    def __init__(self, cause: str, /, **params: object) -> None:
        """`cause`: a code of the catalogue, with what stands in the gaps of its sentence."""
        self.message = Message.of(cause, **params)
        super().__init__(self.message)

    def __str__(self) -> str:
        return self.message.say()

    def __reduce__(self) -> tuple[Any, ...]:
        return _again, (type(self), (self.message.code,), dict(self.message.params))


class SetupError(SpokenError):
    """What a run needs beside its documents is not there (a cluster, an extra); it says what to do."""


class OutputError(SpokenError):
    """The output folder cannot be written; it says why and what to do."""


class DocumentError(SpokenError):
    """One document could not be converted.

    `code` says what kind of error it is, `cause` exactly which; `advice` is the code of the next step.
    """

    code: ClassVar[str] = "failed"
    stage: ClassVar[str] = "convert"
    advice: str = ""

    def __init__(self, cause: str = "", advice: str = "", /, **params: object) -> None:
        """Without a cause the general sentence of the code; `advice`: that for its own kind."""
        super().__init__(cause or self.code, **params)
        self.advice = advice or type(self).advice

    @property
    def cause(self) -> str:
        """The code of the exact sentence."""
        return self.message.code

    def next_step(self, language: Language | None = None) -> str:
        """What to do, in the language of the run when none is given; "" when nobody knows."""
        return Message(self.advice).say(language) if self.advice else ""

    def about_page(self, code: str, number: int) -> Message:
        """The error as a notice, `code`, of a document that goes on without what the page lacks now."""
        params = dict(self.message.params) | {"page": number}
        return Message.of(code, cause=self.cause, advice=self.advice, **params)

    def __str__(self) -> str:
        return f"{self.message} {self.next_step()}".strip()

    def __reduce__(self) -> tuple[Any, ...]:
        return _again, (type(self), (self.cause, self.advice), dict(self.message.params))


def _again(kind: type[SpokenError], codes: tuple[str, ...], params: dict[str, Any]) -> SpokenError:
    """The same error in another process."""
    return kind(*codes, **params)


# intake: before a reader sees the file


class EmptyFile(DocumentError):
    """The file holds no bytes, or a document without any page."""

    code = "empty-file"
    stage = "intake"
    advice = "copy-again"


class Unsupported(DocumentError):
    """The content is of a kind that no reader exists for."""

    code = "unsupported"
    stage = "intake"
    advice = "save-as-pdf-png-docx"


class NotText(DocumentError):
    """A command for plain text was given something else."""

    code = "not-text"
    stage = "intake"
    advice = "read-documents-with-read"


class Unreadable(DocumentError):
    """The operating system refuses to give the file or folder."""

    code = "unreadable"
    stage = "intake"
    advice = "check-it-can-be-read"


class ChangedFile(DocumentError):
    """Somebody wrote to the file, or removed it, while it was read."""

    code = "changed"
    stage = "read"
    advice = "run-when-complete"


class TooLarge(DocumentError):
    """A limit on bytes, pixels or unpacked size is passed."""

    code = "too-large"
    stage = "intake"
    advice = "raise-limit"


class TooManyPages(DocumentError):
    """The document has more pages than the limit allows."""

    code = "too-many-pages"
    stage = "read"
    advice = "raise-max-pages"


class EncryptedArchive(DocumentError):
    """The .zip asks for a password."""

    code = "encrypted-archive"
    stage = "intake"
    advice = "unpack-yourself"


class UnsafeArchive(DocumentError):
    """The .zip looks like an attack: a path outside of it, or a tiny file that unpacks to a huge one."""

    code = "unsafe-archive"
    stage = "intake"
    advice = "unpack-if-trusted"


class DiskFull(DocumentError):
    """No room for what an archive unpacks to."""

    code = "disk-full"
    stage = "intake"
    advice = "make-room"


# reading


class BrokenFile(DocumentError):
    """The content is damaged or cut off."""

    code = "broken-file"
    stage = "read"
    advice = "copy-or-scan-again"


class EncryptedPdf(DocumentError):
    """The PDF asks for a password to be opened."""

    code = "encrypted-pdf"
    stage = "read"
    advice = "save-without-password"


class EncryptedOffice(DocumentError):
    """The Word document asks for a password to be opened."""

    code = "encrypted-office"
    stage = "read"
    advice = "save-without-password"


class NoSuchPage(DocumentError):
    """None of the pages asked for is in the document."""

    code = "no-such-page"
    stage = "read"
    advice = "inspect-tells-pages"


# working on it


class Timeout(DocumentError):
    """The document took longer than it was allowed."""

    code = "timeout"
    stage = "convert"
    advice = "raise-timeout"


class OutOfMemory(DocumentError):
    """The worker had no memory left."""

    code = "out-of-memory"
    stage = "convert"
    advice = "fewer-jobs"


class Crashed(DocumentError):
    """The process that worked on the document died."""

    code = "crashed"
    stage = "convert"
    advice = "retry-and-report"


class Internal(DocumentError):
    """The program has a fault: an error that none of the others describes."""

    code = "internal"
    stage = "convert"
    advice = "please-report"

    @classmethod
    def of(cls, error: Exception) -> Internal:
        """What nobody thought of."""
        return cls("program-failed", type=type(error).__name__, error=error)


class EngineFailed(DocumentError):
    """The OCR engine gave an error or is not installed."""

    code = "ocr-failed"
    stage = "ocr"
    advice = "ask-doctor"


class MissingProgram(EngineFailed):
    """Tesseract or its data for the language is not installed."""

    code = "missing-tesseract"
    advice = "install-tesseract"


class OcrTimeout(EngineFailed):
    """One page took the OCR engine longer than it was allowed; only that page is lost."""

    code = "ocr-timeout"
    advice = "raise-page-timeout"


def general(code: str) -> str:
    """The general sentence of an error's code; "" for a code of another version."""
    return say(code) if code in codes("errors") else ""


def advice(code: str) -> str:
    """The next step that goes with an error's code; "" for a code of another version."""
    waiting = [DocumentError]
    while waiting:
        kind = waiting.pop(0)  # a class before those that inherit its code
        if kind.code == code:
            return kind().next_step()
        waiting.extend(kind.__subclasses__())
    return ""
