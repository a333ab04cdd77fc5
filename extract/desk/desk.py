"""What every page of the desk works with."""

from __future__ import annotations

from dataclasses import dataclass, field
from http import HTTPStatus
from threading import Event

from starlette.requests import Request

from extract.desk.archive import Archive, Opened
from extract.desk.guard import Door, Refused
from extract.desk.office import Office
from extract.desk.pictures import Pictures
from extract.desk.queue import Queue
from extract.desk.received import Received
from extract.desk.sessions import Sessions
from extract.desk.sources import Sources
from schemas.catalogue import Language


@dataclass(frozen=True, slots=True)
class Desk:
    """One output folder under review. `who`: the name that signs until a person gives another."""

    archive: Archive
    sources: Sources
    pictures: Pictures
    sessions: Sessions
    door: Door
    language: Language
    who: str
    office: Office
    received: Received
    queue: Queue | None = None  # None: what is sent in waits for a server that converts
    ending: Event = field(default_factory=Event)


def desk_of(request: Request) -> Desk:
    """The desk that answers."""
    desk: Desk = request.app.state.desk
    return desk


def has_pictures(request: Request, found: Opened) -> bool:
    """Whether pages of a document can be shown."""
    pages = found.record["content"]["pages"]
    return bool(pages) and desk_of(request).sources.sheet(found.record, pages[0]["number"]) is not None


def opened(request: Request) -> Opened:
    """The document that the address names. Raises Refused."""
    found = desk_of(request).archive.opened(request.path_params["key"])
    if found is None:
        raise Refused(HTTPStatus.NOT_FOUND, "desk-no-document")
    return found
