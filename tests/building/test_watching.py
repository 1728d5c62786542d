from __future__ import annotations

import threading
import time
import urllib.error
import urllib.request
from typing import TYPE_CHECKING

import pytest

from brief.building import Request
from brief.building.watching import serve, watch
from editions import HEAD, put

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from brief.building import Built

BLOCKS = "blocks:\n  - {kind: text, heading: Boxes, body: 'Boxes fell {boxes} in the spring [@notes:2].'}\n"


def wait(condition: Callable[[], bool], seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "nothing happened in time"
        time.sleep(0.05)


def test_a_save_is_a_build_and_a_mistake_does_not_end_the_watch(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    briefing = put(tmp_path, HEAD + BLOCKS)
    request = Request(briefing, tmp_path / "out", ("markdown",))
    builds: list[Built] = []
    stop = threading.Event()
    watching = threading.Thread(target=watch, args=(request, builds.append), kwargs={"until": stop.is_set})
    watching.start()
    try:
        wait(lambda: len(builds) == 1)
        briefing.write_text(HEAD + BLOCKS.replace("fell", "plunged"))
        wait(lambda: len(builds) == 2)
        assert "plunged" in (request.folder / "digest.md").read_text()
        briefing.write_text(HEAD.replace("dek:", "standfirst:") + BLOCKS)
        wait(lambda: "standfirst" in capsys.readouterr().err)
        briefing.write_text(HEAD + BLOCKS)
        wait(lambda: len(builds) == 3)
    finally:
        stop.set()
        watching.join()


def test_the_version_changes_with_the_build_and_the_server_is_this_machines_alone(tmp_path: Path) -> None:
    (tmp_path / "proof.html").write_text("<p>proof</p>")
    server = serve(tmp_path)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    home = f"http://127.0.0.1:{server.server_port}"

    def get(path: str) -> str:
        with urllib.request.urlopen(home + path) as answer:  # noqa: S310  (our own server)
            return str(answer.read().decode())

    try:
        assert server.server_address[0] == "127.0.0.1"
        assert get("/version") == "none"
        (tmp_path / "manifest.json").write_text("{}")
        first = get("/version")
        (tmp_path / "manifest.json").write_text('{"a": 1}')
        second = get("/version")
        assert first != second != "none"
        server.problems = "briefing.yaml:2:1: ‘standfirst’ is no key"
        assert get("/version") == f"{second}\n{server.problems}"
        server.problems = ""
        assert get("/version") == second
        assert get("/proof.html") == "<p>proof</p>"
        with pytest.raises(urllib.error.HTTPError):
            get("/../secret")
    finally:
        server.shutdown()
        server.server_close()
