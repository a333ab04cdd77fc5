"""`sohoa review`: the server from its start to Ctrl-C.

folder, port ─ socket first ─▶ address with a token ─▶ browser ; uvicorn ─▶ until Ctrl-C
"""

from __future__ import annotations

import errno
import getpass
import ipaddress
import socket
import webbrowser
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Timer
from urllib.parse import SplitResult, urlsplit

import uvicorn
from anyio import to_thread

from extract.core.errors import SetupError
from extract.desk.app import build
from extract.desk.archive import Archive
from extract.desk.desk import Desk
from extract.desk.guard import ENTRANCE, LOGIN, Door
from extract.desk.office import Office
from extract.desk.pictures import Pictures
from extract.desk.queue import Queue
from extract.desk.received import Received
from extract.desk.sessions import Sessions
from extract.desk.sources import Sources
from extract.desk.webhooks import Webhook
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
    users: Path | None = None  # a file of users; None: one person on his own machine
    certificate: Path | None = None  # PEM, with its key
    key: Path | None = None
    public: str | None = None  # address by which a proxy shows the desk: https://so-hoa.co-quan.vn
    inbox: Path | None = None  # where documents lie that programs send in; None: they are not converted here

    @property
    def address(self) -> SplitResult | None:
        """The public one, apart."""
        return urlsplit(self.public) if self.public else None

    def check(self) -> None:
        """Raises SetupError for a room that is open to anybody."""
        if not _is_here(self.host) and self.users is None:
            raise SetupError("desk-needs-users", host=self.host)
        if not _is_here(self.host) and not (self.certificate or self.public):
            raise SetupError("desk-needs-tls", host=self.host)


def desk(settings: Settings, port: int) -> Desk:
    """Everything that the pages work with; the index is brought up to date first. Raises OutputError."""
    ensure(settings.folder)
    settle(settings.folder)
    sessions, who = Sessions(), _user()
    office = Office(settings.folder, settings.language, settings.users)
    office.own(sessions.token, who)
    inbox = settings.inbox or settings.folder.with_name(f"{settings.folder.resolve().name}-inbox")
    received = Received(settings.folder, inbox)
    pictures = Pictures()
    return Desk(
        Archive(settings.folder),
        Sources(settings.folder, (*settings.documents, inbox), pictures.unpacked),
        pictures,
        sessions,
        _door(settings, port, office),
        settings.language,
        who,
        office,
        received,
        Queue(received, settings.folder) if settings.inbox else None,
    )


def _door(settings: Settings, port: int, office: Office) -> Door:
    hosts = {f"{name}:{port}" for name in (_in_address(settings.host), LOOPBACK, "localhost")}
    scheme = "https" if settings.certificate else "http"
    if settings.address:
        hosts, scheme = {settings.address.netloc.lower()}, settings.address.scheme
    return Door(frozenset(hosts), scheme, f"sohoa-{port}", office.by_key, office.heard, office.has_users)


def serve(
    settings: Settings,
    told: Callable[[str], None],
    browser: bool = True,
    webhook: tuple[str, bytes] | None = None,
) -> None:
    """Until Ctrl-C. `told` gets the address to open; `webhook`: URL and secret of another program.

    Raises SetupError, OutputError.
    """
    settings.check()
    with closing(_bound(settings.host, settings.port)) as listening:
        port = listening.getsockname()[1]
        made = desk(settings, port)
        server = settings.public or f"{made.door.scheme}://{_in_address(settings.host)}:{port}"
        door = f"{server}{ENTRANCE}?token="
        told(f"{server}{LOGIN}" if settings.users else f"{door}{made.sessions.token}")
        if browser:
            opener = Timer(BROWSER_AFTER, webbrowser.open, [f"{door}{made.sessions.once}"])
            opener.daemon = True
            opener.start()
        config = uvicorn.Config(
            build(made), log_level="error", access_log=False, server_header=False, ws="none",
            timeout_graceful_shutdown=GRACE, ssl_certfile=settings.certificate, ssl_keyfile=settings.key,
            proxy_headers=False,
        )  # fmt: skip
        with _at_work(made, webhook):
            _Server(config, made).run([listening])


@contextmanager
def _at_work(made: Desk, webhook: tuple[str, bytes] | None) -> Iterator[None]:
    """What goes on beside the pages: documents are converted, another program is told."""
    made.received.take_up()
    beside: list[Queue | Webhook] = [made.queue] if made.queue else []
    if webhook:
        beside.append(Webhook(*webhook, made.archive.folder, made.received))
    for one in beside:
        one.start()
    try:
        yield
    finally:
        made.ending.set()
        for one in beside:
            one.stop()


class _Server(uvicorn.Server):
    """Ends with nobody waiting for a picture."""

    def __init__(self, config: uvicorn.Config, made: Desk) -> None:
        super().__init__(config)
        self._made = made

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Pictures first: requests that wait for them hold the end up."""
        self._made.ending.set()
        await to_thread.run_sync(self._made.pictures.close)
        await super().shutdown(sockets)


def _is_here(host: str) -> bool:
    """Whether only this machine can reach it: whoever else could would need a name and a password."""
    with suppress(ValueError):
        return ipaddress.ip_address(host).is_loopback
    return host == "localhost"


def _in_address(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _bound(host: str, port: int) -> socket.socket:
    """The port is ours before anything is made for it. Raises SetupError."""
    listening = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen()  # who comes before the server is up waits
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
