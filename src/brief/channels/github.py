"""GitHub: an issue, a comment, a discussion or a release, found again by a hidden marker.

The envelope is one HTML comment under the text, which GitHub does not show: `<!-- brief:edition/channel/part -->`. It
is looked up before anything is made, so that nothing is made twice. What does not fit into the first message follows
as comments under it. GitHub REST API, 2022-11-28; discussions: GraphQL API.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

from brief.channels.base import ALWAYS, InDoubtError, NotDeliveredError, Transport
from brief.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator

    from brief.channels.base import Outlet, Parcel
    from brief.channels.http import Answer, Effect
    from brief.desk import GithubChannel

LIMIT = 65_536
"""Characters of an issue's, comment's or discussion's body (GitHub answers 422 to more)."""
_TITLE = 256
_PAGES, _PAGES_OF_COMMENTS, _EACH = 5, 25, 100
"""How far a marker is looked for: among the newest 500 posts, and all 2,500 comments that an issue may have."""
_EFFECTS: dict[str, Effect] = {"GET": "none", "PATCH": "same", "POST": "new"}
_REFERENCE = re.compile(r"(?P<kind>issue|comment|release|discussion|reply):(?P<id>[\w=-]+)(?:#(?P<number>\d+))?")


def marked(parcel: Parcel) -> str:
    """The body that GitHub gets: the built text, and the marker under it."""
    return f"{parcel.data.decode().rstrip()}\n\n{marker(parcel)}\n"


def marker(parcel: Parcel) -> str:
    """The comment by which the post is found again; `--` cannot stand in one."""
    return f"<!-- brief:{parcel.key.replace('--', '-%2D')} -->"


@dataclass(frozen=True, slots=True)
class _Repository:
    """A repository's API, spoken to with the channel's token."""

    outlet: Outlet

    @property
    def settings(self) -> GithubChannel:
        settings: GithubChannel = self.outlet.settings
        return settings

    def call(self, method: str, path: str, body: object = None) -> Answer:
        """One request below the repository."""
        owner, _, name = self.settings.repository.partition("/")
        base = f"{self.settings.server}/repos/{quote(owner)}/{quote(name)}"
        return self._ask(method, base + path, body, _EFFECTS[method])

    def graph(self, query: str, effect: Effect, **variables: object) -> Any:  # noqa: ANN401  (a tree of JSON)
        """One GraphQL request; errors come with status 200 and are told as refusals."""
        server = self.settings.server
        address = f"{server.removesuffix('/v3')}/graphql"
        body = {"query": query, "variables": variables}
        content = self._ask("POST", address, body, effect).content()
        if errors := content.get("errors"):
            words = "; ".join(str(error.get("message", "")) for error in errors)
            raise NotDeliveredError(f"{urlsplit(server).hostname} refused: {self.outlet.secret.told(words.encode())}")
        return content.get("data") or {}

    def _ask(self, method: str, address: str, body: object, effect: Effect) -> Answer:
        from brief.channels.http import Request, ask

        headers = {
            "Accept": "application/vnd.github+json",
            "Authorization": f"Bearer {self.outlet.secret.value}",
            "X-GitHub-Api-Version": "2022-11-28",
        }
        data = b"" if body is None else json.dumps(body, ensure_ascii=False).encode()
        headers |= {"Content-Type": "application/json"} if data else {}
        return ask(Request(method, address, self.outlet.secret, data, headers, effect))

    def listed(self, path: str, pages: int) -> Iterator[dict[str, Any]]:
        """The entries of a list, page by page, as far as is looked."""
        joint = "&" if "?" in path else "?"
        for page in range(1, pages + 1):
            entries = self.call("GET", f"{path}{joint}per_page={_EACH}&page={page}").content() or []
            yield from entries
            if len(entries) < _EACH:
                return


def _send(outlet: Outlet, parcel: Parcel) -> str:
    """The post: the one that carries the marker, made to say what the parcel holds, else a new one."""
    repository = _Repository(outlet)
    under = _under(repository, parcel)
    found = _found_discussion if repository.settings.post == "discussion" else _found
    reference, body = found(repository, parcel, under)
    if not reference:
        return _discuss(repository, parcel, under) if found is _found_discussion else _made(repository, parcel, under)
    if body.split() != marked(parcel).split():
        _edit(outlet, replace(parcel, remote=reference))
    return reference


def _made(repository: _Repository, parcel: Parcel, under: str) -> str:
    """A new issue, comment or release."""
    body = marked(parcel)
    if under:
        answer = repository.call("POST", f"/issues/{under}/comments", {"body": body})
        return f"comment:{_id(answer)}#{under}"
    if repository.settings.post == "release":
        tag = repository.settings.tag or _tag(parcel.edition)
        answer = repository.call("POST", "/releases", {"tag_name": tag, "name": _title(parcel), "body": body})
        return f"release:{_id(answer)}"
    answer = repository.call("POST", "/issues", {"title": _title(parcel), "body": body})
    return f"issue:{_id(answer, 'number')}#{_id(answer, 'number')}"


def _under(repository: _Repository, parcel: Parcel) -> str:
    """What a message goes under: the issue a comment names, or the first part of the same edition."""
    if repository.settings.post == "comment":
        return str(repository.settings.number)
    if parcel.part == "1":
        return ""
    first = _REFERENCE.fullmatch(parcel.first)
    if not first:
        hint = "what it belongs under was settled by hand; post it there by hand, too"
        raise NotDeliveredError("the first part's place is not known", hint=hint)
    return first["number"] or first["id"]


def _found(repository: _Repository, parcel: Parcel, under: str) -> tuple[str, str]:
    """The post that carries the marker already, and what it says; nothing where there is none."""
    if under:
        path, pages, reference = f"/issues/{under}/comments", _PAGES_OF_COMMENTS, f"comment:{{id}}#{under}"
    elif repository.settings.post == "release":
        path, pages, reference = "/releases", _PAGES, "release:{id}"
    else:
        path, pages = "/issues?state=all&sort=created&direction=desc", _PAGES
        reference = "issue:{number}#{number}"
    own = marker(parcel)
    bodies = ((reference.format_map(entry), entry.get("body") or "") for entry in repository.listed(path, pages))
    return next((found for found in bodies if own in found[1]), ("", ""))


def _title(parcel: Parcel) -> str:
    """The title as far as GitHub takes one."""
    return parcel.title if len(parcel.title) <= _TITLE else f"{parcel.title[: _TITLE - 1]}\N{HORIZONTAL ELLIPSIS}"


def _tag(edition: str) -> str:
    return re.sub(r"[^\w.-]+", "-", edition)


def _id(answer: Answer, key: str = "id") -> str:
    """The id of what was made; without one it is not known what GitHub did."""
    found = answer.text(key)
    if not found:
        raise InDoubtError("GitHub took the post and named no id")
    return found


_LOOK = """\
query($owner: String!, $name: String!) { repository(owner: $owner, name: $name) { id
 discussionCategories(first: 50) { nodes { id name } }
 discussions(first: 100, orderBy: {field: CREATED_AT, direction: DESC}) { nodes { id body } } } }"""
_REPLIES = "query($id: ID!) { node(id: $id) { ... on Discussion { comments(last: 100) { nodes { id body } } } } }"
_OPEN = """\
mutation($input: CreateDiscussionInput!) { createDiscussion(input: $input) { discussion { id } } }"""
_REPLY = "mutation($input: AddDiscussionCommentInput!) { addDiscussionComment(input: $input) { comment { id } } }"
_CHANGE = "mutation($input: UpdateDiscussionInput!) { updateDiscussion(input: $input) { discussion { id } } }"
_CHANGE_REPLY = """\
mutation($input: UpdateDiscussionCommentInput!) { updateDiscussionComment(input: $input) { comment { id } } }"""


def _found_discussion(repository: _Repository, parcel: Parcel, under: str) -> tuple[str, str]:
    """The discussion, or the comment in one, that carries the marker already, and what it says."""
    kind = "reply" if under else "discussion"
    if under:
        nodes = _within(repository.graph(_REPLIES, "none", id=under), "node", "comments", "nodes")
    else:
        nodes = _within(_looked(repository), "discussions", "nodes")
    own = marker(parcel)
    return next(((f"{kind}:{node['id']}", node["body"]) for node in nodes or () if own in node["body"]), ("", ""))


def _looked(repository: _Repository) -> Any:  # noqa: ANN401  (a tree of JSON)
    """The repository's id, its categories, and its newest discussions."""
    owner, _, name = repository.settings.repository.partition("/")
    return _within(repository.graph(_LOOK, "none", owner=owner, name=name), "repository") or {}


def _discuss(repository: _Repository, parcel: Parcel, under: str) -> str:
    """A new discussion, or a comment in one."""
    body = marked(parcel)
    if under:
        made = repository.graph(_REPLY, "new", input={"discussionId": under, "body": body})
        return f"reply:{_node(made, 'addDiscussionComment', 'comment')}"
    seen = _looked(repository)
    categories = {node["name"]: node["id"] for node in _within(seen, "discussionCategories", "nodes") or ()}
    wanted = repository.settings.category or ""
    if wanted not in categories:
        known = ", ".join(categories) or "none: discussions are switched off there"
        raise NotDeliveredError(f"{repository.settings.repository} has no category {wanted!r}", hint=f"it has {known}")
    values = {"repositoryId": seen["id"], "categoryId": categories[wanted], "title": _title(parcel), "body": body}
    made = repository.graph(_OPEN, "new", input=values)
    return f"discussion:{_node(made, 'createDiscussion', 'discussion')}"


def _node(data: Any, *path: str) -> str:  # noqa: ANN401  (a tree of JSON)
    found = _within(data, *path, "id")
    if not found:
        raise InDoubtError("GitHub took the post and named no id")
    return str(found)


def _within(data: Any, *path: str) -> Any:  # noqa: ANN401  (a tree of JSON)
    for key in path:
        data = (data or {}).get(key)
    return data


_PLACES = {"issue": ("/issues", "title"), "comment": ("/issues/comments", ""), "release": ("/releases", "name")}
"""Where a post of the REST API is changed, and what its title is called."""


def _edit(outlet: Outlet, parcel: Parcel) -> str:
    """The post with other words; one whose place is not known is found by its marker."""
    repository, body = _Repository(outlet), marked(parcel)
    reference = _REFERENCE.fullmatch(parcel.remote)
    if reference is None:
        return _send(outlet, parcel)
    kind, found = reference["kind"], reference["id"]
    if kind == "discussion":
        values = {"discussionId": found, "title": _title(parcel), "body": body}
        repository.graph(_CHANGE, "same", input=values)
    elif kind == "reply":
        repository.graph(_CHANGE_REPLY, "same", input={"commentId": found, "body": body})
    else:
        path, titled = _PLACES[kind]
        title = {titled: _title(parcel)} if titled else {}
        repository.call("PATCH", f"{path}/{found}", {**title, "body": body})
    return parcel.remote


def _whom(settings: GithubChannel) -> str:
    below = {"comment": f" under #{settings.number}", "discussion": f" under {settings.category}"}.get(
        settings.post, ""
    )
    article = "an" if settings.post == "issue" else "a"
    return f"{article} {settings.post}{below} in {settings.repository}"


def _refuses(outlet: Outlet, parcel: Parcel) -> tuple[str, str] | None:
    settings: GithubChannel = outlet.settings
    if not parcel.media_type.startswith("text/"):
        return f"GitHub takes Markdown, and {parcel.name} is none", "name the format github, or markdown"
    if settings.post == "release" and parcel.part != "1":
        return "a release is one message, and this is several", "fit: cut"
    if (length := len(marked(parcel))) > LIMIT:
        return (
            f"{parcel.name} has {length:,} characters with its marker, and GitHub takes {LIMIT:,}",
            "name the format github",
        )
    return None


ROW = Transport(
    kind="github",
    send=_send,
    whom=_whom,
    edit=_edit,
    repeats=ALWAYS,
    refuses=_refuses,
    wrapped=lambda _, parcel: marked(parcel).encode(),
)
