"""Services on this machine's loopback address that keep the documented rules of those that people post to.

Slack: api.slack.com, "Formatting text for app surfaces" (`<!channel>`, `<@U1>` and `<#C1>` reach people), "Sending
messages using incoming webhooks" (bodies and errors), "Block Kit: blocks" (limits), "Rate limits" (429 with
Retry-After). Discord: docs.discord.com, "Webhook Resource" (Execute, wait, Edit), "Message Resource" (content 2,000;
ten embeds; 6,000 characters in all), "Rate Limits" (429 with Retry-After and JSON), "Opcodes and Status Codes" (10015,
50006, 50035). Mattermost: developers.mattermost.com, "Incoming webhooks" (text or
attachments; `ok`), "Message limits" (16,383 characters).
"""

from __future__ import annotations

import json
import re
import ssl
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, unquote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path
    from typing import Self


@dataclass(frozen=True)
class Call:
    """A request as it came."""

    method: str
    path: str
    query: Mapping[str, list[str]]
    headers: Mapping[str, str]
    body: bytes

    @property
    def content(self) -> Any:  # noqa: ANN401  (a tree of JSON)
        return json.loads(self.body)


@dataclass(frozen=True)
class Reply:
    """An answer; `silent` closes the connection without one, `late` waits before it, `drip` sends it byte by byte."""

    status: int = 200
    body: bytes = b"ok"
    headers: Mapping[str, str] = field(default_factory=dict)
    silent: bool = False
    late: float = 0
    drip: float = 0


def told(status: int, content: object) -> Reply:
    return Reply(status, json.dumps(content).encode(), {"Content-Type": "application/json"})


def secured(folder: Path) -> ssl.SSLContext:
    """TLS with the certificate in a folder."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(folder / "cert.pem", folder / "key.pem")
    return context


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 32
    service: Service

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ANN401
        """Nothing: whoever is stopped in the middle of a request breaks the connection."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def _any(self) -> None:
        service, parts = self.server.service, urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        headers = {name.lower(): value for name, value in self.headers.items()}
        call = Call(self.command, parts.path, parse_qs(parts.query), headers, body)
        with service.lock:
            service.calls.append(call)
            planned = service.planned.pop(0) if service.planned else None
            # What is silent or late has been done: only its answer is lost.
            made = service.answer(call) if planned is None or planned.silent or planned.late else planned
        if planned and planned.late:
            time.sleep(planned.late)
        if planned and planned.silent:
            self.close_connection = True
            return
        self._send(made)

    do_GET = do_POST = do_PUT = do_PATCH = _any  # noqa: N815  (the library's names)

    def _send(self, reply: Reply) -> None:
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        for at in range(0, len(reply.body), 1 if reply.drip else max(1, len(reply.body))):
            if reply.drip:
                time.sleep(reply.drip)
            self.wfile.write(reply.body[at : at + (1 if reply.drip else len(reply.body))])
            self.wfile.flush()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  (the library's name)
        """Nothing: calls are kept."""


class Service:
    """A server that takes everything; `planned` are the answers it gives first, None where it is its own."""

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self.calls: list[Call] = []
        self.planned: list[Reply | None] = []
        self.lock = threading.Lock()
        self.server = _Server(("127.0.0.1", 0), _Handler)
        self.server.service = self
        if tls:
            self.server.socket = tls.wrap_socket(self.server.socket, server_side=True, do_handshake_on_connect=False)
        self.scheme = "https" if tls else "http"

    def answer(self, call: Call) -> Reply:  # noqa: ARG002  (what subclasses look at)
        return Reply()

    @property
    def address(self) -> str:
        return f"{self.scheme}://localhost:{self.server.server_port}"

    def __enter__(self) -> Self:
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.server.server_close()


class Slack(Service):
    """An incoming webhook of Slack."""

    path = "/services/T0AAAAAAA/B0BBBBBBB/s3cr3ts3cr3ts3cr3ts3cr3t"

    def __init__(self) -> None:
        super().__init__()
        self.posted: list[Any] = []
        self.pinged: list[str] = []

    def answer(self, call: Call) -> Reply:
        if call.path != self.path:
            return Reply(404, b"no_service")
        try:
            content = json.loads(call.body)
        except ValueError:
            return Reply(400, b"invalid_payload")
        if not content.get("text") and not content.get("blocks"):
            return Reply(400, b"no_text")
        if problem := _unlike_slack(content.get("blocks", [])):
            return Reply(400, f"invalid_blocks: {problem}".encode())
        self.pinged += [text for text in _marked_up(content) if re.search("<[!@#]", text)]
        self.posted.append(content)
        return Reply()


def _marked_up(content: Any) -> Iterator[str]:  # noqa: ANN401  (a tree of JSON)
    """The texts in which Slack reads its own markup: the fallback, and objects of the type mrkdwn."""
    if isinstance(content, dict):
        if isinstance(content.get("text"), str) and content.get("type", "mrkdwn") == "mrkdwn":
            yield content["text"]
        content = list(content.values())
    if isinstance(content, list):
        for part in content:
            yield from _marked_up(part)


def _unlike_slack(blocks: list[dict[str, Any]]) -> str:
    """The first limit of Block Kit that is not kept."""
    if len(blocks) > 50:
        return "more than 50 blocks"
    if sum(block["type"] == "table" for block in blocks) > 1:
        return "more than one table"
    for block in blocks:
        holds = _BLOCKS.get(block["type"])
        if holds is None or not holds(block):
            return f"{block['type']} unknown, or too long"
    return ""


_BLOCKS: dict[str, Callable[[dict[str, Any]], bool]] = {
    "header": lambda block: len(block["text"]["text"]) <= 150 and block["text"]["type"] == "plain_text",
    "section": lambda block: (
        len(block.get("text", {}).get("text", "")) <= 3000
        and len(block.get("fields", [])) <= 10
        and all(len(one["text"]) <= 2000 for one in block.get("fields", []))
    ),
    "context": lambda block: len(block["elements"]) <= 10,
    "table": lambda block: len(block["rows"]) <= 100 and all(len(row) <= 20 for row in block["rows"]),
    "image": lambda block: len(block["image_url"]) <= 3000 and len(block["alt_text"]) <= 2000,
    "divider": lambda _: True,
    "rich_text": lambda block: bool(block["elements"]),
}
"""Block Kit's blocks, and whether one keeps its limits."""


_MENTION = re.compile(r"@everyone|@here|<@[!&]?\d+>")


class Discord(Service):
    """A webhook of Discord."""

    path = "/api/webhooks/1234567890/t0kent0kent0kent0ken"

    def __init__(self) -> None:
        super().__init__()
        self.messages: dict[str, Any] = {}
        self.pinged: list[str] = []

    def answer(self, call: Call) -> Reply:
        if not call.path.startswith(self.path):
            return told(404, {"message": "Unknown Webhook", "code": 10015})
        try:
            content = json.loads(call.body)
        except ValueError:
            return told(400, {"message": "The request body contains invalid JSON.", "code": 50109})
        if problem := _unlike_discord(content):
            return told(400, problem)
        if _MENTION.search(json.dumps(content)) and content.get("allowed_mentions", {}).get("parse") != []:
            self.pinged.append(content["content"])
        if call.method == "PATCH":
            name = call.path.rpartition("/")[2]
            if name not in self.messages:
                return told(404, {"message": "Unknown Message", "code": 10008})
            self.messages[name] = content
            return told(200, {"id": name})
        name = str(9_000_000 + len(self.messages))
        self.messages[name] = content
        return told(200, {"id": name}) if call.query.get("wait") == ["true"] else Reply(204, b"")


def _unlike_discord(content: dict[str, Any]) -> dict[str, Any]:
    """Discord's answer where a limit is not kept; nothing where all are."""
    embeds = content.get("embeds", [])
    if not content.get("content") and not embeds:
        return {"message": "Cannot send an empty message", "code": 50006}
    parts = [
        text
        for embed in embeds
        for text in (
            embed.get("title", ""),
            embed.get("description", ""),
            *(field[key] for field in embed.get("fields", []) for key in ("name", "value")),
        )
    ]
    fields = [field for embed in embeds for field in embed.get("fields", [])]
    if (
        len(content.get("content", "")) > 2000
        or len(embeds) > 10
        or sum(map(len, parts)) > 6000
        or any(len(field["name"]) > 256 or len(field["value"]) > 1024 for field in fields)
        or any(len(embed.get("fields", [])) > 25 for embed in embeds)
    ):
        return {"message": "Invalid Form Body", "code": 50035, "errors": {}}
    return {}


class Mattermost(Service):
    """An incoming webhook of Mattermost."""

    path = "/hooks/abcdefghijklmnopqrstuvwxyz"

    def __init__(self) -> None:
        super().__init__()
        self.posted: list[str] = []

    def answer(self, call: Call) -> Reply:
        if call.path != self.path:
            return told(400, {"id": "web.incoming_webhook.invalid.app_error", "message": "Invalid webhook."})
        content = json.loads(call.body)
        if not content.get("text"):
            return told(400, {"id": "web.incoming_webhook.text.app_error", "message": "No text specified."})
        if len(content["text"]) > 16_383:
            return told(400, {"id": "model.post.is_valid.message_length.app_error", "message": "Message too long."})
        self.posted.append(content["text"])
        return Reply()


_REFERENCE = re.compile(r"(?<![\w/`])(?:@[a-z\d](?:[a-z\d-]{0,38})|#\d+)(?![\w-])", re.IGNORECASE)
"""Mentions, and references to issues (docs.github.com, "Basic writing and formatting", "Autolinked references")."""


class Github(Service):
    """A repository of GitHub, example/briefings.

    docs.github.com, REST API 2022-11-28: "Issues", "Issue comments", "Releases" (fields, 401, 404, 422), "Using
    pagination"; "Best practices" (403 with Retry-After); GraphQL API, "Using the GraphQL API for discussions" (errors
    come with status 200). A body holds 65,536 characters, a title 256.
    """

    key = "known-to-nobody-0123456789"
    under = "/repos/example/briefings"

    def __init__(self) -> None:
        super().__init__()
        self.issues: list[dict[str, Any]] = []
        self.comments: list[dict[str, Any]] = []
        self.releases: list[dict[str, Any]] = []
        self.discussions: list[dict[str, Any]] = []
        self.replies: list[dict[str, Any]] = []
        self.notified: list[str] = []

    def answer(self, call: Call) -> Reply:
        if call.headers.get("authorization") != f"Bearer {self.key}":
            return told(401, {"message": "Bad credentials"})
        if call.headers.get("x-github-api-version") != "2022-11-28" or "user-agent" not in call.headers:
            return told(400, {"message": "unsupported version, or no User-Agent"})
        if call.path == "/graphql":
            return self._graph(call.content)
        if not call.path.startswith(f"{self.under}/"):
            return told(404, {"message": "Not Found"})
        content = call.content if call.body else {}
        self.notified += _REFERENCE.findall(content.get("body", "").partition("<!-- brief:")[0])
        if any(len(content.get(key, "")) > 256 for key in ("title", "name")) or len(content.get("body", "")) > 65_536:
            return told(422, {"message": "Validation Failed: body is too long (maximum is 65536 characters)"})
        return self._rest(call, call.path.removeprefix(f"{self.under}/").split("/"), content)

    def _rest(self, call: Call, path: list[str], content: dict[str, Any]) -> Reply:
        match (call.method, path):
            case ("GET", [("issues" | "releases") as kind]):
                return self._page(call, list(reversed(getattr(self, kind))))
            case ("GET", ["issues", number, "comments"]):
                return self._page(call, [one for one in self.comments if one["issue"] == number])
            case ("POST", ["issues"]):
                return self._kept(self.issues, content | {"number": len(self.issues) + 1})
            case ("POST", ["releases"]) if content["tag_name"] in {one["tag_name"] for one in self.releases}:
                return told(422, {"message": "Validation Failed: tag_name already_exists"})
            case ("POST", ["releases"]):
                return self._kept(self.releases, content)
            case ("POST", ["issues", number, "comments"]):
                return self._kept(self.comments, content | {"issue": number})
            case ("PATCH", ["issues", "comments", name]):
                return self._changed(self.comments, "id", name, content)
            case ("PATCH", ["issues", number]):
                return self._changed(self.issues, "number", number, content)
            case ("PATCH", ["releases", name]):
                return self._changed(self.releases, "id", name, content)
        return told(404, {"message": "Not Found"})

    @staticmethod
    def _page(call: Call, entries: list[dict[str, Any]]) -> Reply:
        each, page = (int(call.query[key][0]) for key in ("per_page", "page"))
        return told(200, entries[each * (page - 1) : each * page])

    @staticmethod
    def _kept(entries: list[dict[str, Any]], content: dict[str, Any]) -> Reply:
        entries.append(content | {"id": 7_000 + len(entries)})
        return told(201, entries[-1])

    @staticmethod
    def _changed(entries: list[dict[str, Any]], key: str, name: str, content: dict[str, Any]) -> Reply:
        found = [one for one in entries if str(one[key]) == name]
        if not found:
            return told(404, {"message": "Not Found"})
        found[0].update(content)
        return told(200, found[0])

    def _graph(self, asked: dict[str, Any]) -> Reply:
        given = asked["variables"].get("input", {})
        if "discussionCategories" in asked["query"]:
            seen = {
                "id": "R_1",
                "discussionCategories": {"nodes": [{"id": "DIC_1", "name": "Announcements"}]},
                "discussions": {"nodes": list(reversed(self.discussions))},
            }
            return told(200, {"data": {"repository": seen}})
        if "node(id" in asked["query"]:
            nodes = [one for one in self.replies if one["discussionId"] == asked["variables"]["id"]]
            return told(200, {"data": {"node": {"comments": {"nodes": nodes}}}})
        if len(given.get("body", "")) > 65_536:
            return told(200, {"data": None, "errors": [{"message": "body is too long (maximum is 65536 characters)"}]})
        for verb, entries, kind in (
            ("createDiscussion(", self.discussions, "discussion"),
            ("addDiscussionComment(", self.replies, "comment"),
        ):
            if verb in asked["query"]:
                entries.append(given | {"id": f"D_{len(entries)}"})
                return told(200, {"data": {verb[:-1]: {kind: {"id": entries[-1]["id"]}}}})
        name = given.get("discussionId") or given.get("commentId")
        [found] = [one for one in (*self.discussions, *self.replies) if one["id"] == name]
        found.update({key: value for key, value in given.items() if key in {"title", "body"}})
        return told(200, {"data": {}})


class Matrix(Service):
    """A home server with one room.

    spec.matrix.org, Client-Server API: "PUT /rooms/{roomId}/send/{eventType}/{txnId}", "Transaction identifiers" (the
    same one twice is one event), "Size limits" (65,536 bytes an event), "Event replacements", "Standard error
    response", "Rate limiting".
    """

    key = "known-to-nobody-0123456789"
    room = "!abc:example.org"

    def __init__(self) -> None:
        super().__init__()
        self.events: dict[str, Any] = {}
        self.transactions: dict[str, str] = {}

    def answer(self, call: Call) -> Reply:
        if call.headers.get("authorization") != f"Bearer {self.key}":
            return told(401, {"errcode": "M_UNKNOWN_TOKEN", "error": "Invalid access token passed."})
        *front, room, verb, kind, transaction = call.path.split("/")
        if (call.method, front, verb, kind) != ("PUT", ["", "_matrix", "client", "v3", "rooms"], "send", MESSAGE):
            return told(404, {"errcode": "M_UNRECOGNIZED", "error": "Unrecognized request"})
        if unquote(room) != self.room:
            return told(403, {"errcode": "M_FORBIDDEN", "error": f"User not in room {unquote(room)}"})
        if transaction in self.transactions:
            return told(200, {"event_id": self.transactions[transaction]})
        event = {"content": call.content, "type": MESSAGE, "sender": "@desk:example.org", "room_id": self.room}
        if len(json.dumps(event, ensure_ascii=False, separators=(",", ":")).encode()) + 1_500 > 65_536:
            return told(413, {"errcode": "M_TOO_LARGE", "error": "event too large"})
        related = call.content.get("m.relates_to", {})
        if related.get("rel_type") == "m.replace" and related["event_id"] not in self.events:
            return told(400, {"errcode": "M_UNKNOWN", "error": "Can't send relation to unknown event"})
        name = self.transactions[transaction] = f"${len(self.events)}"
        self.events[name] = call.content
        return told(200, {"event_id": name})

    def shown(self) -> list[Any]:
        """What readers see: each message with what replaces it."""
        seen: dict[str, Any] = {}
        for name, content in self.events.items():
            related = content.get("m.relates_to", {})
            if related:
                seen[related["event_id"]] = content["m.new_content"]
            else:
                seen[name] = content
        return list(seen.values())


MESSAGE = "m.room.message"
