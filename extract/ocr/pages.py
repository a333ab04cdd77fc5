"""Pages that need their pictures, several at a time.

Pages ─▶ threads: a step with each page's PageContext ─▶ Pages in the same order, failures as warnings
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

from extract.core.errors import DocumentError, MissingProgram
from extract.core.model import Page
from extract.core.options import PageDone
from extract.ocr.context import PageContext
from schemas.catalogue import Message

NOT_READ = ("page-not-read", "page-program-failed")  # warnings of a page whose step failed

Step = Callable[[Page, PageContext], Page]


def each_page(
    pages: Sequence[Page],
    step: Step,
    context_of: Callable[[Page], PageContext],
    *,
    jobs: int = 1,
    on_page: PageDone | None = None,
) -> list[Page]:
    """The step done to all pages, `jobs` at a time; `on_page` is told of each one done.

    A page that fails or takes too long comes back as it was, with a warning; a missing engine raises
    MissingProgram. Engines work outside of the interpreter's lock, so threads serve.
    """
    done: list[Page] = []
    with ThreadPoolExecutor(max_workers=max(jobs, 1)) as pool:
        waiting = [pool.submit(_page_or_warning, page, step, context_of) for page in pages]
        try:
            for future in waiting:
                done.append(future.result())
                if on_page is not None:
                    on_page(len(done), len(pages))
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    return done


def _page_or_warning(page: Page, step: Step, context_of: Callable[[Page], PageContext]) -> Page:
    try:
        return step(page, context_of(page))
    except MissingProgram:
        raise
    except MemoryError:
        raise
    except DocumentError as error:
        warning = error.about_page("page-not-read", page.number)
    except Exception as error:  # a fault of ours or of a library, on a page that nobody thought of
        name = type(error).__name__
        warning = Message.of("page-program-failed", page=page.number, type=name, error=error)
    return page.told(warning)
