"""Pictures of a document's pages and of the places where its values stand.

key, page ─▶ JPEG ;  key, field ─▶ JPEG of its place
"""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from pebble import ProcessExpired
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from extract.core.errors import DocumentError
from extract.desk.archive import Opened
from extract.desk.desk import desk_of, opened
from extract.desk.guard import Refused
from extract.desk.pictures import CLOSE, VIEW
from extract.desk.sources import Sheet
from extract.desk.values import Values


def sheet(request: Request) -> Response:
    """A page, sharper with `close`."""
    found, number = opened(request), int(request.path_params["number"])
    dpi = CLOSE if "close" in request.query_params else VIEW
    drawn = _sheet(request, found, number)
    return _picture(lambda: desk_of(request).pictures.page(drawn, dpi))


def place(request: Request) -> Response:
    """Where a value stands."""
    found = opened(request)
    try:
        value = Values(found.record, found.machine, ()).of(request.query_params.get("field", ""))
    except (KeyError, TypeError) as error:
        raise Refused(HTTPStatus.NOT_FOUND, "desk-no-field") from error
    pages = {one["number"]: one["width"] for one in found.record["content"]["pages"]}
    if value.box is None or value.page is None or not pages.get(value.page):
        raise Refused(HTTPStatus.NOT_FOUND, "desk-no-picture")
    box, width = value.box, pages[value.page]
    drawn = _sheet(request, found, value.page)
    return _picture(lambda: desk_of(request).pictures.place(drawn, box, width))


def _sheet(request: Request, found: Opened, number: int) -> Sheet:
    known = {one["number"] for one in found.record["content"]["pages"]}
    drawn = desk_of(request).sources.sheet(found.record, number) if number in known else None
    if drawn is None:
        raise Refused(HTTPStatus.NOT_FOUND, "desk-no-picture")
    return drawn


def _picture(draw: Callable[[], bytes]) -> Response:
    try:
        return Response(draw(), media_type="image/jpeg")
    except (DocumentError, OSError, TimeoutError, ProcessExpired, ValueError) as error:
        raise Refused(HTTPStatus.NOT_FOUND, "desk-no-picture") from error


ROUTES = [Route("/d/{key}/page/{number:int}", sheet), Route("/d/{key}/place", place)]
