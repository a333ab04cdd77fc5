"""Pictures of a document's pages and of the places where its values stand.

key, page ─▶ JPEG ;  key, field ─▶ JPEG of its place
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from http import HTTPStatus
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from extract.desk.archive import Opened
from extract.desk.desk import desk_of, opened
from extract.desk.guard import Refused
from extract.desk.hits import boxes
from extract.desk.pictures import CLOSE, UNDRAWN, VIEW
from extract.desk.sources import Sheet
from extract.desk.speech import page
from extract.desk.values import Values
from extract.intake.formats import JPEG
from schemas.kinds import Kind


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
    except ValueError as error:
        raise Refused(HTTPStatus.NOT_FOUND, "desk-no-field") from error
    pages = {one["number"]: one["width"] for one in found.record["content"]["pages"]}
    if value.box is None or value.page is None or not pages.get(value.page):
        raise Refused(HTTPStatus.NOT_FOUND, "desk-no-picture")
    box, width = value.box, pages[value.page]
    drawn = _sheet(request, found, value.page)
    return _picture(lambda: desk_of(request).pictures.place(drawn, box, width))


def at(request: Request) -> Response:
    """What stands at a point of a page: a value's place, else the line there."""
    found, asked = opened(request), request.query_params
    try:
        number, x, y = int(asked.get("page", "")), float(asked.get("x", "")), float(asked.get("y", ""))
    except ValueError as error:
        raise Refused(HTTPStatus.BAD_REQUEST, "desk-no-picture") from error
    places = [
        (one["text"], one["bbox"])
        for one in found.record["evidence"]
        if one["page"] == number and one["bbox"]
    ]
    text = _smallest(places, x, y)
    if text is None:
        text = _line(request, found, number, (x, y))
    return page(request, "_at.html", text=text) if text else Response(status_code=HTTPStatus.NO_CONTENT)


def hits(request: Request) -> Response:
    """Where the words that were sought stand on a page: boxes in points."""
    found, number = opened(request), int(request.path_params["number"])
    drawn = _sheet(request, found, number)
    with suppress(*UNDRAWN):
        lines = desk_of(request).pictures.words(drawn, **_of_page(found, number))
        return JSONResponse(boxes(lines, request.query_params.get("q", "")))
    return JSONResponse([])


def _of_page(found: Opened, number: int) -> dict[str, Any]:
    """How wide it is, and whether its own text can be trusted."""
    of = next(one for one in found.record["content"]["pages"] if one["number"] == number)
    return {"width": of["width"], "own": of["verdict"] == Kind.GOOD}


def _line(request: Request, found: Opened, number: int, point: tuple[float, float]) -> str | None:
    """A line of the page, read anew where its own text is not to be trusted."""
    drawn = _sheet(request, found, number)
    with suppress(*UNDRAWN):
        return desk_of(request).pictures.text_at(drawn, *point, **_of_page(found, number))
    return None


def _smallest(places: Iterable[tuple[str, Sequence[float]]], x: float, y: float) -> str | None:
    """The text of the smallest box around a point."""
    around = [(box, text) for text, box in places if box[0] <= x <= box[2] and box[1] <= y <= box[3]]
    return min(around, key=lambda one: _area(one[0]))[1] if around else None


def _area(box: Sequence[float]) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _sheet(request: Request, found: Opened, number: int) -> Sheet:
    known = {one["number"] for one in found.record["content"]["pages"]}
    drawn = desk_of(request).sources.sheet(found.record, number) if number in known else None
    if drawn is None:
        raise Refused(HTTPStatus.NOT_FOUND, "desk-no-picture")
    return drawn


def _picture(draw: Callable[[], bytes]) -> Response:
    try:
        return Response(draw(), media_type=JPEG.media_type)
    except UNDRAWN as error:
        raise Refused(HTTPStatus.NOT_FOUND, "desk-no-picture") from error


ROUTES = [
    Route("/d/{key}/page/{number:int}", sheet),
    Route("/d/{key}/hits/{number:int}", hits),
    Route("/d/{key}/place", place),
    Route("/d/{key}/at", at),
]
