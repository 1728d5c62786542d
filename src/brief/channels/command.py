"""Programs of this machine: the message on standard input, what it is in environment variables, no shell between.

A program that ends with 0 has posted, one that ends with another number has not; one that was killed may have.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
from typing import TYPE_CHECKING

from brief.channels.base import InDoubtError, NotDeliveredError, Transport

if TYPE_CHECKING:
    from brief.channels.base import Outlet, Parcel


def _send(outlet: Outlet, parcel: Parcel) -> str:
    settings = outlet.settings
    name = settings.run[0]
    try:
        program = subprocess.Popen(  # noqa: S603  (the desk's own words, and no shell)
            settings.run,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=outlet.folder,
            env=_environment(outlet, parcel),
            start_new_session=True,
        )
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "its name cannot be read"
        raise NotDeliveredError(f"{name} could not be started: {reason}", hint="its name stands under run:") from None
    try:
        answered, complained = program.communicate(parcel.data, timeout=settings.seconds)
    except subprocess.TimeoutExpired:
        _stop(program)
        raise InDoubtError(f"{name} did not end within {settings.seconds} seconds and was stopped") from None
    except BaseException:
        _stop(program)
        raise
    words = outlet.secret.told(complained or answered)
    said = f": {words}" if words else ""
    if program.returncode < 0:
        raise InDoubtError(f"{name} was stopped by signal {-program.returncode}{said}")
    if program.returncode:
        raise NotDeliveredError(f"{name} failed with {program.returncode}{said}")
    return ""


def _environment(outlet: Outlet, parcel: Parcel) -> dict[str, str]:
    """This process's own, without the secrets of other channels, and what the message is."""
    secrets = {getattr(channel, "secret_env", None) for channel in outlet.desk.channels.values()}
    kept = {name: value for name, value in os.environ.items() if name not in secrets or name == outlet.secret.name}
    about = {"EDITION": parcel.edition, "CHANNEL": parcel.channel, "PART": parcel.part, "KEY": parcel.key}
    about |= {"TITLE": parcel.title, "FILE": parcel.name}
    return kept | {f"BRIEF_{name}": value for name, value in about.items()}


def _stop(program: subprocess.Popen[bytes]) -> None:
    """End a program and all that it started."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(program.pid, signal.SIGKILL)
    program.communicate()


ROW = Transport(kind="command", send=_send, whom=lambda channel: f"the program {' '.join(channel.run)}")
