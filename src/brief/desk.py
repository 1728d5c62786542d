"""The desk file, validated: the publication that editions belong to."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from brief.prose import is_address


def _refuse(message: str, hint: str) -> PydanticCustomError:
    return PydanticCustomError("brief", "{first}", {"first": message, "problems": [(message, hint, 0)]})


def _present(text: str) -> str:
    if not text.strip():
        raise _refuse("expected text, found none", "write it, or take the key out")
    return text.strip()


def _mailbox(text: str) -> str:
    """One address of the shape `name@host`, without display name (RFC 5321 in its everyday part)."""
    name, _, host = text.strip().rpartition("@")
    if not name or "." not in host or any(character.isspace() or character in '<>,;"()' for character in text.strip()):
        raise _refuse(f"{text!r} is no mail address", "write desk@example.org")
    return text.strip()


def _address(text: str) -> str:
    if not is_address(text.strip()):
        raise _refuse(f"{text!r} is no address", "addresses begin with https:, http:, mailto: or tel:")
    return text.strip()


def _address_or_token(text: str) -> str:
    """An address, or what the sending service puts one in the place of; that names no scheme, however it is spaced."""
    return _address(text) if re.match(r"[A-Za-z][A-Za-z\d+.-]*:", "".join(text.split())) else _present(text)


_SECRET = re.compile(
    r"gh[a-z]_\w{16}|github_pat_|glpat-|xox[a-z]-|xapp-|syt_|\bBearer\s|bot\d{6,}:"  # tokens of the services
    r"|hooks\.slack\.com/|/api/webhooks/|/hooks/\w{16}"  # addresses that let anyone post
    r"|://[^/\s@]*@|(?:[?&;]|--)(?:\w*token|\w*key|secret|sig|signature|password|pwd)=",
    re.IGNORECASE,
)
"""What lets whoever reads it post; the shapes are those that GitHub, GitLab, Slack, Discord and Matrix document."""
_VARIABLE = re.compile(r"[A-Z][A-Z0-9_]*")
_EXAMPLE = "put it into an environment variable and name that here: secret_env: TEAM_WEBHOOK"


def _open(text: str) -> str:
    """Words that everyone may read. What is refused is never repeated: the message would hold it."""
    if _SECRET.search(text):
        raise _refuse("a secret does not belong in this file", _EXAMPLE)
    return _present(text)


def _variable(text: str) -> str:
    """The name of an environment variable, in capitals as POSIX has them; a secret typed there is not repeated."""
    name = text.strip()
    if not _VARIABLE.fullmatch(name):
        wrong = "expected the name of an environment variable, found something else"
        raise _refuse("a secret does not belong in this file" if _SECRET.search(name) else wrong, _EXAMPLE)
    return name


def _server(text: str) -> str:
    """The address of a server: https, or this machine's own."""
    address = _open(text).rstrip("/")
    if not re.match(r"https://[^/\s]|http://(?:localhost|127\.0\.0\.1|\[::1\])(?:[:/]|$)", address):
        raise _refuse(f"{address!r} is no address of a server", "it begins with https://")
    return address


def _endpoint(text: str) -> str:
    """The address under which `chat/completions` lies. One that is none is not repeated: a key may stand in it."""
    if _SECRET.search(text) or re.search(r"[?#@\\]", text):
        raise _refuse("a server's address holds no name, no key and no query", _KEYED)
    address = _present(text)
    address = address.rstrip("/").removesuffix("/chat/completions").rstrip("/")
    parts = re.fullmatch(r"https?://(?:[\w.-]+|\[[0-9A-Fa-f:.]+\])(?::(\d{1,5}))?(?:/\S*)?", address)
    if not parts or not address.isprintable() or not 0 < int(parts[1] or 1) < _PORTS or not _has_host(address):
        raise _refuse("this is no address of a server", "write https://api.example.org/v1")
    return address


_PORTS = 65_536
_KEYED = "write https://api.example.org/v1, and name the environment variable that holds its key: secret_env: API_KEY"


def _has_host(address: str) -> bool:
    from urllib.parse import urlsplit  # only who names a model pays for it

    try:
        return bool(urlsplit(address).hostname)
    except ValueError:
        return False


_OWN = re.compile(
    r"model|messages|prompt|n|store|max_(?:completion_)?tokens|stream.*"  # what is asked, how often, of how much
    r"|.*response_.*|format|grammar|json_schema|guided_.*|structured_outputs"  # the answer's form
    r"|tool.*|parallel_tool_calls|function.*|web_search.*|plugins|mcp.*|documents|files?"  # whatever looks elsewhere
    r"|models|route|transforms|chat_template|audio|modalities"  # who else answers, and to what
)
"""What a request says by other keys, or as brief decides: an article goes to one model, with nothing at its hand."""
_TRUTHS = {"true": True, "false": False, "null": None}


def _field(key: str) -> str:
    """A field of a request that says how to think."""
    if _OWN.fullmatch(key):
        raise _refuse(f"a request's {key!r} cannot be set here", "name what the server's manual says of thinking")
    return key


def _typed(value: Any) -> Any:  # noqa: ANN401  (a tree of texts)
    """A value as JSON has it: a file's texts that are numbers or truths there become such."""
    match value:
        case dict():
            return {key: _typed(one) for key, one in value.items()}
        case list():
            return [_typed(one) for one in value]
        case str() if value in _TRUTHS:
            return _TRUTHS[value]
        case str() if re.fullmatch(r"-?\d{1,15}", value):
            return int(value)
        case str() if re.fullmatch(r"-?\d{1,15}\.\d{1,15}", value):
            return float(value)
    return value


def _repository(text: str) -> str:
    name = _open(text)
    if not re.fullmatch(r"[\w.-]+/[\w.-]+", name):
        raise _refuse(f"{name!r} is no repository", "write owner/name")
    return name


def _room(text: str) -> str:
    name = _open(text)
    if not re.fullmatch(r"![^\s/?#]+", name):
        raise _refuse(f"{name!r} is no room", "write its internal id, which begins with !; an alias (#) can be moved")
    return name


Words = Annotated[str, AfterValidator(_present)]
Open = Annotated[str, AfterValidator(_open)]
Variable = Annotated[str, AfterValidator(_variable)]
Server = Annotated[str, AfterValidator(_server)]
Endpoint = Annotated[str, AfterValidator(_endpoint)]
Mailbox = Annotated[str, AfterValidator(_mailbox)]
Address = Annotated[str, AfterValidator(_address)]
AddressOrToken = Annotated[str, AfterValidator(_address_or_token)]


Client = Literal[
    "aol",
    "apple-mail",
    "fastmail",
    "free-fr",
    "gmail",
    "gmx",
    "hey",
    "ionos-1and1",
    "laposte",
    "mail-ru",
    "orange",
    "outlook",
    "protonmail",
    "samsung-email",
    "sfr",
    "t-online-de",
    "thunderbird",
    "web-de",
    "yahoo",
]
"""Mail programs, as caniemail.com names them."""
CLIENTS: tuple[Client, ...] = ("gmail", "outlook", "apple-mail", "yahoo", "samsung-email")
"""The mail programs of most readers."""


class Model(BaseModel):
    """Frozen; a key that is not declared is refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Logo(Model):
    """The publication's mark."""

    file: Words = Field(description="A PNG, JPEG or GIF beside desk.yaml, at twice the size it is shown.")
    alt: Words = Field(description="Its words, for those who do not see it.")


class Sender(Model):
    """Whom the email comes from."""

    name: Words = Field(description="The name in the From line.")
    email: Mailbox = Field(description="The address in the From line.")


class ReaderField(Model):
    """A merge field of the sending service."""

    token: Words = Field(description="What the email carries: `*|FNAME|*`.")
    fallback: str = Field("", description="What every other format prints.")
    preview: str = Field("", description="What checks and previews show.")


class Channel(Model):
    """Where editions are posted, and which format goes there."""

    format: Open = Field(description="The format it carries: markdown, slack, discord ...; `brief list formats`.")
    fit: Literal["split", "cut"] = Field(
        "split", description="What is too long for one message: split into several, or cut to one that says so."
    )
    test: bool = Field(default=False, description="Takes drafts too, marked [DRAFT].")


class WebhookChannel(Channel):
    """An address that takes messages: Slack, Discord, Mattermost or any other."""

    kind: Literal["webhook"]
    secret_env: Variable = Field(description="The environment variable that holds the webhook's address.")


class GithubChannel(Channel):
    """A repository on GitHub: issue, comment, discussion or release."""

    kind: Literal["github"]
    format: Open = Field("github", description="The format it carries.")
    repository: Annotated[str, AfterValidator(_repository)] = Field(description="Owner and name: example/briefings.")
    post: Literal["issue", "comment", "discussion", "release"] = Field("issue", description="What is made of it.")
    number: int | None = Field(None, gt=0, description="The issue or pull request that a comment goes under.")
    category: Open | None = Field(None, description="The category of a discussion, by its name.")
    tag: Open | None = Field(None, description="The tag of a release; the edition's short name unless given.")
    server: Server = Field("https://api.github.com", description="The API's address, for GitHub Enterprise.")
    secret_env: Variable = Field(description="The environment variable that holds the token.")

    @model_validator(mode="after")
    def _says_where(self) -> Self:
        if self.post == "comment" and self.number is None:
            raise _refuse("a comment needs the `number` it goes under", "number: 12")
        if self.post == "discussion" and self.category is None:
            raise _refuse("a discussion needs its `category`", "category: Announcements")
        return self


class MatrixChannel(Channel):
    """A room on a Matrix server."""

    kind: Literal["matrix"]
    format: Open = Field("matrix", description="The format it carries.")
    server: Server = Field(description="The home server's address: https://matrix.example.org.")
    room: Annotated[str, AfterValidator(_room)] = Field(description="The room's internal id: !abc:example.org.")
    secret_env: Variable = Field(description="The environment variable that holds the access token.")


class MailChannel(Channel):
    """One mail address, reached through a mail server with TLS."""

    kind: Literal["mail"]
    format: Literal["eml"] = Field("eml", description="The message.")
    to: Mailbox = Field(description="The address it goes to: a list's, or one reader's.")
    attach: tuple[Literal["pdf"], ...] = Field((), description="Formats that are attached: [pdf].")
    host: Open = Field(description="The mail server: smtp.example.org.")
    port: int = Field(587, gt=0, lt=65536, description="Its port: 587 for starttls, 465 for tls.")
    tls: Literal["starttls", "tls"] = Field("starttls", description="TLS after a greeting, or from the first byte.")
    user: Open | None = Field(None, description="The name to log in with, where the server asks for one.")
    secret_env: Variable | None = Field(None, description="The environment variable that holds its password.")

    @model_validator(mode="after")
    def _logs_in(self) -> Self:
        if (self.user is None) != (self.secret_env is None):
            raise _refuse("`user` and `secret_env` go together", "name both to log in, or neither")
        return self


class CommandChannel(Channel):
    """A program of this machine, which gets each part on its standard input."""

    kind: Literal["command"]
    run: tuple[Open, ...] = Field(min_length=1, description="The program and its arguments: [toot, post].")
    seconds: int = Field(60, gt=0, le=3600, description="How long it may take.")
    secret_env: Variable | None = Field(None, description="An environment variable that it needs, never shown.")


class FolderChannel(Channel):
    """A folder, in which each edition has its own."""

    kind: Literal["folder"]
    path: Open = Field(description="The folder, seen from desk.yaml: ../site/incoming.")


AnyChannel = Annotated[
    WebhookChannel | GithubChannel | MatrixChannel | MailChannel | CommandChannel | FolderChannel,
    Field(discriminator="kind"),
]


Mode = Literal["json_schema", "json_object", "plain"]
"""How an answer's form is asked for: by a schema that the server keeps, as any JSON, or in words alone."""


class ModelProfile(Model):
    """A model that may draft, behind an interface like OpenAI's."""

    base_url: Endpoint = Field(description="Where the server answers: https://api.example.org/v1.")
    model: Open | None = Field(None, description="What the server calls it; the profile's own name unless given.")
    secret_env: Variable | None = Field(None, description="The environment variable that holds its key.")
    mode: Mode = Field(
        "json_schema",
        description="How an answer is asked for: json_schema, json_object or plain; refused, the next one is.",
    )
    thinking: dict[Annotated[str, AfterValidator(_field)], Annotated[Any, BeforeValidator(_typed)]] = Field(
        {}, description="What a request says of thinking, as the server has it: {reasoning_effort: low}."
    )
    max_tokens: int | None = Field(None, gt=0, description="The most tokens of an answer, thoughts among them.")
    seconds: int = Field(300, gt=0, le=7200, description="How long an answer may take.")


class Desk(Model):
    """The publication: its name, look, sender and habits."""

    name: Words = Field("Briefing", description="The publication's name.")
    tagline: Words | None = Field(None, description="A few words under the name.")
    lang: Words = Field("en", description="The language editions are written in, unless one says otherwise.")
    zone: Words = Field("UTC", description="The time zone of dates: Europe/Berlin.")
    theme: Words = Field("default", description="The look: a folder under themes/.")
    paper: Literal["a4", "letter"] = Field("a4", description="The page: a4 or letter.")
    section: Words | None = Field(None, description="The kicker above titles.")
    authors: tuple[Words, ...] = Field((), description="Who writes, unless an edition says otherwise.")
    logo: Logo | None = Field(None, description="The publication's mark.")
    sender: Sender | None = Field(None, description="Whom the email comes from.")
    reply_to: Mailbox | None = Field(None, description="Where answers go.")
    list_id: Words | None = Field(None, description="The List-ID header: briefing.example.org.")
    unsubscribe: AddressOrToken | None = Field(None, description="The https address that unsubscribes in one click.")
    postal_address: Words | None = Field(None, description="The sender's postal address, which many laws ask for.")
    web_base: Address | None = Field(None, description="Where editions stand on the web.")
    image_base: Address | None = Field(
        None, description="Where the email's pictures are hosted; the manifest lists what to upload."
    )
    clients: tuple[Client, ...] = Field(
        CLIENTS, description="Mail programs of the readers, by which style is judged: gmail, outlook, apple-mail ..."
    )
    tracking: dict[str, Words] = Field({}, description="Parameters added to links in the email.")
    reader: dict[str, ReaderField] = Field({}, description="Merge fields, by name.")
    names: tuple[Words, ...] = Field((), description="Names that hold digits and are no figures: H100, S&P 500.")
    channels: dict[str, AnyChannel] = Field({}, description="Where editions are posted, by name.")
    models: dict[str, ModelProfile] = Field({}, description="Models that may draft from an article, by name.")
