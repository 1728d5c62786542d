"""`--watch`: build on every save, and show the folder to this machine alone, so that the open page can reload."""

from __future__ import annotations

import threading
import time
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

from brief.building import Built, Request, build, manifest
from brief.errors import BriefError
from brief.formats.base import package_templates
from brief.reading.folders import find_desk
from brief.terminal import announce, complain

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

INTERVAL = 0.3
"""Seconds between two looks at the files."""


class Server(ThreadingHTTPServer):
    """A server of an output folder that knows why the newest save could not be built."""

    problems = ""


class _Handler(SimpleHTTPRequestHandler):
    """The output folder, read only, and `/version`: a hash that changes with every build.

    Below it, on lines of their own, stand the problems of a newer save that could not be built.
    """

    protocol_version = "HTTP/1.1"
    server: Server

    def do_GET(self) -> None:
        if self.path == "/version":
            self._answer(f"{_version(self.directory)}\n{self.server.problems}".rstrip())
        else:
            super().do_GET()

    def _answer(self, text: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/plain; charset=utf-8")
        self.send_header("Cache-Control", "no-store")
        data = text.encode()
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def end_headers(self) -> None:
        self.send_header("X-Content-Type-Options", "nosniff")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  (the library's name)
        """Nothing: each poll would be a line."""


def _version(folder: str) -> str:
    from pathlib import Path

    try:
        return manifest.digest((Path(folder) / manifest.NAME).read_bytes())[:16]
    except OSError:
        return "none"


def serve(folder: Path) -> Server:
    """A server of the folder on the loopback address, at a port the system chooses; not started yet."""
    return Server(("127.0.0.1", 0), partial(_Handler, directory=str(folder)))


def snapshot(request: Request) -> Mapping[str, tuple[int, int]]:
    """Time and size of every file that a build of this briefing may read."""
    folder = request.briefing.parent
    desk = find_desk(folder)
    roots = [folder, package_templates(), *([desk.parent / "templates"] if desk else [])]
    found = (path for root in roots if root.is_dir() for path in root.rglob("*") if path.is_file())
    files = [path for path in found if path.parent.name != "__pycache__"]
    seen = {}
    for path in [*files, *([desk] if desk else [])]:
        try:
            stat = path.stat()
        except FileNotFoundError:  # an editor that saves by replacing
            continue
        seen[str(path)] = (stat.st_mtime_ns, stat.st_size)
    return seen


def watch(request: Request, say: Callable[[Built], None], *, until: Callable[[], bool] = lambda: False) -> None:
    """Build, then build again whenever a file changes, until the person stops it (or `until` says so)."""
    request.folder.mkdir(parents=True, exist_ok=True)
    server = serve(request.folder)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}/proof.html"
    seen: Mapping[str, tuple[int, int]] = {}
    try:
        while not until():
            now = snapshot(request)
            if now != seen:
                server.problems = _once(request, say)
                first, seen = not seen, now
                if first:
                    announce(f"Proof page: {address} (Ctrl-C ends)")
            time.sleep(INTERVAL)
    except KeyboardInterrupt:
        announce("")
    finally:
        server.shutdown()
        server.server_close()


def _once(request: Request, say: Callable[[Built], None]) -> str:
    """One build; what is wrong is said, and the watch goes on. What kept the edition from being built at all."""
    try:
        built = build(request)
    except BriefError as error:
        complain(str(error))
        return str(error)
    for failure in built.failures.values():
        complain(str(failure))
    say(built)
    return ""
