"""Services on this machine's loopback address that keep the documented rules of those that people post to.

A `Rule` is one of them, with the document that says so; a request that breaks it gets the answer that is documented.
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
    from collections.abc import Callable, Iterable, Iterator, Mapping
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


@dataclass(frozen=True)
class Rule:
    """What a service asks of a request's content, the document that says so, and the answer where it is not kept."""

    about: str
    source: str
    kept: Callable[[Any], bool]
    refusal: Reply


def broken(rules: Iterable[Rule], content: Any) -> Reply | None:  # noqa: ANN401  (a tree of JSON)
    """The answer to the first rule that is not kept; None where all are."""
    return next((rule.refusal for rule in rules if not rule.kept(content)), None)


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


_WEBHOOKS = "docs.slack.dev, Sending messages using incoming webhooks"


def _of(kind: str) -> Callable[[Any], list[dict[str, Any]]]:
    return lambda content: [block for block in content.get("blocks", []) if block["type"] == kind]


def _slack(about: str, page: str, kept: Callable[[Any], bool]) -> Rule:
    return Rule(about, f"docs.slack.dev, {page}", kept, Reply(400, b"invalid_blocks"))


SLACK = (
    Rule(
        "a message has text, or blocks",
        f"{_WEBHOOKS}, Handling errors",
        lambda content: bool(content.get("text") or content.get("blocks")),
        Reply(400, b"no_text"),
    ),
    _slack("at most 50 blocks", "Blocks", lambda content: len(content.get("blocks", [])) <= 50),
    _slack(
        "blocks of messages alone",
        "Blocks, Available blocks",
        lambda content: (
            {block["type"] for block in content.get("blocks", [])}
            <= {"context", "divider", "header", "image", "rich_text", "section", "table"}
        ),
    ),
    _slack(
        "a header is plain text of at most 150 characters",
        "Header block",
        lambda content: all(
            block["text"]["type"] == "plain_text" and 1 <= len(block["text"]["text"]) <= 150
            for block in _of("header")(content)
        ),
    ),
    _slack(
        "a section's text has at most 3,000 characters",
        "Section block",
        lambda content: all(len(block.get("text", {}).get("text", "")) <= 3000 for block in _of("section")(content)),
    ),
    _slack(
        "a section has at most ten fields of at most 2,000 characters",
        "Section block",
        lambda content: all(
            len(block.get("fields", [])) <= 10 and all(len(one["text"]) <= 2000 for one in block.get("fields", []))
            for block in _of("section")(content)
        ),
    ),
    _slack(
        "a context has at most ten elements",
        "Context block",
        lambda content: all(1 <= len(block["elements"]) <= 10 for block in _of("context")(content)),
    ),
    _slack("one table a message", "Table block", lambda content: len(_of("table")(content)) <= 1),
    _slack(
        "a table has at most 100 rows of at most 20 cells",
        "Table block",
        lambda content: all(
            len(block["rows"]) <= 100 and all(len(row) <= 20 for row in block["rows"])
            for block in _of("table")(content)
        ),
    ),
    _slack(
        "a picture's address has at most 3,000 characters, its words at most 2,000",
        "Image block",
        lambda content: all(
            len(block["image_url"]) <= 3000 and len(block["alt_text"]) <= 2000 for block in _of("image")(content)
        ),
    ),
    _slack(
        "rich text holds something",
        "Rich text block",
        lambda content: all(block["elements"] for block in _of("rich_text")(content)),
    ),
)


class Slack(Service):
    """An incoming webhook of Slack: its address and its errors are those of that page, 429 of "Rate limits".

    What reaches people is written `<!channel>`, `<@U1>` or `<#C1>` (docs.slack.dev, "Formatting message text").
    """

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
        if refusal := broken(SLACK, content):
            return refusal
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


def _discord(about: str, page: str, kept: Callable[[Any], bool]) -> Rule:
    refusal = told(400, {"message": "Invalid Form Body", "code": 50035, "errors": {}})
    return Rule(about, f"docs.discord.com, {page}", kept, refusal)


def _fields(content: Any) -> list[dict[str, Any]]:  # noqa: ANN401  (a tree of JSON)
    return [field for embed in content.get("embeds", []) for field in embed.get("fields", [])]


_EMBEDS = "Message Resource, Embed Limits"
DISCORD = (
    Rule(
        "a message has content, or an embed",
        "docs.discord.com, Opcodes and Status Codes, JSON Error Codes, 50006",
        lambda content: bool(content.get("content") or content.get("embeds")),
        told(400, {"message": "Cannot send an empty message", "code": 50006}),
    ),
    _discord(
        "content has at most 2,000 characters",
        "Webhook Resource, Execute Webhook",
        lambda content: len(content.get("content", "")) <= 2000,
    ),
    _discord(
        "at most ten embeds", "Webhook Resource, Execute Webhook", lambda content: len(content.get("embeds", [])) <= 10
    ),
    _discord(
        "an embed's title has at most 256 characters, its description at most 4,096",
        _EMBEDS,
        lambda content: all(
            len(embed.get("title", "")) <= 256 and len(embed.get("description", "")) <= 4096
            for embed in content.get("embeds", [])
        ),
    ),
    _discord(
        "an embed has at most 25 fields",
        _EMBEDS,
        lambda content: all(len(embed.get("fields", [])) <= 25 for embed in content.get("embeds", [])),
    ),
    _discord(
        "a field has a name of at most 256 characters and a value of at most 1,024",
        _EMBEDS,
        lambda content: all(
            1 <= len(field["name"]) <= 256 and 1 <= len(field["value"]) <= 1024 for field in _fields(content)
        ),
    ),
    _discord(
        "all embeds together have at most 6,000 characters",
        _EMBEDS,
        lambda content: (
            sum(len(embed.get(key, "")) for embed in content.get("embeds", []) for key in ("title", "description"))
            + sum(len(field[key]) for field in _fields(content) for key in ("name", "value"))
            <= 6000
        ),
    ),
)


_MENTION = re.compile(r"@everyone|@here|<@[!&]?\d+>")


class Discord(Service):
    """A webhook of Discord (docs.discord.com, "Webhook Resource": Execute, `wait`, Edit).

    Codes are those of "Opcodes and Status Codes"; 429 has Retry-After and JSON ("Rate Limits"). Mentions reach people
    unless `allowed_mentions` says otherwise ("Message Resource, Allowed Mentions Object").
    """

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
        if refusal := broken(DISCORD, content):
            return refusal
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


MATTERMOST = (
    Rule(
        "a message has text",
        "developers.mattermost.com, Incoming webhooks, Parameters: text",
        lambda content: bool(content.get("text")),
        told(400, {"id": "web.incoming_webhook.text.app_error", "message": "No text specified."}),
    ),
    Rule(
        "a message has at most 16,383 characters",
        "developers.mattermost.com, API reference, Posts: message",
        lambda content: len(content["text"]) <= 16_383,
        told(400, {"id": "model.post.is_valid.message_length.app_error", "message": "Message too long."}),
    ),
)


class Mattermost(Service):
    """An incoming webhook of Mattermost, which answers `ok` (developers.mattermost.com, "Incoming webhooks")."""

    path = "/hooks/abcdefghijklmnopqrstuvwxyz"

    def __init__(self) -> None:
        super().__init__()
        self.posted: list[str] = []

    def answer(self, call: Call) -> Reply:
        if call.path != self.path:
            return told(400, {"id": "web.incoming_webhook.invalid.app_error", "message": "Invalid webhook."})
        content = json.loads(call.body)
        if refusal := broken(MATTERMOST, content):
            return refusal
        self.posted.append(content["text"])
        return Reply()


_REFERENCE = re.compile(r"(?<![\w/`])(?:@[a-z\d](?:[a-z\d-]{0,38})|#\d+)(?![\w-])", re.IGNORECASE)
"""Mentions, and references to issues (docs.github.com, "Basic writing and formatting", "Autolinked references")."""


def _too_long(what: str, most: int) -> Reply:
    return told(422, {"message": f"Validation Failed: {what} is too long (maximum is {most} characters)"})


_REST = "docs.github.com, REST API endpoints for"
GITHUB = (
    Rule(
        "a title has at most 256 characters",
        f"{_REST} issues: 422, Validation failed",
        lambda content: all(len(content.get(key) or "") <= 256 for key in ("title", "name")),
        _too_long("title", 256),
    ),
    Rule(
        "a body has at most 65,536 characters",
        f"{_REST} issue comments: 422, Validation failed",
        lambda content: len(content.get("body") or "") <= 65_536,
        _too_long("body", 65_536),
    ),
)


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
        if refusal := broken(GITHUB, content):
            return refusal
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


MATRIX = (
    Rule(
        "an event has at most 65,536 bytes, what the server adds to it included",
        "spec.matrix.org, Client-Server API, Size limits",
        lambda event: len(json.dumps(event, ensure_ascii=False, separators=(",", ":")).encode()) + 1_500 <= 65_536,
        told(413, {"errcode": "M_TOO_LARGE", "error": "event too large"}),
    ),
)


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
        if refusal := broken(MATRIX, event):
            return refusal
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
