"""The record of a document that could not be converted: what it is, and what went wrong.

Source, DocumentError ─▶ Record with `processing.error`, all else empty
"""

from __future__ import annotations

from extract.core.errors import DocumentError
from extract.core.options import Options
from extract.core.source import Source
from extract.intake.identity import fingerprint, of_several
from extract.version import VERSION
from schemas.catalogue import Language
from schemas.record import Error, Processing, Record, SourceFile, identity


def failed(source: Source, error: DocumentError, options: Options, seconds: float = 0.0) -> Record:
    """A record that says why; the file's hash stands in it when it may be read at all."""
    file = SourceFile(
        path=source.original, record=source.output, files=source.files, media_type=source.media_type
    )
    try:
        sizes = [path.stat().st_size for path in source.paths]
        file.bytes = sum(sizes)
        if max(sizes) <= options.limits.max_bytes and all(path.is_file() for path in source.paths):
            digests = [fingerprint(path)[0] for path in source.paths]
            file.sha256 = of_several(digests) if source.pictures else digests[0]
    except OSError:
        pass  # unreadable: the error says so
    processing = Processing(
        version=VERSION,
        schema=options.schema,
        seconds=round(seconds, 3),
        language=options.language,
        error=problem_of(error, options.language),
    )
    return Record(id=identity(file.sha256), source=file, processing=processing)


def problem_of(error: DocumentError, language: Language) -> Error:
    """The error as records tell it."""
    return Error(
        code=error.code,
        cause=error.cause,
        params=dict(error.message.params),
        message=error.message.say(language),
        advice=error.next_step(language),
        stage=error.stage,
    )
