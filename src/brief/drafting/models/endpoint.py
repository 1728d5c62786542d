"""Where a model answers, and what it is asked with: a profile of the desk, or what the command names."""

from __future__ import annotations

import ipaddress
import os
from dataclasses import field
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from brief.errors import MachineError, UsageError
from brief.secret import Secret, from_environment
from brief.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

    from brief.desk import Desk, Mode, ModelProfile

KEY = "BRIEF_MODEL_KEY"
"""The environment variable that holds the key of a server that no profile describes."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A model behind an interface like OpenAI's: its address, name and key, the form of its answers, its limits.

    `thinking` are fields of the request as the server has them; `seconds` bound an exchange.
    """

    base_url: str
    model: str
    secret: Secret = Secret(KEY)
    mode: Mode = "json_schema"
    thinking: Mapping[str, Any] = field(default_factory=dict)
    max_tokens: int | None = None
    seconds: float = 300

    @property
    def host(self) -> str:
        """The server's name, which is all of its address that is kept."""
        return urlsplit(self.base_url).hostname or ""

    @property
    def is_here(self) -> bool:
        """Whether it is this machine itself: nothing that it is sent leaves."""
        if self.host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False

    @property
    def is_open(self) -> bool:
        """Whether others on the way can read what it is sent."""
        return not self.is_here and not self.base_url.startswith("https://")


def endpoint(
    name: str, base_url: str | None, desk: Desk | None, environment: Mapping[str, str] = os.environ
) -> Endpoint:
    """The model of this name: a profile under `models:`, or any that the server at `base_url` has.

    Raises UsageError where nothing says where it answers, MachineError where its key is not in the environment.
    """
    profiles = desk.models if desk else {}
    profile = profiles.get(name)
    if profile is None or base_url:
        profile = _profile(name, base_url, profile, tuple(profiles))
    made = Endpoint(
        base_url=profile.base_url,
        model=profile.model or name,
        secret=_secret(name, profile.secret_env, environment),
        mode=profile.mode,
        thinking=profile.thinking,
        max_tokens=profile.max_tokens,
        seconds=profile.seconds,
    )
    if made.is_open and made.secret.value:
        message = f"the key in {made.secret.name} would go to {made.host} for everybody on the way to read"
        raise UsageError(message, hint=f"name an address that begins with https://, or unset {made.secret.name}")
    return made


def _secret(name: str, variable: str | None, environment: Mapping[str, str]) -> Secret:
    """The key in a profile's variable, which has to be there; else in the one for any server, which may be."""
    secret = from_environment(variable or KEY, environment)
    if secret and secret.value.isascii():  # a header holds nothing else
        return secret
    given = environment.get(variable or KEY, "").strip()
    if given or variable:
        wrong = "holds signs that no key has" if given else "is not set"
        raise MachineError(f"{variable or KEY} {wrong}", hint=f"it holds the key for {name}")
    return Secret(KEY)


def _profile(name: str, base_url: str | None, given: ModelProfile | None, known: tuple[str, ...]) -> ModelProfile:
    """What the command says, over what a profile does."""
    from pydantic import ValidationError

    from brief.desk import ModelProfile

    if not base_url:
        close = get_close_matches(name, known, 1)
        message = f"nothing says where the model {name!r} answers"
        otherwise = "--base-url http://127.0.0.1:8080/v1, or models: in desk.yaml"
        hint = f"did you mean {close[0]!r}?" if close else otherwise
        raise UsageError(message, hint=hint)
    # A key is for the server that its profile names, and goes to no other.
    own = given.model_dump(exclude_none=True, exclude={"secret_env"}) if given else {}
    try:
        return ModelProfile.model_validate({**own, "base_url": base_url})
    except ValidationError as error:
        [message, hint, _] = error.errors()[0]["ctx"]["problems"][0]
        raise UsageError(f"--base-url: {message}", hint=hint) from None
