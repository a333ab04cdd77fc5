"""The image pages of a document, several at a time."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from extract.core.errors import DocumentError, MissingProgram
from extract.core.model import Page
from extract.core.options import PageDone
from extract.ocr.engine import Engine
from extract.ocr.page import ocr_page


def ocr_pages(
    path: Path,
    media_type: str,
    pages: Sequence[Page],
    engine: Engine,
    *,
    jobs: int = 1,
    timeout: float = 120.0,
    on_page: PageDone | None = None,
) -> list[Page]:
    """Read `pages` of one file, `jobs` at a time, and give them in the same order.

    A page that fails or takes longer than `timeout` seconds comes back as it was, with a warning; a missing
    engine raises MissingProgram. The engine works outside of the interpreter's lock, so threads serve.
    """
    done = 0
    read: list[Page] = []
    with ThreadPoolExecutor(max_workers=max(jobs, 1)) as pool:
        waiting = [pool.submit(_page_or_warning, path, media_type, page, engine, timeout) for page in pages]
        try:
            for future in waiting:
                read.append(future.result())
                done += 1
                if on_page is not None:
                    on_page(done, len(pages))
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    return read


def _page_or_warning(path: Path, media_type: str, page: Page, engine: Engine, timeout: float) -> Page:
    try:
        return ocr_page(path, media_type, page, engine, timeout)
    except MissingProgram:
        raise
    except MemoryError:
        raise
    except DocumentError as error:
        warning = f"Page {page.number} was not read: {error}"
    except Exception as error:  # a fault of ours or of a library, on a page that nobody thought of
        warning = f"Page {page.number} was not read: the program failed ({type(error).__name__}: {error})."
    return replace(page, warnings=(*page.warnings, warning))
