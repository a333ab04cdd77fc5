"""`sohoa review`: the server from its start to Ctrl-C.

folder, port ─ socket first ─▶ address with a token ─▶ browser ; uvicorn ─▶ until Ctrl-C
"""

from __future__ import annotations

import errno
import getpass
import socket
import webbrowser
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from threading import Timer

import uvicorn

from extract.core.errors import SetupError
from extract.desk.app import build
from extract.desk.archive import Archive
from extract.desk.desk import Desk
from extract.desk.guard import Door
from extract.desk.pictures import Pictures
from extract.desk.sessions import Sessions
from extract.desk.sources import Sources
from extract.index.build import ensure
from extract.review.settled import settle
from schemas.catalogue import Language
from schemas.catalogue.system import why

LOOPBACK = "127.0.0.1"
BROWSER_AFTER = 0.5  # seconds: the server answers by then
GRACE = 2  # seconds that open requests get at the end


@dataclass(frozen=True, slots=True)
class Settings:
    """How the desk is started."""

    folder: Path
    port: int = 0  # 0: any that is free
    host: str = LOOPBACK
    language: Language = Language.VI
    documents: Sequence[Path] = field(default=())


def desk(settings: Settings, port: int) -> Desk:
    """Everything that the pages work with; the index is brought up to date first. Raises OutputError."""
    ensure(settings.folder)
    settle(settings.folder)
    hosts = {f"{name}:{port}" for name in (settings.host, LOOPBACK, "localhost")}
    return Desk(
        Archive(settings.folder),
        Sources(settings.folder, settings.documents),
        Pictures(),
        Sessions(),
        Door(frozenset(hosts), "http", f"sohoa-{port}"),
        settings.language,
        _user(),
    )


def serve(settings: Settings, told: Callable[[str], None], browser: bool = True) -> None:
    """Until Ctrl-C. `told` gets the address to open. Raises SetupError, OutputError."""
    with closing(_bound(settings.host, settings.port)) as listening:
        port = listening.getsockname()[1]
        made = desk(settings, port)
        address = f"http://{settings.host}:{port}/open?token={made.sessions.token}"
        told(address)
        if browser:
            opener = Timer(BROWSER_AFTER, webbrowser.open, [address])
            opener.daemon = True
            opener.start()
        config = uvicorn.Config(
            build(made), log_level="warning", access_log=False, server_header=False, ws="none",
            timeout_graceful_shutdown=GRACE,
        )  # fmt: skip
        uvicorn.Server(config).run([listening])


def _bound(host: str, port: int) -> socket.socket:
    """The port is ours before anything is made for it. Raises SetupError."""
    listening = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError as error:
        listening.close()
        if error.errno == errno.EADDRINUSE:
            raise SetupError("desk-port-taken", port=port) from error
        raise SetupError("desk-no-address", host=host, port=port, error=why(error)) from error
    return listening


def _user() -> str:
    """The name of who started it, until a person gives another."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return "sohoa"
